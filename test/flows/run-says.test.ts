import { beforeAll, describe, expect, it } from 'vitest';
import { atDesk, givePlan } from '../../packages/sandbox/world/booking';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import type { PipelineAnswer, RunAnswer } from '../../src/contract/pipelines';
import { say } from '../../src/texts/say';
import {
  type Booked,
  bookedWorld,
  change,
  changePlan,
  MANDANT,
  MONTH,
  type Plan,
  prepare,
  refusal,
  seeRun,
  start,
} from '../support/booking';
import { ours } from '../support/story';
import {
  ACCOUNTS,
  call,
  commentsOf,
  DAY,
  fault,
  HOUR,
  issuesOf,
  MINUTE,
  moveTo,
  must,
} from '../support/world';

beforeAll(() => prepare('en'));

type View = { readonly cause?: { readonly faults: readonly { readonly remedy: string }[] } };
const LEDGER_LENGTH = 'Error in header field - Length of Ledger Account - is invalid (14)';
type Begun = {
  readonly is: 'begun' | 'already';
  readonly submissionId: string;
  readonly sentence?: string;
  readonly further?: string;
};
const wish = ({ w, pipeline: id }: Booked, how: { isDry?: boolean; anew?: boolean } = {}) =>
  atDesk<Begun>(w.forge, 'pipeline.run', { id, period: MONTH, isDry: false, anew: false, ...how });

const wishFor = ({ w, pipeline: id }: Booked, period: string) =>
  atDesk<Begun>(w.forge, 'pipeline.run', { id, period, isDry: false, anew: false });

/** Nothing in the month fits: the plan lacks an account that every row needs. */
async function breakPlan(b: Booked): Promise<void> {
  await changePlan(b, (plan) => ({ ...plan, accounts: plan.accounts.filter((_, n) => n % 2 === 0) }));
}

/** No status closes an issue: what is closed at the desk stays where it is, and can still be moved. */
async function closeNowhere({ w }: Booked): Promise<void> {
  type Saved = { version: number; settings: { statuses: Record<string, object> } };
  const { version, settings } = await asAdmin<Saved>(w.forge, 'admin.view', {});
  const statuses = Object.entries(settings.statuses).map(([id, one]) => [id, { ...one, closeWithout: [] }]);
  await asAdmin(w.forge, 'admin.save', {
    version,
    settings: { ...settings, statuses: Object.fromEntries(statuses) },
  });
}

/** Closes the failed run without sending, as a person does in its issue. */
async function closeRun(b: Booked, submissionId: string): Promise<void> {
  const payload = { submissionId, reason: 'Not this month' };
  await must(call(b.w, 'datev-desk', 'submission.close', { payload, as: ACCOUNTS.admin }));
  await b.w.forge.advance(5 * MINUTE);
}

describe('who wants to run a period again', () => {
  it('is not warned of double bookings while nothing was ever sent', async () => {
    const b = await bookedWorld('en');
    await breakPlan(b);
    const run = await start(b);
    await b.w.forge.advance(10 * MINUTE);
    expect(await wish(b)).toMatchObject({
      is: 'already',
      submissionId: run,
      further: 'not-yet',
      sentence: expect.stringContaining('was not sent'),
    });
    expect((await wish(b, { anew: true })).is).toBe('already');
    await closeRun(b, run);
    expect(await wish(b)).toMatchObject({ is: 'already', further: 'nothing-sent' });
    expect((await wish(b, { anew: true })).is).toBe('begun');
  });

  it('is warned once something was, also when the newest run sent nothing', async () => {
    const b = await bookedWorld('en');
    const first = await start(b);
    await b.w.forge.advance(HOUR);
    expect(await wish(b)).toMatchObject({ is: 'already', submissionId: first, further: 'sent' });
    await breakPlan(b);
    const second = await start(b, { anew: true });
    await b.w.forge.advance(10 * MINUTE);
    expect(await wish(b)).toMatchObject({ submissionId: second, further: 'not-yet' });
    await closeRun(b, second);
    expect(await wish(b)).toMatchObject({ submissionId: second, further: 'sent' });
  });

  it('finds the trial that is under way, not the real run beside it; one that is over gives way to the next', async () => {
    const b = await bookedWorld('en');
    const real = await start(b);
    const dry = await wish(b, { isDry: true });
    expect(dry.is).toBe('begun');
    expect(dry.submissionId).not.toBe(real);
    expect(await wish(b, { isDry: true })).toMatchObject({
      ...{ is: 'already', submissionId: dry.submissionId, further: 'not-yet' },
    });
    await b.w.forge.advance(10 * MINUTE);
    expect((await wish(b, { isDry: true })).is).toBe('begun');
    expect(await wish(b)).toMatchObject({ is: 'already', submissionId: real });
  });

  it('hears of no run that the pipeline made while it was another Mandant’s', async () => {
    const b = await bookedWorld('en');
    const first = await start(b);
    await b.w.forge.advance(HOUR);
    await givePlan(b.w.forge, '455148-3');
    await change(b, (draft) => ({ ...draft, mandant: '455148-3' }));
    b.w.looker.setRowCount({ client: MANDANT, month: MONTH, rows: 0 });
    const moved = await wish(b);
    expect(moved.is).toBe('begun');
    await b.w.forge.advance(10 * MINUTE);
    expect(await wish(b)).toMatchObject({ submissionId: moved.submissionId, further: 'not-yet' });
    await closeRun(b, moved.submissionId);
    // What the first one sent is in the books of another.
    expect(await wish(b)).toMatchObject({ submissionId: moved.submissionId, further: 'nothing-sent' });
    await change(b, (draft) => ({ ...draft, mandant: MANDANT }));
    expect(await wish(b)).toMatchObject({ is: 'already', submissionId: first, further: 'sent' });
  });
});

describe('a run that failed, was closed, and a later one of the period went', () => {
  it('is executed again by no move and no click: page and comment name the later one', async () => {
    const b = await bookedWorld('en');
    await closeNowhere(b);
    let whole: Plan['accounts'] = [];
    await changePlan(b, (plan) => {
      whole = plan.accounts;
      return { ...plan, accounts: whole.slice(0, 1) };
    });
    const first = await start(b);
    await b.w.forge.advance(10 * MINUTE);
    const [issue] = issuesOf(b.w);
    await closeRun(b, first);
    await changePlan(b, (plan) => ({ ...plan, accounts: whole }));
    const second = await start(b, { anew: true });
    await b.w.forge.advance(2 * HOUR);
    expect((await seeRun(b, second)).submission.state).toBe('run-delivered');
    const sent = ours(b.w).length;
    moveTo(b.w, issue?.key ?? '', 'Done');
    await b.w.forge.advance(2 * HOUR);
    expect(ours(b.w)).toHaveLength(sent);
    expect(commentsOf(b.w, issue?.key ?? '').at(-1)).toMatch(
      /^Nothing was sent: there is a later run for days of /,
    );
    const shown = await atDesk<RunAnswer>(b.w.forge, 'run.view', { submissionId: first, lang: 'en' });
    expect(shown.submission.state).toBe('closed');
    expect(shown.newer).toEqual({ submissionId: second, sentence: expect.stringContaining('delivered') });
    expect(shown.actions.again).toEqual({ allowed: false, why: expect.stringContaining('later run') });
    expect(shown.actions.fill.allowed).toBe(false);
    const payload = { submissionId: first, mayDiffer: false };
    expect((await refusal(b, 'run.again', { payload })).code).toBe('run.newer');
  });
});

describe('a calendar of quarters where a month of them has gone', () => {
  it('asks by one issue, which no move answers; a click that was warned sends the quarter', async () => {
    const b = await bookedWorld('en');
    await start(b, { period: '2026-09' });
    await b.w.forge.advance(HOUR);
    const sent = ours(b.w).length;
    expect(sent).toBeGreaterThan(0);
    const daily = { on: 'cron', cron: '0 6 * * *', zone: 'Europe/Berlin' };
    await change(b, (draft) => ({ ...draft, unit: 'quarter', isActive: true, schedule: daily }));
    await b.w.forge.advance(2 * DAY);
    const [issue, ...none] = issuesOf(b.w);
    expect(none).toEqual([]);
    expect(issue?.fields['summary']).toMatch(
      /days of this period the pipeline has runs already: September 2026/,
    );
    expect(ours(b.w)).toHaveLength(sent);
    expect(await wishFor(b, '2026-Q3')).toMatchObject({ is: 'already', further: 'sent', shares: true });
    moveTo(b.w, issue?.key ?? '', 'Done');
    await b.w.forge.advance(HOUR);
    expect(ours(b.w)).toHaveLength(sent);
    expect(commentsOf(b.w, issue?.key ?? '').at(-1)).toMatch(
      /^Nothing was sent: no change of status decides/,
    );
    const { runs } = await atDesk<PipelineAnswer>(b.w.forge, 'pipeline.view', { id: b.pipeline, lang: 'en' });
    const asks = runs.find(({ period }) => period === '2026-Q3')?.submissionId ?? '';
    const { actions, submission, steps } = await atDesk<RunAnswer>(b.w.forge, 'run.view', {
      ...{ submissionId: asks, lang: 'en' },
    });
    expect(actions.again).toEqual({
      ...{ allowed: true, isFirst: true, note: expect.stringMatching(/booked twice/) },
    });
    expect(submission.lozenge.text).toBe('Question');
    expect(submission.nextAction).toContain(say('page.runWhole', 'en'));
    expect(submission.nextAction).not.toMatch(/status/);
    expect(steps.map(({ state }) => state)).toEqual(['waits', 'next', 'next']);
    await atDesk(b.w.forge, 'run.again', { submissionId: asks, mayDiffer: false });
    await b.w.forge.advance(2 * HOUR);
    expect((await seeRun(b, asks)).submission.state).toBe('run-delivered');
    expect(ours(b.w).length).toBeGreaterThan(sent);
  });
});

describe('a run that Looker keeps waiting', () => {
  it('is ended by a click: nothing is sent, no issue comes, and the period is run anew', async () => {
    const b = await bookedWorld('en');
    fault(b.w, { service: 'looker', operation: '*', fault: '503', times: 10_000 });
    const run = await start(b);
    await b.w.forge.advance(HOUR);
    const waiting = (await seeRun(b, run)).submission;
    expect(waiting).toMatchObject({ state: 'run-making', actions: { close: { allowed: true } } });
    const wrong = { submissionId: run, reason: 'the wrong month' };
    // Two people at once: it has ended for both, once.
    const both = ['firmLead', 'accountant'] as const;
    const said = await Promise.all(
      both.map((as) => call(b.w, 'datev-desk', 'submission.close', { as: ACCOUNTS[as], payload: wrong })),
    );
    expect(said.filter(({ ok }) => ok)).toHaveLength(1);
    b.w.forge.faults.clear();
    await b.w.forge.advance(2 * DAY);
    expect((await seeRun(b, run)).submission).toMatchObject({ state: 'closed', auditIntact: true });
    expect(ours(b.w)).toEqual([]);
    expect(issuesOf(b.w)).toEqual([]);
    expect(await wish(b, { anew: true })).toMatchObject({ is: 'begun' });
    await b.w.forge.advance(2 * HOUR);
    expect(ours(b.w).length).toBeGreaterThan(0);
  });
});

describe('what a run was made with', () => {
  type Made = {
    readonly version: number;
    readonly proof?: { readonly pipeline: { readonly fits: boolean } };
  };
  const made = (b: Booked, submissionId: string) =>
    atDesk<Made>(b.w.forge, 'run.configuration', { submissionId });

  it('is the pipeline as it is, before it made anything; then what it named, with its proof, whatever became of the pipeline', async () => {
    const b = await bookedWorld('en');
    await change(b, (draft) => ({ ...draft, name: 'Abschluss' }));
    const run = await start(b);
    const before = await made(b, run);
    expect(before).toMatchObject({ name: 'Abschluss', version: 2 });
    expect(before).not.toHaveProperty('proof');
    await b.w.forge.advance(HOUR);
    await change(b, (draft) => ({ ...draft, name: 'Noch einer' }));
    const kept = { version: 2, name: 'Abschluss', proof: { pipeline: { fits: true }, plan: { fits: true } } };
    expect(await made(b, run)).toMatchObject(kept);
    await atDesk(b.w.forge, 'pipeline.remove', { id: b.pipeline });
    expect(await made(b, run)).toMatchObject(kept);
    expect(await atDesk<RunAnswer>(b.w.forge, 'run.view', { submissionId: run })).toMatchObject({
      ...{ pipeline: { id: b.pipeline, version: 2 }, report: 'kept' },
      actions: { remap: { allowed: false }, send: { allowed: false } },
    });
  });

  it('is nothing that can be shown where the pipeline was removed before', async () => {
    const b = await bookedWorld('en');
    const run = await start(b);
    await atDesk(b.w.forge, 'pipeline.remove', { id: b.pipeline });
    const gone = await refusal(b, 'run.configuration', { payload: { submissionId: run } });
    expect(gone.code).toBe('run.no-pipeline');
    expect(await atDesk<RunAnswer>(b.w.forge, 'run.view', { submissionId: run })).toMatchObject({
      pipeline: { id: b.pipeline, version: 0 },
    });
  });

  it('row by row is not shown from a report that is damaged', async () => {
    const b = await bookedWorld('en');
    const run = await start(b);
    await b.w.forge.advance(HOUR);
    const rows = { payload: { submissionId: run, query: '1' } };
    expect((await call(b.w, 'datev-desk', 'run.rows', rows)).ok).toBe(true);
    const pieces = b.w.forge.storage.dump().filter(({ key }) => key.startsWith('file:'));
    expect(pieces.length).toBeGreaterThan(0);
    for (const { key } of pieces) b.w.forge.storage.put({ store: 'kvs', key, value: { data: 'AAAA' } });
    expect((await refusal(b, 'run.rows', rows)).code).toBe('file.not-gzip');
  });
});

describe('what a failed run says', () => {
  it('nothing agrees where rows were rejected, and the rejected ones are what is missing', async () => {
    const b = await bookedWorld('en');
    await breakPlan(b);
    const run = await start(b);
    await b.w.forge.advance(10 * MINUTE);
    const { totals, counts } = await seeRun(b, run);
    const rejected = (counts as { rejected?: number } | undefined)?.rejected ?? 0;
    expect(rejected).toBeGreaterThan(0);
    expect(totals.map(({ rows, agrees }) => [rows, agrees])).toEqual([
      [120, true],
      [120 - rejected, false],
    ]);
  });

  it('a dry run does not name an issue that it does not have', async () => {
    const b = await bookedWorld('en');
    await breakPlan(b);
    const real = await start(b);
    const { submissionId: dry } = await wish(b, { isDry: true });
    await b.w.forge.advance(10 * MINUTE);
    expect((await seeRun(b, real)).submission.nextAction).toContain('issue');
    expect((await seeRun(b, dry)).submission.nextAction).not.toContain('issue');
    expect((await seeRun(b, dry, 'de')).submission.nextAction).not.toContain('Vorgang');
  });
});

describe('a file that a run made and DATEV rejects', () => {
  it('says what to mend in the pipeline, not to export it again', async () => {
    const b = await bookedWorld('en');
    b.w.datev.failNext('1008834', { mandant: MANDANT, says: LEDGER_LENGTH });
    const run = await start(b);
    await b.w.forge.advance(2 * HOUR);
    const { files } = await atDesk<Pick<RunAnswer, 'files'>>(b.w.forge, 'run.view', { submissionId: run });
    const child = files.find(({ kind }) => kind === 'extf')?.submissionId ?? '';
    const { cause } = await must(
      call<View>(b.w, 'datev-desk', 'submission.view', { payload: { submissionId: child } }),
    );
    expect(cause?.faults[0]?.remedy).toMatch(/^A pipeline made this file.*account plan/);
    const described = JSON.stringify(issuesOf(b.w).at(-1)?.fields['description']);
    expect(described).toContain('A pipeline made this file');
    expect(described).toContain('start the run again in the DATEV desk');
    expect(described).not.toMatch(/export/i);
  });
});
