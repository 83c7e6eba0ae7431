import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Day,
  dayBefore,
  dayInFiscalYear,
  dayOf,
  daysIn,
  fiscalYear,
  fiscalYearBegin,
  partsOf,
  readDay,
  writeDay,
} from '../../src/kernel/day';

const anyDay = fc
  .tuple(
    fc.integer({ min: 1000, max: 9998 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
  )
  .map(([year, month, day]) => dayOf(year, month, Math.min(day, daysIn(year, month))) as Day);
const asDate = (day: Day) => new Date(`${writeDay(day, 'iso')}T00:00:00Z`);
const iso = (date: Date) => date.toISOString().slice(0, 10);

describe('days', () => {
  it.each(['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '26-01-01', '2026-1-1'])(
    'there is no day %s',
    (text) => {
      expect(readDay(text, 'iso')).toBeUndefined();
    },
  );

  it('reads what it writes in every form', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.constantFrom('iso' as const, 'compact' as const, 'german' as const),
        (day, form) => {
          expect(readDay(writeDay(day, form), form)).toBe(day);
        },
      ),
    );
  });

  it('knows the same day before as the calendar', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        // The day before the first one of all lies outside of what a Day can be written as.
        fc.pre(day > 10_000_101);
        expect(writeDay(dayBefore(day), 'iso')).toBe(iso(new Date(asDate(day).getTime() - 86_400_000)));
      }),
    );
  });

  it.each([
    [20240101, 20241231],
    [20240701, 20250630],
    [20240301, 20250228],
    [20230301, 20240229],
  ])('the fiscal year from %i ends on %i', (begin, last) => {
    expect(fiscalYear(begin as Day).last).toBe(last);
  });

  it('every day lies in the fiscal year it is said to lie in', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (day, anyBegin) => {
        const begin = fiscalYearBegin(day, anyBegin);
        const { first, last } = fiscalYear(begin);
        expect(first <= day && day <= last).toBe(true);
      }),
    );
  });

  it.each([
    [20240101, 2, 29, 20240229],
    [20230701, 2, 29, 20240229],
    [20240701, 6, 30, 20250630],
    [20240701, 7, 1, 20240701],
    [20250101, 2, 29, undefined],
    [20230101, 2, 29, undefined],
    [20230701, 2, 28, 20240228],
  ])('in the fiscal year from %i month %i day %i is %s', (begin, month, day, found) => {
    expect(dayInFiscalYear(begin as Day, month, day)).toBe(found);
  });

  it('splits and joins', () => {
    expect(partsOf(20261231 as Day)).toEqual({ year: 2026, month: 12, day: 31 });
  });
});
