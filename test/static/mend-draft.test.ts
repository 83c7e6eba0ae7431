import { expect, it } from 'vitest';
import type { Mend } from '../../src/extf/check/mend';
import { editsOf, editsToJudge, NOTHING, typedFor, withRowValue, withValue } from '../../static/mend/draft';

const mend: Mend = { key: 'a', field: 7, label: 'Konto', value: 'abc', rows: [1, 4], count: 2, options: [] };
const other: Mend = { ...mend, key: 'ab', field: 8, rows: [4], count: 1 };

it('puts one value into all rows of a mend', () => {
  const draft = withValue(NOTHING, mend, '1200');
  expect(editsOf([mend, other], draft)).toEqual([
    { row: 1, field: 7, value: '1200' },
    { row: 4, field: 7, value: '1200' },
  ]);
});

it('lets a single row have its own, until all are typed anew', () => {
  const single = withRowValue(withValue(NOTHING, mend, '1200'), { mend, row: 4 }, '1400');
  expect([1, 4].map((row) => typedFor(single, mend, row))).toEqual(['1200', '1400']);
  const foreign = withRowValue(single, { mend: other, row: 4 }, '8400');
  const anew = withValue(foreign, mend, '1600');
  expect([1, 4].map((row) => typedFor(anew, mend, row))).toEqual(['1600', '1600']);
  expect(typedFor(anew, other, 4)).toBe('8400');
});

it('changes nothing where the value is what stands there, or was taken back', () => {
  expect(editsOf([mend], withValue(NOTHING, mend, 'abc'))).toEqual([]);
  expect(editsOf([mend], withValue(withValue(NOTHING, mend, '1'), mend, undefined))).toEqual([]);
  expect(editsOf([mend], withRowValue(NOTHING, { mend, row: 4 }, '7'))).toEqual([
    { row: 4, field: 7, value: '7' },
  ]);
});

it('has every value judged that a row has alone, and once the one of all others', () => {
  const all = withValue(NOTHING, { ...mend, rows: [1, 4, 6] }, '1200');
  const three = { ...mend, rows: [1, 4, 6], count: 3 };
  expect(editsToJudge([three, other], all)).toEqual([{ row: 1, field: 7, value: '1200' }]);
  const first = withRowValue(all, { mend: three, row: 1 }, '1400');
  const last = withRowValue(first, { mend: three, row: 6 }, 'x');
  expect(editsToJudge([three, other], last)).toEqual([
    { row: 4, field: 7, value: '1200' },
    { row: 1, field: 7, value: '1400' },
    { row: 6, field: 7, value: 'x' },
  ]);
});
