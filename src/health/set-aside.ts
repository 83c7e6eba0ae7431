import * as v from 'valibot';
import { plusSeconds } from '../kernel/instant';

/** What could not be read when it was looked at – written by an app that this code does not know, or damaged – and waits. */
export const SetAside = v.object({
  v: v.literal(1),
  /** By `<look>:<id>`. */
  of: v.record(v.string(), v.object({ since: v.string(), until: v.string(), times: v.number() })),
});
export type SetAside = v.InferOutput<typeof SetAside>;

export const NOTHING_ASIDE: SetAside = { v: 1, of: {} };

/** An hour at first, a day at last. */
const [FIRST_SECONDS, MAX_SECONDS] = [3600, 24 * 3600];
/** More are not remembered; the others are looked at every five minutes as before. */
const MOST = 500;

/** Looked at once more in vain: the pause doubles. What nobody met again for two pauses can be read by now and is forgotten. */
export function afterUnreadable({ of }: SetAside, what: string, now: string): SetAside {
  const known = Object.entries(of).filter(
    ([name, { until }]) => name !== what && plusSeconds(until, MAX_SECONDS) > now,
  );
  const { since, times } = of[what] ?? { since: now, times: 0 };
  const until = plusSeconds(now, Math.min(MAX_SECONDS, FIRST_SECONDS * 2 ** times));
  const kept = known.slice(Math.max(0, known.length - MOST + 1));
  return { v: 1, of: { ...Object.fromEntries(kept), [what]: { since, until, times: times + 1 } } };
}

/** Whether it still waits. */
export function isAside({ of }: SetAside, what: string, now: string): boolean {
  return (of[what]?.until ?? '') > now;
}

/** When the first of them is to be looked at again. */
export function firstAgain({ of }: SetAside, now: string): string | undefined {
  return Object.values(of)
    .map(({ until }) => until)
    .filter((until) => until > now)
    .sort()[0];
}

/** How many wait, and since when the first does; undefined: none. */
export function waiting(
  { of }: SetAside,
  now: string,
): { readonly count: number; readonly since: string } | undefined {
  const all = Object.values(of).filter(({ until }) => until > now);
  const [first] = all.map(({ since }) => since).sort();
  return first === undefined ? undefined : { count: all.length, since: first };
}
