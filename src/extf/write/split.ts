import { type Day, dayOf, daysIn, fiscalYear, fiscalYearBegin, partsOf } from '../../kernel/day';
import type { BookingLine } from '../booking-line';
import { MAX_BYTES, MAX_ROWS } from '../check/check';
import type { BatchHeader } from './header-write';
import { isDay } from './put-number';
import type { WriteEncoding } from './row-plan';
import { type WrittenBookings, writePart } from './write';

type SplitOptions = {
  readonly encoding?: WriteEncoding;
  /** One batch per posting month, as firms want it that close month by month; otherwise one per fiscal year. */
  readonly byMonth?: boolean;
  /** What one file may have; without it DATEV's limits (OpenAPI extf-files 3.0.1). */
  readonly most?: { readonly rows: number; readonly bytes: number };
};

/** One of the files that the lines were written into, and where each of its rows comes from. */
export type Batch = {
  /** Fiscal year, period and label are this file's own. */
  readonly header: BatchHeader;
  /** The index of the line that row 1 was made of, that of row 2 and so on. */
  readonly sources: readonly number[];
  readonly file: WrittenBookings;
};

/**
 * Writes any number of bookings into as many Buchungsstapel as DATEV needs: never two fiscal years in one (the rows have
 * no year), by posting month if wanted, at most 99,999 rows and 50 MB each. In the order of time, the lines of one batch in
 * the order given; the same lines always give the same bytes. Every line is in exactly one file.
 *
 * `header` says of the whole what the files say of themselves: any begin of a fiscal year, and the period in which all
 * bookings have to lie. A line outside of it is a finding in the nearest file.
 */
export function writeBatches(
  header: BatchHeader,
  lines: readonly BookingLine[],
  options: SplitOptions = {},
): readonly Batch[] {
  return groupsOf(header, lines, options.byMonth === true).flatMap(({ period, sources }) => {
    const group = {
      header: headerOf(header, period),
      sources,
      lines: sources.map((index) => at(lines, index)),
    };
    return writeGroup(group, options);
  });
}

type Period = { readonly begin: Day; readonly first: Day; readonly last: Day };
type Group = { readonly period: Period; readonly sources: number[] };

/** The lines by fiscal year or month, in the order of time. */
function groupsOf(header: BatchHeader, lines: readonly BookingLine[], byMonth: boolean): readonly Group[] {
  const groups = new Map<Day, Group>();
  for (const [index, line] of lines.entries()) {
    const period = periodOf(within(header, line.day), header, byMonth);
    const group = groups.get(period.first) ?? { period, sources: [] };
    groups.set(period.first, group);
    group.sources.push(index);
  }
  return [...groups.values()].toSorted((a, b) => a.period.first - b.period.first);
}

/** The day itself, or the one of the header's period that is nearest; the writer then says what is wrong with it. */
function within({ from, to }: BatchHeader, day: Day): Day {
  if (!isDay(day) || day < from) return from;
  return day > to ? to : day;
}

function periodOf(day: Day, header: BatchHeader, byMonth: boolean): Period {
  const begin = fiscalYearBegin(day, header.fiscalYearBegin);
  if (!byMonth) return { begin, ...fiscalYear(begin) };
  const { year, month } = partsOf(day);
  const [first, last] = [dayOf(year, month, 1) ?? day, dayOf(year, month, daysIn(year, month)) ?? day];
  return { begin, first, last };
}

function headerOf(header: BatchHeader, { begin, first, last }: Period): BatchHeader {
  const from = first > header.from ? first : header.from;
  const to = last < header.to ? last : header.to;
  return { ...header, fiscalYearBegin: begin, from, to };
}

type Whole = {
  readonly header: BatchHeader;
  readonly sources: readonly number[];
  readonly lines: readonly BookingLine[];
};

/** One file if it fits; otherwise several, whose labels are numbered because the accountant sees nothing else of them. */
function writeGroup(whole: Whole, options: SplitOptions): readonly Batch[] {
  const { batch, end } = writeFrom(whole, 0, options);
  if (end === whole.lines.length) return [batch];
  const batches: Batch[] = [];
  for (let from = 0; from < whole.lines.length; ) {
    const header = { ...whole.header, label: partLabel(whole.header.label, batches.length + 1) };
    const part = writeFrom({ ...whole, header }, from, options);
    batches.push(part.batch);
    from = part.end;
  }
  return batches;
}

function writeFrom(
  { header, sources, lines }: Whole,
  from: number,
  { encoding, most = { rows: MAX_ROWS, bytes: MAX_BYTES } }: SplitOptions,
): { readonly batch: Batch; readonly end: number } {
  const to = Math.min(lines.length, from + most.rows);
  const about = encoding === undefined ? {} : { encoding };
  const { file, end } = writePart(header, lines, { ...about, from, to, mostBytes: most.bytes });
  return { batch: { header, sources: sources.slice(from, end), file }, end };
}

/** DATEV's limit for the label of a batch (header field 17). */
const MAX_LABEL = 30;

function partLabel(label: string, part: number): string {
  const suffix = ` Teil ${part}`;
  return `${label.slice(0, MAX_LABEL - suffix.length).trimEnd()}${suffix}`;
}

function at(lines: readonly BookingLine[], index: number): BookingLine {
  const line = lines[index];
  if (line === undefined) throw new Error(`there is no line ${index}`);
  return line;
}
