import { onTestFinished } from 'vitest';
/**
 * The two seams through which the real @forge packages leave this process, answered by the test. Import this file first
 * and without names (`import '../support/forge-globals'`): @forge/api takes hold of `fetch` when it is loaded.
 */
export type Leaving = {
  /** `jira`, `kvs`, `stargate` (queue) or `web`. */
  readonly to: string;
  /** `app` or `user`; empty for the web. */
  readonly as: string;
  readonly path: string;
  readonly method: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly signal?: AbortSignal;
};
type Answer = Response | Error;
type Answerer = (leaving: Leaving) => Answer | Promise<Answer>;

const unexpected: Answerer = (leaving) =>
  new Error(`nobody answers ${leaving.method} ${leaving.to} ${leaving.path}`);
type Meanwhile = { readonly isIt: (leaving: Leaving) => boolean; readonly act: () => Promise<unknown> };
const state: { answer: Answerer; seen: Leaving[]; meanwhile?: Meanwhile | undefined } = {
  answer: unexpected,
  seen: [],
};

/** From now on this function answers; what was seen before is forgotten. */
export function answerWith(answer: Answerer): void {
  state.answer = answer;
  state.seen = [];
  state.meanwhile = undefined;
}

/** What this answers nobody else is asked; for the rest the one before answers. */
export function answersFirst(first: (leaving: Leaving) => Answer | undefined): void {
  const { answer } = state;
  state.answer = (leaving) => first(leaving) ?? answer(leaving);
}

/** Somebody else is faster: this happens once, before the first such request is answered. */
export function meanwhile(isIt: Meanwhile['isIt'], act: Meanwhile['act']): void {
  state.meanwhile = { isIt, act };
}

type Write = {
  readonly entityName?: string;
  readonly key?: string;
  readonly set?: readonly Write[];
  readonly check?: readonly Write[];
};

/** Storage is asked to write an entity of this name – this one, where a key is given –, or something else on condition of one. */
export function writes(entity: string, only?: string): Meanwhile['isIt'] {
  const isOfIt = ({ entityName, key, set = [], check = [] }: Write): boolean =>
    (entityName === entity && (only === undefined || key === only)) || [...set, ...check].some(isOfIt);
  return ({ to, path, body }) => to === 'kvs' && /\/(?:set|transaction)$/.test(path) && isOfIt(body as Write);
}

/** Answers in this order; a call too many is refused. */
export function answerInTurn(...answers: readonly Answer[]): void {
  const rest = [...answers];
  answerWith((leaving) => rest.shift() ?? unexpected(leaving));
}

/** What left since the last `answerWith`. */
export function seen(): readonly Leaving[] {
  return state.seen;
}

/** The only request that left. */
export function only(): Leaving {
  const [first, ...more] = state.seen;
  if (first === undefined || more.length > 0)
    throw new Error(`expected one request, saw ${state.seen.length}`);
  return first;
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

export function page(status: number): Response {
  const body = '<!DOCTYPE html><html><body>Please log in</body></html>';
  return new Response(body, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

export function empty(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers });
}

/** JSON that ends too early, as a broken proxy delivers it. */
export function cutOff(status = 200): Response {
  return new Response('{"id": "10', { status, headers: { 'content-type': 'application/json' } });
}

type Init = { method?: string; headers?: Record<string, string>; body?: unknown; signal?: AbortSignal };
type Meta = { readonly type?: string; readonly provider?: string; readonly remote?: string };

async function leave(
  to: string,
  as: string,
  call: { path: string; init: Init | undefined },
): Promise<Response> {
  const { init } = call;
  const headers = Object.entries(init?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  const leaving: Leaving = {
    to,
    as,
    path: call.path,
    method: init?.method ?? 'GET',
    headers: Object.fromEntries(headers),
    body: readable(init?.body),
    ...(init?.signal === undefined ? {} : { signal: init.signal }),
  };
  // The technical log is written beside every call to DATEV; test/flows/support.test.ts looks at it.
  if (isLogEntry(leaving)) return empty(204);
  // So is the meter (test/flows/budget.test.ts).
  if (isMeter(leaving))
    return leaving.path.endsWith('/get')
      ? json({ code: 'KEY_NOT_FOUND', message: 'no meter' }, 404)
      : empty(204);
  state.seen.push(leaving);
  await somebodyElse(leaving);
  const answer = await state.answer(leaving);
  if (answer instanceof Error) throw answer;
  return answer;
}

async function somebodyElse(leaving: Leaving): Promise<void> {
  if (state.meanwhile?.isIt(leaving) !== true) return;
  const { act } = state.meanwhile;
  state.meanwhile = undefined;
  await act();
}

function isLogEntry(leaving: Leaving): boolean {
  return keyOf(leaving).startsWith('http:');
}

function isMeter(leaving: Leaving): boolean {
  return keyOf(leaving) === 'datev-meter';
}

function keyOf({ to, body }: Leaving): string {
  const key = typeof body === 'object' && body !== null && 'key' in body ? body.key : undefined;
  return to === 'kvs' && typeof key === 'string' ? key : '';
}

function readable(body: unknown): unknown {
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  return typeof body === 'string' && /^[[{]/.test(body) ? JSON.parse(body) : body;
}

/** Milliseconds that the invocation may still run. */
let remaining = 12_345;
export function runsFor(ms: number): void {
  remaining = ms;
  onTestFinished(() => {
    remaining = 12_345;
  });
}

const RUNTIME = {
  appContext: {
    appId: 'app-1',
    appVersion: '1.2.3',
    environmentId: 'env-1',
    environmentType: 'PRODUCTION',
    invocationId: 'invocation-1',
    installationId: 'installation-1',
    moduleKey: 'work-consumer',
    installation: { contexts: [{ cloudId: 'cloud-1' }] },
  },
  lambdaContext: { getRemainingTimeInMillis: (): number => remaining },
  contextAri: 'ari:cloud:jira::site/cloud-1',
};

Object.assign(globalThis, {
  __forge_runtime__: RUNTIME,
  __forge_fetch__: (meta: Meta, path: string, init?: Init) =>
    leave(meta.remote ?? meta.type ?? '', meta.provider ?? '', { path, init }),
  fetch: (url: string, init?: Init) => leave('web', '', { path: url, init }),
});
