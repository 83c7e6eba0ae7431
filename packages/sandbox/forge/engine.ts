/**
 * Starts invocations, moves time, and keeps them apart: one loop picks what happens next – a call waiting at the seam is
 * released, or something on the agenda begins – and then waits until all code that could run has run.
 */
import type { AgendaItem } from '../world/agenda';
import type { Active, Core, Routed } from './core';
import { timeLimitSeconds } from './manifest';
import { createSeam, type Seam, type Waiting } from './seam';
import type { OutCall, RawOutcome, StartSpec, WireAnswer } from './wire';
import type { AgendaEntry, Outcome } from './world-told';

export type Launch = {
  readonly functionKey: string;
  readonly moduleKey: string;
  readonly moduleType: string;
  readonly event: unknown;
  readonly accountId?: string;
  /** Somebody who runs waits for it: it begins although all places are taken. */
  readonly beside?: true;
  /** First invocation of the chain of queue pushes; itself if missing. */
  readonly origin?: string;
  /** What a restored world puts back on its agenda when this had not ended. */
  readonly redo?: { readonly kind: string; readonly key: string; readonly data: unknown };
  readonly onEnd: (outcome: Outcome) => void;
};
/** Runs functions; knows nothing of the platform. */
export type Runner = {
  start(spec: StartSpec): void;
  settle(invocation: string, callId: number, answer: WireAnswer): void;
  fire(invocation: string, timerId: number): void;
  kill(invocation: string): void;
  /** Resolves when no code runs: every invocation waits for us. */
  quiet(): Promise<void>;
  close(): Promise<void>;
};
export type RunnerEvents = {
  call(invocation: string, call: OutCall): void;
  abort(invocation: string, callId: number): void;
  timer(invocation: string, timerId: number, ms: number): void;
  clearTimer(invocation: string, timerId: number): void;
  line(invocation: string, level: string, text: string): void;
  done(invocation: string, outcome: RawOutcome): void;
  /** It computes for too long in real time. */
  overrun(invocation: string): void;
  /** Whether it waits for an answer or a timer; if not, it computes. */
  waits(invocation: string): boolean;
};
export type EngineParts = {
  readonly runner: (events: RunnerEvents) => Runner;
  readonly route: (call: OutCall, invocation: Active) => Routed;
  /** What to do with an agenda item of this kind. */
  readonly due: Readonly<Record<string, (item: AgendaItem) => void>>;
  /** Picks one of so many choices. */
  readonly choose: (choices: number) => number;
};
export type Goal = { readonly limit: () => number; readonly met: () => boolean };
export type Engine = {
  launch(launch: Launch): void;
  reach(goal: Goal): Promise<void>;
  running(): readonly Launch[];
  nothingDue(until: number): boolean;
  /** Ends everything that runs, unheard. */
  drop(): void;
  close(): Promise<void>;
};
export class AgendaOverflow extends Error {
  constructor(
    readonly ran: number,
    readonly agenda: readonly AgendaEntry[],
  ) {
    super(`${ran} invocations and still no end`);
  }
}

type Running = {
  readonly launch: Launch;
  readonly active: Active;
  readonly timers: Map<number, number>;
  readonly deadline: number;
  readonly entry: { outcome: unknown; tookMs?: number; realMs?: number; calls?: number };
  /** On this machine's clock. */
  readonly begun: number;
  lines: number;
};
type PendingGoal = Goal & {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  readonly startedWith: number;
};
type State = {
  readonly core: Core;
  readonly parts: EngineParts;
  readonly running: Map<string, Running>;
  readonly queued: Launch[];
  goals: PendingGoal[];
  driving: boolean;
  launched: number;
  seam: Seam;
  runner: Runner;
};

/** Forge: platform limits. */
const LINES_PER_MINUTE = 100;
const RESPONSE_BYTES = 5 * 1024 * 1024;

export function createEngine(core: Core, parts: EngineParts): Engine {
  const state = {
    core,
    parts,
    running: new Map(),
    queued: [],
    goals: [],
    driving: false,
    launched: 0,
  } as unknown as State;
  state.runner = parts.runner(eventsFor(state));
  state.seam = createSeam(core, {
    settle: (invocation, callId, answer) => state.runner.settle(invocation, callId, answer),
    crash: (invocation) =>
      kill(state, invocation, {
        kind: 'killed',
        reason: 'crash',
        message: 'the sandbox ended this invocation',
      }),
  });
  return {
    launch: (launch) => launchOrQueue(state, launch),
    reach: (goal) =>
      new Promise((resolve, reject) => {
        state.goals.push({ ...goal, resolve, reject, startedWith: state.launched });
        void drive(state);
      }),
    running: () => [...[...state.running.values()].map(({ launch }) => launch), ...state.queued],
    nothingDue: (until) =>
      state.seam.waiting().length === 0 && (core.agenda.peek()?.at ?? Number.POSITIVE_INFINITY) > until,
    drop() {
      for (const id of state.running.keys()) {
        state.runner.kill(id);
        state.seam.ended(id, true);
      }
      state.running.clear();
      state.queued.length = 0;
    },
    close: () => state.runner.close(),
  };
}

function eventsFor(state: State): RunnerEvents {
  const { core, running } = state;
  return {
    call(id, call) {
      const found = running.get(id);
      if (found) return state.seam.arrive(call, found.active, state.parts.route(call, found.active));
      core.log.addViolation({
        invocation: id,
        rule: 'after-end',
        message: `${call.method} ${call.target.split('?')[0]}: a call after the function had ended; it was not awaited`,
      });
    },
    abort: (id, callId) => state.seam.abort(id, callId),
    timer(id, timerId, ms) {
      const found = running.get(id);
      if (!found) return;
      const data = { invocation: id, timerId };
      found.timers.set(
        timerId,
        core.agenda.add({ at: core.clock.now() + ms, kind: 'timer', key: id, data, transient: true }).seq,
      );
    },
    clearTimer(id, timerId) {
      const seq = running.get(id)?.timers.get(timerId);
      running.get(id)?.timers.delete(timerId);
      if (seq !== undefined) core.agenda.remove(seq);
    },
    line: (id, level, text) => logLine(state, id, { level, text }),
    done: (id, outcome) => end(state, id, read(outcome)),
    overrun: (id) =>
      kill(state, id, { kind: 'killed', reason: 'time-limit', message: 'the function did not come back' }),
    waits: (id) => (running.get(id)?.timers.size ?? 0) > 0 || state.seam.holds(id),
  };
}

function logLine(
  state: State,
  id: string,
  { level, text }: { readonly level: string; readonly text: string },
): void {
  const { core } = state;
  const found = state.running.get(id);
  core.log.line({
    at: core.clock.now(),
    invocation: id,
    functionKey: found?.active.functionKey ?? '',
    level,
    text,
  });
  if (!found) return;
  found.lines += 1;
  const most = LINES_PER_MINUTE * Math.ceil(found.active.limitSeconds / 60);
  if (found.lines === most + 1)
    core.log.addViolation({
      invocation: id,
      rule: 'log-lines',
      message: `more than ${most} lines: the platform drops the rest`,
    });
}

function read(outcome: RawOutcome): Outcome {
  if (outcome.kind === 'threw') return outcome;
  if (outcome.json === undefined) return { kind: 'returned', value: undefined };
  const bytes = Buffer.byteLength(outcome.json);
  if (bytes > RESPONSE_BYTES)
    return {
      kind: 'killed',
      reason: 'too-large',
      message: `a response has at most ${RESPONSE_BYTES} bytes; this has ${bytes}`,
    };
  return { kind: 'returned', value: JSON.parse(outcome.json) as unknown };
}

function launchOrQueue(state: State, launch: Launch): void {
  const isFull = state.running.size >= state.core.tuning.concurrency;
  if (isFull && launch.beside !== true) state.queued.push(launch);
  else start(state, launch);
}

function start(state: State, launch: Launch): void {
  const { core } = state;
  state.launched += 1;
  const id = `i${state.launched}`;
  const { mostSeconds = Number.POSITIVE_INFINITY } = core.tuning;
  const limitSeconds = Math.min(mostSeconds, timeLimitSeconds(core.manifest, launch.functionKey));
  const startedAt = core.clock.now();
  const deadline = startedAt + limitSeconds * 1000;
  const { functionKey, moduleKey, moduleType, accountId, origin = `${id}@${startedAt}` } = launch;
  const active: Active = {
    id,
    functionKey,
    moduleKey,
    moduleType,
    startedAt,
    deadline,
    limitSeconds,
    origin,
    egressCalls: 0,
    ...(accountId ? { accountId } : {}),
  };
  const entry = core.log.invocation({
    id,
    at: startedAt,
    functionKey,
    moduleKey,
    moduleType,
    outcome: 'running',
  });
  const timeout = core.agenda.add({ at: deadline, kind: 'deadline', key: id, data: null, transient: true });
  state.running.set(id, {
    launch,
    active,
    timers: new Map(),
    deadline: timeout.seq,
    entry,
    lines: 0,
    begun: performance.now(),
  });
  state.runner.start(startSpec(core, active, launch.event));
}

function startSpec(core: Core, active: Active, event: unknown): StartSpec {
  const handler = core.manifest.modules.function?.find(
    (candidate) => candidate.key === active.functionKey,
  )?.handler;
  if (handler === undefined) throw new Error(`the manifest has no function ${active.functionKey}`);
  const { appId, environmentId, installationId } = core.ids;
  const permissions = { scopes: core.scopes, external: core.manifest.permissions?.external ?? {} };
  const { functionKey, moduleKey, moduleType } = active;
  const appContext = {
    appId,
    appVersion: '1.0.0',
    environmentId,
    environmentType: core.environmentType,
    installationId,
    installation: { contexts: [{ cloudId: core.ids.cloudId }] },
    invocationId: core.random.uuid(),
    functionKey,
    moduleType,
    moduleKey,
    permissions,
  };
  return {
    id: active.id,
    handler,
    event: JSON.stringify(event) ?? 'null',
    appContext,
    contextAri: core.contextAri,
    seed: core.random.bits(),
    // The platform's own runtime counts by the same clock as the app.
    deadline: active.deadline + core.clock.skew(),
    tellsTime: core.tuning.tellsTime,
    tracing: { traceId: core.random.hex(16), spanId: core.random.hex(16) },
    ...(active.accountId ? { accountId: active.accountId } : {}),
  };
}

function end(state: State, id: string, outcome: Outcome): void {
  const found = state.running.get(id);
  if (!found) return;
  const { core } = state;
  state.running.delete(id);
  for (const seq of [found.deadline, ...found.timers.values()]) core.agenda.remove(seq);
  // What a function returned may be large and is for its caller alone.
  found.entry.outcome = outcome.kind === 'returned' ? { kind: 'returned', value: undefined } : outcome;
  found.entry.tookMs = core.clock.now() - found.active.startedAt;
  found.entry.realMs = Math.round(performance.now() - found.begun);
  found.entry.calls = found.active.egressCalls;
  noteLeftBehind(core, found.active, outcome, state.seam.ended(id, outcome.kind === 'killed'));
  // Nobody would have to do it again.
  if (found.launch.redo !== undefined) core.changed();
  found.launch.onEnd(outcome);
  const next = state.queued.shift();
  if (next) launchOrQueue(state, next);
}

/** What was not awaited goes on in the invocation of somebody else. */
function noteLeftBehind(core: Core, { id }: Active, outcome: Outcome, calls: readonly Waiting[]): void {
  if (outcome.kind !== 'returned') return;
  for (const { routed } of calls) {
    const what = `${routed.service}.${routed.operation} ${routed.key ?? ''}`;
    core.log.addViolation({
      invocation: id,
      rule: 'after-end',
      message: `${what}: the function returned without waiting for it`,
    });
  }
}

function kill(state: State, id: string, outcome: Outcome): void {
  state.runner.kill(id);
  end(state, id, outcome);
}

async function drive(state: State): Promise<void> {
  if (state.driving) return;
  state.driving = true;
  try {
    while (state.goals.length > 0) {
      await state.runner.quiet();
      settleGoals(state);
      if (state.goals.length > 0) step(state);
    }
  } catch (error) {
    for (const goal of state.goals.splice(0)) goal.reject(error);
  } finally {
    state.driving = false;
  }
}

function settleGoals(state: State): void {
  const { core } = state;
  const most = core.tuning.mostInvocations;
  state.goals = state.goals.filter((goal) => {
    const ran = state.launched - goal.startedWith;
    if (goal.met()) goal.resolve();
    else if (ran > most) goal.reject(new AgendaOverflow(ran, core.agenda.list()));
    else return true;
    return false;
  });
}

function step(state: State): void {
  const { core, seam } = state;
  const head = core.agenda.peek();
  const due = head !== undefined && head.at <= core.clock.now();
  const waiting = seam.waiting();
  // What the platform starts waits for a free place; timers and time limits do not.
  const mayStart = due && (head.transient === true || state.running.size < core.tuning.concurrency);
  const choices = waiting.length + (mayStart ? 1 : 0);
  if (choices > 0) {
    const chosen = waiting[state.parts.choose(choices)];
    if (chosen) seam.release(chosen);
    else begin(state);
    return;
  }
  const limit = Math.max(...state.goals.map((goal) => goal.limit()));
  const next = due ? core.agenda.list().find((item) => item.transient) : head;
  if (!next || (!due && next.at > limit))
    throw new Error('the sandbox stands still: something waits for what will never come');
  core.clock.set(Math.max(core.clock.now(), next.at));
  if (due) begin(state, next);
}

function begin(state: State, which?: AgendaItem): void {
  const { core } = state;
  const item = which ?? core.agenda.take();
  if (!item) return;
  if (which) core.agenda.remove(which.seq);
  if (item.kind === 'timer') return fireTimer(state, item);
  if (item.kind === 'arrival') return state.seam.arrived(item.data as number);
  if (item.kind === 'deadline') {
    const seconds = state.running.get(item.key)?.active.limitSeconds ?? 0;
    return kill(state, item.key, {
      kind: 'killed',
      reason: 'time-limit',
      message: `the function ran longer than ${seconds} s`,
    });
  }
  const act = state.parts.due[item.kind];
  if (!act) throw new Error(`nobody knows what to do with ${item.kind}`);
  act(item);
}

function fireTimer(state: State, item: AgendaItem): void {
  const { invocation, timerId } = item.data as { readonly invocation: string; readonly timerId: number };
  const found = state.running.get(invocation);
  if (!found?.timers.delete(timerId)) return;
  state.runner.fire(invocation, timerId);
}
