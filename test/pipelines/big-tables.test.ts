import '../support/forge-globals';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../src/kernel/canonical';
import { MAX_TABLE, Rule } from '../../src/mapping/mapping';
import type { Pipeline } from '../../src/pipelines/pipeline';
import {
  keepConfiguration,
  loadPipeline,
  pipelineForRun,
  pipelineVersion,
  savePipeline,
} from '../../src/pipelines/pipeline-store';
import { sha256 } from '../../src/platform/bytes';
import { aDraft } from '../static/pipelines-samples';
import { storage } from '../support/kv-storage';

const ID = 'p0123456789ab';

const tableOf = (count: number) => ({
  from: 'table' as const,
  column: 'ledger.cost_center',
  table: Array.from({ length: count }, (_, n) => ({
    when: `Kostenstelle ${sha256(`${n}`).slice(0, 24)}`,
    value: `${n}`,
  })),
});

function pipelineOf(count: number, version = 1): Pipeline {
  const draft = aDraft({ needsApproval: false });
  const mapping = { ...draft.mapping, kost1: tableOf(count) };
  const stamp = { changedAt: '2026-12-01T08:00:00.000Z', changedBy: 'petra' };
  return { ...draft, mapping, v: 1, id: ID, version, fields: [], ...stamp };
}
const kept = (pipeline: Pipeline) => ({ pipeline, begunUntil: '2026-12-01T08:00:00.000Z' });

describe('value tables', () => {
  it('hold 10,000 entries and not one more', () => {
    expect(v.safeParse(Rule, tableOf(MAX_TABLE)).success).toBe(true);
    expect(v.safeParse(Rule, tableOf(MAX_TABLE + 1)).success).toBe(false);
  });

  it.each([501, MAX_TABLE])(
    'of %i entries come back as they were saved, for the page, the run and by version',
    async (n) => {
      const { kept: stored } = storage();
      const pipeline = pipelineOf(n);
      expect(await keepConfiguration(undefined, kept(pipeline))).toBe('done');
      expect((await loadPipeline(ID))?.pipeline).toEqual(pipeline);
      const whole = { pipeline, sha256: sha256(canonical(pipeline)) };
      expect(await pipelineForRun(ID, '2026-12-01T09:00:00.000Z')).toEqual({
        ...whole,
        needsApproval: false,
      });
      expect(await pipelineVersion(ID, 1)).toEqual(whole);
      for (const value of stored.values()) expect(JSON.stringify(value).length).toBeLessThan(240 * 1024);
    },
  );

  it('stay where they lie when only the calendar is noted', async () => {
    const { kept: stored } = storage();
    await keepConfiguration(undefined, kept(pipelineOf(MAX_TABLE)));
    const pages = () => [...stored.keys()].filter((key) => key.startsWith('page:'));
    const before = pages();
    expect(before.length).toBeGreaterThan(0);
    const { version, ...same } = (await loadPipeline(ID)) ?? { version: 0, ...kept(pipelineOf(1)) };
    expect(await savePipeline(version, { ...same, begunUntil: '2026-12-02T08:00:00.000Z' })).toBe('done');
    expect(pages()).toEqual(before);
    expect((await loadPipeline(ID))?.pipeline).toEqual(pipelineOf(MAX_TABLE));
  });

  it('keep each version, and the log names what differs up to its bound', async () => {
    const { kept: stored } = storage();
    await keepConfiguration(undefined, kept(pipelineOf(MAX_TABLE)));
    await keepConfiguration(await loadPipeline(ID), kept(pipelineOf(5000, 2)));
    expect((await pipelineVersion(ID, 1))?.pipeline).toEqual(pipelineOf(MAX_TABLE));
    expect((await loadPipeline(ID))?.pipeline).toEqual(pipelineOf(5000, 2));
    const entries = [...stored].filter(([key]) => key.startsWith('audit-entry config:'));
    expect(entries).toHaveLength(2);
    for (const [, value] of entries) expect(JSON.stringify(value).length).toBeLessThan(120_000);
    expect(JSON.stringify(entries[1]?.[1])).toContain('"more":');
  });
});
