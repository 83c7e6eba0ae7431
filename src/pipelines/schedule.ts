import { Cron, CronPattern } from 'croner';
import { millisecondsInHour } from 'date-fns/constants';
import { partsOf } from '../kernel/day';
import type { Problem } from '../kernel/problem';
import { instantOf, isZone, wallDay, wallOf } from '../kernel/wall-time';
import type { ProblemCode } from '../texts/problem-code';
import { nthBusinessDay } from './holidays';
import { nextPeriod, type Period, periodBefore, rangeOf } from './period';
import type { PeriodUnit, Schedule } from './pipeline';

/**
 * When a pipeline is due. Everything is computed on the clock of the schedule's zone (`kernel/wall-time`) and turned into an
 * instant at the end, so the switches of summer time are one rule for both kinds of schedule.
 */

/** An instant at which a run is due (ISO 8601, UTC) and the period that run covers. */
type Due = { readonly at: string; readonly period: Period };

type CronSchedule = Extract<Schedule, { on: 'cron' }>;
type BusinessDaySchedule = Extract<Schedule, { on: 'business-day' }>;

/** So many due runs are caught up with in one go: a year of daily runs. */
export const MAX_DUE = 400;

/** What makes a schedule useless, for the form that edits it; `undefined` when it can be used. */
export function checkSchedule(schedule: Schedule, unit: PeriodUnit): Problem | undefined {
  if (schedule.on === 'manual') return undefined;
  if (!isZone(schedule.zone)) return refusal('pipeline.schedule-zone', { zone: schedule.zone });
  if (schedule.on === 'cron') return checkCron(schedule.cron);
  return unit === 'day' ? refusal('pipeline.schedule-day') : undefined;
}

/** The first due run strictly after an instant; none for a manual schedule or one that `checkSchedule` refuses. */
export function nextDue(schedule: Schedule, unit: PeriodUnit, after: string): Due | undefined {
  const first = duesAfter(schedule, unit, after).next();
  return first.done === true ? undefined : first.value;
}

/**
 * The runs due after the first instant and not after the second, earliest first: what an outage left undone. At most
 * `MAX_DUE`, the earliest; ask again from the last one for the rest.
 */
export function dueBetween(
  schedule: Schedule,
  unit: PeriodUnit,
  between: { readonly after: string; readonly upTo: string },
): readonly Due[] {
  const end = Date.parse(between.upTo);
  const found: Due[] = [];
  if (Number.isNaN(end)) return found;
  for (const due of duesAfter(schedule, unit, between.after)) {
    if (Date.parse(due.at) > end || found.length === MAX_DUE) break;
    found.push(due);
  }
  return found;
}

/** The next `n` due runs, for people to see whether they meant that. */
export function upcoming(
  schedule: Schedule,
  unit: PeriodUnit,
  ask: { readonly now: string; readonly n: number },
): readonly Due[] {
  const found: Due[] = [];
  if (ask.n < 1) return found;
  for (const due of duesAfter(schedule, unit, ask.now)) if (found.push(due) >= ask.n) break;
  return found;
}

/** The instant at which a period has ended on the clock of a zone; on one that is none it never has. */
export function endOf(period: Period, zone: string): string | undefined {
  if (!isZone(zone)) return undefined;
  const { year, month, day } = partsOf(rangeOf(period).until);
  return iso(instantOf(Date.UTC(year, month - 1, day), zone));
}

/** All due runs after an instant, as many as are asked for. */
function* duesAfter(schedule: Schedule, unit: PeriodUnit, after: string): Generator<Due, undefined> {
  let from = Date.parse(after);
  if (Number.isNaN(from) || checkSchedule(schedule, unit) !== undefined) return;
  for (;;) {
    const due = nextAfter(schedule, unit, from);
    if (due === undefined) return;
    yield due;
    from = Date.parse(due.at);
  }
}

function nextAfter(schedule: Schedule, unit: PeriodUnit, from: number): Due | undefined {
  switch (schedule.on) {
    case 'manual':
      return undefined;
    case 'cron':
      return nextByCron(schedule, unit, from);
    case 'business-day':
      return nextByBusinessDay(schedule, unit, from);
  }
}

/** Minutes of an hour may be named once: that keeps runs at least an hour apart. */
function checkCron(cron: string): Problem | undefined {
  const pattern = patternOf(cron);
  if (pattern === undefined) return refusal('pipeline.schedule');
  const [seconds, minutes] = [pattern.second, pattern.minute].map((marks) => marks.filter(Boolean).length);
  if (seconds !== 1 || minutes !== 1) return refusal('pipeline.schedule-often');
  return runsOf(cron).nextRun(SOME_DAY) === null ? refusal('pipeline.schedule-never') : undefined;
}

/** From here on a pattern is tried: whether it ever runs does not depend on the present. */
const SOME_DAY = new Date(Date.UTC(2000, 0, 1));

function patternOf(cron: string): CronPattern | undefined {
  try {
    return new CronPattern(cron, undefined, { mode: '5-part' });
  } catch {
    return undefined;
  }
}

/** The pattern on a clock without summer time; paused and without a function it never sets a timer. */
function runsOf(cron: string): Cron {
  return new Cron(cron, { utcOffset: 0, paused: true, mode: '5-part' });
}

function refusal(code: ProblemCode, values: Readonly<Record<string, string>> = {}): Problem {
  return { code, retry: 'after-fix', values };
}

/**
 * The search begins some hours earlier on the clock, because a time that spring skips runs later than its own wall time;
 * what does not lie after `from` is passed over.
 */
function nextByCron({ cron, zone }: CronSchedule, unit: PeriodUnit, from: number): Due | undefined {
  const runs = runsOf(cron);
  let wall = runs.nextRun(new Date(wallOf(from, zone) - 3 * millisecondsInHour));
  while (wall !== null) {
    const at = instantOf(wall.getTime(), zone);
    if (at > from) return { at: iso(at), period: periodBefore(wallDay(wall.getTime()), unit) };
    wall = runs.nextRun(wall);
  }
  return undefined;
}

/**
 * Counts from the end of each period, not back from the due day: the 20th business day after a short month may lie in the
 * month after the next.
 */
function nextByBusinessDay(schedule: BusinessDaySchedule, unit: PeriodUnit, from: number): Due {
  const today = wallDay(wallOf(from, schedule.zone));
  let period = periodBefore(rangeOf(periodBefore(today, unit)).first, unit);
  for (;;) {
    const at = closeOf(schedule, period);
    if (at > from) return { at: iso(at), period };
    period = nextPeriod(period);
  }
}

/** The instant at which a period is due. */
function closeOf(schedule: BusinessDaySchedule, period: Period): number {
  const { year, month, day } = partsOf(nthBusinessDay(rangeOf(period).last, schedule.day, schedule.land));
  const [hour, minute] = schedule.at.split(':').map(Number);
  return instantOf(Date.UTC(year, month - 1, day, hour, minute), schedule.zone);
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
