import * as v from 'valibot';
import { secondsBetween } from '../kernel/instant';
import { Tally } from '../submissions/lists/tally';

/** Where the daily look at lists and counts stands: page by page through these places. */
const RECOUNT_PLACES = [
  'mandanten',
  'needs-you',
  'moving',
  'delivered',
  'closed',
  'tallies',
  'doubts',
] as const;

/** A tally that differed from the rows: under which version, and what the rows said. Looked at once more before it is believed. */
const Doubt = v.object({ version: v.number(), rows: Tally });
export type Doubt = v.InferOutput<typeof Doubt>;

const Going = v.object({
  begunAt: v.string(),
  place: v.picklist(RECOUNT_PLACES),
  cursor: v.exactOptional(v.string()),
  doubts: v.array(Doubt),
  /** When the last of the doubts was noted. */
  doubtedAt: v.exactOptional(v.string()),
  /** Rows and tallies that were put right. */
  wrong: v.number(),
  /** Issues that were looked at because they do not say what they should. */
  mirrored: v.exactOptional(v.number()),
});
export type Going = v.InferOutput<typeof Going>;

/** `doneAt`: since when everything stored is on the lists and counted. */
export const Recount = v.object({
  v: v.literal(1),
  going: v.exactOptional(Going),
  doneAt: v.exactOptional(v.string()),
});
export type Recount = v.InferOutput<typeof Recount>;

export const NEVER_COUNTED: Recount = { v: 1 };

/** A new round, where none is under way. */
export function begunAt(before: Recount, now: string): Recount {
  return before.going === undefined
    ? { ...before, going: { begunAt: now, place: 'mandanten', doubts: [], wrong: 0 } }
    : before;
}

/** What a page brought. */
export type PageDone = {
  readonly cursor?: string;
  readonly doubts?: readonly Doubt[];
  readonly wrong?: number;
  readonly mirrored?: number;
};

/** The round after one page: further in the place, at the next one, or at its end. */
export function afterPage(before: Recount, page: PageDone, now: string): Recount {
  const { going } = before;
  if (going === undefined) return before;
  const { cursor: _, ...rest } = going;
  const next = {
    ...rest,
    doubts: [...going.doubts, ...(page.doubts ?? [])],
    wrong: going.wrong + (page.wrong ?? 0),
    mirrored: (going.mirrored ?? 0) + (page.mirrored ?? 0),
  };
  if (page.cursor !== undefined) return { ...before, going: { ...next, cursor: page.cursor } };
  const place = RECOUNT_PLACES[RECOUNT_PLACES.indexOf(going.place) + 1];
  if (place === undefined || (place === 'doubts' && next.doubts.length === 0)) return { v: 1, doneAt: now };
  return { ...before, going: { ...next, place, ...(place === 'doubts' ? { doubtedAt: now } : {}) } };
}

/** What lists and tallies are written in lies behind indexes by then; a difference that stays so long is one. */
const DOUBT_SECONDS = 120;

/** Seconds until the doubts may be looked at, whoever asks; 0 = now, or there are none. */
export function doubtsWait({ place, doubtedAt }: Going, now: string): number {
  if (place !== 'doubts' || doubtedAt === undefined) return 0;
  return Math.max(0, DOUBT_SECONDS - secondsBetween(doubtedAt, now));
}
