import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { beginRun } from '../../src/flows/booking/begin-run';
import { hookWorld } from '../../src/flows/booking/hook-world';
import { runByRule } from '../../src/flows/booking/run-by-rule';
import { beginByHand } from '../../src/flows/booking/runs-of-period';
import { plusSeconds } from '../../src/kernel/instant';
import type { Pipeline } from '../../src/pipelines/pipeline';
import { keepConfiguration, removePipeline } from '../../src/pipelines/pipeline-store';
import { now } from '../../src/platform/clock';
import { measured, unitsSpent } from '../../src/platform/context';
import { byApp, create } from '../../src/submissions/record-store';
import { linkIssue } from '../../src/submissions/submission-store';
import { queued } from '../effects/stage';
import { issueNow } from '../exception/an-issue';
import { watchOf } from '../exception/list';
import { order, UPLOADED } from '../submissions/life';
import { handed, made, refused } from '../submissions/run-life';
import { atTime } from '../support/at-time';
import { answersFirst, empty, json } from '../support/forge-globals';
import { actor, CLOSED, happens, kept, stateOf } from './kept-runs';
import { atLooker, MANDANT } from './with-looker';

describe('a run', () => {
  const begin = (pipeline: Pipeline, wish: object = {}) =>
    beginRun(pipeline, { period: '2026-11', by: 'person', actor, ...wish });

  it('is begun once for a period, with a look of its own', async () => {
    const pipeline = await kept();
    const first = await begin(pipeline, { dueAt: '2026-12-03T05:00:00.000Z' });
    expect(first.is).toBe('begun');
    expect((await stateOf(first.id))?.run?.expectedBy).toBe(
      plusSeconds('2026-12-03T05:00:00.000Z', pipeline.deliverWithinHours * 3600),
    );
    expect(await begin(pipeline)).toEqual({ id: first.id, is: 'already' });
    expect(await stateOf(first.id)).toMatchObject({
      ...{ kind: 'run', mandant: MANDANT, program: 'DATEV for Jira', startedBy: 'petra' },
      run: { pipeline: pipeline.id, period: '2026-11', revision: 1, by: 'person' },
    });
    expect((await stateOf(first.id))?.run).not.toHaveProperty('isDry');
    expect(queued()).toEqual([{ v: 1, look: 'submission', id: first.id, big: true }]);
    expect((await begin(pipeline, { period: '2026-10' })).is).toBe('begun');
  });

  it('is begun anew only where a person wants it and the last one has ended', async () => {
    const pipeline = await kept();
    const { id } = await begin(pipeline);
    expect((await begin(pipeline, { anew: true })).is).toBe('already');
    await happens(id, CLOSED);
    expect(await begin(pipeline)).toEqual({ id, is: 'already' });
    const again = await begin(pipeline, { anew: true });
    expect(again.is).toBe('begun');
    expect((await stateOf(again.id))?.run?.revision).toBe(2);
  });

  it('to try it stands in no one’s way, and is tried again once it was refused', async () => {
    const pipeline = await kept();
    const dry = await begin(pipeline, { isDry: true });
    expect((await stateOf(dry.id))?.run).toMatchObject({ isDry: true, revision: 1000 });
    expect((await begin(pipeline)).is).toBe('begun');
    expect(await begin(pipeline, { isDry: true })).toEqual({ id: dry.id, is: 'already' });
    await happens(dry.id, refused());
    const again = await begin(pipeline, { isDry: true });
    expect(again.is).toBe('begun');
    expect((await stateOf(again.id))?.run?.revision).toBe(1001);
  });

  it('that was made for another Mandant does not count', async () => {
    const pipeline = await kept();
    const { id } = await begin({ ...pipeline, mandant: '455148-9' });
    const own = await begin(pipeline);
    expect(own.is).toBe('begun');
    expect(own.id).not.toBe(id);
  });

  it('is begun fifty times for a period and no more', async () => {
    const pipeline = await kept();
    for (let n = 0; n < 50; n++) {
      const { id, is } = await begin(pipeline, { isDry: true });
      expect(is).toBe('begun');
      await happens(id, refused());
    }
    expect((await begin(pipeline, { isDry: true })).is).toBe('already');
  });
});

describe('a run by hand', () => {
  const byHand = (id: string, wish: object = {}) =>
    beginByHand(id, { period: '2026-11', isDry: false, anew: false, by: 'petra', lang: 'de', ...wish });

  it('begins, or says what there is and what another one would mean', async () => {
    const pipeline = await kept();
    const first = await byHand(pipeline.id);
    const id = first.ok ? first.value.submissionId : '';
    expect(first).toMatchObject({ ok: true, value: { is: 'begun' } });
    expect(await byHand(pipeline.id)).toMatchObject({
      ok: true,
      value: { is: 'already', submissionId: id, further: 'not-yet', sentence: expect.any(String) },
    });
    await happens(id, CLOSED);
    expect(await byHand(pipeline.id)).toMatchObject({ value: { is: 'already', further: 'nothing-sent' } });
    const second = await byHand(pipeline.id, { anew: true });
    expect(second).toMatchObject({ value: { is: 'begun' } });
    // The newest of them is told of.
    expect(await byHand(pipeline.id)).toMatchObject({
      value: { submissionId: second.ok ? second.value.submissionId : '' },
    });
  });

  it('says that something was sent, by whatever run of the period', async () => {
    const pipeline = await kept();
    const first = await byHand(pipeline.id);
    const id = first.ok ? first.value.submissionId : '';
    const child = 'c1';
    await create(child, { ...UPLOADED, mandant: MANDANT }, byApp());
    await happens(child, order(1), { what: 'done', key: 'send:r1', jobId: 'j1' });
    await happens(id, made());
    await happens(id, handed(1, { as: 'children', children: [child] } as never));
    await happens(id, CLOSED);
    expect(await byHand(pipeline.id)).toMatchObject({ value: { further: 'not-yet' } });
    await happens(child, { what: 'job-succeeded', revision: 1, jobId: 'j1' });
    expect(await byHand(pipeline.id)).toMatchObject({ value: { further: 'sent' } });
  });

  it('reads each run of its period once', async () => {
    const { id } = await kept();
    for (let n = 0; n < 3; n++) {
      const begun = await byHand(id, { anew: true });
      await happens(begun.ok ? begun.value.submissionId : '', CLOSED);
    }
    const read = await measured(async () => {
      expect(await byHand(id)).toMatchObject({ value: { is: 'already', further: 'nothing-sent' } });
      return unitsSpent().read;
    });
    // The pipeline twice, and the place of the next run.
    expect(read).toBeLessThanOrEqual(3 + 3);
  });

  it('to try says what the trial came to', async () => {
    const pipeline = await kept();
    const first = await byHand(pipeline.id, { isDry: true });
    expect(await byHand(pipeline.id, { isDry: true })).toMatchObject({
      value: { is: 'already', submissionId: first.ok ? first.value.submissionId : '', further: 'not-yet' },
    });
  });

  it.each<[string, object, string]>([
    ['a period that is none', { period: '2026-13' }, 'pipeline.period'],
    ['a pipeline that is gone', { id: 'p999999999999' }, 'run.no-pipeline'],
  ])('is none for %s', async (_, { id, ...wish }: { id?: string }, code) => {
    const pipeline = await kept();
    expect(await byHand(id ?? pipeline.id, wish)).toMatchObject({ ok: false, problem: { code } });
  });
});

describe('a run by a rule', () => {
  const rule = (pipeline: string, period = '2026-11') => runByRule({ pipeline, period, by: 'petra' });

  it('begins by id or by name, once', async () => {
    const { id, name } = await kept();
    const first = await rule(id);
    expect(first).toMatchObject({ ok: true, value: { outcome: 'begun', pipeline: name, period: '2026-11' } });
    expect(await rule(name)).toMatchObject({ ok: true, value: { outcome: 'already' } });
  });

  it.each<[string, string, string]>([
    ['previous', '2026-12-01T00:30:00.000Z', '2026-11'],
    ['current', '2026-12-01T00:30:00.000Z', '2026-12'],
    ['current', '2026-11-30T23:30:00.000Z', '2026-12'],
  ])('takes the %s period on the clock of the pipeline', async (text, time, period) => {
    const { id } = await kept();
    atTime(time);
    expect(await rule(id, text)).toMatchObject({ value: { period } });
  });

  it.each<[string, object, string, string, string]>([
    [
      'of a pipeline that is switched off',
      { isActive: false },
      'p0123456789ab',
      '2026-11',
      'automation.paused',
    ],
    ['of a period that is none', {}, 'p0123456789ab', 'demnächst', 'automation.bad-period'],
    ['on a clock that is none', { timezone: 'Mond' }, 'p0123456789ab', 'previous', 'automation.bad-period'],
    ['of a pipeline that nobody has', {}, 'Anderes', '2026-11', 'automation.no-pipeline'],
  ])('%s is refused', async (_, change, pipeline, period, code) => {
    await kept(change);
    expect(await rule(pipeline, period)).toMatchObject({ ok: false, problem: { code, retry: 'after-fix' } });
    expect(queued()).toEqual([]);
  });

  it('is refused where two have the name', async () => {
    const pipeline = await kept();
    await keepConfiguration(undefined, { pipeline: { ...pipeline, id: 'pffffffffffff' }, begunUntil: now() });
    expect(await rule(pipeline.name)).toMatchObject({ problem: { code: 'automation.several' } });
    expect(await rule(pipeline.id)).toMatchObject({ ok: true });
  });

  it('is refused for a pipeline that was removed', async () => {
    const { id } = await kept();
    await removePipeline(id, { by: 'petra', at: now() });
    expect(await rule(id)).toMatchObject({ problem: { code: 'automation.no-pipeline' } });
  });
});

describe('a hook', () => {
  const run = (id: string, period?: string) => hookWorld().runPipeline(id, period, { by: 'hook', id: 'e1' });

  it.each<[string, Partial<Pipeline>, string | undefined, string]>([
    ['begins the run of a period', {}, '2026-11', 'begun'],
    ['begins that of the period that ended last', {}, undefined, 'begun'],
    ['begins none that is switched off', { isActive: false }, '2026-11', 'inactive'],
    ['begins none of a period that is none', {}, '2026-Q4', 'wrong-period'],
    ['begins none on a clock that is none', { timezone: 'Mond' }, undefined, 'wrong-period'],
  ])('%s', async (_, change, period, told) => {
    const { id } = await kept(change);
    expect(await run(id, period)).toBe(told);
    if (told === 'begun') expect(await run(id, period)).toBe('already');
  });

  it('begins none of a pipeline that nobody has', async () => {
    await kept();
    expect(await run('p999999999999')).toBe('unknown-pipeline');
  });

  it('finds an issue by its key, and which are ours', async () => {
    await atLooker();
    let answer = () => json(issueNow());
    answersFirst(({ to, path }) =>
      to === 'jira' || path.includes('/rest/api/3/issue') ? answer() : undefined,
    );
    const world = hookWorld();
    expect(await world.issueIdOf('BUCH-1')).toEqual({ ok: true, value: '10001' });
    answer = () => json({ errorMessages: ['no'] }, 404);
    expect(await world.issueIdOf('BUCH-9')).toEqual({ ok: true, value: undefined });
    answer = () => empty(503);
    expect(await world.issueIdOf('BUCH-1')).toMatchObject({ ok: false });
    await linkIssue('10001', 's1');
    expect([await world.isOurs('10001'), await world.isOurs('10002')]).toEqual([true, false]);
    await world.lookAtIssue('10001');
    expect(queued()).toEqual([{ v: 1, look: 'issue', id: '10001', reason: 'hook' }]);
  });

  it('brings the look at a Mandant forward, of whom it knows whether somebody watches them', async () => {
    await atLooker();
    const world = hookWorld();
    expect([await world.isWatched(MANDANT), await world.isWatched('455148-9')]).toEqual([true, false]);
    await world.lookAtMandant(MANDANT);
    expect(((await watchOf(MANDANT)).discovery.nextAt ?? '') <= now()).toBe(true);
    expect(queued()).toEqual([{ v: 1, look: 'mandant', id: MANDANT }]);
  });
});
