/**
 * What people may take of the storage units that an installation has in a minute (4,000 of each kind), so that however many screens are
 * open, the rest is left to what works by itself (ADR 0039).
 */
type Units = { readonly read: number; readonly write: number };
/** What was used within a minute of the clock, counted from the epoch. */
export type Used = Units & {
  readonly minute: number;
  /** The last minute in which somebody was refused something. */
  readonly refusedIn?: number | undefined;
};
export const UNUSED: Used = { minute: 0, read: 0, write: 0 };

/** Whoever only looks gets this much; what somebody orders or hands in, a little more, so that looking cannot stop acting. */
const SHARE = { look: 1500, act: 2500 } as const;
/** Noted about once for so many units, and then for all of them: one call in many writes, and on the whole the sum is right. */
const NOTED_EVERY = 50;
const MINUTE_MS = 60_000;
/** Not everybody in the first second of the next minute. */
const SPREAD_SECONDS = 20;

type Kind = keyof typeof SHARE;

const LOOKS =
  /\.(?:view|history|audit|version|changes|configuration|charts|rows|choices|source|document-types|users)$/;

/** Whether a call only shows something, by the last word of its name. */
export function kindOf(call: string): Kind {
  return LOOKS.test(call) ? 'look' : 'act';
}

/** Whether the share of this minute is used up. */
export function isUsedUp(used: Used, kind: Kind, nowMs: number): boolean {
  return used.minute === minuteOf(nowMs) && Math.max(used.read, used.write) >= SHARE[kind];
}

/** In how many seconds it makes sense to ask again; `chance` is in [0, 1). */
export function againIn(nowMs: number, chance: number): number {
  return Math.ceil((MINUTE_MS - (nowMs % MINUTE_MS)) / 1000 + chance * SPREAD_SECONDS);
}

/** What is to be noted of what one call used: mostly nothing. */
export function sampled({ read, write }: Units, chance: number): Units | undefined {
  const likely = Math.min(1, (read + write) / NOTED_EVERY);
  return chance < likely ? { read: read / likely, write: write / likely } : undefined;
}

/** What was used with this beside it; another minute begins anew. */
export function withUnits(used: Used, units: Units, nowMs: number): Used {
  const minute = minuteOf(nowMs);
  const before = used.minute === minute ? used : { ...used, ...UNUSED };
  return { ...before, minute, read: before.read + units.read, write: before.write + units.write };
}

/** The same after a refusal. */
export function withRefusal(used: Used, nowMs: number): Used {
  const refusedIn = minuteOf(nowMs);
  return used.refusedIn === refusedIn ? used : { ...used, refusedIn };
}

/** Whether anybody was refused anything within the last minute: else nobody's memory of that need be read. */
export function mayRemember({ refusedIn }: Used, nowMs: number): boolean {
  return refusedIn !== undefined && refusedIn >= minuteOf(nowMs) - 1;
}

function minuteOf(nowMs: number): number {
  return Math.floor(nowMs / MINUTE_MS);
}
