import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterUnreadable, isAside, NOTHING_ASIDE, waiting } from '../../src/health/set-aside';

const T = (hours: number) => new Date(Date.UTC(2026, 11, 1) + hours * 3_600_000).toISOString();

describe('what cannot be read', () => {
  it('waits an hour, two, four … and at most a day, and is counted since the first time', () => {
    let aside = NOTHING_ASIDE;
    let at = 0;
    const pauses: number[] = [];
    for (let n = 0; n < 7; n++) {
      aside = afterUnreadable(aside, 'submission:s1', T(at));
      let pause = 0;
      while (isAside(aside, 'submission:s1', T(at + pause))) pause += 1;
      pauses.push(pause);
      at += pause;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 24, 24]);
    expect(waiting(aside, T(at - 1))).toEqual({ count: 1, since: T(0) });
    expect(waiting(aside, T(at))).toBeUndefined();
  });

  it('keeps nobody else waiting, is forgotten when it is not met again, and never grows without bound', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 800 }), (met) => {
        const aside = met.reduce(
          (all, n, at) => afterUnreadable(all, `mandant:${n}`, T(at / 10)),
          NOTHING_ASIDE,
        );
        expect(Object.keys(aside.of).length).toBeLessThanOrEqual(500);
        expect(isAside(aside, 'mandant:800', T(0))).toBe(false);
      }),
      { numRuns: 20 },
    );
    const long = afterUnreadable(afterUnreadable(NOTHING_ASIDE, 'a', T(0)), 'b', T(100));
    expect(Object.keys(long.of)).toEqual(['b']);
  });
});
