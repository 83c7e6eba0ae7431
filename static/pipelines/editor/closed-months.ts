import type { Lang } from '../../../src/kernel/lang';

/** Two years back: what was closed before then is closed all the same. */
const MONTHS = 24;

/** The months that may be the last closed one, the newest first; the one that stands there is always among them. */
export function closedChoices(chosen: string, now: Date, lang: Lang): readonly (readonly [string, string])[] {
  const name = new Intl.DateTimeFormat(lang, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const months = Array.from({ length: MONTHS }, (_, n) => {
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - n, 1)).toISOString().slice(0, 7);
  });
  const all = chosen === '' || months.includes(chosen) ? months : [...months, chosen];
  return all.map((month) => [month, name.format(new Date(`${month}-01T00:00:00Z`))]);
}
