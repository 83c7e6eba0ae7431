import { secondsInDay, secondsInWeek } from 'date-fns/constants';

/**
 * Numbers along a time: how many there were on a day, in a week or in a month. A place on an axis is a whole number, so that a series
 * lies as short as it goes (`packed`). By their first letter names belong to an axis, which also says how long they are kept.
 */
type Axis = 'day' | 'week' | 'month' | 'none';

type Kept = { readonly axis: Axis; readonly places: number };

/** `w` waits since that day · `n` waits at all · `f` failed in that week · `m` delivered in that month · `t` so late after a rejection · `o` of a storm, open · `q` of a storm, without its issue yet. */
const KEPT: Readonly<Record<string, Kept>> = {
  w: { axis: 'day', places: 4 },
  n: { axis: 'none', places: 1 },
  f: { axis: 'week', places: 8 },
  m: { axis: 'month', places: 12 },
  t: { axis: 'month', places: 6 },
  o: { axis: 'none', places: 1 },
  q: { axis: 'none', places: 1 },
};

/** Where an instant lies on an axis: days and weeks (from Monday) since 1970, months since the year 0, all in UTC. */
export function placeOn(axis: Axis, at: string): number {
  const seconds = Date.parse(at) / 1000;
  switch (axis) {
    case 'day':
      return Math.floor(seconds / secondsInDay);
    case 'week':
      // 1970 began on a Thursday.
      return Math.floor((seconds + 3 * secondsInDay) / secondsInWeek);
    case 'month':
      return Number(at.slice(0, 4)) * 12 + Number(at.slice(5, 7)) - 1;
    case 'none':
      return 0;
  }
}

/** The day on which a place begins, as `2026-11-30`. */
export function dayAt(axis: Axis, place: number): string {
  if (axis === 'month') return `${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}-01`;
  const days = axis === 'week' ? place * 7 - 3 : place;
  return new Date(days * secondsInDay * 1000).toISOString().slice(0, '2026-11-30'.length);
}

/** The places of an axis that are kept for names with this first letter, the oldest first. */
export function placesKept(letter: string, now: string): readonly number[] {
  const { axis, places } = keptOf(letter);
  const last = placeOn(axis, now);
  return Array.from({ length: places }, (_, n) => last - places + 1 + n);
}

type Counts = Readonly<Record<string, number>>;

/** The mark of a name at a place. */
export function mark(name: string, at: string): string {
  return `${name}@${placeOn(keptOf(name).axis, at)}`;
}

function keptOf(name: string): Kept {
  return KEPT[name.charAt(0)] ?? { axis: 'none', places: 0 };
}

/** Counts with one of them changed; what comes to nothing is not there. */
export function sum(counts: Counts, name: string, by: number): Record<string, number> {
  const next = (counts[name] ?? 0) + by;
  const { [name]: _, ...rest } = counts;
  return next === 0 ? rest : { ...rest, [name]: next };
}

/** Without what is too old to be told apart. */
export function withinWindow(counts: Counts, now: string): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).filter(([key]) => {
      const [name, place] = parted(key);
      return place >= (placesKept(name, now)[0] ?? Number.POSITIVE_INFINITY);
    }),
  );
}

function parted(key: string): readonly [string, number] {
  const at = key.lastIndexOf('@');
  return [key.slice(0, at), Number(key.slice(at + 1))];
}

/**
 * All series as one text, because a desk reads those of all Mandanten: name, first place and a number for each place to the last, all in
 * base 36. Of a name that begins like the one before only the rest is there, behind how much it shares; a first place like the one before
 * is left out; numbers of one digit stand together: `0f1008833:extf.unknown 2a8 3012;74:extf.header.14  3012;0m irc .282a`.
 */
export function packed(counts: Counts): string {
  const byName = new Map<string, Map<number, number>>();
  for (const [key, n] of Object.entries(counts)) {
    const [name, place] = parted(key);
    byName.set(name, (byName.get(name) ?? new Map()).set(place, n));
  }
  const all = [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, numbers]) => seriesOf(name, numbers));
  return all.map((series, n) => textOf(series, all[n - 1] ?? FIRST)).join(';');
}

type Series = { readonly name: string; readonly first: string; readonly numbers: string };
const FIRST: Series = { name: '', first: '', numbers: '' };

function seriesOf(name: string, numbers: ReadonlyMap<number, number>): Series {
  const [first, last] = [Math.min(...numbers.keys()), Math.max(...numbers.keys())];
  const all = Array.from({ length: last - first + 1 }, (_, n) => (numbers.get(first + n) ?? 0).toString(36));
  return { name, first: first.toString(36), numbers: inColumns(all) };
}

/** All as wide as the widest, behind a dot for each digit more than one. */
function inColumns(all: readonly string[]): string {
  const width = Math.max(...all.map(({ length }) => length));
  return '.'.repeat(width - 1) + all.map((n) => n.padStart(width, '0')).join('');
}

function outOfColumns(text: string): readonly number[] {
  const width = text.lastIndexOf('.') + 2;
  const digits = text.slice(width - 1);
  return Array.from({ length: digits.length / width }, (_, n) =>
    Number.parseInt(digits.slice(n * width, (n + 1) * width), 36),
  );
}

function textOf({ name, first, numbers }: Series, before: Series): string {
  const shared = Math.min(sharedBy(name, before.name), MAX_SHARED);
  return `${shared.toString(36)}${name.slice(shared)} ${first === before.first ? '' : first} ${numbers}`;
}

/** How much is shared is one digit. */
const MAX_SHARED = 35;

/** A name never is the beginning of the one before: they are sorted, and each is there once. */
function sharedBy(a: string, b: string): number {
  return [...a].findIndex((letter, n) => letter !== b[n]);
}

/** The counts of such a text. */
export function unpacked(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  let before = FIRST;
  for (const part of text.split(';')) {
    before = seriesIn(part, before);
    Object.assign(counts, countsOf(before));
  }
  return counts;
}

function seriesIn(text: string, before: Series): Series {
  const [name = '', first = '', numbers = ''] = text.split(' ');
  const shared = before.name.slice(0, Number.parseInt(name.slice(0, 1), 36));
  return { name: shared + name.slice(1), first: first === '' ? before.first : first, numbers };
}

function countsOf({ name, first, numbers }: Series): Record<string, number> {
  const from = Number.parseInt(first, 36);
  return Object.fromEntries(
    outOfColumns(numbers).flatMap((n, at) => (n === 0 ? [] : [[`${name}@${from + at}`, n]])),
  );
}
