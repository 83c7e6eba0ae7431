import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { loadPlan, savePlan } from '../../src/accounts/plan-store';
import { beginRun } from '../../src/flows/booking/begin-run';
import { hookWorld } from '../../src/flows/booking/hook-world';
import { holdings, importConfiguration, planOf } from '../../src/flows/booking/import-configuration';
import { fillPipeline, remapPipeline } from '../../src/flows/booking/mend-mapping';
import { runByRule } from '../../src/flows/booking/run-by-rule';
import { beginByHand } from '../../src/flows/booking/runs-of-period';
import { resubmitByRule } from '../../src/flows/people/act-by-rule';
import { actOnClick } from '../../src/flows/people/act-on-click';
import { actOnRun } from '../../src/flows/people/act-on-run';
import { plusSeconds } from '../../src/kernel/instant';
import type { Missing } from '../../src/mapping/fill';
import { exportOf } from '../../src/pipelines/exchange';
import type { Pipeline } from '../../src/pipelines/pipeline';
import { keepConfiguration, removePipeline, savePipeline } from '../../src/pipelines/pipeline-store';
import { now } from '../../src/platform/clock';
import { measured, unitsSpent } from '../../src/platform/context';
import { newerOfFile, othersOf } from '../../src/runs/period-store';
import { onMove } from '../../src/submissions/decisions/decide';
import type { EventOf, SubmissionEvent } from '../../src/submissions/events';
import { naming } from '../../src/submissions/naming';
import { append, byApp, create } from '../../src/submissions/record-store';
import { linkIssue, loadSubmission } from '../../src/submissions/submission-store';
import { say } from '../../src/texts/say';
import { queued } from '../effects/stage';
import { issueNow } from '../exception/an-issue';
import { watchOf } from '../exception/list';
import { order, UPLOADED } from '../submissions/life';
import { handed, made, refused } from '../submissions/run-life';
import { atTime } from '../support/at-time';
import { answersFirst, empty, json, meanwhile, writes } from '../support/forge-globals';
import { atLooker, BOOKS, MANDANT, saved, stored } from './with-looker';

const L = (name: string) => `general_ledger.${name}`;
const actor = { kind: 'person', id: 'petra' } as const;
const stateOf = async (id: string) => (await loadSubmission(id))?.state;
async function happens(id: string, ...events: readonly SubmissionEvent[]): Promise<void> {
  for (const event of events) {
    const on = await loadSubmission(id);
    if (on === undefined) throw new Error(`no run ${id}`);
    await append(on, event, byApp());
  }
}
const CLOSED: SubmissionEvent = { what: 'closed', reason: 'x' };
const again = (id: string) => actOnRun(id, { by: 'petra', click: { click: 'again', mayDiffer: false } });
const NEWER = { ok: false, problem: { code: 'run.newer' } };
const UNENDED = { ok: false, problem: { code: 'run.unended' } };
const causeOf = async (id: string) => (await stateOf(id))?.attempts.at(-1)?.cause;
/** A pipeline as it is stored, without asking Looker. */
async function kept(change: Partial<Pipeline> = {}): Promise<Pipeline> {
  const { draft } = await atLooker();
  const pipeline: Pipeline = {
    ...{ ...draft, fields: [], v: 1, id: 'p0123456789ab', version: 1, changedAt: now(), changedBy: 'petra' },
    ...change,
  };
  await keepConfiguration(undefined, { pipeline, begunUntil: now() });
  return (await stored(pipeline.id)).pipeline;
}

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

describe('a mapping that a run could not use', () => {
  /** A run that met something new, and was refused. */
  async function met() {
    const { draft } = await atLooker();
    const { pipeline, version } = await saved(draft);
    const { id } = await beginRun(pipeline, { period: '2026-11', by: 'person', actor });
    await happens(id, refused());
    const run = await stateOf(id);
    if (run === undefined) throw new Error('no run');
    return { run, id: pipeline.id, version, pipeline };
  }
  const NEW: Missing = { target: 'kost1', column: L('cost_centre_name'), when: 'Neu', value: '950' };
  const fill = (of: Awaited<ReturnType<typeof met>>, change: object = {}) =>
    fillPipeline(of.run, {
      id: of.id,
      version: of.version,
      by: 'petra',
      isAdmin: false,
      values: [NEW],
      ...change,
    });
  const remap = (of: Awaited<ReturnType<typeof met>>, change: object = {}) =>
    remapPipeline(of.run, {
      id: of.id,
      version: of.version,
      by: 'petra',
      isAdmin: false,
      renames: [],
      ...change,
    });
  const entries = async (id: string) => {
    const rule = (await stored(id)).pipeline.mapping.kost1;
    return rule?.from === 'table' ? rule.table.map(({ when }) => when) : [];
  };
  const isOrdered = async (id: string) => (await stateOf(id))?.attempts.at(-1)?.state !== 'refused';

  it('gets the values that were lacking, and the run is executed again; clicked twice it is once', async () => {
    const of = await met();
    expect(await fill(of)).toEqual({ ok: true, value: null });
    expect(await entries(of.id)).toContain('Neu');
    expect(await isOrdered(of.run.id)).toBe(true);
    expect((await stored(of.id)).version).toBe(2);
    expect(await fill(of)).toEqual({ ok: true, value: null });
    expect((await stored(of.id)).version).toBe(2);
  });

  it.each<[string, object, string]>([
    [
      'an account that the Mandant has not',
      { values: [{ ...NEW, target: 'contra', column: L('gl_account_name'), value: '9999' }] },
      'mapping.',
    ],
    [
      'a value that is in no table',
      { values: [{ ...NEW, target: 'text', column: L('document_number') }] },
      'pipeline.conflict',
    ],
    ['a version that was not seen', { version: 7 }, 'pipeline.conflict'],
    ['another pipeline than that of the run', { id: 'p999999999999' }, 'access.not-allowed'],
  ])('does not get %s', async (_, change, code) => {
    const of = await met();
    const told = await fill(of, change);
    expect(told.ok ? '' : told.problem.code).toContain(code);
    expect((await stored(of.id)).version).toBe(1);
    expect(await isOrdered(of.run.id)).toBe(false);
  });

  it('is not that of another Mandant, nor of a pipeline that is gone', async () => {
    const of = await met();
    expect(
      await fillPipeline({ ...of.run, mandant: '455148-9' }, { ...wishOf(of), values: [NEW] }),
    ).toMatchObject({
      problem: { code: 'access.not-allowed' },
    });
    const gone = { ...of.run, run: { ...of.run.run, pipeline: 'p999999999999' } } as typeof of.run;
    expect(await fillPipeline(gone, { ...wishOf(of), id: 'p999999999999', values: [NEW] })).toMatchObject({
      problem: { code: 'pipeline.conflict' },
    });
  });

  it('is accepted as its columns are now: it is checked, and the run executed again', async () => {
    const of = await met();
    expect(await remap(of)).toEqual({ ok: true, value: null });
    expect((await stored(of.id)).version).toBe(2);
    expect(await isOrdered(of.run.id)).toBe(true);
    // What has not failed any more cannot be executed again.
    expect(await remap(of, { version: 2 })).toMatchObject({ ok: false });
  });

  it('follows a column that was renamed, if Looker has it', async () => {
    const of = await met();
    const renames = [{ from: L('cost_object'), to: L('nowhere') }];
    expect(await remap(of, { renames })).toMatchObject({ ok: false });
    expect((await stored(of.id)).version).toBe(1);
    const good = [{ from: L('partner_name'), to: L('document_number') }];
    expect(await remap(of, { renames: good })).toMatchObject({ ok: true });
    expect((await stored(of.id)).pipeline.mapping.partner).toMatchObject({ column: L('document_number') });
  });

  const wishOf = ({ id, version }: { id: string; version: number }) => ({
    id,
    version,
    by: 'petra',
    isAdmin: false,
  });
});

describe('the configuration of another site', () => {
  async function exported(): Promise<string> {
    const { draft } = await atLooker();
    await saved({ ...draft, isActive: true });
    return JSON.stringify(exportOf({ ...(await holdings()), at: now() } as never));
  }

  it('is shown before it comes in, and comes in switched off', async () => {
    const text = await exported();
    await atLooker({ hasPlan: false });
    expect(await planOf(text)).toMatchObject({ ok: true });
    expect((await holdings()).pipelines).toEqual([]);
    expect(await importConfiguration(text, 'petra')).toMatchObject({ ok: true });
    const { pipelines, plans, connections } = await holdings();
    expect(pipelines).toMatchObject([
      { isActive: false, mandant: MANDANT, importedFrom: expect.any(String) },
    ]);
    expect(plans).toMatchObject([{ mandant: MANDANT, version: 1, changedBy: 'petra' }]);
    expect(connections).toHaveLength(1);
  });

  it('changes nothing where it is the same, and takes the next version of a plan that differs', async () => {
    const text = await exported();
    await importConfiguration(text, 'petra');
    const before = await loadPlan(MANDANT);
    await importConfiguration(text, 'petra');
    expect((await loadPlan(MANDANT)).version).toBe(before.version);
    const fewer = { ...BOOKS, accounts: BOOKS.accounts.slice(0, 5), version: 2 };
    await savePlan(before, fewer);
    await importConfiguration(text, 'anna');
    const { data } = await loadPlan(MANDANT);
    expect(data).toMatchObject({
      version: 3,
      changedBy: 'anna',
      accounts: { length: BOOKS.accounts.length },
    });
  });

  it('that is none is refused', async () => {
    await atLooker();
    expect(await planOf('{}')).toMatchObject({ ok: false });
    expect(await importConfiguration('nichts', 'petra')).toMatchObject({ ok: false });
  });

  it('does not overwrite what somebody saves meanwhile', async () => {
    const text = await exported();
    await atLooker({ hasPlan: false });
    meanwhile(writes('record', `accounts:${MANDANT}`), async () => {
      await savePlan(await loadPlan(MANDANT), { ...BOOKS, accounts: BOOKS.accounts.slice(0, 3) });
    });
    const told = await importConfiguration(text, 'petra');
    expect([told.ok, (await loadPlan(MANDANT)).data?.accounts.length]).toEqual([false, 3]);
  });
});
