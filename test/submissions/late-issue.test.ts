import { describe, expect, it } from 'vitest';
import type { EventOf, SubmissionEvent } from '../../src/submissions/events';
import type { Submission } from '../../src/submissions/submission';
import { DISCOVERED, file, ISSUE, live, minutes, order } from './life';

/** An issue comes when people have gone on already: what it is told (submissions/life/late-issue). */
const TRYING: SubmissionEvent = { what: 'trying', key: 'issue', leaseUntil: minutes(5) };
const there = (tells?: true): EventOf<'done'> => ({
  ...{ what: 'done', key: 'issue', issue: ISSUE },
  ...(tells === undefined ? {} : { tells }),
});
const SENT: readonly SubmissionEvent[] = [
  { what: 'file-given', file: file({ revision: 2 }) },
  order(2),
  { what: 'done', key: 'send:r2', jobId: 'job-2' },
];
const DELIVERED: SubmissionEvent = { what: 'job-succeeded', revision: 2, jobId: 'job-2', records: 12 };
const CLOSED: SubmissionEvent = { what: 'closed', reason: 'Von Hand gebucht' };

const notesOf = ({ pendingEffects }: Submission) =>
  pendingEffects.flatMap(({ effect }) => (effect.kind === 'comment' ? [effect.note] : []));
const movesOf = ({ pendingEffects }: Submission) =>
  pendingEffects.flatMap(({ effect }) => (effect.kind === 'transition' ? [effect.towards] : []));

describe('an issue that comes late', () => {
  it('tells nothing where nothing happened since', () => {
    expect(notesOf(live(DISCOVERED, TRYING, there(true)))).toEqual([]);
  });

  it('tells what was sent since', () => {
    expect(notesOf(live(DISCOVERED, TRYING, ...SENT, there(true)))).toEqual([{ about: 'sent', revision: 2 }]);
  });

  it('tells of the delivery, and of nothing before', () => {
    const s = live(DISCOVERED, TRYING, ...SENT, DELIVERED, there(true));
    expect(notesOf(s)).toEqual([{ about: 'delivered', revision: 2, records: 12 }]);
    expect(movesOf(s)).toEqual([]);
  });

  it('tells that somebody closed it, why, and rests where closed ones do', () => {
    const s = live(DISCOVERED, TRYING, CLOSED, there(true));
    expect(notesOf(s)).toEqual([{ about: 'closed', reason: 'Von Hand gebucht' }]);
    expect(movesOf(s)).toEqual(['closed']);
  });

  it('tells that what was sent since failed, too', () => {
    const cause = { code: '1008838', faults: [] };
    const failed: SubmissionEvent = { what: 'job-failed', revision: 2, jobId: 'job-2', cause };
    const s = live(DISCOVERED, TRYING, ...SENT, failed, there(true));
    expect(notesOf(s)).toEqual([{ about: 'failed-again', revision: 2, cause, jobId: 'job-2' }]);
  });

  it('tells that nobody knows whether it arrived', () => {
    const silent: SubmissionEvent = { what: 'job-silent', revision: 2 };
    const s = live(DISCOVERED, TRYING, ...SENT, silent, there(true));
    expect(notesOf(s)).toEqual([{ about: 'unknown', revision: 2 }]);
  });

  it('told nothing when an earlier version of the app made it', () => {
    expect(notesOf(live(DISCOVERED, TRYING, ...SENT, DELIVERED, there()))).toEqual([]);
  });
});

describe('an issue that somebody asked for, because the one before was deleted', () => {
  const OTHER = { id: '10002', key: 'BUCH-2', projectId: '10000' } as const;
  const FIRST: readonly SubmissionEvent[] = [TRYING, there(true), ...SENT];
  /** Deleted, asked for and made, one minute after the other, when so many events were there. */
  const again = (before: readonly SubmissionEvent[]): readonly SubmissionEvent[] => {
    const key = `issue:${minutes(before.length + 2)}`;
    return [
      { what: 'issue-deleted' },
      { what: 'issue-wanted' },
      { what: 'trying', key, leaseUntil: minutes(60) },
      { what: 'done', key, issue: OTHER, tells: true },
    ];
  };
  const madeAfter = (...before: readonly SubmissionEvent[]) => live(DISCOVERED, ...before, ...again(before));

  it('is told of the delivery although the other one had been', () => {
    const told = { what: 'done', key: 'comment:delivered:r2' } as const;
    const s = madeAfter(...FIRST, DELIVERED, told);
    expect(notesOf(s)).toEqual([{ about: 'delivered', revision: 2, records: 12 }]);
    expect(s.pendingEffects.map(({ key }) => key)).toContain('comment:delivered:r2:10002');
  });

  it('is told what is on its way, and that somebody closed it, and rests there', () => {
    const sent = { what: 'done', key: 'comment:sent:r2' } as const;
    expect(notesOf(madeAfter(...FIRST, sent))).toEqual([{ about: 'sent', revision: 2 }]);
    const closedAt = minutes(FIRST.length + 1);
    const told = ['comment', 'transition'].map((kind) => ({
      ...{ what: 'done' as const, key: `${kind}:closed:${closedAt}` },
    }));
    const s = madeAfter(...FIRST, CLOSED, ...told);
    expect([notesOf(s), movesOf(s)]).toEqual([[{ about: 'closed', reason: 'Von Hand gebucht' }], ['closed']]);
  });
});

describe('what the issue of a delivered file shows', () => {
  const delivered = (settles?: 'title' | 'title-and-status') =>
    live(DISCOVERED, TRYING, ...SENT, DELIVERED, there(true), {
      ...{ what: 'done', key: 'comment:delivered:r2' },
      ...(settles === undefined ? {} : { settles }),
    });
  const kinds = ({ pendingEffects }: Submission) =>
    pendingEffects
      .map(({ effect }) => effect.kind)
      .filter((kind) => kind === 'retitle' || kind === 'transition');

  it('is its summary, and its status only where an admin chose one', () => {
    expect(kinds(delivered('title'))).toEqual(['retitle']);
    expect(kinds(delivered('title-and-status'))).toEqual(['retitle', 'transition']);
    expect(kinds(delivered())).toEqual([]);
  });
});
