/** `fetch` and `__forge_fetch__` of the app's realm: each call becomes one message to the seam and waits for its answer. */
import type { SeededRandom } from '../world/random';
import type { CallMeta, Outbox, OutCall, WireAnswer } from './wire';
import { type Init, type WireBody, wireBody, wireHeaders } from './wire-request';
import { WireResponse } from './wire-response';

export type FetchScope = {
  readonly outbox: Outbox;
  readonly random: SeededRandom;
  readonly calls: Map<number, (answer: WireAnswer) => void>;
  nextCall: number;
  /** Bodies that are being read and have not left yet. */
  serializing: number;
};
type Outgoing = { readonly meta: CallMeta; readonly target: string; readonly init: Init };

const MAX_REDIRECTS = 20;

export function createFetch(find: () => FetchScope | undefined) {
  const scopeOf = () => {
    const scope = find();
    if (!scope) throw new Error('Forge runtime not found: a call left the app outside of an invocation');
    return scope;
  };
  const forgeFetch = async (meta: CallMeta, path: string, init: Init = {}) => {
    const target = String(path);
    return new WireResponse(await send(scopeOf(), { meta, target, init }), target);
  };
  const fetch = async (input: unknown, init: Init = {}) => {
    const scope = scopeOf();
    if (input instanceof Request) return follow(scope, await fromRequest(scope, input, init));
    return follow(scope, { meta: { type: 'egress' }, target: new URL(String(input)).href, init });
  };
  return { fetch, forgeFetch };
}

async function fromRequest(scope: FetchScope, request: Request, init: Init): Promise<Outgoing> {
  scope.serializing += 1;
  try {
    const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
    const own = {
      method: request.method,
      headers: request.headers,
      body,
      redirect: request.redirect,
      signal: request.signal,
    };
    return { meta: { type: 'egress' }, target: request.url, init: { ...own, ...init } };
  } finally {
    scope.serializing -= 1;
  }
}

/** Redirects as WHATWG fetch does them; each hop passes the seam and the egress list again. */
async function follow(scope: FetchScope, outgoing: Outgoing): Promise<WireResponse> {
  let current = outgoing;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const answer = await send(scope, current);
    const location = answer.headers['location'];
    const redirects = [301, 302, 303, 307, 308].includes(answer.status) && location !== undefined;
    if (!redirects || current.init.redirect === 'manual')
      return new WireResponse(answer, current.target, hop > 0);
    if (current.init.redirect === 'error')
      throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
    current = {
      ...current,
      target: new URL(location, current.target).href,
      init: redirected(current, answer.status, location),
    };
  }
  throw new TypeError('fetch failed', { cause: new Error('redirect count exceeded') });
}

function redirected({ init, target }: Outgoing, status: number, location: string): Init {
  const method = (init.method ?? 'GET').toUpperCase();
  const toGet = (status === 303 && method !== 'HEAD') || (status < 303 && method === 'POST');
  const headers = wireHeaders(init.headers);
  if (new URL(location, target).origin !== new URL(target).origin) delete headers['authorization'];
  return toGet ? { ...init, headers, method: 'GET', body: undefined } : { ...init, headers };
}

type Answered = Extract<WireAnswer, { readonly kind: 'answer' }>;

function send(scope: FetchScope, outgoing: Outgoing): Promise<Answered> {
  const body = wireBody(outgoing.init.body, () => `----sandbox${scope.random.hex(16)}`);
  if (!(body instanceof Promise)) return dispatch(scope, outgoing, body);
  scope.serializing += 1;
  return body
    .finally(() => {
      scope.serializing -= 1;
    })
    .then((ready) => dispatch(scope, outgoing, ready));
}

function dispatch(
  scope: FetchScope,
  { meta, target, init }: Outgoing,
  { body, contentType }: WireBody,
): Promise<Answered> {
  const headers = wireHeaders(init.headers);
  if (contentType && headers['content-type'] === undefined) headers['content-type'] = contentType;
  scope.nextCall += 1;
  const id = scope.nextCall;
  const plain: OutCall = {
    id,
    meta: { ...meta },
    target,
    method: (init.method ?? 'GET').toUpperCase(),
    headers,
    ...(body === undefined ? {} : { body }),
  };
  return new Promise((resolve, reject) => {
    if (init.signal?.aborted) return reject(init.signal.reason);
    const onAbort = () => {
      scope.calls.delete(id);
      scope.outbox.abort(id);
      reject(init.signal?.reason);
    };
    init.signal?.addEventListener('abort', onAbort, { once: true });
    scope.calls.set(id, (answer) => {
      scope.calls.delete(id);
      init.signal?.removeEventListener('abort', onAbort);
      if (answer.kind === 'answer') resolve(answer);
      else
        reject(
          new TypeError('fetch failed', {
            cause: Object.assign(new Error(answer.code), { code: answer.code }),
          }),
        );
    });
    scope.outbox.call(plain);
  });
}
