import { describe, expect, it } from 'vitest';
import type { MissingView } from '../../src/contract/pipelines';
import { type Entries, keyOf, nextEmpty, valuesOf } from '../../static/pipelines/run/missing-entries';

const one = (value: string, more: Partial<MissingView> = {}): MissingView => ({
  ...{ target: 'contra', column: 'ledger.account', value, rows: 1, suggestions: [] },
  ...more,
});
const TAX = one('USt 16 %', { target: 'taxKey', column: 'ledger.tax', wantsRate: true });
const MISSING = [one('Erlöse'), one(''), TAX];
const entered = (...all: readonly (readonly [MissingView, string, string?])[]): Entries =>
  Object.fromEntries(all.map(([of, value, rate = '']) => [keyOf(of), { value, rate }]));

describe('entries for missing values', () => {
  it('lead to the first that is still to be filled in, spaces being none', () => {
    expect(nextEmpty(MISSING, {})).toEqual({ at: `${keyOf(one('Erlöse'))} value`, count: 3 });
    const some = entered([one('Erlöse'), '8200'], [one(''), '  ']);
    expect(nextEmpty(MISSING, some)).toEqual({ at: `${keyOf(one(''))} value`, count: 2 });
  });

  it.each(['', 'viel', '1600'])('ask for the rate that a net amount needs: “%s” is none', (rate) => {
    const all = entered([one('Erlöse'), '8200'], [one(''), '8400'], [TAX, '5', rate]);
    expect(nextEmpty(MISSING, all)).toEqual({ at: `${keyOf(TAX)} rate`, count: 1 });
  });

  it.each([
    ['16', '16'],
    ['16,5 %', '16.5'],
    [' 7 ', '7'],
  ])('go as the call takes them: “%s”', (typed, rate) => {
    const all = entered([one('Erlöse'), ' 8200 '], [one(''), '8400'], [TAX, '5', typed]);
    expect(nextEmpty(MISSING, all)).toBeUndefined();
    expect(valuesOf(MISSING, all)).toEqual([
      { target: 'contra', column: 'ledger.account', when: 'Erlöse', value: '8200' },
      { target: 'contra', column: 'ledger.account', when: '', value: '8400' },
      { target: 'taxKey', column: 'ledger.tax', when: 'USt 16 %', value: '5', rate },
    ]);
  });
});
