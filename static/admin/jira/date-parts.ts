/** A day as it is typed, part by part; the month by its number, `01` to `12`. */
export type DateParts = { readonly day: string; readonly month: string; readonly year: string };

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** The parts of a day (`YYYY-MM-DD`); empty ones for anything else. */
export function partsOf(day: unknown): DateParts {
  const [, year = '', month = '', date = ''] = DAY.exec(typeof day === 'string' ? day : '') ?? [];
  return { day: date.replace(/^0/, ''), month, year };
}

/** The day that the parts make: nothing while one is empty, and none where the calendar has none. */
export function dayOf({ day, month, year }: DateParts): string | 'empty' | 'incomplete' | 'impossible' {
  const filled = [day, month, year].filter((part) => part !== '').length;
  if (filled < 3) return filled === 0 ? 'empty' : 'incomplete';
  const text = `${year}-${month}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  const isDay = DAY.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return isDay ? text : 'impossible';
}
