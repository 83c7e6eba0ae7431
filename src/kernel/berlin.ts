import type { Day } from './day';
import type { Lang } from './problem';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/**
 * An ISO instant as people in a German firm read it: `01.12.2026, 09:00 Uhr` or `1 Dec 2026, 09:00 (Berlin time)`. Put
 * together here because the ready-made formats change with the ICU version. Empty for something that is no instant.
 */
export function berlinTime(iso: string, lang: Lang): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  const parts = new Map(FORMAT.formatToParts(at).map((part) => [part.type, part.value]));
  const [day, month, year] = [parts.get('day') ?? '', parts.get('month') ?? '', parts.get('year') ?? ''];
  const time = `${parts.get('hour') ?? ''}:${parts.get('minute') ?? ''}`;
  if (lang === 'de') return `${day}.${month}.${year}, ${time} Uhr`;
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}, ${time} (Berlin time)`;
}

/** `DD.MM.YYYY HH:MM` in Berlin, the form DATEV demands for the end of an approval; empty for what is no instant. */
export function berlinMinutes(iso: string): string {
  return berlinTime(iso, 'de').replace(',', '').replace(' Uhr', '');
}

/** An ISO instant as the clock in Berlin shows it, `YYYYMMDDHHMMSSFFF`; empty for something that is no instant. */
export function berlinDigits(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  const parts = new Map(WITH_SECONDS.formatToParts(at).map((part) => [part.type, part.value]));
  const digits = (['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map((part) =>
    parts.get(part),
  );
  return `${digits.join('')}${String(at.getUTCMilliseconds()).padStart(3, '0')}`;
}

const FORMAT = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const WITH_SECONDS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** The calendar day in Berlin at an instant. */
export function berlinDay(iso: string): Day {
  return Number(berlinDigits(iso).slice(0, 8)) as Day;
}
