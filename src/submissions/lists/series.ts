import { secondsInDay, secondsInWeek } from 'date-fns/constants';

/**
 * Numbers along a time: how many there were on a day, in a week or in a month. A place on an axis is a whole number, so that a series
 * lies as short as it goes (`packed`). By their first letter names belong to an axis, which also says how long they are kept.
 */
export type Axis = 'day' | 'week' | 'month' | 'none';

type Kept = { readonly axis: Axis; readonly places: number };

/** `w` waits since that day · `n` waits at all · `f` failed in that week · `m` delivered in that month · `t` so late after a rejection. */
const KEPT: Readonly<Record<string, Kept>> = {
  w: { axis: 'day', places: 4 },
  n: { axis: 'none', places: 1 },
  f: { axis: 'week', places: 8 },
  m: { axis: 'month', places: 12 },
  t: { axis: 'month', places: 6 },
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
  return KEPT[name[0] ?? ''] ?? { axis: 'none', places: 0 };
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
 * base 36. Numbers of one digit stand together: `f1008834:extf.header.14 2a8 30120411;m irc ,28,2a,27`.
 */
export function packed(counts: Counts): string {
  const byName = new Map<string, Map<number, number>>();
  for (const [key, n] of Object.entries(counts)) {
    const [name, place] = parted(key);
    byName.set(name, (byName.get(name) ?? new Map()).set(place, n));
  }
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, numbers]) => `${name} ${textOf(numbers)}`)
    .join(';');
}

function textOf(numbers: ReadonlyMap<number, number>): string {
  const [first, last] = [Math.min(...numbers.keys()), Math.max(...numbers.keys())];
  const all = Array.from({ length: last - first + 1 }, (_, n) => (numbers.get(first + n) ?? 0).toString(36));
  const hasDigits = all.every(({ length }) => length === 1);
  return `${first.toString(36)} ${hasDigits ? all.join('') : all.map((n) => `,${n}`).join('')}`;
}

/** The counts of such a text. */
export function unpacked(text: string): Record<string, number> {
  return Object.fromEntries(text === '' ? [] : text.split(';').flatMap(countsOf));
}

function countsOf(series: string): readonly (readonly [string, number])[] {
  const [name = '', first = '', numbers = ''] = series.split(' ');
  const all = numbers.startsWith(',') ? numbers.slice(1).split(',') : [...numbers];
  return all.flatMap((digits, at) => {
    const [n, place] = [Number.parseInt(digits, 36), Number.parseInt(first, 36) + at];
    return n === 0 ? [] : [[`${name}@${place}`, n] as const];
  });
}
