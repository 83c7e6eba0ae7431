import { TZDate } from '@date-fns/tz';
import { format, intlFormat, isValid } from 'date-fns';
import { enGB } from 'date-fns/locale/en-GB';
import { WRITTEN } from './calendar';
import type { Day } from './day';
import type { Lang } from './lang';

/**
 * An ISO instant as people in a German firm read it: `01.12.2026, 09:00 Uhr` or `1 Dec 2026, 09:00 (Berlin time)`. Empty for
 * something that is no instant.
 */
export function berlinTime(iso: string, lang: Lang): string {
  const at = new Date(iso);
  if (!isValid(at)) return '';
  const how = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Berlin' } as const;
  return `${intlFormat(at, how, { locale: WRITTEN[lang] })} ${lang === 'de' ? 'Uhr' : '(Berlin time)'}`;
}

/** `DD.MM.YYYY HH:MM` in Berlin, the form DATEV demands for the end of an approval; empty for what is no instant. */
export function berlinMinutes(iso: string): string {
  return inBerlin(iso, 'dd.MM.yyyy HH:mm');
}

/** An ISO instant as the clock in Berlin shows it, `YYYYMMDDHHMMSSFFF`; empty for something that is no instant. */
export function berlinDigits(iso: string): string {
  return inBerlin(iso, 'yyyyMMddHHmmssSSS');
}

/** The calendar day in Berlin at an instant. */
export function berlinDay(iso: string): Day {
  return Number(inBerlin(iso, 'yyyyMMdd')) as Day;
}

/** An instant is only shown here, never made of what a clock shows: that `TZDate` decides by the zone of the process. */
function inBerlin(iso: string, pattern: string): string {
  const at = new TZDate(iso, 'Europe/Berlin');
  return isValid(at) ? format(at, pattern, { locale: enGB }) : '';
}
