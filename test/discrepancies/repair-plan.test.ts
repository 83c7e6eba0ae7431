import { describe, expect, it } from 'vitest';
import type { DatevJob } from '../../src/datev/extf-files/job';
import type { Discrepancy, DiscrepancyKind } from '../../src/discrepancies/discrepancy';
import { askingAgain, type FoundAgain, planRepair } from '../../src/discrepancies/repair-plan';
import { newWatch } from '../../src/mandanten/watch';
import type { Submission } from '../../src/submissions/submission';
import { DISCOVERED, ISSUE, live, minutes, RESENT, T0, UPLOADED, WITH_ISSUE } from '../submissions/life';

const REJECTED = live(DISCOVERED, ...WITH_ISSUE);
const PENDING = live(DISCOVERED, ...RESENT);
const VERBATIM = { code: '1008834', detail: 'Header error in field 14', elements: [] };
const JOB: DatevJob = { id: 'job-2', fileName: 'EXTF_Januar.csv', result: 'failed', verbatim: VERBATIM };
const SEEN = {
  ...{ id: '10077', key: 'BUCH-77', summary: 'Stapel', projectId: '10000', statusId: '1' },
  ...{ statusCategory: 'new', updated: minutes(1) },
};
const about = (kind: DiscrepancyKind, over: Partial<Discrepancy> = {}): Discrepancy => ({
  ...{ kind, mandant: '455148-1', submission: 's1', job: 'job-2', issue: { id: '10001', key: 'BUCH-1' } },
  ...over,
});
const plan = (kind: DiscrepancyKind, over: Omit<Partial<FoundAgain>, 'discrepancy'> = {}) =>
  planRepair({ discrepancy: about(kind), ...over });
const ofJob = { submission: PENDING, job: JOB, revision: 2 };

describe('one click puts right', () => {
  it.each<[string, DiscrepancyKind, Omit<Partial<FoundAgain>, 'discrepancy'>, object]>([
    [
      'what counts as delivered: it failed, for DATEV’s cause and with DATEV’s words',
      'delivered-failed',
      ofJob,
      {
        do: 'tell',
        submission: PENDING,
        event: { what: 'overturned', revision: 2, jobId: 'job-2', cause: { code: '1008834' } },
        words: { revision: 2, verbatim: VERBATIM },
      },
    ],
    [
      'a failure that we missed, with DATEV’s words',
      'result-missed',
      ofJob,
      {
        do: 'tell',
        event: { what: 'job-failed', revision: 2, jobId: 'job-2' },
        words: { revision: 2, verbatim: VERBATIM },
      },
    ],
    [
      'a success that we missed',
      'result-missed',
      { ...ofJob, job: { id: 'job-2', fileName: 'x', result: 'succeeded' } },
      { do: 'tell', event: { what: 'job-succeeded', revision: 2, jobId: 'job-2' } },
    ],
    ['a transmission nobody asks for', 'nobody-asks', { submission: PENDING }, { do: 'ask-again' }],
    ['no issue', 'no-issue', { submission: REJECTED }, { do: 'tell', event: { what: 'issue-wanted' } }],
    [
      'an issue that Jira does not show',
      'issue-unseen',
      { submission: REJECTED },
      { do: 'look-again', issue: { id: '10001' } },
    ],
    [
      'the same, on record',
      'issue-hidden',
      { submission: REJECTED },
      { do: 'tell', event: { what: 'issue-deleted' } },
    ],
    [
      'an issue that is back: the one that was seen, not the one on record',
      'issue-back',
      { submission: REJECTED, issue: SEEN },
      {
        do: 'tell',
        event: { what: 'issue-taken', issue: { id: '10077', key: 'BUCH-77', projectId: '10000' } },
      },
    ],
    ...(
      [
        ['second-issue', 'join'],
        ['done-unsent', 'move-back'],
        ['delivered-open', 'move-on'],
        ['closed-open', 'move-closed'],
        ['marks-differ', 'write-marks'],
      ] as const
    ).map(
      ([kind, repair]) =>
        [
          `${kind} by ${repair}`,
          kind,
          { submission: REJECTED },
          { do: 'tell', submission: REJECTED, event: { what: 'put-right', repair } },
        ] as [string, DiscrepancyKind, object, object],
    ),
    ['an orphan by its mark', 'issue-orphaned', {}, { do: 'take-mark-off', issue: { key: 'BUCH-1' } }],
    ['a copied mark', 'mark-copied', { submission: REJECTED }, { do: 'take-mark-off' }],
  ])('%s', (_, kind, found, wanted) => {
    expect(plan(kind, found)).toMatchObject(wanted);
  });

  it('and nothing of what only people can, or of what lacks its half', () => {
    for (const kind of ['sent-twice', 'delivered-unlisted', 'issue-moved'] as const)
      expect(plan(kind, { ...ofJob, issue: SEEN }), kind).toBeUndefined();
    const { submission, job, revision } = ofJob;
    for (const kind of ['delivered-failed', 'result-missed'] as const)
      for (const half of [
        { submission, job },
        { submission, revision },
        { job, revision },
      ])
        expect(plan(kind, half), kind).toBeUndefined();
    for (const kind of ['nobody-asks', 'no-issue', 'second-issue', 'job-unknown'] as const)
      expect(plan(kind), kind).toBeUndefined();
    expect(plan('issue-back', { submission })).toBeUndefined();
    expect(plan('issue-back', { issue: SEEN })).toBeUndefined();
    const { issue: _, ...nameless } = about('issue-orphaned');
    expect(planRepair({ discrepancy: nameless })).toBeUndefined();
    const { mandant: __, ...nobodys } = about('job-unknown');
    expect(planRepair({ discrepancy: nobodys, job: JOB })).toBeUndefined();
  });

  it('and DATEV’s words go with a job that has some, and with nothing else', () => {
    const { verbatim: _, ...silent } = JOB;
    expect(plan('result-missed', { ...ofJob, job: silent })).not.toHaveProperty('words');
    expect(plan('no-issue', { submission: REJECTED })).not.toHaveProperty('words');
  });

  it('a taken issue is written to as the one before was: ordinary fields only where an administrator mapped some', () => {
    const mapped: Submission = { ...REJECTED, issue: { ...ISSUE, mapped: true } };
    const taken = (submission: Submission) => plan('issue-back', { submission, issue: SEEN });
    expect(taken(mapped)).toMatchObject({ event: { issue: { id: '10077', mapped: true } } });
    expect(taken(REJECTED)).not.toHaveProperty('event.issue.mapped');
  });
});

describe('a job of which nobody knows is taken up', () => {
  const ours = { submissionId: 's9', revision: 3 };
  it.each<[string, object, object | undefined]>([
    ['under its old name and revision, where its record is lost', { ours }, ours],
    [
      'under a name of its own, where its record is there with another transmission',
      { ours, ...ofJob },
      undefined,
    ],
    ['under a name of its own, where another program sent it', {}, undefined],
  ])('%s', (_, found, as) => {
    const doing = plan('job-unknown', { job: JOB, ...found });
    expect(doing).toMatchObject({ do: 'take-up', mandant: '455148-1', job: JOB });
    expect(doing?.do === 'take-up' ? doing.as : doing).toEqual(as);
  });
});

describe('DATEV is asked again', () => {
  const watch = newWatch('455148-1');
  const at = { now: minutes(600), chance: 0.5 };
  const last = PENDING.attempts.at(-1);
  const asked = (s: Submission, w = watch) => askingAgain(w, s, at);

  it('for the newest transmission, as of when it was sent', () => {
    expect(asked(PENDING).open).toEqual([
      { submissionId: 's1', revision: 2, referenceId: last?.referenceId, since: last?.sentAt },
    ]);
    expect(asked(PENDING).poll).toBeDefined();
  });

  it('from now on, where nobody knows when it was sent', () => {
    const attempts = PENDING.attempts.map(({ sentAt: _, ...rest }) => rest);
    expect(asked({ ...PENDING, attempts }).open).toMatchObject([{ since: at.now }]);
  });

  it('for the job of a package, which no list shows; of a batch the list tells', () => {
    const attempts = PENDING.attempts.map((one) => ({ ...one, jobId: 'ABC' }));
    expect(asked({ ...PENDING, kind: 'dxso', attempts }).open).toMatchObject([{ jobId: 'ABC' }]);
    expect(asked({ ...PENDING, attempts }).open[0]).not.toHaveProperty('jobId');
  });

  it('not before DATEV wants to be asked again, however long ago it was sent', () => {
    const { poll } = asked(PENDING, { ...watch, notBefore: minutes(900) });
    expect(poll).toEqual({ at: minutes(900), step: 0 });
  });

  it('not twice, beside others, and not for what never went out', () => {
    const open = [{ submissionId: 's1', revision: 1, referenceId: 'x', since: T0 }];
    expect(asked(PENDING, { ...watch, open })).toEqual({ ...watch, open });
    const others = [{ submissionId: 's2', revision: 1, referenceId: 'x', since: T0 }];
    expect(asked(PENDING, { ...watch, open: others }).open).toHaveLength(2);
    expect(asked(live(UPLOADED))).toBe(watch);
  });
});
