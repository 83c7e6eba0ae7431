import { secondsInDay } from 'date-fns/constants';
import * as v from 'valibot';
import { plusSeconds } from '../../kernel/instant';
import { type Phase, phaseOf } from '../phase';
import type { Submission } from '../submission';
import { causeKey } from './cause-key';
import { marksOf } from './marks';
import { dayAt, placeOn, placesKept, sum, withinWindow } from './series';

/**
 * How many submissions a Mandant has: by phase, by the cause of those that need somebody, by the day of delivery, and by what charts
 * draw (`marks`). Each counts once, under the name that its own record says (`Counted`), so that what is taken away is always what was added.
 */
export const Tally = v.object({
  v: v.literal(1),
  mandant: v.string(),
  phases: v.record(v.string(), v.number()),
  causes: v.record(v.string(), v.number()),
  days: v.record(v.string(), v.number()),
  /** By mark: `name@place on its axis`. Absent in what an earlier version of the app noted. */
  series: v.optional(v.record(v.string(), v.number()), {}),
});
export type Tally = Readonly<v.InferOutput<typeof Tally>>;

/** A Mandant of whom nothing is counted. */
export function noTally(mandant: string): Tally {
  return { v: 1, mandant, phases: {}, causes: {}, days: {}, series: {} };
}

/**
 * Under what a submission counts: its phase, after a slash the cause or the day, where there is one (its *group*), and after spaces the
 * marks that it leaves in series.
 */
export type Counted = string;

/** Under what a submission counts now: each thing once. */
export function countedAs(s: Submission): Counted {
  const group = groupOf(s);
  return group === BY_ITS_FILES ? group : [group, ...marksOf(s)].join(' ');
}

const BY_ITS_FILES = 'by-its-files';

/** The list that a submission stands on: its phase, with the cause or the day of delivery. */
export function groupOf(s: Submission): string {
  const phase = phaseOf(s);
  if (countsByItsFiles(s, phase)) return BY_ITS_FILES;
  const detail = phase === 'needs-you' ? causeIn(s) : phase === 'delivered' ? dayIn(s) : undefined;
  return detail === undefined ? phase : groupFor(phase, detail);
}

/** The group of what needs somebody for this cause, or was delivered on this day. */
export function groupFor(phase: Phase, detail: string): string {
  return `${phase}/${detail}`;
}

/** Once the files of a run have lives of their own, they are what is counted; the run itself only where it needs somebody. */
function countsByItsFiles({ run }: Submission, phase: Phase): boolean {
  return run?.children !== undefined && run.children.length > 0 && phase !== 'needs-you';
}

/** A run that waits for a second person is known by that: who may not give the approval is not needed. */
export const APPROVAL = 'approve-run';

function causeIn({ attempts, asks }: Submission): string | undefined {
  if (asks?.what === APPROVAL) return APPROVAL;
  const cause = attempts.at(-1)?.cause;
  return cause === undefined ? undefined : causeKey(cause);
}

function dayIn({ end }: Submission): string | undefined {
  return end?.at.slice(0, DAY);
}
const DAY = '2026-12-01'.length;

/** Days of delivery that are told apart; before them only the sum counts. */
const DAYS_KEPT = 30;

/** Takes one submission from where it counted to where it counts now; either may be nowhere. `now`: older days are let go. */
export function recounted(
  tally: Tally,
  { from, to }: { readonly from?: Counted | undefined; readonly to?: Counted | undefined },
  now: string,
): Tally {
  const taken = from === undefined ? tally : added(tally, from, -1);
  const next = to === undefined ? taken : added(taken, to, 1);
  const first = firstDay(now);
  return { ...next, days: only(next.days, (day) => day >= first), series: withinWindow(next.series, now) };
}

/** A tally as it compares: without what is no longer told apart. */
export function asCounted(tally: Tally, now: string): Tally {
  return recounted(tally, {}, now);
}

/** The first day that is still told apart. */
function firstDay(now: string): string {
  return plusSeconds(now, -DAYS_KEPT * secondsInDay).slice(0, DAY);
}

function added(tally: Tally, counted: Counted, by: number): Tally {
  const [group = '', ...marks] = counted.split(' ');
  const series = marks.reduce((all, mark) => taken(all, mark, by), tally.series);
  return { ...addedGroup(tally, group, by), series };
}

function addedGroup(tally: Tally, group: string, by: number): Tally {
  const [phase = '', detail] = split(group);
  const phases = sum(tally.phases, phase, by);
  if (detail === undefined) return { ...tally, phases };
  if (phase === 'delivered') return { ...tally, phases, days: taken(tally.days, detail, by) };
  return { ...tally, phases, causes: sum(tally.causes, detail, by) };
}

/** What was let go is not taken from: it would come back below nothing. */
function taken(counts: Tally['days'], name: string, by: number): Tally['days'] {
  return by < 0 && !(name in counts) ? counts : sum(counts, name, by);
}

function split(group: string): readonly string[] {
  const slash = group.indexOf('/');
  return slash < 0 ? [group] : [group.slice(0, slash), group.slice(slash + 1)];
}

function only(counts: Tally['days'], keep: (name: string, n: number) => boolean): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([name, n]) => keep(name, n)));
}

/** How many are in a phase. */
export function inPhase(tally: Tally | undefined, phase: Phase): number {
  return Math.max(0, tally?.phases[phase] ?? 0);
}

/** How many of a storm a Mandant has: open ones, and of these how many wait for their turn. */
export function stormIn(
  { series }: Pick<Tally, 'series'>,
  storm: string,
): { readonly open: number; readonly waiting: number } {
  return { open: series[`o${storm}@0`] ?? 0, waiting: series[`q${storm}@0`] ?? 0 };
}

/** The same of all storms of all Mandanten together. */
export function inStorms(tallies: readonly Pick<Tally, 'series'>[]): {
  readonly open: number;
  readonly waiting: number;
} {
  const counts = tallies.flatMap(({ series }) => Object.entries(series));
  const sumOf = (letter: string) =>
    counts.reduce((all, [name, n]) => (name.startsWith(letter) ? all + Math.max(0, n) : all), 0);
  return { open: sumOf('o'), waiting: sumOf('q') };
}

/** How many wait for somebody since before the days that are told apart. */
export function overdueIn({ series }: Tally, now: string): number {
  const lately = placesKept('w', now).reduce((all, place) => all + (series[`w@${place}`] ?? 0), 0);
  return Math.max(0, (series['n@0'] ?? 0) - lately);
}

/** How many were delivered in the days that are told apart. */
export function deliveredLately(tally: Tally, now: string): number {
  const first = firstDay(now);
  return Object.entries(tally.days).reduce((all, [day, n]) => (day >= first ? all + n : all), 0);
}

/** Days as one text: the first of them, and a number for each from there to the last; with a colon all of it is in base 36, the day counted since 1970. */
export function textOfDays(days: Tally['days']): string {
  const named = Object.keys(days).sort();
  const [first, last] = [named[0], named.at(-1)];
  if (first === undefined || last === undefined) return '';
  const numbers: number[] = [];
  for (let day = first; day <= last; day = dayAfter(day, 1)) numbers.push(days[day] ?? 0);
  const digits = numbers.map((n) => n.toString(36));
  const isShort = digits.every(({ length }) => length === 1);
  return isShort
    ? `${placeOn('day', first).toString(36)}:${digits.join('')}`
    : `${first} ${numbers.join(',')}`;
}

/** The days of such a text. */
export function daysIn(text: string): Tally['days'] {
  const [first = '', digits] = text.split(':');
  if (digits !== undefined) {
    const day = dayAt('day', Number.parseInt(first, 36));
    return daysFrom(
      day,
      [...digits].map((digit) => Number.parseInt(digit, 36)),
    );
  }
  const [day = '', numbers = ''] = text.split(' ');
  return daysFrom(day, numbers.split(',').map(Number));
}

function daysFrom(first: string, counts: readonly number[]): Tally['days'] {
  return Object.fromEntries(counts.flatMap((n, at) => (n === 0 ? [] : [[dayAfter(first, at), n] as const])));
}

function dayAfter(day: string, days: number): string {
  return plusSeconds(day, days * secondsInDay).slice(0, DAY);
}
