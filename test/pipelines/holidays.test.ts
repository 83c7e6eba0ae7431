import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/kernel/calendar';
import type { Day } from '../../src/kernel/day';
import { isBusinessDay, isHoliday, nthBusinessDay } from '../../src/pipelines/holidays';
import { LANDS, type Land } from '../../src/pipelines/pipeline';
import { inEveryZone } from './zones';

const day = (number: number) => number as Day;
const holidaysOf = (year: number, land: Land) => {
  const found: number[] = [];
  for (let at = day(year * 10_000 + 101); at < (year + 1) * 10_000; at = addDays(at, 1))
    if (isHoliday(at, land)) found.push(at % 10_000);
  return found;
};
/** The nine of all Germany; Easter 2026 is on 5 April. */
const ALL = [101, 403, 406, 501, 514, 525, 1003, 1225, 1226];
const more = (...own: readonly number[]) => [...ALL, ...own].toSorted((a, b) => a - b);

describe('public holidays', () => {
  it.each<[Land, readonly number[]]>([
    ['BW', more(106, 604, 1101)],
    ['BY', more(106, 604, 815, 1101)],
    ['BE', more(308)],
    ['BB', more(405, 524, 1031)],
    ['HB', more(1031)],
    ['HH', more(1031)],
    ['HE', more(604)],
    ['MV', more(308, 1031)],
    ['NI', more(1031)],
    ['NW', more(604, 1101)],
    ['RP', more(604, 1101)],
    ['SL', more(604, 815, 1101)],
    ['SN', more(1031, 1118)],
    ['ST', more(106, 1031)],
    ['SH', more(1031)],
    ['TH', more(920, 1031)],
  ])('of 2026 in %s are all there', (land, expected) => expect(holidaysOf(2026, land)).toEqual(expected));

  it('knows the holidays decreed for one year in Berlin', () => {
    expect(isHoliday(day(20_250_508), 'BE')).toBe(true);
    expect(isHoliday(day(20_260_508), 'BE')).toBe(false);
    expect(isHoliday(day(20_250_508), 'BB')).toBe(false);
  });

  it('does not count Augsburg’s own', () => expect(isHoliday(day(20_260_808), 'BY')).toBe(false));

  it('is the same in whichever zone the process runs', () => {
    const results = inEveryZone(() => LANDS.map((land) => holidaysOf(2027, land)));
    for (const result of results) expect(result).toEqual(results[0]);
    expect(results[0]?.[LANDS.indexOf('BY')]).toEqual([
      ...[101, 106, 326, 329, 501, 506, 517, 527, 815, 1003, 1101, 1225, 1226],
    ]);
  });
});

describe('business days', () => {
  it.each([
    [20_260_102, 'BY', true],
    [20_260_106, 'BY', false],
    [20_260_106, 'BE', true],
    [20_260_103, 'BE', false],
    [20_260_104, 'BE', false],
    [20_261_224, 'BY', true],
    [20_261_231, 'BY', true],
    [20_260_815, 'BY', false],
    [20_270_816, 'BY', true],
    [20_261_118, 'SN', false],
    [20_261_118, 'BY', true],
  ] as const)('%i in %s: %s', (at, land, is) => expect(isBusinessDay(day(at), land)).toBe(is));

  it('counts over a leap day and a year’s end', () => {
    expect(nthBusinessDay(day(20_280_225), 2, 'BY')).toBe(20_280_229);
    expect(nthBusinessDay(day(20_261_231), 1, 'BE')).toBe(20_270_104);
  });

  it('the n-th has exactly n business days up to it and is one', () => {
    const start = fc.integer({ min: 0, max: 3650 }).map((n) => addDays(day(20_240_101), n));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 20 }), fc.constantFrom(...LANDS), (after, n, land) => {
        const found = nthBusinessDay(after, n, land);
        let count = 0;
        for (let at = addDays(after, 1); at <= found; at = addDays(at, 1))
          count += isBusinessDay(at, land) ? 1 : 0;
        expect([count, isBusinessDay(found, land)]).toEqual([n, true]);
      }),
      { numRuns: 60 },
    );
  });

  it('adding days goes there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4000, max: 4000 }), (n) => {
        expect(addDays(addDays(day(20_280_229), n), -n)).toBe(20_280_229);
      }),
    );
    expect(addDays(day(20_280_228), 1)).toBe(20_280_229);
    expect(addDays(day(20_270_228), 1)).toBe(20_270_301);
    expect(addDays(day(20_270_101), -1)).toBe(20_261_231);
  });
});
