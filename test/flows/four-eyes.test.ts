import { describe, expect, it } from 'vitest';
import { bookingDraft } from '../../packages/sandbox/world/booking';
import { attach } from '../support/attach';
import { type Booked, MANDANT, MONTH } from '../support/booking';
import { download } from '../support/download';
import { as, handIn, hashOf, otherBytes, PEOPLE, tries, type Who } from '../support/eyes-hands';
import { approveAs, begin, edit, filesOf, firm, moveAs, runAs, sendAs } from '../support/many-eyes';
import { ours } from '../support/story';
import { ACCOUNTS, call, commentsOf, fault, HOUR, issuesOf, MINUTE, must, viewOf } from '../support/world';

/**
 * Seven ways on which bookings once reached DATEV without a second person, each shut, and each with the way that stays open for
 * one. Judged by what the fake DATEV took.
 */
const sent = ({ w }: Booked) => ours(w).map(({ sha256 }) => sha256);
const stateOf = async (b: Booked, run: string) => (await runAs(b, 'admin', run)).submission.state;
const MANUAL = { schedule: { on: 'manual' } } as const;

async function deliveredBy(b: Booked, who: Who, run: string): Promise<void> {
  expect(await approveAs(b, who, run)).toBeUndefined();
  expect(await stateOf(b, run)).toBe('run-delivered');
  expect(sent(b)).toHaveLength(1);
}

describe('nobody approves what they had a hand in', () => {
  it('(a) not the author who removed the pipeline first', async () => {
    const b = await firm('lead');
    const run = await begin(b, 'accountant');
    await as(b, 'lead', 'pipeline.remove', { id: b.pipeline });
    expect(await approveAs(b, 'lead', run)).toBe('run.same-person');
    expect(sent(b)).toEqual([]);
    await deliveredBy(b, 'lead2', run);
  });

  it('(b) not the author of an earlier version, after a trivial edit of somebody else', async () => {
    const b = await firm('lead');
    await edit(b, 'lead3', (draft) => ({ ...draft, name: 'Abschluss' }));
    const run = await begin(b, 'accountant');
    expect(await approveAs(b, 'lead', run)).toBe('run.same-person');
    expect(await approveAs(b, 'lead3', run)).toBe('run.same-person');
    expect(sent(b)).toEqual([]);
    await deliveredBy(b, 'lead2', run);
  });

  it('(b) nor the author of the account plan', async () => {
    const b = await firm();
    const { plan, version } = await as<{ version: number; plan: Record<string, unknown> }>(
      b,
      'lead',
      'accounts.view',
      { mandant: MANDANT },
    );
    const { v: _, mandant: __, version: ___, changedAt: ____, changedBy: _____, ...rest } = plan;
    await as(b, 'lead', 'accounts.save', { mandant: MANDANT, version, plan: rest });
    const run = await begin(b, 'accountant');
    expect(await approveAs(b, 'lead', run)).toBe('run.same-person');
    expect(sent(b)).toEqual([]);
    await deliveredBy(b, 'lead2', run);
  });

  it.each(['click', 'move'] as const)('(c) not who ordered an execution of it again, by %s', async (by) => {
    const b = await firm();
    b.w.looker.setRowCount({ client: MANDANT, month: MONTH, rows: 0 });
    const run = await begin(b, 'accountant');
    expect(await stateOf(b, run)).toBe('rejected');
    b.w.looker.setRowCount({ client: MANDANT, month: MONTH, rows: 3 });
    if (by === 'click') await as(b, 'lead', 'run.again', { submissionId: run, mayDiffer: false });
    else await moveAs(b, 'lead');
    await b.w.forge.advance(3 * MINUTE);
    expect(await stateOf(b, run)).toBe('run-approve');
    for (const who of ['lead', 'accountant'] as const)
      expect(await approveAs(b, who, run)).toBe('run.same-person');
    expect(sent(b)).toEqual([]);
    await deliveredBy(b, 'lead2', run);
  });
});

describe('(d) switching the approval off', () => {
  it('is no way around it for one lead: off, run, on', async () => {
    const b = await firm();
    await edit(b, 'lead', (draft) => ({ ...draft, needsApproval: false }));
    const run = await begin(b, 'lead');
    await b.w.forge.advance(10 * MINUTE);
    expect(sent(b)).toEqual([]);
    await edit(b, 'lead', (draft) => ({ ...draft, needsApproval: true }));
    expect(await approveAs(b, 'lead', run)).toBe('run.same-person');
    expect(sent(b)).toEqual([]);
    await deliveredBy(b, 'lead2', run);
  });

  it.each([
    ['removing the pipeline', (b: Booked) => as(b, 'lead', 'pipeline.remove', { id: b.pipeline })],
    ['leaving it as it is', async () => undefined],
  ] as const)('is no way by %s and making another for the Mandant', async (_, first) => {
    const b = await firm();
    await first(b);
    const draft = { ...bookingDraft(b.connection, MANDANT), ...MANUAL };
    const { id } = await as<{ id: string }>(b, 'lead', 'pipeline.save', { version: 0, draft });
    const run = await begin(b, 'lead', id);
    await b.w.forge.advance(10 * MINUTE);
    expect(sent(b)).toEqual([]);
    expect(await stateOf(b, run)).toBe('run-approve');
    await deliveredBy(b, 'lead2', run);
  });
});

describe('that the approval is to be switched off', () => {
  it('is confirmed by somebody else than who asked, of what they saw, once; or taken back, once', async () => {
    const b = await firm('lead');
    const off = () => edit(b, 'lead', (draft) => ({ ...draft, needsApproval: false }));
    const state = async () => {
      const seen = await as<{ version: number; pipeline: { needsApproval: boolean }; approvalOff?: object }>(
        b,
        'lead',
        'pipeline.view',
        { id: b.pipeline },
      );
      return { version: seen.version, needs: seen.pipeline.needsApproval, asked: seen.approvalOff };
    };
    type How = { readonly id?: string; readonly version?: number; readonly decision?: 'withdraw' };
    const decide = async (who: Who, how: How = {}) => {
      const payload = { id: b.pipeline, version: (await state()).version, decision: 'confirm', ...how };
      const answer = await tries<{ version: number }>(b.w, who, 'pipeline.approval-off', payload);
      return answer.ok ? answer.value : answer.problem.code;
    };
    expect(await decide('lead2')).toBe('pipeline.conflict');
    await off();
    const { version } = await state();
    expect(await state()).toMatchObject({ needs: true, asked: { isPending: true } });
    expect(await decide('lead')).toBe('pipeline.same-person');
    expect(await decide('lead2', { version: version - 1 })).toBe('pipeline.conflict');
    expect(await decide('lead2', { id: 'p0123456789ab' })).toBe('run.no-pipeline');
    expect(await state()).toMatchObject({ version, needs: true });

    // Clicks at once are one.
    const back = await Promise.all(
      Array.from({ length: 12 }, () =>
        tries(b.w, 'lead', 'pipeline.approval-off', { id: b.pipeline, version, decision: 'withdraw' }),
      ),
    );
    expect(back.filter(({ ok }) => ok)).toMatchObject([{ value: { version: version + 1 } }]);
    expect(await state()).toEqual({ version: version + 1, needs: true, asked: undefined });

    await off();
    const asked = (await state()).version;
    expect(await decide('lead2')).toEqual({ id: b.pipeline, version: asked + 1 });
    expect(await state()).toMatchObject({ needs: false, asked: { isPending: false } });
    expect(await decide('lead3')).toBe('pipeline.conflict');
  });

  it('is an administrator’s alone to decide', async () => {
    const b = await firm('lead');
    await edit(b, 'admin', (draft) => ({ ...draft, needsApproval: false }));
    const run = await begin(b, 'accountant');
    await b.w.forge.advance(10 * MINUTE);
    expect(await stateOf(b, run)).toBe('run-delivered');
  });
});

describe('what goes is what was approved', () => {
  /** A batch that was approved and that DATEV refused. */
  async function refused() {
    const b = await firm();
    b.w.datev.failNext('1008836');
    const run = await begin(b, 'accountant');
    expect(await approveAs(b, 'lead', run)).toBeUndefined();
    await b.w.forge.advance(HOUR);
    const [file = ''] = await filesOf(b, run);
    const bytes = await download(b.w, file, 1);
    return { b, run, file, bytes };
  }

  it('(e) not another file that the starter hands in after DATEV refused it', async () => {
    const { b, file, bytes } = await refused();
    const before = sent(b);
    const other = { submissionId: file, name: 'neu.csv', bytes: otherBytes(bytes) };
    expect(await handIn(b, 'accountant', other)).toBe('accepted');
    expect(await sendAs(b, 'accountant', file)).toBe('run.same-person');
    await moveAs(b, 'accountant');
    await b.w.forge.advance(10 * MINUTE);
    expect(sent(b)).toEqual(before);
    // The run's own issue came first, when it waited for its approval.
    const { key = '' } = issuesOf(b.w).at(-1) ?? {};
    expect(commentsOf(b.w, key).at(-1)).toContain('replaces an approved one');
    expect(await sendAs(b, 'lead2', file)).toBeUndefined();
    expect(sent(b)).toHaveLength(before.length + 1);
  });

  it('(g) not by whoever attached it to the issue, although a colleague takes it over', async () => {
    const { b, file, bytes } = await refused();
    const before = sent(b);
    const issue = issuesOf(b.w).at(-1);
    if (issue === undefined) throw new Error('There is no issue.');
    const name = 'EXTF_neu.csv';
    attach(b.w, issue.key, { name, bytes: otherBytes(bytes) }, PEOPLE.accountant2);
    await b.w.forge.advance(2 * MINUTE);
    const [there] = (await viewOf<{ attachments: readonly { id: string }[] }>(b.w, issue, PEOPLE.accountant))
      .attachments;
    const payload = { attachmentId: there?.id ?? '' };
    await must(call(b.w, 'datev-panel', 'attachment.take', { issue, as: PEOPLE.accountant, payload }));
    expect(await sendAs(b, 'accountant2', file)).toBe('run.same-person');
    expect(await sendAs(b, 'accountant', file)).toBe('run.same-person');
    expect(sent(b)).toEqual(before);
    expect(await sendAs(b, 'lead2', file)).toBeUndefined();
    expect(sent(b)).toHaveLength(before.length + 1);
  });

  it('(f) not a file that somebody swaps between the making and the order, after a crash', async () => {
    const b = await firm();
    const run = await begin(b, 'accountant');
    // The file's own submission is made, and before it is ordered the invocation dies.
    const match = { functionKey: 'big-fn', key: 'submission' };
    fault(b.w, { service: 'kvs', operation: 'setEntity', fault: 'crash-after', times: 1, match });
    const { revision = 1 } = (await runAs(b, 'lead', run)).actions.approve;
    await as(b, 'lead', 'run.approve', { submissionId: run, revision });
    await b.w.forge.advance(1000);
    expect(b.w.forge.faults.list()).toEqual([]);
    // No list knows it yet: whoever comes to it knows its id from elsewhere.
    const file =
      b.w.forge.storage.dump().find(({ entity, key }) => entity === 'submission' && key !== run)?.key ?? '';
    const bytes = await download(b.w, file, 1);
    await handIn(b, 'accountant', { submissionId: file, name: 'neu.csv', bytes: otherBytes(bytes) });
    await tries(b.w, 'accountant', 'submission.withdraw', { submissionId: file });
    await b.w.forge.advance(2 * HOUR);
    expect(sent(b)).toEqual([hashOf(bytes)]);
    expect(await stateOf(b, run)).toBe('run-delivered');
  });
});

describe('an approval that is on record without what was approved, as an earlier version took it', () => {
  it('counts no more: nothing goes, the run asks anew, and a second person’s yes lets it go on', async () => {
    const b = await firm();
    const run = await begin(b, 'accountant');
    await stop(b, true);
    expect(await approveAs(b, 'lead', run)).toBeUndefined();
    expect(await stateOf(b, run)).toBe('run-handing');
    forgetApproval(b, run);
    await stop(b, false);
    await b.w.forge.advance(HOUR);
    expect(sent(b)).toEqual([]);
    expect(await stateOf(b, run)).toBe('run-approve');
    const [file = ''] = await filesOf(b, run);
    const { stuck } = await as<{ stuck: readonly { key: string; title: string }[] }>(
      b,
      'admin',
      'submission.view',
      { submissionId: file },
    );
    expect(stuck.map(({ title }) => title)).toEqual(['Not sent: this file is not approved as it is.']);
    // The starter cannot push it through either.
    const replay = { submissionId: file, key: stuck[0]?.key ?? '' };
    expect(await tries(b.w, 'accountant', 'submission.replay', replay)).toMatchObject({
      problem: { code: 'run.same-person' },
    });
    expect(await approveAs(b, 'accountant', run)).toBe('run.same-person');
    expect(sent(b)).toEqual([]);
    await deliveredBy(b, 'lead2', run);
  });
});

async function stop({ w }: Booked, stopped: boolean): Promise<void> {
  await must(
    call(w, 'datev-admin', 'admin.stop', { payload: { stopped, reason: 'Prüfung' }, as: ACCOUNTS.admin }),
  );
}

/** The stored run as an earlier version of the app would have left it. */
function forgetApproval({ w }: Booked, run: string): void {
  const state = structuredClone(w.forge.snapshot());
  let forgotten = 0;
  JSON.stringify(state, (_, inner) => {
    if (inner?.id === run && inner.run?.approval !== undefined) {
      delete inner.run.approval;
      forgotten++;
    }
    return inner;
  });
  expect(forgotten).toBeGreaterThan(0);
  w.forge.restore(state);
}
