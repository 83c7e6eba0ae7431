import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  correctFile,
  failingFile,
  headerFaults,
  untouchedSample,
  withCanaries,
} from '../../packages/sandbox/booking-files';
import { checkFile } from '../../packages/sandbox/datev/file-check';
import { causeOf } from '../../src/datev/cause';
import type { Verbatim } from '../../src/datev/verbatim';
import { checkExtf } from '../../src/extf/check/check';
import { isOtherCode } from '../../src/extf/check/file-words';
import { renderFinding } from '../../src/extf/check/findings';
import { isRowCode } from '../../src/extf/check/row-words';
import { asJudged, mayBeTaken } from '../../src/extf/check/verdict';
import { checkFileName, periodOf } from '../../src/extf/file-name';
import { HEADER_LABELS } from '../../src/extf/header-labels';
import { kindOf } from '../../src/extf/read/file-kind';
import { readHeader } from '../../src/extf/read/header-line';
import { sendName } from '../../src/submissions/naming';
import { codesIn } from '../support/texts';
import { fileText, headerLine, latin, short, TARGET, utf8 } from './files';

const NONE = new Uint8Array();

/** DATEV's answer for a fault of the error table. */
function verbatimOf(fault: { readonly code: string; readonly text: string }): Verbatim {
  return {
    type: `http://www.datev.de/hilfe/${fault.code}`,
    title: 'EXTF-header',
    detail: fault.text,
    elements: [],
  };
}

describe('what is no booking file', () => {
  it.each([
    ['an empty file', NONE, 'extf.empty'],
    ['a mark and blank lines', utf8(' \r\n\r\n'), 'extf.empty'],
    ['a PDF', latin('%PDF-1.7\n…'), 'extf.file.pdf'],
    [
      'an Excel workbook',
      latin('PK\u0003\u0004....[Content_Types].xml....xl/workbook.xml'),
      'extf.file.excel',
    ],
    ['an old Excel workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'extf.file.excel'],
    ['a ZIP', latin('PK\u0003\u0004....EXTF_Januar.csv'), 'extf.file.zip'],
    ['a Word document', latin('PK\u0003\u0004....[Content_Types].xml....word/document.xml'), 'extf.file.zip'],
    ['a GZIP', new Uint8Array([0x1f, 0x8b, 8, 0]), 'extf.file.zip'],
    ['an XML file', utf8('<?xml version="1.0"?><LedgerImport/>'), 'extf.file.xml'],
    ['a login page after blank lines', latin('\n \n<!DOCTYPE html><html>'), 'extf.file.html'],
    ['a web page', latin('<!DOCTYPE html><html>'), 'extf.file.html'],
    ['an image', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1]), 'extf.file.image'],
    [
      'rows without a header line',
      latin(
        fileText()
          .slice(headerLine().length + 2)
          .replace('Umsatz', 'a;b;c;Umsatz'),
      ),
      'extf.file.no-header',
    ],
    ['a letter', latin('Sehr geehrte Damen und Herren,\n'), 'extf.file.other'],
  ])('names %s', (_, bytes, code) => {
    const found = checkExtf(bytes, { mandant: TARGET });
    expect(found.findings.map((f) => f.code)).toEqual([code]);
    expect(found.header).toBeUndefined();
    expect(found).toMatchObject({ rows: 0, areRowsChecked: false, errors: 1, warnings: 0, totals: [] });
  });

  it('looks at the first line only for text kinds', () => {
    expect(kindOf(latin('<html'), '<HTML lang="de">')).toBe('extf.file.html');
  });
});

describe('the words for findings', () => {
  const codes = [...codesIn('extf-file'), ...Object.keys(HEADER_LABELS).map((nr) => `extf.header.${nr}`)];

  it.each(codes)('%s says in both languages what is wrong and what to do', (code) => {
    const values = {
      value: '9',
      megabytes: 51,
      count: 100_000,
      byte: '81',
      encoding: 'UTF-8',
      category: '21',
      name: 'x',
      version: '5',
      known: '13',
      inFile: '1-1',
      target: '2-2',
      from: 'a',
      to: 'b',
      begin: 'c',
      column: 9,
      label: 'BU-Schlüssel',
    };
    const [de, en] = (['de', 'en'] as const).map((lang) =>
      renderFinding({ code, row: 7, line: 7, field: 9, values }, lang),
    );
    for (const said of [de, en]) {
      expect(said?.text).toMatch(/^\S.*\.$/s);
      expect(said?.remedy).toMatch(/^\S.*\.$/s);
      expect(`${said?.text}${said?.remedy}`).not.toMatch(/[{}–]|undefined/);
    }
    expect(de?.text).not.toBe(en?.text);
  });

  it('reads like an accountant wrote it', () => {
    const found = checkExtf(latin(fileText({ 11: '29098', 12: '55003', 14: '9' })), {
      mandant: TARGET,
    }).findings;
    expect(found.map((f) => renderFinding(f, 'de'))).toMatchObject([
      {
        text: 'Die Datei ist für Mandant 29098-55003, gesendet würde an 455148-1 (jeweils Berater- und Mandantennummer).',
        remedy:
          'Prüfen Sie, ob Sie die richtige Datei gewählt haben. Ist es die richtige, stellen Sie im exportierenden Programm Beraternummer und Mandantennummer auf 455148-1 und exportieren Sie neu.',
        where: 'Kopfzeile, Feld 11 (Beraternummer)',
      },
      {
        text: 'Sachkontenlänge: „9“ ist nicht zulässig. Erlaubt: 4, 5, 6, 7 oder 8. Die Sachkontenlänge sagt, wie viele Stellen die Sachkonten des Mandanten haben.',
        remedy:
          'Stellen Sie im exportierenden Programm die Sachkontenlänge des Mandanten ein, wie sie in DATEV in den Mandantendaten steht, und exportieren Sie neu, damit auch die Konten in den Zeilen passen.',
        where: 'Kopfzeile, Feld 14 (Sachkontenlänge)',
      },
    ]);
    expect(renderFinding({ code: 'extf.too-many-rows', values: { count: 100_000 } }, 'en').text).toBe(
      'The file has 100,000 rows; DATEV accepts at most 99,999.',
    );
  });

  it.each<[string, Parameters<typeof renderFinding>[0], string]>([
    [
      'a row',
      { code: 'extf.row.zero', row: 1234, field: 1, values: {} },
      'Buchungszeile 1.234, Spalte 1 (Umsatz (ohne Soll/Haben-Kz))',
    ],
    [
      'a column behind the last',
      { code: 'extf.row.columns-extra', row: 2, field: 126, values: {} },
      'Buchungszeile 2, Spalte 126 (hinter der letzten Spalte)',
    ],
    [
      'a row that is not said',
      { code: 'extf.row.zero', values: {} },
      'Buchungszeile 0, Spalte 0 (hinter der letzten Spalte)',
    ],
    [
      'a field of the header line',
      { code: 'extf.header.14', field: 14, values: {} },
      'Kopfzeile, Feld 14 (Sachkontenlänge)',
    ],
    [
      'a field that there is not',
      { code: 'extf.header.99', field: 99, values: {} },
      'Kopfzeile, Feld 99 (–)',
    ],
    ['a line', { code: 'extf.line.blank', line: 5, values: {} }, 'Zeile 5'],
    ['the header line', { code: 'extf.header.columns', values: { count: 3 } }, 'Kopfzeile'],
    ['the file', { code: 'extf.empty', values: {} }, ''],
  ])('say where to look: %s', (_, finding, where) => {
    expect(renderFinding(finding, 'de').where).toBe(where);
  });

  it('name a character that is easily overlooked, quote any other, and say nothing of none', () => {
    const text = (character?: string) =>
      renderFinding(
        { code: 'extf.row.letters', row: 1, field: 11, values: character === undefined ? {} : { character } },
        'de',
      ).text;
    expect(text('U+0020')).toContain('Leerzeichen');
    expect(text(',')).toContain('„,“');
    expect(text('constructor')).toContain('„constructor“');
  });

  it('say of a header field what stands there, cut short, or that nothing does', () => {
    const text = (values: Record<string, string>) =>
      renderFinding({ code: 'extf.header.14', field: 14, values }, 'de').text;
    expect(text({ value: '9' })).toContain('„9“');
    expect(text({ value: `${'x'.repeat(40)}y` })).not.toContain('y“');
    expect(text({})).toBe(text({ value: '  ' }));
    expect(text({})).not.toContain('„');
  });

  it('say of a combination what belongs together, and of a category nobody knows nothing', () => {
    const text = (category: string) =>
      renderFinding(
        { code: 'extf.header.combination', field: 3, values: { category, name: 'x', version: '5' } },
        'en',
      ).text;
    expect(text('16')).toContain('“Debitoren/Kreditoren” and 5');
    expect(text('99')).not.toContain('undefined');
  });

  it('are general for a code of a row from another version, and cut it short', () => {
    const text = renderFinding({ code: 'extf.row.later', row: 1, field: 1, values: {} }, 'en').text;
    expect(text).toBe(renderFinding({ code: 'extf.row.later', values: {} }, 'en').text);
    expect(text).toContain('extf.row.later');
    const long = (count: number) => renderFinding({ code: 'x'.repeat(count), values: {} }, 'en').text;
    expect(long(60)).toContain('x'.repeat(60));
    expect(long(61)).not.toContain('x'.repeat(60));
    expect(['extf.row.zero', 'extf.row.later', 'extf.zero', 'datev.zero'].map(isRowCode)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(['extf.empty', 'extf.row.zero', 'extf.later', 'finding.unknown'].map(isOtherCode)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('survives a code from another version, and hostile values', () => {
    expect(renderFinding({ code: 'extf.later', values: {} }, 'en').text).toContain('extf.later');
    const nasty = renderFinding(
      { code: 'extf.header.17', field: 17, values: { value: '\u202E{target}\n' } },
      'de',
    );
    expect(nasty.text).not.toContain('\u202E');
    expect(renderFinding({ code: 'constructor', field: 99, row: 1, values: {} }, 'de').where).not.toContain(
      'undefined',
    );
  });
});

describe('names of files', () => {
  const header = readHeader(
    headerLine()
      .split(';')
      .map((field) => field.replaceAll('"', '')),
  );

  it('makes the name DATEV sees', () => {
    const parts = { mandant: TARGET, period: periodOf(header), shortId: 'k3x9', revision: 2 };
    expect(sendName(parts)).toBe('EXTF_455148-1_202401_k3x9_r2.csv');
    expect(sendName({ ...parts, period: undefined })).toBe('EXTF_455148-1_k3x9_r2.csv');
    expect(periodOf(undefined)).toBeUndefined();
    expect(periodOf(readHeader([]))).toBeUndefined();
  });

  it('always keeps DATEV’s rule, and tells revisions apart', () => {
    const text = fc.string({ maxLength: 80 });
    fc.assert(
      fc.property(
        text,
        text,
        text,
        fc.integer({ min: 1, max: 9_999 }),
        (mandant, period, shortId, revision) => {
          const name = sendName({ mandant, period, shortId, revision });
          expect(name).toMatch(/^EXTF_[A-Za-z0-9_-]{0,51}\.csv$/);
          expect(sendName({ mandant, period, shortId, revision: revision + 1 })).not.toBe(name);
        },
      ),
    );
  });

  it('only remarks odd characters in the name a person gave', () => {
    expect(checkFileName('EXTF_Löhne 01-2024 (neu).csv')).toEqual([]);
    expect(short(checkFileName('EXTF_\u202Evsc.exe'))).toEqual(['warning extf.file-name']);
    expect(short(checkExtf(latin(fileText()), { fileName: 'a;b.csv' }).findings)).toEqual([
      'warning extf.file-name',
    ]);
  });
});

describe('compared with an independent reading of DATEV’s rules', () => {
  const target = { consultant: 455_148, client: 1 };

  it('lets pass what DATEV takes, and counts the same rows', () => {
    for (const file of [correctFile(), withCanaries().file ?? correctFile()]) {
      const found = checkExtf(file.bytes, { mandant: TARGET });
      expect(found.findings.filter((f) => f.severity === 'error')).toEqual([]);
      expect(found.rows).toBe(file.rows);
    }
  });

  it('refuses what DATEV refuses', () => {
    for (const bytes of [failingFile().bytes, untouchedSample().bytes]) {
      expect(checkFile(bytes, target).result).toBe('failed');
      expect(checkExtf(bytes, { mandant: TARGET }).findings.some((f) => f.severity === 'error')).toBe(true);
    }
  });

  it.each(headerFaults.map((fault) => [fault.name, fault] as const))(
    'finds the fault %s where DATEV finds it',
    (_, fault) => {
      const errors = checkExtf(fault.file().bytes, { mandant: TARGET }).findings.filter(
        (f) => f.severity === 'error' && f.class !== 'row',
      );
      const [fromDatev] = causeOf(verbatimOf(fault)).faults;
      const same: Readonly<Record<string, string>> = {
        'extf.header.berater-mismatch': 'extf.header.mandant-mismatch',
        'extf.header.client-mismatch': 'extf.header.mandant-mismatch',
      };
      // Version 7 exists at DATEV, so it calls the combination wrong; we can name the field.
      const ours =
        fault.name === 'combination-version-7' ? 'extf.header.5' : (same[fromDatev ?? ''] ?? fromDatev);
      expect(errors.map((f) => f.code)).toEqual([ours]);
    },
  );

  it('refuses every changed header that DATEV would refuse, and no other', () => {
    const field = fc.integer({ min: 1, max: 31 });
    const value = fc.constantFrom(
      '',
      '""',
      '0',
      '1',
      '4',
      '9',
      '12',
      '16',
      '20240101',
      '20240230',
      '20251231',
      '"x"',
      '"EUR"',
      '700',
      '455148',
      '99999999',
      '"Buchungsstapel"',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(field, value), { minLength: 1, maxLength: 3 }), (changes) => {
        const bytes = utf8(fileText(Object.fromEntries(changes.filter(([nr]) => nr !== 1))));
        const taken = mayBeTaken(asJudged(checkExtf(bytes, { mandant: TARGET }).findings));
        expect(!taken).toBe(checkFile(bytes, target).result === 'failed');
      }),
      { numRuns: 1000 },
    );
  });
});
