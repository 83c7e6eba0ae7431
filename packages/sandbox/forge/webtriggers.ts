/** Web trigger URLs (GraphQL of @forge/api's `webTrigger`) and how a request becomes an invocation. */
import { type Core, jsonAnswer, type PlainAnswer } from './core';
import type { WebtriggerModule } from './manifest';
import type { Outcome, WebtriggerAnswer, WebtriggerRequest } from './world-told';

export type Webtriggers = {
  graphql(body: string): PlainAnswer;
  urlOf(key: string, forceCreate?: boolean): string | undefined;
  /** By module key or id. */
  find(keyOrId: string): WebtriggerModule | undefined;
  snapshot(): unknown;
  restore(state: unknown): void;
};
type GraphqlBody = {
  readonly query: string;
  readonly variables?: {
    readonly input?: { readonly triggerKey: string };
    readonly forceCreate?: boolean;
    readonly id?: string;
  };
};

/** Earlier versions kept the addresses only. */
type Saved = {
  readonly urls: readonly (readonly [id: string, key: string])[];
  readonly created?: { readonly minute: number; readonly count: number };
};

/** Forge, platform limits: web trigger URLs created per minute. */
const CREATED_PER_MINUTE = 500;
/** Forge, platform limits: function payload. */
const EVENT_BYTES = 5 * 1024 * 1024;

export function createWebtriggers(core: Core): Webtriggers {
  const modules = core.manifest.modules.webtrigger ?? [];
  const base = core.options.webtriggerBase ?? 'http://localhost:4000';
  let urls = new Map<string, string>();
  let created = { minute: 0, count: 0 };
  const make = (key: string) => {
    const id = core.random.hex(24);
    urls.set(id, key);
    core.changed();
    return id;
  };
  const urlOf = (key: string, forceCreate = false) => {
    if (!modules.some((module) => module.key === key)) return undefined;
    const known = [...urls].find(([, candidate]) => candidate === key)?.[0];
    return `${base}/x1/${known !== undefined && !forceCreate ? known : make(key)}`;
  };
  const mayCreate = () => {
    const minute = Math.floor(core.clock.now() / 60_000);
    created = { minute, count: minute === created.minute ? created.count + 1 : 1 };
    return created.count <= CREATED_PER_MINUTE;
  };
  return {
    urlOf,
    find: (keyOrId) => modules.find((module) => module.key === (urls.get(keyOrId) ?? keyOrId)),
    graphql(body) {
      const { query, variables = {} } = JSON.parse(body) as GraphqlBody;
      if (query.includes('createWebTriggerUrl')) {
        if (!mayCreate())
          return jsonAnswer(429, {
            message: `more than ${CREATED_PER_MINUTE} web trigger URLs in one minute`,
          });
        const url = urlOf(variables.input?.triggerKey ?? '', variables.forceCreate);
        return jsonAnswer(
          200,
          url
            ? { data: { createWebTriggerUrl: { url } } }
            : { data: null, errors: [{ message: 'no such web trigger' }] },
        );
      }
      if (query.includes('deleteWebTriggerUrl')) {
        const success = urls.delete(variables.id ?? '');
        core.changed();
        return jsonAnswer(200, {
          data: { deleteWebTriggerUrl: { success, message: success ? null : 'no such URL' } },
        });
      }
      const list = [...urls].map(([id, triggerKey]) => ({ triggerKey, url: `${base}/x1/${id}` }));
      return jsonAnswer(200, { data: { webTriggerUrlsByAppContext: list } });
    },
    snapshot: (): Saved => ({ urls: [...urls], created }),
    restore: (state) => {
      const saved = Array.isArray(state) ? { urls: state as Saved['urls'] } : (state as Saved);
      urls = new Map(saved.urls);
      created = saved.created ?? { minute: 0, count: 0 };
    },
  };
}

/** The operation of a GraphQL document, or undefined when the sandbox does not know it. */
export function graphqlOperation(body: string): string | undefined {
  const known = {
    createWebTriggerUrl: 'getUrl',
    deleteWebTriggerUrl: 'deleteUrl',
    webTriggerUrlsByAppContext: 'queryUrls',
  };
  return Object.entries(known).find(([name]) => body.includes(name))?.[1];
}

export function webtriggerEvent(request: WebtriggerRequest): Readonly<Record<string, unknown>> {
  const { method, path = '/', headers = {}, queryParameters = {}, body } = request;
  return { method, path, userPath: '', headers, queryParameters, ...(body === undefined ? {} : { body }) };
}

/** What the platform says itself, without calling the function, when a request is more than a function may be given. */
export function webtriggerRefusal(event: Readonly<Record<string, unknown>>): WebtriggerAnswer | undefined {
  if (Buffer.byteLength(JSON.stringify(event)) <= EVENT_BYTES) return undefined;
  return {
    status: 413,
    headers: { 'content-type': ['application/json'] },
    body: JSON.stringify({ message: `more than ${EVENT_BYTES} bytes` }),
  };
}

/** What the platform makes of what the function returned; anything malformed is a 500. */
export function webtriggerAnswer(module: WebtriggerModule, outcome: Outcome): WebtriggerAnswer {
  if (outcome.kind !== 'returned') return { status: 500, headers: {}, body: '' };
  const value = outcome.value as
    | {
        readonly statusCode?: unknown;
        readonly headers?: unknown;
        readonly body?: unknown;
        readonly outputKey?: unknown;
      }
    | null
    | undefined;
  if (module.response?.type === 'static') {
    const output = module.response.outputs?.find((candidate) => candidate.key === value?.outputKey);
    if (!output) return { status: 500, headers: {}, body: '' };
    return {
      status: output.statusCode,
      headers: { 'content-type': [output.contentType ?? 'text/plain'] },
      body: output.body ?? '',
    };
  }
  const { statusCode, headers = {}, body = '' } = value ?? {};
  if (!Number.isInteger(statusCode) || typeof body !== 'string' || !areArrays(headers))
    return { status: 500, headers: {}, body: '' };
  return { status: statusCode as number, headers, body };
}

function areArrays(headers: unknown): headers is Readonly<Record<string, readonly string[]>> {
  return (
    typeof headers === 'object' &&
    headers !== null &&
    Object.values(headers).every((values) => Array.isArray(values))
  );
}
