import { describe, expect, it } from 'vitest';
import type { DeskMandant, DeskRow } from '../../src/contract/answers';
import { type Heaped, linesOf, sumsOf } from '../../static/desk/bulk/heap';
import { foundMandanten } from '../../static/desk/mandant-search';
import { lastMonths } from '../../static/desk/months';
import { csvOf } from '../../static/shared/texts/csv';

describe('a table for Excel', () => {
  it('is no formula, whatever a file is called', () => {
    for (const evil of ['=1+1', '+49', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '\0=1', "'=1"])
      expect(csvOf([[evil]], 'de'), evil).toBe(`\uFEFF"'${evil}"\r\n`);
    for (const good of ['EXTF_a.csv', 'a=b', '455148-1', '2026-10', '1.234'])
      expect(csvOf([[good]], 'de'), good).toBe(`\uFEFF"${good}"\r\n`);
  });

  it('keeps quotes, semicolons and ends of lines inside their cell', () => {
    expect(csvOf([['a "b"; c\nd', 'e']], 'de')).toBe('\uFEFF"a ""b""; c\nd";"e"\r\n');
  });

  it('parts its columns as spreadsheets of the language do', () => {
    expect(csvOf([['a, b', 'c']], 'en')).toBe('\uFEFF"a, b","c"\r\n');
  });
});

describe('a Mandant', () => {
  const mandant = (id: string, name?: string) =>
    ({ id, ...(name === undefined ? {} : { name }) }) as DeskMandant;
  const all = [
    mandant('455148-1', 'Müller & Söhne OHG'),
    mandant('455148-12', 'Großhandel Nord'),
    mandant('29098-55003'),
  ];
  it.each([
    ['muller', ['455148-1']],
    ['SÖHNE', ['455148-1']],
    ['grosshandel', ['455148-12']],
    ['5148', ['455148-1', '455148-12']],
    ['55003', ['29098-55003']],
    ['nord 148', ['455148-12']],
    ['', ['455148-1', '455148-12', '29098-55003']],
    ['lohn', []],
  ])('is found by %s', (typed, ids) => {
    expect(foundMandanten(all, typed).map(({ id }) => id)).toEqual(ids);
  });
});

describe('the last months', () => {
  it('are whole, also over the end of a year', () => {
    expect(lastMonths(3, '2027-01-31T23:00:00.000Z', 'de')).toEqual([
      { from: '2027-01-01', until: '2027-01-31', title: 'Januar' },
      { from: '2026-12-01', until: '2026-12-31', title: 'Dezember 2026' },
      { from: '2026-11-01', until: '2026-11-30', title: 'November 2026' },
    ]);
  });
});

describe('a heap of corrected files', () => {
  const row = (submissionId: string) =>
    ({ submissionId, mandant: '1000-1', fileName: `${submissionId}.csv` }) as DeskRow;
  const file = (n: number, name: string, over: object = {}): Heaped =>
    ({
      ...{ n, name, is: 'there', chosen: { name, raw: new Uint8Array() } },
      ...{ about: { mandant: '1000-1', rows: 1, totals: [] }, found: { findings: [], maySend: true } },
      ...over,
    }) as Heaped;
  const of = (files: readonly Heaped[], decided: readonly (readonly [number, object])[] = []) =>
    linesOf(files, [row('a'), row('b')], new Map(decided)).map(({ to, goes, hindered }) => ({
      to,
      goes,
      hindered,
    }));

  it('sends what is sure, and what is likely only when somebody says so', () => {
    const files = [file(1, 'a.csv'), file(2, 'b (1).csv')];
    const sure = { to: 'a', goes: true, hindered: undefined };
    expect(of(files)).toEqual([sure, { to: 'b', goes: false, hindered: undefined }]);
    expect(of(files, [[2, { goes: true }]])[1]).toEqual({ to: 'b', goes: true, hindered: undefined });
    expect(of(files, [[1, { goes: false }]])[0]).toMatchObject({ goes: false });
  });

  it('sends nothing with errors, nothing without a transmission, and not two for one', () => {
    const bad = { found: { findings: [{ severity: 'error' }], maySend: true } };
    expect(of([file(1, 'a.csv', bad)])).toEqual([{ to: 'a', goes: false, hindered: 'errors' }]);
    expect(of([file(1, 'x.csv')], [[1, { goes: true }]])).toEqual([
      { to: undefined, goes: false, hindered: 'no-target' },
    ]);
    const twice = [file(1, 'a.csv'), file(2, 'x.csv')];
    expect(of(twice, [[2, { to: 'a', goes: true }]]).map(({ hindered }) => hindered)).toEqual([
      'twice',
      'twice',
    ]);
    expect(of(twice, [[2, { to: 'b' }]]).map(({ goes }) => goes)).toEqual([true, true]);
  });

  it('sums exactly, also beyond what a number holds', () => {
    const about = { rows: 1, totals: [{ currency: 'EUR', debit: '90071992547409.93', credit: '0.01' }] };
    expect(sumsOf([about, about])).toEqual([{ currency: 'EUR', debit: 18014398509481986n, credit: 2n }]);
  });
});
