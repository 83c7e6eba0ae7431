import type { Lang } from '../../src/kernel/lang';
import type { DeskRequest } from './request';

/** A month by its days. */
export type Month = { readonly from: string; readonly until: string; readonly title: string };

/** The last months, this one first; a year is said where it is another. `now`: an instant. */
export function lastMonths(count: number, now: string, lang: Lang): readonly Month[] {
  const [year, month] = [Number(now.slice(0, 4)), Number(now.slice(5, 7)) - 1];
  return Array.from({ length: count }, (_, n) => monthAt(new Date(Date.UTC(year, month - n, 1)), year, lang));
}

function monthAt(first: Date, thisYear: number, lang: Lang): Month {
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
  const how = first.getUTCFullYear() === thisYear ? {} : ({ year: 'numeric' } as const);
  const title = new Intl.DateTimeFormat(lang, { month: 'long', timeZone: 'UTC', ...how }).format(first);
  return { from: dayOf(first), until: dayOf(last), title };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, '2026-11-30'.length);
}

/** Whether the wish is for exactly this month. */
export function isOf({ from, until }: DeskRequest, month: Month): boolean {
  return from === month.from && until === month.until;
}
