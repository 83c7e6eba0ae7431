import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { beginRun } from '../../src/flows/booking/begin-run';
import { hookWorld } from '../../src/flows/booking/hook-world';
import { remapPipeline } from '../../src/flows/booking/mend-mapping';
import { runByRule } from '../../src/flows/booking/run-by-rule';
import { beginByHand } from '../../src/flows/booking/runs-of-period';
import { resubmitByRule } from '../../src/flows/people/act-by-rule';
import { actOnClick } from '../../src/flows/people/act-on-click';
import { actOnRun } from '../../src/flows/people/act-on-run';
import { plusSeconds } from '../../src/kernel/instant';
import type { Pipeline } from '../../src/pipelines/pipeline';
import { keepConfiguration, savePipeline } from '../../src/pipelines/pipeline-store';
import { now } from '../../src/platform/clock';
import { newerOfFile, othersOf } from '../../src/runs/period-store';
import { onMove } from '../../src/submissions/decisions/decide';
import type { EventOf, SubmissionEvent } from '../../src/submissions/events';
import { naming } from '../../src/submissions/naming';
import { byApp, create } from '../../src/submissions/record-store';
import { say } from '../../src/texts/say';
import { order, UPLOADED } from '../submissions/life';
import { handed, made, refused } from '../submissions/run-life';
import { atTime } from '../support/at-time';
import { actor, again, CLOSED, causeOf, happens, kept, NEWER, stateOf, UNENDED } from './kept-runs';
import { MANDANT, stored } from './with-looker';

describe('a run that a later one of its period took the place of', () => {
  /** The first one failed and was closed; a further one was begun. */
  async function twice(change: object = {}) {
    const pipeline = await kept();
    const wish = { period: '2026-10', by: 'person', actor } as const;
    const first = await beginRun(pipeline, wish);
    await happens(first.id, refused(), CLOSED);
    const second = await beginRun({ ...pipeline, ...change }, { ...wish, anew: true });
    return { pipeline, first: first.id, second: second.id };
  }

  it('is not executed again, by no click and no rule, whatever became of the later one', async () => {
    const { first, second } = await twice();
    expect(await again(first)).toMatchObject(NEWER);
    await happens(second, made(), handed());
    expect(await again(first)).toMatchObject(NEWER);
    const state = await stateOf(first);
    if (state === undefined) throw new Error('no run');
    expect(await resubmitByRule(state, 'petra')).toMatchObject(NEWER);
    expect(await stateOf(first)).toEqual(state);
  });

  it('changes no mapping either: nothing would be executed with it', async () => {
    const { pipeline, first } = await twice();
    const run = await stateOf(first);
    if (run === undefined) throw new Error('no run');
    const wish = { id: pipeline.id, version: 1, by: 'petra', isAdmin: false };
    expect(await remapPipeline(run, { ...wish, renames: [] })).toMatchObject(NEWER);
    expect((await stored(pipeline.id)).version).toBe(1);
  });

  it('is executed again where the later one is another Mandant’s, and as the newest of its own', async () => {
    const other = await twice({ mandant: '455148-9' });
    expect(await again(other.first)).toMatchObject({ ok: true });
  });

  it('leaves the newest to be executed again', async () => {
    const { second } = await twice();
    await happens(second, refused());
    expect(await again(second)).toMatchObject({ ok: true });
  });
});

describe('a question about a period', () => {
  const NOVEMBER = '2026-11-20T05:00:00.000Z';
  /** A rule ran the period before its end; after it the calendar wants it. */
  async function asked(...fate: readonly SubmissionEvent[]) {
    const pipeline = await kept();
    const about = { period: '2026-11', actor } as const;
    atTime(NOVEMBER);
    const early = await beginRun(pipeline, { ...about, by: 'rule' });
    await happens(early.id, ...fate);
    atTime('2026-12-03T05:00:00.000Z');
    const question = await beginRun(pipeline, { ...about, by: 'schedule' });
    expect(question.is).toBe('asks');
    return { pipeline, early: early.id, question: question.id };
  }

  it('is not executed while the run that it asks about may still send by itself: both would be booked', async () => {
    const { early, question } = await asked(made());
    expect(await again(question)).toMatchObject(UNENDED);
    expect((await stateOf(question))?.pendingEffects.map(({ key }) => key)).toEqual(['issue']);
    await happens(early, handed());
    expect(await again(question)).toMatchObject({ ok: true });
  });

  it('that was closed does not hide the run that has not ended: by hand it is named, not the closed one', async () => {
    const { pipeline, early, question } = await asked(made());
    await happens(question, CLOSED);
    const wish = { period: '2026-11', isDry: false, anew: true, by: 'petra', lang: 'de' } as const;
    expect(await beginByHand(pipeline.id, wish)).toMatchObject({
      value: { is: 'already', submissionId: early, further: 'not-yet' },
    });
    await happens(early, handed());
    expect(await beginByHand(pipeline.id, wish)).toMatchObject({ value: { is: 'begun' } });
  });

  it.each<[string, readonly SubmissionEvent[]]>([
    ['open', []],
    ['closed', [CLOSED]],
  ])('that is %s has read nothing: what waits for approval goes first, and is approved', async (_, fate) => {
    const { early, question } = await asked(made(1, { needsApproval: true }));
    expect(await again(question)).toMatchObject(UNENDED);
    await happens(question, ...fate);
    // Nor does a move say that the question took its place.
    const state = await stateOf(early);
    expect(state && (await othersOf(state)).newer).toBeUndefined();
    const approve = { click: 'approve', revision: 1 } as const;
    expect(await actOnRun(early, { by: 'dora', click: approve })).toMatchObject({ ok: true });
  });

  const FROM = { pipeline: 'p', period: '2026-11', part: 1, of: 1 };
  const CAUSE = { source: 'datev', code: '1008838', faults: [] } as const;
  /** Its only file was rejected and closed, and with that the run; then the calendar asked. Since then there is a corrected file. */
  async function askedOfClosed() {
    const all = await asked(made(), handed(1, { as: 'closed', children: ['c1'] }));
    const from = { ...FROM, run: all.early };
    await create('c1', { ...UPLOADED, what: 'produced', kind: 'extf', mandant: MANDANT, from }, byApp());
    const rejected = { what: 'job-failed', revision: 1, jobId: 'j1', cause: CAUSE } as const;
    await happens('c1', order(1), { what: 'done', key: 'send:r1', jobId: 'j1' }, rejected, CLOSED);
    return all;
  }
  const given = (sha256: string): SubmissionEvent => ({
    what: 'file-given',
    file: { ...UPLOADED.file, revision: 2, fileId: 'f2', sha256 },
  });
  const DONE2 = { what: 'job-succeeded', revision: 2, jobId: 'j2' } as const;
  const view = async (id: string) => {
    const state = await stateOf(id);
    return state && othersOf(state);
  };

  it('waits for a file of a closed run that goes once more, and knows when it has', async () => {
    const { question } = await askedOfClosed();
    expect(await causeOf(question)).toMatchObject({ code: 'run.unfinished-unsent' });
    expect(await view(question)).toEqual({ hasGone: false });
    await happens('c1', given('b2'), order(2), { what: 'done', key: 'send:r2', jobId: 'j2' });
    expect(await again(question)).toMatchObject(UNENDED);
    await happens('c1', DONE2);
    expect(await view(question)).toEqual({ hasGone: true });
    expect(await again(question)).toMatchObject({ ok: true });
  });

  it('once it is executed keeps the files of the run before from going: neither a click nor a move sends them', async () => {
    const { early, question } = await askedOfClosed();
    await happens('c1', given('b2'));
    const [file, run] = [await stateOf('c1'), await stateOf(early)];
    if (file === undefined || run === undefined) throw new Error('nothing there');
    expect(await newerOfFile(file, { run }), 'a question has read nothing').toBeUndefined();
    expect(await again(question)).toMatchObject({ ok: true });
    const click = { click: 'resubmit', mode: 'file', sha256: 'b2' } as const;
    expect(await actOnClick('c1', { by: 'petra', click })).toMatchObject(NEWER);
    const newer = await newerOfFile(file, { run });
    expect(newer?.id).toBe(question);
    const how = { outside: false, naming: naming('i'), made: run, newer };
    // One that was closed without sending has booked none of its lines.
    await happens(question, refused(2), CLOSED);
    expect(await newerOfFile(file, { run })).toBeUndefined();
    expect(onMove(file, { history: '7', meaning: 'resubmit' }, how)).toMatchObject({
      what: 'sent-back',
      newer: {},
    });
  });

  it('says that nothing was sent, and not how the run ended: what made no file was delivered', async () => {
    const { made: whole, ...rest }: EventOf<'made'> = made();
    const { question } = await asked({ ...rest, made: { ...whole, files: [] } }, handed(1, { children: [] }));
    expect(await causeOf(question)).toMatchObject({ code: 'run.unfinished-unsent' });
    expect(say('run.unfinished-unsent.title', 'de')).not.toContain('geschlossen');
    expect(say('run.unfinished-unsent.title', 'en')).not.toContain('closed');
  });
});

describe('a period of another unit than the pipeline had before', () => {
  /** A month went, with what DATEV said of its file; then the pipeline became one of quarters, as the editor saves it. */
  async function byQuarter(...fate: readonly SubmissionEvent[]) {
    const pipeline = await kept();
    const month = await beginRun(pipeline, { period: '2026-10', by: 'schedule', actor: { kind: 'app' } });
    await create('c1', { ...UPLOADED, mandant: MANDANT }, byApp());
    const atDatev = { what: 'job-succeeded', revision: 1, jobId: 'j1' } as const;
    await happens('c1', order(1), { what: 'done', key: 'send:r1', jobId: 'j1' }, atDatev);
    await happens(month.id, ...fate);
    return { pipeline: await covering(pipeline, 'quarter'), month: month.id };
  }
  async function covering({ id }: Pipeline, unit: Pipeline['unit']): Promise<Pipeline> {
    const before = await stored(id);
    const changed: Pipeline = { ...before.pipeline, unit, version: before.pipeline.version + 1 };
    await keepConfiguration(before, { pipeline: changed, begunUntil: now() });
    return (await stored(id)).pipeline;
  }
  const SENT = [made(), handed(1, { children: ['c1'] })] as const;
  const begin = (pipeline: Pipeline, period = '2026-Q4') =>
    beginRun(pipeline, { period, by: 'schedule', actor: { kind: 'app' } });
  const byHand = (id: string, wish: object = {}) =>
    beginByHand(id, { period: '2026-Q4', isDry: false, anew: false, by: 'petra', lang: 'de', ...wish });

  it('that shares days with what was sent asks somebody, by an issue, and sends nothing by itself', async () => {
    const { pipeline } = await byQuarter(...SENT);
    const begun = await begin(pipeline);
    expect(begun.is).toBe('asks');
    const state = await stateOf(begun.id);
    expect(state?.attempts).toMatchObject([
      { state: 'refused', cause: { source: 'run', code: 'run.covered', values: { periods: '2026-10' } } },
    ]);
    expect(state?.pendingEffects.map(({ effect }) => effect.kind)).toEqual(['create-issue']);
    // Asked once.
    expect(await begin(pipeline)).toEqual({ id: begun.id, is: 'already' });
    const click = { click: 'again', mayDiffer: false } as const;
    expect(await actOnRun(begun.id, { by: 'petra', click })).toMatchObject({ ok: true });
    expect((await stateOf(begun.id))?.pendingEffects.map(({ key }) => key)).toContain('make:r2');
  });

  it('is begun by no hook and no rule either, and no rule decides', async () => {
    const { pipeline } = await byQuarter(...SENT);
    expect(await hookWorld().runPipeline(pipeline.id, '2026-Q4', { by: 'hook', id: 'e1' })).toBe('asks');
    const wish = { pipeline: pipeline.id, period: '2026-Q4', by: 'petra' };
    const told = await runByRule(wish);
    expect(told).toMatchObject({ ok: true, value: { outcome: 'already' } });
    const state = await stateOf(told.ok ? told.value.runId : '');
    if (state === undefined) throw new Error('no run');
    expect(await resubmitByRule(state, 'petra')).toMatchObject({
      ok: false,
      problem: { code: 'automation.asks-person' },
    });
    expect(await stateOf(state.id)).toEqual(state);
  });

  it('a rule that asks first is told that somebody decides', async () => {
    const { pipeline } = await byQuarter(...SENT);
    const wish = { pipeline: pipeline.id, period: '2026-Q4', by: 'petra' };
    expect(await runByRule(wish)).toMatchObject({ ok: true, value: { outcome: 'asks' } });
  });

  it('by hand is asked back, as of the same period', async () => {
    const { pipeline, month } = await byQuarter(...SENT);
    expect(await byHand(pipeline.id)).toMatchObject({
      ok: true,
      value: { is: 'already', submissionId: month, further: 'sent', shares: true },
    });
    expect(await byHand(pipeline.id, { isDry: true })).toMatchObject({ value: { is: 'begun' } });
    expect(await byHand(pipeline.id, { anew: true })).toMatchObject({ value: { is: 'begun' } });
  });

  it('is asked about also where an earlier version of the app did not note what the runs covered', async () => {
    const { pipeline } = await byQuarter(...SENT);
    const { units, version, ...rest } = await stored(pipeline.id);
    expect(units).toEqual(['month', 'quarter']);
    await savePipeline(version, rest);
    const again = { ...pipeline, version: 3, name: 'Neu' };
    await keepConfiguration(await stored(pipeline.id), { pipeline: again, begunUntil: now() });
    expect(await stored(pipeline.id)).not.toHaveProperty('units');
    expect((await begin(pipeline)).is).toBe('asks');
  });

  it('waits for what may still go, also by hand', async () => {
    const { pipeline, month } = await byQuarter();
    expect(await byHand(pipeline.id, { anew: true })).toMatchObject({
      value: { is: 'already', submissionId: month, further: 'not-yet', shares: true },
    });
    const question = await begin(pipeline);
    expect(question.is).toBe('asks');
    expect(await again(question.id)).toMatchObject(UNENDED);
    await happens(month, ...SENT);
    expect(await again(question.id)).toMatchObject({ ok: true });
  });

  it('does not wait for what stopped: it sends nothing by itself, and not beside the quarter', async () => {
    const { pipeline, month } = await byQuarter(refused());
    atTime(plusSeconds(now(), 60));
    const question = await begin(pipeline);
    expect(question.is).toBe('asks');
    expect(await again(question.id)).toMatchObject({ ok: true });
    expect(await again(month)).toMatchObject(NEWER);
  });

  it('asks of the month, not of a question that was closed before the quarter had ended', async () => {
    atTime('2026-12-10T05:00:00.000Z');
    const { pipeline } = await byQuarter(...SENT);
    const early = await beginRun(pipeline, { period: '2026-Q4', by: 'rule', actor });
    await happens(early.id, CLOSED);
    atTime('2027-01-05T05:00:00.000Z');
    const question = await begin(pipeline);
    expect(await causeOf(question.id)).toMatchObject({ code: 'run.covered', values: { periods: '2026-10' } });
  });

  it('asks of both where the quarter itself went before it had ended', async () => {
    atTime('2026-12-10T05:00:00.000Z');
    const { pipeline } = await byQuarter(...SENT);
    const early = await beginRun(pipeline, { period: '2026-Q4', by: 'rule', actor });
    expect(await again(early.id)).toMatchObject({ ok: true });
    await happens(early.id, made(2), handed(2, { children: ['c1'] }));
    atTime('2027-01-05T05:00:00.000Z');
    const { id, is } = await begin(pipeline);
    expect(is).toBe('asks');
    expect(await causeOf(id)).toMatchObject({
      code: 'run.covered',
      values: { periods: '2026-Q4, 2026-10' },
    });
  });

  it.each<[string, string, readonly SubmissionEvent[]]>([
    ['of which nothing was sent', '2026-Q4', [refused(), CLOSED]],
    ['that has no day of it', '2027-Q1', SENT],
  ])('is begun beside a month %s', async (_, period, fate) => {
    const { pipeline } = await byQuarter(...fate);
    expect((await begin(pipeline, period)).is).toBe('begun');
  });

  it('is begun where the month was another Mandant’s', async () => {
    const { pipeline } = await byQuarter(...SENT);
    expect((await begin({ ...pipeline, mandant: '455148-9' })).is).toBe('begun');
  });

  it('keeps the month from being executed again once it has gone', async () => {
    const { pipeline, month } = await byQuarter(refused(), CLOSED);
    atTime(plusSeconds(now(), 60));
    const quarter = await begin(pipeline);
    expect(await again(month)).toMatchObject(NEWER);
    // What stopped and was closed has sent nothing.
    await happens(quarter.id, refused(), CLOSED);
    expect(await again(month)).toMatchObject({ ok: true });
  });

  it('is not executed again once the month was, although the month began before it', async () => {
    const { pipeline, month } = await byQuarter(refused(), CLOSED);
    atTime(plusSeconds(now(), 60));
    const quarter = await begin(pipeline);
    await happens(quarter.id, refused());
    atTime(plusSeconds(now(), 120));
    expect(await again(month)).toMatchObject({ ok: true });
    expect(await again(quarter.id)).toMatchObject(NEWER);
    await happens(month, made(2), handed(2, { children: ['c1'] }));
    expect(await again(quarter.id)).toMatchObject(NEWER);
  });

  it('that began as a question keeps what began after it from being executed again, once it has gone itself', async () => {
    const { pipeline } = await byQuarter(...SENT);
    atTime('2027-01-05T05:00:00.000Z');
    const question = await begin(pipeline);
    const monthly = await covering(pipeline, 'month');
    atTime('2027-01-05T08:00:00.000Z');
    const december = await beginRun(monthly, { period: '2026-12', by: 'person', actor });
    await happens(december.id, refused(), CLOSED);
    atTime('2027-01-06T08:00:00.000Z');
    expect(await again(question.id)).toMatchObject({ ok: true });
    await happens(question.id, made(2), handed(2, { children: ['c1'] }));
    expect(await again(december.id)).toMatchObject(NEWER);
    // A move of its issue asks the same.
    const state = await stateOf(december.id);
    expect(state && (await othersOf(state)).newer?.id).toBe(question.id);
  });
});
