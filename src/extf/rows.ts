import type { Encoding } from './encoding';

const QUOTE = 0x22;
const SEMICOLON = 0x3b;
const LF = 0x0a;
const CR = 0x0d;
/** Stands for every character above Latin-1: none of them has a meaning for the structure of the file. */
const OTHER = 0x100;

/** The structure of a file behind its header line. Lines are numbered as an editor shows them, 1 is the header line. */
export type RowCount = {
  /** Rows that carry something, without the line of column names; a last row without a line end counts. */
  readonly rows: number;
  /** First line where a text goes on over a line end. */
  readonly brokenText?: number;
  /** Line where a text begins whose closing quotation mark is missing. */
  readonly unclosed?: number;
};

/** Reads one character after the other without making strings; `step` is 1 or 2 bytes. */
type Units = { readonly step: 1 | 2; readonly low: 0 | 1; readonly high: 0 | 1 };

/** How many bytes one character unit has, and which of them is the high one. */
export function unitsOf(encoding: Encoding): Units {
  if (encoding === 'utf-16le') return { step: 2, low: 0, high: 1 };
  if (encoding === 'utf-16be') return { step: 2, low: 1, high: 0 };
  return { step: 1, low: 0, high: 0 };
}

/** Where the line that starts at `from` ends: the offset of its CR or LF, or the end of the file. */
export function lineEnd(bytes: Uint8Array, from: number, encoding: Encoding): number {
  const { step, low, high } = unitsOf(encoding);
  for (let i = from; i + step <= bytes.length; i += step) {
    const unit = bytes[i + low] ?? 0;
    if ((unit === LF || unit === CR) && (step === 1 || bytes[i + high] === 0)) return i;
  }
  return bytes.length;
}

/** The 1-based line in which a byte offset lies; CR LF is one line end. */
export function lineAt(bytes: Uint8Array, offset: number, encoding: Encoding): number {
  const { step } = unitsOf(encoding);
  let line = 1;
  for (
    let end = lineEnd(bytes, 0, encoding);
    end < offset;
    end = lineEnd(bytes, afterLine(bytes, end, encoding), encoding)
  ) {
    if (end + step > bytes.length) break;
    line++;
  }
  return line;
}

/** Offset of the line after the line end at `end`. */
export function afterLine(bytes: Uint8Array, end: number, encoding: Encoding): number {
  const { step, low } = unitsOf(encoding);
  const pair = bytes[end + low] === CR && bytes[end + step + low] === LF;
  return Math.min(bytes.length, end + (pair ? 2 : 1) * step);
}

/**
 * Counts the rows after the header line in one pass. A quotation mark opens a text only at the start of a cell (DATEV:
 * marks inside a text are doubled), so a stray one inside an unquoted cell does not swallow the rest of the file.
 */
export function countRows(bytes: Uint8Array, from: number, encoding: Encoding): RowCount {
  const { step, low, high } = unitsOf(encoding);
  let records = 0;
  let line = 2;
  let filled = false;
  let inText = false;
  let closed = false;
  let atStart = true;
  let opened = 0;
  let brokenText = 0;
  let before = 0;
  for (let i = from; i + step <= bytes.length; i += step) {
    const unit = step === 2 && bytes[i + high] !== 0 ? OTHER : (bytes[i + low] ?? 0);
    const lineBreak = unit === LF || unit === CR;
    if (lineBreak && !(unit === LF && before === CR)) line++;
    before = unit;
    if (inText) {
      // Closing and reopening at once is what a doubled mark looks like, so both lead to the same state.
      closed = unit === QUOTE;
      if (closed) inText = false;
      else if (lineBreak && brokenText === 0) brokenText = line - 1;
    } else if (lineBreak) {
      if (filled) records++;
      filled = false;
      closed = false;
      atStart = true;
    } else if (unit === QUOTE && (atStart || closed)) {
      if (atStart) opened = line;
      inText = true;
      atStart = false;
      filled = true;
    } else {
      closed = false;
      atStart = unit === SEMICOLON;
      if (unit > 0x20) filled = true;
    }
  }
  if (filled) records++;
  const rows = Math.max(0, records - 1);
  return { rows, ...(brokenText > 0 ? { brokenText } : {}), ...(inText ? { unclosed: opened } : {}) };
}
