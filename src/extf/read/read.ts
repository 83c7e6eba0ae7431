import { type Format, formatOf } from '../format';
import type { ExtfHeader } from '../header-values';
import { decode, type Encoding, type EncodingTrouble, encodeUtf16, readEncoding } from './encoding';
import { readHeader, splitLine } from './header-line';
import { lineEnd } from './rows';
import { FORM, scanRows, type Visitor } from './scan';

/** A stretch of bytes, `to` behind its last. */
export type Span = { readonly from: number; readonly to: number };

/** A file as it was read: where everything stands, without a string per cell. Offsets count in `bytes`. */
export type ExtfFile = {
  readonly encoding: Encoding;
  readonly trouble?: EncodingTrouble;
  /** The text without its byte order mark; UTF-16 became UTF-8, everything else is a view of what was given. */
  readonly bytes: Uint8Array;
  /** The byte order mark as it was given. */
  readonly mark: Uint8Array;
  readonly headerLine: Span;
  /** The line of column names; empty when the file ends before it. */
  readonly captions: Span;
  readonly header: ExtfHeader;
  /** Absent for formats whose rows we do not know. */
  readonly format?: Format;
  /** Booking rows; `from` and `to` have one entry for each, without line ends. */
  readonly rows: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
};

/** A value as it stands in a row. */
export type Cell = Span & {
  /** Without quotation marks, doubled ones single. */
  readonly text: string;
  readonly isQuoted: boolean;
};

/** The frame of a file: everything but its rows. `bodyAt` = where the first line after the column names begins. */
export type Frame = Omit<ExtfFile, 'rows' | 'from' | 'to'> & {
  readonly bodyAt: number;
  /** The file as it was given. */
  readonly given: Uint8Array;
};

/** A header line is decoded up to here at most, in bytes; DATEV allows 1,000 characters. */
const HEADER_PIECE = 16_384;

/** Finds encoding, header line and column names. Total: any bytes have a frame, if a meaningless one. */
export function readFrame(given: Uint8Array): Frame {
  const { encoding, start, trouble } = readEncoding(given);
  const isUtf16 = encoding === 'utf-16le' || encoding === 'utf-16be';
  const text = given.subarray(start);
  const bytes = isUtf16 ? new TextEncoder().encode(decode(text, encoding)) : text;
  const headerLine = { from: 0, to: lineEnd(bytes, 0, 'windows-1252') };
  const captionsAt = afterBreak(bytes, headerLine.to);
  const captions = { from: captionsAt, to: lineEnd(bytes, captionsAt, 'windows-1252') };
  const header = readHeader(
    splitLine(textOf({ bytes, encoding }, { from: 0, to: Math.min(headerLine.to, HEADER_PIECE) })),
  );
  const format = formatOf(header.category, header.formatVersion);
  return {
    given,
    encoding,
    bytes,
    mark: given.subarray(0, start),
    headerLine,
    captions,
    header,
    bodyAt: afterBreak(bytes, captions.to),
    ...(format === undefined ? {} : { format }),
    ...(trouble === undefined ? {} : { trouble }),
  };
}

/** Reads a whole file; see `ExtfFile`. Never throws, whatever the bytes. Time and memory grow linearly with them. */
export function readExtf(given: Uint8Array): ExtfFile {
  const { bodyAt, given: _, ...frame } = readFrame(given);
  const rows = new RowList();
  scanRows(frame.bytes, bodyAt, rows);
  return {
    ...frame,
    rows: rows.count,
    from: rows.from.slice(0, rows.count),
    to: rows.to.slice(0, rows.count),
  };
}

/** Notes where rows stand. A class because it is a buffer that grows. */
class RowList implements Visitor {
  readonly emptyTextFits = new Uint8Array(1);
  form = 0;
  count = 0;
  from = new Uint32Array(1024);
  to = new Uint32Array(1024);

  cell(): void {
    // Only the rows are wanted.
  }

  row(from: number, to: number): void {
    if (this.count === this.from.length) {
      this.from = doubled(this.from);
      this.to = doubled(this.to);
    }
    this.from[this.count] = from;
    this.to[this.count] = to;
    this.count++;
  }
}

function doubled(list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(list.length * 2);
  more.set(list);
  return more;
}

/** The cells of a booking row, 1 = the first after the column names. Empty for a row that does not exist. */
export function cellsOf(file: ExtfFile, row: number): readonly Cell[] {
  const from = file.from[row - 1];
  const to = file.to[row - 1];
  return from === undefined || to === undefined ? [] : cellsIn(file, { from, to });
}

/** The cells of a stretch of the file that is one line: the header line, the column names or a row. */
export function cellsIn(file: Pick<ExtfFile, 'bytes' | 'encoding'>, span: Span): readonly Cell[] {
  const cells: Cell[] = [];
  const piece = file.bytes.subarray(0, span.to);
  let at = span.from;
  const visitor: Visitor = {
    emptyTextFits: new Uint8Array(1),
    form: 0,
    cell(column, from, to) {
      while (cells.length < column - 1) cells.push(emptyAt(at++));
      cells.push(cellAt(file, { from, to }, visitor.form));
      at = to + 1;
    },
    row(_, end, columns) {
      while (cells.length < columns) cells.push(emptyAt(Math.min(at++, end)));
    },
  };
  scanRows(piece, span.from, visitor);
  return cells;
}

function emptyAt(at: number): Cell {
  return { from: at, to: at, text: '', isQuoted: false };
}

function cellAt(file: Pick<ExtfFile, 'bytes' | 'encoding'>, span: Span, form: number): Cell {
  const isQuoted = (form & FORM.quoted) !== 0 && (form & FORM.broken) === 0;
  const inner = isQuoted ? { from: span.from + 1, to: span.to - 1 } : span;
  const text = textOf(file, inner);
  return {
    ...span,
    isQuoted,
    text: (form & FORM.doubled) === 0 || !isQuoted ? text : text.replaceAll('""', '"'),
  };
}

/** The text of a stretch; what UTF-16 was is UTF-8 here. */
export function textOf(file: Pick<ExtfFile, 'bytes' | 'encoding'>, span: Span): string {
  return decode(file.bytes.subarray(span.from, span.to), charsetOf(file.encoding));
}

/** How the bytes of a read file are encoded. */
export function charsetOf(encoding: Encoding): 'utf-8' | 'windows-1252' {
  return encoding === 'windows-1252' ? 'windows-1252' : 'utf-8';
}

/** Puts bytes of a read file back into the form in which the file was given, byte order mark included. */
export function asGiven(file: Pick<ExtfFile, 'encoding' | 'mark'>, bytes: Uint8Array): Uint8Array {
  const isUtf16 = file.encoding === 'utf-16le' || file.encoding === 'utf-16be';
  const text = isUtf16 ? encodeUtf16(new TextDecoder().decode(bytes), file.encoding === 'utf-16be') : bytes;
  const all = new Uint8Array(file.mark.length + text.length);
  all.set(file.mark);
  all.set(text, file.mark.length);
  return all;
}

function afterBreak(bytes: Uint8Array, at: number): number {
  return Math.min(bytes.length, at + (bytes[at] === 0x0d && bytes[at + 1] === 0x0a ? 2 : 1));
}
