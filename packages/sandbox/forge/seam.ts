/** The one place through which everything leaves the app: calls arrive, wait, are released one at a time; faults act here. */
import type { Active, Core, PlainAnswer, Routed } from './core';
import type { Spent } from './kvs-budget';
import type { OutCall, WireAnswer } from './wire';
import type { CallFault, TraceEntry } from './world-told';

export type Waiting = {
  readonly n: number;
  readonly call: OutCall;
  readonly invocation: Active;
  readonly routed: Routed;
};
export type Seam = {
  arrive(call: OutCall, invocation: Active, routed: Routed): void;
  /** The app gave up on it. It may have left already: released all the same, unheard. */
  abort(invocation: string, callId: number): void;
  waiting(): readonly Waiting[];
  /** It leaves. What takes time is on its way by then, side by side with others, and done when it arrives. */
  release(waiting: Waiting): void;
  /** A call that was on its way is there. */
  arrived(n: number): void;
  /** Whether calls of this invocation wait here or hang. */
  holds(invocation: string): boolean;
  /** Calls of a killed invocation are gone; those of one that returned have left, and are given back. */
  ended(invocation: string, killed: boolean): readonly Waiting[];
};
export type SeamParts = {
  readonly settle: (invocation: string, callId: number, answer: WireAnswer) => void;
  readonly crash: (invocation: string) => void;
};
type State = {
  readonly core: Core;
  readonly parts: SeamParts;
  waiting: Waiting[];
  readonly travelling: Map<number, Waiting>;
  readonly hanging: Map<string, Set<number>>;
  count: number;
};

export function createSeam(core: Core, parts: SeamParts): Seam {
  const state: State = { core, parts, waiting: [], travelling: new Map(), hanging: new Map(), count: 0 };
  return {
    arrive(call, invocation, routed) {
      state.count += 1;
      state.waiting.push({ n: state.count, call, invocation, routed });
    },
    abort: (invocation, callId) => void state.hanging.get(invocation)?.delete(callId),
    waiting: () => state.waiting,
    release: (waiting) => release(state, waiting),
    arrived(n) {
      const waiting = state.travelling.get(n);
      state.travelling.delete(n);
      if (waiting !== undefined) arrive(state, waiting);
    },
    holds: (id) => (state.hanging.get(id)?.size ?? 0) > 0 || under(state, id).length > 0,
    ended(id, killed) {
      state.hanging.delete(id);
      const left = under(state, id);
      if (killed) for (const { n } of left) state.travelling.delete(n);
      if (killed) state.waiting = state.waiting.filter(({ invocation }) => invocation.id !== id);
      return left;
    },
  };
}

/** Calls of an invocation that wait to leave or are on their way. */
function under({ waiting, travelling }: State, id: string): readonly Waiting[] {
  return [...travelling.values(), ...waiting].filter(({ invocation }) => invocation.id === id);
}

function release(state: State, waiting: Waiting): void {
  const { core } = state;
  const { routed } = waiting;
  state.waiting = state.waiting.filter((other) => other !== waiting);
  const { callLatency, outsideLatency } = core.tuning;
  const isSlow = outsideLatency[1] > 0 && /^(?:datev|looker)$/.test(routed.service);
  const latency = core.random.between(callLatency) + (isSlow ? core.random.between(outsideLatency) : 0);
  if (latency === 0) return arrive(state, waiting);
  state.travelling.set(waiting.n, waiting);
  const at = core.clock.now() + latency;
  core.agenda.add({ at, kind: 'arrival', key: waiting.invocation.id, data: waiting.n, transient: true });
}

/** Where something has to be asked first, it is on its way as long as that takes. */
function arrive(state: State, waiting: Waiting): void {
  const { n, routed } = waiting;
  if (routed.first === undefined) return reach(state, waiting);
  state.travelling.set(n, waiting);
  routed.first((instead) => {
    if (!state.travelling.delete(n)) return;
    reach(
      state,
      instead === undefined ? waiting : { ...waiting, routed: { ...routed, perform: () => instead } },
    );
  });
}

function reach(state: State, waiting: Waiting): void {
  const { core } = state;
  const { invocation, routed } = waiting;
  const target = {
    service: routed.service,
    operation: routed.operation,
    functionKey: invocation.functionKey,
    ...(routed.key === undefined ? {} : { key: routed.key }),
  };
  const fault = core.faults.strike(target) as CallFault | undefined;
  const settle = (answer: WireAnswer) => state.parts.settle(invocation.id, waiting.call.id, answer);
  const record = (status: number | string, spent?: Spent) => note(core, waiting, { status, fault, spent });
  const perform = () => answered(core, waiting);
  switch (fault) {
    case undefined: {
      const { spent, ...answer } = perform();
      record(answer.status, spent);
      return settle({ kind: 'answer', ...answer });
    }
    case 'cut-off': {
      const { body, spent, ...answer } = perform();
      record(answer.status, spent);
      return settle({
        kind: 'answer',
        ...answer,
        body: body.slice(0, Math.floor(body.length / 2)),
        cut: true,
      });
    }
    case 'network':
      record('network');
      return settle({ kind: 'broken', code: 'ECONNREFUSED' });
    case 'lost-response':
      perform();
      record('network');
      return settle({ kind: 'broken', code: 'UND_ERR_SOCKET' });
    case 'timeout':
    case 'timeout-after':
      if (fault === 'timeout-after') perform();
      record('hangs');
      return hang(state, waiting);
    case 'crash-before':
    case 'crash-after':
      if (fault === 'crash-after') perform();
      record('crash');
      return state.parts.crash(invocation.id);
    case '429':
    case '500':
    case '503':
    case 'html':
    case 'no-consent': {
      const answer = faultAnswer(fault, routed.service);
      record(answer.status);
      return settle({ kind: 'answer', ...answer });
    }
  }
}

function hang({ hanging }: State, { invocation, call }: Waiting): void {
  const calls = hanging.get(invocation.id) ?? new Set();
  calls.add(call.id);
  hanging.set(invocation.id, calls);
}

/** A fake that throws must not take the sandbox with it, and must not pass unseen. */
function answered(core: Core, { invocation, routed }: Waiting): PlainAnswer {
  try {
    return routed.perform();
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    core.log.addViolation({
      invocation: invocation.id,
      rule: 'sandbox-failed',
      message: `${routed.service}.${routed.operation}: ${message}`,
    });
    return { status: 500, headers: { 'content-type': 'text/plain' }, body: 'the sandbox failed' };
  }
}

type Answering = '429' | '500' | '503' | 'html' | 'no-consent';

export function faultAnswer(fault: Answering, service: string): PlainAnswer {
  // @forge/api, api/fetch.js: this header makes the package throw NeedsAuthenticationError.
  if (fault === 'no-consent')
    return { status: 401, headers: { 'forge-proxy-error': 'NEEDS_AUTHENTICATION_ERR' }, body: '' };
  const page =
    '<!doctype html><html><head><title>Service</title></head><body>Please try again later.</body></html>';
  if (fault === 'html')
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page };
  const codes = {
    '429': 'RATE_LIMIT_EXCEEDED',
    '500': 'INTERNAL_SERVER_ERROR',
    '503': 'SERVICE_UNAVAILABLE',
  };
  const message = `${fault} as the sandbox was told`;
  const bodies: Readonly<Record<string, unknown>> = {
    jira: { errorMessages: [message], errors: {} },
    datev: { error: codes[fault], error_description: message },
    looker: { message, documentation_url: 'http://docs.looker.com/' },
  };
  const wait: Readonly<Record<string, string>> = fault === '500' ? {} : { 'retry-after': '30' };
  return {
    status: Number(fault),
    headers: { 'content-type': 'application/json', ...wait },
    body: JSON.stringify(bodies[service] ?? { code: codes[fault], message }),
  };
}

type Noted = {
  readonly status: number | string;
  readonly fault: CallFault | undefined;
  readonly spent: Spent | undefined;
};

function note(core: Core, { n, call, invocation, routed }: Waiting, { status, fault, spent }: Noted): void {
  const { service, operation, key } = routed;
  const common = {
    n,
    at: core.clock.now(),
    invocation: invocation.id,
    functionKey: invocation.functionKey,
    service,
    operation,
    status,
  };
  const entry: TraceEntry = {
    ...common,
    ...(key === undefined ? {} : { key }),
    ...(fault ? { fault } : {}),
    ...(spent === undefined ? {} : { spent }),
  };
  core.log.trace(entry);
  if (service === 'kvs') return;
  core.log.request({
    ...common,
    method: call.method,
    host: routed.host,
    path: maskedPath(routed.path),
    as: routed.as,
  });
}

const SECRET_PARAMETERS =
  /^(code|state|token|.*_token|.*secret.*|.*verifier|password|signature|sig|key|nonce)$/i;

/** A path whose query carries no secret. */
export function maskedPath(path: string): string {
  const [before = '', query] = path.split(/\?(.*)/s);
  if (query === undefined) return before;
  const pairs = query.split('&').map((pair) => {
    const name = pair.split('=', 1)[0] ?? '';
    return SECRET_PARAMETERS.test(decodeURIComponent(name)) ? `${name}=***` : pair;
  });
  return `${before}?${pairs.join('&')}`;
}
