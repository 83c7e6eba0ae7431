import { joined } from '../../kernel/joined-bytes';
import { HEADER_TEXTS } from '../header-labels';
import { encode1252 } from '../read/encoding';
import { asGiven, cellsIn, cellsOf, charsetOf, type ExtfFile, type Span } from '../read/read';
import { cellText, isReadable } from './rewrite';

/**
 * Which value is to be replaced: booking row from 1, DATEV's column number, the new value without quotation marks. Among
 * several, row 0 is the header line.
 */
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
 * Replaces one value of a row; every other byte stays as it is. A text column gets quotation marks, any other loses them (DATEV's
 * rule by the table of columns); a column of an unknown format keeps what it has, and gets them where the value needs them.
 */
export function editExtf(
  file: ExtfFile,
  edit: Edit,
): { readonly bytes: Uint8Array } | { readonly refused: EditRefusal } {
  if (edit.row === 0) return { refused: { why: 'no-row' } };
  const edited = editAllExtf(file, [edit]);
  return 'refused' in edited ? { refused: edited.refused } : edited;
}

/** Replaces several values of rows and header line at once, or none; of two for the same place the later one counts. Linear in the file. */
export function editAllExtf(
  file: ExtfFile,
  edits: readonly Edit[],
): { readonly bytes: Uint8Array } | { readonly refused: EditRefusal; readonly edit: Edit } {
  const places = new Map<string, Put>();
  for (const edit of edits) {
    const put = putOf(file, edit);
    if ('why' in put) return { refused: put, edit };
    places.set(`${edit.row} ${edit.field}`, put);
  }
  const puts = [...places.values()].sort((a, b) => a.from - b.from);
  return { bytes: asGiven(file, spliced(file.bytes, puts)) };
}

/** Bytes in the place of others. */
type Put = Span & { readonly bytes: Uint8Array };

function putOf(file: ExtfFile, edit: Edit): Put | EditRefusal {
  const refused = refusalOf(file, edit);
  if (refused !== undefined) return refused;
  const cells = edit.row === 0 ? cellsIn(file, file.headerLine) : cellsOf(file, edit.row);
  const cell = cells[edit.field - 1];
  if (cell === undefined) return { why: 'no-field' };
  const isQuoted = mayBeQuoted(file, edit) ?? (cell.isQuoted || needsQuotes(edit.value));
  const text = cellText(edit.value, isQuoted);
  const bytes = charsetOf(file.encoding) === 'utf-8' ? new TextEncoder().encode(text) : encode1252(text);
  return { from: cell.from, to: cell.to, bytes: bytes ?? new Uint8Array() };
}

/** Whether the column is a text; `undefined` in a format that nobody here knows. */
function mayBeQuoted({ format }: ExtfFile, { row, field: nr, value }: Edit): boolean | undefined {
  if (row === 0) return HEADER_TEXTS.has(nr);
  if (format === undefined) return undefined;
  const field = format.fields[nr - 1];
  return field?.isQuoted === true || (field?.kind === 'text' && value !== '');
}

/** Bare, such a value would become several. */
function needsQuotes(value: string): boolean {
  return /[;"]/.test(value);
}

function refusalOf(file: ExtfFile, edit: Edit): EditRefusal | undefined {
  if (!Number.isInteger(edit.row) || edit.row < 0 || edit.row > file.rows) return { why: 'no-row' };
  if (!Number.isInteger(edit.field) || edit.field < 1) return { why: 'no-field' };
  if (/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(edit.value)) return { why: 'control-character' };
  if (needsQuotes(edit.value) && mayBeQuoted(file, edit) === false) return { why: 'no-text' };
  // In UTF-16 the whole text is encoded again, not only the value.
  if (file.encoding.startsWith('utf-16') && !isReadable(file)) return { why: 'unreadable' };
  if (charsetOf(file.encoding) === 'utf-8') return undefined;
  const character = [...edit.value].find((each) => encode1252(each) === undefined);
  return character === undefined ? undefined : { why: 'unwritable', character };
}

function spliced(bytes: Uint8Array, puts: readonly Put[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const { from, to, bytes: put } of puts) {
    pieces.push(bytes.subarray(at, from), put);
    at = to;
  }
  return joined([...pieces, bytes.subarray(at)]);
}
