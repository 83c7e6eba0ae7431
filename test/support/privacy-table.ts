import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const PRIVACY_DOCS = ['docs/privacy.md', 'docs/privacy.de.md'] as const;

/** A row of the table of what is stored: names such as `record settings`, and how accounts in it are reported. */
export type StoredRow = { readonly names: readonly string[]; readonly accounts: string };

/** The table of what is stored, as a document has it: its first column names stores in backticks. */
export function storedTable(document: string): readonly StoredRow[] {
  const text = readFileSync(join(__dirname, '../..', document), 'utf8');
  return text
    .split('\n')
    .filter((line) => /^\| *`(?:entity|record|key|secret) /.test(line))
    .map((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      const names = [...(cells[1] ?? '').matchAll(/`((?:entity|record|key|secret) [^`]+)`/g)];
      return { names: names.map(([, name = '']) => name), accounts: cells[3] ?? '' };
    });
}
