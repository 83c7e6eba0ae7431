/**
 * Host A: functions in worker threads, one at a time per worker as on the platform; a warm worker is used again, also by the
 * next world, one that must die is terminated – really – and replaced by a fresh one when there is need.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import type { Core } from './core';
import type { Runner, RunnerEvents } from './engine';
import type { FromWorker, ToWorker, WorkerData, WorkerEvent } from './host-a-worker';

type WithoutSeq<T> = T extends unknown ? Omit<T, 'seq'> : never;
type Place = {
  readonly worker: Worker;
  /** The invocation it runs. */
  id: string | undefined;
  sent: number;
  seen: number;
  busy: boolean;
  /** Real time when it was last told something, or had loaded. */
  toldAt: number;
  /** It has loaded the bundle. */
  ready: boolean;
  /** Which bundle: a deployment replaces the code of warm workers, too. */
  readonly bundle: string;
};
type State = {
  readonly core: Core;
  readonly events: RunnerEvents;
  readonly places: Set<Place>;
  /** Its number in this process: which of its worlds a worker speaks of. */
  readonly world: number;
  wake: () => void;
};

/** A fresh worker may take so much longer; a busy machine is no fault of the app. */
const TIME_TO_LOAD = 60_000;

let workerCode: string | undefined;
/** The worker's program as one script: it needs no TypeScript loader inside the worker. Code, not state: shared by all worlds. */
function workerProgram(): string {
  workerCode ??= buildSync({
    entryPoints: [fileURLToPath(new URL('./host-a-worker.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    write: false,
    logLevel: 'error',
  }).outputFiles[0]?.text;
  return workerCode ?? '';
}

let worlds = 0;

export function createHostA(core: Core, events: RunnerEvents): Runner {
  worlds += 1;
  const state: State = { core, events, places: new Set(), world: worlds, wake: () => undefined };
  const placeOf = (id: string) => [...state.places].find((place) => place.id === id);
  return {
    start(spec) {
      const place = warmPlace(state) ?? openPlace(state);
      place.id = spec.id;
      place.worker.ref();
      send(place, { kind: 'start', spec });
    },
    settle(id, callId, answer) {
      const place = placeOf(id);
      if (place) send(place, { kind: 'settle', callId, answer });
    },
    fire(id, timerId) {
      const place = placeOf(id);
      if (place) send(place, { kind: 'fire', timerId });
    },
    kill(id) {
      const place = placeOf(id);
      if (place) discard(state, place);
    },
    quiet: () => quiet(state),
    close: async () => {
      await Promise.all([...state.places].map((place) => leave(state, place)));
      state.places.clear();
    },
  };
}

/** A free worker with the newest code; free ones with older code end. */
function warmPlace(state: State): Place | undefined {
  const bundle = bundleNow(state);
  const free = [...state.places].filter(({ id }) => id === undefined);
  for (const place of free.filter((each) => each.bundle !== bundle)) discard(state, place);
  return free.find((each) => each.bundle === bundle);
}

function bundleNow({ core }: State): string {
  const { mtimeMs, size } = statSync(join(core.options.bundleDir, 'index.cjs'));
  return `${mtimeMs}:${size}`;
}

function openPlace(state: State): Place {
  const version = versionOf(state);
  const idle = IDLE.get(version)?.pop();
  const place: Place = {
    ...{ worker: idle ?? freshWorker(state), id: undefined, sent: 0, seen: 0, busy: false, toldAt: 0 },
    ...{ ready: idle !== undefined, bundle: bundleNow(state) },
  };
  const { worker } = place;
  worker.removeAllListeners();
  worker.on('message', (message: FromWorker) => hear(state, place, message));
  worker.on('error', (error) => crashed(state, place, String(error.stack ?? error)));
  worker.unref();
  state.places.add(place);
  send(place, { kind: 'serve', world: state.world, clock: state.core.clock.shared });
  return place;
}

function freshWorker({ core }: State): Worker {
  const { bundleDir, variables = {} } = core.options;
  const workerData: WorkerData = { bundleDir, variables };
  return new Worker(workerProgram(), {
    ...{ eval: true, execArgv: [], workerData, env: { ...variables } },
    ...{ stdout: false, stderr: false },
  });
}

/**
 * Warm workers whose world has closed, by what they have loaded: the platform, too, uses one process for many sites. Only of the version that was used last.
 */
const IDLE = new Map<string, Worker[]>();
const MOST_IDLE = 3;

function versionOf(state: State): string {
  const { bundleDir, variables = {} } = state.core.options;
  return JSON.stringify([bundleDir, bundleNow(state), variables]);
}

/** A world closes: who is free waits for the next one, who works ends. */
async function leave(state: State, { worker, id, ready, bundle }: Place): Promise<void> {
  const version = versionOf(state);
  const idle = IDLE.get(version) ?? [];
  const isWanted = id === undefined && ready && bundle === bundleNow(state) && idle.length < MOST_IDLE;
  if (!isWanted) return void (await worker.terminate());
  worker.removeAllListeners();
  worker.on('error', () => idle.splice(idle.indexOf(worker), 1));
  idle.push(worker);
  const others = [...IDLE].filter(([other]) => other !== version).flatMap(([, workers]) => workers);
  IDLE.clear();
  IDLE.set(version, idle);
  await Promise.all(others.map((other) => other.terminate()));
}

function send(place: Place, message: WithoutSeq<ToWorker>): void {
  place.sent += 1;
  place.toldAt = performance.now();
  place.worker.postMessage({ ...message, seq: place.sent });
}

/** Killed for good: no line of it runs after this. */
function discard(state: State, place: Place): void {
  state.places.delete(place);
  place.id = undefined;
  void place.worker.terminate();
}

function crashed(state: State, place: Place, message: string): void {
  const { id } = place;
  discard(state, place);
  if (id !== undefined)
    state.events.done(id, { kind: 'threw', errorType: 'Runtime.Crashed', message, stack: message });
  state.wake();
}

function hear(state: State, place: Place, message: FromWorker): void {
  if (!state.places.has(place) || message.world !== state.world) return;
  if (!place.ready) place.toldAt = performance.now();
  place.ready = true;
  place.seen = message.seen;
  place.busy = message.busy;
  for (const event of message.events) tell(state, place, event);
  state.wake();
}

function tell(state: State, place: Place, event: WorkerEvent): void {
  const { events } = state;
  switch (event.kind) {
    case 'call':
      return events.call(event.id, event.call);
    case 'abort':
      return events.abort(event.id, event.callId);
    case 'timer':
      return events.timer(event.id, event.timerId, event.ms);
    case 'clearTimer':
      return events.clearTimer(event.id, event.timerId);
    case 'line':
      return events.line(event.id, event.level, event.text);
    case 'crashed':
      return crashed(state, place, event.message);
    case 'done':
      if (place.id === event.id) {
        place.id = undefined;
        place.worker.unref();
      }
      return events.done(event.id, event.outcome);
  }
}

/** Waits until each worker has handled all it was told and then waits for us; kills what computes for too long. */
async function quiet(state: State): Promise<void> {
  const { core, events, places } = state;
  for (;;) {
    const computing = [...places].filter(
      (place) => place.id !== undefined && (place.seen < place.sent || place.busy || !events.waits(place.id)),
    );
    if (computing.length === 0) return;
    const overrun = (place: Place) =>
      place.toldAt + core.tuning.realOverrun + (place.ready ? 0 : TIME_TO_LOAD) - performance.now();
    await message(state, Math.max(1, Math.min(...computing.map(overrun))));
    for (const place of computing) {
      const stuck = place.seen < place.sent || (place.id !== undefined && !events.waits(place.id));
      if (stuck && place.id !== undefined && overrun(place) <= 0) events.overrun(place.id);
    }
  }
}

function message(state: State, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    state.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
