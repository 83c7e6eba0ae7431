import { getQuarter } from 'date-fns';
import { addDays, dayInWords, formatDay, toDate } from '../kernel/calendar';
import { type Day, dayBefore, dayOf, daysIn, readDay, writeDay } from '../kernel/day';
import type { Lang } from '../kernel/lang';
import type { PeriodUnit } from './pipeline';

/**
 * What one run covers, as text: the month `2026-11`, the quarter `2026-Q4` or the day `2026-11-30`, of the calendar year.
 * Each form says its unit, so a stored period is read without asking its pipeline. Within one unit the texts sort by time.
 */
export type Period = string & { readonly unit: 'period' };

/** The days of a period: `first` and `last` belong to it, `until` is the first day after it. */
type PeriodRange = { readonly first: Day; readonly last: Day; readonly until: Day };

const MONTH = /^(20\d{2})-(0[1-9]|1[0-2])$/;
const QUARTER = /^(20\d{2})-Q([1-4])$/;

/** Reads a period of one unit, years 2000 to 2099; `undefined` for anything else. */
export function readPeriod(text: string, unit: PeriodUnit): Period | undefined {
  if (unit === 'month') return MONTH.test(text) ? (text as Period) : undefined;
  if (unit === 'quarter') return QUARTER.test(text) ? (text as Period) : undefined;
  return /^20/.test(text) && readDay(text, 'iso') !== undefined ? (text as Period) : undefined;
}

/** Whether a text is a period of any unit. */
export function isPeriod(text: string): text is Period {
  return (['month', 'quarter', 'day'] as const).some((unit) => readPeriod(text, unit) !== undefined);
}

/** The unit that a period is one of. */
export function unitOf(period: Period): PeriodUnit {
  if (period.includes('Q')) return 'quarter';
  return period.length > 7 ? 'day' : 'month';
}

/** The period in which a day lies. */
export function periodOf(day: Day, unit: PeriodUnit): Period {
  const iso = writeDay(day, 'iso');
  if (unit === 'quarter') return `${iso.slice(0, 4)}-Q${getQuarter(toDate(day))}` as Period;
  return (unit === 'month' ? iso.slice(0, 7) : iso) as Period;
}

/** The period that was wished for, else the last one that ended. */
export function periodFor(
  unit: PeriodUnit,
  { wished, today }: { readonly wished: string | undefined; readonly today: Day },
): Period {
  return (wished === undefined ? undefined : readPeriod(wished, unit)) ?? periodBefore(today, unit);
}

/** The last period that had ended when this day began: what a run on that day covers. */
export function periodBefore(day: Day, unit: PeriodUnit): Period {
  return periodOf(dayBefore(rangeOf(periodOf(day, unit)).first), unit);
}

/** The period that begins where this one ends. */
export function nextPeriod(period: Period): Period {
  return periodOf(rangeOf(period).until, unitOf(period));
}

/** The periods of a unit that have days of this one, in their order. */
export function sharing(period: Period, unit: PeriodUnit): readonly Period[] {
  const { first, until } = rangeOf(period);
  const found: Period[] = [];
  for (let next = periodOf(first, unit); rangeOf(next).first < until; next = nextPeriod(next))
    found.push(next);
  return found;
}

/** The days of a period. */
export function rangeOf(period: Period): PeriodRange {
  const unit = unitOf(period);
  if (unit === 'day') return whole(readDay(period, 'iso'), readDay(period, 'iso'));
  const year = Number(period.slice(0, 4));
  const end = unit === 'quarter' ? Number(period.slice(6)) * 3 : Number(period.slice(5));
  return whole(dayOf(year, unit === 'quarter' ? end - 2 : end, 1), dayOf(year, end, daysIn(year, end)));
}

function whole(first: Day | undefined, last: Day | undefined): PeriodRange {
  if (first === undefined || last === undefined) throw new RangeError('not a period');
  return { first, last, until: addDays(last, 1) };
}

/** How a longer period than a day is written for people, by unit (`kernel/calendar`). */
const LABELS = {
  month: { de: 'LLLL yyyy', en: 'LLLL yyyy' },
  quarter: { de: 'QQQQ yyyy', en: 'QQQQ yyyy' },
} as const;

/** A period for people: `November 2026`, `4. Quartal 2026`, `30.11.2026` – `4th quarter 2026` and `30 Nov 2026` in English. */
export function periodLabel(period: Period, lang: Lang): string {
  const unit = unitOf(period);
  const { first } = rangeOf(period);
  return unit === 'day' ? dayInWords(first, lang) : formatDay(first, LABELS[unit][lang], lang);
}

/** First and last day of a period, as Looker's filters want them. */
export function daysOf(period: Period): { readonly first: string; readonly last: string } {
  const { first, last } = rangeOf(period);
  return { first: writeDay(first, 'iso'), last: writeDay(last, 'iso') };
}
