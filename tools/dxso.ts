/**
 * `npm run -s dxso -- check DIR|ZIP [--json] [--lang de|en] [--mandant B-M] [--account-length N]`: a DXSO package at the
 * terminal, as a folder or as an archive, with the product's own code. Files that document.xml names and that are not there are notes, because images
 * are often kept elsewhere; the app does not send such a package.
 * Exit code 0: no errors · 1: errors · 2: no package, or a wrong call.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { textOf as problemText } from '../src/datev/problem-words';
import { unpack } from '../src/dxso/archive/zip';
import { checkPackage, type GivenFile, type PackageCheck } from '../src/dxso/check';
import type { DxsoFinding } from '../src/dxso/finding';
import { renderDxso } from '../src/dxso/xml/render';
import { zipProblem } from '../src/files/package';
import type { Lang } from '../src/kernel/lang';

const USAGE = `DATEV booking packages (DXSO, XML interface online 6.0)

  dxso -- check DIR|ZIP [--json] [--lang de|en] [--mandant 455148-1] [--account-length 4]
`;

/** Unpacked, as much as the app takes. */
const MAX_BYTES = 50_000_000;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    lang: { type: 'string', default: 'de' },
    mandant: { type: 'string' },
    'account-length': { type: 'string' },
  },
});
const lang: Lang = values.lang === 'en' ? 'en' : 'de';

process.exitCode = main(positionals);

function main([command = '', dir]: readonly string[]): number {
  if (command !== 'check' || dir === undefined) return fail(USAGE);
  const files = filesIn(dir);
  if (files === undefined) return 2;
  const length = Number(values['account-length']);
  const found = checkPackage(files, {
    isPartial: true,
    ...(values.mandant === undefined ? {} : { mandant: values.mandant }),
    ...(length >= 4 && length <= 8 ? { accountLength: length } : {}),
  });
  const names = files.map(({ name }) => name);
  process.stdout.write(values.json ? `${JSON.stringify(reportOf(dir, names, found))}\n` : textOf(dir, found));
  if (!names.includes('document.xml')) return 2;
  return found.errors > 0 ? 1 : 0;
}

function fail(said: string): number {
  process.stderr.write(said.endsWith('\n') ? said : `${said}\n`);
  return 2;
}

/** The files of a package; `undefined` after saying why not. */
function filesIn(path: string): readonly GivenFile[] | undefined {
  try {
    return statSync(path).isDirectory() ? filesOfFolder(path) : filesOfArchive(path);
  } catch (error) {
    fail(`${path}: ${error instanceof Error ? error.message : 'unreadable'}`);
    return undefined;
  }
}

function filesOfFolder(dir: string): readonly GivenFile[] {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).toSorted();
  return names.flatMap((name) => {
    const path = join(dir, name);
    const stat = statSync(path);
    if (!stat.isFile()) return [];
    return [
      {
        name: name.replaceAll('\\', '/'),
        size: stat.size,
        bytes: () => new Uint8Array(readFileSync(path)),
      },
    ];
  });
}

function filesOfArchive(path: string): readonly GivenFile[] | undefined {
  const unpacked = unpack(new Uint8Array(readFileSync(path)), MAX_BYTES);
  if (unpacked.is === 'package')
    return unpacked.files.map(({ name, bytes }) => ({ name, size: bytes.length, bytes: () => bytes }));
  const { title, remedy } = problemText(zipProblem(unpacked), lang);
  fail(`${path}: ${title}\n  → ${remedy}`);
  return undefined;
}

function reportOf(dir: string, files: readonly string[], found: PackageCheck): object {
  const { documents, rows, errors, warnings } = found;
  return { dir, files, documents, rows, errors, warnings, findings: found.findings.map(reported) };
}

function reported(finding: DxsoFinding): object {
  const { severity, code, file, line = null, row = null, field = null } = finding;
  const { text, rule, remedy } = renderDxso(finding, lang);
  return { severity, class: finding.class, code, file, line, row, field, message: `${text} ${rule}`, remedy };
}

function textOf(dir: string, found: PackageCheck): string {
  const lines = found.findings.map((finding) => {
    const { where, text, rule, remedy } = renderDxso(finding, lang);
    const kind = finding.severity === 'error' ? said('Fehler', 'Error') : said('Hinweis', 'Note');
    return `${kind} · ${where}: ${text} ${rule}\n  → ${remedy}\n`;
  });
  const { documents, rows, errors, warnings } = found;
  const counts = said(
    `${documents} Dokumente, ${rows} Buchungen, ${errors} Fehler, ${warnings} Hinweise`,
    `${documents} documents, ${rows} bookings, ${errors} errors, ${warnings} notes`,
  );
  return `${lines.join('')}${dir}: ${counts}\n`;
}

function said(de: string, en: string): string {
  return lang === 'de' ? de : en;
}
