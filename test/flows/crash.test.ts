import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { attach } from '../support/attach';
import { expectClean } from '../support/audit';
import { callsOf, FAULTS, reallyKilled } from '../support/effects';
import { SIMULATES } from '../support/simulate';
import { ours } from '../support/story';
import {
  ACCOUNTS,
  call,
  commentsOf,
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
  until,
  upload,
  viewOf,
} from '../support/world';

type View = {
  state: string;
  actions: { resubmit: { goes?: { sha256: string } } };
  attachments: readonly { id: string }[];
  stuck: readonly { key: string }[];
};

/** A life in which every effect happens: failed elsewhere, dropped as attachment, failed again, corrected, delivered. */
async function wholeLife(w: TestWorld, isBegun = () => issuesOf(w).length > 0): Promise<Issue> {
  mapField(
    w,
    await w.forge.invokeResolver({
      moduleKey: 'datev-admin',
      functionKey: 'admin.view',
      payload: { lang: 'en' },
      accountId: ACCOUNTS.admin,
    }),
  );
  await w.forge.advance(MINUTE);
  postElsewhere(w, failingFile());
  await until(w, 3 * HOUR, isBegun);
  const issue = issuesOf(w).at(-1);
  if (issue === undefined) throw new Error('There is no issue.');
  moveTo(w, issue.key, 'Done');
  await w.forge.advance(HOUR);
  attach(w, issue.key, { ...correctFile(), name: 'EXTF_korrigiert.csv' }, ACCOUNTS.admin);
  await w.forge.advance(2 * HOUR);
  const { attachments } = await viewOf<View>(w, issue);
  await must(
    call(w, 'datev-panel', 'attachment.take', { issue, payload: { attachmentId: attachments[0]?.id } }),
  );
  await w.forge.advance(HOUR);
  w.datev.failNext('1008836', { mandant: '455148-1' });
  await done(w, issue);
  await upload(w, { ...correctFile({ label: 'Neu' }) }, { issue });
  await done(w, issue);
  // What the fault delayed comes as well, and whatever would come twice.
  await w.forge.advance(2 * HOUR);
  return issue;
}

async function done(w: TestWorld, issue: Issue): Promise<void> {
  if (issuesOf(w).at(-1)?.fields.status.name !== 'Done') moveTo(w, issue.key, 'Done');
  const isOver = async () => /^(?:delivered|rejected|unknown)$/.test((await viewOf<View>(w, issue)).state);
  // On its way after the first quarter of an hour at the latest.
  await w.forge.advance(15 * MINUTE);
  await until(w, 2 * HOUR, isOver);
  const view = await viewOf<View>(w, issue);
  if (view.state !== 'unknown') return;
  await must(call(w, 'datev-panel', 'submission.decide', { issue, payload: { decision: 'send-again' } }));
  await w.forge.advance(2 * HOUR);
}

/** The admin maps an ordinary text field that is not on the create screen, so that it has to be edited in. */
let mapped: Promise<unknown> | undefined;
function mapField(w: TestWorld, outcome: Awaited<ReturnType<TestWorld['forge']['invokeResolver']>>): void {
  if (outcome.kind !== 'returned') throw new Error(outcome.kind);
  const { version, settings } = (
    outcome.value as { value: { version: number; settings: Record<string, unknown> } }
  ).value;
  const field = w.jira
    .site()
    .fields.find((f) => f.id.startsWith('customfield_') && f.name === 'DATEV-Auftrag');
  const text =
    field ??
    w.jira.site().fields.find((f) => f.id.startsWith('customfield_') && !f.name.startsWith('DATEV '));
  mapped = w.forge.invokeResolver({
    moduleKey: 'datev-admin',
    functionKey: 'admin.save',
    payload: { lang: 'en', version, settings: { ...settings, fields: { jobId: text?.id } } },
    accountId: ACCOUNTS.admin,
  });
}

describe.each(callsOf('batch'))('a fault at %s', (kind, service, operation) => {
  const at = { kind, service, operation };
  it.each(SIMULATES ? FAULTS : FAULTS.slice(0, 3))('%s loses nothing and doubles nothing', (what) =>
    survives('b', at, what),
  );
});

describe.each(reallyKilled(callsOf('batch'), ([, service]) => service))(
  'a worker killed at %s',
  (kind, service, operation) => {
    it.each(SIMULATES ? (['crash-before', 'crash-after'] as const) : (['crash-after'] as const))(
      'for good (%s) loses nothing and doubles nothing',
      (what) => survives('a', { kind, service, operation }, what),
    );
  },
);

/** The first create answer is lost, and Jira's index is slower than assumption A1: a second issue appears. */
function makeTwins(w: TestWorld): void {
  fault(w, { service: 'jira', operation: 'createIssue', fault: 'lost-response', times: 1 });
  w.jira.setIndexLag(40 * MINUTE);
}

function expectClosedTwin(w: TestWorld, kept: Issue): void {
  const [twin, ...others] = issuesOf(w);
  expect(others.map((i) => i.key)).toEqual([kept.key]);
  expect(twin?.fields.status.name).toBe('Closed without sending');
  expect(JSON.stringify(twin?.fields['issuelinks'])).toContain(`"key":"${kept.key}"`);
  expect(commentsOf(w, twin?.key ?? '')).toEqual([expect.stringContaining(kept.key)]);
}

/** One whole life with one fault in it, and what has to hold after it. */
async function survives(
  host: 'a' | 'b',
  { kind, service, operation }: { kind: string; service: string; operation: string },
  what: (typeof FAULTS)[number],
): Promise<void> {
  const w = await testWorld({ host });
  if (kind === 'close-duplicates') makeTwins(w);
  w.jira.setPermission('BUCH', 'DELETE_ALL_ATTACHMENTS', ACCOUNTS.app, true);
  fault(w, { service, operation, fault: what, times: 1, match: { functionKey: 'work-fn' } });
  // The second issue comes late, and is closed later.
  const issue = await (kind === 'close-duplicates' ? wholeLife(w, () => false) : wholeLife(w));
  await mapped;
  expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
  if (kind === 'close-duplicates') expectClosedTwin(w, issue);
  else expect(issuesOf(w)).toHaveLength(1);
  const view = await viewOf<View>(w, issue);
  expect(view).toMatchObject({ state: 'delivered', stuck: [] });
  // A life with faults may be longer than what a panel shows of its history: the whole chain is asked for.
  expect(await must(call(w, 'datev-panel', 'submission.audit', { issue }))).toMatchObject({ intact: true });
  const sent = ours(w).map((a) => a.referenceId);
  expect(new Set(sent).size, 'one accepted transmission per revision').toBe(sent.length);
  const comments = commentsOf(w, issue.key);
  expect(new Set(comments).size, 'no comment twice').toBe(comments.length);
  expect(comments.length).toBeGreaterThanOrEqual(6);
  const path = `/issue/${issue.key}`;
  const { fields } = jiraCall<{ fields: { attachment: readonly unknown[] } }>(w, 'GET', path, {
    as: ACCOUNTS.admin,
  });
  expect(fields.attachment).toEqual([]);
  await expectClean(w);
  await w.forge.close();
}
