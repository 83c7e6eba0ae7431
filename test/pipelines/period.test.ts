import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, dayBefore, dayOf, daysIn, partsOf } from '../../src/kernel/day';
import {
  daysOf,
  isPeriod,
  nextPeriod,
  type Period,
  periodBefore,
  periodLabel,
  periodOf,
  rangeOf,
  readPeriod,
  sharing,
  unitOf,
} from '../../src/pipelines/period';
import { PERIODS, type PeriodUnit } from '../../src/pipelines/pipeline';

const read = (text: string) => text as Period;
const day = (number: number) => number as Day;

describe('periods as text', () => {
  it.each([
    ['2026-11', 'month'],
    ['2026-Q4', 'quarter'],
    ['2028-02-29', 'day'],
    ['2000-01', 'month'],
    ['2099-Q1', 'quarter'],
  ] as const)('%s is a %s and nothing else', (text, unit) => {
    expect(PERIODS.filter((one) => readPeriod(text, one) === text)).toEqual([unit]);
    expect(isPeriod(text)).toBe(true);
    expect(unitOf(read(text))).toBe(unit);
  });

  it.each(['', '2026', '2026-13', '2026-00', '2026-1', '2026-Q0', '2026-Q5', '2026-q1', '2026-02-29'])(
    '%j is no period',
    (text) => expect(isPeriod(text)).toBe(false),
  );
  it.each(['1999-12', '2100-01', '2026-11-31', '2026-11 ', ' 2026-11', '2026-11\n', '20261130', '0226-11'])(
    '%j is no period',
    (text) => expect(isPeriod(text)).toBe(false),
  );

  it.each([
    ['2026-11', 20_261_101, 20_261_130, 20_261_201],
    ['2026-12', 20_261_201, 20_261_231, 20_270_101],
    ['2028-02', 20_280_201, 20_280_229, 20_280_301],
    ['2027-02', 20_270_201, 20_270_228, 20_270_301],
    ['2026-Q4', 20_261_001, 20_261_231, 20_270_101],
    ['2028-Q1', 20_280_101, 20_280_331, 20_280_401],
    ['2028-02-29', 20_280_229, 20_280_229, 20_280_301],
    ['2026-12-31', 20_261_231, 20_261_231, 20_270_101],
  ])('%s lasts from %i to %i', (text, first, last, until) => {
    expect(rangeOf(read(text))).toEqual({ first, last, until });
  });

  it.each([
    ['month', 20_261_201, '2026-11'],
    ['month', 20_261_231, '2026-11'],
    ['month', 20_270_101, '2026-12'],
    ['quarter', 20_260_331, '2025-Q4'],
    ['quarter', 20_260_401, '2026-Q1'],
    ['quarter', 20_270_115, '2026-Q4'],
    ['day', 20_280_301, '2028-02-29'],
    ['day', 20_270_101, '2026-12-31'],
  ] as const)('the %s before %i is %s', (unit, at, period) => {
    expect(periodBefore(day(at), unit)).toBe(period);
  });

  it.each([
    ['2026-12', '2027-01'],
    ['2026-Q4', '2027-Q1'],
    ['2026-Q1', '2026-Q2'],
    ['2026-12-31', '2027-01-01'],
    ['2028-02-28', '2028-02-29'],
  ])('after %s comes %s', (period, next) => expect(nextPeriod(read(period))).toBe(next));

  it.each([
    ['2026-11', 'November 2026', 'November 2026'],
    ['2026-03', 'März 2026', 'March 2026'],
    ['2026-Q1', '1. Quartal 2026', '1st quarter 2026'],
    ['2026-Q2', '2. Quartal 2026', '2nd quarter 2026'],
    ['2026-Q3', '3. Quartal 2026', '3rd quarter 2026'],
    ['2026-Q4', '4. Quartal 2026', '4th quarter 2026'],
    ['2026-11-30', '30.11.2026', '30 Nov 2026'],
    ['2026-05-02', '02.05.2026', '2 May 2026'],
  ])('%s reads %s', (period, de, en) => {
    expect([periodLabel(read(period), 'de'), periodLabel(read(period), 'en')]).toEqual([de, en]);
  });

  it.each([
    ['2026-11', '2026-11-01', '2026-11-30'],
    ['2026-Q4', '2026-10-01', '2026-12-31'],
    ['2026-11-30', '2026-11-30', '2026-11-30'],
  ])('%s asks Looker for %s to %s', (period, first, last) =>
    expect(daysOf(read(period))).toEqual({ first, last }),
  );
});

describe('laws of periods', () => {
  const days = fc
    .tuple(
      fc.integer({ min: 2001, max: 2098 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
    )
    .map(([y, m, d]) => dayOf(y, m, Math.min(d, daysIn(y, m))) ?? day(20_260_101));
  const units = fc.constantFrom<PeriodUnit>(...PERIODS);

  it('a day lies in its period, and the periods follow each other without a gap', () => {
    fc.assert(
      fc.property(days, units, (at, unit) => {
        const period = periodOf(at, unit);
        const { first, last, until } = rangeOf(period);
        expect(first <= at && at <= last).toBe(true);
        expect(dayBefore(until)).toBe(last);
        expect(rangeOf(nextPeriod(period)).first).toBe(until);
        expect(readPeriod(period, unit)).toBe(period);
        expect(nextPeriod(period) > period).toBe(true);
      }),
    );
  });

  it('the period before a day is the one that the day’s own follows', () => {
    fc.assert(
      fc.property(days, units, (at, unit) => {
        const before = periodBefore(at, unit);
        expect(rangeOf(before).last < at).toBe(true);
        expect(nextPeriod(before)).toBe(periodOf(at, unit));
        expect(partsOf(rangeOf(before).first).year).toBeGreaterThanOrEqual(2000);
      }),
    );
  });
});

describe('periods that have days in common', () => {
  it.each<[string, PeriodUnit, string, string, number]>([
    ['2026-Q4', 'month', '2026-10', '2026-12', 3],
    ['2026-Q4', 'day', '2026-10-01', '2026-12-31', 92],
    ['2028-02', 'day', '2028-02-01', '2028-02-29', 29],
    ['2026-11', 'quarter', '2026-Q4', '2026-Q4', 1],
    ['2026-12-31', 'month', '2026-12', '2026-12', 1],
    ['2026-12-31', 'quarter', '2026-Q4', '2026-Q4', 1],
    ['2026-11', 'month', '2026-11', '2026-11', 1],
  ])('%s by %s: from %s to %s', (text, unit, from, to, count) => {
    const found = sharing(read(text), unit);
    expect([found[0], found.at(-1), found.length]).toEqual([from, to, count]);
  });
});
