import { describe, expect, it } from 'vitest';
import { afterProblem, nextTryAt, stillInDoubt } from '../../src/submissions/life/after-problem';

const AT = '2026-12-01T08:00:00.000Z';
const WHEN = { at: AT, chance: 0.5 };
const PENDING = { key: 'send:r1', tries: 0 };
const becomes = (retry: 'now' | 'later' | 'look-up' | 'after-fix' | 'never', retryAfterSeconds?: number) =>
  afterProblem(
    PENDING,
    { code: 'jira.project-gone', retry, ...(retryAfterSeconds ? { retryAfterSeconds } : {}) },
    WHEN,
  );

describe('an effect that met a problem', () => {
  it('is held for a person, dropped, looked for first, or tried again, as the problem says', () => {
    const whats = (['after-fix', 'never', 'look-up', 'now', 'later'] as const).map(
      (retry) => becomes(retry).what,
    );
    expect(whats).toEqual(['held', 'dropped', 'doubted', 'postponed', 'postponed']);
  });

  it.each(['look-up', 'now', 'later'] as const)(
    '%s: never before the other side wants to be asked',
    (retry) => {
      expect(becomes(retry, 7200)).toMatchObject({ notBefore: '2026-12-01T10:00:00.000Z' });
    },
  );

  it('is tried ever later', () => {
    const gaps = [0, 3, 6].map((tries) => {
      const event = afterProblem({ ...PENDING, tries }, { code: 'jira.project-gone', retry: 'later' }, WHEN);
      return 'notBefore' in event ? Date.parse(event.notBefore ?? '') - Date.parse(AT) : 0;
    });
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect(new Set(gaps).size).toBe(3);
  });

  it('that could not even be looked for stays in doubt, whatever the reason', () => {
    const problem = { code: 'jira.project-gone', retry: 'never' } as const;
    expect(stillInDoubt(PENDING, problem, WHEN)).toMatchObject({ what: 'doubted', key: 'send:r1' });
  });
});

describe('when it is tried again', () => {
  const problem = { code: 'jira.project-gone', retry: 'later' } as const;
  const at = (tries: number, chance: number) =>
    nextTryAt({ key: 'send:r1', tries }, problem, { at: AT, chance }).slice(11, 19);

  it.each([
    [0, '08:00:30'],
    [1, '08:01:00'],
    [2, '08:02:00'],
  ])('after %s tries: %s', (tries, time) => {
    expect(at(tries, 1)).toBe(time);
    expect(at(tries, 0)).toBe('08:00:05');
  });

  it('is looked for after a minute where it may have happened', () => {
    expect(becomes('look-up')).toMatchObject({ notBefore: '2026-12-01T08:01:00.000Z' });
  });
});
