import type { Field } from '../field';
import type { Format } from '../format';
import type { Encoding } from '../read/encoding';
import { maskOf } from '../read/letters';

/** The encodings in which this product writes; DATEV reads both everywhere. */
export type WriteEncoding = Extract<Encoding, 'utf-8' | 'windows-1252'>;

/** What the writer needs to know of a format for every cell, ready to be looked up by column number (from 1). */
export type RowPlan = {
  readonly fields: readonly Field[];
  /** Number of the last column. */
  readonly columns: number;
  /** A row of empty columns, a semicolon after each one: `;"";"";;…`. Most of a file consists of pieces of it. */
  readonly empty: DataView;
  /** Where each column begins in `empty`; the entry after the last column is the end. */
  readonly starts: Uint16Array;
  /** Most characters of each column. */
  readonly lengths: Uint16Array;
  /** Allowed characters of each column, see `letters.ts`. */
  readonly masks: Uint8Array;
  /** No row takes more bytes than this. */
  readonly most: number;
};

/** The pen copies this many bytes at a time and may run past an end by one less. */
export const STRIDE = 8;

/** Prepares a format for writing. */
export function rowPlan(format: Format): RowPlan {
  const { fields } = format;
  const cells = fields.map((field) => (field.isQuoted ? '"";' : ';'));
  const starts = new Uint16Array(fields.length + 2);
  for (const [index, cell] of cells.entries()) starts[index + 2] = (starts[index + 1] ?? 0) + cell.length;
  const empty = new TextEncoder().encode(cells.join('') + ' '.repeat(STRIDE));
  return {
    fields,
    columns: fields.length,
    empty: new DataView(empty.buffer),
    starts,
    lengths: Uint16Array.from([0, ...fields.map((field) => field.length)]),
    masks: Uint8Array.from([0, ...fields.map((field) => maskOf(field.letters))]),
    most: fields.reduce((sum, field) => sum + mostBytes(field), STRIDE),
  };
}

/** Three bytes for a UTF-16 unit are the most in UTF-8; quotation marks, comma and semicolon come on top. */
function mostBytes(field: Field): number {
  return field.kind === 'text' ? field.length * 3 + 3 : Math.max(field.length + field.decimals, 10) + 4;
}
