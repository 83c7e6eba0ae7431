import type { Lang } from '../../../src/kernel/problem';

/** How spreadsheets of the language part their columns. */
const SEPARATORS = { de: ';', en: ',' } as const;

/** Byte order mark: without it Excel reads no umlauts. */
const MARK = '\uFEFF';

/**
 * A table for Excel and its like. A cell that such a program would take for a formula begins with an apostrophe, in whatever width its
 * sign comes and whatever blank stands before it (OWASP ASVS 1.2.10): names of files are written by others.
 */
export function csvOf(rows: readonly (readonly string[])[], lang: Lang): string {
  return MARK + rows.map((row) => `${row.map(cell).join(SEPARATORS[lang])}\r\n`).join('');
}

const FORMULA = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n\0]/;

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
