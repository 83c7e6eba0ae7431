import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { handOver } from '../../src/effects/hand-over';
import { sha256 } from '../../src/platform/bytes';
import { NO_DETAIL } from '../../src/runs/detail';
import { approvedBefore, deliveredBefore, keepDetail } from '../../src/runs/run-store';
import { UNAPPROVED } from '../../src/submissions/decisions/approval';
import type { SubmissionEvent } from '../../src/submissions/events';
import { idsBy } from '../../src/submissions/ids';
import { append, byApp, create } from '../../src/submissions/record-store';
import type { StoredFile } from '../../src/submissions/stored-file';
import type { Submission } from '../../src/submissions/submission';
import { loadSubmission } from '../../src/submissions/submission-store';
import { file, order } from '../submissions/life';
import { begun, made, makes, ran } from '../submissions/run-life';
import { about, leave, NOW, problem, queued, stage, wanted } from './stage';

/** It made an image and a batch. */
const RUN = ran(begun(), made());
const [IMAGE, BATCH] = [1, 2].map((part) => idsBy(sha256).produced('r1', 1, part)) as [string, string];
const act = (run: Submission = RUN, now = NOW) =>
  handOver.act(about(run, { now }), wanted({ kind: 'hand-over', revision: 1 }, 'hand:r1'), leave);
const stateOf = async (id: string) => (await loadSubmission(id))?.state;
const waits = (...children: readonly string[]) => ({
  is: 'not-yet',
  afterSeconds: expect.any(Number),
  children,
});
/** Puts events on record, whoever is at it. */
async function happens(id: string, ...events: readonly SubmissionEvent[]): Promise<void> {
  for (const event of events) {
    const on = await loadSubmission(id);
    if (on === undefined || (await append(on, event, byApp())) === 'conflict') throw new Error(`no ${id}`);
  }
}
const PUT: SubmissionEvent = { what: 'done', key: 'put:r1', jobId: 'guid-1' };
const SENT: SubmissionEvent = { what: 'done', key: 'send:r1', jobId: 'job-1' };
const counted = (records: number): SubmissionEvent => ({
  ...{ what: 'job-succeeded', revision: 1, jobId: 'job-1', records },
});
const BEHIND = { source: 'run', code: 'run.bookings-behind', faults: [] } as const;
const CLOSED: SubmissionEvent = { what: 'closed', history: '5' };
/** The image of the run as somebody who died left it: it is on record, and not ordered yet. */
const lies = (given: StoredFile) => {
  const from = { run: 'r1', pipeline: 'p0123456789ab', period: '2026-11', part: 1, of: 2 };
  const whose = { mandant: '455148-1', program: 'DATEV for Jira', kind: 'document' } as const;
  return create(IMAGE, { what: 'produced', ...whose, file: given, from }, byApp());
};
const look = (id: string) => ({ v: 1, look: 'submission', id });

describe('the files of a run', () => {
  it('get lives of their own: images first, and the bookings that name them wait', async () => {
    stage();
    expect(await act()).toEqual(waits(IMAGE));
    expect(await stateOf(IMAGE)).toMatchObject({
      ...{ origin: 'run', kind: 'document', mandant: '455148-1', program: 'DATEV for Jira' },
      from: { run: 'r1', pipeline: 'p0123456789ab', period: '2026-11', part: 1, of: 2 },
      attempts: [{ revision: 1, state: 'sending' }],
      pendingEffects: [{ key: 'put:r1' }],
    });
    expect(await stateOf(BATCH)).toBeUndefined();
    expect(queued()).toEqual([look(IMAGE)]);
  });

  it('are ordered once, however often this is repeated', async () => {
    stage();
    await act();
    expect(await act()).toEqual(waits(IMAGE));
    expect((await stateOf(IMAGE))?.attempts).toHaveLength(1);
    expect(queued()).toHaveLength(1);
  });

  it('go on with the bookings once all images are there, and are over when all is delivered', async () => {
    stage();
    await act();
    await happens(IMAGE, PUT);
    expect(await act()).toEqual(waits(IMAGE, BATCH));
    expect(await stateOf(BATCH)).toMatchObject({
      kind: 'extf',
      from: { part: 2 },
      attempts: [{ revision: 1 }],
    });
    await happens(BATCH, SENT, counted(118));
    expect(await act()).toEqual({ is: 'handed-over', as: 'delivered', children: [IMAGE, BATCH] });
  });

  it('that DATEV counted otherwise are over, too, and the difference is told', async () => {
    stage();
    await act();
    await happens(IMAGE, PUT);
    await act();
    await happens(BATCH, SENT, counted(117));
    expect(await act()).toMatchObject({
      is: 'handed-over',
      as: 'delivered',
      cause: { code: 'run.count-differs', values: { sent: 118, datev: 117 } },
    });
  });

  it('stop before the bookings when the images were closed, and say so; no booking goes without its image', async () => {
    stage();
    await act();
    await happens(IMAGE, CLOSED);
    expect(await act()).toEqual({
      ...{ is: 'handed-over', as: 'closed', children: [IMAGE] },
      cause: BEHIND,
    });
    expect(await stateOf(BATCH)).toBeUndefined();
  });

  it('are over without a delivery when one booking was closed', async () => {
    stage();
    await act();
    await happens(IMAGE, PUT);
    await act();
    await happens(BATCH, CLOSED);
    // The image is there: that is not nothing.
    const handed = { files: 2, delivered: 1 };
    expect(await act()).toEqual({ is: 'handed-over', as: 'closed', children: [IMAGE, BATCH], handed });
  });

  it('say how many are at DATEV when one of them was closed, and of how many a part is', async () => {
    stage();
    const more = (fileId: string) => ({ kind: 'extf', file: file({ fileId }) }) as const;
    const four = [...makes().files.slice(1), more('x1'), more('x2'), more('x3')];
    const run = ran(begun(), { ...made(), made: { ...makes(), files: four } });
    const [one = '', two = '', three = '', fourth = ''] = [1, 2, 3, 4].map((n) =>
      idsBy(sha256).produced('r1', 1, n),
    );
    await act(run);
    await happens(one, SENT, counted(118));
    const no = { source: 'datev', code: 'dxso-4', faults: [], arrived: 2, missing: 1 } as const;
    await happens(two, SENT, { what: 'job-failed', revision: 1, jobId: 'job-1', cause: no }, CLOSED);
    await happens(three, CLOSED);
    expect(await act(run)).toMatchObject({ is: 'not-yet' });
    await happens(fourth, SENT, counted(118));
    expect(await act(run)).toMatchObject({
      ...{ is: 'handed-over', as: 'closed' },
      handed: { files: 4, delivered: 2, partly: 1 },
    });
  });

  it('that stay behind an image say what of the images is there', async () => {
    stage();
    const [image] = makes().files;
    if (image === undefined) throw new Error('no image');
    const files = [
      image,
      { ...image, file: file({ fileId: 'd2', kind: 'document' }) },
      ...makes().files.slice(1),
    ];
    const run = ran(begun(), { ...made(), made: { ...makes(), files } });
    await act(run);
    await happens(IMAGE, PUT);
    await happens(BATCH, CLOSED);
    expect(await act(run)).toEqual({
      ...{ is: 'handed-over', as: 'closed', children: [IMAGE, BATCH], cause: BEHIND },
      handed: { files: 3, delivered: 1 },
    });
  });

  it('wait as long as one of them is on its way, also when others were closed', async () => {
    stage();
    const [image] = makes().files;
    const two = [...makes().files, { kind: 'extf', file: file({ fileId: 'x1' }) }] as const;
    if (image === undefined) throw new Error('no image');
    const run = ran(begun(), { ...made(), made: { ...makes(), files: two } });
    const third = idsBy(sha256).produced('r1', 1, 3);
    await act(run);
    await happens(IMAGE, PUT);
    await act(run);
    await happens(BATCH, CLOSED);
    expect(await act(run)).toEqual(waits(IMAGE, BATCH, third));
  });

  it('wait as long as one of them is on its way, also when others are delivered', async () => {
    stage();
    const two = [...makes().files, { kind: 'extf', file: file({ fileId: 'x1' }) }] as const;
    const run = ran(begun(), { ...made(), made: { ...makes(), files: two } });
    await act(run);
    await happens(IMAGE, PUT);
    await act(run);
    await happens(BATCH, SENT, counted(118));
    expect(await act(run)).toEqual(waits(IMAGE, BATCH, idsBy(sha256).produced('r1', 1, 3)));
  });

  it('that DATEV refused go again by a person’s word only, whatever was handed in', async () => {
    stage();
    await act();
    const cause = { source: 'datev', code: 'DCO01016', faults: [] } as const;
    await happens(IMAGE, { what: 'refused', key: 'put:r1', cause });
    await happens(IMAGE, { what: 'file-given', file: file({ revision: 2, fileId: 'y', kind: 'document' }) });
    expect(await act()).toEqual(waits(IMAGE));
    expect((await stateOf(IMAGE))?.attempts).toHaveLength(1);
    expect(queued()).toHaveLength(1);
  });

  it.each([
    ['took back before they were ordered are not ordered', { what: 'file-withdrawn' }, waits(IMAGE)],
    [
      'closed before they were ordered are not ordered',
      CLOSED,
      { is: 'handed-over', as: 'closed', children: [IMAGE], cause: BEHIND },
    ],
  ] as const)('that somebody %s', async (_what, event, outcome) => {
    stage();
    const [image] = makes().files;
    await lies(image?.file ?? file());
    await happens(IMAGE, event);
    expect(await act()).toEqual(outcome);
    expect(await stateOf(IMAGE)).toMatchObject({ attempts: [] });
    expect(queued()).toEqual([]);
  });

  it('without a run that made them are nothing to wait for', async () => {
    stage();
    expect(await act(ran(begun()))).toMatchObject(problem('run.gone', 'never'));
    expect(queued()).toEqual([]);
  });
});

describe('the run looks again', () => {
  it.each([
    ['after five minutes at first', 0, 300],
    ['after five minutes for the first twenty', 20, 300],
    ['then ever less often', 40, 600],
    ['hourly at last', 6 * 60, 3600],
  ])('%s', async (_when, waited, seconds) => {
    stage();
    const sentAt = RUN.attempts.at(-1)?.sentAt ?? '';
    const now = new Date(Date.parse(sentAt) + waited * 60_000).toISOString();
    expect(await act(RUN, now)).toMatchObject({ is: 'not-yet', afterSeconds: seconds });
  });
});

describe('what a second person has to approve', () => {
  const basis = { pipeline: { version: 3, sha256: 'p' }, plan: { version: 4, sha256: 'q' } };
  const needing = { ...made(), made: { ...makes(), needsApproval: true, basis } } as const;
  const hashes = makes().files.map(({ file }) => file.sha256);
  const approval = { revision: 1, files: hashes, basis };
  const asked = ran(begun(), needing);
  const approved = { ...asked, run: { ...asked.run, approval } } as unknown as Submission;

  it('is not handed over before, nor when something else was approved', async () => {
    stage();
    for (const other of [
      asked,
      { ...approved, run: { ...approved.run, approval: { ...approval, files: [hashes[0], 'b'] } } },
      { ...approved, run: { ...approved.run, approval: { ...approval, revision: 2 } } },
    ])
      expect(await act(other as Submission)).toEqual({ is: 'unapproved' });
    expect(await stateOf(IMAGE)).toBeUndefined();
  });

  it('is handed over as it was approved, and remembered with what it was made with', async () => {
    stage();
    await keepDetail('r1', 1, { ...NO_DETAIL, rows: 120, made: { rows: 118, soll: '100', haben: '20' } });
    await act(approved);
    await happens(IMAGE, PUT);
    await act(approved);
    expect(await approvedBefore('p0123456789ab')).toEqual([]);
    await happens(BATCH, SENT, counted(118));
    expect(await act(approved)).toMatchObject({ is: 'handed-over', as: 'delivered' });
    expect(await approvedBefore('p0123456789ab')).toEqual([{ run: 'r1', pipeline: 3, plan: 4 }]);
    expect(await deliveredBefore('p0123456789ab')).toMatchObject([
      { run: 'r1', period: '2026-11', total: '120' },
    ]);
  });

  it('is not ordered where another file lies in its place: sending that is a click of its own', async () => {
    stage();
    await lies(file({ fileId: 'z', sha256: 'c'.repeat(64), kind: 'document' }));
    expect(await act(approved)).toEqual({ is: 'problem', problem: UNAPPROVED });
    expect(await stateOf(IMAGE)).toMatchObject({ attempts: [] });
    expect(queued()).toEqual([]);
  });

  it('is not let go where what waits is another file than was approved', async () => {
    stage();
    await act(approved);
    const cause = { source: 'datev', code: 'DCO01016', faults: [] } as const;
    await happens(IMAGE, { what: 'refused', key: 'put:r1', cause });
    const other = file({ revision: 2, fileId: 'y', sha256: 'd'.repeat(64), kind: 'document' });
    await happens(IMAGE, { what: 'file-given', file: other }, order(2));
    await happens(IMAGE, { what: 'held', key: 'put:r2', problem: UNAPPROVED });
    await act(approved);
    expect((await stateOf(IMAGE))?.pendingEffects).toContainEqual(
      expect.objectContaining({ key: 'put:r2', state: 'held' }),
    );
  });

  it('goes on where it waited for that alone', async () => {
    stage();
    await act(approved);
    const hold = (code: string) =>
      ({ what: 'held', key: 'put:r1', problem: { code, retry: 'after-fix' } }) as const;
    await happens(IMAGE, hold(UNAPPROVED.code));
    expect(await act(approved)).toEqual(waits(IMAGE));
    expect((await stateOf(IMAGE))?.pendingEffects).toMatchObject([{ key: 'put:r1', state: 'due' }]);
    expect(queued()).toEqual([look(IMAGE), look(IMAGE)]);
    await happens(IMAGE, hold('datev.no-permission'));
    await act(approved);
    expect((await stateOf(IMAGE))?.pendingEffects).toMatchObject([{ key: 'put:r1', state: 'held' }]);
    expect(queued()).toHaveLength(2);
  });
});
