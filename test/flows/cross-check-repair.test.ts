import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { listsOtherwise, losesSubmission } from '../support/behind-backs';
import {
  configure,
  copyOf,
  crossChecked,
  delivered,
  kindsFound,
  MANDANT,
  propertyOf,
  recordOf,
  repaired,
  setProperty,
  theOnly,
  type View,
  viewed,
  wishOf,
} from '../support/cross-check';
import { atDesk, sendAtDesk } from '../support/desk';
import { rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  commentsOf,
  DAY,
  fault,
  HOUR,
  issuesOf,
  jiraCall,
  MINUTE,
  moveTo,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  viewOf,
} from '../support/world';

/** What DATEV says of the newest job of a Mandant from now on. */
function nowSays(w: TestWorld, result: 'failed' | 'succeeded'): void {
  const outcome =
    result === 'failed'
      ? { result, fault: { code: '1008834', detail: 'Header error in field 14' } }
      : { result, facts: { label: 'Neu', records: 1 } };
  listsOtherwise(w, MANDANT, (jobs) =>
    jobs.map((job, n) => (n === jobs.length - 1 ? { ...job, sealed: outcome, settled: outcome } : job)),
  );
}

/** The record of a Mandant forgets what is open at DATEV. */
function forgetsOpen(w: TestWorld): void {
  const record = recordOf(w, 'mandant', MANDANT);
  const value = { ...record, data: { ...record.data, open: [] } };
  w.forge.storage.put({ store: 'entity', entity: 'mandant', key: MANDANT, value });
}

/** Sent again is from another status than "Done", which means nothing then. */
async function doneMeansNothing(w: TestWorld): Promise<void> {
  const all = jiraCall<readonly { id: string; name: string }[]>(w, 'GET', '/status', { as: ACCOUNTS.admin });
  const resubmit = all.filter(({ name }) => name === 'On hold').map(({ id }) => id);
  expect(resubmit).toHaveLength(1);
  await configure(w, (settings) => {
    const [id = '', meanings] = Object.entries(settings['statuses'] as Record<string, object>)[0] ?? [];
    return { ...settings, statuses: { [id]: { ...meanings, resubmit } } };
  });
}

describe('what a cross-check finds is put right with one click, and gone then:', () => {
  it('a file that counts as delivered, and DATEV says that it failed', async () => {
    const w = await testWorld();
    const id = await delivered(w);
    nowSays(w, 'failed');
    await w.forge.advance(DAY);
    const found = await theOnly(w, 'delivered-failed');
    expect(found).toMatchObject({ submission: id, mandant: MANDANT });
    expect(await repaired(w, found)).toEqual({ outcome: 'ordered' });
    expect(await atDesk<View>(w, id)).not.toMatchObject({ state: 'delivered' });
    const [issue, ...more] = issuesOf(w);
    expect(more).toEqual([]);
    expect(issue?.fields.summary).not.toMatch(/^(Delivered|An DATEV übergeben)/);
    expect(await kindsFound(w)).toEqual([]);
    expect(
      await must(call(w, 'datev-desk', 'submission.audit', { payload: { submissionId: id } })),
    ).toMatchObject({
      intact: true,
    });
  });

  it('the same of a file with an issue, which no longer says “delivered”', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    nowSays(w, 'succeeded');
    const found = await theOnly(w, 'result-missed');
    await repaired(w, found);
    expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'delivered' });
    expect(issuesOf(w)[0]?.fields.summary).toMatch(/^An DATEV übergeben/);
    nowSays(w, 'failed');
    const wrong = await theOnly(w, 'delivered-failed');
    await repaired(w, wrong);
    expect(issuesOf(w)[0]?.fields.summary).toBe(issue.fields.summary);
    expect(commentsOf(w, issue.key)).toHaveLength(2);
    expect(await kindsFound(w)).toEqual([]);
  });

  it('the same of a file whose issue somebody deleted because all was well: there is one again', async () => {
    const w = await testWorld();
    const { key } = await rejected(w);
    nowSays(w, 'succeeded');
    await repaired(w, await theOnly(w, 'result-missed'));
    jiraCall(w, 'DELETE', `/issue/${key}`, { as: ACCOUNTS.admin });
    await w.forge.advance(HOUR);
    expect(issuesOf(w)).toEqual([]);
    nowSays(w, 'failed');
    await repaired(w, await theOnly(w, 'delivered-failed'));
    const [issue, ...more] = issuesOf(w);
    expect(more).toEqual([]);
    expect(issue === undefined ? undefined : await viewOf<View>(w, issue)).toMatchObject({
      state: 'rejected',
    });
    expect(await kindsFound(w)).toEqual([]);
  });

  it('a failed job of which the record is lost: it is taken up again with the issue it has', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { submissionId } = await viewOf<View>(w, issue);
    losesSubmission(w, submissionId);
    expect(await kindsFound(w)).toEqual(['job-unknown', 'issue-orphaned']);
    const found = (await viewed(w)).groups
      .flatMap(({ items }) => items)
      .find(({ kind }) => kind === 'job-unknown');
    if (found === undefined) throw new Error('not found');
    // While Jira does not say whether there is an issue, nothing begins that would make another one.
    fault(w, { service: 'jira', operation: 'searchAndReconsileIssuesUsingJqlPost', fault: '503', times: 9 });
    const payload = wishOf(found);
    const asked = await call(w, 'datev-admin', 'discrepancies.repair', { as: ACCOUNTS.admin, payload });
    expect(asked).toMatchObject({ ok: false });
    w.forge.faults.clear();
    // Nor while it says that there is one, and does not give it.
    fault(w, { service: 'jira', operation: 'getIssue', fault: '503', times: 9 });
    const unread = await call(w, 'datev-admin', 'discrepancies.repair', { as: ACCOUNTS.admin, payload });
    expect(unread).toMatchObject({ ok: false });
    w.forge.faults.clear();
    expect(w.forge.storage.getEntity('submission', submissionId)).toBeUndefined();
    await repaired(w, found);
    expect(issuesOf(w).map(({ key }) => key)).toEqual([issue.key]);
    expect(await viewOf<View>(w, issue)).toMatchObject({ submissionId });
    expect(await kindsFound(w)).toEqual([]);
  });

  it('a failed job that we sent ourselves and of which the record is lost, with the issue it has', async () => {
    const w = await testWorld();
    const id = await delivered(w);
    nowSays(w, 'failed');
    await w.forge.advance(DAY);
    await repaired(w, await theOnly(w, 'delivered-failed'));
    const [issue] = issuesOf(w);
    losesSubmission(w, id);
    expect(await kindsFound(w)).toEqual(['job-unknown', 'issue-orphaned']);
    const found = (await viewed(w)).groups[0]?.items[0];
    if (found === undefined) throw new Error('not found');
    expect(await repaired(w, found)).toEqual({ outcome: 'ordered' });
    expect(issuesOf(w).map(({ key }) => key)).toEqual([issue?.key]);
    expect(await kindsFound(w)).toEqual([]);
  });

  it('an issue of ours without its record: the mark is taken off, and the log says so', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    losesSubmission(w, (await viewOf<View>(w, issue)).submissionId);
    listsOtherwise(w, MANDANT, () => []);
    const found = await theOnly(w, 'issue-orphaned');
    await repaired(w, found);
    expect(() => propertyOf(w, issue.key)).toThrow();
    const changes = await asAdmin<{ entries: readonly { title: string }[] }>(
      w.forge,
      'configuration.changes',
      {},
    );
    expect(changes.entries[0]?.title).toContain(issue.key);
    expect(await kindsFound(w)).toEqual([]);
  });

  it('somebody else’s issue with a copy of the mark', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const copy = await copyOf(w, issue);
    const found = await theOnly(w, 'mark-copied');
    expect(found.issue?.key).toBe(copy.key);
    await repaired(w, found);
    expect(() => propertyOf(w, copy.key)).toThrow();
    expect(propertyOf(w, issue.key)).toBeDefined();
    expect(await kindsFound(w)).toEqual([]);
  });

  it('an issue whose property somebody changed', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const right = propertyOf(w, issue.key);
    // What changed lately, the hourly reconciliation puts right by itself; a property changes nothing that it could see.
    await w.forge.advance(4 * HOUR);
    setProperty(w, issue.key, { ...right, mandant: '1-1' });
    await w.forge.advance(HOUR);
    const found = await theOnly(w, 'marks-differ');
    await repaired(w, found);
    expect(propertyOf(w, issue.key)).toEqual(right);
    expect(await kindsFound(w)).toEqual([]);
  });

  it('a transmission that waits for DATEV, of which nobody asks', async () => {
    const w = await testWorld();
    w.datev.setPending(2 * HOUR);
    const id = await sendAtDesk(w, correctFile({ label: 'Wartet' }), { mandant: MANDANT });
    await w.forge.advance(5 * MINUTE);
    await asAdmin(w.forge, 'mandant.unwatch', { mandant: MANDANT });
    forgetsOpen(w);
    await w.forge.advance(3 * HOUR);
    expect(await atDesk<View>(w, id)).not.toMatchObject({ state: 'delivered' });
    // As long as the list of Mandanten says that something is due, DATEV is asked, and its result says more.
    await theOnly(w, 'result-missed');
    const row = recordOf(w, 'mandant-row', MANDANT);
    const { dueAt: _, ...data } = row.data;
    const value = { ...row, data };
    w.forge.storage.put({ store: 'entity', entity: 'mandant-row', key: MANDANT, value });
    const found = await theOnly(w, 'nobody-asks');
    await repaired(w, found);
    await w.forge.advance(HOUR);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered' });
    expect(await kindsFound(w)).toEqual([]);
  });

  it('of more than a page of which nobody asks, and whose result is missed, each is told once', async () => {
    const w = await testWorld();
    w.datev.setPending(2 * HOUR);
    for (let n = 0; n < 21; n++) await sendAtDesk(w, correctFile({ label: `Nr ${n}` }), { mandant: MANDANT });
    await w.forge.advance(20 * MINUTE);
    await asAdmin(w.forge, 'mandant.unwatch', { mandant: MANDANT });
    forgetsOpen(w);
    await w.forge.advance(3 * HOUR);
    const { groups } = await crossChecked(w);
    expect(groups.map(({ kind, count }) => [kind, count])).toEqual([['result-missed', 21]]);
  });

  it('something that needs somebody without an issue that says so', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { submissionId } = await viewOf<View>(w, issue);
    const record = recordOf(w, 'submission', submissionId) as unknown as {
      data: { state: Record<string, unknown> };
    };
    const { issue: _, ...state } = record.data.state;
    const value = { ...record, data: { ...record.data, state } };
    w.forge.storage.put({ store: 'entity', entity: 'submission', key: submissionId, value });
    jiraCall(w, 'DELETE', `/issue/${issue.key}`, { as: ACCOUNTS.admin });
    await w.forge.advance(HOUR);
    const found = await theOnly(w, 'no-issue');
    await repaired(w, found);
    expect(issuesOf(w)).toHaveLength(1);
    expect(await kindsFound(w)).toEqual([]);
  });

  it('an issue that Jira does not show: hidden, then deleted by an administrator’s word, then there again', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const visible = (is: boolean) => w.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.app, is);
    visible(false);
    await repaired(w, await theOnly(w, 'issue-unseen'));
    await repaired(w, await theOnly(w, 'issue-hidden'));
    expect(await kindsFound(w)).toEqual([]);
    visible(true);
    await w.forge.advance(HOUR);
    await repaired(w, await theOnly(w, 'issue-back'));
    expect(await kindsFound(w)).toEqual([]);
    expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'rejected' });
    expect(issuesOf(w)).toHaveLength(1);
  });

  it('an issue that Automation closed, which moves nothing here: it is reopened and told', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    moveTo(w, issue.key, 'Done', ACCOUNTS.automation);
    await w.forge.advance(3 * HOUR);
    await repaired(w, await theOnly(w, 'done-unsent'));
    expect(issuesOf(w)[0]?.fields.status.name).not.toBe('Done');
    expect(commentsOf(w, issue.key)).toHaveLength(1);
    expect(await kindsFound(w)).toEqual([]);
  });

  it('an issue that lies in a done status which means nothing to the app: it is reopened, once', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    await doneMeansNothing(w);
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(3 * HOUR);
    await repaired(w, await theOnly(w, 'done-unsent'));
    expect(issuesOf(w)[0]?.fields.status.name).toBe('In correction');
    const [said, ...more] = commentsOf(w, issue.key);
    expect(said).toContain('Der Vorgang wurde deshalb zurückgesetzt.');
    expect(more).toEqual([]);
    expect(await kindsFound(w)).toEqual([]);
  });

  it('the same where the app may move nothing: it does not say that it did', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    await doneMeansNothing(w);
    moveTo(w, issue.key, 'Done');
    w.jira.setPermission('BUCH', 'TRANSITION_ISSUES', ACCOUNTS.app, false);
    await w.forge.advance(3 * HOUR);
    await repaired(w, await theOnly(w, 'done-unsent'));
    const said = [expect.not.stringContaining('zurückgesetzt')];
    expect(commentsOf(w, issue.key)).toEqual(said);
    await w.forge.advance(3 * HOUR);
    await repaired(w, await theOnly(w, 'done-unsent'));
    expect(commentsOf(w, issue.key), 'once, however often somebody clicks').toEqual(said);
  });

  it('a delivered file whose issue stayed open, because nobody had chosen a status for that', async () => {
    const w = await testWorld();
    await rejected(w);
    nowSays(w, 'succeeded');
    await repaired(w, await theOnly(w, 'result-missed'));
    await configure(w, (settings) => {
      const [id = '', meanings] =
        Object.entries(settings['statuses'] as Record<string, { closeWithout: string[] }>)[0] ?? [];
      return { ...settings, statuses: { [id]: { ...meanings, deliveredTo: meanings?.closeWithout[0] } } };
    });
    await w.forge.advance(3 * HOUR);
    await repaired(w, await theOnly(w, 'delivered-open'));
    expect(issuesOf(w)[0]?.fields.status.name).toBe('Closed without sending');
    expect(await kindsFound(w)).toEqual([]);
  });

  it('a closed one whose issue the app was not allowed to close', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const reason = 'wird nicht gebraucht';
    w.jira.setPermission('BUCH', 'TRANSITION_ISSUES', ACCOUNTS.app, false);
    await must(call(w, 'datev-panel', 'submission.close', { issue, payload: { reason } }));
    await w.forge.advance(4 * HOUR);
    w.jira.setPermission('BUCH', 'TRANSITION_ISSUES', ACCOUNTS.app, true);
    await repaired(w, await theOnly(w, 'closed-open'));
    expect(issuesOf(w)[0]?.fields.status.name).toBe('Closed without sending');
    expect(await kindsFound(w)).toEqual([]);
  });

  it('two issues for one job, which Jira’s index showed later than a day', async () => {
    const w = await testWorld();
    fault(w, { service: 'jira', operation: 'createIssue', fault: 'lost-response', times: 1 });
    w.jira.setIndexLag(30 * HOUR);
    await w.forge.advance(MINUTE);
    postElsewhere(w, failingFile());
    await w.forge.advance(28 * HOUR);
    expect(issuesOf(w)).toHaveLength(2);
    w.jira.setIndexLag(undefined);
    await w.forge.advance(5 * HOUR);
    const found = await theOnly(w, 'second-issue');
    await repaired(w, found);
    expect(issuesOf(w).find(({ id }) => id === found.issue?.id)?.fields.status.name).toBe(
      'Closed without sending',
    );
    expect(await kindsFound(w)).toEqual([]);
  });
});

describe('a repair that dies on its way, or is pressed twice at once,', () => {
  const ask = (w: TestWorld, payload: object) =>
    call(w, 'datev-admin', 'discrepancies.repair', { as: ACCOUNTS.admin, payload });
  const dies = (w: TestWorld, kind: 'crash-before' | 'crash-after', operation: string, key: string) =>
    fault(w, {
      service: 'kvs',
      operation,
      fault: kind,
      times: 1,
      match: { key, functionKey: 'admin-resolver-fn' },
    });

  it.each([
    ['crash-before', 'its record'],
    ['crash-after', 'its record'],
    ['crash-after', 'what its issue stands for'],
  ] as const)('takes up a lost job with the issue it has: %s of %s', async (kind, place) => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { submissionId } = await viewOf<View>(w, issue);
    losesSubmission(w, submissionId);
    const found = (await crossChecked(w)).groups[0]?.items[0];
    if (found?.kind !== 'job-unknown') throw new Error('not found');
    dies(
      w,
      kind,
      place === 'its record' ? 'setEntity' : 'set',
      place === 'its record' ? submissionId : `issue:${issue.id}`,
    );
    await expect(ask(w, wishOf(found))).rejects.toThrow();
    await w.forge.advance(HOUR);
    expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
    await must(ask(w, wishOf(found)));
    await w.forge.advance(HOUR);
    expect(issuesOf(w).map(({ key }) => key)).toEqual([issue.key]);
    expect(await viewOf<View>(w, issue)).toMatchObject({ submissionId });
    expect(await kindsFound(w)).toEqual([]);
  });

  it.each(['crash-before', 'crash-after'] as const)(
    'takes over a failure of what counts as delivered: %s',
    async (kind) => {
      const w = await testWorld();
      const id = await delivered(w);
      nowSays(w, 'failed');
      await w.forge.advance(DAY);
      const payload = wishOf(await theOnly(w, 'delivered-failed'));
      dies(w, kind, 'transact', id);
      await expect(ask(w, payload)).rejects.toThrow();
      await w.forge.advance(HOUR);
      expect(await must(ask(w, payload))).toEqual({ outcome: kind === 'crash-after' ? 'gone' : 'ordered' });
      await w.forge.advance(HOUR);
      expect(await atDesk<View>(w, id)).not.toMatchObject({ state: 'delivered' });
      expect(issuesOf(w)).toHaveLength(1);
      expect(await kindsFound(w)).toEqual([]);
    },
  );

  it('is ordered once, and the other press is told that it is out of date', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    moveTo(w, issue.key, 'Done', ACCOUNTS.automation);
    await w.forge.advance(3 * HOUR);
    const payload = wishOf(await theOnly(w, 'done-unsent'));
    const answers = await Promise.all([ask(w, payload), ask(w, payload)]);
    const words = answers.map((one) =>
      one.ok ? (one.value as { outcome: string }).outcome : one.problem.code,
    );
    expect(words.filter((word) => word === 'ordered')).toHaveLength(1);
    expect(['gone', 'click.changed']).toContain(words.find((word) => word !== 'ordered'));
    await w.forge.advance(HOUR);
    expect(commentsOf(w, issue.key)).toHaveLength(1);
  });

  it('a repair that dies after it is on record is done once', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { submissionId } = await viewOf<View>(w, issue);
    moveTo(w, issue.key, 'Done', ACCOUNTS.automation);
    await w.forge.advance(3 * HOUR);
    const payload = wishOf(await theOnly(w, 'done-unsent'));
    fault(w, {
      service: 'kvs',
      operation: 'transact',
      fault: 'crash-after',
      times: 1,
      match: { key: submissionId },
    });
    const ask = () => call(w, 'datev-admin', 'discrepancies.repair', { as: ACCOUNTS.admin, payload });
    await expect(ask()).rejects.toThrow();
    expect(await must(ask())).toEqual({ outcome: 'gone' });
    await w.forge.advance(HOUR);
    expect(commentsOf(w, issue.key)).toHaveLength(1);
    expect(issuesOf(w)[0]?.fields.status.name).not.toBe('Done');
  });
});

describe('what is not so any more', () => {
  const ask = (w: TestWorld, payload: object) =>
    call(w, 'datev-admin', 'discrepancies.repair', { as: ACCOUNTS.admin, payload });

  it('is gone and nothing happens, whatever a page names', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { submissionId: submission } = await viewOf<View>(w, issue);
    const { key, id } = await copyOf(w, issue);
    const before = w.forge.storage.dump().filter(({ entity }) => entity === 'submission');
    for (const payload of [
      { kind: 'job-unknown', mandant: MANDANT, job: '0e1f2a3b-1111-4222-8333-444455556666' },
      { kind: 'job-unknown', mandant: MANDANT },
      { kind: 'result-missed', job: 'j1' },
      { kind: 'issue-orphaned' },
      { kind: 'issue-orphaned', issueId: '999999' },
      // Somebody's copy, which is no issue that came back: a mark is taken off, nothing is linked.
      { kind: 'issue-back', mandant: MANDANT, submission, issueId: id },
      { kind: 'done-unsent', mandant: MANDANT, submission, issueId: issue.id },
      { kind: 'done-unsent', submission: 's0123456789abcde' },
      { kind: 'nobody-asks' },
    ])
      expect(await must(ask(w, payload)), JSON.stringify(payload)).toEqual({ outcome: 'gone' });
    expect(propertyOf(w, key)).toEqual(propertyOf(w, issue.key));
    expect(w.forge.storage.dump().filter(({ entity }) => entity === 'submission')).toEqual(before);

    // What Jira does not tell is not over.
    const copied = { kind: 'mark-copied', mandant: MANDANT, submission, issueId: id };
    fault(w, { service: 'jira', operation: 'getIssue', fault: '503', times: 9 });
    expect(await ask(w, copied)).toMatchObject({ ok: false });
    expect(await ask(w, { ...copied, kind: 'marks-differ' })).toMatchObject({ ok: false });
    w.forge.faults.clear();
    expect(propertyOf(w, key)).toBeDefined();
    expect(await must(ask(w, copied))).toEqual({ outcome: 'ordered' });
    // Pressed again, its mark is off.
    expect(await must(ask(w, copied))).toEqual({ outcome: 'gone' });

    const other = await copyOf(w, issue);
    moveTo(w, other.key, 'Done', ACCOUNTS.automation);
    const over = { ...copied, issueId: other.id };
    expect(await must(ask(w, over)), 'only open ones are asked for').toEqual({ outcome: 'gone' });
    expect(propertyOf(w, other.key)).toBeDefined();
  });
});
