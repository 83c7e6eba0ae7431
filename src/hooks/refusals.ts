import * as v from 'valibot';
import { berlinDigits } from '../kernel/berlin';

/**
 * How often the public door turned somebody away, by day and reason. Anybody may knock, so counting is paced: strangers
 * cause five writes a minute at most, however often they knock. A minute that was full marks its day: there were
 * at least so many. Who knows a secret is counted apart, so that strangers cannot hide their troubles.
 */
const STRANGERS = ['unsigned', 'signature', 'token', 'twice', 'too-big'] as const;
const KNOWN = ['content', 'time', 'refused'] as const;
export const REASONS = [...STRANGERS, ...KNOWN] as const;
export type RefusalReason = (typeof REASONS)[number];

const Pace = v.object({ minute: v.string(), written: v.number() });
const Counts = v.object(
  Object.fromEntries(REASONS.map((reason) => [reason, v.exactOptional(v.number())])) as Record<
    RefusalReason,
    v.ExactOptionalSchema<v.NumberSchema<undefined>, undefined>
  >,
);
const DayCounts = v.object({ counts: Counts, isAtLeast: v.exactOptional(v.literal(true)) });
export const Refusals = v.object({
  v: v.literal(1),
  strangers: v.exactOptional(Pace),
  known: v.exactOptional(Pace),
  /** By the day in Berlin, `YYYY-MM-DD`. */
  days: v.record(v.string(), DayCounts),
});
export type Refusals = v.InferOutput<typeof Refusals>;

export const NO_REFUSALS: Refusals = { v: 1, days: {} };
export const MAX_WRITES_A_MINUTE = 5;
const DAYS_KEPT = 30;

/** Counts a refusal. The same value comes back when this minute has been written often enough. */
export function withRefusal(all: Refusals, reason: RefusalReason, now: string): Refusals {
  const group = STRANGERS.some((one) => one === reason) ? 'strangers' : 'known';
  const minute = now.slice(0, 16);
  const written = all[group]?.minute === minute ? all[group].written : 0;
  if (written >= MAX_WRITES_A_MINUTE) return all;
  const day = berlinDay(now);
  const before = all.days[day] ?? { counts: {} };
  const counts = { ...before.counts, [reason]: (before.counts[reason] ?? 0) + 1 };
  const isFull = written + 1 === MAX_WRITES_A_MINUTE;
  const today = { ...before, counts, ...(isFull ? { isAtLeast: true as const } : {}) };
  return {
    ...all,
    [group]: { minute, written: written + 1 },
    days: newest({ ...all.days, [day]: today }),
  };
}

function berlinDay(now: string): string {
  return berlinDigits(now).replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3');
}

function newest(days: Refusals['days']): Refusals['days'] {
  const sorted = Object.entries(days).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.slice(-DAYS_KEPT));
}
