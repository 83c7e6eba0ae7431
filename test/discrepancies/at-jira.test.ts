import { describe, expect, it } from 'vitest';
import {
  markOf,
  type OnIssue,
  type OnOpen,
  ofIssue,
  ofOpen,
  type SeenIssue,
} from '../../src/discrepancies/at-jira';
import { propertyOf } from '../../src/jira/mirror';
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings';
import type { Submission } from '../../src/submissions/submission';
import { DISCOVERED, ISSUE, live, minutes, order, RESENT, UPLOADED, WITH_ISSUE } from '../submissions/life';

const NOW = minutes(600);
const APP = 'app';
const settings: Settings = {
  ...DEFAULT_SETTINGS,
  project: { id: '10000', key: 'BUCH', issueTypeId: '1' },
  statuses: { '10000': { resubmit: ['3'], closeWithout: ['4'], deliveredTo: '5' } },
};
const REOPENING: Settings = {
  ...settings,
  statuses: { '10000': { resubmit: ['3'], closeWithout: ['4'], reopenTo: '6' } },
};
const REJECTED = live(DISCOVERED, ...WITH_ISSUE);
const PENDING = { ...live(DISCOVERED, ...RESENT), pendingEffects: [] };
const DELIVERED = {
  ...live(DISCOVERED, ...RESENT, { what: 'job-succeeded', revision: 2, jobId: 'job-2' }),
  pendingEffects: [],
};
const CLOSED = { ...live(DISCOVERED, ...WITH_ISSUE, { what: 'closed', reason: 'weg' }), pendingEffects: [] };

function issue(s: Submission, over: Partial<SeenIssue> = {}): SeenIssue {
  return {
    ...{ id: ISSUE.id, key: ISSUE.key, summary: 'Stapel', projectId: '10000', statusId: '1' },
    ...{ statusCategory: 'new', updated: minutes(1), creatorId: APP, property: propertyOf(s) },
    ...over,
  };
}
function open(s: Submission, over: Partial<OnOpen> = {}): readonly string[] {
  const on = { submission: s, watch: { open: [] }, issue: s.issue && issue(s), settings, now: NOW, ...over };
  return ofOpen(on).map(({ kind }) => kind);
}

describe('a submission that has not ended', () => {
  const asks = { open: [{ submissionId: 's1', revision: 2, referenceId: 'x', since: NOW }] };
  const deleted = live(DISCOVERED, ...WITH_ISSUE, { what: 'issue-deleted' });
  const hidden = live(DISCOVERED, ...WITH_ISSUE, { what: 'issue-hidden' });
  const done = (s: Submission, over: Partial<SeenIssue> = {}) => ({
    issue: issue(s, { statusCategory: 'done', statusId: '3', ...over }),
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['as it should be', [], open(REJECTED)],
    ['waits for DATEV, and DATEV is asked', [], open(PENDING, { watch: asks })],
    ['waits for DATEV, and nobody asks', ['nobody-asks'], open(PENDING)],
    ['is a run that waits for a second person or for its files', [], open({ ...PENDING, kind: 'run' })],
    ['has ended', [], open(DELIVERED, { issue: 'unseen' })],
    ['failed and has no issue', ['no-issue'], open({ ...live(DISCOVERED), pendingEffects: [] })],
    ['failed, and its issue is on its way', [], open(live(DISCOVERED))],
    ['handed in and not sent', [], open(live(UPLOADED))],
    ['on its way to DATEV', [], open(live(UPLOADED, order(1)))],
    ['whose issue somebody deleted', [], open(deleted, { issue: 'unseen' })],
    ['whose issue Jira does not show', ['issue-unseen'], open(REJECTED, { issue: 'unseen' })],
    ['the same, on record', ['issue-hidden'], open(hidden, { issue: 'unseen' })],
    [
      'whose issue is in a project that nobody configured',
      ['issue-moved'],
      open(REJECTED, { issue: issue(REJECTED, { projectId: '2' }) }),
    ],
    ['whose issue is done', ['done-unsent'], open(REJECTED, done(REJECTED))],
    [
      'whose issue is where an admin wants what comes back, which Jira counts as done',
      [],
      open(REJECTED, { ...done(REJECTED, { statusId: '6' }), settings: REOPENING }),
    ],
    [
      'whose issue was done an hour ago: reconciliation looks',
      [],
      open(REJECTED, done(REJECTED, { updated: minutes(540) })),
    ],
    ['whose issue is done while DATEV has the file', [], open(PENDING, { watch: asks, ...done(PENDING) })],
    [
      'whose issue is done, and asks a question there',
      [],
      open({ ...REJECTED, asks: { what: 'send-unchanged', revision: 1, at: NOW } }, done(REJECTED)),
    ],
    [
      'whose property is another one’s',
      ['marks-differ'],
      open(REJECTED, { issue: issue(REJECTED, { property: { externalId: 's2' } }) }),
    ],
    [
      'whose property is gone',
      ['marks-differ'],
      open(REJECTED, { issue: issue(REJECTED, { property: undefined }) }),
    ],
    [
      'whose property says another state',
      ['marks-differ'],
      open(REJECTED, {
        issue: issue(REJECTED, { property: { ...propertyOf(REJECTED), state: 'delivered' } }),
      }),
    ],
    [
      'whose property an earlier version wrote',
      [],
      open(REJECTED, {
        issue: issue(REJECTED, { property: { v: 1, externalId: 's1', mandant: '455148-1' } }),
      }),
    ],
    [
      'whose summary says “delivered”',
      ['marks-differ'],
      open(REJECTED, { issue: issue(REJECTED, { summary: 'Delivered to DATEV. Before: x' }) }),
    ],
    [
      'whose property follows what is under way',
      [],
      open(live(DISCOVERED, ...WITH_ISSUE.slice(0, 2)), { issue: issue(REJECTED, { property: {} }) }),
    ],
  ])('%s: %j', (_what, wanted, found) => {
    expect(found).toEqual(wanted);
  });
});

const ID = 's0123456789abcde';
function onIssue(s: Submission | undefined, over: Partial<SeenIssue> = {}): OnIssue {
  const seen = issue(REJECTED, { property: { externalId: ID }, ...over });
  return { issue: seen, submission: s, settings, now: NOW, appAccountId: APP };
}

it('a day of a filing rule, or one that was meant before the rule changed, is no difference', () => {
  const routed = { ...propertyOf(REJECTED), due: '2026-12-24T23:00:00.000Z' };
  expect(routed).not.toEqual(propertyOf(REJECTED));
  expect(open(REJECTED, { issue: issue(REJECTED, { property: routed }) })).toEqual([]);
  const wrong = { ...routed, state: 'delivered' };
  expect(open(REJECTED, { issue: issue(REJECTED, { property: wrong }) })).toEqual(['marks-differ']);
});

describe('an open issue with our mark', () => {
  it.each<[string, string | undefined, OnIssue]>([
    ['of something that is on', undefined, onIssue(REJECTED)],
    ['whose submission is not stored', 'issue-orphaned', onIssue(undefined)],
    ['of somebody else', 'mark-copied', onIssue(REJECTED, { id: '7', creatorId: 'anna' })],
    ['of somebody else, and nothing is stored', 'mark-copied', onIssue(undefined, { creatorId: 'anna' })],
    [
      'for a test, or as a warning',
      undefined,
      onIssue(undefined, { property: { externalId: 'end-warning:455148-1:1' } }),
    ],
    ['that somebody broke', undefined, onIssue(undefined, { property: 'x' })],
    ['beside another one', 'second-issue', onIssue(REJECTED, { id: '7' })],
    [
      'beside another one, and both will be joined',
      undefined,
      onIssue(
        {
          ...REJECTED,
          pendingEffects: [
            { key: 'twins:1', effect: { kind: 'close-duplicates' }, state: 'due', tries: 0, looks: 0 },
          ],
        },
        { id: '7' },
      ),
    ],
    ['of a submission without one', 'issue-back', onIssue({ ...live(DISCOVERED), pendingEffects: [] })],
    ['that is about to be found', undefined, onIssue(live(DISCOVERED))],
    [
      'that was taken for deleted',
      'issue-back',
      onIssue(live(DISCOVERED, ...WITH_ISSUE, { what: 'issue-deleted' })),
    ],
    ['of what is delivered', 'delivered-open', onIssue(DELIVERED)],
    ['of what is delivered, where it should be', undefined, onIssue(DELIVERED, { statusId: '5' })],
    ['of what is delivered, just moved', undefined, onIssue(DELIVERED, { updated: minutes(590) })],
    [
      'of what is delivered, where nobody chose a status',
      undefined,
      {
        ...onIssue(DELIVERED),
        settings: { ...settings, statuses: { '10000': { resubmit: [], closeWithout: [] } } },
      },
    ],
    ['of what is closed without sending', 'closed-open', onIssue(CLOSED)],
    [
      'of what is closed without sending, in a status for that',
      undefined,
      onIssue(CLOSED, { statusId: '4' }),
    ],
  ])('%s: %s', (_what, kind, on) => {
    expect(ofIssue(on)?.kind).toBe(kind);
  });

  it('names the issue that the submission has instead', () => {
    expect(ofIssue(onIssue(REJECTED, { id: '7', key: 'BUCH-7' }))).toMatchObject({
      issue: { key: 'BUCH-7' },
      kept: 'BUCH-1',
    });
  });

  it('is one by the form of its mark alone', () => {
    expect(markOf({ property: { externalId: ID } })).toBe(ID);
    for (const property of [undefined, null, 1, {}, { externalId: 7 }, { externalId: 'test' }])
      expect(markOf({ property })).toBeUndefined();
  });
});
