/**
 * Loads the deploy bundle and runs its functions with the platform's globals around it. Used by both hosts: in this
 * process, and inside a worker. The bundle becomes the body of a function whose parameters shadow Node's globals: so the
 * app's objects and errors are of the same kind as everybody's, as on the platform, and only what must be virtual is.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { createRandom } from '../world/random';
import { createFetch, type FetchScope } from './realm-fetch';
import {
  type Scope,
  virtualAbortSignal,
  virtualConsole,
  virtualCrypto,
  virtualDate,
  virtualMath,
  virtualPerformance,
  virtualProcess,
  virtualTimers,
} from './realm-globals';
import type { Invocation, Outbox, RawOutcome, StartSpec } from './wire';

export type Realm = {
  /** Loads a file of the bundle ahead of its first use; an error shows when it is used. */
  preload(file: string): void;
  run(spec: StartSpec, world: { readonly now: () => number; readonly outbox: Outbox }): Invocation;
};
type InvocationScope = Scope & FetchScope & { readonly runtime: unknown; ended: boolean };
type Exports = Readonly<Record<string, unknown>>;

/** What opens sockets or threads goes around the seam; the platform's proxy would see it, we would not. */
const CLOSED_MODULES = new Set([
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'dgram',
  'dns',
  'child_process',
  'cluster',
  'worker_threads',
  'inspector',
]);
const loaded = new Map<string, Realm>();
/** One for all realms: where every realm has its own, each of them is carried along with every promise of the whole process. */
const INVOCATIONS = new AsyncLocalStorage<InvocationScope>();

/** The realm of a bundle; one per bundle, its version and its variables. */
export function realmOf(bundleDir: string, variables: Readonly<Record<string, string>>): Realm {
  const { mtimeMs, size } = statSync(join(bundleDir, 'index.cjs'));
  const key = JSON.stringify([bundleDir, mtimeMs, size, variables]);
  const known = loaded.get(key);
  if (known) return known;
  const realm = createRealm(bundleDir, variables);
  loaded.set(key, realm);
  return realm;
}

function createRealm(bundleDir: string, variables: Readonly<Record<string, string>>): Realm {
  const find = () => INVOCATIONS.getStore();
  const timers = virtualTimers(find);
  const crypto = virtualCrypto(find);
  const { fetch, forgeFetch } = createFetch(find);
  const performance = virtualPerformance(find);
  const virtual: Record<string, unknown> = {
    ...timers,
    Date: virtualDate(find),
    Math: virtualMath(find),
    performance,
    crypto: crypto.web,
    AbortSignal: virtualAbortSignal(timers),
    console: virtualConsole(find),
    process: virtualProcess(find, variables),
    fetch,
    __forge_fetch__: forgeFetch,
  };
  const globals = shadowGlobal(virtual);
  Object.defineProperty(globals, '__forge_runtime__', { get: () => find()?.runtime, enumerable: false });
  const replaced = new Map<string, unknown>([
    ['crypto', crypto.module],
    ['timers', timers],
    ['perf_hooks', { performance }],
    ['process', virtual['process']],
    [
      'timers/promises',
      {
        setTimeout: (ms?: number, value?: unknown) =>
          new Promise((resolve) => timers.setTimeout(() => resolve(value), ms)),
      },
    ],
  ]);
  const load = moduleLoader(bundleDir, { ...virtual, global: globals, globalThis: globals }, replaced);
  const preload = (file: string) => {
    try {
      load(file);
    } catch {
      // The first function to need it throws the same again.
    }
  };
  return { preload, run: (spec, world) => runIn({ load, bundleDir }, spec, world) };
}

/** A global object of its own: what the app puts there stays there. */
function shadowGlobal(virtual: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const copied = Object.getOwnPropertyNames(globalThis)
    .filter(
      (name) =>
        !(name in virtual) &&
        !['global', 'globalThis', 'navigator', 'localStorage', 'sessionStorage'].includes(name),
    )
    .map((name) => [name, (globalThis as Record<string, unknown>)[name]]);
  const globals: Record<string, unknown> = { ...Object.fromEntries(copied), ...virtual };
  globals['global'] = globals;
  globals['globalThis'] = globals;
  return globals;
}

function moduleLoader(
  bundleDir: string,
  parameters: Readonly<Record<string, unknown>>,
  replaced: ReadonlyMap<string, unknown>,
) {
  const nodeRequire = createRequire(join(bundleDir, 'index.cjs'));
  const modules = new Map<string, { exports: Exports }>();
  const names = Object.keys(parameters);
  const requireFrom = (request: string): unknown => {
    const name = request.replace(/^node:/, '');
    if (replaced.has(name)) return replaced.get(name);
    if (CLOSED_MODULES.has(name)) throw new Error(`node:${name} goes around the platform's proxy: use fetch`);
    if (isBuiltin(request)) return nodeRequire(request);
    if (request.startsWith('./')) return load(request.slice(2).replace(/\.cjs$/, ''));
    throw new Error(`the bundle asks for ${request}, which is not part of it`);
  };
  const load = (file: string): Exports => {
    const known = modules.get(file);
    if (known) return known.exports;
    const path = join(bundleDir, `${file}.cjs`);
    const module = { exports: {} as Exports };
    modules.set(file, module);
    const body = compileFunction(
      readFileSync(path, 'utf8'),
      ['exports', 'require', 'module', '__filename', '__dirname', ...names],
      { filename: path },
    );
    try {
      body.call(
        module.exports,
        module.exports,
        requireFrom,
        module,
        path,
        bundleDir,
        ...names.map((name) => parameters[name]),
      );
    } catch (error) {
      // Half a module must not be taken for a whole one by the next invocation.
      modules.delete(file);
      throw error;
    }
    return module.exports;
  };
  return load;
}

type Machinery = {
  readonly load: (file: string) => Exports;
  readonly bundleDir: string;
};

function runIn(
  machinery: Machinery,
  spec: StartSpec,
  world: { readonly now: () => number; readonly outbox: Outbox },
): Invocation {
  const random = createRandom(spec.seed);
  const outbox = closable(world.outbox);
  const scope: InvocationScope = {
    now: world.now,
    random,
    outbox: outbox.open,
    timers: new Map(),
    nextTimer: 0,
    calls: new Map(),
    nextCall: 0,
    serializing: 0,
    ended: false,
    enter: (work) => INVOCATIONS.run(scope, () => guarded(work, end)),
    exit: (code) =>
      end({
        kind: 'threw',
        errorType: 'Runtime.ExitError',
        message: `process.exit(${code}) was called`,
        stack: '',
      }),
    runtime: runtimeOf(spec, machinery.bundleDir, world.now),
  };
  const end = (outcome: RawOutcome) => {
    if (scope.ended) return;
    scope.ended = true;
    outbox.open.done(outcome);
  };
  // Loading happens outside of any invocation: what a module computes while it loads is shared by all of them.
  const load = (file: string) => INVOCATIONS.exit(() => machinery.load(file));
  INVOCATIONS.run(scope, () => {
    void call(load, spec).then(end);
  });
  return {
    settle: (callId, answer) => scope.calls.get(callId)?.(answer),
    fire: (timerId) => scope.timers.get(timerId)?.(),
    silence: outbox.close,
    busy: () => scope.serializing > 0,
  };
}

async function call(load: (file: string) => Exports, spec: StartSpec): Promise<RawOutcome> {
  try {
    const [file = '', name = ''] = spec.handler.split('.');
    const handler = load(file)[name];
    if (typeof handler !== 'function') throw new TypeError(`${spec.handler} is not a function`);
    const context = {
      installContext: spec.contextAri,
      ...(spec.accountId ? { principal: { accountId: spec.accountId } } : {}),
    };
    const value: unknown = await handler(JSON.parse(spec.event), context);
    return { kind: 'returned', json: value === undefined ? undefined : JSON.stringify(value) };
  } catch (error) {
    return threw(error);
  }
}

function threw(error: unknown): RawOutcome {
  const known = error instanceof Error ? error : new Error(String(error));
  return { kind: 'threw', errorType: known.name, message: known.message, stack: String(known.stack ?? '') };
}

/** A throwing callback is an uncaught exception: it ends the function, as on the platform. */
function guarded(work: () => void, end: (outcome: RawOutcome) => void): void {
  try {
    work();
  } catch (error) {
    end(threw(error));
  }
}

function closable(outbox: Outbox): { readonly open: Outbox; readonly close: () => void } {
  let closed = false;
  const through =
    <A extends readonly unknown[]>(tell: (...args: A) => void) =>
    (...args: A) => {
      if (!closed) tell(...args);
    };
  const open: Outbox = {
    call: through(outbox.call),
    abort: through(outbox.abort),
    timer: through(outbox.timer),
    clearTimer: through(outbox.clearTimer),
    line: through(outbox.line),
    done: through(outbox.done),
  };
  return {
    open,
    close: () => {
      closed = true;
    },
  };
}

const NO_METRICS = {
  counter: () => ({
    incr: () => undefined,
    incrBy: () => undefined,
    decr: () => undefined,
    decrBy: () => undefined,
  }),
  timing: () => ({ measure: () => ({ stop: () => undefined }) }),
  gauge: () => ({ set: () => undefined }),
};

/** The object behind `__forge_runtime__` (type `ForgeRuntime` of @forge/api). */
function runtimeOf(spec: StartSpec, bundleDir: string, now: () => number): unknown {
  return {
    appContext: spec.appContext,
    contextAri: spec.contextAri,
    ...(spec.accountId ? { aaid: spec.accountId } : {}),
    container: { region: 'local', runtime: 'nodejs', handler: spec.handler, appCodeDir: bundleDir },
    lambdaContext: {
      awsRequestId: spec.id,
      ...(spec.tellsTime ? { getRemainingTimeInMillis: () => Math.max(0, spec.deadline - now()) } : {}),
    },
    tracing: spec.tracing,
    proxy: { token: 'sandbox', url: 'http://sandbox.invalid', host: 'sandbox.invalid' },
    metrics: NO_METRICS,
    featureFlags: () => false,
    realtime: {},
  };
}
