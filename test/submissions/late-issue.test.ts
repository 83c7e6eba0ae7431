import { describe, expect, it } from 'vitest';
import type { EventOf, SubmissionEvent } from '../../src/submissions/events';
import { asItFailed, isAboutEnd, toldSince } from '../../src/submissions/life/late-issue';
import type { Submission } from '../../src/submissions/submission';
import { attempt, comment, issue, pending, submission } from './changes';
import { DISCOVERED, file, ISSUE, live, minutes, order, T0 } from './life';
import { begun } from './run-life';

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

describe('what an issue that comes late is about', () => {
  const cause = { code: '1008834', faults: [] };
  const r1 = attempt({ state: 'failed', cause, endedAt: minutes(1) });
  const r2 = attempt({ revision: 2, state: 'pending' });
  const r3 = attempt({ revision: 3, state: 'unknown' });
  const files = [file({ label: 'Januar' }), file({ revision: 2, label: 'Februar' })];
  const sent = submission({ label: 'Februar', files, attempts: [r1, r2] });
  const asks = { what: 'decide-unknown', revision: 2, at: minutes(9) } as const;
  const second = { ...sent, attempts: [r1, { ...r1, revision: 2 }, r3, { ...r2, revision: 4 }] };
  const { label: _, ...unnamed } = sent;

  it.each([
    ['the failure, by the name that file had', sent, { ...sent, label: 'Januar', attempts: [r1] }],
    [
      'the failure of a file without a name',
      { ...sent, files: [] },
      { ...unnamed, files: [], attempts: [r1] },
    ],
    ['the last failure of several', second, { ...second, attempts: second.attempts.slice(0, 2) }],
    ['what is asked now', { ...sent, asks }, { ...sent, asks }],
    ['that nobody knows', { ...sent, attempts: [r1, r3] }, { ...sent, attempts: [r1, r3] }],
    ['what is so, where nothing failed', { ...sent, attempts: [r2] }, { ...sent, attempts: [r2] }],
    ['what is so, where nothing came since', { ...sent, attempts: [r1] }, { ...sent, attempts: [r1] }],
  ])('%s', (_words, s, told) => {
    expect(asItFailed(s)).toStrictEqual(told);
  });

  const at = (over: Partial<Submission>): Submission =>
    submission({ issue: issue(), attempts: [r1, r2], ...over });
  const pendingAt = { attempts: [attempt({ state: 'unknown' })], asks };
  const jobFailed = { ...r1, revision: 2, jobId: 'job-2', endedAt: minutes(9) };
  const again = { about: 'failed-again', revision: 2, cause, jobId: 'job-2' } as const;
  const delivered = { about: 'delivered', revision: 2, records: 7 } as const;
  const closed = { as: 'closed-without-sending', at: minutes(9) } as const;
  const end = { as: 'delivered', at: minutes(9) } as const;
  const handed = { files: 2, delivered: 1 };
  const handedRun = { kind: 'run', run: { ...begun().run, handed } } as const;
  const differs = { ...r1, endedAt: minutes(9) };
  const moves = (event: string) => pending(`transition:${event}`, { kind: 'transition', towards: 'closed' });
  const note = { about: 'unknown', revision: 1 } as const;

  it.each<readonly [string, Submission, string, Submission['pendingEffects']]>([
    ['that nobody knows', at(pendingAt), minutes(8), [comment('unknown:r1', note)]],
    ['not so when that was asked before', at(pendingAt), minutes(9), []],
    [
      'so once more to the next one',
      at({ ...pendingAt, completedEffects: ['!comment:unknown:r1'] }),
      minutes(8),
      [comment('unknown:r1:10001', note)],
    ],
    ['that it failed', at({ attempts: [jobFailed] }), minutes(8), [comment('failed:r2', again)]],
    ['not so when it had failed before', at({ attempts: [jobFailed] }), minutes(9), []],
    ['not so where nobody noted when', at({ attempts: [attempt({ state: 'failed', cause })] }), '', []],
    ['not so what has no cause', at({ attempts: [{ ...r2, endedAt: minutes(9) }] }), minutes(8), []],
    ['that it is on its way again', at({}), minutes(8), [comment('sent:r2', { about: 'sent', revision: 2 })]],
    ['not so by an issue of a storm', at({ storm: 'st1' }), minutes(8), []],
    ['not so before it is there', at({ attempts: [r1, { ...r2, state: 'sending' }] }), minutes(8), []],
    ['not so the first time', at({ attempts: [r2] }), minutes(8), []],
    ['nothing of what was never sent', at({ attempts: [] }), minutes(8), []],
    [
      'that it is delivered',
      at({ end, attempts: [r1, { ...r2, state: 'succeeded', records: 7 }] }),
      minutes(8),
      [comment('delivered:r2', delivered)],
    ],
    ['nothing that was delivered without being sent', at({ end, attempts: [] }), minutes(8), []],
    [
      'that it was closed, and why',
      at({ end: { ...closed, reason: 'doppelt' } }),
      minutes(8),
      [
        comment(`closed:${minutes(9)}`, { about: 'closed', reason: 'doppelt' }),
        moves(`closed:${minutes(9)}`),
      ],
    ],
    [
      'that it was closed, and what of it is at DATEV',
      at({ ...handedRun, end: closed }),
      minutes(8),
      [comment(`closed:${minutes(9)}`, { about: 'closed', handed }), moves(`closed:${minutes(9)}`)],
    ],
    [
      'that it was closed before anything was sent',
      at({ end: closed, attempts: [] }),
      minutes(8),
      [comment(`closed:${minutes(9)}`, { about: 'closed' }), moves(`closed:${minutes(9)}`)],
    ],
    [
      'nothing where it is about the end itself',
      at({ kind: 'run', end, attempts: [differs] }),
      minutes(8),
      [],
    ],
  ])('is told %s', (_words, s, triedAt, wanted) => {
    expect(toldSince(s, { triedAt })).toStrictEqual({ ...s, pendingEffects: wanted });
  });

  it.each([
    ['its end', at({ kind: 'run', end, attempts: [differs] }), true],
    ['a file', at({ end, attempts: [differs] }), false],
    [
      'that it was late',
      at({ kind: 'run', end, attempts: [{ ...differs, cause: { code: 'run.overdue', faults: [] } }] }),
      false,
    ],
    ['what came before its end', at({ kind: 'run', end, attempts: [{ ...differs, endedAt: T0 }] }), false],
    ['no cause', at({ kind: 'run', end, attempts: [{ ...r2, endedAt: minutes(9) }] }), false],
    ['nothing', at({ kind: 'run', end, attempts: [] }), false],
  ])('the issue of a run is about its end: %s', (_words, s, is) => {
    expect(isAboutEnd(s)).toBe(is);
  });
});
