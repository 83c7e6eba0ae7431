import { BUCHUNGSSTAPEL } from '../format';
import { encode1252 } from '../read/encoding';
import { asGiven, cellsOf, charsetOf, type ExtfFile } from '../read/read';
import { cellText } from './rewrite';

/** Which value is to be replaced: booking row from 1, DATEV's column number, the new value without quotation marks. */
export type Edit = { readonly row: number; readonly field: number; readonly value: string };

/**
 * Why a value cannot be put in: there is no such row or column, the file's encoding lacks a character (named), or the
 * value would tear the row apart.
 */
export type EditRefusal =
  | { readonly why: 'no-row' | 'no-field' | 'control-character' }
  | { readonly why: 'unwritable'; readonly character: string };

/**
 * Replaces one value; every other byte stays as it is. A text column gets quotation marks, any other loses them (DATEV's
 * rule by the table of columns); a column of an unknown format keeps what it has.
 */
export function editExtf(
  file: ExtfFile,
  edit: Edit,
): { readonly bytes: Uint8Array } | { readonly refused: EditRefusal } {
  const refused = refusalOf(file, edit);
  const cell = cellsOf(file, edit.row)[edit.field - 1];
  if (refused !== undefined || cell === undefined) return { refused: refused ?? { why: 'no-field' } };
  const isQuoted = (file.format ?? BUCHUNGSSTAPEL).fields[edit.field - 1]?.isQuoted;
  const text = cellText(edit.value, file.format === undefined ? cell.isQuoted : isQuoted === true);
  const put = charsetOf(file.encoding) === 'utf-8' ? new TextEncoder().encode(text) : encode1252(text);
  return { bytes: asGiven(file, spliced(file.bytes, cell, put ?? new Uint8Array())) };
}

function refusalOf(file: ExtfFile, edit: Edit): EditRefusal | undefined {
  if (!Number.isInteger(edit.row) || edit.row < 1 || edit.row > file.rows) return { why: 'no-row' };
  if (!Number.isInteger(edit.field) || edit.field < 1) return { why: 'no-field' };
  if (/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(edit.value)) return { why: 'control-character' };
  if (charsetOf(file.encoding) === 'utf-8') return undefined;
  const character = [...edit.value].find((each) => encode1252(each) === undefined);
  return character === undefined ? undefined : { why: 'unwritable', character };
}

function spliced(
  bytes: Uint8Array,
  span: { readonly from: number; readonly to: number },
  put: Uint8Array,
): Uint8Array {
  const all = new Uint8Array(bytes.length - (span.to - span.from) + put.length);
  all.set(bytes.subarray(0, span.from));
  all.set(put, span.from);
  all.set(bytes.subarray(span.to), span.from + put.length);
  return all;
}
