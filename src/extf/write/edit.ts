import { encode1252 } from '../read/encoding';
import { asGiven, cellsOf, charsetOf, type ExtfFile } from '../read/read';
import { cellText, isReadable } from './rewrite';

/** Which value is to be replaced: booking row from 1, DATEV's column number, the new value without quotation marks. */
export type Edit = { readonly row: number; readonly field: number; readonly value: string };

/**
 * Why a value cannot be put in: there is no such row or column, the file's encoding lacks a character (named), the value
 * would tear the row apart (`no-text`: it needs quotation marks, and the column may have none), or the file has bytes that
 * are no characters and would come back as others.
 */
export type EditRefusal =
  | { readonly why: 'no-row' | 'no-field' | 'control-character' | 'no-text' | 'unreadable' }
  | { readonly why: 'unwritable'; readonly character: string };

/**
 * Replaces one value; every other byte stays as it is. A text column gets quotation marks, any other loses them (DATEV's
 * rule by the table of columns); a column of an unknown format keeps what it has, and gets them where the value needs them.
 */
export function editExtf(
  file: ExtfFile,
  edit: Edit,
): { readonly bytes: Uint8Array } | { readonly refused: EditRefusal } {
  const refused = refusalOf(file, edit);
  const cell = cellsOf(file, edit.row)[edit.field - 1];
  if (refused !== undefined || cell === undefined) return { refused: refused ?? { why: 'no-field' } };
  const isQuoted = mayBeQuoted(file, edit) ?? (cell.isQuoted || needsQuotes(edit.value));
  const text = cellText(edit.value, isQuoted);
  const put = charsetOf(file.encoding) === 'utf-8' ? new TextEncoder().encode(text) : encode1252(text);
  return { bytes: asGiven(file, spliced(file.bytes, cell, put ?? new Uint8Array())) };
}

/** Whether the column is a text; `undefined` in a format that nobody here knows. */
function mayBeQuoted({ format }: ExtfFile, edit: Edit): boolean | undefined {
  if (format === undefined) return undefined;
  const field = format.fields[edit.field - 1];
  return field?.isQuoted === true || (field?.kind === 'text' && edit.value !== '');
}

/** Bare, such a value would become several. */
function needsQuotes(value: string): boolean {
  return /[;"]/.test(value);
}

function refusalOf(file: ExtfFile, edit: Edit): EditRefusal | undefined {
  if (!Number.isInteger(edit.row) || edit.row < 1 || edit.row > file.rows) return { why: 'no-row' };
  if (!Number.isInteger(edit.field) || edit.field < 1) return { why: 'no-field' };
  if (/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(edit.value)) return { why: 'control-character' };
  if (needsQuotes(edit.value) && mayBeQuoted(file, edit) === false) return { why: 'no-text' };
  // In UTF-16 the whole text is encoded again, not only the value.
  if (file.encoding.startsWith('utf-16') && !isReadable(file)) return { why: 'unreadable' };
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
