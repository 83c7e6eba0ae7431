import { expect, it } from 'vitest';
import { isForGood, isForNow, longestWait, wantsRest } from '../../src/kernel/problem';

it.each([
  ['now', true, false],
  ['later', true, false],
  ['look-up', false, false],
  ['after-fix', false, true],
  ['never', false, true],
] as const)(
  'a problem of “%s”: over by itself %s, for good %s; a doubtful one is neither',
  (retry, now, good) => {
    expect([isForNow({ retry }), isForGood({ retry })]).toEqual([now, good]);
  },
);

it('of several problems the one that wants the longest wait is told, else the first', () => {
  const of = (status: number, retryAfterSeconds?: number) => ({
    ...({ code: 'datev.later', retry: 'later', status } as const),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
  const told = (...all: Parameters<typeof longestWait>[0]) => longestWait(all)?.status;
  expect(told()).toBeUndefined();
  expect(told(undefined, of(500), of(502))).toBe(500);
  expect(told(of(500), of(429, 60), undefined, of(503, 3600), of(503, 5))).toBe(503);
  expect(told(of(500), of(429, 0))).toBe(429);
  expect([wantsRest(undefined), wantsRest(of(500)), wantsRest(of(429, 0))]).toEqual([false, false, true]);
});
