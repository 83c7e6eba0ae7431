import { describe, expect, it } from 'vitest';
import { type Period, sharing } from '../../src/pipelines/period';
import type { PeriodUnit } from '../../src/pipelines/pipeline';
import { keepConfiguration, loadPipeline } from '../../src/pipelines/pipeline-store';
import { sha256 } from '../../src/platform/bytes';
import { measured, unitsSpent } from '../../src/platform/context';
import { othersOf } from '../../src/runs/period-store';
import { idsBy } from '../../src/submissions/ids';
import { append, create } from '../../src/submissions/record-store';
import type { Submission } from '../../src/submissions/submission';
import { loadSubmission } from '../../src/submissions/submission-store';
import { begun, handed, made, makes } from '../submissions/run-life';
import { answerWith, json } from '../support/forge-globals';
import { kvsHere } from '../support/kvs-here';
import { planOf } from './plans';

/** What it costs to ask which other runs keep one from being executed. */

const MONTH = '2026-11' as Period;
const PIPELINE = 'p0123456789ab';
const ids = idsBy(sha256);
const by = (at: string) => ({ at, actor: { kind: 'app' } }) as const;
const BEFORE = '2026-12-01T05:00:00.000Z';
const AT = '2026-12-05T05:00:00.000Z';
const LATER = '2026-12-09T05:00:00.000Z';

async function of(id: string): Promise<Submission> {
  const stored = await loadSubmission(id);
  if (stored === undefined) throw new Error(id);
  return stored.state;
}

/** The pipeline ran by the day before it did by the month. */
async function prepared(): Promise<void> {
  const kvs = kvsHere();
  answerWith((leaving) => (leaving.to === 'kvs' ? kvs.answer(leaving) : json({}, 201)));
  for (const [n, unit] of (['day', 'month'] as readonly PeriodUnit[]).entries()) {
    const { pipeline } = planOf({ pipeline: { unit } });
    const kept = { pipeline: { ...pipeline, id: PIPELINE, version: n + 1 }, begunUntil: BEFORE };
    expect(await keepConfiguration(await loadPipeline(PIPELINE), kept)).toBe('done');
  }
}

/** A run that made an image and a batch, which have a life of their own. */
async function ran(period: string, at: string, isEnded = true): Promise<string> {
  const id = ids.run(PIPELINE, period, 1);
  await create(id, begun({ period }), by(at));
  const stored = await loadSubmission(id);
  if (stored === undefined) throw new Error(id);
  const on = await append(stored, made(), by(at));
  if (on === 'conflict') throw new Error(on);
  if (!isEnded) return id;
  const { files } = makes();
  const children = files.map((_, n) => ids.produced(id, 1, n + 1));
  for (const [n, { kind, file }] of files.entries()) {
    const from = { run: id, pipeline: PIPELINE, period, part: n + 1, of: files.length };
    await create(children[n] ?? '', { what: 'produced', ...OF, kind, file, from }, by(at));
  }
  await append(on, handed(1, { children }), by(at));
  return id;
}
const OF = { mandant: '455148-1', program: 'DATEV for Jira' } as const;

async function asked(id: string) {
  const state = await of(id);
  return measured(async () => {
    const { newer, unended } = await othersOf(state);
    return { newer: newer?.id, unended: unended?.id, read: unitsSpent().read };
  });
}

async function month(stopped: object = {}): Promise<string> {
  const id = ids.run(PIPELINE, MONTH, 1);
  await create(id, { ...begun({ period: MONTH }), ...stopped }, by(AT));
  return id;
}
const ASKS = { stopped: { source: 'run', code: 'run.covered', faults: [] } } as const;

describe('the run that took the place of another one', () => {
  it('is looked for among later runs of other units only: what the earlier ones made is not read', async () => {
    await prepared();
    for (const day of sharing(MONTH, 'day')) await ran(day, BEFORE);
    const { newer, read } = await asked(await month());
    expect(newer).toBeUndefined();
    expect(read).toBeLessThan(70);
  });

  it('and the one that may still send are looked for together: a question reads each run and each file once', async () => {
    await prepared();
    for (const day of sharing(MONTH, 'day')) await ran(day, BEFORE);
    const { newer, unended, read } = await asked(await month(ASKS));
    expect([newer, unended]).toEqual([undefined, undefined]);
    expect(read).toBeLessThan(130);
  });

  it('is found among them where it may still send', async () => {
    await prepared();
    await ran('2026-11-03', BEFORE);
    const id = await month();
    const later = await ran('2026-11-07', LATER, false);
    expect(await asked(id)).toMatchObject({ newer: later });
  });

  it('is found where a run was closed, which a move of its issue executes again', async () => {
    await prepared();
    const id = await month();
    const later = await ran('2026-11-07', LATER, false);
    const stored = await loadSubmission(id);
    if (stored === undefined) throw new Error(id);
    await append(stored, { what: 'closed', reason: 'no' }, by(LATER));
    expect(await asked(id)).toMatchObject({ newer: later });
  });

  it('is no question where a run has ended and nobody can execute it again', async () => {
    await prepared();
    const id = await ran(MONTH, AT);
    await ran('2026-11-07', LATER, false);
    const { newer, read } = await asked(id);
    expect([newer, read]).toEqual([undefined, 1]);
  });
});
