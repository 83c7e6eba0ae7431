import { UTCDate } from '@date-fns/utc';
import { format, intlFormat, isWeekend, addDays as laterDate } from 'date-fns';
import { de } from 'date-fns/locale/de';
import { enGB } from 'date-fns/locale/en-GB';
import { type Day, partsOf } from './day';
import type { Lang } from './lang';

/**
 * Arithmetic and writing of calendar days, by date-fns. Its dates are read in UTC here (`UTCDate`), so the time zone of the
 * process never matters; what a clock somewhere shows is `wall-time`. The hot path of EXTF stays with the numbers of `day`.
 */

const LOCALES = { de, en: enGB } as const;

/** How dates are written: in English the day first. What the browser and Jira write beside our sentences, they write so, too. */
export const WRITTEN: Readonly<Record<Lang, string>> = { de: 'de-DE', en: 'en-GB' };

/** A day as a date of date-fns: midnight UTC. */
export function toDate(day: Day): Date {
  const { year, month, day: date } = partsOf(day);
  return new UTCDate(year, month - 1, date);
}

/** The day on which an instant lies in UTC. */
export function toDay(at: Date | number): Day {
  const date = new UTCDate(at);
  return (date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate()) as Day;
}

/** A day so many days later, or earlier where negative. */
export function addDays(day: Day, days: number): Day {
  return toDay(laterDate(toDate(day), days));
}

/** Monday to Friday. */
export function isWeekday(day: Day): boolean {
  return !isWeekend(toDate(day));
}

/** A day as people write it, and as pages do (`static/shared/texts/time`): `05.09.2026`, in English `5 Sept 2026`. */
export function dayInWords(day: Day, lang: Lang): string {
  return intlFormat(toDate(day), { dateStyle: 'medium', timeZone: 'UTC' }, { locale: WRITTEN[lang] });
}

/** A day by a pattern of Unicode TR 35 as date-fns reads it, names in the language: `LLLL yyyy` is `November 2026`. */
export function formatDay(day: Day, pattern: string, lang: Lang): string {
  return format(toDate(day), pattern, { locale: LOCALES[lang] });
}
