import { describe, expect, it } from 'vitest';
import { onGone, onMoved, onSeen } from '../../src/submissions/decisions/gone';
import { DISCOVERED, ISSUE, live, WITH_ISSUE } from './life';

const there = live(DISCOVERED, ...WITH_ISSUE);
const deleted = live(DISCOVERED, ...WITH_ISSUE, { what: 'issue-deleted' });
const hidden = live(DISCOVERED, ...WITH_ISSUE, { what: 'issue-hidden' });
const other = { issueId: '99999' };

describe('an issue that Jira does not show', () => {
  it('is deleted only when Jira told so, else hidden', () => {
    expect(onGone(there, { issueId: ISSUE.id, isToldDeleted: true })).toEqual({ what: 'issue-deleted' });
    expect(onGone(there, { issueId: ISSUE.id, isToldDeleted: false })).toEqual({ what: 'issue-hidden' });
  });

  it('says nothing of a submission that has another one, or none, or whose issue was deleted', () => {
    for (const isToldDeleted of [true, false]) {
      expect(onGone(there, { ...other, isToldDeleted })).toBeUndefined();
      expect(onGone(live(DISCOVERED), { issueId: ISSUE.id, isToldDeleted })).toBeUndefined();
      expect(onGone(deleted, { issueId: ISSUE.id, isToldDeleted })).toBeUndefined();
    }
  });

  it('is seen again when it was hidden, and nothing is to be said of one that was there', () => {
    expect(onSeen(hidden, ISSUE.id)).toEqual({ what: 'issue-seen' });
    expect(onSeen(there, ISSUE.id)).toBeUndefined();
    expect(onSeen(hidden, other.issueId)).toBeUndefined();
  });
});

describe('an issue in another project than before', () => {
  const elsewhere = { id: ISSUE.id, key: 'TEAM-7', projectId: '10001' };

  it('is noted with its new key, and where it was before nothing is', () => {
    const event = { what: 'issue-moved', key: 'TEAM-7', projectId: '10001' } as const;
    expect(onMoved(there, elsewhere)).toEqual(event);
    expect(onMoved(there, ISSUE)).toBeUndefined();
    expect(onMoved(live(DISCOVERED, ...WITH_ISSUE, event), elsewhere)).toBeUndefined();
  });

  it('is not said where only the key of its project was changed', () => {
    const event = { what: 'issue-moved', key: 'NEU-9' } as const;
    expect(onMoved(there, { ...ISSUE, key: 'NEU-9' })).toStrictEqual(event);
    const renamed = live(DISCOVERED, ...WITH_ISSUE, event);
    expect(renamed.issue).toMatchObject({ ...ISSUE, key: 'NEU-9' });
  });

  it('is nobody’s where there is none, another one, or a deleted one', () => {
    expect(onMoved(live(DISCOVERED), elsewhere)).toBeUndefined();
    expect(onMoved(there, { ...elsewhere, id: '99999' })).toBeUndefined();
    expect(onMoved(deleted, elsewhere)).toBeUndefined();
  });
});
