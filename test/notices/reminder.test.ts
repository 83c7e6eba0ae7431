import { describe, expect, it } from 'vitest';
import { needsOf } from '../../src/jira/needs';
import { mayBeOverdue, reminderOf, stormReminder } from '../../src/notices/reminder';
import type { Notices } from '../../src/settings/notices';
import type { Storm } from '../../src/storms/storm';
import type { Submission } from '../../src/submissions/submission';
import { DISCOVERED, ISSUE, live, RESENT, T0, WITH_ISSUE } from '../submissions/life';

const NOTICES: Notices = {
  ...{ land: 'BY', digest: false },
  escalation: [
    { afterDays: 1, people: ['lead'] },
    { afterDays: 2, people: ['admin'] },
  ],
};
/** Rejected on a Tuesday, due on Friday. */
const WAITS = live(DISCOVERED, ...WITH_ISSUE);
const SINCE = needsOf(WAITS)?.since ?? '';
const FOUND = { issueId: ISSUE.id, key: ISSUE.key, submissionId: 's1', since: SINCE };
const day = (n: number) => `2026-12-${String(n).padStart(2, '0')}T10:00:00.000Z`;
const reminded = (state: Submission, now: string, found = FOUND) =>
  reminderOf(state, found, { notices: NOTICES, routing: undefined, now });

describe('of something overdue', () => {
  it('each step is told once it is reached', () => {
    expect(reminded(WAITS, day(4))).toBeUndefined();
    const first = { what: 'reminded', since: SINCE, step: 1, days: 1, quiet: true } as const;
    expect(reminded(WAITS, day(7))).toEqual(first);
    const told = live(DISCOVERED, ...WITH_ISSUE, first);
    expect(reminded(told, day(7))).toBeUndefined();
    expect(reminded(told, day(8))).toMatchObject({ step: 2, days: 2 });
  });

  it('is told anew what needs somebody again since', () => {
    const told = { ...WAITS, reminded: { since: '2026-11-02T08:00:00.000Z', step: 2 } };
    expect(reminded(told, day(7))).toMatchObject({ step: 1 });
  });

  it.each([
    ['in another issue than was found', { ...WAITS, issue: { ...ISSUE, id: '10002' } }, FOUND],
    ['of what belongs to a storm', { ...WAITS, storm: 'a' }, FOUND],
    ['for what it waited for before', WAITS, { ...FOUND, since: T0.replace('T08', 'T07') }],
    ['of what is with DATEV again', live(DISCOVERED, ...RESENT), FOUND],
  ])('nothing is told %s', (_, state, found) => {
    expect(reminded(state, day(9), found)).toBeUndefined();
  });

  it('the index says where to look: where it says nothing, the record is asked', () => {
    expect(mayBeOverdue(FOUND, day(7))).toBe(true);
    expect([day(6), day(7), day(8)].map((due) => mayBeOverdue({ ...FOUND, due }, day(7)))).toEqual([
      ...[true, true, false],
    ]);
  });
});

describe('of a storm that is overdue', () => {
  const STORM: Storm = { id: 'a', cause: 'x', since: T0, joinedAt: T0, most: 3, issue: ISSUE };
  const told = (open: number) => ({ open, waiting: 0, at: T0 });

  it('each step is told once in its own issue', () => {
    expect(stormReminder(STORM, NOTICES, day(4))).toBeUndefined();
    expect(stormReminder(STORM, NOTICES, day(7))).toEqual({ issueId: ISSUE.id, step: 1, days: 1 });
    expect(stormReminder({ ...STORM, reminded: 1 }, NOTICES, day(7))).toBeUndefined();
    expect(stormReminder({ ...STORM, reminded: 1 }, NOTICES, day(8))).toMatchObject({ step: 2 });
    expect(stormReminder({ ...STORM, told: told(1) }, NOTICES, day(7))).toBeDefined();
  });

  const { issue: _, ...unmade } = STORM;
  it.each([
    ['without an issue of its own', unmade],
    ['whose issue somebody deleted', { ...STORM, goneAt: T0 }],
    ['of which nothing was open when it was told last', { ...STORM, told: told(0) }],
  ])('nothing is told of one %s', (__, storm) => {
    expect(stormReminder(storm, NOTICES, day(9))).toBeUndefined();
  });
});
