import { getHolidays } from 'feiertagejs';
import { addDays, isWeekday, toDay } from '../kernel/calendar';
import { type Day, partsOf } from '../kernel/day';
import type { Land } from './pipeline';

/**
 * Public holidays and business days of the German Länder. Three choices where a Land is not of one mind:
 * - Mariä Himmelfahrt counts in all of Bavaria, though only some 1,700 of its 2,056 municipalities (those with more
 *   Catholics than Protestants) keep it: a due date a day later does no harm, one on a holiday does.
 * - Augsburg's peace festival and Corpus Christi in parts of Saxony and Thuringia do not count: few places keep them.
 * - 24 and 31 December are business days, as the law has it.
 */

/** Holidays a Land decreed for one year only, which the library does not know (Berlin: Sonn- und Feiertagsgesetz § 1). */
const ONCE: Readonly<Partial<Record<Land, readonly number[]>>> = { BE: [20_200_508, 20_250_508, 20_280_617] };

/** Whether a day is a public holiday of the Land, on whichever day of the week it falls. */
export function isHoliday(day: Day, land: Land): boolean {
  return ONCE[land]?.includes(day) === true || holidaysOf(partsOf(day).year, land).has(day);
}

/** Monday to Friday and no public holiday of the Land. */
export function isBusinessDay(day: Day, land: Land): boolean {
  return isWeekday(day) && !isHoliday(day, land);
}

/** The `n`-th business day after a day, which itself does not count; `n` from 1. */
export function nthBusinessDay(after: Day, n: number, land: Land): Day {
  let day = after;
  for (let left = n; left > 0; ) {
    day = addDays(day, 1);
    if (isBusinessDay(day, land)) left--;
  }
  return day;
}

/**
 * The library's dates stand at noon UTC of their day. Its `dateString` and `equals` read them in the time zone of the
 * process, which is a day off from UTC+12 on, so only the UTC parts are used.
 */
function holidaysOf(year: number, land: Land): ReadonlySet<Day> {
  return new Set(getHolidays(year, land).map((holiday) => toDay(holiday.date)));
}
