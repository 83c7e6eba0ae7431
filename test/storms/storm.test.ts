import { describe, expect, it } from 'vitest';
import { plusSeconds } from '../../src/kernel/instant';
import {
  afterRound,
  countRejected,
  issueOf,
  joined,
  linkOf,
  mayJoin,
  NO_STORMS,
  parentFor,
  parentStep,
  roundFor,
  STORM_FROM,
  secondsFor,
  stormOf,
  stormWith,
  withChanged,
  without,
} from '../../src/storms/storm';
import { dealt } from '../../src/storms/turns';

const NOW = '2026-12-01T08:00:00.000Z';
const later = (seconds: number) => new Date(Date.parse(NOW) + seconds * 1000).toISOString();
const many = new Map([['1008834', { begins: true }]]);
const few = new Map([['1008834', { begins: false }]]);
const begun = joined(NO_STORMS, many, { now: NOW, id: () => 'a' });

describe('a storm', () => {
  it('begins with many, and what comes later for the same cause belongs to it for a day', () => {
    expect(joined(NO_STORMS, few, { now: NOW, id: () => 'a' })).toBe(NO_STORMS);
    expect(stormOf(joined(begun, few, { now: later(3600), id: () => 'b' }), '1008834', later(3600))?.id).toBe(
      'a',
    );
    const next = joined(begun, many, { now: later(2 * 86_400), id: () => 'b' });
    expect(stormOf(next, '1008834', later(2 * 86_400))?.id).toBe('b');
  });

  it('is looked at at once, but never before the pace allows', () => {
    expect(begun.nextAt).toBe(NOW);
    const paced = { ...begun, pacedUntil: later(84) };
    expect(joined(paced, many, { now: later(10), id: () => 'b' }).nextAt).toBe(later(84));
    expect(afterRound(paced, { now: NOW, waits: true, quietUntil: later(600) }).nextAt).toBe(later(600));
  });

  it('has its own issue made once: after a try it is looked for', () => {
    const [storm] = begun.storms;
    if (storm === undefined) throw new Error('There is no storm.');
    expect(parentStep(storm, NOW)).toBe('make');
    const tried = { ...storm, wantedSince: NOW, notBefore: later(180) };
    expect([parentStep(tried, later(60)), parentStep(tried, later(200))]).toEqual(['wait', 'look']);
  });

  it('that was over when Jira was asked is kept for what joined it meanwhile', () => {
    const [storm] = begun.storms;
    if (storm === undefined) throw new Error('There is no storm.');
    expect(without(begun, storm).storms).toEqual([]);
    const again = joined(begun, few, { now: later(1000), id: () => 'b' });
    const kept = without(again, storm);
    expect(kept.storms.map(({ id }) => id)).toEqual(['a']);
    expect(afterRound(kept, { now: later(1001), waits: false }).nextAt).toBeDefined();
  });

  it('brings fewer issues an hour than its part of the points of Jira pays for', () => {
    expect((3600 / secondsFor(1)) * 15 * 5).toBeLessThanOrEqual(65_000 / 20);
    expect(secondsFor(1000)).toBeLessThan(2 * 3600);
  });
});

describe('of several storms', () => {
  const [storm] = begun.storms;
  if (storm === undefined) throw new Error('There is no storm.');
  const two = { ...begun, storms: [storm, { ...storm, id: 'b' }] };

  it('one is changed and the others stay; one that is over is not there', () => {
    const changed = withChanged(two, 'b', (one) => ({ ...one, reminded: 2 }));
    expect(changed.storms.map(({ id, reminded = 0 }) => [id, reminded])).toEqual([
      ['a', 0],
      ['b', 2],
    ]);
    expect(withChanged(two, 'c', (one) => ({ ...one, reminded: 2 }))).toEqual(two);
    expect([stormWith(two, 'b')?.id, stormWith(two, 'c'), stormWith(two, undefined)]).toEqual([
      ...['b', undefined, undefined],
    ]);
  });

  const issue = { id: '10001', key: 'BUCH-1', projectId: '10000' };
  it('what belongs to one is linked to its issue, which comes first; to one that somebody deleted nothing is', () => {
    expect(parentFor(storm, NOW)).toBe('wait');
    expect(parentFor({ ...storm, issue }, NOW)).toEqual({ parent: issue.id });
    expect(parentFor({ ...storm, issue, goneAt: NOW }, NOW)).toEqual({ parent: undefined });
    const hidden = { since: NOW, looks: 1, at: NOW };
    expect(parentFor({ ...storm, issue, hidden }, plusSeconds(NOW, 3599))).toBe('wait');
    expect(parentFor({ ...storm, issue, hidden }, plusSeconds(NOW, 3600))).toEqual({ parent: undefined });
    expect(parentFor({ ...storm, isRefused: true, notBefore: later(60) }, NOW)).toEqual({
      parent: undefined,
    });
    expect(parentFor(undefined, NOW), 'of one that is over').toEqual({ parent: undefined });
    expect([issueOf({ ...storm, issue }), issueOf({ ...storm, issue, goneAt: NOW })]).toEqual([
      issue,
      undefined,
    ]);
  });
});

it.each<[string, number | undefined, number, number]>([
  ['it is due and nobody has looked yet', undefined, -1, 60],
  ['the round comes after it is due', 900, 300, 960],
  ['it is due after the next round', 300, 600, 660],
])(
  'a link to an issue that Jira hides is not tried before the storm has looked: %s',
  (_, round, due, until) => {
    const hidden = { since: later(-600), looks: 2, at: later(due) };
    const storm = { id: 'a', cause: 'x', since: NOW, joinedAt: NOW, most: 30, hidden };
    const nextAt = round === undefined ? undefined : later(round);
    expect(linkOf(storm, { now: NOW, nextAt })).toEqual({ until: later(until) });
  },
);

it.each([
  ['goes on', false, false, { tends: true, makes: true, waits: false }],
  [
    'makes nothing while somebody lets the issues wait, and says how they stand',
    false,
    true,
    { tends: true, makes: false, waits: false },
  ],
  [
    'asks Jira for nothing while it wants quiet, and comes again',
    true,
    false,
    { tends: false, makes: false, waits: true },
  ],
  ['rests where both are so', true, true, { tends: false, makes: false, waits: false }],
])('a round %s', (_, isQuiet, isPaused, may) => {
  expect(roundFor({ isQuiet, isPaused })).toEqual(may);
});

describe('so many rejections for one cause', () => {
  const causes = (n: number) => Array.from({ length: n }, () => '1008834');

  it('begin a storm from a screenful on, over all Mandanten of a look', () => {
    const rejected = new Map<string, number>();
    expect(countRejected(rejected, causes(STORM_FROM - 1)).get('1008834')).toEqual({ begins: false });
    const counts = countRejected(rejected, ['1008834', 'other']);
    expect([counts.get('1008834'), counts.get('other')]).toEqual([{ begins: true }, { begins: false }]);
  });

  it('are asked about where a storm begins, or where they are the rest of very many', () => {
    const few = countRejected(new Map(), causes(2));
    expect([mayJoin(few, { isRest: false }), mayJoin(few, { isRest: true })]).toEqual([false, true]);
    expect(mayJoin(countRejected(new Map(), causes(STORM_FROM)), { isRest: false })).toBe(true);
    expect(mayJoin(new Map(), { isRest: true })).toBe(false);
  });
});

describe('turns', () => {
  it('give one of each in turn, and all of the rest to who is left', () => {
    const queues = [['a1', 'a2', 'a3', 'a4'], ['b1'], ['c1', 'c2']];
    expect(dealt(queues, 6)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
    expect(dealt(queues, 2)).toEqual(['a1', 'b1']);
    expect(dealt([], 5)).toEqual([]);
  });
});
