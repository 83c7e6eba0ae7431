/**
 * `npm run -s extf -- check|rewrite|edit|diff …`: DATEV booking files at the terminal, with the product's own code.
 * Exit code 0: no errors (diff: no difference) · 1: errors (a difference) · 2: no EXTF file, or a wrong call.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { checkExtf, type ExtfCheck } from '../src/extf/check/check';
import { type Finding, renderFinding } from '../src/extf/check/findings';
import { sideOf } from '../src/extf/check/side';
import { compareRows } from '../src/extf/compare';
import { cellsIn, readExtf } from '../src/extf/read/read';
import { type EditRefusal, editExtf } from '../src/extf/write/edit';
import { rewriteExtf } from '../src/extf/write/rewrite';
import type { Lang } from '../src/kernel/lang';

const USAGE = `DATEV booking files (EXTF)

  extf -- check FILE [--json] [--lang de|en]
  extf -- rewrite FILE OUT                      parsed and written anew
  extf -- edit FILE OUT --row R --field N --value V
                                                row 1 = first booking row, field = DATEV's column number
  extf -- diff A B [--json]
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    lang: { type: 'string', default: 'de' },
    row: { type: 'string' },
    field: { type: 'string' },
    value: { type: 'string' },
  },
});
const lang: Lang = values.lang === 'en' ? 'en' : 'de';

process.exitCode = main(positionals);

function main([command = '', first, second]: readonly string[]): number {
  if (command === 'check' && first !== undefined) return check(first);
  if (first === undefined || second === undefined) return fail(USAGE);
  if (command === 'rewrite') return rewrite(first, second);
  if (command === 'edit') return edit(first, second);
  return command === 'diff' ? diff(first, second) : fail(USAGE);
}

function fail(said: string): number {
  process.stderr.write(said.endsWith('\n') ? said : `${said}\n`);
  return 2;
}

/** The file's bytes; `undefined` after saying why not. */
function bytesOf(path: string): Uint8Array | undefined {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    fail(`${path}: ${error instanceof Error ? error.message : 'unreadable'}`);
    return undefined;
  }
}

// ---- check

function check(path: string): number {
  const bytes = bytesOf(path);
  if (bytes === undefined) return 2;
  const found = checkExtf(bytes, { fileName: basename(path) });
  process.stdout.write(values.json ? `${JSON.stringify(reportOf(path, found))}\n` : textOf(path, found));
  if (found.header === undefined) return 2;
  return found.errors > 0 ? 1 : 0;
}

function reportOf(file: string, found: ExtfCheck): object {
  const { encoding, header, rows, errors, warnings } = found;
  const [, , , format = null] = header?.fields ?? [];
  const version = header?.formatVersion ?? null;
  const { areRowsChecked } = found;
  return {
    file,
    encoding,
    format,
    version,
    rows,
    areRowsChecked,
    errors,
    warnings,
    findings: found.findings.map(reported),
  };
}

function reported(finding: Finding): object {
  const { severity, code, field = null } = finding;
  const { text, rule, remedy } = renderFinding(finding, lang);
  const row = 'row' in finding ? finding.row : null;
  const message = rule === '' ? text : `${text} ${rule}`;
  return { severity, class: finding.class, code, row, field, message, remedy };
}

function textOf(path: string, found: ExtfCheck): string {
  const { header, rows, encoding, errors, warnings } = found;
  const what = header === undefined ? '' : `${header.fields[3] ?? ''} ${header.formatVersion ?? ''}, `;
  const lines = found.findings.map((finding) => {
    const { where, text, rule, remedy } = renderFinding(finding, lang);
    const kind = finding.severity === 'error' ? said('Fehler', 'Error') : said('Hinweis', 'Note');
    return `${kind} · ${where === '' ? '' : `${where}: `}${text} ${rule}\n  → ${remedy}\n`;
  });
  const unchecked =
    header === undefined || found.areRowsChecked ? '' : said(' (nicht geprüft)', ' (not checked)');
  const counts = said(
    `${rows} Buchungszeilen${unchecked}, ${errors} Fehler, ${warnings} Hinweise`,
    `${rows} booking rows${unchecked}, ${errors} errors, ${warnings} notes`,
  );
  return `${lines.join('')}${path}: ${what}${encoding}, ${counts}\n`;
}

function said(de: string, en: string): string {
  return lang === 'de' ? de : en;
}

// ---- rewrite and edit

function isExtf(path: string, bytes: Uint8Array): boolean {
  if (checkExtf(bytes).header !== undefined) return true;
  fail(said(`${path} ist keine EXTF-Datei.`, `${path} is no EXTF file.`));
  return false;
}

function rewrite(from: string, to: string): number {
  const bytes = bytesOf(from);
  if (bytes === undefined || !isExtf(from, bytes)) return 2;
  const anew = rewriteExtf(readExtf(bytes));
  if ('refused' in anew) return refuse(unreadable());
  writeFileSync(to, anew.bytes);
  return 0;
}

function refuse(why: string): number {
  fail(why);
  return 1;
}

function unreadable(): string {
  return said(
    'Die Datei enthält Bytes, die keine Zeichen sind; neu geschrieben kämen andere heraus. „extf -- check“ nennt die Zeile.',
    'The file has bytes that are no characters; written anew, they would become others. “extf -- check” names the line.',
  );
}

function edit(from: string, to: string): number {
  const { row, field, value } = values;
  if (row === undefined || field === undefined || value === undefined) return fail(USAGE);
  const bytes = bytesOf(from);
  if (bytes === undefined || !isExtf(from, bytes)) return 2;
  const edited = editExtf(readExtf(bytes), { row: Number(row), field: Number(field), value });
  if ('refused' in edited) return refuse(whyNot(edited.refused));
  writeFileSync(to, edited.bytes);
  return 0;
}

function whyNot(refused: EditRefusal): string {
  switch (refused.why) {
    case 'no-row':
      return said('Diese Buchungszeile gibt es nicht.', 'There is no such booking row.');
    case 'no-field':
      return said('Diese Spalte hat die Zeile nicht.', 'The row has no such column.');
    case 'control-character':
      return said('Der Wert enthält ein Steuerzeichen.', 'The value contains a control character.');
    case 'no-text':
      return said(
        'Diese Spalte ist kein Text: Ein Semikolon oder Anführungszeichen verschöbe die ganze Zeile.',
        'This column is no text: a semicolon or quotation mark would shift the whole row.',
      );
    case 'unreadable':
      return unreadable();
    case 'unwritable':
      return said(
        `Das Zeichen ${refused.character} gibt es in der Kodierung der Datei nicht.`,
        `The character ${refused.character} does not exist in the file’s encoding.`,
      );
  }
}

// ---- diff

function diff(a: string, b: string): number {
  const [before, after] = [bytesOf(a), bytesOf(b)];
  if (before === undefined || after === undefined || !isExtf(a, before) || !isExtf(b, after)) return 2;
  const [old, now] = [readExtf(before), readExtf(after)];
  const { added, removed, edited } = compareRows(sideOf(old), sideOf(now));
  const [was, is] = [cellsIn(old, old.headerLine), cellsIn(now, now.headerLine)];
  const header = is.flatMap((cell, i) => (cell.text === was[i]?.text ? [] : [i + 1]));
  const changed = edited.filter((row) => row.fields.length > 0);
  const result = { added, removed, edited: changed, header };
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : diffText(result));
  return added.length + removed.length + changed.length + header.length === 0 ? 0 : 1;
}

type Difference = ReturnType<typeof compareRows> & { readonly header: readonly number[] };

function diffText({ added, removed, edited, header }: Difference): string {
  const lines = [
    ...header.map((field) => said(`Kopfzeile, Feld ${field}`, `Header line, field ${field}`)),
    ...edited.map(({ before, after, fields }) =>
      said(
        `~ Zeile ${before} → ${after}: Spalte ${fields.join(', ')}`,
        `~ row ${before} → ${after}: column ${fields.join(', ')}`,
      ),
    ),
    ...removed.map((row) => said(`- Zeile ${row}`, `- row ${row}`)),
    ...added.map((row) => said(`+ Zeile ${row}`, `+ row ${row}`)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
