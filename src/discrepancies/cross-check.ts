import * as v from 'valibot';
import { secondsBetween } from '../kernel/instant';
import { present } from '../kernel/present';
import { DISCREPANCY_KINDS, Discrepancy, type DiscrepancyKind, nameOf } from './discrepancy';

/** What is gone through, page by page: submissions that have not ended, open issues of ours, DATEV's list of each Mandant. */
export const PLACES = ['needs-you', 'moving', 'issues', 'datev'] as const;

/** So many discrepancies stand on one page. */
export const PAGE = 20;

/** Discrepancies of one kind: full pages lie beside the record, the rest in it. */
const Found = v.object({
  kind: v.picklist(DISCREPANCY_KINDS),
  count: v.number(),
  pages: v.number(),
  rest: v.pipe(v.array(Discrepancy), v.readonly()),
  /** Whom the full pages are about, each once: who may not read of them learns nothing of these pages, nor how many they are. */
  mandanten: v.exactOptional(v.pipe(v.array(v.string()), v.readonly())),
});
export type Found = v.InferOutput<typeof Found>;

/** What was held against each other; `unread`: Mandanten of whom DATEV did not answer. */
const Read = v.object({
  submissions: v.number(),
  issues: v.number(),
  mandanten: v.number(),
  jobs: v.number(),
  unread: v.number(),
});
export type Read = v.InferOutput<typeof Read>;
const NOTHING_READ: Read = { submissions: 0, issues: 0, mandanten: 0, jobs: 0, unread: 0 };

const Round = { begunAt: v.string(), found: v.pipe(v.array(Found), v.readonly()), read: Read };
const Going = v.object({
  ...Round,
  place: v.picklist(PLACES),
  cursor: v.exactOptional(v.string()),
});
export type Going = v.InferOutput<typeof Going>;
const Done = v.object({ ...Round, doneAt: v.string() });

/** The cross-check under way and the last one that came to its end; what was ordered about its discrepancies since. */
export const CrossCheck = v.object({
  v: v.literal(1),
  going: v.exactOptional(Going),
  last: v.exactOptional(Done),
  settled: v.pipe(v.array(v.object({ name: v.string(), at: v.string() })), v.readonly()),
});
export type CrossCheck = v.InferOutput<typeof CrossCheck>;

export const NEVER_CHECKED: CrossCheck = { v: 1, settled: [] };

/** A round that takes longer is begun anew: Jira or DATEV did not answer for so long. */
const LONGEST_SECONDS = 36 * 3600;

/** A new round, where none is under way. */
export function begun(before: CrossCheck, now: string): CrossCheck {
  const { going } = before;
  if (going !== undefined && secondsBetween(going.begunAt, now) < LONGEST_SECONDS) return before;
  return { ...before, going: { begunAt: now, place: 'needs-you', found: [], read: NOTHING_READ } };
}

/** What a page brought; without a cursor its place is through. */
export type Page = {
  readonly cursor?: string;
  readonly discrepancies: readonly Discrepancy[];
  readonly read: Partial<Read>;
};

/** A full page of one kind, to be stored before the round goes on. */
export type FullPage = {
  readonly kind: DiscrepancyKind;
  readonly n: number;
  readonly items: readonly Discrepancy[];
};

/** The round after one page, and the pages that are full by now. A page that is done again gives the same. */
export function afterPage(
  before: CrossCheck,
  page: Page,
  now: string,
): { readonly after: CrossCheck; readonly full: readonly FullPage[] } {
  const { going } = before;
  if (going === undefined) return { after: before, full: [] };
  const { found, full } = added(going.found, page.discrepancies);
  const { cursor: _, ...rest } = going;
  const next = { ...rest, found, read: summed(going.read, page.read) };
  if (page.cursor !== undefined)
    return { after: { ...before, going: { ...next, cursor: page.cursor } }, full };
  const place = PLACES[PLACES.indexOf(going.place) + 1];
  if (place !== undefined) return { after: { ...before, going: { ...next, place } }, full };
  return { after: ended(before, next, now), full };
}

/** What was ordered while the round went on may have been seen before it was. */
function ended(before: CrossCheck, { begunAt, found, read }: Going, now: string): CrossCheck {
  const settled = before.settled.filter(({ at }) => at >= begunAt);
  return { v: 1, last: { begunAt, doneAt: now, found, read }, settled };
}

function summed(one: Read, other: Partial<Read>): Read {
  const names = Object.keys(NOTHING_READ) as (keyof Read)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + (other[name] ?? 0)])) as Read;
}

function added(
  before: readonly Found[],
  discrepancies: readonly Discrepancy[],
): { readonly found: readonly Found[]; readonly full: readonly FullPage[] } {
  const found = new Map(before.map((one) => [one.kind, one]));
  const full: FullPage[] = [];
  for (const one of discrepancies) {
    const before = found.get(one.kind) ?? { kind: one.kind, count: 0, pages: 0, rest: [] };
    const { count, pages, rest } = before;
    if (rest.some((other) => nameOf(other) === nameOf(one))) continue;
    const more = [...rest, one];
    if (more.length < PAGE) {
      found.set(one.kind, { ...before, count: count + 1, rest: more });
      continue;
    }
    full.push({ kind: one.kind, n: pages, items: more });
    const mandanten = mandantenIn(before.mandanten, more);
    found.set(one.kind, { ...before, count: count + 1, pages: pages + 1, rest: [], mandanten });
  }
  return { found: [...found.values()], full };
}

function mandantenIn(before: readonly string[] = [], page: readonly Discrepancy[]): readonly string[] {
  return [...new Set([...before, ...page.flatMap(({ mandant }) => mandant ?? [])])];
}

/**
 * That nobody asks is no news where DATEV has told the end: of a round that has come to its end, each such thing is told once. `asks` and
 * `missed`: all that it found of both, the full pages included; the pages of the first are written anew. Done again, after a part of
 * that was written, it gives the same.
 */
export function withoutAsking(
  check: CrossCheck,
  { asks, missed }: { readonly asks: readonly Discrepancy[]; readonly missed: readonly Discrepancy[] },
): { readonly after: CrossCheck; readonly full: readonly FullPage[] } {
  const { last } = check;
  if (last === undefined) return { after: check, full: [] };
  const told = new Set(missed.map(({ submission }) => submission));
  const { found, full } = added(
    [],
    unique(asks).filter(({ submission }) => !told.has(submission)),
  );
  const others = last.found.flatMap((one) => (one.kind === ASKS ? found : [one]));
  return { after: { ...check, last: { ...last, found: others } }, full };
}
const ASKS: DiscrepancyKind = 'nobody-asks';

function unique(all: readonly Discrepancy[]): readonly Discrepancy[] {
  return [...new Map(all.map((one) => [nameOf(one), one])).values()];
}

/** So many orders are remembered until the next round. */
const MAX_SETTLED = 500;

/** Somebody ordered that this is put right, or it was not so any more. */
export function settled(before: CrossCheck, name: string, now: string): CrossCheck {
  const others = before.settled.filter((one) => one.name !== name);
  return { ...before, settled: [...others, { name, at: now }].slice(-MAX_SETTLED) };
}

/** How many discrepancies of the last round nobody has ordered anything about. */
export function openIn({ last, settled: ordered }: CrossCheck): number {
  const found = (last?.found ?? []).reduce((all, { count }) => all + count, 0);
  return Math.max(0, found - ordered.length);
}

/** Whether the last round left something open of Mandanten whom somebody may read, as far as its record says at once. */
export function differsFor(
  { last, settled: ordered }: CrossCheck,
  reads: (mandant: string) => boolean,
): boolean {
  const names = new Set(ordered.map(({ name }) => name));
  const isTheirs = (one: Discrepancy) =>
    one.mandant !== undefined && reads(one.mandant) && !names.has(nameOf(one));
  return (last?.found ?? []).some(({ mandanten = [], rest }) => mandanten.some(reads) || rest.some(isTheirs));
}

/** Whether pages of this beyond its first are, as far as its record says at once, about Mandanten of whom somebody may read. */
export function isPartlyOf({ mandanten = [], rest }: Found, reads: (mandant: string) => boolean): boolean {
  return [...mandanten, ...rest.flatMap(({ mandant }) => mandant ?? [])].some(reads);
}

/** Whether somebody may read of all Mandanten whom these are about, on whatever page. */
export function isAllOf({ pages, mandanten, rest }: Found, reads: (mandant: string) => boolean): boolean {
  if (pages > 0 && mandanten === undefined) return false;
  return [...(mandanten ?? []), ...rest.flatMap(({ mandant }) => mandant ?? [])].every(reads);
}

/** So many of these behind the one at which the round stands, in their order; `cursor` where there are more behind them. */
export function pageAfter(
  ids: readonly string[],
  cursor: string | undefined,
  most: number,
): { readonly next: readonly string[]; readonly cursor?: string } {
  const rest = ids.toSorted().filter((id) => cursor === undefined || id > cursor);
  const next = rest.slice(0, most);
  return { next, ...(rest.length > most ? present({ cursor: next.at(-1) }) : {}) };
}
