/** Host B: every function in this process. What can run has run when the microtasks are empty, so one seed gives one trace. */
import type { Core } from './core';
import type { Runner, RunnerEvents } from './engine';
import { type Realm, realmOf } from './realm';
import type { Invocation, Outbox } from './wire';

export function createHostB(core: Core, events: RunnerEvents): Runner {
  const realm: Realm = realmOf(core.options.bundleDir, core.options.variables ?? {});
  const running = new Map<string, Invocation>();
  return {
    start(spec) {
      // Known before it runs: its first calls leave while `run` has not returned yet.
      const outbox = outboxTo(events, spec.id, () => running.delete(spec.id));
      running.set(spec.id, realm.run(spec, { now: core.clock.app, outbox }));
    },
    settle: (id, callId, answer) => running.get(id)?.settle(callId, answer),
    fire: (id, timerId) => running.get(id)?.fire(timerId),
    kill(id) {
      running.get(id)?.silence();
      running.delete(id);
    },
    quiet: () => quiet(core, running, events),
    close: async () => {
      for (const invocation of running.values()) invocation.silence();
      running.clear();
    },
  };
}

function outboxTo(events: RunnerEvents, id: string, ended: () => void): Outbox {
  return {
    call: (call) => events.call(id, call),
    abort: (callId) => events.abort(id, callId),
    timer: (timerId, ms) => events.timer(id, timerId, ms),
    clearTimer: (timerId) => events.clearTimer(id, timerId),
    line: (level, text) => events.line(id, level, text),
    done(outcome) {
      ended();
      events.done(id, outcome);
    },
  };
}

/** After one turn only work in real time (streams, thread pool) can be left: it is waited for, up to `realOverrun`. */
async function quiet(
  core: Core,
  running: ReadonlyMap<string, Invocation>,
  events: RunnerEvents,
): Promise<void> {
  await turn();
  let turns = 0;
  const started = performance.now();
  for (;;) {
    const computing = [...running].filter(([id, invocation]) => invocation.busy() || !events.waits(id));
    if (computing.length === 0) return;
    turns += 1;
    if (turns < 20) await turn();
    else await new Promise((resolve) => setTimeout(resolve, 1));
    if (performance.now() - started > core.tuning.realOverrun)
      for (const [id] of computing) events.overrun(id);
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
