/**
 * A calendar day as the number YYYYMMDD, e.g. `20260131`: comparable with `<`, without time and time zone, and cheap
 * enough for one per booking row. Years 1000 to 9999 of the Gregorian calendar.
 */
export type Day = number & { readonly unit: 'day' };

/** A day from its parts; `undefined` when there is no such day. */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  const fits = year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && day >= 1;
  return fits && day <= daysIn(year, month) ? ((year * 10_000 + month * 100 + day) as Day) : undefined;
}

/** The parts of a day. */
export function partsOf(day: Day): { readonly year: number; readonly month: number; readonly day: number } {
  return { year: Math.trunc(day / 10_000), month: Math.trunc(day / 100) % 100, day: day % 100 };
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of a month, 28 to 31. */
export function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (LENGTHS[month - 1] ?? 0);
}

/** Reads `YYYY-MM-DD` (ISO 8601), `YYYYMMDD` (EXTF header) or `TTMMJJJJ` (EXTF rows). */
export function readDay(text: string, form: 'iso' | 'compact' | 'german'): Day | undefined {
  if (form === 'iso') {
    return /^\d{4}-\d{2}-\d{2}$/.test(text)
      ? dayOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)))
      : undefined;
  }
  if (!/^\d{8}$/.test(text)) return undefined;
  return form === 'compact'
    ? dayOf(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)))
    : dayOf(Number(text.slice(4)), Number(text.slice(2, 4)), Number(text.slice(0, 2)));
}

/** Writes a day as `YYYY-MM-DD`, `YYYYMMDD` or `TTMMJJJJ`. */
export function writeDay(day: Day, form: 'iso' | 'compact' | 'german'): string {
  const text = String(day);
  const [year, month, date] = [text.slice(0, 4), text.slice(4, 6), text.slice(6)];
  if (form === 'iso') return `${year}-${month}-${date}`;
  return form === 'compact' ? text : `${date}${month}${year}`;
}

/** The first and the last day of the fiscal year that begins on `begin`: a year later, less a day. */
export function fiscalYear(begin: Day): { readonly first: Day; readonly last: Day } {
  const { year } = partsOf(begin);
  return { first: begin, last: dayBefore(sameDayIn(year + 1, begin)) };
}

/** The first day of the fiscal year in which `day` lies, when fiscal years begin on the month and day of `anyBegin`. */
export function fiscalYearBegin(day: Day, anyBegin: Day): Day {
  const { year } = partsOf(day);
  const thisYear = sameDayIn(year, anyBegin);
  return thisYear <= day ? thisYear : sameDayIn(year - 1, anyBegin);
}

/** 29 February becomes 28 where there is none. May leave the years of `Day` by one, where it still compares rightly. */
function sameDayIn(year: number, day: Day): Day {
  const { month, day: date } = partsOf(day);
  return (year * 10_000 + month * 100 + Math.min(date, daysIn(year, month))) as Day;
}

/** The day before. */
export function dayBefore(day: Day): Day {
  const { year, month, day: date } = partsOf(day);
  if (date > 1) return (day - 1) as Day;
  const [y, m] = month > 1 ? [year, month - 1] : [year - 1, 12];
  return (y * 10_000 + m * 100 + daysIn(y, m)) as Day;
}

/**
 * The day that `TTMM` means within the fiscal year beginning on `begin` (EXTF field 10 has no year): the first such day
 * on or after `begin`. `undefined` when there is none before the next fiscal year begins.
 */
export function dayInFiscalYear(begin: Day, month: number, date: number): Day | undefined {
  const { year } = partsOf(begin);
  const first = dayOf(year, month, date);
  if (first !== undefined && first >= begin) return first;
  const next = dayOf(year + 1, month, date);
  return next !== undefined && next <= fiscalYear(begin).last ? next : undefined;
}
