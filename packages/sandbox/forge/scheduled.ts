/** Scheduled triggers: first run five minutes after the start, then in their rhythm; runs may overlap (Forge: scheduled triggers). */
import type { Core } from './core';
import type { Launch } from './engine';
import type { ScheduledTriggerModule } from './manifest';
import type { Outcome } from './world-told';

export type Scheduled = {
  run(key: string, onEnd: (outcome: Outcome) => void): void;
  due(key: string, at: number): void;
  /** Every trigger leaves out its turns before `until`; its rhythm stays. */
  skip(until: number): void;
};

const FIRST_RUN = 5 * 60_000;
const INTERVAL: Readonly<Record<ScheduledTriggerModule['interval'], number>> = {
  fiveMinute: 5 * 60_000,
  hour: 3_600_000,
  day: 24 * 3_600_000,
  week: 7 * 24 * 3_600_000,
};

export function createScheduled(core: Core, launch: (launch: Launch) => void): Scheduled {
  const triggers = core.manifest.modules.scheduledTrigger ?? [];
  const plan = (key: string, at: number) => core.agenda.add({ at, kind: 'scheduled', key, data: null });
  for (const trigger of triggers) plan(trigger.key, core.options.startAt + FIRST_RUN);
  const find = (key: string) => {
    const trigger = triggers.find((candidate) => candidate.key === key);
    if (!trigger) throw new Error(`the manifest has no scheduled trigger ${key}`);
    return trigger;
  };
  const run: Scheduled['run'] = (key, onEnd) =>
    launch({
      functionKey: find(key).function,
      moduleKey: key,
      moduleType: 'scheduledTrigger',
      event: { context: { cloudId: core.ids.cloudId, moduleKey: key }, contextToken: 'sandbox' },
      onEnd,
    });
  return {
    run,
    due(key, at) {
      plan(key, at + INTERVAL[find(key).interval]);
      run(key, () => undefined);
    },
    skip(until) {
      for (const { seq, kind, key, at } of [...core.agenda.list()]) {
        if (kind !== 'scheduled' || at >= until) continue;
        const interval = INTERVAL[find(key).interval];
        core.agenda.remove(seq);
        plan(key, at + Math.ceil((until - at) / interval) * interval);
      }
    },
  };
}
