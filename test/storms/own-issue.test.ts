import { describe, expect, it } from 'vitest';
import { afterMaking, factsOf, tending, told } from '../../src/storms/own-issue';
import type { Storm } from '../../src/storms/storm';
import { ISSUE, minutes, T0 } from '../submissions/life';

const STORM: Storm = { id: 'a', cause: '1008834:extf.header.14', since: T0, joinedAt: T0, most: 3 };
const FACTS = { ...{ cause: { code: '1008834', faults: [] }, most: 5 }, open: 4, waiting: 1, mandanten: 2 };
const MADE: Storm = { ...STORM, issue: ISSUE, told: { open: 4, waiting: 1, at: T0 } };

describe('what is counted of a storm', () => {
  const tallies = [
    { series: { 'oa@0': 4, 'qa@0': 1, 'ob@0': 9, 'qb@0': 9 } },
    { series: { 'oa@0': 3, 'qa@0': -2 } },
    { series: { 'oa@0': -1 } },
    { series: {} },
  ];

  it('is summed over all Mandanten, of no other storm; a count that lags behind takes nothing away', () => {
    expect(factsOf(STORM, tallies)).toMatchObject({ open: 7, waiting: 1, mandanten: 2 });
  });

  it('remembers the most there ever were', () => {
    expect(factsOf(STORM, tallies).most).toBe(7);
    expect(factsOf({ ...STORM, most: 40 }, tallies).most).toBe(40);
  });

  it('names the cause by its code and its first fault', () => {
    expect(factsOf(STORM, []).cause).toMatchObject({ code: '1008834', faults: ['extf.header.14'] });
  });
});

describe('what the issue for the whole needs', () => {
  const tried = { ...STORM, wantedSince: T0, notBefore: minutes(3) };
  const late = { ...MADE, told: { open: 9, waiting: 1, at: T0 } };
  const all = { open: 4, waiting: 1 };
  const none = { open: 0, waiting: 0 };
  const hiddenUntil = (at: number) => ({ since: T0, looks: 1, at: minutes(at) });

  it.each([
    ['is made first', STORM, all, 1, true, 'make'],
    ['is not made while somebody lets the issues wait', STORM, all, 1, false, 'nothing'],
    ['is not made before a file is counted', STORM, none, 1, true, 'nothing'],
    ['is looked for when its answer got lost', tried, all, 4, true, 'look'],
    ['is left alone while somebody is at it', tried, all, 2, true, 'nothing'],
    ['says what has changed, five minutes later', late, all, 6, true, 'tell'],
    ['says it also while somebody lets the issues wait', late, all, 6, false, 'tell'],
    ['says it not more often than that', late, all, 4, true, 'nothing'],
    ['says nothing where nothing has changed', MADE, all, 60, true, 'nothing'],
    ['says nothing where a person deleted it', { ...late, goneAt: T0 }, all, 6, true, 'nothing'],
    ['is left alone while Jira hides it', { ...late, hidden: hiddenUntil(7) }, all, 6, true, 'nothing'],
    ['is looked for again in time', { ...MADE, hidden: hiddenUntil(6) }, all, 6, true, 'tell'],
    ['is not over unseen', { ...MADE, hidden: hiddenUntil(20) }, none, 15, true, 'nothing'],
    ['says that all is over', MADE, none, 15, true, 'end'],
    ['only says how it stands while some may still join', MADE, none, 14, true, 'tell'],
  ] as const)('it %s', (_, storm, facts, at, mayMake, step) => {
    expect(tending(storm, facts, { now: minutes(at), mayMake })).toBe(step);
  });
});

describe('the making of the issue for the whole', () => {
  const next = (storm: Storm, event: Parameters<typeof afterMaking>[1]) =>
    afterMaking(storm, event, { facts: FACTS, now: minutes(9) });
  const tried: Storm = { ...STORM, wantedSince: T0, notBefore: minutes(3), looks: 1 };
  const key = 'a';

  it('begins with a lease, and anew without the looks of the time before', () => {
    const trying = next(tried, { what: 'trying', key, leaseUntil: minutes(12) });
    expect(trying).toEqual({ ...STORM, wantedSince: minutes(9), notBefore: minutes(12) });
  });

  it('counts its looks, and each has a lease', () => {
    const looking = next(tried, { what: 'looking', key, leaseUntil: minutes(12) });
    expect(looking).toEqual({ ...tried, notBefore: minutes(12) });
    expect(next(looking, { what: 'looked', key, notBefore: minutes(14) })).toMatchObject({ looks: 2 });
    const { looks: _, ...first } = looking;
    expect(next(first, { what: 'looked', key, notBefore: minutes(14) })).toEqual({
      ...{ ...first, looks: 1, notBefore: minutes(14) },
    });
  });

  const problem = { code: 'jira.unavailable', retry: 'later' } as const;
  it('in doubt is still wanted since it was tried; surely not done it is not', () => {
    const doubted = next(tried, { what: 'doubted', key, notBefore: minutes(10), problem });
    expect(doubted).toEqual({ ...tried, notBefore: minutes(10) });
    const postponed = next(tried, { what: 'postponed', key, notBefore: minutes(10), problem });
    expect(postponed).toEqual({ ...STORM, notBefore: minutes(10) });
  });

  it('ends with the issue, which says what was counted; one that was found is told anew', () => {
    const made = next(tried, { what: 'done', key, issue: ISSUE });
    expect(made).toEqual({ ...STORM, issue: ISSUE, most: 5, told: { open: 4, waiting: 1, at: minutes(9) } });
    expect(made).toEqual(told({ ...STORM, issue: ISSUE }, FACTS, minutes(9)));
    expect(next(tried, { what: 'done', key, issue: ISSUE, found: true })).toEqual({
      ...STORM,
      issue: ISSUE,
    });
  });

  it('that Jira refuses is tried again in an hour, when somebody may have changed a setting', () => {
    const refused = next(tried, { what: 'held', key, problem });
    expect(refused).toEqual({ ...STORM, isRefused: true, notBefore: minutes(69) });
    expect(next(refused, { what: 'trying', key, leaseUntil: minutes(80) })).not.toHaveProperty('isRefused');
  });
});
