import { expect, it } from 'vitest';
import { addLine, noTotals, totalsOf } from '../../src/extf/check/control-totals';
import { cent, line } from './lines';

function totals(...lines: readonly Parameters<typeof line>[0][]) {
  const all = noTotals();
  for (const one of lines) addLine(all, line(one), 'EUR');
  return totalsOf(all, 'EUR').map(({ currency, debit, credit }) => [currency, debit, credit]);
}

it('amounts are added to their side and currency, the batch’s own first', () => {
  const foreign = { currency: 'USD', amount: cent(7) };
  expect(
    totals(
      foreign,
      { amount: cent(100) },
      { amount: cent(5), side: 'H' },
      { amount: cent(1), currency: 'EUR' },
      foreign,
      {
        ...foreign,
        side: 'H',
      },
    ),
  ).toEqual([
    ['EUR', 101n, 5n],
    ['USD', 14n, 7n],
  ]);
});

it('a line that names no currency is in that of the batch; where nothing is booked is no total', () => {
  expect(totals({ amount: cent(3), currency: '' })).toEqual([['EUR', 3n, 0n]]);
  expect(totals({ amount: cent(3), currency: 'USD' })).toEqual([['USD', 3n, 0n]]);
  expect(totals({ amount: cent(3), side: 'H' })).toEqual([['EUR', 0n, 3n]]);
  expect(totals()).toEqual([]);
});

it.each([0, -5, 1.5, Number.NaN, 1e12])('%d is no amount and has no part in a total', (amount) => {
  expect(totals({ amount: cent(amount) })).toEqual([]);
  expect(totals({ amount: cent(100) }, { amount: cent(amount) })).toEqual([['EUR', 100n, 0n]]);
});

it('is exact beyond what a plain number holds', () => {
  const most = { amount: cent(999_999_999_999) };
  const many = Array.from({ length: 20_000 }, () => most);
  expect(totals(...many)).toEqual([['EUR', 19_999_999_999_980_000n, 0n]]);
  expect(totals(...many.map((one) => ({ ...one, side: 'H' as const })))).toEqual([
    ['EUR', 0n, 19_999_999_999_980_000n],
  ]);
});
