import type { TableRow } from './form';

/** What was pasted from a spreadsheet: rows of a value table, and the lines that are none. */
export type Pasted = { readonly rows: readonly TableRow[]; readonly wrong: readonly number[] };

/** A rate of a tax key in per cent, as the contract takes it. */
const RATE = /^\d{1,2}(?:\.\d{1,2})?$/;
const MAX_CELL = 120;

/**
 * Reads two or three columns (value in Looker, value for DATEV, rate in per cent) separated by tabs as a spreadsheet
 * copies them, or by semicolons. A rate may be written `19`, `19,0` or `19 %`.
 */
export function pasted(text: string, withRate: boolean): Pasted {
  const rows: TableRow[] = [];
  const wrong: number[] = [];
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    const row = rowOf(line, withRate);
    if (row === undefined) wrong.push(at + 1);
    else rows.push(row);
  }
  return { rows, wrong };
}

function rowOf(line: string, withRate: boolean): TableRow | undefined {
  const cells = line.split(line.includes('\t') ? '\t' : ';').map(unquoted);
  const [when = '', value, rate = ''] = cells;
  if (value === undefined || when.length > MAX_CELL || value.length > MAX_CELL) return undefined;
  if (!withRate) return { when, value, rate: '' };
  const read = rate.replace(/\s*%$/, '').replace(',', '.');
  return read === '' || RATE.test(read) ? { when, value, rate: read } : undefined;
}

/** Spreadsheets put quotation marks around cells with special characters. */
function unquoted(cell: string): string {
  const text = cell.trim();
  return /^".*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text;
}
