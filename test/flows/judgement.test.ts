import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../packages/sandbox/jira/site';
import type { PipelinesAnswer, RunAnswer } from '../../src/contract/pipelines';
import { type Booked, MANDANT } from '../support/booking';
import { as, tries, type Who } from '../support/eyes-hands';
import { saveGroups } from '../support/groups';
import { approveAs, edit, firm } from '../support/many-eyes';
import { fault, HOUR, MINUTE } from '../support/world';

/** What somebody sees who is asked to approve a run. */
const seen = (b: Booked, submissionId: string, who: Who = 'lead2') =>
  as<RunAnswer>(b, who, 'run.view', { submissionId });
const forMe = async (b: Booked, who: Who) =>
  (await as<PipelinesAnswer>(b, who, 'pipelines.view', {})).forMe.map(({ submissionId }) => submissionId);

async function begun(b: Booked, period: string): Promise<string> {
  b.w.looker.setRowCount({ client: '455148-1', month: period, rows: 3 });
  const order = { id: b.pipeline, period, isDry: false, anew: false };
  const { submissionId } = await as<{ submissionId: string }>(b, 'accountant', 'pipeline.run', order);
  await b.w.forge.advance(2 * MINUTE);
  return submissionId;
}

async function delivered(b: Booked, period: string): Promise<void> {
  const run = await begun(b, period);
  expect(await approveAs(b, 'lead2', run)).toBeUndefined();
  await b.w.forge.advance(HOUR);
  expect((await seen(b, run)).submission.state).toBe('run-delivered');
}

describe('a run that waits for an approval', () => {
  it('is in the list of whoever may approve it, and of nobody else; approved, of nobody', async () => {
    const b = await firm('lead');
    const run = await begun(b, '2026-11');
    expect(await forMe(b, 'lead2')).toEqual([run]);
    for (const who of ['accountant', 'lead', 'admin'] as const) expect(await forMe(b, who)).toEqual([]);
    const [row] = (await as<PipelinesAnswer>(b, 'lead2', 'pipelines.view', {})).forMe;
    expect(row).toMatchObject({ periodLabel: 'November 2026', mandant: '455148-1', rows: 3 });
    expect(row?.name).toBe('Erlöse und Kosten je Kostenstelle');
    await approveAs(b, 'lead2', run);
    expect(await forMe(b, 'lead2')).toEqual([]);
  });

  it('is in the list of nobody who may not send, or not read its Mandant, or whom Jira does not tell of its issue', async () => {
    const b = await firm('lead');
    const run = await begun(b, '2026-11');
    const group = GROUPS.firmLeads;
    for (const groups of [{ resubmit: ['nobody'] }, { readersOf: { [MANDANT]: ['nobody'] } }]) {
      await saveGroups(b.w, groups);
      expect(await forMe(b, 'lead2')).toEqual([]);
      await saveGroups(b.w, { resubmit: [group], readersOf: { [MANDANT]: [group] } });
      expect(await forMe(b, 'lead2')).toEqual([run]);
    }
    fault(b.w, { service: 'jira', operation: 'bulkFetchIssues', fault: '503', times: 9 });
    expect(await tries(b.w, 'lead2', 'pipelines.view', {})).toMatchObject({ ok: false });
  });

  it('the first one has nothing to be compared with, and says so', async () => {
    const b = await firm('lead');
    const view = await seen(b, await begun(b, '2026-11'));
    expect(view.beside).toEqual([]);
    expect(view.changes).toEqual({
      text: expect.stringMatching(/^Nothing of this pipeline has been approved/),
      differences: [],
    });
  });

  it('stands beside the last three deliveries, and says what of the mapping is new since the last approved one', async () => {
    const b = await firm('lead');
    for (const period of ['2026-07', '2026-08', '2026-09']) await delivered(b, period);
    const same = await seen(b, await begun(b, '2026-10'));
    expect(same.beside.map(({ periodLabel, rows }) => [periodLabel, rows])).toEqual([
      ['July 2026', 3],
      ['August 2026', 3],
      ['September 2026', 3],
      ['October 2026', 3],
    ]);
    expect(same.beside.map(({ isThis }) => isThis ?? false)).toEqual([false, false, false, true]);
    expect(same.beside.every(({ total }) => /^\d+,\d\d$/.test(total ?? ''))).toBe(true);
    expect(same.changes?.text).toMatch(
      /^The pipeline is the same as at the last approved delivery \(version 2\)/,
    );

    await edit(b, 'lead3', (draft) => ({ ...draft, mapping: { ...draft.mapping, zeroLines: 'leave-out' } }));
    const { changes } = await seen(b, await begun(b, '2026-11'));
    expect(changes?.text).toBe('Changed since the last approved delivery: version 2 → 3');
    expect(changes?.differences.map(({ where }) => where)).toEqual(['Mapping › Rows of 0.00']);
    expect(changes?.plan).toBeUndefined();
  });

  it('whoever does not have to judge it is not read for', async () => {
    const b = await firm('lead');
    const run = await begun(b, '2026-11');
    await approveAs(b, 'lead2', run);
    const view = await seen(b, run);
    expect(view.beside).toEqual([]);
    expect(view.changes).toBeUndefined();
  });
});
