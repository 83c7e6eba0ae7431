import { secondsInDay } from 'date-fns/constants';
import * as v from 'valibot';
import { plusSeconds } from '../../kernel/instant';
import { type Phase, phaseOf } from '../phase';
import type { Submission } from '../submission';

/**
 * How many submissions a Mandant has: by phase, by the cause of those that need somebody, and by the day of delivery. Each counts
 * once, under the name that its own record says (`Counted`), so that what is taken away is always what was added.
 */
export const Tally = v.object({
  v: v.literal(1),
  mandant: v.string(),
  phases: v.record(v.string(), v.number()),
  causes: v.record(v.string(), v.number()),
  days: v.record(v.string(), v.number()),
});
export type Tally = Readonly<v.InferOutput<typeof Tally>>;

/** A Mandant of whom nothing is counted. */
export function noTally(mandant: string): Tally {
  return { v: 1, mandant, phases: {}, causes: {}, days: {} };
}

/** Under what a submission counts: its phase, and after a slash the cause or the day, where there is one. */
export type Counted = string;

/** Under what a submission counts now: each thing once. */
export function countedAs(s: Submission): Counted {
  const phase = phaseOf(s);
  if (countsByItsFiles(s, phase)) return 'by-its-files';
  const detail = phase === 'needs-you' ? causeIn(s) : phase === 'delivered' ? dayIn(s) : undefined;
  return detail === undefined ? phase : `${phase}/${detail}`;
}

/** DATEV's codes are short; what is longer is cut, because everything of a Mandant lies in one record. */
const MAX_CODE = 40;

/** Once the files of a run have lives of their own, they are what is counted; the run itself only where it needs somebody. */
function countsByItsFiles({ run }: Submission, phase: Phase): boolean {
  return run?.children !== undefined && run.children.length > 0 && phase !== 'needs-you';
}

/** A run that waits for a second person is known by that: who may not give the approval is not needed. */
export const APPROVAL = 'approve-run';

function causeIn({ attempts, asks }: Submission): string | undefined {
  if (asks?.what === APPROVAL) return APPROVAL;
  return attempts.at(-1)?.cause?.code.slice(0, MAX_CODE);
}

function dayIn({ end }: Submission): string | undefined {
  return end?.at.slice(0, DAY);
}
const DAY = '2026-12-01'.length;

/** Days of delivery that are told apart; before them only the sum counts. */
export const DAYS_KEPT = 30;

/** Takes one submission from where it counted to where it counts now; either may be nowhere. `now`: older days are let go. */
export function recounted(
  tally: Tally,
  { from, to }: { readonly from?: Counted | undefined; readonly to?: Counted | undefined },
  now: string,
): Tally {
  const taken = from === undefined ? tally : added(tally, from, -1);
  const next = to === undefined ? taken : added(taken, to, 1);
  const first = firstDay(now);
  return { ...next, days: only(next.days, (day) => day >= first) };
}

/** A tally as it compares: without what is no longer told apart. */
export function asCounted(tally: Tally, now: string): Tally {
  return recounted(tally, {}, now);
}

/** The first day that is still told apart. */
export function firstDay(now: string): string {
  return plusSeconds(now, -DAYS_KEPT * secondsInDay).slice(0, DAY);
}

function added(tally: Tally, counted: Counted, by: number): Tally {
  const [phase = '', detail] = split(counted);
  const phases = sum(tally.phases, phase, by);
  if (detail === undefined) return { ...tally, phases };
  // A day that was let go is not taken from: it would come back below nothing.
  if (phase === 'delivered')
    return by < 0 && !(detail in tally.days)
      ? { ...tally, phases }
      : { ...tally, phases, days: sum(tally.days, detail, by) };
  return { ...tally, phases, causes: sum(tally.causes, detail, by) };
}

function split(counted: Counted): readonly string[] {
  const slash = counted.indexOf('/');
  return slash < 0 ? [counted] : [counted.slice(0, slash), counted.slice(slash + 1)];
}

type Counts = Readonly<Record<string, number>>;

function sum(counts: Counts, name: string, by: number): Record<string, number> {
  const next = (counts[name] ?? 0) + by;
  return only({ ...counts, [name]: next }, (_, n) => n !== 0);
}

function only(counts: Counts, keep: (name: string, n: number) => boolean): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([name, n]) => keep(name, n)));
}

/** How many are in a phase. */
export function inPhase(tally: Tally | undefined, phase: Phase): number {
  return Math.max(0, tally?.phases[phase] ?? 0);
}

/** How many were delivered in the days that are told apart. */
export function deliveredLately(tally: Tally, now: string): number {
  const first = firstDay(now);
  return Object.entries(tally.days).reduce((all, [day, n]) => (day >= first ? all + n : all), 0);
}

/** Days as one text: the first of them, and a number for each from there to the last. */
export function textOfDays(days: Tally['days']): string {
  const named = Object.keys(days).sort();
  const [first, last] = [named[0], named.at(-1)];
  if (first === undefined || last === undefined) return '';
  const numbers: number[] = [];
  for (let day = first; day <= last; day = dayAfter(day, 1)) numbers.push(days[day] ?? 0);
  return `${first} ${numbers.join(',')}`;
}

/** The days of such a text. */
export function daysIn(text: string): Tally['days'] {
  const [first = '', numbers = ''] = text.split(' ');
  const counts = numbers === '' ? [] : numbers.split(',').map(Number);
  return Object.fromEntries(counts.flatMap((n, at) => (n === 0 ? [] : [[dayAfter(first, at), n] as const])));
}

function dayAfter(day: string, days: number): string {
  return plusSeconds(day, days * secondsInDay).slice(0, DAY);
}
