import { addMilliseconds, differenceInMilliseconds } from 'date-fns';

/** Instants are ISO 8601 in UTC (`2026-12-01T08:00:00.000Z`): as texts they sort by time. */

/** The instant so many seconds later; earlier where negative. */
export function plusSeconds(at: string, seconds: number): string {
  return addMilliseconds(at, seconds * 1000).toISOString();
}

/** Seconds from `a` to `b`, with fractions; negative when `b` is earlier. */
export function secondsBetween(a: string, b: string): number {
  return differenceInMilliseconds(b, a) / 1000;
}

/** The earlier of two instants; `undefined` means never. */
export function earlier(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined) return b;
  return b !== undefined && b < a ? b : a;
}

/** An instant, or the other one where that is later; `undefined` is no limit. */
export function notBefore(least: string | undefined, at: string): string {
  return least !== undefined && least > at ? least : at;
}
