import { describe, expect, it } from 'vitest';
import { hastened } from '../../src/hooks/hasten';
import {
  MAX_WRITES_A_MINUTE,
  NO_REFUSALS,
  REASONS,
  type RefusalReason,
  type Refusals,
  withRefusal,
} from '../../src/hooks/refusals';
import {
  NO_SECRETS,
  namedIds,
  validIds,
  withFirst,
  withNext,
  without,
  withoutOld,
  withUse,
} from '../../src/hooks/secrets';
import { newWatch } from '../../src/mandanten/watch';
import { endpointsView, refusalsView } from '../../src/views/admin/hooks-view';

const T0 = '2026-12-01T08:00:00.000Z';
const T1 = '2026-12-02T08:00:00.000Z';
const WEEK_LATER = '2026-12-09T08:00:00.000Z';
const made = (id: string, madeAt = T0) => ({ id, madeAt, madeBy: 'anna' });
const one = withFirst(NO_SECRETS, 'signed', made('a'));
const two = withNext(one, 'signed', made('b', T1));

describe('secrets of a door', () => {
  it.each([
    ['none', NO_SECRETS, T0, []],
    ['one', one, T0, ['a']],
    ['two while rotating', two, T1, ['b', 'a']],
    ['two until the week is over', two, '2026-12-09T07:59:59.999Z', ['b', 'a']],
    ['only the new one after a week', two, WEEK_LATER, ['b']],
    ['only the new one when a person ends it', withoutOld(two, 'signed'), T1, ['b']],
    ['never three', withNext(two, 'signed', made('c', T1)), T1, ['c', 'b']],
    ['none after removing', without(two, 'signed'), T1, []],
  ])('are %s', (_, all, now, ids) => {
    expect(validIds(all, 'signed', now)).toEqual(ids);
    expect(validIds(all, 'looker', now)).toEqual([]);
  });

  it('are made first once, and rotated only where there is one', () => {
    expect(withFirst(one, 'signed', made('x'))).toBe(one);
    expect(withNext(one, 'looker', made('x'))).toBe(one);
    expect(withoutOld(one, 'signed')).toBe(one);
    expect(without(one, 'looker')).toBe(one);
    expect(namedIds(two, 'signed')).toEqual(['b', 'a']);
  });

  it('say when they were used, written at most once an hour', () => {
    const used = withUse(two, { door: 'signed', id: 'a' }, T1);
    expect(used.signed?.old?.usedAt).toBe(T1);
    expect(withUse(used, { door: 'signed', id: 'a' }, '2026-12-02T08:59:59.999Z')).toBe(used);
    const again = withUse(used, { door: 'signed', id: 'a' }, '2026-12-02T09:00:00.000Z');
    expect(again.signed?.old?.usedAt).toBe('2026-12-02T09:00:00.000Z');
    expect(withUse(used, { door: 'signed', id: 'b' }, T1).signed?.current.usedAt).toBe(T1);
    expect(withUse(used, { door: 'signed', id: 'gone' }, T1)).toBe(used);
    expect(withUse(used, { door: 'looker', id: 'a' }, T1)).toBe(used);
  });

  it('are shown with instants and without values', () => {
    expect(endpointsView(two, T1)).toEqual([
      {
        ...{ door: 'signed', state: 'rotating', current: made('b', T1) },
        old: { ...made('a'), endsAt: WEEK_LATER },
      },
      { door: 'looker', state: 'closed' },
    ]);
    expect(endpointsView(two, WEEK_LATER)[0]).toEqual({
      ...{ door: 'signed', state: 'open', current: made('b', T1) },
    });
  });
});

/** So many refusals of a reason, one every `ms`. */
function knocks(
  from: Refusals,
  n: number,
  how: { reason: RefusalReason; ms: number; at?: string },
): Refusals {
  let all = from;
  for (let i = 0; i < n; i++) {
    const now = new Date(Date.parse(how.at ?? T0) + i * how.ms).toISOString();
    all = withRefusal(all, how.reason, now);
  }
  return all;
}

describe('refusals', () => {
  it('are counted by day in Berlin and reason', () => {
    let all = knocks(NO_REFUSALS, 3, { reason: 'signature', ms: 60_000 });
    all = withRefusal(all, 'time', T0);
    all = withRefusal(all, 'token', '2026-12-01T23:30:00.000Z');
    expect(all.days).toEqual({
      '2026-12-01': { counts: { signature: 3, time: 1 } },
      '2026-12-02': { counts: { token: 1 } },
    });
    expect(refusalsView(all, 'en').map(({ day, counts }) => [day, counts.map((c) => c.count)])).toEqual([
      ['2026-12-02', [1]],
      ['2026-12-01', [3, 1]],
    ]);
  });

  it('of strangers are written five times a minute at most, and the day says that there were more', () => {
    const all = knocks(NO_REFUSALS, 10_000, { reason: 'signature', ms: 5 });
    expect(all.days['2026-12-01']).toEqual({
      counts: { signature: MAX_WRITES_A_MINUTE },
      isAtLeast: true,
    });
    expect(withRefusal(all, 'token', '2026-12-01T08:00:59.000Z')).toBe(all);
    expect(withRefusal(all, 'token', '2026-12-01T08:01:00.000Z')).not.toBe(all);
  });

  it('of those who know a secret are counted however many strangers knock', () => {
    const all = withRefusal(knocks(NO_REFUSALS, 1000, { reason: 'unsigned', ms: 1 }), 'content', T0);
    expect(all.days['2026-12-01']?.counts.content).toBe(1);
  });

  it('are kept for thirty days', () => {
    const all = knocks(NO_REFUSALS, 45, { reason: 'token', ms: 86_400_000 });
    expect(Object.keys(all.days)).toHaveLength(30);
    expect(Object.keys(all.days).at(-1)).toBe('2027-01-14');
  });

  it('have words in both languages for every reason', () => {
    const all = REASONS.reduce<Refusals>(
      (sum, reason, n) => withRefusal(sum, reason, new Date(Date.parse(T0) + n * 60_000).toISOString()),
      NO_REFUSALS,
    );
    const texts = (['de', 'en'] as const).map((lang) =>
      refusalsView(all, lang).flatMap(({ counts }) => counts.map((c) => c.text)),
    );
    expect(texts.map((t) => new Set(t).size)).toEqual([REASONS.length, REASONS.length]);
    expect(new Set(texts.flat()).size).toBe(2 * REASONS.length);
  });
});

describe('a Mandant whose list has something new', () => {
  const NOW = '2026-12-01T08:20:00.000Z';
  const watch = {
    ...newWatch('455148-1'),
    watched: true,
    discovery: { seen: [], pending: [], nextAt: '2026-12-01T09:00:00.000Z' },
  };
  const trouble = {
    problem: { code: 'datev.busy', retry: 'later' },
    since: T0,
    times: 1,
  } as const;

  it.each([
    ['is looked at now', watch, NOW],
    [
      'not sooner than a minute after the last look',
      { ...watch, lastLookAt: '2026-12-01T08:19:30.000Z' },
      '2026-12-01T08:20:30.000Z',
    ],
    ['now when the last look was long ago', { ...watch, lastLookAt: T0 }, NOW],
    ['not while DATEV wants to be left in peace', { ...watch, trouble }, '2026-12-01T09:00:00.000Z'],
    ['not when nobody watches it', { ...watch, watched: false }, '2026-12-01T09:00:00.000Z'],
    ['no later than it would be', { ...watch, discovery: { ...watch.discovery, nextAt: T0 } }, T0],
  ])('%s', (_, w, nextAt) => {
    expect(hastened(w, NOW).discovery.nextAt).toBe(nextAt);
  });
});
