import type { Lang } from '../../../src/kernel/lang';
import { guardedCell } from '../../../src/kernel/text';

/** How spreadsheets of the language part their columns. */
const SEPARATORS = { de: ';', en: ',' } as const;

/** Byte order mark: without it Excel reads no umlauts. */
const MARK = '\uFEFF';

/** A table for Excel and its like. No cell is a formula to such a program: names of files are written by others. */
export function csvOf(rows: readonly (readonly string[])[], lang: Lang): string {
  return MARK + rows.map((row) => `${row.map(cell).join(SEPARATORS[lang])}\r\n`).join('');
}

function cell(text: string): string {
  return `"${guardedCell(text).replaceAll('"', '""')}"`;
}
