import type { Day } from '../../kernel/day';
import type { Values } from '../../kernel/text';
import { MAX_PER_CODE } from '../../kernel/with-more';
import type { ColumnValue } from '../booking-line';
import { type ControlTotals, noTotals } from '../check/control-totals';
import type { RowCode } from '../check/row-code';
import type { RowFinding } from '../check/row-finding';
import { type RowPlan, STRIDE, type WriteEncoding } from './row-plan';

const SEMICOLON = 0x3b;
const CR = 0x0d;
const LF = 0x0a;

/** What is wrong with one value of the row being written. */
type CellTrouble = {
  readonly code: RowCode;
  readonly column: number;
  readonly values?: Values;
  /** An error without it. */
  readonly severity?: RowFinding['severity'];
};

/**
 * Writes rows into one growing array of bytes. Mutable on purpose: a file has millions of cells, and a string or an object
 * for each of them would cost more than the writing itself.
 */
export type Pen = {
  /** The file so far, and a second view of the same memory for storing several bytes at once. */
  bytes: Uint8Array;
  view: DataView;
  /** Whether the memory is the caller's. */
  isGiven: boolean;
  /** Where the next byte goes. */
  at: number;
  /** The column that comes next in this row. */
  next: number;
  /** Rows finished so far. */
  rows: number;
  /** Values by column number of this row, which of them comes next and its column. */
  others: readonly ColumnValue[];
  nextOther: number;
  otherColumn: number;
  readonly encoding: WriteEncoding;
  /** Characters from U+00A0 to below this one are their own composed form and have a simple encoding. */
  readonly simpleBelow: number;
  readonly plan: RowPlan;
  readonly rules: FileRules;
  /** How many rows there will be at most. */
  readonly total: number;
  /** What is wrong with rows: the first of each code, and how many there are of each. */
  readonly found: RowFinding[];
  readonly counts: Map<RowCode, number>;
  errors: number;
  warnings: number;
  readonly totals: ControlTotals;
};

/** What the header line says about every row. */
export type FileRules = {
  /** Sachkontenlänge, 4 to 8. */
  readonly accountLength: number;
  /** First and last day of the fiscal year; Datum von and bis. The last two only a batch of bookings has. */
  readonly first: Day;
  readonly last: Day;
  readonly from: Day;
  readonly to: Day;
  /** Festschreibung and WKZ of a batch of bookings. */
  readonly isLocked: boolean;
  readonly currency: string;
};

/** Behind every column, also those that do not exist. */
export const BEYOND_ALL = 2 ** 30;
const NOTHING: readonly ColumnValue[] = [];
/** Enough for a few hundred rows, by which the size of the whole file is then estimated. */
const FIRST = 262_144;

/** What a pen needs to know; `memory` is where it writes as long as there is room. */
type PenBegin = Pick<Pen, 'encoding' | 'plan' | 'rules' | 'total'> & {
  readonly memory?: Uint8Array | undefined;
};

/** A pen at the beginning of a file that starts with `head`. */
export function openPen(head: Uint8Array, about: PenBegin): Pen {
  const least = head.length + about.plan.most;
  const given = about.memory !== undefined && about.memory.length >= least ? about.memory : undefined;
  const bytes = given ?? new Uint8Array(FIRST + least);
  bytes.set(head);
  // Member by member: pens have to be alike for the engine to use the code that it compiled for the one before.
  return {
    bytes,
    view: viewOf(bytes),
    isGiven: given !== undefined,
    at: head.length,
    next: 1,
    rows: 0,
    others: NOTHING,
    nextOther: 0,
    otherColumn: BEYOND_ALL,
    encoding: about.encoding,
    // U+0300 is the first character that composes with others; Windows-1252 has U+00A0 to U+00FF at the same bytes.
    simpleBelow: about.encoding === 'utf-8' ? 0x300 : 0x100,
    plan: about.plan,
    rules: about.rules,
    total: about.total,
    found: [],
    counts: new Map(),
    errors: 0,
    warnings: 0,
    totals: noTotals(),
  };
}

/** Begins a row. `others` are its values by column number, ascending; `takeOther` gives them out when it is their turn. */
export function beginRow(pen: Pen, others: readonly ColumnValue[] = NOTHING): void {
  if (pen.at + pen.plan.most > pen.bytes.length) grow(pen);
  pen.next = 1;
  pen.others = others;
  pen.nextOther = 0;
  pen.otherColumn = others[0]?.column ?? BEYOND_ALL;
}

/** The next of the row's values by column number, if its column comes before `column`. */
export function takeOther(pen: Pen, column: number): ColumnValue | undefined {
  if (pen.otherColumn >= column) return undefined;
  const value = pen.others[pen.nextOther];
  pen.nextOther++;
  pen.otherColumn = pen.others[pen.nextOther]?.column ?? BEYOND_ALL;
  return value;
}

/** Leaves the columns before `column` empty; whoever calls it then writes that column and its semicolon. */
export function leaveEmpty(pen: Pen, column: number): void {
  const { starts, empty } = pen.plan;
  const from = starts[pen.next] ?? 0;
  const length = (starts[column] ?? 0) - from;
  const { view, at } = pen;
  // Eight bytes as one number that nobody calculates with; what runs past the end is overwritten by the next cell.
  for (let i = 0; i < length; i += STRIDE) view.setFloat64(at + i, empty.getFloat64(from + i, true), true);
  pen.at = at + length;
  pen.next = column + 1;
}

/** Ends a row after its last column: a line end takes the place of the last semicolon. */
export function endRow(pen: Pen): void {
  leaveEmpty(pen, pen.plan.columns + 1);
  pen.bytes[pen.at - 1] = CR;
  pen.bytes[pen.at] = LF;
  pen.at++;
  pen.rows++;
}

/** Ends a cell. */
export function endCell(pen: Pen): void {
  pen.bytes[pen.at] = SEMICOLON;
  pen.at++;
}

/** Leaves a column empty and tells why. */
export function refuse(pen: Pen, trouble: CellTrouble): void {
  // The caller may have passed over the columns before it already.
  pen.next = Math.min(pen.next, trouble.column);
  leaveEmpty(pen, trouble.column + 1);
  pen.next = trouble.column + 1;
  objectTo(pen, trouble);
}

/** Tells what is wrong without leaving a column empty. */
export function objectTo(pen: Pen, { code, column, values = {}, severity = 'error' }: CellTrouble): void {
  if (severity === 'error') pen.errors++;
  else pen.warnings++;
  const count = (pen.counts.get(code) ?? 0) + 1;
  pen.counts.set(code, count);
  if (count > MAX_PER_CODE) return;
  pen.found.push({ severity, class: 'row', code, row: pen.rows + 1, field: column, values });
}

/** The finished file. */
export function written(pen: Pen): Uint8Array {
  const slack = pen.bytes.length - pen.at;
  // A view keeps the whole array alive: worth a copy unless there is little to gain.
  return pen.isGiven || slack * 8 < pen.at ? pen.bytes.subarray(0, pen.at) : pen.bytes.slice(0, pen.at);
}

/** Makes room for what all rows will take if they go on as so far; so most files grow only once. */
function grow(pen: Pen): void {
  const estimate = pen.rows === 0 ? 0 : (pen.at / pen.rows) * pen.total * 1.03;
  const bytes = new Uint8Array(Math.ceil(Math.max(estimate, pen.at * 1.25)) + pen.plan.most);
  bytes.set(pen.bytes.subarray(0, pen.at));
  pen.bytes = bytes;
  pen.view = viewOf(bytes);
  pen.isGiven = false;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
