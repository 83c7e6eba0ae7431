import { randomBytes, randomUUID } from 'node:crypto';
import api, { assumeTrustedRoute, getAppContext, privacy, webTrigger } from '@forge/api';
import { InvocationError, InvocationErrorCode, type PushEvent, Queue } from '@forge/events';
import { Filter, FilterConditions, kvs, WhereConditions } from '@forge/kvs';
import { publish, publishGlobal, signRealtimeToken } from '@forge/realtime';
import Resolver from '@forge/resolver';

type Said =
  | { readonly ok: unknown }
  | { readonly code: unknown; readonly status: unknown; readonly name: string; readonly message: string };
type Item = { readonly key: string; readonly value: Record<string, unknown> };

async function said(work: () => Promise<unknown>): Promise<Said> {
  try {
    return { ok: (await work()) ?? null };
  } catch (error) {
    const known = error as Error & {
      code?: unknown;
      responseDetails?: { status?: unknown };
      failedEvents?: unknown;
    };
    return {
      code: known.code,
      status: known.responseDetails?.status,
      name: known.constructor.name,
      message: known.message,
    };
  }
}

async function answer(response: {
  status: number;
  text(): Promise<string>;
  headers: { get(name: string): string | null };
}) {
  return {
    status: response.status,
    proxyError: response.headers.get('forge-proxy-error'),
    text: await response.text(),
  };
}

/** Atoms for tests: each does one thing to the platform. */
let served = 0;

const atoms: Record<string, (payload: never, accountId: string) => Promise<unknown>> = {
  get: async ({ key }: { key: string }) => kvs.get(key),
  signLine: async ({
    channel,
    claims,
    permissions,
  }: {
    channel: string;
    claims: object;
    permissions?: never;
  }) => signRealtimeToken(channel, claims, permissions),
  publishGlobal: async ({ channel, token }: { channel: string; token?: string }) =>
    publishGlobal(channel, 'changed', token === undefined ? undefined : { token }),
  publishHere: async ({ channel }: { channel: string }) => publish(channel, 'changed'),
  reportAccounts: async ({ accounts }: { accounts: { accountId: string; updatedAt: string }[] }) =>
    privacy.reportPersonalData(accounts),
  set: async ({ key, value, options }: { key: string; value: unknown; options?: never }) =>
    kvs.set(key, value, options),
  setLong: async ({ key, bytes }: { key: string; bytes: number }) => kvs.set(key, 'x'.repeat(bytes - 2)),
  delete: async ({ key }: { key: string }) => kvs.delete(key),
  getSecret: async ({ key }: { key: string }) => kvs.getSecret(key),
  setSecret: async ({ key, value, options }: { key: string; value: unknown; options?: never }) =>
    kvs.setSecret(key, value, options),
  entitySet: async ({
    key,
    value,
    options,
  }: {
    key: string;
    value: Record<string, unknown>;
    options?: never;
  }) => kvs.entity('thing').set(key, value, options),
  entityGet: async ({ key }: { key: string }) => kvs.entity('thing').get(key),
  query: async ({ prefix, limit, cursor }: { prefix: string; limit?: number; cursor?: string }) => {
    let query = kvs.query().where('key', WhereConditions.beginsWith(prefix));
    if (limit !== undefined) query = query.limit(limit);
    if (cursor !== undefined) query = query.cursor(cursor);
    return query.getMany();
  },
  entityQuery: async ({
    state,
    before,
    heavier,
    sort,
  }: {
    state: string;
    before?: string;
    heavier?: number;
    sort?: never;
  }) => {
    let query = kvs
      .entity('thing')
      .query()
      .index('by-due', { partition: [state] });
    if (before !== undefined) query = query.where(WhereConditions.lessThan(before));
    if (heavier !== undefined)
      query = query.filters(
        new Filter<Record<string, unknown>>().and('weight', FilterConditions.greaterThan(heavier)) as never,
      );
    if (sort !== undefined) query = query.sort(sort);
    return query.getMany();
  },
  transact: async ({ sets = [], ifVersion }: { sets?: Item[]; ifVersion?: number }) => {
    const conditions = new Filter<Record<string, unknown>>().and(
      'version',
      ifVersion === undefined ? FilterConditions.notExists() : FilterConditions.equalTo(ifVersion),
    );
    const all = sets.reduce(
      (transaction, item) =>
        transaction.set(item.key, item.value, { entityName: 'thing', conditions: conditions as never }),
      kvs.transact(),
    );
    return all.execute();
  },
  transactPlain: async ({ keys }: { keys: string[] }) =>
    keys.reduce((transaction, key) => transaction.set(key, 1), kvs.transact()).execute(),
  batchSet: async ({ items }: { items: { key: string; value: unknown }[] }) => kvs.batchSet(items),
  batchGet: async ({ keys, entityName }: { keys: string[]; entityName?: string }) =>
    kvs.batchGet(keys.map((key) => (entityName === undefined ? { key } : { key, entityName }))),
  many: async ({ times, bytes }: { times: number; bytes: number }) => {
    let done = 0;
    for (; done < times; done++) {
      const one = await said(() => kvs.set(`many:${done}`, 'x'.repeat(bytes - 2)));
      if (!('ok' in one)) return { done, ...one };
    }
    return { done };
  },
  push: async ({ queue, events }: { queue: string; events: PushEvent[] }) =>
    new Queue({ key: queue }).push(events),
  stats: async ({ queue, jobId }: { queue: string; jobId: string }) =>
    new Queue({ key: queue }).getStats(jobId),
  cancel: async ({ queue, jobId }: { queue: string; jobId: string }) =>
    new Queue({ key: queue }).cancel(jobId),
  /** Past the checks of @forge/events. */
  rawPush: async ({ payload }: { payload: unknown }) => {
    const forgeFetch = (
      globalThis as unknown as {
        __forge_fetch__: (meta: unknown, path: string, init: RequestInit) => Promise<Response>;
      }
    ).__forge_fetch__;
    const path = '/webhook/queue/publish/{contextAri}/{environmentId}/{appId}/{appVersion}';
    const body = JSON.stringify({ queueName: 'short', jobId: randomUUID(), payload });
    return (
      await forgeFetch({ type: 'fpp', provider: 'app', remote: 'stargate' }, path, { method: 'POST', body })
    ).status;
  },
  fetch: async ({ url, init }: { url: string; init?: RequestInit }) => answer(await fetch(url, init)),
  fetchMany: async ({ url, times }: { url: string; times: number }) => {
    const statuses: number[] = [];
    for (let n = 0; n < times; n++) statuses.push((await fetch(url)).status);
    return statuses;
  },
  fetchWithTimeout: async ({ url, ms }: { url: string; ms: number }) =>
    answer(await fetch(url, { signal: AbortSignal.timeout(ms) })),
  form: async ({ url }: { url: string }) => {
    const form = new FormData();
    form.set('text', 'grün');
    form.set('file', new Blob(['inhalt'], { type: 'text/plain' }), 'a.txt');
    return answer(await fetch(url, { method: 'POST', body: form }));
  },
  bytes: async ({ url }: { url: string }) =>
    answer(await fetch(url, { method: 'POST', body: Uint8Array.of(0, 255, 7) })),
  jira: async ({
    as,
    path,
    method = 'GET',
    accountId,
  }: {
    as: string;
    path: string;
    method?: string;
    accountId?: string;
  }) => {
    const requester = as === 'app' ? api.asApp() : as === 'user' ? api.asUser(accountId) : api;
    return answer(await requester.requestJira(assumeTrustedRoute(path), { method }));
  },
  graph: async () => answer(await api.asApp().requestGraph('query { somethingElse }')),
  url: async ({ key }: { key: string }) => webTrigger.getUrl(key),
  deleteUrl: async ({ url }: { url: string }) => webTrigger.deleteUrl(url),
  chance: async () => ({
    now: Date.now(),
    iso: new Date().toISOString(),
    math: Math.random(),
    uuid: randomUUID(),
    web: crypto.randomUUID(),
    bytes: randomBytes(4).toString('hex'),
  }),
  sleep: async ({ ms }: { ms: number }) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return Date.now();
  },
  // Kept between invocations, as what is warm keeps its modules.
  served: async () => {
    served += 1;
    return served;
  },
  spin: async () => {
    for (;;);
  },
  reject: async () => {
    void Promise.reject(new Error('nobody listens'));
    await new Promise((resolve) => setTimeout(resolve, 1000));
  },
  unawaited: async () => {
    void Promise.resolve().then(() =>
      Promise.resolve()
        .then(() => kvs.set('early', 1))
        .then(() => kvs.set('late', 2)),
    );
  },
  say: async ({ lines }: { lines: number }) => {
    for (let line = 0; line < lines; line++) console.log('line', line);
  },
  long: async ({ bytes }: { bytes: number }) => 'x'.repeat(bytes - 2),
  who: async (_payload: unknown, accountId: string) => ({
    accountId,
    scopes: getAppContext().permissions?.scopes,
    remaining: getAppContext().invocationRemainingTimeInMillis(),
  }),
  count: async ({ key }: { key: string }) => {
    const seen = (await kvs.get<number>(key)) ?? 0;
    await kvs.set(key, seen + 1);
    await kvs.set(`${key}:${randomUUID()}`, seen);
    return seen;
  },
  fail: async () => {
    throw new RangeError('as asked');
  },
};

async function perform(payload: unknown, accountId = ''): Promise<Said> {
  const { atom, ...rest } = payload as { readonly atom: string };
  const work = atoms[atom];
  if (!work) throw new Error(`no atom ${atom}`);
  return atom === 'fail'
    ? { ok: await work(rest as never, accountId) }
    : said(() => work(rest as never, accountId));
}

const definitions = new Resolver();
definitions.define('do', ({ payload, context }) => perform(payload, String(context['accountId'])) as never);
definitions.define('all', async ({ payload }) => {
  const { atoms: list } = payload as { readonly atoms: readonly unknown[] };
  return Promise.all(list.map((one) => perform(one))) as never;
});
export const resolver = definitions.getDefinitions();

async function remember(prefix: string, value: unknown): Promise<void> {
  await kvs.set(`${prefix}:${new Date().toISOString().replace(/\+/g, '')}:${randomUUID()}`, value);
}
export async function onEvent(event: { eventType: string; do?: { atom: string } }) {
  await remember('event', event);
  return event.do ? perform(event.do) : undefined;
}
export async function tick() {
  return { statusCode: 204, due: (await kvs.get('due')) ?? null };
}
type Body = {
  readonly answer?: string;
  readonly retryBytes?: number;
  readonly again?: boolean;
  readonly do?: { readonly atom: string };
};
export async function consume(event: {
  body: Body;
  queueName: string;
  retryContext?: { retryCount: number };
}) {
  await remember('consumed', { ...event, at: Date.now() });
  if (event.body.again) await new Queue({ key: event.queueName }).push({ body: event.body });
  if (event.body.do) await perform(event.body.do);
  if (event.body.answer === 'throw') throw new Error('as asked');
  if (event.body.answer !== 'retry') return undefined;
  return new InvocationError({
    retryAfter: 60,
    retryReason: InvocationErrorCode.FUNCTION_UPSTREAM_RATE_LIMITED,
    retryData: event.body.retryBytes === undefined ? { n: 1 } : 'x'.repeat(event.body.retryBytes - 2),
  });
}
export async function hook(request: {
  method: string;
  queryParameters: Record<string, string[]>;
  body?: string;
}) {
  if (request.body?.startsWith('sleep '))
    await new Promise((resolve) => setTimeout(resolve, Number(request.body?.slice(6))));
  if (request.body === 'malformed') return { statusCode: 'two hundred' };
  return {
    statusCode: 200,
    headers: { 'Content-Type': ['text/plain'] },
    body: `${request.method} ${request.queryParameters['a']?.[0] ?? ''} ${request.body ?? ''}`,
  };
}
export function staticHook() {
  return { outputKey: 'fine' };
}
export function raw(event: unknown) {
  return { event, loadedAt: LOADED_AT, loadedWith: LOADED_WITH };
}
const LOADED_AT = Date.now();
const LOADED_WITH = Math.random();
