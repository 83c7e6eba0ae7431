import { describe, expect, it } from 'vitest';
import { onGone, onSeen } from '../../src/submissions/decisions/gone';
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
