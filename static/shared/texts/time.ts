import type { Lang } from '../../../src/kernel/lang';

/** How dates are written: in English as in the texts of the issues, the day first and the hours up to 24. */
export const WRITTEN: Readonly<Record<Lang, string>> = { de: 'de-DE', en: 'en-GB' };

const UNITS = [
  { most: 60, unit: 'second', seconds: 1 },
  { most: 3600, unit: 'minute', seconds: 60 },
  { most: 86_400, unit: 'hour', seconds: 3600 },
] as const;

/** An instant for people: "in 4 Minuten", "yesterday". Both instants are ISO strings. */
export function relative(at: string, now: string, lang: Lang): string {
  const seconds = Math.round((Date.parse(at) - Date.parse(now)) / 1000);
  const fits = UNITS.find(({ most }) => Math.abs(seconds) < most);
  const { unit, seconds: size } = fits ?? { unit: 'day', seconds: 86_400 };
  return new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** Date and time in the person's language and in the time zone of their Jira profile (IANA name; empty: the browser's). */
export function absolute(at: string, lang: Lang, zone: string): string {
  return inZone(at, { lang, zone, how: { dateStyle: 'medium', timeStyle: 'short' } });
}

/** The time of the day alone. */
export function clock(at: string, lang: Lang, zone: string): string {
  return inZone(at, { lang, zone, how: { timeStyle: 'short' } });
}

type InZone = { readonly lang: Lang; readonly zone: string; readonly how: Intl.DateTimeFormatOptions };

function inZone(at: string, { lang, zone, how }: InZone): string {
  const date = new Date(at);
  try {
    return new Intl.DateTimeFormat(WRITTEN[lang], zone === '' ? how : { ...how, timeZone: zone }).format(
      date,
    );
  } catch {
    // A zone this browser does not know.
    return new Intl.DateTimeFormat(WRITTEN[lang], how).format(date);
  }
}

/** A day (`YYYY-MM-DD`) as people write it. */
export function dayText(day: string, lang: Lang): string {
  return new Intl.DateTimeFormat(WRITTEN[lang], { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(day),
  );
}

/** A size for people. */
export function bytes(count: number, lang: Lang): string {
  const [value, unit] = count >= 1_000_000 ? [count / 1_000_000, 'MB'] : [count / 1000, 'kB'];
  return `${new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(value)} ${unit}`;
}

/** The day of an instant, in the person's language and time zone. */
export function dateOnly(at: string, lang: Lang, zone: string): string {
  return inZone(at, { lang, zone, how: { dateStyle: 'medium' } });
}

/** A month (`2026-11`) as people write it; any other period as it is. */
export function monthText(period: string, lang: Lang): string {
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(period)) return period;
  const how = { month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(WRITTEN[lang], how).format(new Date(`${period}-01`));
}
