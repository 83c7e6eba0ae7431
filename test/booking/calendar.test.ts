import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { loadPlan, savePlan } from '../../src/accounts/plan-store';
import { holdings, importConfiguration } from '../../src/flows/booking/import-configuration';
import { lookAtPipeline } from '../../src/flows/booking/look-at-pipeline';
import { decideApprovalOff, keepPipeline } from '../../src/flows/booking/save-pipeline';
import { storePipeline } from '../../src/flows/booking/store-draft';
import { exportOf } from '../../src/pipelines/exchange';
import type { PipelineDraft, Schedule } from '../../src/pipelines/pipeline';
import { sha256 } from '../../src/platform/bytes';
import { now } from '../../src/platform/clock';
import { idsBy } from '../../src/submissions/ids';
import { loadSubmission } from '../../src/submissions/submission-store';
import { atTime } from '../support/at-time';
import { atLooker, BOOKS, MANDANT, saved, stored } from './with-looker';

/** What a change of a pipeline's calendar begins, and what it does not. */

const MANUAL: Schedule = { on: 'manual' };
const cron = (pattern: string, zone = 'Europe/Berlin'): Schedule => ({ on: 'cron', cron: pattern, zone });
const SECOND = cron('0 6 2 * *');
const DAILY = cron('0 6 * * *');
const TENTH: Schedule = {
  ...{ on: 'business-day', day: 10, at: '06:00' },
  ...{ zone: 'Europe/Berlin', land: 'BY' },
};
const MONTHS = Array.from({ length: 12 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}`);
const DAYS = Array.from({ length: 31 }, (_, n) => `2026-12-${String(n + 1).padStart(2, '0')}`);

/** A pipeline that somebody saved at that time. */
async function since(at: string, change: Partial<PipelineDraft>): Promise<string> {
  atTime(at);
  const { draft } = await atLooker();
  return (await saved({ ...draft, isActive: true, ...change })).pipeline.id;
}

/** Petra saves it with a change; answers what is stored then. */
async function changed(id: string, change: Partial<PipelineDraft>) {
  const { version, pipeline } = await stored(id);
  const kept = await keepPipeline({
    id,
    version,
    draft: { ...pipeline, ...change },
    by: 'petra',
    isAdmin: false,
  });
  if (!kept.ok) throw new Error(kept.problem.code);
  return stored(id);
}

/** Which of these periods have a run. */
async function begun(id: string, periods: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const period of periods)
    if ((await loadSubmission(idsBy(sha256).run(id, period, 1))) !== undefined) found.push(period);
  return found;
}

describe('a pipeline whose calendar is changed', () => {
  it('from "at the press of a button" begins with the next date, not with those of the time before', async () => {
    const id = await since('2026-01-10T08:00:00.000Z', { schedule: MANUAL });
    atTime('2026-12-15T08:00:00.000Z');
    const { dueAt, begunUntil } = await changed(id, { schedule: SECOND });
    expect([dueAt, begunUntil]).toEqual(['2027-01-02T05:00:00.000Z', now()]);
    await lookAtPipeline(id);
    expect(await begun(id, MONTHS)).toEqual([]);
    atTime('2027-01-02T05:00:00.000Z');
    await lookAtPipeline(id);
    expect(await begun(id, MONTHS)).toEqual(['2026-12']);
  });

  it.each<[string, Partial<PipelineDraft>, Partial<PipelineDraft>, readonly string[]]>([
    ['another period', { schedule: SECOND }, { unit: 'day', schedule: DAILY }, ['2026-11']],
    ['other days', { schedule: SECOND }, { schedule: cron('0 6 15 * *') }, ['2026-11']],
    ['another time zone', { schedule: SECOND }, { schedule: cron('0 6 15 * *', 'Asia/Tokyo') }, ['2026-11']],
    ['business days', { schedule: SECOND }, { schedule: TENTH }, ['2026-11']],
    ['months', { unit: 'quarter', schedule: TENTH }, { unit: 'month', schedule: TENTH }, []],
  ])('to %s begins nothing that would have been due since the last look', async (_, one, other, there) => {
    const id = await since('2026-12-01T08:00:00.000Z', one);
    atTime('2026-12-02T05:04:00.000Z');
    await lookAtPipeline(id);
    // Nothing is due until it is changed, so nobody looks, either.
    atTime('2026-12-15T23:30:00.000Z');
    const { dueAt } = await changed(id, other);
    expect(dueAt !== undefined && dueAt > now()).toBe(true);
    await lookAtPipeline(id);
    expect(await begun(id, [...MONTHS, ...DAYS])).toEqual(there);
  });

  it('begins what the earlier one still owed, whatever the new one says, and nothing else of the past', async () => {
    for (const schedule of [MANUAL, cron('0 6 5 * *'), DAILY]) {
      const id = await since('2026-09-20T08:00:00.000Z', { schedule: SECOND });
      // For two months nobody looked.
      atTime('2026-11-02T05:03:00.000Z');
      const { begunUntil } = await changed(id, { schedule });
      expect(await begun(id, MONTHS)).toEqual(['2026-09', '2026-10']);
      expect(begunUntil).toBe(now());
      const run = await loadSubmission(idsBy(sha256).run(id, '2026-10', 1));
      expect(run?.state.run).toMatchObject({ by: 'schedule', expectedBy: '2026-11-03T05:00:00.000Z' });
      expect(run?.state.startedBy).toBeUndefined();
    }
  });

  it('begins nothing of the earlier one where somebody saved meanwhile', async () => {
    const id = await since('2026-11-20T08:00:00.000Z', { schedule: SECOND });
    const before = await stored(id);
    await changed(id, { name: 'Neu' });
    atTime('2026-12-02T05:03:00.000Z');
    const { pipeline } = before;
    const late = { ...pipeline, schedule: DAILY, version: pipeline.version + 1 };
    expect(await storePipeline(before, { pipeline: late })).toMatchObject({
      problem: { code: 'pipeline.conflict' },
    });
    expect(await begun(id, MONTHS)).toEqual([]);
  });

  it.each([
    ['another', TENTH],
    ['the same', SECOND],
  ])(
    "begins nothing of what was owed where the pipeline becomes another Mandant's, by %s calendar",
    async (_, schedule) => {
      const id = await since('2026-11-20T08:00:00.000Z', { schedule: SECOND });
      atTime('2026-12-02T05:03:00.000Z');
      const before = await stored(id);
      const { pipeline } = before;
      const moved = { ...pipeline, schedule, mandant: '455148-2', version: pipeline.version + 1 };
      expect(await storePipeline(before, { pipeline: moved })).toMatchObject({ ok: true });
      await lookAtPipeline(id);
      expect(await begun(id, MONTHS)).toEqual([]);
    },
  );

  it('owed more than one look can begin: it begins all of it', async () => {
    const id = await since('2025-01-01T12:00:00.000Z', { unit: 'day', schedule: DAILY });
    atTime('2026-02-10T12:00:00.000Z');
    await changed(id, { schedule: MANUAL });
    expect(await begun(id, ['2025-01-01', '2026-02-04', '2026-02-09', '2026-02-10'])).toEqual([
      ...['2025-01-01', '2026-02-04', '2026-02-09'],
    ]);
  });

  it('is none where only something else is changed: what is due stays due', async () => {
    const id = await since('2026-11-20T08:00:00.000Z', { schedule: SECOND });
    const { begunUntil } = await stored(id);
    atTime('2026-12-02T05:03:00.000Z');
    // The same calendar, its members in another order.
    const schedule = Object.fromEntries(Object.entries(SECOND).toReversed()) as Schedule;
    expect(await changed(id, { name: 'Neu', schedule })).toMatchObject({
      ...{ begunUntil, dueAt: '2026-12-02T05:00:00.000Z' },
    });
    expect(await begun(id, MONTHS)).toEqual([]);
    await lookAtPipeline(id);
    expect(await begun(id, MONTHS)).toEqual(['2026-11']);
  });

  it('is none where the approval is let go', async () => {
    const id = await since('2026-11-20T08:00:00.000Z', { schedule: SECOND, needsApproval: true });
    atTime('2026-12-02T05:03:00.000Z');
    await changed(id, { needsApproval: false });
    const { version } = await stored(id);
    const wish = { id, version, decision: 'confirm', by: 'anna', isAdmin: false } as const;
    expect(await decideApprovalOff(wish)).toMatchObject({ ok: true });
    expect(await stored(id)).toMatchObject({ dueAt: '2026-12-02T05:00:00.000Z' });
  });
});

describe('a pipeline that is switched', () => {
  it('off and on again begins with the next date, whichever calendar it has then', async () => {
    for (const schedule of [SECOND, DAILY]) {
      const id = await since('2026-01-10T08:00:00.000Z', { schedule: SECOND });
      atTime('2026-01-20T08:00:00.000Z');
      await changed(id, { isActive: false });
      atTime('2026-06-20T08:00:00.000Z');
      await changed(id, { schedule });
      await lookAtPipeline(id);
      atTime('2026-12-15T08:00:00.000Z');
      const { dueAt } = await changed(id, { isActive: true, schedule });
      expect(dueAt !== undefined && dueAt > now()).toBe(true);
      await lookAtPipeline(id);
      expect(await begun(id, MONTHS)).toEqual([]);
    }
  });

  it('off begins nothing any more, also not what was due a moment ago', async () => {
    const id = await since('2026-11-20T08:00:00.000Z', { schedule: SECOND });
    atTime('2026-12-02T05:03:00.000Z');
    await changed(id, { isActive: false, schedule: DAILY });
    await lookAtPipeline(id);
    expect(await begun(id, MONTHS)).toEqual([]);
  });

  it('off by a file of another site is the same, and begins with the next date when somebody switches it on', async () => {
    const id = await since('2026-01-10T08:00:00.000Z', { schedule: SECOND });
    const text = JSON.stringify(exportOf({ ...(await holdings()), at: now() } as never));
    await savePlan(await loadPlan(MANDANT), { ...BOOKS, version: 2 });
    await changed(id, { schedule: MANUAL });
    atTime('2026-12-15T08:00:00.000Z');
    expect(await importConfiguration(text, 'anna')).toMatchObject({ ok: true });
    expect((await stored(id)).pipeline).toMatchObject({ isActive: false, schedule: SECOND });
    await lookAtPipeline(id);
    expect(await changed(id, { isActive: true })).toMatchObject({ dueAt: '2027-01-02T05:00:00.000Z' });
    await lookAtPipeline(id);
    expect(await begun(id, MONTHS)).toEqual([]);
  });
});
