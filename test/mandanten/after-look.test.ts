import { describe, expect, it } from 'vitest';
import { secondsBetween } from '../../src/kernel/instant';
import type { Problem } from '../../src/kernel/problem';
import {
  afterList,
  afterLookFailed,
  afterPackages,
  finishedOf,
  moreDueAt,
  whatIsDue,
} from '../../src/mandanten/after-look';
import type { ClassifiedJobs } from '../../src/mandanten/classify-jobs';
import { newWatch, type OpenAttempt, type Watch, watchDueAt, withOpen } from '../../src/mandanten/watch';
import { minutes, T0 } from '../submissions/life';

const WATCHED: Watch = { ...newWatch('455148-1'), watched: true, watchedSince: T0 };
const NIGHT = '2026-12-01T02:00:00.000Z';
const HOURS = { everyMinutes: 60, fromHour: 7, toHour: 19, days: [1, 2, 3, 4, 5], zone: 'Europe/Berlin' };
const TIMES = { now: minutes(60), chance: 0, nextAt: minutes(120) };
const DOWN: Problem = { code: 'datev.unavailable', retry: 'later' };

function attempt(referenceId: string, over: Partial<OpenAttempt> = {}): OpenAttempt {
  return { submissionId: 's1', revision: 1, referenceId, since: T0, ...over };
}
const BATCH = attempt('DFJ-1');
const PACKAGE = attempt('DFJ-2', { jobId: 'job-2' });

function open(attempts: readonly OpenAttempt[], over: Partial<Watch> = {}): Watch {
  return { ...WATCHED, open: attempts, poll: { at: T0, step: 1 }, ...over };
}
const discovering = (nextAt: string) => ({ discovery: { ...WATCHED.discovery, nextAt } });

function sifted(over: Partial<ClassifiedJobs> = {}): ClassifiedJobs {
  const discovery = { seen: ['j1'], pending: ['j2', 'j3'] };
  return { ours: [], failed: [], succeeded: [], missing: [], more: false, discovery, ...over };
}
const ours = (referenceId: string, result: 'pending' | 'succeeded' | 'failed') => ({
  ...{ id: `of ${referenceId}`, fileName: 'EXTF_1.csv', referenceId, result },
});
const looked = (over: Partial<ClassifiedJobs> = {}) => ({
  ...{ sifted: sifted(over), since: T0, gone: [], hasAskedPackages: false },
});

describe('what is due of a Mandant', () => {
  it.each([
    ['a list that was never read', WATCHED, minutes(0), 'list'],
    ['a list whose slot has come', { ...WATCHED, ...discovering(minutes(1)) }, minutes(1), 'list'],
    ['nothing before its slot', { ...WATCHED, ...discovering(minutes(2)) }, minutes(1), 'nothing'],
    ['nothing of a Mandant that nobody watches', newWatch('455148-1'), minutes(0), 'nothing'],
    ['its list waits for the hours of discovery', WATCHED, NIGHT, 'postponed'],
    [
      'a batch at DATEV is asked for at night, too',
      open([BATCH], { poll: { at: NIGHT, step: 1 } }),
      NIGHT,
      'list',
    ],
    [
      'only packages are asked for one by one',
      open([PACKAGE], discovering(minutes(9))),
      minutes(1),
      'packages',
    ],
    [
      'packages and a slot that has come: the list as well',
      open([PACKAGE], discovering(minutes(1))),
      minutes(1),
      'list',
    ],
    [
      'packages and a batch: the list as well',
      open([PACKAGE, BATCH], discovering(minutes(9))),
      minutes(1),
      'list',
    ],
    [
      'packages of a Mandant that nobody watches',
      open([PACKAGE], { watched: false }),
      minutes(1),
      'packages',
    ],
  ] as const)('%s', (_, watch, now, due) => {
    expect(whatIsDue(watch, now, HOURS)).toBe(due);
  });
});

describe('after DATEV’s list was read', () => {
  it('what of ours has ended is not asked for any more, what is pending is, later than before', () => {
    const list = sifted({ ours: [ours('DFJ-1', 'failed'), ours('DFJ-3', 'pending')] });
    const before = open([BATCH, attempt('DFJ-3')]);
    const after = afterList(before, { ...looked(), sifted: list }, TIMES);
    expect(after.open.map(({ referenceId }) => referenceId)).toEqual(['DFJ-3']);
    expect(after).toMatchObject({ lastLookAt: TIMES.now, poll: { step: 2 } });
    expect(finishedOf(list)).toEqual(new Set(['DFJ-1']));
  });

  it('what has ended stays open where its submission cannot be read, and is asked for four times a day, as what is old', () => {
    const list = sifted({ ours: [ours('DFJ-1', 'succeeded')] });
    const unread = new Set(['DFJ-1']);
    const after = afterList(open([BATCH]), { ...looked(), sifted: list, unread }, TIMES);
    expect(after.open).toEqual([BATCH]);
    expect(secondsBetween(TIMES.now, after.poll?.at ?? T0)).toBe(6 * 3600);
    const two = afterList(open([BATCH, attempt('DFJ-3')]), { ...looked(), sifted: list, unread }, TIMES);
    expect(secondsBetween(TIMES.now, two.poll?.at ?? T0), 'another one wants to know').toBeLessThan(3600);
  });

  it('with nothing open no poll is set', () => {
    expect(afterList(open([]), looked(), TIMES)).not.toHaveProperty('poll');
  });

  it('the next slot comes; the rest of more than one look puts on record, with the next minute', () => {
    expect(afterList(WATCHED, looked(), TIMES).discovery.nextAt).toBe(TIMES.nextAt);
    expect(afterList(WATCHED, looked({ more: true }), TIMES).discovery.nextAt).toBe(minutes(61));
  });

  it('what was asked for one by one and is over is done with, and not pending any more', () => {
    const { discovery } = afterList(WATCHED, { ...looked(), gone: ['j3'] }, TIMES);
    expect(discovery).toMatchObject({ seen: ['j1', 'j3'], pending: ['j2'] });
  });

  it('of a Mandant that nobody watches any more nothing of other programs is noted', () => {
    const before = open([BATCH], { watched: false });
    expect(afterList(before, looked(), TIMES).discovery).toEqual(before.discovery);
  });

  it('of a Mandant that is watched anew, or from earlier on, since the look began nothing is noted: the next look is theirs', () => {
    for (const since of [minutes(1), minutes(-1)]) {
      const before = { ...WATCHED, watchedSince: since, ...discovering(minutes(2)) };
      expect(afterList(before, looked(), TIMES).discovery).toEqual(before.discovery);
    }
  });

  it('packages that were not asked for are asked for when they were to be, and no later', () => {
    const poll = { at: minutes(300), step: 9 };
    expect(afterList(open([PACKAGE], { poll }), looked(), TIMES).poll).toEqual(poll);
    expect(
      afterList(open([PACKAGE], { poll }), { ...looked(), hasAskedPackages: true }, TIMES).poll,
    ).toMatchObject({
      step: 10,
    });
    expect(afterList(open([BATCH], { poll }), looked(), TIMES).poll).toMatchObject({ step: 10 });
  });

  it('what DATEV took during the look has its own pause, also where a poll was due before', () => {
    const during = withOpen(open([BATCH], { poll: { at: T0, step: 0 } }), PACKAGE, {
      ...{ retryAfterSeconds: 120, chance: 0 },
    });
    expect(during.poll).toEqual({ at: T0, step: 0 });
    const { poll } = afterList(during, looked(), TIMES);
    expect(secondsBetween(TIMES.now, poll?.at ?? T0)).toBeGreaterThan(120);
  });

  const trouble = { problem: DOWN, since: T0, times: 3 };
  it.each([
    ['is over', open([BATCH], { trouble }), {}, undefined],
    ['counts once more', open([BATCH], { trouble }), { problem: DOWN }, { since: T0, times: 4 }],
    ['begins', WATCHED, { problem: DOWN }, { since: TIMES.now, times: 1 }],
    ['of packages stays, where none was asked for', open([BATCH, PACKAGE], { trouble }), {}, { times: 3 }],
    [
      'of packages is over, where they were',
      open([PACKAGE], { trouble }),
      { hasAskedPackages: true },
      undefined,
    ],
  ])('trouble %s', (_, before, more, expected) => {
    const after = afterList(before, { ...looked(), ...more }, TIMES);
    expect(after.trouble).toEqual(expected === undefined ? undefined : expect.objectContaining(expected));
  });
});

describe('how long DATEV wants to be left alone', () => {
  const busy = { ...DOWN, retryAfterSeconds: 3600 };
  const before = { ...open([BATCH, PACKAGE]), notBefore: TIMES.now };

  it('is over with a list that it gave', () => {
    expect(afterList(before, looked(), TIMES)).not.toHaveProperty('notBefore');
    expect(afterPackages(before, {}, TIMES)).not.toHaveProperty('notBefore');
  });

  it('counts also where it said so when it was asked for one of its jobs', () => {
    const after = afterList(before, { ...looked(), problem: busy, hasAskedPackages: true }, TIMES);
    for (const watch of [after, afterPackages(before, { trouble: busy }, TIMES)]) {
      expect(secondsBetween(TIMES.now, watchDueAt(watch) ?? TIMES.now)).toBe(3600);
      expect(secondsBetween(TIMES.now, watch.poll?.at ?? TIMES.now)).toBe(3600);
    }
  });
});

it('when the rest of many is looked at: never where there is none', () => {
  expect(moreDueAt(WATCHED)).toBeUndefined();
  expect(moreDueAt({ ...WATCHED, ...discovering(minutes(5)) })).toBeUndefined();
  const discovery = { ...WATCHED.discovery, nextAt: minutes(5), more: true } as const;
  expect(moreDueAt({ ...WATCHED, discovery })).toBe(minutes(5));
});

describe('after packages alone were asked for', () => {
  it('discovery stays as it was, the next poll comes later, and trouble is over', () => {
    const before = open([PACKAGE], {
      ...discovering(minutes(9)),
      trouble: { problem: DOWN, since: T0, times: 3 },
    });
    const after = afterPackages(before, {}, TIMES);
    expect(after).toMatchObject({ lastLookAt: TIMES.now, discovery: before.discovery, poll: { step: 2 } });
    expect(after).not.toHaveProperty('trouble');
  });

  it('one whose submission cannot be read is asked for four times a day', () => {
    const after = afterPackages(open([PACKAGE]), { unread: new Set(['DFJ-2']) }, TIMES);
    expect(secondsBetween(TIMES.now, after.poll?.at ?? T0)).toBe(6 * 3600);
    expect(after.open).toEqual([PACKAGE]);
  });

  it('what could not be asked for is told', () => {
    expect(afterPackages(open([PACKAGE]), { trouble: DOWN }, TIMES).trouble).toEqual({
      ...{ problem: DOWN, since: TIMES.now, times: 1 },
    });
  });
});

describe('after a look that failed', () => {
  it('the next one comes the later, the more often it failed', () => {
    const once = afterLookFailed(WATCHED, DOWN, TIMES);
    expect(once.trouble).toEqual({ problem: DOWN, since: TIMES.now, times: 1 });
    const nextAt = once.discovery.nextAt ?? '';
    expect(nextAt > TIMES.now && nextAt < TIMES.nextAt).toBe(true);
  });

  it.each(['datev.not-connected', 'datev.reconnect', 'datev.other-site'] as const)(
    'for %s, which people have to mend, the next slot comes',
    (code) => {
      const after = afterLookFailed(WATCHED, { code, retry: 'after-fix' }, TIMES);
      expect(after).toMatchObject({ discovery: { nextAt: TIMES.nextAt }, trouble: { times: 1 } });
    },
  );
});
