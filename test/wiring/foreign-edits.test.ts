import { describe, expect, it } from 'vitest';
import { attach } from '../support/attach';
import { rejected } from '../support/story';
import { ACCOUNTS, jiraCall, MINUTE, moveTo, type TestWorld, testWorld } from '../support/world';

/** An issue of the site that has nothing to do with us. */
function foreignIssue(w: TestWorld): { readonly id: string; readonly key: string } {
  const type = w.jira.site().projects.find(({ key }) => key === 'BUCH')?.types[0]?.typeId;
  const fields = { project: { key: 'BUCH' }, issuetype: { id: type }, summary: 'Drucker' };
  return jiraCall(w, 'POST', '/issue', { body: { fields } });
}

/** What people do to issues all day, each another change. */
const EDITS: readonly ((n: number) => Readonly<Record<string, unknown>>)[] = [
  (n) => ({ summary: `Drucker ${n}` }),
  (n) => ({ labels: [`l${n}`] }),
  (n) => ({ assignee: n % 2 === 0 ? { accountId: ACCOUNTS.accountant } : null }),
  (n) => ({ priority: { id: String(1 + (n % 3)) } }),
  (n) => ({ duedate: `2026-12-${String(1 + (n % 28)).padStart(2, '0')}` }),
];

function edit(w: TestWorld, key: string, n: number): void {
  const fields = EDITS[n % EDITS.length]?.(n);
  jiraCall(w, 'PUT', `/issue/${key}`, { body: { fields } });
}

/** Moves the issue along whatever transition its workflow offers first. */
function moveOn(w: TestWorld, key: string): void {
  const path = `/issue/${key}/transitions`;
  const { transitions } = jiraCall<{ transitions: readonly { id: string }[] }>(w, 'GET', path);
  jiraCall(w, 'POST', path, { body: { transition: { id: transitions[0]?.id } } });
}

/** How often Jira's history says that the issue changed. */
function changesOf(w: TestWorld, id: string): number {
  const { issues } = w.jira.snapshot() as {
    issues: Readonly<Record<string, { histories: readonly object[] }>>;
  };
  return issues[id]?.histories.length ?? 0;
}

/** How often Jira's events started us since the log was cleared. */
function started(w: TestWorld): number {
  return w.forge.log.invocations.filter(({ moduleType }) => moduleType === 'trigger').length;
}

describe('events of Jira', () => {
  it('start us for at most 5 of 100 foreign edits of which 5 change a status', async () => {
    const w = await testWorld();
    const { id, key } = foreignIssue(w);
    await w.forge.advance(MINUTE);
    w.forge.log.clear();
    const deeds = [
      ...Array.from({ length: 95 }, (_, n) => () => edit(w, key, n)),
      ...Array.from({ length: 5 }, () => () => moveOn(w, key)),
    ];
    for (const deed of deeds) {
      deed();
      // Jira allows so many writes to one issue.
      await w.forge.advance(1000);
    }
    await w.forge.advance(2 * MINUTE);
    expect(changesOf(w, id)).toBe(100);
    expect(started(w)).toBe(5);
    await w.forge.close();
  });

  it('start us once each when an issue of ours is moved, gets a file, or is deleted', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    for (const deed of [
      () => moveTo(w, issue.key, 'In correction'),
      () => attach(w, issue.key, { name: 'EXTF_neu.csv', bytes: Buffer.from('x') }),
      () => jiraCall(w, 'DELETE', `/issue/${issue.key}`, { as: ACCOUNTS.admin }),
    ]) {
      w.forge.log.clear();
      deed();
      await w.forge.advance(MINUTE);
      const looked = w.forge.log.invocations.filter(({ functionKey }) => functionKey === 'work-fn');
      expect([started(w), looked.length > 0]).toEqual([1, true]);
    }
    await w.forge.close();
  });

  it('do no harm when Forge lets all of them through: the function looks for itself', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { id, key } = foreignIssue(w);
    const eventOf = (one: object, items: readonly object[]) => ({
      eventType: 'avi:jira:updated:issue',
      issue: one,
      ...{ changelog: { items }, selfGenerated: false },
    });
    await w.forge.advance(MINUTE);
    w.forge.log.clear();
    await w.forge.invoke('issue-changed-fn', eventOf({ id, key }, [{ field: 'status' }]));
    await w.forge.invoke('issue-changed-fn', eventOf({ id, key }, [{ field: 'summary' }]));
    await w.forge.advance(MINUTE);
    expect(w.forge.log.requests.filter(({ service }) => service === 'jira')).toEqual([]);
    await w.forge.invoke('issue-changed-fn', eventOf(issue, [{ field: 'summary' }]));
    await w.forge.advance(MINUTE);
    expect(w.forge.log.requests.filter(({ service }) => service === 'jira').length).toBeGreaterThan(0);
    await w.forge.close();
  });
});
