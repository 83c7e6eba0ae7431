import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Delivered, MEAN_OF, unusual, withDelivered } from '../../src/runs/guard';

const past = (...all: readonly (readonly [rows: number, cents: string])[]): readonly Delivered[] =>
  all.map(([rows, total], n) => ({ run: `r${n}`, period: `2026-0${n + 1}`, rows, total }));
const guard = (over: { rowsPercent?: number; totalPercent?: number; mayBeEmpty?: boolean } = {}) => ({
  mayBeEmpty: false,
  ...over,
});
const USUAL = past([100, '1000000'], [100, '1000000'], [100, '1000000']);

type Case = readonly [
  what: string,
  Parameters<typeof unusual>[0],
  Parameters<typeof unusual>[1],
  readonly Delivered[],
  object | undefined,
];
const CASES: readonly Case[] = [
  ['no row', guard(), { rows: 0, total: 0n }, [], { code: 'run.no-rows' }],
  ['no row where that is right', guard({ mayBeEmpty: true }), { rows: 0, total: 0n }, USUAL, undefined],
  ['anything where nothing is guarded', guard(), { rows: 9, total: 1n }, USUAL, undefined],
  [
    'anything the first time',
    guard({ rowsPercent: 1, totalPercent: 1 }),
    { rows: 9, total: 1n },
    [],
    undefined,
  ],
  ['rows at the limit', guard({ rowsPercent: 10 }), { rows: 110, total: 1n }, USUAL, undefined],
  [
    'rows beyond it',
    guard({ rowsPercent: 10 }),
    { rows: 111, total: 1n },
    USUAL,
    { code: 'run.unusual-rows', values: { rows: 111, usual: 100, percent: 11 } },
  ],
  [
    'too few rows',
    guard({ rowsPercent: 10 }),
    { rows: 89, total: 1n },
    USUAL,
    { code: 'run.unusual-rows', values: { rows: 89, usual: 100, percent: 11 } },
  ],
  ['a sum at the limit', guard({ totalPercent: 25 }), { rows: 1, total: 1_250_000n }, USUAL, undefined],
  [
    'a sum beyond it, of which only the percentage is told',
    guard({ totalPercent: 25 }),
    { rows: 1, total: 1_300_000n },
    USUAL,
    { code: 'run.unusual-total', values: { percent: 30 } },
  ],
  [
    'rows before the sum',
    guard({ rowsPercent: 10, totalPercent: 10 }),
    { rows: 1, total: 1n },
    USUAL,
    { code: 'run.unusual-rows' },
  ],
  [
    'the mean of what was delivered',
    guard({ rowsPercent: 10 }),
    { rows: 200, total: 1n },
    past([100, '1'], [200, '1'], [300, '1']),
    undefined,
  ],
  [
    'rows after empty periods, in words that can be stored',
    guard({ rowsPercent: 10, mayBeEmpty: true }),
    { rows: 5, total: 1n },
    past([0, '0']),
    { code: 'run.unusual-rows', values: { rows: 5, usual: 0, percent: '> 999' } },
  ],
  [
    'a sum after empty periods',
    guard({ totalPercent: 10 }),
    { rows: 5, total: 1n },
    past([5, '0']),
    { code: 'run.unusual-total', values: { percent: '> 999' } },
  ],
  [
    'sums that outgrow a number',
    guard({ totalPercent: 10 }),
    { rows: 1, total: 2n * 10n ** 20n },
    past([1, String(10n ** 20n)]),
    { code: 'run.unusual-total', values: { percent: 100 } },
  ],
];

describe('the guard against unusual amounts of data', () => {
  it.each(CASES)('%s', (_, how, now, history, expected) => {
    const found = unusual(how, now, history);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject({ retry: 'after-fix', ...expected });
  });

  it('tells nothing of the ledger and nothing that storage would change', () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 14n });
    fc.assert(
      fc.property(
        fc.array(fc.record({ rows: fc.nat(2000), total: cents }), { maxLength: 3 }),
        fc.record({ rows: fc.nat(2000), total: cents }),
        (history, now) => {
          const before = past(...history.map(({ rows, total }) => [rows, String(total)] as const));
          const found = unusual(guard({ rowsPercent: 5, totalPercent: 5, mayBeEmpty: true }), now, before);
          expect(JSON.parse(JSON.stringify(found ?? null))).toEqual(found ?? null);
          expect(Object.keys(found?.values ?? {}).every((one) => /^(?:rows|usual|percent)$/.test(one))).toBe(
            true,
          );
        },
      ),
    );
  });
});

describe('what was delivered before', () => {
  it('keeps the newest, and a run once', () => {
    const four = ['a', 'b', 'c', 'd'].reduce<readonly Delivered[]>(
      (all, run) => withDelivered(all, { run, period: '2026-11', rows: 1, total: '1' }),
      [],
    );
    expect(four.map(({ run }) => run)).toEqual(['b', 'c', 'd']);
    expect(four).toHaveLength(MEAN_OF);
    const again = withDelivered(four, { run: 'c', period: '2026-11', rows: 2, total: '2' });
    expect(again.map(({ run, rows }) => [run, rows])).toEqual([
      ['b', 1],
      ['d', 1],
      ['c', 2],
    ]);
  });
});
