import * as v from 'valibot';
import { awaitAll } from '../../kernel/await-all';
import { canonical } from '../../kernel/canonical';
import { present } from '../../kernel/present';
import * as kv from '../../platform/kv';
import { unwrap } from '../../platform/trouble';
import { type Phase, phaseOf } from '../phase';
import { standsSince } from '../standing';
import type { Submission } from '../submission';
import { type Listed, listedOf } from './listed';
import {
  APPROVAL,
  asCounted,
  type Counted,
  countedAs,
  groupFor,
  groupOf,
  noTally,
  recounted,
  type Tally,
} from './tally';
import { fitsAll, placed, placesOf, type Sought, type TermPlace, termsOf } from './terms';

/**
 * Lists and search: rows beside the submissions, a function of the state alone and written in its transaction (ADR 0037). Found by indexes, which show late; whoever opens a row reads the submission itself.
 */

/** Of the form in which rows and counts are made; another number makes the daily run write all of them anew. */
const FORM = 2;

type Row = {
  readonly kind: 'row';
  readonly form: number;
  readonly phase: Phase;
  readonly mandant: string;
  /** Of runs; else `none`. */
  readonly pipeline: string;
  readonly changedAt: string;
  readonly hiddenSince?: string;
  /** The list it stands on: its phase, with the cause or the day of delivery. */
  readonly counted: string;
  /** Under what its Mandant's tally counts it; absent in rows of the first form, which say it in `counted`. */
  readonly sums?: Counted;
  readonly data: OnList;
};

/** What a list shows, with the phase in which it is listed. */
export type OnList = Listed & { readonly phase: Phase };

/** The row of a submission as it has to be. */
export function listRowOf(s: Submission): Row {
  const { hidden, deletedAt } = s.issue ?? {};
  const phase = phaseOf(s);
  return {
    kind: 'row',
    form: FORM,
    phase,
    mandant: s.mandant,
    pipeline: s.run?.pipeline ?? 'none',
    changedAt: standsSince(s),
    ...present({ hiddenSince: deletedAt === undefined ? hidden?.since : undefined }),
    counted: groupOf(s),
    sums: countedAs(s),
    data: { ...listedOf(s), phase },
  };
}

/** Behind the word stands when the submission began, and which it is: among equal words the newest is found first. */
function indexed(word: string, { startedAt, id }: Pick<Submission, 'startedAt' | 'id'>): string {
  return `${word} ${startedAt} ${id}`;
}

/** What puts a submission on the lists: its row, and the same beside the words by which it is found. */
export function listOps(s: Submission): readonly kv.Op[] {
  const row = listRowOf(s);
  const values = Object.entries(placed(termsOf(row.data))).map(
    ([place, word]) => [place, indexed(word, s)] as const,
  );
  const found = { kind: 'row', ...Object.fromEntries(values), data: row.data };
  return [
    { do: 'set', entity: 'desk-row', key: s.id, value: row },
    { do: 'set', entity: 'search-row', key: s.id, value: found },
  ];
}

/** The row of a submission, read consistently. */
export async function loadRow(id: string): Promise<Row | undefined> {
  return unwrap(kv.getEntity<Row>('desk-row', id));
}

/** Whether the row says what the state says. */
export function isRight(row: Row, s: Submission): boolean {
  return canonical(row) === canonical(listRowOf(s));
}

/** Made by an earlier version of the app. */
export function isOld({ form }: Row): boolean {
  return form !== FORM;
}

// ---- lists

type RowPage = { readonly rows: readonly OnList[]; readonly cursor?: string };
type Paging = { readonly limit: number; readonly cursor?: string };

/** What a list is of: one phase, one Mandant, both, one cause, a pipeline's runs, or everything. */
type ListOf = {
  readonly phase?: Phase | undefined;
  readonly mandant?: string | undefined;
  readonly pipeline?: string | undefined;
  /** What needs somebody for this cause (`cause-key`), of all Mandanten. */
  readonly cause?: string | undefined;
  /** Instants between which it stands as it stands, or was delivered. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly isOldestFirst?: boolean | undefined;
};

/** A page of a list, the newest change first, or the oldest. */
export async function listRows(of: ListOf, page: Paging): Promise<RowPage> {
  const range = rangeOf(of);
  return rowsBy({ ...indexFor(of), descending: of.isOldestFirst !== true, ...present({ range }), ...page });
}

/** Which of those that are under way look so. */
export async function movingIds(isSo: (row: OnList) => boolean): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page: RowPage = await listRows({ phase: 'moving' }, { limit: 100, ...present({ cursor }) });
    ids.push(...page.rows.filter(isSo).map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return ids;
}

function rangeOf({ from, until }: ListOf): kv.Range | undefined {
  if (from !== undefined && until !== undefined) return { is: 'between', low: from, high: until };
  if (from !== undefined) return { is: 'from', value: from };
  return until === undefined ? undefined : { is: 'up-to', value: until };
}

async function rowsBy(query: Omit<kv.EntityQuery, 'entity'>): Promise<RowPage> {
  const found = await unwrap(kv.queryEntities<Row>({ entity: 'desk-row', ...query }));
  return { rows: found.rows.map(({ value }) => value.data), ...present({ cursor: found.cursor }) };
}

/** When anything on the lists changed last, as the index knows it. */
export async function newestChange(): Promise<string | undefined> {
  const page = await unwrap(
    kv.queryEntities<Row>({ entity: 'desk-row', ...indexFor({}), descending: true, limit: 1 }),
  );
  return page.rows[0]?.value.changedAt;
}

function indexFor({ phase, mandant, pipeline, cause }: ListOf) {
  if (cause !== undefined) return { index: 'by-counted', partition: [groupFor('needs-you', cause)] };
  if (pipeline !== undefined) return { index: 'by-pipeline', partition: [pipeline] };
  if (mandant !== undefined && phase !== undefined)
    return { index: 'by-mandant-phase', partition: [mandant, phase] };
  if (mandant !== undefined) return { index: 'by-mandant', partition: [mandant] };
  return phase === undefined
    ? { index: 'by-time', partition: ['row'] }
    : { index: 'by-phase', partition: [phase] };
}

/** Submissions whose issue Jira hides from the app, the longest hidden first. */
export function hiddenRows(limit: number): Promise<RowPage> {
  return rowsBy({ index: 'by-hidden', partition: ['row'], limit });
}

/** Runs that wait for a second person, the longest waiting first. */
export function rowsForApproval(limit: number, cursor?: string): Promise<RowPage> {
  return listRows({ cause: APPROVAL, isOldestFirst: true }, { limit, ...present({ cursor }) });
}

// ---- rows held against what they were made of

/** About how many units reading so much costs. */
export function unitsOf(rows: readonly unknown[]): number {
  return Math.ceil(JSON.stringify(rows).length / 10_240);
}

/** The rows of a phase whose instants lie so, by key. */
export async function rowsBetween(
  phase: Phase,
  { first, last }: { readonly first: string; readonly last: string },
): Promise<ReadonlyMap<string, Row>> {
  const found = await unwrap(
    kv.queryEntities<Row>({
      entity: 'desk-row',
      index: 'by-phase',
      partition: [phase],
      range: { is: 'between', low: first, high: last },
    }),
  );
  return new Map(found.rows.map(({ key, value }) => [key, value]));
}

/** What the rows of a Mandant sum up to. Read by an index, so it may be seconds old. */
export async function sumOfRows(
  mandant: string,
  now: string,
): Promise<{ readonly tally: Tally; readonly units: number }> {
  let [tally, units] = [noTally(mandant), 0];
  let cursor: string | undefined;
  do {
    const page: kv.EntityPage<Row> = await unwrap(
      kv.queryEntities<Row>({
        entity: 'desk-row',
        index: 'by-mandant',
        partition: [mandant],
        ...present({ cursor }),
      }),
    );
    tally = page.rows.reduce(
      (sum, { value }) => recounted(sum, { to: value.sums ?? value.counted }, now),
      tally,
    );
    units += unitsOf(page.rows);
    ({ cursor } = page);
  } while (cursor !== undefined);
  return { tally: asCounted(tally, now), units };
}

// ---- search

/** Rows that are read at a time in each place where a word may lie: about what one unit of reading takes. */
const AT_A_PLACE = 12;

/**
 * Where a search goes on: with which word, and behind which submission in each place that has more. Ids tell nothing of a file, as
 * the browser keeps this and its person may not see that submission.
 */
export const SearchMark = v.object({
  word: v.picklist([0, 1]),
  behind: v.record(v.string(), v.pipe(v.string(), v.regex(/^[\w-]{0,40}$/))),
});
export type SearchMark = v.InferOutput<typeof SearchMark>;

type Hits = { readonly rows: readonly OnList[]; readonly mark?: SearchMark };

/**
 * Submissions that have all of the words, each from its start, of the whole stock, newest change first within a page. The first word
 * with few hits leads – one without any may be none of those that are indexed –; where both have many, the likely rarer one is read on page by page.
 */
export async function searchRows(sought: Sought, mark: SearchMark | undefined): Promise<Hits> {
  const [first = '', second] = sought.words;
  if (mark !== undefined) return hitsOf(mark.word === 0 ? first : (second ?? first), { sought, mark });
  const hits = await hitsOf(first, { sought, mark: { word: 0, behind: everywhere(first) } });
  const isAll = hits.mark === undefined && hits.rows.length > 0;
  if (isAll || second === undefined) return hits;
  const other = await hitsOf(second, { sought, mark: { word: 1, behind: everywhere(second) } });
  return hits.mark === undefined || other.mark === undefined ? other : hits;
}

/** Every place from its end. */
function everywhere(word: string): SearchMark['behind'] {
  return Object.fromEntries(placesOf(word).map((place) => [place, '']));
}

async function hitsOf(
  word: string,
  { sought, mark }: { readonly sought: Sought; readonly mark: SearchMark },
): Promise<Hits> {
  const last = await lastValues(mark);
  const places = placesOf(word).filter(
    (place) => mark.behind[place] === '' || (mark.behind[place] !== undefined && last(place) !== undefined),
  );
  const pages = await awaitAll(places.map((place) => pageAt(place, word, last(place))));
  const rows = pages.flatMap(({ rows: all, place }) =>
    all.filter((row) => isFoundAt(row, place, word)).map(({ data }) => data),
  );
  const fits = rows.filter(
    (row) =>
      fitsAll(termsOf(row), sought) && (sought.mandant === undefined || row.mandant === sought.mandant),
  );
  const more = pages.flatMap(({ place, last }) => (last === undefined ? [] : [[place, last] as const]));
  return {
    rows: fits.toSorted((a, b) => (standsSince(a) < standsSince(b) ? 1 : -1)),
    ...(more.length === 0 ? {} : { mark: { word: mark.word, behind: Object.fromEntries(more) } }),
  };
}

/** A submission is shown once, at the first of the places where a term of it begins so. */
function isFoundAt(row: FoundRow, place: TermPlace, word: string): boolean {
  return placesOf(word).find((one) => row[one]?.startsWith(word) === true) === place;
}

/** The values behind which each place goes on. */
async function lastValues({ behind }: SearchMark): Promise<(place: TermPlace) => string | undefined> {
  const ids = [...new Set(Object.values(behind))].filter((id) => id !== '');
  const rows = await unwrap(kv.getEntities<FoundRow>(ids.map((key) => ({ entity: 'search-row', key }))));
  return (place) => rows.get(behind[place] ?? '')?.[place];
}

type FoundRow = { readonly [P in TermPlace]?: string } & { readonly data: OnList };
type Part = { readonly place: TermPlace; readonly rows: readonly FoundRow[]; readonly last?: string };

async function pageAt(place: TermPlace, word: string, behind: string | undefined): Promise<Part> {
  const page = await unwrap(
    kv.queryEntities<FoundRow>({
      entity: 'search-row',
      ...INDEXES[place],
      partition: ['row'],
      range:
        behind === undefined ? { is: 'begins', value: word } : { is: 'between', low: word, high: behind },
      descending: true,
      // The last one of the page before comes again, and is left out.
      limit: AT_A_PLACE,
    }),
  );
  const rows = page.rows.filter(({ value }) => value[place] !== behind);
  const last = page.cursor === undefined ? undefined : rows.at(-1)?.key;
  return { place, rows: rows.map(({ value }) => value), ...present({ last }) };
}

const INDEXES: Readonly<Record<TermPlace, { readonly index: string }>> = {
  name: { index: 'by-name' },
  issue: { index: 'by-issue' },
  job: { index: 'by-job' },
  word1: { index: 'by-word1' },
  word2: { index: 'by-word2' },
  word3: { index: 'by-word3' },
  word4: { index: 'by-word4' },
};
