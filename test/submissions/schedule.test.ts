import { describe, expect, it } from 'vitest';
import {
  LEASE_SECONDS,
  nextLookAt,
  pollGapSeconds,
  retryGapSeconds,
  SILENT_AFTER_SECONDS,
} from '../../src/submissions/schedule';
import { minutes } from './life';

const CHANCES = [0, 0.25, 0.5, 0.999];

describe('the next poll', () => {
  it.each(CHANCES)('is never before DATEV wants to be asked, whatever chance says (%s)', (chance) => {
    for (const step of [0, 1, 5, 50])
      for (const asked of [0, 90, 3000])
        expect(pollGapSeconds(step, asked, chance)).toBeGreaterThanOrEqual(asked);
  });

  it.each(CHANCES)('comes later and later up to a quarter of an hour (%s)', (chance) => {
    const gaps = [0, 1, 2, 3, 4].map((step) => pollGapSeconds(step, 0, chance));
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(900);
    expect(gaps[0]).toBeGreaterThanOrEqual(45);
  });
});

describe('the next try after a technical failure', () => {
  it.each(CHANCES)('is never before the other side wants it, nor at once (%s)', (chance) => {
    for (const tries of [1, 2, 30])
      for (const asked of [0, 90, 7200]) {
        expect(retryGapSeconds(tries, asked, chance)).toBeGreaterThanOrEqual(Math.max(5, asked));
        expect(retryGapSeconds(tries, 0, chance)).toBeLessThanOrEqual(3600);
      }
  });
});

it('a doubtful outcome is looked for 1, 5, 15 and 20 minutes after the try, and then no more (A1, A2)', () => {
  const looks = [0, 1, 2, 3, 4].map((looked) => nextLookAt(minutes(0), looked));
  expect(looks).toEqual([minutes(1), minutes(5), minutes(15), minutes(20), undefined]);
});

describe('in numbers', () => {
  it('DATEV is asked after 1, 3, 9 and then every 15 minutes, up to a quarter earlier', () => {
    const gaps = (chance: number) => [0, 1, 2, 3, 9].map((step) => pollGapSeconds(step, 0, chance));
    expect([gaps(1), gaps(0)]).toEqual([
      [60, 180, 540, 900, 900],
      [45, 135, 405, 675, 675],
    ]);
  });

  it('what failed is tried after half a minute, then after twice as long each time, once an hour at least', () => {
    const gaps = [0, 1, 2, 3, 7, 8, 99].map((tries) => retryGapSeconds(tries, 0, 1));
    expect(gaps).toEqual([30, 30, 60, 120, 1920, 3600, 3600]);
    expect([0, 0.5].map((chance) => retryGapSeconds(1, 0, chance))).toEqual([5, 15]);
  });

  it('nobody knows what DATEV has not told for a day, and whoever is at a call has three minutes', () => {
    expect([SILENT_AFTER_SECONDS, LEASE_SECONDS]).toEqual([24 * 60 * 60, 3 * 60]);
  });
});
