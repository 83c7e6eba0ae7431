import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { ours, rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  DAY,
  fault,
  HOUR,
  type Issue,
  jiraCall,
  MINUTE,
  moveTo,
  must,
  pass,
  type TestWorld,
  testWorld,
  upload,
} from '../support/world';

/** What the index of Jira finds, by key. */
function found(w: TestWorld, jql: string): readonly string[] {
  const body = { jql, fields: ['key'] };
  const { issues } = jiraCall<{ issues: readonly { key: string }[] }>(w, 'POST', '/search/jql', { body });
  return issues.map(({ key }) => key);
}

function property(w: TestWorld, issue: Issue): Readonly<Record<string, unknown>> {
  const path = `/issue/${issue.key}/properties/datev`;
  return jiraCall<{ value: Readonly<Record<string, unknown>> }>(w, 'GET', path).value;
}

/** How often the app called this operation of Jira since the log was cleared. */
function calls(w: TestWorld, operation: string): number {
  return w.forge.trace().filter((one) => one.service === 'jira' && one.operation === operation).length;
}

const OVERDUE = 'datevDue < now() AND datevNeeds is not EMPTY';

describe('the issue property', () => {
  it('says in words of JQL where a submission stands, whom it needs, since when and until when', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const mine = { key: issue.key };
    expect(property(w, issue)).toMatchObject({ v: 1, state: 'needs-you', needs: 'accountant' });
    expect(found(w, 'datevState = "needs-you"')).toEqual([mine.key]);
    expect(found(w, 'datevNeeds = accountant AND datevNeedsSince >= startOfDay()')).toEqual([mine.key]);
    expect(found(w, 'datevMandant = "455148-1" AND datevState in (moving, delivered)')).toEqual([]);
    expect(found(w, OVERDUE)).toEqual([]);
    await pass(w, 3 * DAY + HOUR);
    expect(found(w, OVERDUE)).toEqual([mine.key]);
    await upload(w, correctFile(), { issue });
    moveTo(w, issue.key, 'Done');
    // Before the first poll, which comes within a minute.
    await w.forge.advance(MINUTE / 2);
    expect(property(w, issue)).toMatchObject({ state: 'moving' });
    expect(property(w, issue)).not.toHaveProperty('needs');
    await w.forge.advance(HOUR);
    expect(property(w, issue)).toMatchObject({ state: 'delivered', period: '2024-01' });
    expect(found(w, 'datevState = delivered')).toEqual([mine.key]);
    expect(found(w, `datevNeeds is not EMPTY OR ${OVERDUE}`)).toEqual([]);
    await w.forge.close();
  });

  it('goes with the calls that are made anyway: once more only while a file moves', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    expect(calls(w, 'setIssueProperty')).toBe(0);
    await upload(w, correctFile(), { issue });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(2 * HOUR);
    expect(ours(w)).toHaveLength(1);
    expect(calls(w, 'setIssueProperty')).toBe(1);
    await pass(w, 3 * DAY);
    expect(calls(w, 'setIssueProperty')).toBe(1);
    await w.forge.close();
  });

  it.each(['crash-before', 'crash-after', 'lost-response', '503', 'html'] as const)(
    'says in the end what is so, whatever becomes of the call: %s',
    async (what) => {
      const w = await testWorld();
      const issue = await rejected(w);
      fault(w, { service: 'jira', operation: 'setIssueProperty', fault: what, times: 1 });
      moveTo(w, issue.key, 'Closed without sending');
      await w.forge.advance(2 * HOUR);
      expect(property(w, issue)).toMatchObject({ state: 'closed' });
      expect(property(w, issue)).not.toHaveProperty('needs');
      const before = calls(w, 'setIssueProperty');
      expect(before).toBe(2);
      await pass(w, DAY);
      expect(calls(w, 'setIssueProperty')).toBe(before);
      await w.forge.close();
    },
  );

  it('waits as long as Jira wants, and a day where the app lacks the right', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    w.jira.setPermission('BUCH', 'EDIT_ISSUES', ACCOUNTS.app, false);
    moveTo(w, issue.key, 'Closed without sending');
    await w.forge.advance(HOUR);
    expect(property(w, issue)).toMatchObject({ state: 'needs-you' });
    const asked = calls(w, 'setIssueProperty');
    w.jira.setPermission('BUCH', 'EDIT_ISSUES', ACCOUNTS.app, true);
    await w.forge.advance(12 * HOUR);
    expect(calls(w, 'setIssueProperty')).toBe(asked);
    await w.forge.advance(13 * HOUR);
    expect(property(w, issue)).toMatchObject({ state: 'closed' });
    await w.forge.close();
  });

  it('waits while Jira hides the issue, and is written once it shows it again', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    await upload(w, correctFile(), { issue });
    w.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.app, false);
    await closeAtDesk(w, issue);
    await w.forge.advance(HOUR);
    w.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.app, true);
    await w.forge.advance(2 * HOUR);
    expect(property(w, issue)).toMatchObject({ state: 'closed' });
    await w.forge.close();
  });

  it('is put right within the hour when somebody wrote something else into it', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const before = property(w, issue);
    const path = `/issue/${issue.key}/properties/datev`;
    jiraCall(w, 'PUT', path, { body: { ...before, needs: 'nobody-at-all' }, as: ACCOUNTS.accountant });
    moveTo(w, issue.key, 'In correction');
    await w.forge.advance(HOUR + MINUTE);
    expect(property(w, issue)).toEqual(before);
    await w.forge.close();
  });
});

/** An administrator closes it at the desk, where the hidden issue is not asked. */
async function closeAtDesk(w: TestWorld, issue: Issue): Promise<void> {
  const submissionId = String(property(w, issue)['externalId']);
  const payload = { submissionId, reason: 'doppelt' };
  await must(call(w, 'datev-desk', 'submission.close', { as: ACCOUNTS.admin, payload }));
}
