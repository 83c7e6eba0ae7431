import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsIn, kindsOf } from '../../src/kernel/faults';

type One = {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly row?: number;
  readonly field?: number | string;
  readonly values: Readonly<Record<string, string | number>>;
};

const error = (code: string, row: number, more: Partial<One> = {}): One => ({
  severity: 'error',
  code,
  row,
  field: 7,
  values: {},
  ...more,
});

describe('what is found, as things to mend', () => {
  it('the same rule, column and value in a hundred rows is one', () => {
    const found = Array.from({ length: 100 }, (_, i) => error('extf.row.account-form', i + 1));
    const [fault, ...others] = faultsIn(found, () => 'abc');
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ value: 'abc', count: 100, isAtLeast: false });
    expect(fault?.at.map(({ row }) => row).slice(0, 3)).toEqual([1, 2, 3]);
  });

  it('tells columns and values apart, the most frequent first', () => {
    const found = [
      error('extf.row.value', 1, { field: 2 }),
      error('extf.row.value', 2),
      error('extf.row.value', 3),
      error('extf.row.value', 4),
    ];
    const values = ['', 'X', 'Y', 'Y', 'Y'];
    const faults = faultsIn(found, ({ row = 0 }) => values[row]);
    expect(faults.map(({ value, count, finding }) => [finding.field, value, count])).toEqual([
      [7, 'Y', 3],
      [2, 'X', 1],
    ]);
  });

  it('what is wrong with the whole file comes before rows, notices come last', () => {
    const header: One = { severity: 'error', code: 'extf.header.14', field: 14, values: { value: '3' } };
    const found = [
      error('extf.row.value', 1),
      { ...error('extf.row.formula', 2), severity: 'warning' as const },
      { ...error('extf.row.formula', 3), severity: 'warning' as const },
      header,
    ];
    expect(faultsIn(found).map(({ finding, count }) => [finding.code, count])).toEqual([
      ['extf.header.14', 1],
      ['extf.row.value', 1],
      ['extf.row.formula', 2],
    ]);
  });

  it('names in a finding tell faults apart, counts do not', () => {
    const found = [
      error('extf.row.too-long', 1, { values: { count: 61, most: 60 } }),
      error('extf.row.too-long', 2, { values: { count: 62, most: 60 } }),
      error('extf.row.letters', 3, { values: { character: ';' } }),
      error('extf.row.letters', 4, { values: { character: '§' } }),
    ];
    expect(faultsIn(found).map(({ count }) => count)).toEqual([2, 1, 1]);
  });

  it('counts what is not listed; of several faults of a rule nobody knows which it belongs to', () => {
    const cut = error('extf.row.zero', 20, { values: { more: 235 } });
    expect(faultsIn([error('extf.row.zero', 1), cut])).toMatchObject([{ count: 237, isAtLeast: false }]);
    expect(faultsIn([error('extf.row.zero', 1, { field: 13 }), cut])).toMatchObject([
      { count: 236, isAtLeast: true },
      { count: 1, isAtLeast: true },
    ]);
  });

  it('folds faults by their rule', () => {
    const found = [error('a', 1), error('b', 2), error('a', 3, { field: 8 })];
    expect(kindsOf(faultsIn(found)).map(({ code, faults, count }) => [code, faults.length, count])).toEqual([
      ['a', 2, 2],
      ['b', 1, 1],
    ]);
  });

  it('loses nothing and invents nothing, whatever was found', () => {
    const anything = fc.record({
      severity: fc.constantFrom('error' as const, 'warning' as const),
      code: fc.constantFrom('a', 'b', 'c'),
      row: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      field: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      values: fc.dictionary(fc.constantFrom('value', 'more'), fc.oneof(fc.integer({ min: 1 }), fc.string())),
    });
    fc.assert(
      fc.property(fc.array(anything), fc.array(fc.string(), { minLength: 1 }), (found, values) => {
        const standing = ({ row = 0 }: { row?: number | undefined }) => values[row % values.length];
        const faults = faultsIn(found, standing);
        expect(new Set(faults.flatMap(({ at }) => at))).toEqual(new Set(found));
        expect(faults.flatMap(({ at }) => at)).toHaveLength(found.length);
        for (const { at, finding, value } of faults) {
          expect(at[0]).toBe(finding);
          for (const each of at) {
            expect([each.severity, each.code, each.field]).toEqual([
              finding.severity,
              finding.code,
              finding.field,
            ]);
            expect(standing(each)).toBe(value);
          }
        }
        const grave = faults.map(({ finding }) => finding.severity);
        expect(grave).toEqual([...grave].sort());
      }),
    );
  });
});
