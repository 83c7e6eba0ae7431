import { beforeEach, describe, expect, it } from 'vitest';
import type { PipelineDraft } from '../../src/pipelines/pipeline';
import { keepConfiguration, loadPipeline, removePipeline } from '../../src/pipelines/pipeline-store';
import { measured, unitsSpent } from '../../src/platform/context';
import * as kv from '../../src/platform/kv';
import { unwrap } from '../../src/platform/trouble';
import { neededFrom } from '../../src/runs/needed-images-store';
import { file, live, order, UPLOADED } from '../submissions/life';
import { answerWith, json } from '../support/forge-globals';
import { kvsHere } from '../support/kvs-here';
import { DXSO, planOf } from './plans';

/** Which pipelines are asked before the bytes of an image go. */

const AT = '2026-11-02T08:00:00.000Z';
const FROM = '2026-12-31T23:59:59.000Z';
const PACKS: Partial<PipelineDraft> = {
  output: DXSO,
  documents: { type: 'Rechnung', sources: [], byHand: true },
};
const IMAGE = live(
  { ...UPLOADED, file: file({ kind: 'document', name: '1001.png', at: AT }) } as never,
  order(1),
  { what: 'done', key: 'put:r1', jobId: '00000001-fbaa-4054-af36-993d5d68f040' },
);

async function saved(n: number, change: Partial<PipelineDraft> = {}): Promise<string> {
  const id = `p${String(n).padStart(12, '0')}`;
  const { pipeline } = planOf({ pipeline: change });
  const before = await loadPipeline(id);
  const version = (before?.pipeline.version ?? 0) + 1;
  const kept = { pipeline: { ...pipeline, id, version }, begunUntil: AT };
  expect(await keepConfiguration(before, kept)).toBe('done');
  return id;
}

async function costOf<T>(act: () => Promise<T>): Promise<{ readonly is: T; readonly units: number }> {
  return measured(async () => ({ is: await act(), units: unitsSpent().read }));
}

function startWith(queryLag: number): void {
  const kvs = kvsHere(Date.now, queryLag);
  answerWith((leaving) => (leaving.to === 'kvs' ? kvs.answer(leaving) : json({}, 201)));
}

describe('the pipelines that may need an image', () => {
  beforeEach(() => startWith(3_600_000));

  it('are one read where the Mandant has none, however many pipelines there are', async () => {
    startWith(0);
    for (let n = 0; n < 30; n++) await saved(n);
    expect(await neededFrom(IMAGE)).toBeUndefined();
    expect(await costOf(() => neededFrom(IMAGE))).toEqual({ is: undefined, units: 1 });
  });

  it('count from the moment they are saved, and no longer than until they are changed or removed', async () => {
    const id = await saved(1, PACKS);
    expect(await neededFrom(IMAGE)).toBe(FROM);
    await saved(1);
    expect(await neededFrom(IMAGE)).toBeUndefined();
    await saved(1, PACKS);
    expect(await neededFrom(IMAGE)).toBe(FROM);
    await saved(1, { ...PACKS, mandant: '455148-2' });
    expect(await neededFrom(IMAGE)).toBeUndefined();
    await saved(1, PACKS);
    await removePipeline(id, { by: 'petra', at: AT });
    expect(await neededFrom(IMAGE)).toBeUndefined();
  });

  it('count where an earlier version of the app saved them and noted nothing, also beside a new one', async () => {
    startWith(0);
    await saved(1, { ...PACKS, unit: 'quarter' });
    await unwrap(kv.removeEntity('record', 'packing:455148-1'));
    await saved(2, { ...PACKS, unit: 'day' });
    expect(await neededFrom(IMAGE)).toBe(FROM);
  });
});
