import { describe, expect, it } from 'vitest';
import type { RunAnswer } from '../../src/contract/pipelines';
import { type Booked, ledgerValues, textIn, theIssue } from '../support/booking';
import { as, PEOPLE, tries } from '../support/eyes-hands';
import { approveAs, begin, edit, firm, moveAs, runAs } from '../support/many-eyes';
import { ours } from '../support/story';
import { commentsOf, DAY, fault, HOUR, issuesOf, jiraCall, MINUTE, pass } from '../support/world';

type Node = {
  readonly type?: string;
  readonly attrs?: { readonly id?: string };
  readonly content?: readonly Node[];
};
/** Account ids that a text of Jira mentions. */
function mentioned({ type, attrs, content = [] }: Node): readonly string[] {
  return [...(type === 'mention' ? [attrs?.id ?? ''] : []), ...content.flatMap(mentioned)];
}
const description = (b: Booked) => theIssue(b).fields['description'] as Node;
const state = async (b: Booked, run: string) => (await runAs(b, 'lead2', run)).submission.state;

/** A run of the accountant waits; the leads `lead` and the admin wrote its pipeline. */
async function waiting(): Promise<{ b: Booked; run: string }> {
  const b = await firm('lead');
  const run = await begin(b, 'accountant');
  await b.w.forge.advance(5 * MINUTE);
  return { b, run };
}

describe('a run that waits for an approval', () => {
  it('has one issue, which mentions exactly those who may give it and nothing that is booked', async () => {
    const { b, run } = await waiting();
    const { key, fields } = theIssue(b);
    expect(fields['summary']).toMatch(/^Approval: “Erlöse und Kosten je Kostenstelle November 2026” – /);
    const named = mentioned(description(b));
    for (const who of ['lead2', 'lead3', 'accountant2'] as const) expect(named).toContain(PEOPLE[who]);
    for (const who of ['accountant', 'lead', 'admin'] as const) expect(named).not.toContain(PEOPLE[who]);
    expect(textIn(description(b) as never)).toMatch(/Moving the issue approves nothing/);
    for (const value of ledgerValues(3)) expect(JSON.stringify(fields)).not.toContain(value);
    await b.w.forge.advance(3 * HOUR);
    expect(issuesOf(b.w)).toHaveLength(1);
    expect(commentsOf(b.w, key)).toEqual([]);
    expect(await state(b, run)).toBe('run-approve');
  });

  it('approved and delivered, one comment tells it and the summary says so', async () => {
    const { b, run } = await waiting();
    expect(await approveAs(b, 'lead2', run)).toBeUndefined();
    await b.w.forge.advance(HOUR);
    expect(await state(b, run)).toBe('run-delivered');
    const { key, fields } = theIssue(b);
    expect(commentsOf(b.w, key)).toHaveLength(1);
    expect(fields['summary']).toMatch(/^Delivered to DATEV\. Before: Approval:/);
    expect(ours(b.w)).toHaveLength(1);
  });

  it('moved to the status that sends again, it is brought back, told why, and nothing goes', async () => {
    const { b, run } = await waiting();
    await moveAs(b, 'lead2');
    await b.w.forge.advance(5 * MINUTE);
    expect(await state(b, run)).toBe('run-approve');
    expect(ours(b.w)).toEqual([]);
    const { key } = theIssue(b);
    expect(commentsOf(b.w, key)).toEqual([expect.stringContaining('does not approve the run')]);
  });

  it('is told of once more when its delivery was expected, and no third time', async () => {
    const { b } = await waiting();
    await pass(b.w, DAY + HOUR);
    const { key } = theIssue(b);
    expect(commentsOf(b.w, key)).toEqual([expect.stringContaining('is not approved yet')]);
    const asked = { as: PEOPLE.admin };
    const { comments } = jiraCall<{ comments: readonly { body: Node }[] }>(
      ...([b.w, 'GET', `/issue/${key}/comment`, asked] as const),
    );
    // Whoever may give it, as in the issue itself.
    const named = comments.flatMap(({ body }) => mentioned(body));
    expect(named).toEqual(expect.arrayContaining([PEOPLE.lead2, PEOPLE.lead3, PEOPLE.accountant2]));
    for (const who of ['accountant', 'lead', 'admin'] as const) expect(named).not.toContain(PEOPLE[who]);
    await pass(b.w, 3 * DAY);
    expect(commentsOf(b.w, key)).toHaveLength(1);
  });

  it('declined, it is closed with the reason', async () => {
    const { b, run } = await waiting();
    const close = { submissionId: run, reason: 'Falscher Zeitraum' };
    expect((await tries(b.w, 'lead2', 'submission.close', close)).ok).toBe(true);
    await b.w.forge.advance(5 * MINUTE);
    const { key } = theIssue(b);
    expect(commentsOf(b.w, key)).toEqual([expect.stringContaining('Falscher Zeitraum')]);
    expect(ours(b.w)).toEqual([]);
  });

  it.each([0, 9])(
    'has somebody who may give it where the project demands an assignee, of %i more people, too',
    async (more) => {
      const b = await firm('lead', more);
      b.w.jira.setRequired({ project: 'BUCH', typeId: '10001' }, 'assignee', true);
      await begin(b, 'accountant');
      await b.w.forge.advance(5 * MINUTE);
      const { accountId } = theIssue(b).fields['assignee'] as { readonly accountId: string };
      const { accountant, lead, admin } = PEOPLE;
      expect([accountant, lead, admin]).not.toContain(accountId);
    },
  );

  it.each(['crash-after', 'lost-response', '503'] as const)(
    'when the answer to making it is lost (%s), there still is one',
    async (what) => {
      const b = await firm('lead');
      fault(b.w, { service: 'jira', operation: 'createIssue', fault: what, times: 1 });
      await begin(b, 'accountant');
      await b.w.forge.advance(2 * HOUR);
      expect(b.w.forge.faults.list()).toEqual([]);
      expect(issuesOf(b.w)).toHaveLength(1);
    },
  );

  it('deleted, it was a message: the run can still be approved, and no other issue is made', async () => {
    const { b, run } = await waiting();
    const { key } = theIssue(b);
    jiraCall(b.w, 'DELETE', `/issue/${key}`, { as: PEOPLE.admin });
    await b.w.forge.advance(10 * MINUTE);
    expect(await state(b, run)).toBe('run-approve');
    expect(await approveAs(b, 'lead2', run)).toBeUndefined();
    await b.w.forge.advance(HOUR);
    expect(await state(b, run)).toBe('run-delivered');
    expect(issuesOf(b.w)).toEqual([]);
  });
});

describe('without an approval', () => {
  it('nothing is told', async () => {
    const b = await firm('lead');
    await as(b, 'admin', 'pipeline.view', { id: b.pipeline });
    await edit(b, 'admin', (draft) => ({ ...draft, needsApproval: false }));
    const order = { id: b.pipeline, period: '2026-10', isDry: true, anew: false };
    const { submissionId } = await as<{ submissionId: string }>(b, 'lead', 'pipeline.run', order);
    await b.w.forge.advance(10 * MINUTE);
    expect((await as<RunAnswer>(b, 'lead', 'run.view', { submissionId })).submission.state).toBe('run-tried');
    expect(issuesOf(b.w)).toEqual([]);
  });
});
