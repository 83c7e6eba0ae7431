import { describe, expect, it } from 'vitest';
import { isUsable, tokenOf } from '../../src/looker/login/token';
import { countedCall, type LookerMeter, monthOf, usageOf } from '../../src/looker/meter';
import { onExpired, taskStatusOf } from '../../src/looker/task';

const AT = '2026-11-30T23:59:59.999Z';
const NEXT = '2026-12-01T00:00:00.000Z';

describe('the meter', () => {
  const counted = (
    ...calls: readonly (readonly ['db_query' | 'non_query' | 'none', number | undefined, string])[]
  ) =>
    calls.reduce<LookerMeter>(
      (meter, [activity, status, at]) => countedCall(meter, { activity, status }, at),
      {},
    );

  it('counts by month and kind, with errors and lost answers', () => {
    const meter = counted(
      ['db_query', 200, AT],
      ['db_query', 429, AT],
      ['non_query', 200, AT],
      ['none', undefined, AT],
      ['db_query', 200, NEXT],
    );
    expect(monthOf(meter, AT)).toEqual({ dbQuery: 2, nonQuery: 1, logins: 1, errors: 2 });
    expect(monthOf(meter, NEXT)).toEqual({ dbQuery: 1, nonQuery: 0, logins: 0, errors: 0 });
  });

  it('warns from four fifths of the licence on, and at its end', () => {
    expect([0, 799, 800, 999, 1000, 2000].map((calls) => usageOf(calls, 1000))).toEqual([
      ...['plenty', 'plenty', 'nearly', 'nearly', 'used-up', 'used-up'],
    ]);
  });

  it('keeps thirteen months', () => {
    const months = Array.from(
      { length: 20 },
      (_, n) => `${2025 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`,
    );
    const meter = counted(...months.map((month) => ['db_query', 200, `${month}-15T00:00:00Z`] as const));
    expect(Object.keys(meter).sort()).toEqual(months.slice(-13));
  });
});

describe('a token', () => {
  const token = tokenOf({ token: 't2', expiresIn: 3600 }, NEXT);

  it('is used until shortly before its end', () => {
    expect(token).toEqual({ token: 't2', expiresAt: '2026-12-01T01:00:00.000Z' });
    expect(isUsable(token, '2026-12-01T00:57:59Z')).toBe(true);
    expect(isUsable(token, '2026-12-01T00:58:00Z')).toBe(false);
    expect(isUsable(token, NEXT, 't2')).toBe(false);
    expect(isUsable(token, NEXT, 't1')).toBe(true);
  });
});

describe('a task', () => {
  it.each([
    ['added', 'running'],
    ['running', 'running'],
    ['complete', 'complete'],
    ['Complete', 'complete'],
    ['error', 'error'],
    ['failure', 'error'],
    ['killed', 'killed'],
    ['expired', 'expired'],
    ['missing', 'expired'],
    ['something new', 'running'],
  ])('%s is %s', (word, status) => {
    expect(taskStatusOf(word)).toBe(status);
  });

  it.each([
    [1, undefined, 'wait'],
    [1, '2026-12-01T00:00:00.001Z', 'wait'],
    [1, '2026-12-01T00:00:00.000Z', 'again'],
    [2, '2026-12-01T00:00:00.000Z', 'again'],
    [3, '2026-12-01T00:00:00.000Z', 'give-up'],
  ] as const)('made %s times and expired since %s: %s', (tries, expiredSince, what) => {
    const task = { id: 't', tries, ...(expiredSince === undefined ? {} : { expiredSince }) };
    expect(onExpired(task, '2026-12-01T00:01:00.000Z')).toBe(what);
  });
});
