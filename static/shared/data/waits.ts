import type { Seen } from '../../../src/contract/answers';

/**
 * When an open page asks whether something changed, while something moves: soon after it was shown or something changed, then ever less
 * often. The last goes on. `npm run bench -- cost` follows them.
 */
export const WAITS_MS: readonly number[] = [4000, 6000, 9000, 13_000, 20_000, 30_000];

/**
 * The same of a page that hears signals: its questions make up for lost ones, and for the desk's index, which knows a change seconds
 * after the signal.
 */
export const HEARING_WAITS_MS: readonly number[] = [4000, 13_000, 60_000];

/** The wait before question number `n`, from 0 on. */
export function waitBefore(n: number, isHearing = false): number {
  const waits = isHearing ? HEARING_WAITS_MS : WAITS_MS;
  return waits[Math.min(n, waits.length - 1)] ?? 0;
}

/** What a page shows, as far as it decides when to look again. */
export type Shown = {
  /** Not there: this page cannot ask the small question. */
  readonly seen?: Seen | undefined;
  readonly moving?: boolean | undefined;
  readonly until?: string | undefined;
  /** The backend said when to ask again; it may be past. */
  readonly again?: string | undefined;
  /** Signals tell that something changed. */
  readonly isHearing?: boolean | undefined;
};
/** The small question, or everything anew. */
export type Look = { readonly what: 'ask' | 'load'; readonly inMs: number };

/** The next look of a page by itself; `undefined`: none. */
export function lookAfter(
  { seen, moving, again, isHearing }: Shown,
  turn: number,
  nowMs: number,
): Look | undefined {
  const what = seen === undefined ? 'load' : 'ask';
  const inMs = Date.parse(again ?? '') - nowMs;
  if (inMs > 0) return { what, inMs };
  return moving === true ? { what, inMs: waitBefore(turn, isHearing) } : undefined;
}

/** Older than this, everything is shown anew: a person who comes back may have been away for days. */
const FRESH_MS = 60_000;

/** Somebody comes back to a page that was loaded so long ago. */
export function lookWhenShown({ seen }: Shown, ageMs: number): Look {
  return { what: seen !== undefined && ageMs < FRESH_MS ? 'ask' : 'load', inMs: 0 };
}
