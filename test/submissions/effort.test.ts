import { describe, expect, it } from 'vitest';
import type { SubmissionEvent } from '../../src/submissions/events';
import {
  diesAgain,
  earlierOf,
  isBegun,
  isLeaving,
  letGoOn,
  progressOf,
} from '../../src/submissions/life/effort';
import type { PendingEffect } from '../../src/submissions/submission';
import { minutes } from './life';

const KEY = 'send:r2';
const DUE: PendingEffect = {
  ...{ key: KEY, effect: { kind: 'send-extf', revision: 2 }, state: 'due', tries: 0, looks: 0 },
};
type Progress = Parameters<typeof progressOf>[1];
const came = (...events: readonly Progress[]) =>
  events.reduce((o, event, n) => progressOf(o, event, { at: minutes(n), actor: { kind: 'app' } }), DUE);
const lease = (n: number) => ({ key: KEY, leaseUntil: minutes(n) });
const trying = (n: number) =>
  ({ what: 'trying', ...lease(n), marks: true }) as const satisfies SubmissionEvent;
const leaving = (n: number) => ({ what: 'leaving', ...lease(n) }) as const satisfies SubmissionEvent;

describe('what somebody lets go on', () => {
  const problem = { code: 'datev.later', retry: 'after-fix' } as const;
  const held = (more: { inDoubt?: true } = {}) => ({ what: 'held', key: KEY, problem, ...more }) as const;
  const released = { what: 'released', key: KEY } as const;

  it('begins anew', () => {
    expect(came(trying(3), held(), released)).toEqual(DUE);
  });

  it('is looked for first where it may have happened, from when it was tried', () => {
    expect(came(trying(3), held({ inDoubt: true }), released)).toEqual({
      ...{ key: KEY, effect: DUE.effect, state: 'doubtful', tries: 1, looks: 0, triedAt: minutes(0) },
    });
  });

  it('need not wait any longer, and what is being tried is left to whoever is at it', () => {
    const postponed = { what: 'postponed', key: KEY, notBefore: minutes(90), problem } as const;
    expect(came(trying(3), postponed, released)).toEqual(DUE);
    expect(came(trying(3), released)).toEqual(came(trying(3)));
  });
});

describe('a try that says when it leaves', () => {
  it('may make its call once that is on record', () => {
    expect(isLeaving(came(trying(3)), lease(3))).toBe(false);
    expect(isLeaving(came(trying(3), leaving(3)), lease(3))).toBe(true);
  });

  it('must not once another has taken over: not before that one leaves, and not after', () => {
    expect(isLeaving(came(trying(3), trying(9), leaving(3)), lease(3))).toBe(false);
    expect(isLeaving(came(trying(3), trying(9), leaving(9)), lease(3))).toBe(false);
    expect(isLeaving(undefined, lease(3))).toBe(false);
    expect(isBegun(undefined, lease(3))).toBe(false);
    expect(isBegun(came(trying(3)), lease(3))).toBe(true);
    expect(isBegun(came(trying(3), trying(9)), lease(3))).toBe(false);
  });

  it('is in doubt from then on: a look keeps what it said, the next try begins anew', () => {
    const looking = { what: 'looking', ...lease(12) } as const;
    expect(came(trying(3), leaving(3), looking)).toMatchObject({
      state: 'doubtful',
      marks: true,
      left: true,
    });
    expect(came(trying(3), looking)).not.toHaveProperty('left');
    expect(came(trying(3), leaving(3), looking, trying(20))).not.toHaveProperty('left');
  });

  it('is looked for from when it left on, however long it took to get there', () => {
    expect(came(trying(3), leaving(3))).toMatchObject({ triedAt: minutes(1) });
    expect(came(trying(3), trying(9), leaving(3))).toMatchObject({ triedAt: minutes(1) });
    expect(
      came(
        trying(3),
        {
          what: 'postponed',
          key: KEY,
          notBefore: minutes(5),
          problem: { code: 'datev.later', retry: 'later' },
        },
        leaving(3),
      ),
    ).toMatchObject({ triedAt: minutes(0) });
  });

  it('tells nothing of tries of earlier versions, which said nothing', () => {
    expect(came({ what: 'trying', ...lease(3) })).not.toHaveProperty('marks');
  });
});

describe('what is known of tries that are over', () => {
  const problem = { code: 'datev.later', retry: 'later' } as const;
  const postponed = { what: 'postponed', key: KEY, notBefore: minutes(5), problem } as const;
  const held = { what: 'held', key: KEY, problem } as const;
  const doubted = { ...postponed, what: 'doubted' } as const;
  const again = (o: PendingEffect, n: number) => ({ ...trying(n), earlier: earlierOf(o) });
  const then = (o: PendingEffect, ...events: readonly Progress[]) =>
    events.reduce((p, event) => progressOf(p, event, { at: minutes(9), actor: { kind: 'app' } }), o);

  it('is that none left, however many there were', () => {
    let o = DUE;
    for (const n of [3, 4, 5]) {
      expect(earlierOf(o)).toBe('stayed');
      o = then(o, again(o, n), postponed);
    }
    expect([o.tries, earlierOf(o), letGoOn(o)]).toEqual([3, 'stayed', { what: 'released', key: KEY }]);
  });

  it.each([
    ['it was postponed after its call', postponed],
    ['nobody knows whether it arrived', doubted],
  ])(
    'is that one may have gone, for good: also where %s, and the next is held before its call and let go on',
    (_, after) => {
      const gone = then(DUE, again(DUE, 3), leaving(3), after);
      expect(earlierOf(gone)).toBe('may-have-gone');
      const kept = then(gone, again(gone, 4), held);
      expect(kept).not.toHaveProperty('left');
      const event = letGoOn(kept);
      expect(event).toEqual({ what: 'released', key: KEY, earlier: 'may-have-gone' });
      const goesOn = then(kept, event);
      expect(goesOn).toEqual({ ...DUE, earlier: 'may-have-gone' });
      expect(earlierOf(then(goesOn, again(goesOn, 5), held))).toBe('may-have-gone');
    },
  );

  it('is nothing sure where an earlier version tried, or whoever tried died time and again', () => {
    expect(earlierOf(came({ what: 'trying', ...lease(3) }, postponed))).toBe('may-have-gone');
    expect(earlierOf(came(trying(3), postponed, trying(4), postponed))).toBe('may-have-gone');
    const died = came(trying(3), { ...held, inDoubt: true });
    expect(then(died, letGoOn(died))).toMatchObject({ state: 'doubtful', earlier: 'may-have-gone' });
  });

  it('is nothing to keep where nothing is sent to DATEV', () => {
    const step = { ...DUE, effect: { kind: 'write-property' }, state: 'held', tries: 2 } as const;
    expect(letGoOn(step)).toEqual({ what: 'released', key: KEY });
  });
});

describe('how far a step is, after each event', () => {
  const problem = { code: 'datev.later', retry: 'later' } as const;
  const of = { key: KEY, effect: DUE.effect };
  const TRYING: PendingEffect = {
    ...{ ...of, state: 'trying', tries: 2, looks: 3, lapses: 1, marks: true },
    ...{ leaseUntil: minutes(3), triedAt: minutes(1) },
  };
  const LOOKING: PendingEffect = { ...TRYING, state: 'doubtful', lookingUntil: minutes(9) };
  const { lookingUntil: _, ...LOOKED } = LOOKING;
  const { lapses: __, ...LIVELY } = TRYING;
  const notBefore = minutes(30);
  it.each<readonly [string, PendingEffect, Progress, PendingEffect]>([
    [
      'tried again, by a counted death',
      LOOKING,
      { what: 'trying', ...lease(70), lapses: 2 },
      {
        ...of,
        state: 'trying',
        tries: 3,
        looks: 0,
        triedAt: minutes(60),
        leaseUntil: minutes(70),
        lapses: 2,
      },
    ],
    [
      'looked for, by a counted death',
      TRYING,
      { what: 'looking', ...lease(70), lapses: 2 },
      { ...TRYING, state: 'doubtful', lookingUntil: minutes(70), lapses: 2 },
    ],
    [
      'looked for by somebody who lives',
      TRYING,
      { what: 'looking', ...lease(70) },
      { ...LIVELY, state: 'doubtful', lookingUntil: minutes(70) },
    ],
    [
      'in doubt: whoever tried it lives',
      TRYING,
      { what: 'doubted', key: KEY, notBefore, problem },
      { ...LIVELY, state: 'doubtful', notBefore, problem },
    ],
    [
      'still in doubt: that a look ended badly says nothing of the try',
      LOOKING,
      { what: 'doubted', key: KEY, notBefore, problem },
      { ...LOOKED, notBefore, problem },
    ],
    [
      'looked for in vain',
      LOOKING,
      { what: 'looked', key: KEY, notBefore },
      { ...LOOKED, looks: 4, notBefore },
    ],
    [
      'postponed',
      LOOKING,
      { what: 'postponed', key: KEY, notBefore, problem },
      { ...LIVELY, state: 'due', notBefore, problem },
    ],
    ['held', LOOKING, { what: 'held', key: KEY, problem }, { ...LIVELY, state: 'held', problem }],
    [
      'held in doubt',
      LOOKING,
      { what: 'held', key: KEY, problem, inDoubt: true },
      { ...LIVELY, state: 'held', problem, inDoubt: true },
    ],
    ['looked for by somebody: left to them', LOOKING, { what: 'released', key: KEY }, LOOKING],
  ])('%s', (_words, before, event, then) => {
    expect(progressOf(before, event, { at: minutes(60), actor: { kind: 'app' } })).toStrictEqual(then);
  });

  it('dies again after three deaths in a row', () => {
    const lapses = (n: number) => ({ ...DUE, lapses: n });
    expect([lapses(2), lapses(3), { ...TRYING, lapses: 2 }, DUE].map(diesAgain)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
