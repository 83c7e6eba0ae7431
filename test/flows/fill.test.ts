import { beforeAll, describe, expect, it } from 'vitest';
import type { RunAnswer } from '../../src/contract/pipelines';
import { type Booked, bookedWorld, MANDANT, MONTH, prepare, start, theIssue } from '../support/booking';
import { as, draftIn, PEOPLE, tries, type Who } from '../support/eyes-hands';
import { begin, edit, firm, runAs } from '../support/many-eyes';
import { ours } from '../support/story';
import { call, commentsOf, fault, MINUTE } from '../support/world';

beforeAll(() => prepare('en'));

const COLUMN = 'general_ledger.gl_account_name';
const NEW = ['Erlöse Neuland', 'Erlöse Ausland', 'Erlöse Umland'] as const;

/** Rows of the month name accounts that no table has: the first one in most of them. */
function unknown({ w }: Booked): void {
  for (const [index, name] of [NEW[0], NEW[0], NEW[0], NEW[1], NEW[1], NEW[2]].entries())
    w.looker.mutateRow({ client: MANDANT, month: MONTH, index, set: { gl_account_name: name } });
}

async function stopped(): Promise<{ b: Booked; run: string }> {
  const b = await bookedWorld('en');
  unknown(b);
  const run = await start(b);
  await b.w.forge.advance(5 * MINUTE);
  return { b, run };
}

const seen = (b: Booked, submissionId: string, who: Who = 'lead') =>
  as<RunAnswer>(b, who, 'run.view', { submissionId });
const entries = (value = '8200') => NEW.map((when) => ({ target: 'contra', column: COLUMN, when, value }));

async function fill(
  b: Booked,
  submissionId: string,
  how: { version?: number; value?: string; who?: Who } = {},
) {
  const { who = 'lead', value } = how;
  const { version = (await seen(b, submissionId)).actions.fill.version ?? -1 } = how;
  const payload = { id: b.pipeline, submissionId, version, values: entries(value) };
  return call(b.w, 'datev-desk', 'pipeline.fill', { as: PEOPLE[who], payload });
}

/** How often it was executed, and how often its pipeline was saved. */
async function counts(b: Booked, submissionId: string) {
  const { pipeline } = await as<{ pipeline: { version: number } }>(b, 'lead', 'pipeline.view', {
    id: b.pipeline,
  });
  const { submission } = await seen(b, submissionId);
  return { executions: submission.facts.revision, version: pipeline.version };
}

describe('values that no table has', () => {
  it('are told as what they are, most rows first, and with one call the mapping has them and the run goes on', async () => {
    const { b, run } = await stopped();
    const view = await seen(b, run);
    expect(view.verdict).toBe('6 of 120 rows rejected – 3 values are missing');
    expect(view.submission.nextAction).toMatch(/^Enter the missing values here/);
    expect(view.missing.map(({ value, rows }) => [value, rows])).toEqual([
      [NEW[0], 3],
      [NEW[1], 2],
      [NEW[2], 1],
    ]);
    expect(view.faults).toMatchObject([{ rows: 6, target: 'contra', column: COLUMN }]);
    expect(await fill(b, run)).toMatchObject({ ok: true });
    await b.w.forge.advance(15 * MINUTE);
    const after = await seen(b, run);
    expect(after.submission.state).toBe('run-delivered');
    expect(after.verdict).toBeUndefined();
    expect(ours(b.w)).toHaveLength(1);
    const changes = await as<{ entries: readonly { who: { accountId: string } }[] }>(
      b,
      'lead',
      'pipeline.changes',
      { id: b.pipeline },
    );
    expect(changes.entries[0]?.who.accountId).toBe(PEOPLE.lead);
    const { key, fields } = theIssue(b);
    for (const name of NEW) expect(JSON.stringify([commentsOf(b.w, key), fields])).not.toContain(name);
  });

  it('a doubled click is one: one version, one execution', async () => {
    const { b, run } = await stopped();
    const before = await counts(b, run);
    const { version = -1 } = (await seen(b, run)).actions.fill;
    const both = await Promise.all([fill(b, run, { version }), fill(b, run, { version })]);
    expect(both.some(({ ok }) => ok)).toBe(true);
    expect(await fill(b, run, { version })).toMatchObject({ ok: true });
    await b.w.forge.advance(15 * MINUTE);
    expect(await counts(b, run)).toEqual({ executions: before.executions + 1, version: before.version + 1 });
    expect(ours(b.w)).toHaveLength(1);
  });

  it('who is slower than somebody else is told, and nothing is overwritten', async () => {
    const { b, run } = await stopped();
    const { version = -1 } = (await seen(b, run)).actions.fill;
    await edit(b, 'lead', (draft) => ({ ...draft, name: 'Abschluss' }));
    expect(await fill(b, run, { version })).toMatchObject({
      ok: false,
      problem: { code: 'pipeline.conflict' },
    });
    const { pipeline } = await as<{ pipeline: never }>(b, 'lead', 'pipeline.view', { id: b.pipeline });
    expect(draftIn(pipeline).name).toBe('Abschluss');
    expect(await fill(b, run)).toMatchObject({ ok: true });
    // Another value for the same one is no doubled click.
    expect(await fill(b, run, { value: '8400' })).toMatchObject({ problem: { code: 'pipeline.conflict' } });
  });

  it('saved and not started, after a crash: the page says so, and the same click goes on from there', async () => {
    const { b, run } = await stopped();
    const { version = -1 } = (await seen(b, run)).actions.fill;
    // The first transaction keeps the pipeline, the second orders the execution.
    const match = { functionKey: 'desk-resolver-fn' };
    fault(b.w, { service: 'kvs', operation: 'transact', fault: 'crash-before', times: 1, after: 1, match });
    await expect(fill(b, run, { version })).rejects.toThrow('killed');
    expect(b.w.forge.faults.list()).toEqual([]);
    const view = await seen(b, run);
    expect(view.verdict).toBe('6 of 120 rows rejected – the missing values are in the mapping by now');
    expect(view.submission.nextAction).toMatch(/^Run it again/);
    expect(view).toMatchObject({
      missing: [],
      actions: { again: { allowed: true }, fill: { allowed: false } },
    });
    expect(await fill(b, run, { version })).toMatchObject({ ok: true });
    await b.w.forge.advance(15 * MINUTE);
    expect((await seen(b, run)).submission.state).toBe('run-delivered');
  });

  it('an account that the Mandant does not have is refused before anything is saved', async () => {
    const { b, run } = await stopped();
    const before = await counts(b, run);
    expect(await fill(b, run, { value: '9999' })).toMatchObject({
      problem: { code: 'mapping.unknown-account' },
    });
    expect(await counts(b, run)).toEqual(before);
  });

  it('are not entered where Looker says meanwhile that the pipeline could not work, nor in a pipeline that is gone', async () => {
    const { b, run } = await stopped();
    const before = await counts(b, run);
    b.w.looker.answerNext({ operation: 'lookml_model_explore', status: 404, times: 9 });
    expect(await fill(b, run)).toMatchObject({ ok: false, problem: { code: 'looker.not-found' } });
    expect(await counts(b, run)).toEqual(before);
    await as(b, 'lead', 'pipeline.remove', { id: b.pipeline });
    expect(await fill(b, run, { version: 1 })).toMatchObject({ problem: { code: 'pipeline.conflict' } });
  });

  it('whoever filled them in is an author: somebody else approves', async () => {
    const b = await firm();
    unknown(b);
    const run = await begin(b, 'accountant');
    await b.w.forge.advance(5 * MINUTE);
    expect(await fill(b, run)).toMatchObject({ ok: true });
    await b.w.forge.advance(5 * MINUTE);
    const { submission, actions } = await runAs(b, 'lead', run);
    expect(submission.state).toBe('run-approve');
    expect(actions.approve.allowed).toBe(false);
    const payload = { submissionId: run, revision: actions.approve.revision };
    expect(await tries(b.w, 'lead', 'run.approve', payload)).toMatchObject({
      problem: { code: 'run.same-person' },
    });
    expect((await runAs(b, 'lead2', run)).actions.approve.allowed).toBe(true);
  });
});

describe('a dry run', () => {
  it('offers the real one, and says when the pipeline is another by then', async () => {
    const b = await bookedWorld('en');
    const order = { id: b.pipeline, period: MONTH, isDry: true, anew: false };
    const { submissionId } = await as<{ submissionId: string }>(b, 'lead', 'pipeline.run', order);
    await b.w.forge.advance(5 * MINUTE);
    expect((await seen(b, submissionId)).actions.send).toEqual({ allowed: true });
    await edit(b, 'lead', (draft) => ({ ...draft, name: 'Abschluss' }));
    expect((await seen(b, submissionId)).actions.send.note).toMatch(
      /changed since this dry run: version 1 → 2/,
    );
  });
});
