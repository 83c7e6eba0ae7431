import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../src/files/file-store';
import { advance } from '../../src/flows/advance';
import type { PipelineDraft } from '../../src/pipelines/pipeline';
import { expired } from '../../src/submissions/retention';
import type { Submission } from '../../src/submissions/submission';
import { loadSubmission } from '../../src/submissions/submission-store';
import { onRecordAt, stored } from '../effects/datev';
import { prepared } from '../effects/run-world';
import { order, UPLOADED } from '../submissions/life';
import { DXSO } from './plans';

const BY_HAND = { documents: { type: 'Rechnung', sources: [], byHand: true } };
const PACKAGES = { output: DXSO, isActive: true, ...BY_HAND } as const;
const DAY = 86_400_000;
const days = (from: number, n: number) => new Date(from + n * DAY).toISOString();
/** A month that is over, and whose next one is over as well. */
const [HANDED_IN, KEPT_FROM] = ['2025-10-02T08:00:00.000Z', '2025-11-30'];

/** An image that was handed in and delivered on this day, after somebody looked at what is due. */
async function looked(pipeline: Partial<PipelineDraft>, at = HANDED_IN) {
  await prepared({ pipeline });
  const image = { kind: 'document', name: '1001.png', document: { type: 'Beleg' }, at } as const;
  const file = await stored(new Uint8Array([1, 2, 3]), image);
  await onRecordAt(at, 'g1', [
    { ...UPLOADED, file },
    order(1),
    { what: 'done', key: 'put:r1', jobId: '00000001-fbaa-4054-af36-993d5d68f040' },
  ]);
  await advance('g1');
  const state = (await loadSubmission('g1'))?.state as Submission;
  return { state, isThere: (await readFile(file)).ok };
}

describe('the bytes of an image that a person handed in', () => {
  const recently = () => days(Date.now(), -35);

  it('are kept while a run of the Mandant may put them into its package, and go when that is over, too', async () => {
    const { state, isThere } = await looked(PACKAGES, recently());
    expect(isThere).toBe(true);
    const from = Date.parse(state.keptFrom ?? '');
    expect(from).toBeGreaterThan(Date.now() - 5 * DAY);
    expect(expired(state, { now: days(from, 29), retentionDays: 30 })).toEqual([]);
    expect(expired(state, { now: days(from, 30), retentionDays: 30 })).toEqual([1]);
  });

  it('also where a person runs the pipeline, which is switched off', async () => {
    const { state, isThere } = await looked({ ...PACKAGES, isActive: false }, recently());
    expect(isThere).toBe(true);
    expect(Date.parse(state.keptFrom ?? '')).toBeGreaterThan(Date.now() - 5 * DAY);
  });

  it('to the end of the last period to which they may belong, then by the time of keeping', async () => {
    const { state, isThere } = await looked(PACKAGES);
    expect(state.keptFrom).toBe(`${KEPT_FROM}T23:59:59.000Z`);
    expect(isThere).toBe(false);
  });

  it.each<[string, Partial<PipelineDraft>]>([
    ['has none', { ...PACKAGES, documents: { ...BY_HAND.documents, byHand: false } }],
    [
      'makes batches, which name what DATEV has',
      { ...PACKAGES, output: { as: 'extf', label: 'x', isLocked: false, byMonth: false } },
    ],
  ])('are kept no longer where the pipeline %s', async (_, pipeline) => {
    const { state, isThere } = await looked(pipeline, recently());
    expect([state.keptFrom, isThere]).toEqual([undefined, false]);
  });
});
