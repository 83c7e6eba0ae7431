import { describe, expect, it } from 'vitest';
import { onMove } from '../../src/submissions/decisions/decide';
import type { SubmissionEvent } from '../../src/submissions/events';
import { dueAt, next } from '../../src/submissions/next';
import type { Submission } from '../../src/submissions/submission';
import { minutes } from './life';
import { begun, EXPECTED_BY, handed, made, ran, refused } from './run-life';

const wants = (revision = 1): SubmissionEvent => ({
  ...made(revision, { needsApproval: true }),
  tells: true,
});
const approves: SubmissionEvent = { what: 'approved', revision: 1 };
const ISSUE = { id: '1', key: 'BUCH-1', projectId: '10000' };
const created = (key = 'issue:approval:r1'): SubmissionEvent => ({ what: 'done', key, issue: ISSUE });
const keys = ({ pendingEffects }: Submission) => pendingEffects.map(({ key }) => key);
const trying = (key: string): SubmissionEvent => ({ what: 'trying', key, leaseUntil: minutes(5) });
const NAMING = { fileName: () => '', referenceId: () => '' };

describe('who may approve a run', () => {
  it('is told by one issue; an event of an earlier version of the app told nobody, and means that still', () => {
    expect(keys(ran(begun(), wants()))).toEqual(['issue:approval:r1']);
    expect(keys(ran(begun(), made(1, { needsApproval: true })))).toEqual([]);
  });

  it('is told nothing where no approval is asked for', () => {
    expect(keys(ran(begun(), { ...made(), tells: true }))).toEqual(['hand:r1']);
  });

  it('approved before the issue was begun, there is none', () => {
    expect(keys(ran(begun(), wants(), approves))).toEqual(['hand:r1']);
  });

  it('closed before the issue was begun, there is none', () => {
    expect(keys(ran(begun(), wants(), { what: 'closed', reason: 'not now' }))).toEqual([]);
  });

  it('at the issue that a failed execution has already: a comment, and it is work again', () => {
    const failed = [refused(), created('issue'), { what: 'run-ordered' } as const];
    const s = ran(begun(), ...failed, wants(2));
    expect(keys(s)).toEqual(expect.arrayContaining(['comment:approval:r2', 'transition:approval:r2']));
    expect(keys(s).filter((key) => key.startsWith('issue'))).toEqual([]);
  });

  it('by the issue that is on its way already, whatever it was begun for', () => {
    const s = ran(begun(), refused(), trying('issue'), { what: 'run-ordered' }, wants(2));
    expect(keys(s).filter((key) => key.startsWith('issue'))).toEqual(['issue']);
    const late = ran(begun(), wants(), trying('issue:approval:r1'), { what: 'overdue' });
    expect(keys(late)).toEqual(['issue:approval:r1']);
    expect(late.attempts.at(-1)?.cause).toBeUndefined();
  });

  it('once more when it should have been delivered, and then no more', () => {
    const s = ran(begun(), wants(), created());
    const at = { now: EXPECTED_BY, mayTransmit: true, retentionDays: 30 };
    const idle = { ...s, pendingEffects: [] };
    expect(dueAt(idle, 30)).toBe(EXPECTED_BY);
    expect(next(idle, at)).toEqual({ do: 'tell-late' });
    const late = ran(begun(), wants(), created(), { what: 'overdue' });
    expect(keys(late).filter((key) => key.startsWith('comment:approval-late'))).toHaveLength(1);
    expect(next({ ...late, pendingEffects: [] }, at)).toEqual({ do: 'rest' });
  });

  it('by a move nobody approves: it is sent back with a comment, and nothing else happens', () => {
    const s = ran(begun(), wants(), created());
    const event = onMove(s, { history: '7', meaning: 'resubmit' }, { outside: false, naming: NAMING });
    expect(event).toEqual({ what: 'sent-back', history: '7', unapproved: true });
    const back = ran(begun(), wants(), created(), event);
    expect(keys(back)).toEqual(expect.arrayContaining(['transition:back:7', 'comment:not-approved:7']));
    expect(back.asks).toMatchObject({ what: 'approve-run' });
    const close = onMove(s, { history: '7', meaning: 'close-without' }, { outside: false, naming: NAMING });
    expect(close).toEqual({ what: 'closed', history: '7' });
  });

  it('who deletes the issue deletes a message: the run still waits, goes on when approved, and has no second issue', () => {
    const deleted = [wants(), created(), { what: 'issue-deleted' } as const];
    expect(ran(begun(), ...deleted).asks).toMatchObject({ what: 'approve-run' });
    const approved = ran(begun(), ...deleted, approves);
    expect(keys(approved)).toEqual(['hand:r1']);
    expect(keys(ran(begun(), ...deleted, approves, handed()))).toEqual([]);
    expect(keys(ran(begun(), wants(), created(), approves, { what: 'issue-deleted' }))).toEqual(['hand:r1']);
  });

  it('of what is delivered the issue tells, and settles', () => {
    const s = ran(begun(), wants(), created(), approves, handed());
    expect(keys(s)).toContain('comment:delivered:r1');
    expect(keys(s).some((key) => key.startsWith('comment:approval'))).toBe(false);
  });
});
