import { describe, expect, it } from 'vitest';
import { FINDING_WORDS, type OtherCode } from '../../src/extf/check/finding-words';
import { HEADER_WORDS } from '../../src/extf/check/header-words';
import type { RowCode } from '../../src/extf/check/row-code';
import { severityOf } from '../../src/extf/check/row-severity';
import { ROW_WORDS } from '../../src/extf/check/row-words';
import { ROW_SOURCES } from './rule-sources';

const INTRODUCTION = `# What is checked in an EXTF file

Written by \`test/extf/catalogue.test.ts\` from the catalogue of the product (\`npx vitest run test/extf/catalogue -u\`); every
code exists in German and English there, with the rule and the remedy. An **error** stops the sending; where DATEV itself
would take the file, an allowed person may overrule it with a reason. A **warning** is told, the file goes. A rule that
DATEV’s own samples break is a warning at most. No finding contains a value of a booking row.

Sources by name: DATEV developer portal (pages of the data formats, read through the transcriptions named in the field
tables), the OpenAPI document \`extf-files\` 3.0.1, DATEV’s sample files, DATEV help documents by number.
`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function catalogue(): string {
  const rows = (Object.keys(ROW_SOURCES) as RowCode[]).map((code) => [
    `\`${code}\``,
    severityOf(code, undefined),
    ROW_WORDS[code].rule.en,
    ROW_SOURCES[code],
  ]);
  const header = Object.entries(HEADER_WORDS).map(([nr, { label, allowed }]) => [
    `\`extf.header.${nr}\``,
    label,
    allowed.en,
  ]);
  const others = (Object.keys(FINDING_WORDS) as OtherCode[]).map((code) => [
    `\`${code}\``,
    FINDING_WORDS[code].text.en,
  ]);
  return [
    INTRODUCTION,
    '## Rows\n',
    'In two kinds of text columns, whose allowed characters are known from a transcription only, `extf.row.letters` is a warning.\n',
    `${table(['code', 'severity', 'rule', 'source'], rows)}\n`,
    '## Fields of the header line\n',
    'Source: DATEV developer portal, page “Header”; the error texts of the OpenAPI document.\n',
    `${table(['code', 'field', 'allowed'], header)}\n`,
    '## The file as a whole\n',
    'Source: OpenAPI document `extf-files` 3.0.1 (limits, encodings, texts), “Einstieg” and “Zeichensatz”.\n',
    `${table(['code', 'what is said'], others)}\n`,
  ].join('\n');
}

describe('docs/extf-checks.md', () => {
  it('names every code that the check knows, with rule and source', async () => {
    expect(Object.keys(ROW_SOURCES).toSorted()).toEqual(Object.keys(ROW_WORDS).toSorted());
    await expect(catalogue()).toMatchFileSnapshot('../../docs/extf-checks.md');
  });
});
