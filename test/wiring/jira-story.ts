import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { GROUPS } from '../../packages/sandbox/jira/site';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { attach } from '../support/attach';
import { runRule } from '../support/rules';
import { breakOut } from '../support/storm';
import {
  ACCOUNTS,
  call,
  fault,
  HOUR,
  type Issue,
  issuesOf,
  jiraCall,
  MINUTE,
  moveTo,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

/** What left the app for Jira, as the sandbox wrote it down; the path with its query. */
export type Heard = { readonly method: string; readonly path: string };

/** A story in which the app asks Jira everything that it ever asks: set-up, a failed job in two issues, a corrected file. */
export async function askEverything(): Promise<readonly Heard[]> {
  const w = await testWorld({ fresh: true, unwatched: true });
  await setUp(w);
  const issue = await inTwoIssues(w);
  await correctedFromAttachment(w, issue);
  await movedByAnother(w, issue);
  await must(
    call(w, 'datev-desk', 'desk.view', { as: ACCOUNTS.accountant, payload: { show: 'all', search: '' } }),
  );
  await markTakenOff(w, issue);
  await runRule(w, 'datev-status', { on: issue });
  await manyAtOnce(w);
  await toldOnce(w);
  const heard = w.forge.log.requests
    .filter(({ service, as }) => service === 'jira' && as !== 'browser')
    .map(({ method, path }) => ({ method, path }));
  await w.forge.close();
  return heard;
}

const MANY_CHANGES = 110;
type View = { readonly settings: Readonly<Record<string, unknown>>; readonly version: number };

/** Everything the set-up page looks up, a field that is edited in, a group that may send, and the test issue. */
async function setUp(w: TestWorld): Promise<void> {
  const [project] = await asAdmin<readonly { id: string }[]>(w.forge, 'jira.projects', { query: '' });
  const of = { projectId: project?.id };
  const [type] = await asAdmin<readonly { id: string }[]>(w.forge, 'jira.issue-types', of);
  await asAdmin(w.forge, 'jira.statuses', { ...of, issueTypeIds: [type?.id] });
  await asAdmin(w.forge, 'jira.fields', { ...of, issueTypeId: type?.id });
  await asAdmin(w.forge, 'jira.users', { query: 'a' });
  await asAdmin(w.forge, 'jira.groups', { query: 'datev' });
  const { version, settings } = await asAdmin<View>(w.forge, 'admin.view', {});
  const own = w.jira.site().fields.filter(({ id }) => id.startsWith('customfield_'));
  const field = own.find(({ name }) => !name.startsWith('DATEV '));
  await asAdmin(w.forge, 'admin.save', {
    version,
    settings: {
      ...settings,
      fields: { jobId: field?.id },
      groups: { ...(settings['groups'] as object), resubmit: [GROUPS.firmLeads] },
    },
  });
  await asAdmin(w.forge, 'jira.save-filters', { names: ['overdue'], share: 'project' });
  const test = await asAdmin<{ id: string }>(w.forge, 'jira.test-issue', {});
  await asAdmin(w.forge, 'jira.remove-test-issue', { issueId: test.id });
}

/** The answer to its creation is lost and Jira's index is slow, so that there are two: they are linked, one is closed. */
async function inTwoIssues(w: TestWorld): Promise<Issue> {
  fault(w, { service: 'jira', operation: 'createIssue', fault: 'lost-response', times: 1 });
  fault(w, { service: 'jira', operation: 'addComment', fault: 'lost-response', times: 1 });
  w.jira.setIndexLag(40 * MINUTE);
  postElsewhere(w, failingFile());
  await w.forge.advance(3 * HOUR);
  const issue = issuesOf(w).at(-1);
  if (issue === undefined) throw new Error('There is no issue.');
  return issue;
}

async function correctedFromAttachment(w: TestWorld, issue: Issue): Promise<void> {
  w.jira.setPermission('BUCH', 'DELETE_ALL_ATTACHMENTS', ACCOUNTS.app, true);
  attach(w, issue.key, { ...correctFile(), name: 'EXTF_korrigiert.csv' });
  await w.forge.advance(HOUR);
  const { attachments } = await viewOf<{ attachments: readonly { id: string }[] }>(w, issue);
  const payload = { attachmentId: attachments[0]?.id };
  await must(call(w, 'datev-panel', 'attachment.take', { issue, as: ACCOUNTS.admin, payload }));
  await upload(w, correctFile(), { issue, as: ACCOUNTS.admin });
}

/** By somebody whose groups have to be asked for, in an issue with more changes than Jira shows at once. DATEV fails it again. */
async function movedByAnother(w: TestWorld, issue: Issue): Promise<void> {
  w.datev.failNext('1008836', { mandant: '455148-1' });
  fault(w, { service: 'events', operation: '*', fault: 'lost', times: MANY_CHANGES });
  for (let n = 0; n < MANY_CHANGES; n++) {
    jiraCall(w, 'PUT', `/issue/${issue.key}`, { body: { fields: { summary: `Nr. ${n}` } } });
    // Jira takes so many writes of an issue in so many seconds.
    if (n % 10 === 0) await w.forge.advance(MINUTE);
  }
  moveTo(w, issue.key, 'Done', ACCOUNTS.firmLead);
  await w.forge.advance(2 * HOUR);
}

/** Somebody copied our mark onto an issue of their own, and a cross-check found it. */
async function markTakenOff(w: TestWorld, { fields }: Issue): Promise<void> {
  const { id } = fields['issuetype'] as { id: string };
  const body = { fields: { project: { key: 'BUCH' }, issuetype: { id }, summary: 'Kopie' } };
  const copy = jiraCall<{ id: string; key: string }>(w, 'POST', '/issue', { body });
  const mark = { v: 1, externalId: 's0123456789abcde' };
  jiraCall(w, 'PUT', `/issue/${copy.key}/properties/datev`, { body: mark });
  await w.forge.advance(HOUR);
  await asAdmin(w.forge, 'discrepancies.begin', {});
  await w.forge.advance(HOUR);
  await asAdmin(w.forge, 'discrepancies.repair', { kind: 'mark-copied', issueId: copy.id });
}

/** So many files fail for one cause that their issues come at a pace and are linked with one for the whole. */
async function manyAtOnce(w: TestWorld): Promise<void> {
  breakOut(w, 20);
  await w.forge.advance(2 * HOUR);
}

/** Somebody has issues that wait, and gets their message of the day. */
async function toldOnce(w: TestWorld): Promise<void> {
  const { version, settings } = await asAdmin<View>(w.forge, 'admin.view', {});
  const notices = { land: 'BY', digest: true, escalation: [] };
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, notices } });
  const body = { accountId: ACCOUNTS.accountant };
  for (const { key } of issuesOf(w))
    jiraCall(w, 'PUT', `/issue/${key}/assignee`, { body, as: ACCOUNTS.admin });
  await w.forge.advance(2 * HOUR);
}
