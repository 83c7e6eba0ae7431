import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { cellsOf, type ExtfFile, readExtf } from '../../src/extf/read/read';
import { editExtf } from '../../src/extf/write/edit';
import { rewriteExtf } from '../../src/extf/write/rewrite';
import { CAPTIONS, headerLine, latin, utf8, utf16 } from './files';

const head = `${headerLine()}\r\n${CAPTIONS}\r\n`;
const textsOf = (file: ExtfFile) =>
  Array.from({ length: file.rows }, (_, n) => cellsOf(file, n + 1).map((cell) => cell.text));
const rewritten = (bytes: Uint8Array) => {
  const result = rewriteExtf(readExtf(bytes));
  return 'bytes' in result ? result.bytes : result;
};
const read = (body: string) => textsOf(readExtf(latin(head + body)));

describe('reading rows', () => {
  it.each([
    ['plain and quoted cells', '1,00;"S";;"";x\r\n', [['1,00', 'S', '', '', 'x']]],
    [
      'semicolons, doubled marks and line breaks in a text',
      '1;"a;b ""c""\r\nd";2\r\n',
      [['1', 'a;b "c"\r\nd', '2']],
    ],
    [
      'LF, CR and a last row without a line end',
      '1;2\n3;4\r5;6',
      [
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    ['blank lines between', '1\r\n\r\n \r\n2\r\n', [['1'], ['2']]],
    ['empty cells at both ends', ';;"";x;;\r\n', [['', '', '', 'x', '', '']]],
    ['a row of separators', ';;\r\n', [['', '', '']]],
  ])('%s', (_, body, rows) => {
    expect(read(body)).toEqual(rows);
  });

  it('a forgotten quotation mark damages its own row only', () => {
    expect(read('1;"x;2\r\n3;"S";4\r\n5;"S";6\r\n')).toEqual([
      ['1', '"x;2'],
      ['3', 'S', '4'],
      ['5', 'S', '6'],
    ]);
    expect(read('1;x";2\r\n3;"S"\r\n')).toEqual([
      ['1', 'x"', '2'],
      ['3', 'S'],
    ]);
    expect(read('1;"a"b";2\r\n3;"S"\r\n')).toEqual([
      ['1', '"a"b"', '2'],
      ['3', 'S'],
    ]);
  });

  it.each(['le', 'be'] as const)('UTF-16 %s', (order) => {
    const file = readExtf(utf16(`${head}1;"Müller € 😀"\r\n`, order));
    expect(textsOf(file)).toEqual([['1', 'Müller € 😀']]);
    expect(rewriteExtf(file)).toEqual({ bytes: utf16(`${head}1;"Müller € 😀"\r\n`, order) });
  });

  it('Windows-1252 and UTF-8 mean the same text', () => {
    const body = '1;"Büro €"\r\n';
    const windows = new Uint8Array([...latin(`${head}1;"B`), 0xfc, ...latin('ro '), 0x80, ...latin('"\r\n')]);
    expect(textsOf(readExtf(windows))).toEqual(textsOf(readExtf(utf8(head + body))));
  });

  it('reads the same cells as a plain reading, and writes the same bytes again', { timeout: 30_000 }, () => {
    const cell = fc.oneof(
      fc.stringMatching(/^[a-z0-9,]{0,6}$/).map((text) => ({ text, raw: text })),
      fc
        .stringMatching(/^[a-z0-9 ;"äß]{0,8}$/)
        .map((text) => ({ text, raw: `"${text.replaceAll('"', '""')}"` })),
    );
    const row = fc.array(cell, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        const body = rows.map((cells) => `x;${cells.map((c) => c.raw).join(';')}\r\n`).join('');
        const bytes = utf8(head + body);
        const file = readExtf(bytes);
        expect(textsOf(file)).toEqual(rows.map((cells) => ['x', ...cells.map((c) => c.text)]));
        expect(rewriteExtf(file)).toEqual({ bytes });
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, and every row and cell lies in the file, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (noise, withHead) => {
        const file = readExtf(withHead ? new Uint8Array([...latin(head), ...noise]) : noise);
        for (let n = 1; n <= file.rows; n++) {
          let before = file.from[n - 1] ?? 0;
          for (const { from, to } of cellsOf(file, n)) {
            expect(from >= before && to >= from && to <= file.bytes.length).toBe(true);
            before = to;
          }
        }
        rewriteExtf(file);
      }),
      { numRuns: 2000 },
    );
  });
});

const SAMPLES = [
  '01_datev-muster_EXTF_Buchungsstapel_v13_utf8.csv',
  '03_datev-muster_EXTF_DebKred_Stamm_v5_cp1252.csv',
];
const samples = SAMPLES.map((name) => ({ name, path: sharedPath('samples', 'extf', name) }));

describe.skipIf(samples.some(({ path }) => path === undefined))('DATEV’s own samples', () => {
  it.each(samples)('$name comes back byte for byte', ({ path }) => {
    const asItIs = readFileSync(path ?? '', 'latin1');
    for (const text of [asItIs, asItIs.replaceAll(/\r?\n/g, '\r\n')]) {
      const bytes = latin(text);
      expect(rewritten(bytes)).toEqual(bytes);
    }
  });
});

describe('writing a file anew', () => {
  const cut = utf16(`${head}1;"a"\r\n`, 'be', false);
  it.each([
    ['bytes that Windows-1252 does not define', [...latin(`${head}1;"B`), 0x81, ...latin('ro"\r\n')]],
    ['UTF-8 that breaks off', [...utf8(`${head}1;"B`), 0xc3, ...latin('ro"\r\n')]],
    ['UTF-16 that breaks off', [...utf16(`${head}1;"B"\r\n`, 'le'), 0x41]],
    ['UTF-16 without a mark that breaks off', [...cut, 0]],
  ])('%s: refused, because a byte would come back as another', (_, bytes) => {
    expect(rewriteExtf(readExtf(Uint8Array.from(bytes)))).toEqual({ refused: 'unreadable' });
  });

  it('UTF-16 without a mark that is whole comes back as it was', () => {
    expect(rewritten(cut)).toEqual(cut);
  });
});

describe('editing one value', () => {
  const bytes = utf8(`${head}1,00;"S";"EUR";;;"";1200;8400;"";0101;"RE 1"\r\n2,00;"H";"EUR"\r\n`);
  const edit = (row: number, field: number, value: string) =>
    editExtf(readExtf(bytes), { row, field, value });

  it.each([
    [1, 11, 'RE-"2"', '"RE 1"', '"RE-""2"""'],
    [1, 1, '3,50', '1,00', '3,50'],
    [1, 4, '1,5', '"EUR";;;', '"EUR";1,5;;'],
    [2, 2, 'S', '2,00;"H"', '2,00;"S"'],
  ])('row %i, field %i becomes %s and nothing else changes', (row, field, value, was, is) => {
    const edited = edit(row, field, value);
    const expected = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replace(was, is);
    expect('bytes' in edited && new TextDecoder('utf-8', { ignoreBOM: true }).decode(edited.bytes)).toBe(
      expected,
    );
  });

  it.each([
    [0, 1, 'x', 'no-row'],
    [3, 1, 'x', 'no-row'],
    [2, 4, 'x', 'no-field'],
    [1, 14, 'a\nb', 'no-field'],
    [1, 11, 'a\nb', 'control-character'],
  ])('row %i, field %i, %j is refused: %s', (row, field, value, why) => {
    expect(edit(row, field, value)).toMatchObject({
      refused: { why: why === 'no-field' && value === 'a\nb' ? 'control-character' : why },
    });
  });

  it.each([
    [1, 'a;b'],
    [4, '1"5'],
  ])('field %i takes no text, so %j, which would shift the row, is refused', (field, value) => {
    expect(edit(1, field, value)).toEqual({ refused: { why: 'no-text' } });
  });

  it('puts what would shift the row of an unknown format into quotation marks', () => {
    const unknown = utf8(`${headerLine({ 3: '47', 5: '9' })}\r\na;b\r\n1;x\r\n`);
    const edited = editExtf(readExtf(unknown), { row: 1, field: 2, value: 'a;"b"' });
    const rows = 'bytes' in edited ? textsOf(readExtf(edited.bytes)) : edited;
    expect(rows).toEqual([['1', 'a;"b"']]);
  });

  it('refuses a file in UTF-16 of which a character is lost already', () => {
    const broken = Uint8Array.of(...utf16(`${head}1;"a"\r\n`, 'le'), 0x41);
    const edited = editExtf(readExtf(broken), { row: 1, field: 2, value: 'b' });
    expect(edited).toEqual({ refused: { why: 'unreadable' } });
  });

  it('names the character that the file’s encoding lacks', () => {
    const windows = new Uint8Array([...latin(`${head}1;"`), 0xe4, ...latin('"\r\n')]);
    expect(editExtf(readExtf(windows), { row: 1, field: 2, value: 'a→b' })).toEqual({
      refused: { why: 'unwritable', character: '→' },
    });
  });
});
