import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExtf } from '../../src/extf/check/check';
import { checkEdit, isMendable, isOfValue, linesOf, toMend } from '../../src/extf/check/mend';
import type { Books } from '../../src/extf/header-said';
import { cellsOf, readExtf } from '../../src/extf/read/read';
import { editAllExtf } from '../../src/extf/write/edit';
import { fileText, latin, TARGET, utf8 } from './files';
import { row } from './good-row';

const BOOKS: Books = {
  consultant: '455148',
  client: '1',
  years: [
    { from: '2023-01-01', to: '2023-12-31', accountLength: 5 },
    { from: '2024-01-01', to: '2024-12-31', accountLength: 4 },
  ],
};

function mendsIn(bytes: Uint8Array, more: { asked?: readonly number[]; books?: Books } = {}) {
  const { findings } = checkExtf(bytes, { mandant: TARGET, most: 10_000 });
  return toMend(readExtf(bytes), { findings, asked: more.asked ?? [], books: more.books });
}

const said = (bytes: Uint8Array, more = {}) =>
  mendsIn(bytes, more).mends.map(({ field, value, rows, said: datev }) => [field, value, rows, datev]);

describe('what can be mended by typing', () => {
  it('is one value in all its rows, with what is allowed there', () => {
    const bytes = utf8(fileText({}, [row({ 2: 'X' }), row(), row({ 2: 'X' }), row({ 7: 'abc' })]));
    const { mends, others } = mendsIn(bytes);
    expect(
      mends.map(({ field, value, rows, count, options }) => ({ field, value, rows, count, options })),
    ).toEqual([
      { field: 2, value: 'X', rows: [1, 3], count: 2, options: ['S', 'H'] },
      { field: 7, value: 'abc', rows: [4], count: 1, options: [] },
    ]);
    expect(others).toEqual([]);
  });

  it('of the header line with the value that DATEV has, and only where DATEV said it', () => {
    const bytes = utf8(fileText({ 14: '3' }));
    expect(said(bytes, { books: BOOKS })).toEqual([[14, '3', [0], '4']]);
    expect(mendsIn(bytes).mends).toMatchObject([{ key: 'header 14', count: 1 }]);
    expect(said(bytes)).toEqual([[14, '3', [0], undefined]]);
    const years = [{ from: '2024-01-01', to: '2024-12-31' }];
    expect(said(bytes, { books: { ...BOOKS, years } })).toEqual([[14, '3', [0], undefined]]);
  });

  it('is also a field that is fine by its form and other than what DATEV has, of the year the period lies in', () => {
    expect(said(utf8(fileText({ 14: '5' })), { books: BOOKS })).toEqual([[14, '5', [0], '4']]);
    expect(said(utf8(fileText({ 13: '20240201' })), { books: BOOKS })).toEqual([
      [13, '20240201', [0], '20240101'],
    ]);
    expect(said(utf8(fileText()), { books: BOOKS })).toEqual([]);
    const older = fileText({ 13: '20220101', 14: '6', 15: '20220101', 16: '20220131' }, [
      row({ 10: '0501' }),
    ]);
    expect(said(utf8(older), { books: BOOKS })).toEqual([]);
  });

  it('is what DATEV complained of although our check has nothing against it, once', () => {
    expect(said(utf8(fileText()), { asked: [15, 15] })).toEqual([[15, '20240101', [0], undefined]]);
    expect(said(utf8(fileText({ 14: '3' })), { asked: [14], books: BOOKS })).toEqual([[14, '3', [0], '4']]);
  });

  it('of another Mandant is the number that differs', () => {
    expect(said(utf8(fileText({ 12: '3' })), { books: BOOKS })).toEqual([[12, '3', [0], '1']]);
    expect(said(utf8(fileText({ 11: '29098', 12: '55003' })), { books: BOOKS })).toEqual([
      [11, '29098', [0], '455148'],
      [12, '55003', [0], '1'],
    ]);
  });

  it('is nothing in a row of which nobody knows which value is which, nor in a header line of too few fields', () => {
    const torn = mendsIn(utf8(fileText({}, [`${row()};1;2;3`])));
    expect(torn.mends).toEqual([]);
    expect(torn.others.map(({ finding }) => finding.code)).toEqual(['extf.row.columns-extra']);
    const broken = mendsIn(utf8(fileText({}, [row({ 14: '\u0001' }).replace('\u0001', 'a"b')])));
    expect([broken.mends, broken.others.map(({ finding }) => finding.code)]).toEqual([
      [],
      ['extf.row.quote-broken'],
    ]);
    const short = mendsIn(utf8('"EXTF";700;21\r\na;b\r\n1;2\r\n'), { asked: [14], books: BOOKS });
    expect(short.mends).toEqual([]);
    expect(short.others.map(({ finding }) => finding.code)).toContain('extf.header.columns');
  });

  it('is not what is a note only; that is a notice, and nothing else is', () => {
    const bytes = utf8(fileText({ 8: '"REX"' }, [row({ 2: 'X', 14: '=A1' }), row({ 14: '@SUM(1)' })]));
    const { mends, others, notices } = mendsIn(bytes);
    expect([mends.map(({ field }) => field), others]).toEqual([[2], []]);
    expect(notices.map(({ code, count }) => [code, count])).toEqual([
      ['extf.row.formula', 2],
      ['extf.header.8', 1],
    ]);
  });

  it.each<[string, Record<number, string>, readonly number[]]>([
    ['days the wrong way round in both of them', { 15: '20240802', 16: '20240801' }, [15, 16]],
    ['a version that is too new in the version', { 5: '14' }, [5]],
    ['a fiscal year that no row is in', { 13: '20230101' }, [13]],
    ['what does not belong together, in nothing: nobody knows which of the three is wrong', { 5: '5' }, []],
  ])('of the header line is %s', (_, header, fields) => {
    const { mends, others } = mendsIn(utf8(fileText(header, [row()])));
    expect(mends.map(({ field, finding }) => [field, finding !== undefined])).toEqual(
      fields.map((nr) => [nr, true]),
    );
    expect(others).toHaveLength(fields.length === 0 ? 1 : 0);
  });

  it('of a row is told as such, and a field of the header line that stands there as one', () => {
    const bytes = utf8(fileText({ 14: '3' }, [row({ 9: '9a' })]));
    expect(mendsIn(bytes, { asked: [9] }).mends.map(({ key, rows }) => [key, rows])).toEqual([
      ['header 9', [0]],
      ['header 14', [0]],
      ['extf.row.letters 9 9a', [1]],
    ]);
  });

  it('that DATEV complained of and has no other value of is shown without one of its own', () => {
    expect(mendsIn(utf8(fileText()), { asked: [14], books: BOOKS }).mends).toStrictEqual([
      {
        ...{ key: 'header 14', field: 14, label: 'Sachkontenlänge', value: '4', rows: [0], count: 1 },
        options: ['4', '5', '6', '7', '8'],
      },
    ]);
  });

  it('of a fiscal year that is the right one is shown, too, where the period leaves it', () => {
    const text = fileText({ 15: '20241201', 16: '20250131' }, [row({ 10: '0101' })]);
    expect(said(utf8(text), { books: BOOKS })).toEqual([[13, '20240101', [0], undefined]]);
    expect(mendsIn(utf8(fileText()), { asked: [8] }).mends).toStrictEqual([
      { key: 'header 8', field: 8, label: 'Herkunft', value: 'RE', rows: [0], count: 1, options: [] },
    ]);
  });

  it('knows what may stand in a header field of which DATEV lists few', () => {
    const options = (header: Record<number, string>) =>
      mendsIn(utf8(fileText(header)), { asked: Array.from({ length: 40 }, (_, nr) => nr) }).mends.map(
        (mend) => [mend.field, mend.options] as const,
      );
    const ofBookings = options({});
    expect(ofBookings.map(([field]) => field)).toEqual(Array.from({ length: 31 }, (_, i) => i + 1));
    expect(ofBookings.filter(([, values]) => values.length > 0)).toEqual([
      [1, ['EXTF']],
      [2, ['700']],
      [4, ['Buchungsstapel']],
      [5, ['13', '12']],
      [7, ['']],
      [14, ['4', '5', '6', '7', '8']],
      [19, ['1', '2']],
      [20, ['0', '30', '40', '50', '64']],
      [21, ['0', '1']],
      ...[23, 25, 26, 29, 30].map((nr) => [nr, ['']]),
    ]);
    const ofNone = new Map(options({ 3: '99' }));
    expect([ofNone.get(4), ofNone.get(5), ofNone.get(2)]).toEqual([[], [], ['700']]);
  });

  it('is nothing in a column that the file does not have', () => {
    const bytes = utf8(fileText());
    const at = (field: number) =>
      ({ severity: 'error', class: 'row', code: 'extf.row.zero', row: 1, field, values: {} }) as const;
    const { mends, others } = toMend(readExtf(bytes), {
      findings: [at(1), at(999)],
      asked: [],
      books: undefined,
    });
    expect([mends.map(({ field }) => field), others.map(({ finding }) => finding.field)]).toEqual([
      [1],
      [999],
    ]);
  });

  it('is a value of a row, not the row itself nor anything of the file', () => {
    const codes = [
      'extf.row.zero',
      'extf.row.columns-extra',
      'extf.row.nothing',
      'extf.header.14',
      'extf.empty',
    ];
    expect(codes.map(isOfValue)).toEqual([true, false, false, false, false]);
  });

  it('is not counted by rows behind a line that does not belong there', () => {
    const again = fileText({}, [row()]).replace(/^([^\r]*\r\n)([^\r]*\r\n)/, '$1$2$2');
    expect(isMendable(checkExtf(utf8(again)).findings)).toBe(false);
    expect(isMendable(checkExtf(utf8(fileText())).findings)).toBe(true);
    const blank = checkExtf(utf8(fileText({ 14: '3' }, [row(), `\r\n${row({ 2: 'X' })}`]))).findings;
    expect(blank.map(({ code }) => code)).toContain('extf.line.blank');
    expect(isMendable(blank)).toBe(true);
  });

  it('stands in the lines that Excel shows', () => {
    const text = fileText({}, [row(), row(), row()]).replace(/(\r\n[^\r]+\r\n[^\r]+\r\n)/, '$1\r\n');
    const file = readExtf(utf8(text));
    expect([...linesOf(file, [0, 1, 2, 3])]).toEqual([
      [0, 1],
      [1, 3],
      [2, 5],
      [3, 6],
    ]);
  });
});

describe('the lines of rows', () => {
  const rows = [row(), row(), row()];
  it.each(['\r\n', '\n', '\r'])('are counted by line ends of %j, in rising order', (end) => {
    const file = readExtf(utf8(fileText({}, rows).replaceAll('\r\n', end)));
    expect([...linesOf(file, [0, 1, 3])]).toEqual([
      [0, 1],
      [1, 3],
      [3, 5],
    ]);
  });

  it('of a row that is not there are the first', () => {
    expect([...linesOf(readExtf(utf8(fileText({}, rows))), [9])]).toEqual([[9, 1]]);
  });

  it('are counted right where the first byte is a line end', () => {
    const file = readExtf(utf8(`\n${fileText({}, rows).replace('\r\n', '')}`));
    expect(linesOf(file, [1]).get(1)).toBe(3);
  });
});

describe('a value while it is typed', () => {
  const file = readExtf(utf8(fileText({ 14: '3' }, [row(), row({ 7: 'abc' })])));

  it.each([
    [2, 7, 'abd', ['extf.row.account-form']],
    [2, 7, '1200', []],
    [0, 14, '9', ['extf.header.14']],
    [0, 14, '4', []],
    [0, 12, '7', ['extf.header.mandant-mismatch']],
    // A note stops nobody; what is wrong elsewhere is told elsewhere.
    [1, 14, '=A1', []],
    [2, 14, 'Text', []],
    [2, 8, '1200', []],
    [0, 7, '', []],
    [1, 7, '', ['extf.row.required']],
  ])('row %i, field %i, %s', (at, field, value, codes) => {
    const checked = checkEdit(file, { row: at, field, value }, TARGET);
    expect('findings' in checked && checked.findings.map(({ code }) => code)).toEqual(codes);
  });

  it('of the header line is checked in a file without rows, too, and one of a row that is not there is refused', () => {
    const none = readExtf(utf8(fileText({ 14: '3' }, [])));
    const typed = (value: string) => checkEdit(none, { row: 0, field: 14, value }, TARGET);
    expect(typed('4')).toEqual({ findings: [] });
    expect(typed('9')).toMatchObject({ findings: [{ code: 'extf.header.14' }] });
    const wrong = readExtf(utf8(fileText({}, [row({ 7: 'abc' })])));
    expect(checkEdit(wrong, { row: 0, field: 7, value: '' }, TARGET)).toEqual({ findings: [] });
    expect(checkEdit(file, { row: 9, field: 1, value: '1,00' }, TARGET)).toHaveProperty('refused');
  });

  it('that would tear the row apart is refused', () => {
    expect(checkEdit(file, { row: 1, field: 7, value: '1;2' }, TARGET)).toEqual({
      refused: { why: 'no-text' },
    });
    expect(checkEdit(file, { row: 0, field: 14, value: '4;5' }, TARGET)).toEqual({
      refused: { why: 'no-text' },
    });
  });
});

describe('editing several values', () => {
  const rows = Array.from({ length: 6 }, (_, i) => row({ 1: `${i + 1},00`, 14: `Text ${i}` }));
  const text = fileText({}, rows);
  const umlaut = text.replace('Text 3', 'Grün 3');
  const FILES = [utf8(umlaut), latin(umlaut), utf16(umlaut)] as const;
  const COLUMNS = [1, 2, 7, 9, 11, 14] as const;

  it('changes the bytes of those values and no other, in every encoding', () => {
    const edit = fc.record({
      row: fc.integer({ min: 1, max: 6 }),
      field: fc.constantFrom(...COLUMNS),
      value: fc.oneof(
        fc.constantFrom('', '5', '1,00', 'S', 'Öl'),
        fc.stringMatching(/^[a-zA-Z0-9 äöü]{0,20}$/),
      ),
    });
    const header = fc.record({
      row: fc.constant(0),
      field: fc.constantFrom(9, 14, 17, 22),
      value: fc.constantFrom('', '4', 'Müller', 'EUR'),
    });
    const edits = fc.array(fc.oneof(edit, header), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...FILES), edits, (bytes, wanted) => {
        const file = readExtf(bytes);
        const done = editAllExtf(file, wanted);
        if ('refused' in done) throw new Error(JSON.stringify(done));
        const after = readExtf(done.bytes);
        const meant = new Map(wanted.map(({ row: at, field, value }) => [`${at} ${field}`, value]));
        expect(after.rows).toBe(file.rows);
        for (let at = 1; at <= file.rows; at++)
          expect(rawCells(after, at)).toEqual(
            rawCells(file, at).map((cell, i) => {
              const value = meant.get(`${at} ${i + 1}`);
              return value === undefined ? cell : rawCells(after, at)[i];
            }),
          );
        for (const [place, value] of meant) {
          const [at = 0, field = 0] = place.split(' ').map(Number);
          const stands = at === 0 ? after.header.fields[field - 1] : cellsOf(after, at)[field - 1]?.text;
          expect(stands).toBe(value);
        }
        // What was edited back to what stood there gives the very bytes.
        const back = [...meant.keys()].map((place) => {
          const [at = 0, field = 0] = place.split(' ').map(Number);
          const value = at === 0 ? file.header.fields[field - 1] : cellsOf(file, at)[field - 1]?.text;
          return { row: at, field, value: value ?? '' };
        });
        const again = editAllExtf(after, back);
        expect('bytes' in again && Buffer.from(again.bytes).equals(Buffer.from(bytes))).toBe(true);
      }),
    );
  });

  it('of two for the same place the later one counts, and none gives the file as it was', () => {
    const file = readExtf(FILES[0]);
    const two = [
      { row: 1, field: 1, value: '2,00' },
      { row: 1, field: 1, value: '3,00' },
    ];
    const done = editAllExtf(file, two);
    expect('bytes' in done && cellsOf(readExtf(done.bytes), 1)[0]?.text).toBe('3,00');
    expect(editAllExtf(file, [])).toEqual({ bytes: FILES[0] });
  });

  it('says which of them cannot be put in', () => {
    const wrong = { row: 9, field: 1, value: '1,00' };
    expect(editAllExtf(readExtf(FILES[1]), [{ row: 1, field: 1, value: '1,00' }, wrong])).toEqual({
      refused: { why: 'no-row' },
      edit: wrong,
    });
  });
});

function rawCells(file: ReturnType<typeof readExtf>, at: number): readonly string[] {
  return cellsOf(file, at).map(({ from, to }) =>
    Buffer.from(file.bytes.subarray(from, to)).toString('latin1'),
  );
}

function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
}
