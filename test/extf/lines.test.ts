import { describe, expect, it } from 'vitest';
import { bookingRow } from '../../packages/sandbox/booking-rows';
import { checkExtf } from '../../src/extf/check/check';
import { renderFinding } from '../../src/extf/check/findings';

import { CAPTIONS, fileText, headerLine, latin, short, utf8 } from './files';

const row = (changed: Readonly<Record<number, string>> = {}) =>
  bookingRow({
    1: '119,00',
    2: 'S',
    7: '10100',
    8: '8400',
    10: '1503',
    14: 'Rechnung',
    114: '0',
    ...changed,
  });
const good = fileText({}, [row(), row(), row()]);

/** Each finding with the line, or the row, that it names. */
function found(text: string): readonly string[] {
  return checkExtf(utf8(text)).findings.map((finding) => {
    const [said = ''] = short([finding]);
    return 'row' in finding ? `${said} row ${finding.row}` : `${said} line ${finding.line}`;
  });
}

describe('one line too many, or too few', () => {
  it.each([
    ['a blank line before the header line', `\r\n${good}`, ['error extf.line.blank-first line 1']],
    [
      'a blank line before the column names',
      good.replace('\r\n', '\r\n\r\n'),
      ['error extf.line.blank-first line 2'],
    ],
    [
      'a blank line between rows',
      fileText({}, [row(), `${row()}\r\n`, row()]),
      ['warning extf.line.blank line 5'],
    ],
    ['blank lines at the end', `${good}\r\n\r\n`, []],
    [
      'a break in the column names',
      good.replace('KOST1', '\r\nKOST1'),
      ['error extf.line.captions-again line 3'],
    ],
    [
      'a break in the last column name',
      good.replace('Skontokonto\r', '\r\nSkontokonto\r'),
      ['error extf.line.captions-again line 3'],
    ],
    ['a row of semicolons', fileText({}, [row(), ';'.repeat(124)]), ['error extf.row.nothing @1 row 2']],
    [
      'a blank line in the place of the column names',
      good.replace(CAPTIONS, ''),
      ['error extf.line.blank-first line 2'],
    ],
    [
      'three names of columns in a row',
      fileText({}, ['Kurs;Konto;Skontokonto x;WKZ Umsatz', row()]),
      ['error extf.line.captions-again line 3'],
    ],
    ['two files one behind the other', good + good, ['error extf.line.second-file line 6']],
  ])('%s is one finding that names its line', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('two names of columns, or a last word of two letters, are no line of names', () => {
    for (const line of ['Kurs;Konto', 'to'])
      expect(found(fileText({}, [line, row()]))).not.toContain('error extf.line.captions-again line 3');
    expect(found(fileText({}, ['nto', row()]))).toEqual(['error extf.line.captions-again line 3']);
  });

  it('nothing behind the header line is no blank line', () => {
    for (const text of [headerLine(), `${headerLine()}\r\n`])
      expect(found(text)).toEqual(['error extf.no-payload line undefined']);
  });

  it('a header line that is too short does not hide a blank line between rows', () => {
    const short = headerLine().split(';').slice(0, 30).join(';');
    const text = fileText({}, [row(), `${row()}\r\n`, row()]).replace(headerLine(), short);
    expect(found(text)).toEqual([
      'error extf.header.columns line undefined',
      'warning extf.line.blank line 5',
    ]);
  });

  it('a break in the header line is one finding', () => {
    const text = good.replace('"EUR";', '"EUR";\r\n');
    expect(found(text)).toEqual(['error extf.header.columns line undefined']);
  });

  it('a semicolon too many in the header line is one finding, where the fields slip', () => {
    expect(found(good.replace('20240130140440439', '2024013014044;439'))).toEqual([
      'error extf.header.extra-columns @6 line undefined',
    ]);
  });

  it('a semicolon too few in a row does not tell every column behind it', () => {
    const slipped = row().replace(/^((?:[^;]*;){40}[^;]*);/, '$1x');
    expect(found(fileText({}, [slipped])).length).toBeLessThan(5);
  });

  it('a short row is told to be short, and what it lacks first', () => {
    const short = `${row().split(';').slice(0, 6).join(';')}`;
    expect(found(fileText({}, [row(), short]))).toEqual([
      'warning extf.row.columns-missing @7 row 2',
      'error extf.row.required @7 row 2',
    ]);
  });

  it.each([
    ['tabs', '\t'],
    ['commas', ','],
  ])('%s between the fields', (name, mark) => {
    expect(short(checkExtf(utf8(good.replaceAll(';', mark))).findings)).toEqual([`error extf.file.${name}`]);
  });

  it('counts lines, not rows, where a text has a line break', () => {
    const text = fileText({}, [row({ 14: 'a b' }), row()]).replace('a b', 'a\r\nb');
    expect(found(text + good).at(-2)).toBe('error extf.line.second-file line 6');
  });
});

describe('column names', () => {
  const mac = (text: string) =>
    text.replaceAll('ü', '\u009f').replaceAll('ä', '\u008a').replaceAll('ö', '\u009a');
  const file = (captions: string, text: string) =>
    short(checkExtf(latin([headerLine(), captions, row({ 14: text }), ''].join('\r\n'))).findings);

  it('whose umlauts alone are wrong prove another encoding, where rows have umlauts too', () => {
    expect(file(mac(CAPTIONS), mac('Müller'))).toEqual(['error extf.encoding.captions']);
    expect(
      found(`${headerLine()}\r\n${CAPTIONS.replaceAll('ü', 'ž')}\r\n${row({ 14: 'Müller' })}\r\n`),
    ).toEqual(['error extf.encoding.captions line 2']);
    expect(file(mac(CAPTIONS), 'Mueller')).toEqual(['warning extf.captions-differ']);
    expect(file(CAPTIONS, 'Müller')).toEqual([]);
  });

  it('prove it only as DATEV’s own names with other umlauts, and where the characters are not broken anyway', () => {
    const other = CAPTIONS.replace('BU-Schlüssel', 'BU-Schl\u009fsselnummer');
    expect(file(other, mac('Müller'))).toEqual(['warning extf.captions-differ']);
    expect(file(mac(CAPTIONS), 'M\u0081ller')).toEqual([
      'error extf.encoding.undefined-bytes',
      'warning extf.captions-differ',
    ]);
    expect(file(CAPTIONS.replace('Kurs', 'Rate'), 'Müller')).toEqual(['warning extf.captions-differ']);
  });

  it('that end early are told only where one that is there differs', () => {
    const first = CAPTIONS.split(';').slice(0, 10);
    expect(file(first.join(';'), 'x')).toEqual([]);
    expect(file(first.with(9, 'Datum').join(';'), 'x')).toEqual(['warning extf.captions-differ']);
    const { findings } = checkExtf(
      latin([headerLine(), first.with(9, 'Datum').join(';'), row(), ''].join('\r\n')),
    );
    expect(findings).toMatchObject([{ line: 2, values: { column: 10, label: 'Belegdatum' } }]);
  });

  it('in another wording stay a note', () => {
    expect(file(CAPTIONS.replace('Schlüssel', 'Schluessel'), 'Müller')).toEqual([
      'warning extf.captions-differ',
    ]);
  });
});

describe('versions', () => {
  const said = (changed: Readonly<Record<number, string>>) => {
    const finding = checkExtf(utf8(fileText(changed, [row()]))).findings[0];
    return finding === undefined ? '' : renderFinding(finding, 'en').text;
  };

  it('newer than known is told so', () => {
    expect(said({ 5: '14' })).toBe(
      'The file has format version 14; that is newer than this app knows (up to 13).',
    );
  });

  it('a combination names what belongs together', () => {
    expect(said({ 5: '5' })).toContain('for 21 DATEV expects “Buchungsstapel” and 13, 12');
  });
});
