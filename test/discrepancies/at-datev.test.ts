import { describe, expect, it } from 'vitest';
import type { DatevJob } from '../../src/datev/extf-files/job';
import { type OnJob, ofJob, takenTwice, unlisted } from '../../src/discrepancies/at-datev';
import { newWatch, type Watch } from '../../src/mandanten/watch';
import { listedOf } from '../../src/submissions/lists/listed';
import type { Submission } from '../../src/submissions/submission';
import { DISCOVERED, live, minutes, order, RESENT, T0, UPLOADED } from '../submissions/life';

const NOW = minutes(600);
const watch: Watch = { ...newWatch('455148-1'), watched: true, watchedSince: T0, lastLookAt: NOW };
const job = (over: Partial<DatevJob> = {}): DatevJob => ({
  id: 'job-2',
  fileName: 'EXTF_Januar.csv',
  result: 'failed',
  timestamp: minutes(10),
  ...over,
});
const on = (submission: Submission | undefined, over: Partial<OnJob> = {}): OnJob => ({
  watch,
  submission,
  ...(submission === undefined ? {} : { ours: { submissionId: submission.id, revision: 2 } }),
  ...over,
});
const kindOf = (some: DatevJob, about: OnJob) => ofJob(some, about)?.kind;

const PENDING = live(DISCOVERED, ...RESENT);
const DELIVERED = live(DISCOVERED, ...RESENT, { what: 'job-succeeded', revision: 2, jobId: 'job-2' });
const FAILED = live(DISCOVERED, ...RESENT, {
  what: 'job-failed',
  revision: 2,
  jobId: 'job-2',
  cause: { code: '1008834', faults: [] },
});
const SENDING = live(UPLOADED, order(1));
const asked = {
  watch: { ...watch, open: [{ submissionId: 's1', revision: 2, referenceId: 'DFJ-i-s1-r2', since: T0 }] },
};

describe('a job of DATEV’s list', () => {
  it.each<[string, string | undefined, DatevJob, OnJob]>([
    ['failed, and we call it delivered', 'delivered-failed', job(), on(DELIVERED)],
    ['failed, and we know', undefined, job(), on(FAILED)],
    ['succeeded, and we know', undefined, job({ result: 'succeeded' }), on(DELIVERED)],
    ['succeeded, and we call it rejected', 'result-missed', job({ result: 'succeeded' }), on(FAILED)],
    ['has ended, and nobody asks', 'result-missed', job(), on(PENDING)],
    ['has ended, and the next poll will tell', undefined, job(), on(PENDING, asked)],
    ['is pending', undefined, job({ result: 'pending' }), on(DELIVERED)],
    [
      'has ended, and what sends it still looks',
      undefined,
      job(),
      on(SENDING, { ours: { submissionId: 's1', revision: 1 } }),
    ],
    [
      'of an earlier revision succeeded after all, and the next one is there, too',
      'sent-twice',
      job({ id: 'job-1', result: 'succeeded' }),
      on(DELIVERED, { ours: { submissionId: 's1', revision: 1 } }),
    ],
    [
      'of an earlier revision failed, as it should',
      undefined,
      job({ id: 'job-1' }),
      on(DELIVERED, { ours: { submissionId: 's1', revision: 1 } }),
    ],
    [
      'carries our reference, and nothing is stored',
      'job-unknown',
      job(),
      on(undefined, { ours: { submissionId: 's9', revision: 1 } }),
    ],
    [
      'failed before the transmission with which a lost record was taken up again',
      undefined,
      job({ id: 'job-1' }),
      on(
        { ...DELIVERED, attempts: DELIVERED.attempts.slice(-1) },
        { ours: { submissionId: 's1', revision: 1 } },
      ),
    ],
    [
      'failed after what is stored',
      'job-unknown',
      job({ id: 'job-9' }),
      on(DELIVERED, { ours: { submissionId: 's1', revision: 9 } }),
    ],
    [
      'succeeded for something that is not stored',
      undefined,
      job({ result: 'succeeded' }),
      on(undefined, { ours: { submissionId: 's9', revision: 1 } }),
    ],
    ['of another program failed, and a look passed it over', 'job-unknown', job(), on(undefined)],
    [
      'of another program failed after the last look',
      undefined,
      job({ timestamp: minutes(590) }),
      on(undefined),
    ],
    [
      'of another program was received before we watched',
      undefined,
      job({ timestamp: minutes(-1) }),
      on(undefined),
    ],
    [
      'of another program, of a Mandant that nobody watches',
      undefined,
      job(),
      on(undefined, { watch: { ...watch, watched: false } }),
    ],
    [
      'of another program was pending at the last look',
      undefined,
      job(),
      on(undefined, { watch: { ...watch, discovery: { seen: [], pending: ['job-2'] } } }),
    ],
    [
      'of another program without a time',
      undefined,
      { id: 'x', fileName: 'x', result: 'failed' },
      on(undefined),
    ],
  ])('that %s: %s', (_what, kind, some, about) => {
    expect(kindOf(some, about)).toBe(kind);
  });

  it('of another program that succeeded after all is a result we missed', () => {
    const known = { watch, submission: live(DISCOVERED) };
    expect(kindOf(job({ id: 'job-1', result: 'succeeded' }), known)).toBe('result-missed');
    expect(kindOf(job({ id: 'job-1' }), known)).toBeUndefined();
  });

  it('names the Mandant, the file and the job, and nothing else', () => {
    expect(ofJob(job(), on(DELIVERED))).toEqual({
      kind: 'delivered-failed',
      mandant: '455148-1',
      submission: 's1',
      fileName: DELIVERED.fileName,
      job: 'job-2',
    });
  });
});

describe('a list', () => {
  const succeeded = job({ result: 'succeeded' });

  it('with two jobs of one submission says so once for each beyond the first', () => {
    const jobs = [succeeded, job({ id: 'job-3', result: 'succeeded' }), job({ id: 'job-4' })];
    expect(takenTwice(jobs, () => on(DELIVERED)).map(({ kind, job: id }) => [kind, id])).toEqual([
      ['sent-twice', 'job-3'],
    ]);
    expect(takenTwice([succeeded], () => on(DELIVERED))).toEqual([]);
    expect(takenTwice(jobs, () => on(undefined))).toEqual([]);
  });

  const row = listedOf({ ...DELIVERED, startedAt: minutes(20) });
  const older = job({ id: 'job-0', fileName: 'EXTF_alt.csv', result: 'succeeded', timestamp: minutes(1) });

  const newer = job({ id: 'job-8', fileName: 'EXTF_neu.csv', result: 'succeeded', timestamp: minutes(500) });
  const whole = (...jobs: readonly DatevJob[]) => ({ jobs, total: jobs.length });
  const part = (...jobs: readonly DatevJob[]) => ({ jobs, total: jobs.length + 1 });

  it.each([
    ['it is the whole list', whole(older)],
    ['it is the whole list, in whatever order', whole(newer, older, { ...older, id: 'job-7' })],
    ['it is a part of the list, oldest first, and goes on further', part(older, newer)],
    ['it is a part of the list, newest first, and begins later', part(newer, older)],
    ['nobody says how long the list is', { jobs: [newer, older] }],
  ])('that goes back further and lacks a delivered file says so where %s', (_how, list) => {
    expect(unlisted([row], list, NOW)).toMatchObject([
      { kind: 'delivered-unlisted', submission: 's1', job: 'job-2' },
    ]);
  });

  it.each<[string, Parameters<typeof unlisted>]>([
    ['it has it by its job', [[row], whole(older, succeeded), NOW]],
    [
      'it has it by its name',
      [[row], whole(older, job({ id: 'other', fileName: row.attempts.at(-1)?.fileName ?? '' })), NOW],
    ],
    [
      'it does not go back so far',
      [[row], whole(job({ id: 'x', fileName: 'x', timestamp: minutes(30) })), NOW],
    ],
    [
      'it is a part of the list that ends before, oldest first',
      [[row], part(older, { ...older, id: 'y' }), NOW],
    ],
    ['it does not go back so far and nobody says how long it is', [[row], { jobs: [older] }, NOW]],
    ['it is a part of the list that is not in the order of time', [[row], part(newer, older, newer), NOW]],
    ['it is empty', [[row], whole(), NOW]],
    ['a job of it has no time', [[row], whole(older, { id: 'y', fileName: 'y', result: 'failed' }), NOW]],
    ['a job of it cannot be read', [[row], { ...part(older, newer), unreadable: 1 }, NOW]],
    ['the delivery is of the last minutes', [[row], whole(older), minutes(17)]],
  ])('proves nothing where %s', (_why, args) => {
    expect(unlisted(...args)).toEqual([]);
  });
});
