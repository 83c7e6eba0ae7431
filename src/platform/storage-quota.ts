import type { Problem } from '../kernel/problem';

/**
 * The units of storage that an installation has in a minute (Forge: 4,000 of each kind), counted by minutes of the clock (A64). When
 * they are gone, whatever was asked for is there again with the next minute.
 */
const MINUTE_MS = 60_000;
/** Not in the very instant: clocks differ. */
const AFTER_MS = 1000;

/** Storage says that the minute is used up. */
export function isUsedUp({ code, status }: Problem): boolean {
  return code === 'platform.storage' && status === 429;
}

/** Milliseconds until there are units again. */
export function untilNextMinute(nowMs: number): number {
  return MINUTE_MS - (nowMs % MINUTE_MS) + AFTER_MS;
}
