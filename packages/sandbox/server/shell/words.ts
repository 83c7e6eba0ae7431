import { type TextKey, text } from '../../texts/text';
import { session } from './session';

/** The shell's own words in the person's language. The app's faces bring theirs. */
export function word(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return text(session.language, key, values);
}

/** "Tue, 1 Dec 2026, 09:00:00" in Berlin, where the firm sits. */
export function instant(ms: number, withSeconds = false): string {
  return new Intl.DateTimeFormat(session.language === 'de' ? 'de-DE' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(withSeconds ? { second: '2-digit' as const } : {}),
    timeZone: 'Europe/Berlin',
  }).format(ms);
}
