import { describe, expect, it } from 'vitest';
import { quietAfter } from '../../src/jira/quiet';

describe('Jira is left alone', () => {
  const at = '2026-11-30T08:00:00.000Z';
  it.each([
    ['jira.later', 60, '2026-11-30T08:01:00.000Z'],
    ['jira.later', 3600, '2026-11-30T09:00:00.000Z'],
    ['jira.later', 59, undefined],
    ['jira.later', undefined, undefined],
    ['datev.later', 3600, undefined],
  ] as const)('after %s with %j seconds until %j', (code, retryAfterSeconds, until) => {
    const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    expect(quietAfter({ code, retry: 'later', ...wait }, at)).toBe(until);
  });
});
