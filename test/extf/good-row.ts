import { bookingRow } from '../../packages/sandbox/booking-rows';
import { checkExtf } from '../../src/extf/check/check';
import { fileText, utf8 } from './files';

/** A good booking; columns as DATEV numbers them. Fiscal year 2024, period January to August, account length 4, SKR03. */
export const GOOD: Readonly<Record<number, string>> = {
  1: '119,00',
  2: 'S',
  7: '10100',
  8: '8400',
  10: '1503',
  11: 'RE-2024/17',
  14: 'Rechnung 17',
};
export const row = (changed: Readonly<Record<number, string>> = {}) => bookingRow({ ...GOOD, ...changed });
export const check = (rows: readonly string[], header = {}) => checkExtf(utf8(fileText(header, rows)));
export const GUID = 'E0A08953-FBAA-4054-AF36-993D5D68F040';

/** Puts a raw cell, with its own quotation marks or without, into a row. */
export function raw(column: number, cell: string): string {
  const marked = row({ [column]: '\u0001' });
  return marked.replace('"\u0001"', cell).replace('\u0001', cell);
}
