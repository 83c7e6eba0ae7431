import { describe, expect, it } from 'vitest';
import { logIn } from '../../packages/sandbox/world/connection';
import { expectClean } from '../support/audit';
import {
  ACCOUNTS,
  call,
  commentsOf,
  DAY,
  HOUR,
  type Issue,
  issuesOf,
  jiraCall,
  MINUTE,
  must,
  pass,
  type TestWorld,
  testWorld,
} from '../support/world';

const wish = { mode: 'long-term', mandant: '455148-1' } as const;

/** An approval that lasts so many days, of a Mandant that is watched. */
async function approvalOf(days: number): Promise<TestWorld> {
  const w = await testWorld();
  w.datev.setLongTermDays(days);
  await logIn(w.forge, wish);
  w.datev.setLongTermDays(730);
  return w;
}

/** A warning in doubt is looked for four times, once an hour, before it is made again. */
async function days(w: TestWorld, count: number): Promise<void> {
  await pass(w, count * DAY, 6 * HOUR);
}

function only(w: TestWorld): Issue {
  const [issue, ...more] = issuesOf(w);
  expect(more).toEqual([]);
  if (issue === undefined) throw new Error('There is no issue.');
  return issue;
}

/** An issue gets a security level in which the app is not, or loses it. */
function hides(w: TestWorld, key: string, isHidden: boolean): void {
  const level = w.jira.site().levels.find(({ name }) => name === 'Nur Kanzleileitung')?.id;
  const security = isHidden ? { id: level } : null;
  jiraCall(w, 'PUT', `/issue/${key}`, { body: { fields: { security } }, as: ACCOUNTS.admin });
}

describe('before an approval of DATEV ends', { timeout: 120_000 }, () => {
  it('one issue says so, comments as the end comes nearer, and closes itself after reconnecting', async () => {
    const w = await approvalOf(8);
    await w.forge.advance(2 * HOUR);
    const issue = only(w);
    expect(issue.fields.summary).toBe(
      'DATEV-Freigabe endet am 09.12.2026 09:00 – Musterbau Nord GmbH (455148-1)',
    );
    // The name of a person at DATEV goes with the connection, and Jira keeps what it once got.
    expect(w.jira.wholeState()).not.toContain('Petra Probe');
    expect(commentsOf(w, issue.key)).toEqual([]);
    await days(w, 2);
    expect(commentsOf(w, issue.key)).toEqual([expect.stringContaining('weniger als sieben Tagen')]);
    await days(w, 6);
    const told = commentsOf(w, issue.key);
    expect(told).toHaveLength(3);
    expect(told[1]).toContain('weniger als einem Tag');
    expect(told[2]).toContain('beendet');
    expect(only(w).fields.status.name).toBe('Open');
    await logIn(w.forge, wish);
    await w.forge.advance(2 * HOUR);
    expect(commentsOf(w, issue.key).at(-1)).toContain('wieder verbunden, bis');
    const closed = only(w).fields.status as { statusCategory?: { key?: string } };
    expect(closed.statusCategory?.key).toBe('done');
    await days(w, 2);
    expect(commentsOf(w, issue.key)).toHaveLength(4);
    await expectClean(w);
  });

  it.each([
    ['crash-before', 'createIssue'],
    ['crash-after', 'createIssue'],
    ['lost-response', 'createIssue'],
    ['503', 'createIssue'],
    ['crash-before', 'addComment'],
    ['crash-after', 'addComment'],
    ['lost-response', 'addComment'],
  ] as const)('%s at %s costs time and makes nothing twice', async (fault, operation) => {
    const w = await approvalOf(8);
    w.forge.faults.add({ service: 'jira', operation, fault });
    await days(w, 2);
    const issue = only(w);
    expect(commentsOf(w, issue.key).filter((text) => text.includes('sieben Tagen'))).toHaveLength(1);
    expect(issuesOf(w)).toHaveLength(1);
    await expectClean(w);
  });

  it('an issue that the index shows late is found and not made a second time', async () => {
    const w = await approvalOf(8);
    w.forge.faults.add({ service: 'jira', operation: 'createIssue', fault: 'lost-response' });
    w.jira.setIndexLag(90 * MINUTE);
    await days(w, 2);
    expect(commentsOf(w, only(w).key).at(-1)).toContain('weniger als sieben Tagen');
    await expectClean(w);
  });

  it('one that nobody can find any more is not made when the approval was renewed meanwhile', async () => {
    const w = await approvalOf(8);
    w.forge.faults.add({ service: 'jira', operation: 'createIssue', fault: 'crash-before' });
    await w.forge.advance(HOUR);
    await logIn(w.forge, wish);
    await days(w, 1);
    expect(issuesOf(w)).toEqual([]);
    await expectClean(w);
  });

  it.each([
    { fault: 'crash-before', issue: 'was not made' },
    { fault: 'crash-after', issue: 'was made' },
  ] as const)('a doubt that an earlier version left ends in one issue: it $issue', async ({ fault }) => {
    const w = await approvalOf(8);
    w.forge.faults.add({ service: 'jira', operation: 'createIssue', fault });
    await w.forge.advance(HOUR);
    const kept = w.forge.storage.dump().find(({ key }) => key.startsWith('end-warning:'));
    if (kept === undefined) throw new Error('No warning is on record.');
    const { version, data } = kept.value as { version: number; data: { wantedSince: string } };
    // Until the one helper did it, a warning in doubt was a number and an instant.
    const old = { number: 1, wantedSince: data.wantedSince };
    w.forge.storage.put({ ...kept, value: { version, data: old } } as never);
    await days(w, 1);
    expect(only(w).fields.summary).toContain('DATEV-Freigabe endet am');
    await expectClean(w);
  });

  it('nothing is said about one that a person ended, and an issue about it closes', async () => {
    const w = await approvalOf(8);
    await w.forge.advance(2 * HOUR);
    const issue = only(w);
    await w.forge.invokeResolver({
      moduleKey: 'datev-admin',
      functionKey: 'datev.disconnect',
      payload: { lang: 'de', connection: '455148-1' },
      accountId: ACCOUNTS.admin,
    });
    await w.forge.advance(2 * HOUR);
    expect(commentsOf(w, issue.key).at(-1)).toContain('nicht mehr gebraucht');
  });

  it('one that somebody deleted is not asked for again and again when the approval is ended', async () => {
    const w = await approvalOf(8);
    await w.forge.advance(2 * HOUR);
    const { id, key } = only(w);
    jiraCall(w, 'DELETE', `/issue/${key}`, { as: ACCOUNTS.admin });
    const payload = { connection: '455148-1' };
    await must(call(w, 'datev-admin', 'datev.disconnect', { as: ACCOUNTS.admin, payload }));
    await w.forge.advance(2 * HOUR);
    const asked = () => w.forge.trace().filter((one) => one.key?.includes(`/issue/${id}`)).length;
    const before = asked();
    await w.forge.advance(3 * HOUR);
    expect([asked(), issuesOf(w)]).toEqual([before, []]);
  });

  it('one that is hidden from the app for a while stays the only one, goes on telling, and closes', async () => {
    const w = await approvalOf(8);
    await w.forge.advance(2 * HOUR);
    const { key } = only(w);
    await w.forge.advance(21 * HOUR);
    hides(w, key, true);
    await w.forge.advance(4 * HOUR);
    hides(w, key, false);
    await days(w, 1);
    expect(only(w).key).toBe(key);
    expect(commentsOf(w, key)).toEqual([expect.stringContaining('weniger als sieben Tagen')]);
    hides(w, key, true);
    await logIn(w.forge, wish);
    await w.forge.advance(2 * HOUR);
    hides(w, key, false);
    await days(w, 1);
    const closed = only(w).fields.status as { statusCategory?: { key?: string } };
    expect(closed.statusCategory?.key).toBe('done');
    await expectClean(w);
  });

  it('one that stays hidden is told anew after a day: nobody else tells that an approval ends', async () => {
    const w = await approvalOf(8);
    await w.forge.advance(2 * HOUR);
    const first = only(w).key;
    hides(w, first, true);
    await days(w, 3);
    await days(w, 2);
    hides(w, first, false);
    await days(w, 1);
    const keys = issuesOf(w).map(({ key }) => key);
    expect(keys).toContain(first);
    expect(keys).toHaveLength(2);
  });

  it('nothing is said while the end is far', async () => {
    const w = await approvalOf(32);
    await days(w, 1);
    expect(issuesOf(w)).toEqual([]);
    await days(w, 2);
    expect(only(w).fields.summary).toContain('endet am 02.01.2027');
  });

  it('a deleted issue is not made again for the same stage', async () => {
    const w = await approvalOf(20);
    await w.forge.advance(2 * HOUR);
    jiraCall(w, 'DELETE', `/issue/${only(w).key}`, { as: ACCOUNTS.admin });
    await days(w, 3);
    expect(issuesOf(w)).toEqual([]);
    // Its last week is news: once more one issue, with a number of its own.
    await days(w, 11);
    expect(only(w).fields.summary).toContain('DATEV-Freigabe endet am');
    await days(w, 2);
    await expectClean(w);
  });

  it('a copy of the site is silent about approvals that belong to the original', async () => {
    const real = await approvalOf(20);
    const copy = await testWorld({ cloudId: 'c09f0000-0000-4000-8000-000000000000' });
    for (const { store, entity, key, value } of real.forge.storage.dump({ maskSecrets: false }))
      copy.forge.storage.put({ store, key, value, ...(entity === undefined ? {} : { entity }) } as never);
    await copy.forge.advance(2 * HOUR);
    expect(issuesOf(copy)).toEqual([]);
    await real.forge.advance(2 * HOUR);
    expect(issuesOf(real)).toHaveLength(1);
  });
});
