import { describe, expect, it } from 'vitest';
import { headerWords } from '../../src/extf/check/header-words';
import type { RowCode } from '../../src/extf/check/row-code';
import { severityOf } from '../../src/extf/check/row-severity';
import { formatOf } from '../../src/extf/format';
import { HEADER_LABELS, type HeaderNr } from '../../src/extf/header-labels';
import { codesIn, textsIn } from '../support/texts';
import { ROW_SOURCES } from './rule-sources';

const INTRODUCTION = `# What is checked in an EXTF file

Written by \`test/extf/catalogue.test.ts\` from the catalogue of the product (\`npx vitest run test/extf/catalogue -u\`); every
code exists in German and English there, with the rule and the remedy. An **error** stops the sending; where DATEV itself
would take the file, an allowed person may overrule it with a reason. A **warning** is told, the file goes. A rule that
DATEV’s own samples break is a warning at most. No finding contains a value of a booking row.

Sources by name: DATEV developer portal (pages of the data formats, read through the transcriptions named in the field
tables), the OpenAPI document \`extf-files\` 3.0.1, DATEV’s sample files, DATEV help documents by number.
`;

const UNVERIFIED = `The tables of their columns come from public copies of DATEV’s own format files (those of the Prüfprogramm) and from public
programs, not from a document of DATEV’s that we hold (KNOWN_ISSUES, A47). So **everything that is said of their rows is a
warning**: the file goes. Types, lengths and quotation marks are checked, IBAN and BIC by their standards; where two sources
contradict each other, the wider rule stands; which columns are required and which values allowed only where two sources
agree. Rules about several columns together are not checked. A fault that occurs often in one column is one finding that
says how often. Column names that differ only in umlauts, or stand there twice, are a warning here, too. A second header line among
the rows is an error all the same: that is how DATEV frames every file, whatever its columns. \`extf.rows-not-checked\` stands with
files only that were checked before these tables were there.
`;

const UNVERIFIED_SOURCES = [
  [20, 3, 'Format_Kontenbeschriftungen.xml; one transcription of the portal'],
  [46, 2, 'Format_Zahlungsbedingungen.xml; one transcription; names and order in a third program'],
  [48, 2, 'Format_Diverse Adressen.xml; one transcription'],
  [65, 4, 'Format_Wiederkehrende Buchungen.xml; one transcription; a third program up to column 99'],
] as const;

function unverified(): readonly (readonly string[])[] {
  return UNVERIFIED_SOURCES.map(([category, version, sources]) => {
    const { name = '', fields = [] } = formatOf(category, version) ?? {};
    const required = fields.filter((field) => field.isRequired).map(({ nr, label }) => `${nr} ${label}`);
    const listed = required.length === 0 ? 'none' : required.join(', ');
    return [String(category), name, String(version), String(fields.length), listed, sources];
  });
}

/** As the catalogue has them, with their places open. */
const TEXTS = { ...textsIn('extf-rows'), ...textsIn('extf-file') };

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function catalogue(): string {
  const rows = (Object.keys(ROW_SOURCES) as RowCode[]).map((code) => [
    `\`${code}\``,
    severityOf(code, undefined),
    TEXTS[`${code}.rule`]?.en ?? '',
    ROW_SOURCES[code],
  ]);
  const header = Object.entries(HEADER_LABELS).map(([nr, label]) => [
    `\`extf.header.${nr}\``,
    label,
    headerWords(Number(nr) as HeaderNr, 'en').allowed,
  ]);
  const others = codesIn('extf-file').map((code) => [`\`${code}\``, TEXTS[`${code}.text`]?.en ?? '']);
  return [
    INTRODUCTION,
    '## Rows\n',
    'In two kinds of text columns, whose allowed characters are known from a transcription only, `extf.row.letters` is a warning.\n',
    `${table(['code', 'severity', 'rule', 'source'], rows)}\n`,
    '## Categories 20, 46, 48 and 65: UNVERIFIED\n',
    UNVERIFIED,
    `${table(['category', 'name', 'version', 'columns', 'required', 'sources'], unverified())}\n`,
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
    expect(Object.keys(ROW_SOURCES).toSorted()).toEqual(codesIn('extf-rows').toSorted());
    await expect(catalogue()).toMatchFileSnapshot('../../docs/extf-checks.md');
  });
});
