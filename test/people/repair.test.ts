import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { configEnd, configEntries } from '../../src/audit/config-log-store';
import { loadVerbatim } from '../../src/datev/verbatim-store';
import { loadCrossCheck } from '../../src/discrepancies/cross-check-store';
import type { DiscrepancyKind } from '../../src/discrepancies/discrepancy';
import { repair } from '../../src/flows/people/repair';
import { changeWatch } from '../../src/mandanten/watch-store';
import { sha256 } from '../../src/platform/bytes';
import { now } from '../../src/platform/clock';
import type { SubmissionEvent } from '../../src/submissions/events';
import { idsBy } from '../../src/submissions/ids';
import { append, byApp } from '../../src/submissions/record-store';
import { loadSubmission } from '../../src/submissions/submission-store';
import { loggedOut, MANDANT, onRecord, onRecordAt } from '../effects/datev';
import { called, no, nothing, ok, queued, type Says } from '../effects/stage';
import { ago, job, LIST, oursOf, watching, watchOf } from '../exception/list';
import { DISCOVERED, ISSUE, UPLOADED, WITH_ISSUE } from '../submissions/life';
import { meanwhile, seen, writes } from '../support/forge-globals';

type Table = Readonly<Record<string, Says | readonly Says[]>>;
const READ = `GET /issue/${ISSUE.id}`;
const FETCH = 'POST /issue/bulkfetch';
const SEARCH = 'POST /search/jql';
const ID = 's1111111111111aa';
const JOB = `${LIST}/job-1`;
const SENT = ago(3600);
const BY = { kind: 'person', id: 'anna' } as const;
const GONE = { ok: true, value: { outcome: 'gone' } };
const ORDERED = { ok: true, value: { outcome: 'ordered' } };
const NOT_ALLOWED = { ok: false, problem: { code: 'access.not-allowed', retry: 'after-fix' } };

const stateOf = async (id = ID) => (await loadSubmission(id))?.state;
const settled = async () => (await loadCrossCheck()).data.settled.map(({ name }) => name);
/** An issue as Jira shows it. */
const issue = (over: object = {}, fields: object = {}) => ({
  ...{ id: ISSUE.id, key: ISSUE.key },
  fields: {
    ...{ summary: 'x', updated: ago(90_000), project: { id: '10000' }, issuetype: { id: '10002' } },
    ...{ status: { id: '1', statusCategory: { key: 'new' } }, creator: { accountId: 'app' }, assignee: null },
    ...fields,
  },
  properties: { datev: { v: 1, externalId: ID } },
  ...over,
});
const over = { status: { id: '9', statusCategory: { key: 'done' } } };
const AT_JIRA: Table = {
  ...{ 'GET /myself': ok({ accountId: 'app' }), [FETCH]: ok({ issues: [{ id: ISSUE.id }] }) },
  ...{ [SEARCH]: ok({ issues: [] }), [READ]: ok(issue()) },
};
type Wish = {
  readonly mandant?: string;
  readonly submission?: string;
  readonly job?: string;
  readonly issue?: { readonly id: string };
};
const readsIt = (mandant: string): boolean => mandant === MANDANT;
const wishOf = (kind: DiscrepancyKind, wish: Wish, { admin = false, reads = readsIt } = {}) => ({
  ...{ kind, ...wish, by: BY, scope: { admin, reads } },
});
const repaired = (kind: DiscrepancyKind, wish: Wish, scope?: Parameters<typeof wishOf>[2]) =>
  repair(wishOf(kind, wish, scope));
const ofIt = { submission: ID, mandant: MANDANT };
const atIssue = { ...ofIt, issue: { id: ISSUE.id } };

const failed = (...events: readonly SubmissionEvent[]) => onRecord(ID, DISCOVERED, ...WITH_ISSUE, ...events);
/** A batch of ours that DATEV took. */
const taken = (...events: readonly SubmissionEvent[]) =>
  onRecordAt(SENT, ID, [
    UPLOADED,
    { what: 'ordered', mode: 'file', fileName: 'EXTF_1.csv', referenceId: `DFJ-installation-${ID}-r1` },
    { what: 'trying', key: 'send:r1', leaseUntil: SENT },
    { what: 'done', key: 'send:r1', jobId: 'job-1' },
    ...events,
  ]);
const DELIVERED: SubmissionEvent = { what: 'job-succeeded', revision: 1, jobId: 'job-1' };
const FAILED: SubmissionEvent = {
  ...{ what: 'job-failed', revision: 1, jobId: 'job-1' },
  cause: { source: 'datev', code: '1', faults: [] },
};
const words = {
  validation_details: { type: 'http://www.datev.de/hilfe/1008834', title: 'Kopf', detail: '' },
};
const ours = (change: object = {}) => ({ ...oursOf(ID, change), id: 'job-1' });

describe('what DATEV and the record do not agree on', () => {
  const atDatev = { ...ofIt, job: 'job-1' };

  it('is taken over from DATEV where the job failed that counts as delivered, with its words', async () => {
    await watching({ ...AT_JIRA, [JOB]: ok(ours(words)) });
    await taken(DELIVERED);
    expect(await repaired('delivered-failed', atDatev)).toEqual(ORDERED);
    expect(await stateOf()).toMatchObject({ attempts: [{ state: 'failed', cause: { code: '1008834' } }] });
    expect(await loadVerbatim(ID, 1)).toMatchObject({ title: 'Kopf' });
    expect(queued()).toEqual([{ v: 1, look: 'submission', id: ID }]);
    expect(await settled()).toEqual([`delivered-failed|${ID}|job-1|`]);
    expect(await repaired('delivered-failed', atDatev)).toEqual(GONE);
  });

  it('is taken over where the end was missed', async () => {
    await watching({ ...AT_JIRA, [JOB]: ok(ours({ result: 'succeeded' })) });
    await taken();
    await changeWatch(MANDANT, (w) => ({ ...w, open: [] }));
    expect(await repaired('result-missed', atDatev)).toEqual(ORDERED);
    expect(await stateOf()).toMatchObject({ end: { as: 'delivered' } });
  });

  it('is nothing any more where the Mandant asks for it', async () => {
    await watching({ ...AT_JIRA, [JOB]: ok(ours({ result: 'succeeded' })) });
    await taken();
    await changeWatch(MANDANT, (w) => ({
      ...w,
      open: [{ submissionId: ID, revision: 1, referenceId: `DFJ-installation-${ID}-r1`, since: now() }],
    }));
    expect(await repaired('result-missed', atDatev)).toEqual(GONE);
    expect(await stateOf()).toMatchObject({ attempts: [{ state: 'pending' }] });
  });

  it.each<[string, object]>([
    ['is waited for', { result: 'pending' }],
    ['is another thing by now', { result: 'failed' }],
  ])('is nothing of this kind where the job %s', async (_, change) => {
    await watching({ ...AT_JIRA, [JOB]: ok(ours(change)) });
    await taken(FAILED);
    expect(await repaired('result-missed', atDatev)).toEqual(GONE);
    expect(await settled()).toEqual([`result-missed|${ID}|job-1|`]);
    expect(queued()).toEqual([]);
  });

  it.each<[string, Table, object]>([
    ['is gone where DATEV forgot the job', { [JOB]: no(404) }, GONE],
    [
      'waits while DATEV does not answer',
      { [JOB]: no(503) },
      { ok: false, problem: { code: 'datev.later' } },
    ],
  ])('%s', async (_, says, told) => {
    await watching({ ...AT_JIRA, ...says });
    await taken(DELIVERED);
    expect(await repaired('delivered-failed', atDatev)).toMatchObject(told);
    expect(await settled()).toHaveLength('value' in told ? 1 : 0);
  });

  it('is not asked where nobody is logged in', async () => {
    await watching(AT_JIRA);
    await taken(DELIVERED);
    await loggedOut();
    expect(await repaired('delivered-failed', atDatev)).toMatchObject({
      problem: { code: 'datev.reconnect' },
    });
  });

  it.each<[string, Wish]>([
    ['no job', { ...ofIt }],
    ['no Mandant', { submission: ID, job: 'job-1' }],
  ])('is gone where the page names %s, and DATEV is asked nothing', async (_, wish) => {
    await watching(AT_JIRA);
    await taken(DELIVERED);
    expect(await repaired('delivered-failed', wish)).toEqual(GONE);
    expect(called()).toEqual([]);
  });

  it('is told to be asked again where somebody changed the record meanwhile', async () => {
    await watching({ ...AT_JIRA, [JOB]: ok(ours(words)) });
    await taken(DELIVERED);
    meanwhile(writes('submission'), async () => {
      const on = await loadSubmission(ID);
      if (on !== undefined) await append(on, { what: 'attachment-seen', id: 'a1', name: 'x' }, byApp());
    });
    expect(await repaired('delivered-failed', atDatev)).toMatchObject({
      ...{ ok: false, problem: { code: 'click.changed', retry: 'after-fix' } },
    });
    expect(await stateOf()).toMatchObject({ attempts: [{ state: 'succeeded' }] });
    expect(queued()).toEqual([]);
    expect(await settled()).toEqual([]);
  });
});

describe('a failed job that nobody here knows', () => {
  const unknown = { mandant: MANDANT, job: 'job-1' };
  const theirs = (change: object = {}) => job('job-1', { timestamp: ago(4000), ...change });
  const passedOver = { lastLookAt: now(), discovery: { seen: ['job-1'], pending: [] } };
  const id = idsBy(sha256).job(MANDANT, 'job-1');

  it('of another program is taken up, with DATEV’s words', async () => {
    await watching({ ...AT_JIRA, [JOB]: ok(theirs(words)) }, passedOver);
    expect(await repaired('job-unknown', unknown)).toEqual(ORDERED);
    expect(await stateOf(id)).toMatchObject({
      ...{ origin: 'discovered', mandant: MANDANT, attempts: [{ jobId: 'job-1', revision: 1 }] },
    });
    expect((await stateOf(id))?.issue).toBeUndefined();
    expect(await loadVerbatim(id, 1)).toMatchObject({ title: 'Kopf' });
    expect(queued()).toEqual([{ v: 1, look: 'submission', id }]);
  });

  it('of ours whose record is lost keeps its name, its revision and its issue', async () => {
    const hit = { id: ISSUE.id, key: ISSUE.key, fields: { creator: { accountId: 'app' } } };
    const lost = { ...ours(), reference_id: `DFJ-installation-${ID}-r3` };
    await watching({ ...AT_JIRA, [JOB]: ok(lost), [SEARCH]: ok({ issues: [hit] }) });
    expect(await repaired('job-unknown', unknown)).toEqual(ORDERED);
    expect(await stateOf()).toMatchObject({ issue: { id: ISSUE.id }, attempts: [{ revision: 3 }] });
    expect(await loadVerbatim(ID, 3)).toBeUndefined();
    expect(queued()).toEqual([{ v: 1, look: 'submission', id: ID }]);
  });

  it('is not taken up before Jira tells whether its issue is there', async () => {
    await watching({ ...AT_JIRA, [JOB]: ok(theirs()), [SEARCH]: no(503) }, passedOver);
    expect(await repaired('job-unknown', unknown)).toMatchObject({
      ok: false,
      problem: { code: 'jira.unavailable' },
    });
    expect(await stateOf(id)).toBeUndefined();
    expect(await settled()).toEqual([]);
  });

  it('that the next look finds anyway is left to it', async () => {
    await watching({ ...AT_JIRA, [JOB]: ok(theirs({ timestamp: ago(60) })) }, passedOver);
    expect(await repaired('job-unknown', unknown)).toEqual(GONE);
    expect(await stateOf(id)).toBeUndefined();
  });
});

describe('what an issue and its submission do not agree on', () => {
  const second = { id: '10009', key: 'BUCH-9' };
  const READ_SECOND = 'GET /issue/10009';
  const seesBoth = { [FETCH]: ok({ issues: [{ id: '10009' }, { id: ISSUE.id }] }) };
  const atSecond = { ...ofIt, issue: { id: '10009' } };

  it('is put right where a deleted issue is back', async () => {
    await watching(AT_JIRA);
    await failed({ what: 'issue-deleted' });
    expect(await repaired('issue-back', atIssue)).toEqual(ORDERED);
    expect((await stateOf())?.issue).toMatchObject({ id: ISSUE.id });
    expect((await stateOf())?.issue).not.toHaveProperty('deletedAt');
  });

  it('is put right where there are two', async () => {
    await watching({ ...AT_JIRA, ...seesBoth, [READ_SECOND]: ok(issue(second)) });
    await failed();
    expect(await repaired('second-issue', atSecond)).toEqual(ORDERED);
    expect((await stateOf())?.pendingEffects).not.toEqual([]);
  });

  it.each<[string, Table, object]>([
    ['is done', { [READ_SECOND]: ok(issue(second, over)) }, GONE],
    ['is deleted', { [READ_SECOND]: no(404) }, GONE],
    ['cannot be read', { [READ_SECOND]: no(503) }, { problem: { code: 'jira.unavailable' } }],
    [
      'cannot be told from somebody else’s',
      { [READ_SECOND]: ok(issue(second)), 'GET /myself': no(503) },
      { problem: { code: 'jira.unavailable' } },
    ],
  ])('is left where the issue %s', async (_, says, told) => {
    await watching({ ...AT_JIRA, ...seesBoth, ...says });
    await failed();
    expect(await repaired('second-issue', atSecond)).toMatchObject(told);
    expect((await stateOf())?.pendingEffects).toEqual([]);
  });

  it('is gone where the page names no issue', async () => {
    await watching(AT_JIRA);
    await failed();
    expect(await repaired('second-issue', ofIt)).toEqual(GONE);
    expect(called()).toEqual([]);
  });

  it.each<[string, DiscrepancyKind, object]>([
    ['of ours whose record is lost', 'issue-orphaned', {}],
    ['of somebody else', 'mark-copied', { creator: { accountId: 'mallory' } }],
  ])('loses its mark where it is one %s, on record first', async (_, kind, fields) => {
    const REMOVE = `DELETE ${READ.slice(4)}/properties/datev`;
    await watching({ ...AT_JIRA, [READ]: ok(issue({}, fields)), [REMOVE]: nothing });
    expect(await repaired(kind, { issue: { id: ISSUE.id } })).toEqual(ORDERED);
    expect(called()).toContain(REMOVE);
    const { seq } = await configEnd();
    const [entry] = await configEntries(seq, seq);
    expect(entry).toMatchObject({
      ...{ actor: BY, event: { what: 'mark.removed', about: `issue:${ISSUE.id}`, name: ISSUE.key } },
    });
  });

  it('keeps its mark where Jira does not take it off now, and may be asked again', async () => {
    const REMOVE = `DELETE ${READ.slice(4)}/properties/datev`;
    await watching({ ...AT_JIRA, [REMOVE]: no(503) });
    expect(await repaired('issue-orphaned', { issue: { id: ISSUE.id } })).toMatchObject({ ok: false });
    expect(await settled()).toEqual([]);
  });
});

describe('what is not as it should be with a submission that has not ended', () => {
  it('is that nobody asks DATEV: it is asked again, as of when it was sent', async () => {
    await watching(AT_JIRA);
    await taken();
    await changeWatch(MANDANT, (w) => ({ ...w, open: [] }));
    expect(await repaired('nobody-asks', ofIt)).toEqual(ORDERED);
    expect((await watchOf()).open).toMatchObject([
      { submissionId: ID, revision: 1, referenceId: `DFJ-installation-${ID}-r1`, since: SENT },
    ]);
    expect(queued()).toContainEqual({ v: 1, look: 'mandant', id: MANDANT });
    expect(await repaired('nobody-asks', ofIt)).toEqual(GONE);
    expect((await watchOf()).open).toHaveLength(1);
  });

  it('is that Jira does not show its issue: it is looked for', async () => {
    await watching({ ...AT_JIRA, [READ]: no(404) });
    await failed();
    expect(await repaired('issue-unseen', atIssue, { admin: true })).toEqual(ORDERED);
    expect(queued()).toEqual([{ v: 1, look: 'issue', id: ISSUE.id, reason: 'again' }]);
  });

  it('is that Jira hides its issue: an administrator says that it was deleted, and nobody else', async () => {
    await watching({ ...AT_JIRA, [READ]: no(404) });
    await failed({ what: 'issue-hidden' });
    expect(await repaired('issue-hidden', atIssue)).toEqual(NOT_ALLOWED);
    expect((await stateOf())?.issue).not.toHaveProperty('deletedAt');
    expect(await repaired('issue-hidden', atIssue, { admin: true })).toEqual(ORDERED);
    expect((await stateOf())?.issue).toHaveProperty('deletedAt');
  });

  it('is that its issue is in a project of which nobody knows: people put that right', async () => {
    await watching({ ...AT_JIRA, [READ]: ok(issue({}, { project: { id: '99' } })) });
    await failed();
    expect(await repaired('issue-moved', atIssue)).toEqual(NOT_ALLOWED);
    expect(await settled()).toEqual([]);
  });

  it('is that its issue says something else: it is written anew', async () => {
    await watching(AT_JIRA);
    await failed();
    expect(await repaired('marks-differ', atIssue)).toEqual(ORDERED);
    expect(queued()).toEqual([{ v: 1, look: 'submission', id: ID }]);
  });

  it('is nothing of this kind any more', async () => {
    await watching(AT_JIRA);
    await failed();
    expect(await repaired('no-issue', ofIt)).toEqual(GONE);
  });

  it('is not what the page names where that is another issue', async () => {
    await watching(AT_JIRA);
    await failed();
    expect(await repaired('marks-differ', { ...ofIt, issue: { id: '10099' } })).toEqual(GONE);
    expect(queued()).toEqual([]);
  });

  it('is looked for at no issue that was deleted', async () => {
    await watching(AT_JIRA);
    await failed({ what: 'issue-deleted' });
    expect(await repaired('marks-differ', atIssue)).toEqual(GONE);
    expect(called()).toEqual([]);
  });

  it('is not known while Jira does not answer', async () => {
    await watching({ ...AT_JIRA, [READ]: no(503) });
    await failed();
    expect(await repaired('marks-differ', atIssue)).toMatchObject({ problem: { code: 'jira.unavailable' } });
    expect(await settled()).toEqual([]);
  });

  it.each<[string, Wish]>([
    ['a submission that is not stored', { mandant: MANDANT, submission: 's9' }],
    ['no submission', { mandant: MANDANT }],
  ])('is gone where the page names %s', async (_, wish) => {
    await watching(AT_JIRA);
    expect(await repaired('marks-differ', wish)).toEqual(GONE);
    expect(called()).toEqual([]);
  });
});

describe('who has something put right', () => {
  it.each<[string, Wish]>([
    ['by what the page says', { mandant: MANDANT }],
    ['by what the submission says', { submission: ID }],
    ['by what the submission says, whatever the page says', { submission: ID, mandant: '455148-9' }],
  ])('reads of the Mandant, %s, or learns nothing', async (_, wish) => {
    await watching(AT_JIRA);
    await failed();
    const reads = (mandant: string) => mandant !== MANDANT;
    const before = called().length;
    expect(await repair(wishOf('marks-differ', wish, { reads }))).toEqual(NOT_ALLOWED);
    expect(called()).toHaveLength(before);
    expect(await settled()).toEqual([]);
  });

  it('sees its issue in Jira, or is not allowed', async () => {
    await watching({ ...AT_JIRA, [FETCH]: ok({ issues: [] }) });
    await failed();
    expect(await repaired('marks-differ', atIssue)).toEqual(NOT_ALLOWED);
    expect(queued()).toEqual([]);
    expect(seen().find(({ path }) => path.includes('bulkfetch'))?.as).toBe('user');
  });

  it('waits while Jira does not tell what they see', async () => {
    await watching({ ...AT_JIRA, [FETCH]: no(503) });
    await failed();
    expect(await repaired('marks-differ', atIssue)).toMatchObject({ problem: { code: 'jira.unavailable' } });
    expect(await settled()).toEqual([]);
  });
});
