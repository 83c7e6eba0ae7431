import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRows, type RowFate, readReport, writeReport } from '../../src/runs/report';

const key = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    '',
    'RE-1',
    'Zeile 1\nZeile 2',
    'a\r\nb',
    '"',
    '\\',
    '\u2028',
    '\u0000',
    '\uD800',
    '😀',
    '[1,2]',
  ),
);
const fate: fc.Arbitrary<Omit<RowFate, 'row'>> = fc.oneof(
  fc.record({
    key,
    fate: fc.constant('sent' as const),
    file: fc.integer({ min: 1, max: 9 }),
    fileRow: fc.integer({ min: 1, max: 99_999 }),
  }),
  fc.record({ key, fate: fc.constant('sent' as const), file: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ key, fate: fc.constant('held' as const) }),
  fc.record({
    key,
    fate: fc.constant('rejected' as const),
    why: fc.record({ code: fc.constant('mapping.unknown-account'), value: key }),
  }),
);
const reports = fc
  .array(fate, { maxLength: 60 })
  .map((all) => all.map((one, at) => ({ row: at + 1, ...one })));

const read = (rows: Iterable<RowFate>) => [...readReport(writeReport(rows))];

describe('the report of an execution', () => {
  it('gives back every row as it was written, whatever stands in it', () => {
    fc.assert(
      fc.property(reports, (rows) => {
        expect(read(rows)).toEqual(rows);
      }),
    );
  });

  it('is empty for no rows', () => {
    expect(writeReport([]).length).toBe(0);
    expect(read([])).toEqual([]);
  });

  it('has one line for each row, also where a key has line breaks', () => {
    const bytes = writeReport([
      { row: 1, key: 'a\nb', fate: 'sent', file: 1, fileRow: 1 },
      { row: 2, key: 'c\r\n', fate: 'held' },
    ]);
    expect(new TextDecoder().decode(bytes).split('\n')).toEqual([
      '[1,"a\\nb","sent",1,1]',
      '[2,"c\\r\\n","held",null,null]',
      '',
    ]);
  });

  it('is read without a line feed at its end, too', () => {
    expect([...readReport(new TextEncoder().encode('[7,"x","held",null,null]'))]).toEqual([
      { row: 7, key: 'x', fate: 'held' },
    ]);
  });

  it('takes a hundred thousand rows, in order and one after the other', () => {
    function* many(): Generator<RowFate> {
      for (let row = 1; row <= 100_000; row++)
        yield { row, key: `RE-${String(row).padStart(6, '0')}`, fate: 'sent', file: 1, fileRow: row };
    }
    const bytes = writeReport(many());
    let row = 0;
    for (const one of readReport(bytes)) {
      row += 1;
      if (one.row !== row || one.fileRow !== row) throw new Error(`row ${row} is ${JSON.stringify(one)}`);
    }
    expect(row).toBe(100_000);
    expect(findRows(bytes, 'RE-1', 3)).toMatchObject({ rows: [{ row: 100_000 }], more: false });
    expect(findRows(bytes, '#99999', 3).rows).toMatchObject([{ row: 99_999, key: 'RE-099999' }]);
  });
});

describe('finding rows', () => {
  const rows: readonly RowFate[] = ['RE-1', 're-10', 'Über\nZeilen', '17', 'ER-1'].map((one, at) => ({
    row: at + 1,
    key: one,
    fate: 'held',
  }));
  const bytes = writeReport(rows);
  const found = (query: string, most = 10) => findRows(bytes, query, most).rows.map((one) => one.key);

  it.each<[string, readonly string[]]>([
    ['#2', ['re-10']],
    ['2', ['re-10']],
    ['#17', []],
    ['17', ['17']],
    ['re', ['RE-1', 're-10']],
    ['RE-1', ['RE-1', 're-10']],
    ['re-10 ', ['re-10']],
    ['über', ['Über\nZeilen']],
    ['1', ['RE-1', '17']],
    ['E-1', []],
    ['#', []],
    ['#x', []],
    ['99999999', []],
    ['', ['RE-1', 're-10', 'Über\nZeilen', '17', 'ER-1']],
  ])('%j gives %j', (query, keys) => {
    expect(found(query)).toEqual(keys);
  });

  it('stops at most so many, and says whether there are more', () => {
    expect(findRows(bytes, 're', 2)).toMatchObject({ more: false, rows: [{ row: 1 }, { row: 2 }] });
    expect(findRows(bytes, 're', 1)).toMatchObject({ more: true, rows: [{ row: 1 }] });
    expect(findRows(bytes, '', 0)).toEqual({ more: true, rows: [] });
  });
});
