import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { GROUPS } from '../../packages/sandbox/jira/site';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { ours, rejected } from '../support/story';
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
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

type Settings = Readonly<Record<string, unknown>> & { readonly groups: object };

async function change(w: TestWorld, edit: (settings: Settings) => object): Promise<void> {
  const { version, settings } = await asAdmin<{ version: number; settings: Settings }>(
    w.forge,
    'admin.view',
    {},
  );
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, ...edit(settings) } });
  await w.forge.advance(MINUTE);
}

/** Only firm leads decide about files; the accountant may edit the issue and move it. */
function onlyLeads(w: TestWorld): Promise<void> {
  return change(w, ({ groups }) => ({
    groups: { ...groups, resubmit: [GROUPS.firmLeads] },
    groupNames: { [GROUPS.firmLeads]: 'datev-firm-leads' },
  }));
}

async function corrected(): Promise<{ w: TestWorld; issue: Issue }> {
  const w = await testWorld();
  const issue = await rejected(w);
  await upload(w, correctFile(), { issue });
  return { w, issue };
}

const statusOf = (w: TestWorld) => issuesOf(w)[0]?.fields.status.name;
const told = (w: TestWorld, issue: Issue) =>
  commentsOf(w, issue.key).filter((text) => text.includes('Der Statuswechsel gilt nicht'));

describe('a move by somebody outside the group that may send', () => {
  it.each([
    ['Done', 'sends nothing', 'In correction'],
    // No transition of this workflow leads back from there.
    ['Closed without sending', 'closes nothing', 'Closed without sending'],
  ])('into "%s" %s, says once who may, and goes back where Jira has a way', async (status, _, after) => {
    const { w, issue } = await corrected();
    await onlyLeads(w);
    moveTo(w, issue.key, status);
    await w.forge.advance(2 * HOUR);
    expect(ours(w)).toEqual([]);
    expect(await viewOf(w, issue)).toMatchObject({ state: 'rejected-has-file' });
    expect(told(w, issue)).toEqual([expect.stringContaining('datev-firm-leads')]);
    expect(statusOf(w)).toBe(after);
  });

  it('does not count either when it comes by the hourly reconciliation alone', async () => {
    const { w, issue } = await corrected();
    await onlyLeads(w);
    fault(w, { service: 'events', operation: '*', fault: 'lost', times: 20 });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(2 * HOUR);
    expect(ours(w)).toEqual([]);
    expect(told(w, issue)).toHaveLength(1);
  });

  it('leaves the way open to who may: by move and, an administrator outside the group, by click', async () => {
    const { w, issue } = await corrected();
    await onlyLeads(w);
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(30 * MINUTE);
    moveTo(w, issue.key, 'Done', ACCOUNTS.firmLead);
    await w.forge.advance(30 * MINUTE);
    expect(ours(w)).toHaveLength(1);
  });

  it.each(['503', 'network'] as const)(
    'is neither allowed nor denied while Jira answers %s',
    async (trouble) => {
      const { w, issue } = await corrected();
      await onlyLeads(w);
      fault(w, { service: 'jira', operation: 'getUserGroups', fault: trouble, times: 2 });
      moveTo(w, issue.key, 'Done', ACCOUNTS.firmLead);
      await w.forge.advance(10_000);
      expect(ours(w)).toEqual([]);
      expect(told(w, issue)).toEqual([]);
      await w.forge.advance(30 * MINUTE);
      expect(ours(w)).toHaveLength(1);
      expect(told(w, issue)).toEqual([]);
    },
  );

  it('costs no call where no group is set', async () => {
    const { w, issue } = await corrected();
    w.forge.log.clear();
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(30 * MINUTE);
    expect(ours(w)).toHaveLength(1);
    expect(askedForGroups(w)).toBe(0);
  });
});

describe('a move from before it meant anything', () => {
  /** Somebody does something else with the issue, so that the app looks at it. */
  const touch = async (w: TestWorld, { key }: Issue) => {
    jiraCall(w, 'PUT', `/issue/${key}`, { body: { fields: { labels: ['eilig'] } }, as: ACCOUNTS.accountant });
    await w.forge.advance(2 * HOUR);
  };

  it('by a rule, while none was admitted, sends nothing when an administrator admits them; the next one does', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    moveTo(w, issue.key, 'Done', ACCOUNTS.automation);
    await w.forge.advance(2 * HOUR);
    await upload(w, correctFile(), { issue });
    await change(w, () => ({ automationMayTransition: true }));
    await touch(w, issue);
    expect(ours(w)).toEqual([]);
    moveTo(w, issue.key, 'In correction', ACCOUNTS.automation);
    moveTo(w, issue.key, 'Done', ACCOUNTS.automation);
    await w.forge.advance(30 * MINUTE);
    expect(ours(w)).toHaveLength(1);
  });

  it('by a person, into a status that an administrator then gives the meaning, sends nothing; the next one does', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const meaning = await without(w);
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(2 * HOUR);
    await upload(w, correctFile(), { issue });
    await change(w, () => ({ statuses: meaning }));
    await touch(w, issue);
    expect(ours(w)).toEqual([]);
    moveTo(w, issue.key, 'In correction');
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(30 * MINUTE);
    expect(ours(w)).toHaveLength(1);
  });

  /** Takes every meaning away; answers what they were. */
  async function without(w: TestWorld): Promise<unknown> {
    let before: unknown;
    await change(w, ({ statuses }) => {
      before = statuses;
      return { statuses: {} };
    });
    return before;
  }
});

function askedForGroups(w: TestWorld): number {
  return w.forge.log.requests.filter(({ operation }) => operation === 'getUserGroups').length;
}

describe('who ordered a transmission', () => {
  async function orderedThenStopped(as: string) {
    const { w, issue } = await corrected();
    await must(
      call(w, 'datev-admin', 'admin.stop', { as: ACCOUNTS.admin, payload: { stopped: true, reason: 'x' } }),
    );
    moveTo(w, issue.key, 'Done', as);
    await w.forge.advance(10 * MINUTE);
    return { w, issue };
  }
  const go = (w: TestWorld) =>
    must(
      call(w, 'datev-admin', 'admin.stop', { as: ACCOUNTS.admin, payload: { stopped: false, reason: '' } }),
    );

  it('and lost the right before it went, keeps it; somebody who may lets it go', async () => {
    const { w, issue } = await orderedThenStopped(ACCOUNTS.accountant);
    await onlyLeads(w);
    await go(w);
    await w.forge.advance(2 * HOUR);
    expect(ours(w)).toEqual([]);
    const view = await viewOf<{ steps: readonly { key: string }[] }>(w, issue, ACCOUNTS.firmLead);
    expect(JSON.stringify(view)).toContain(
      'The person who ordered the sending is no longer allowed to do so',
    );
    const replay = (as: string) =>
      call(w, 'datev-panel', 'submission.replay', { issue, as, payload: { key: 'send:r2' } });
    expect(await replay(ACCOUNTS.accountant)).toMatchObject({ ok: false });
    await must(replay(ACCOUNTS.firmLead));
    await w.forge.advance(30 * MINUTE);
    expect(ours(w)).toHaveLength(1);
  });

  it('and still may, is asked once and the file goes', async () => {
    const { w } = await orderedThenStopped(ACCOUNTS.firmLead);
    await onlyLeads(w);
    await go(w);
    w.forge.log.clear();
    await w.forge.advance(30 * MINUTE);
    expect(ours(w)).toHaveLength(1);
    expect(askedForGroups(w)).toBe(1);
  });

  it('as an administrator outside the group by click, is believed', async () => {
    const { w, issue } = await corrected();
    await onlyLeads(w);
    const { sha256 } = (await viewOf<{ candidate: { sha256: string } }>(w, issue)).candidate;
    const payload = { mode: 'file', sha256 };
    await must(call(w, 'datev-panel', 'submission.resubmit', { issue, as: ACCOUNTS.admin, payload }));
    await w.forge.advance(30 * MINUTE);
    expect(ours(w)).toHaveLength(1);
  });
});
