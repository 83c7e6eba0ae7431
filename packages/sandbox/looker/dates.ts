/** Looker's filter expressions for dates, as far as a pipeline needs them. Days are `YYYY-MM-DD`, ends are exclusive. */
type Span = { readonly from: string; readonly to: string };
type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';
export type DayTest = (day: string) => boolean;

const UNIT = '(day|week|month|quarter|year)s?';
const ENDLESS: Span = { from: '0000-01-01', to: '9999-12-31' };

/** @returns undefined when the text is no date filter */
export function dayTest(text: string, today: string): DayTest | undefined {
  const spans = text.split(',').map((part) => spanOf(part.trim().toLowerCase().replaceAll('/', '-'), today));
  if (spans.some((span) => span === undefined)) return undefined;
  return (day) => spans.some((span) => span !== undefined && day >= span.from && day < span.to);
}

/** What a filter means on this day, `2026-11` or `2026-11-01 – 2026-11-15`: for the head of a report. */
export function spelledOut(text: string, today: string): string {
  const span = spanOf(text.trim().toLowerCase().replaceAll('/', '-'), today);
  if (span === undefined) return text;
  const last = step(span.to, 'day', -1);
  if (span.from.endsWith('-01') && step(span.from, 'month', 1) === span.to) return span.from.slice(0, 7);
  return span.from === last ? last : `${span.from} – ${last}`;
}

export function todayIn(timezone: string, now: number): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now);
}

function spanOf(text: string, today: string): Span | undefined {
  const range = /^(.+?) to (.+)$/.exec(text);
  if (range) return joined(spanOf(range[1] ?? '', today), spanOf(range[2] ?? '', today));
  const lasting = new RegExp(`^(.+?) for (\\d+) ${UNIT}$`).exec(text);
  if (lasting) {
    const start = spanOf(lasting[1] ?? '', today);
    return start && { from: start.from, to: step(start.from, lasting[3] as Unit, Number(lasting[2])) };
  }
  const open = /^(before|after) (.+)$/.exec(text);
  if (open) {
    const edge = spanOf(open[2] ?? '', today);
    if (edge === undefined) return undefined;
    return open[1] === 'before' ? { ...ENDLESS, to: edge.from } : { ...ENDLESS, from: edge.from };
  }
  return absolute(text) ?? relative(text, today);
}

function joined(from: Span | undefined, to: Span | undefined): Span | undefined {
  return from && to && { from: from.from, to: to.from };
}

function absolute(text: string): Span | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const from = `${year}-${(month ?? '1').padStart(2, '0')}-${(day ?? '1').padStart(2, '0')}`;
  if (Number.isNaN(Date.parse(from)) || step(from, 'day', 0) !== from) return undefined;
  let unit: Unit = 'year';
  if (month !== undefined) unit = day === undefined ? 'month' : 'day';
  return { from, to: step(from, unit, 1) };
}

function relative(text: string, today: string): Span | undefined {
  if (text === 'today') return around(today, 'day', 0);
  if (text === 'yesterday') return around(today, 'day', -1);
  const named = new RegExp(`^(this|last|next) ${UNIT}$`).exec(text);
  if (named) return around(today, named[2] as Unit, { this: 0, last: -1, next: 1 }[named[1] ?? ''] ?? 0);
  const ago = new RegExp(`^(\\d+) ${UNIT} ago$`).exec(text);
  if (ago) return around(today, ago[2] as Unit, -Number(ago[1]));
  const recent = new RegExp(`^(\\d+) ${UNIT}$`).exec(text);
  if (recent) {
    const unit = recent[2] as Unit;
    const count = Number(recent[1]);
    return { from: around(today, unit, 1 - count).from, to: around(today, unit, 0).to };
  }
  return undefined;
}

function around(today: string, unit: Unit, away: number): Span {
  const from = step(beginOf(today, unit), unit, away);
  return { from, to: step(from, unit, 1) };
}

function beginOf(day: string, unit: Unit): string {
  const [year = '', month = ''] = day.split('-');
  if (unit === 'day') return day;
  // Looker's weeks begin on Monday unless the model says otherwise.
  if (unit === 'week') return step(day, 'day', -((new Date(day).getUTCDay() + 6) % 7));
  if (unit === 'month') return `${year}-${month}-01`;
  if (unit === 'year') return `${year}-01-01`;
  return `${year}-${String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;
}

function step(day: string, unit: Unit, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const months = { day: 0, week: 0, month: 1, quarter: 3, year: 12 }[unit] * count;
  const days = { day: 1, week: 7, month: 0, quarter: 0, year: 0 }[unit] * count;
  return new Date(Date.UTC(year, month - 1 + months, date + days)).toISOString().slice(0, 10);
}
