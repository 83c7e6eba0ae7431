/** Inside a worker of host A: runs one function at a time in a realm of its own, and reports once per turn. */
import { parentPort, workerData } from 'node:worker_threads';
import { realmOf } from './realm';
import type { Invocation, Outbox, OutCall, RawOutcome, StartSpec, WireAnswer } from './wire';

export type WorkerData = {
  readonly bundleDir: string;
  readonly variables: Readonly<Record<string, string>>;
};
export type ToWorker = {
  readonly seq: number;
} /** The world it works for from now on, by its clock; what it did for another one is silent. */ & (
  | { readonly kind: 'serve'; readonly world: number; readonly clock: SharedArrayBuffer }
  | { readonly kind: 'start'; readonly spec: StartSpec }
  | { readonly kind: 'settle'; readonly callId: number; readonly answer: WireAnswer }
  | { readonly kind: 'fire'; readonly timerId: number }
);
export type WorkerEvent =
  | { readonly kind: 'call'; readonly id: string; readonly call: OutCall }
  | { readonly kind: 'abort'; readonly id: string; readonly callId: number }
  | { readonly kind: 'timer'; readonly id: string; readonly timerId: number; readonly ms: number }
  | { readonly kind: 'clearTimer'; readonly id: string; readonly timerId: number }
  | { readonly kind: 'line'; readonly id: string; readonly level: string; readonly text: string }
  | { readonly kind: 'done'; readonly id: string; readonly outcome: RawOutcome }
  /** The process would have died: unhandled rejection, uncaught exception. */
  | { readonly kind: 'crashed'; readonly id: string; readonly message: string };
export type FromWorker = {
  /** For which it works; what it still said for the one before is for nobody. */
  readonly world: number;
  readonly seen: number;
  readonly busy: boolean;
  readonly events: readonly WorkerEvent[];
};

function work(): void {
  const port = parentPort;
  if (!port) return;
  const { bundleDir, variables } = workerData as WorkerData;
  let cell: Float64Array = new Float64Array(1);
  const now = () => (cell[0] ?? 0) + (cell[1] ?? 0);
  let current: { readonly id: string; readonly invocation: Invocation } | undefined;
  let events: WorkerEvent[] = [];
  let seen = 0;
  let world = 0;
  const realm = realmOf(bundleDir, variables);
  realm.preload('index');
  let planned = false;
  const report = () => {
    planned = false;
    port.postMessage({ world, seen, busy: current?.invocation.busy() ?? false, events } satisfies FromWorker);
    events = [];
  };
  const plan = () => {
    if (!planned) setImmediate(report);
    planned = true;
  };
  const tell = (event: WorkerEvent) => {
    events.push(event);
    plan();
  };
  const crashed = (error: unknown) =>
    tell({
      kind: 'crashed',
      id: current?.id ?? '',
      message: String(error instanceof Error ? error.stack : error),
    });
  process.on('unhandledRejection', crashed);
  process.on('uncaughtException', crashed);
  port.on('message', (message: ToWorker) => {
    seen = message.seq;
    if (message.kind === 'serve') {
      current?.invocation.silence();
      current = undefined;
      events = [];
      world = message.world;
      cell = new Float64Array(message.clock);
      // At once: what starts next may never let it speak again, and its time counts from here.
      return report();
    }
    if (message.kind === 'start') {
      const { spec } = message;
      current = {
        id: spec.id,
        invocation: realm.run(spec, { now, outbox: outboxTo(tell, spec.id) }),
      };
    } else if (message.kind === 'settle') current?.invocation.settle(message.callId, message.answer);
    else current?.invocation.fire(message.timerId);
    plan();
  });
}

function outboxTo(tell: (event: WorkerEvent) => void, id: string): Outbox {
  return {
    call: (call) => tell({ kind: 'call', id, call }),
    abort: (callId) => tell({ kind: 'abort', id, callId }),
    timer: (timerId, ms) => tell({ kind: 'timer', id, timerId, ms }),
    clearTimer: (timerId) => tell({ kind: 'clearTimer', id, timerId }),
    line: (level, text) => tell({ kind: 'line', id, level, text }),
    done: (outcome) => tell({ kind: 'done', id, outcome }),
  };
}

work();
