import type { Lang } from '../../../src/kernel/problem';
import type { PeriodUnit } from '../../../src/pipelines/pipeline';

/** A period as the contract names it (`2026-11`, `2026-Q4`, `2026-11-30`), and for people. */
export type PeriodChoice = { readonly period: string; readonly label: string };

const HOW_MANY: Readonly<Record<PeriodUnit, number>> = { month: 15, quarter: 8, day: 31 };

/** The last periods that have ended, newest first; `now` is an instant, `zone` decides which day it is there. */
export function lastPeriods(
  unit: PeriodUnit,
  now: { at: string; zone: string },
  lang: Lang,
): readonly PeriodChoice[] {
  const [year, month, day] = dayIn(now.at, now.zone);
  return Array.from({ length: HOW_MANY[unit] }, (_, n) => {
    if (unit === 'day') return dayChoice(new Date(Date.UTC(year, month - 1, day - 1 - n)), lang);
    if (unit === 'month') return monthChoice(new Date(Date.UTC(year, month - 2 - n, 1)), lang);
    const quarter = Math.floor((month - 1) / 3) - 1 - n;
    return quarterChoice(new Date(Date.UTC(year, quarter * 3, 1)), lang);
  });
}

function dayIn(at: string, zone: string): readonly [number, number, number] {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(at)).split('-');
  const [year = 0, month = 1, day = 1] = parts.map(Number);
  return [year, month, day];
}

function dayChoice(day: Date, lang: Lang): PeriodChoice {
  return { period: iso(day, 10), label: labelOf(day, lang, { dateStyle: 'medium' }) };
}

function monthChoice(first: Date, lang: Lang): PeriodChoice {
  return { period: iso(first, 7), label: labelOf(first, lang, { month: 'long', year: 'numeric' }) };
}

function quarterChoice(first: Date, lang: Lang): PeriodChoice {
  const year = first.getUTCFullYear();
  const quarter = Math.floor(first.getUTCMonth() / 3) + 1;
  const label = lang === 'de' ? `${quarter}. Quartal ${year}` : `Q${quarter} ${year}`;
  return { period: `${year}-Q${quarter}`, label };
}

function labelOf(day: Date, lang: Lang, how: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(lang, { ...how, timeZone: 'UTC' }).format(day);
}

function iso(day: Date, length: number): string {
  return day.toISOString().slice(0, length);
}
