import { COLUMN_NAMES, ordinaryRow } from '../../packages/sandbox/booking-rows';

/** Booking files for the tests of the check; small, and nothing of them comes from a foreign sample. */
const FIELDS: readonly string[] = [
  '"EXTF"',
  '700',
  '21',
  '"Buchungsstapel"',
  '13',
  '20240130140440439',
  '',
  '"RE"',
  '""',
  '""',
  '455148',
  '1',
  '20240101',
  '4',
  '20240101',
  '20240831',
  '"Rechnungen 2024"',
  '"WD"',
  '1',
  '0',
  '0',
  '"EUR"',
  '',
  '""',
  '',
  '',
  '"03"',
  '',
  '',
  '""',
  '"02/2024"',
];
export const CAPTIONS = COLUMN_NAMES.join(';');
export const ROW = ordinaryRow(1).replace('Übung', 'Uebung');
export const TARGET = '455148-1';

/** The header line with some fields replaced, by number, as raw text. */
export function headerLine(changed: Readonly<Record<number, string>> = {}): string {
  return FIELDS.map((field, i) => changed[i + 1] ?? field).join(';');
}

/** A whole file as text: CR LF after every line. */
export function fileText(
  changed: Readonly<Record<number, string>> = {},
  rows: readonly string[] = [ROW],
): string {
  return [headerLine(changed), CAPTIONS, ...rows].map((line) => `${line}\r\n`).join('');
}

/** Latin-1 bytes, which for our texts are Windows-1252 bytes. */
export function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0) & 0xff);
}

export function utf8(text: string, bom = true): Uint8Array {
  return new TextEncoder().encode(bom ? `\uFEFF${text}` : text);
}

export function utf16(text: string, order: 'le' | 'be', bom = true): Uint8Array {
  const units = [...(bom ? '\uFEFF' : ''), ...Array.from({ length: text.length }, (_, i) => text.charAt(i))];
  return Uint8Array.from(
    units.flatMap((unit) => {
      const code = unit.charCodeAt(0);
      return order === 'le' ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff];
    }),
  );
}

/** Codes with severity and field, the way a test wants to compare them. */
export function short(
  findings: readonly { severity: string; code: string; field?: number }[],
): readonly string[] {
  return findings.map((f) => `${f.severity} ${f.code}${f.field === undefined ? '' : ` @${f.field}`}`);
}

/** The same without what is wrong in rows: tests of the header line change it under rows that were right before. */
export function shortOfFile(
  findings: readonly { severity: string; code: string; field?: number }[],
): readonly string[] {
  return short(findings.filter((f) => !f.code.startsWith('extf.row')));
}
