import { type Day, fiscalYear } from '../../kernel/day';
import type { BookingLine } from '../booking-line';
import { MAX_BYTES, MAX_ROWS } from '../check/check';
import { addLine, totalsOf } from '../check/control-totals';
import type { Finding } from '../check/findings';
import type { Totals } from '../check/row-check';
import { BUCHUNGSSTAPEL } from '../format';
import { encode1252 } from '../read/encoding';
import { type BatchHeader, writeHeader } from './header-write';
import { type FileRules, openPen, type Pen, written } from './pen';
import { putBooking } from './put-booking';
import { rowPlan, type WriteEncoding } from './row-plan';

type WriteOptions = {
  /** UTF-8 with byte order mark (without it), or Windows-1252 without one, which every way into DATEV can read. */
  readonly encoding?: WriteEncoding;
  /**
   * Memory to write into, for programs that write many files: getting fresh memory takes as long as the writing. The file
   * is then a view of it, good until it is used again. A file that does not fit gets memory of its own.
   */
  readonly memory?: Uint8Array;
};

/** A written file. */
export type Written = {
  /** The whole file; absent when a finding is an error, because half a file is worse than none. */
  readonly bytes?: Uint8Array;
  readonly rows: number;
  /** About the file and its header line first, then row by row; of each row fault the first twenty. */
  readonly findings: readonly Finding[];
  /** How many there are, listed or not. */
  readonly errors: number;
  readonly warnings: number;
};

/** A written Buchungsstapel with its control totals by currency. */
export type WrittenBookings = Written & { readonly totals: readonly Totals[] };

/**
 * Writes a Buchungsstapel (format version 13) straight into bytes. Rules: DATEV's format description and column tables
 * (`bookings-table.ts`), limits of the OpenAPI document extf-files 3.0.1. Never throws for a value; what DATEV would
 * refuse or misread is a finding with row and column, and then there are no bytes.
 */
export function writeBookings(
  header: BatchHeader,
  lines: readonly BookingLine[],
  options: WriteOptions = {},
): WrittenBookings {
  const part = { ...options, from: 0, to: lines.length, mostBytes: Number.POSITIVE_INFINITY };
  return writePart(header, lines, part).file;
}

/**
 * Which lines to write: those from one index up to another, without it, as far as they surely fit into so many bytes; at
 * least one.
 */
type Part = WriteOptions & { readonly from: number; readonly to: number; readonly mostBytes: number };

/** As `writeBookings` for a part of the lines; `end` is the index of the first line that is not in it. */
export function writePart(
  header: BatchHeader,
  lines: readonly BookingLine[],
  part: Part,
): { readonly file: WrittenBookings; readonly end: number } {
  const { pen, findings } = beginFile(header, { ...part, total: part.to - part.from });
  const end = putBookings(pen, lines, part);
  return { file: { ...endFile(pen, findings), totals: totalsOf(pen.totals, header.currency) }, end };
}

/** Its own function, so that the engine compiles the loop once and for all files. */
function putBookings(pen: Pen, lines: readonly BookingLine[], { from, to, mostBytes }: Part): number {
  const limit = mostBytes - pen.plan.most;
  let end = from;
  for (; end < to && (pen.at <= limit || end === from); end++) {
    const line = lines[end];
    if (line === undefined) break;
    putBooking(pen, line);
    addLine(pen.totals, line, pen.rules.currency);
  }
  return end;
}

/** A file up to its first row, and what is wrong with its header line. */
type Draft = { readonly pen: Pen; readonly findings: readonly Finding[] };

function beginFile(
  header: BatchHeader,
  { encoding = 'utf-8', memory, total }: WriteOptions & { readonly total: number },
): Draft {
  const { bytes = NOTHING, findings } = writeHeader(header, encoding);
  const about = { encoding, plan: BLANK.plan, rules: rulesOf(header), total, memory };
  return { pen: openPen(headOf(bytes, encoding), about), findings };
}
const NOTHING = new Uint8Array();
const MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

/** Byte order mark, header line and column names, each line with its end. */
function headOf(header: Uint8Array, encoding: WriteEncoding): Uint8Array {
  const captions = `\r\n${BUCHUNGSSTAPEL.fields.map((field) => field.label).join(';')}\r\n`;
  const rest = encoding === 'utf-8' ? new TextEncoder().encode(captions) : (encode1252(captions) ?? NOTHING);
  return Uint8Array.of(...(encoding === 'utf-8' ? MARK : NOTHING), ...header, ...rest);
}

function rulesOf({ accountLength, fiscalYearBegin, from, to, isLocked, currency }: BatchHeader): FileRules {
  return { accountLength, ...fiscalYear(fiscalYearBegin), from, to, isLocked, currency };
}

/**
 * A pen that is never written with. It holds what is worked out once; and the engine throws compiled code away together with
 * the last object of the kind it was compiled for, so without it every file would start slowly.
 */
const BLANK = blank();

function blank(): Pen {
  const plan = rowPlan(BUCHUNGSSTAPEL);
  const [day, nobody] = [20_000_101 as Day, { accountLength: 4, isLocked: false, currency: '' }];
  const rules = { ...nobody, ...fiscalYear(day), from: day, to: day };
  return openPen(NOTHING, { encoding: 'utf-8', plan, rules, total: 0, memory: new Uint8Array(plan.most) });
}

function endFile(pen: Pen, header: readonly Finding[]): Written {
  const about = [...header, ...sizeFindings(pen)];
  const errors = about.length + pen.errors;
  const result = { rows: pen.rows, findings: [...about, ...pen.found], errors, warnings: pen.warnings };
  return errors === 0 ? { bytes: written(pen), ...result } : result;
}

/** All of them errors. */
function sizeFindings({ rows, at }: Pen): readonly Finding[] {
  const error = { severity: 'error', class: 'rows' } as const;
  if (rows === 0) return [{ ...error, code: 'extf.no-payload', values: {} }];
  if (rows > MAX_ROWS) return [{ ...error, code: 'extf.too-many-rows', values: { count: rows } }];
  if (at <= MAX_BYTES) return [];
  return [
    { ...error, class: 'file', code: 'extf.too-large', values: { megabytes: Math.ceil(at / 1_000_000) } },
  ];
}
