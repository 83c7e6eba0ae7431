import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { expectClean } from '../support/audit';
import { FAULTS } from '../support/effects';
import { ours, rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  commentsOf,
  DAY,
  fault,
  HOUR,
  type Issue,
  issuesOf,
  MINUTE,
  moveTo,
  must,
  pass,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

type Meanings = {
  readonly resubmit: readonly string[];
  readonly closeWithout?: readonly string[];
  readonly reopenTo?: string;
  readonly deliveredTo?: string;
};
type View = { readonly nextAction: string; readonly stuck: readonly object[]; readonly auditIntact: boolean };

const statusNamed = (w: TestWorld, name: string): string =>
  w.jira.site().statuses.find((one) => one.name === name && one.projectId === undefined)?.id ?? '';

async function decideStatuses(w: TestWorld, meanings: Meanings): Promise<void> {
  type Shown = {
    readonly version: number;
    readonly settings: { readonly project: { readonly id: string }; readonly statuses: object };
  };
  const { version, settings } = await asAdmin<Shown>(w.forge, 'admin.view', {});
  const statuses = { [settings.project.id]: { closeWithout: [], ...meanings } };
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, statuses } });
  await w.forge.advance(MINUTE);
}

/** "On hold" sends again, and delivered issues rest in "Done"; nothing leads there from "On hold". */
async function withDelivered(): Promise<{ w: TestWorld; issue: Issue }> {
  const w = await testWorld();
  await decideStatuses(w, { resubmit: [statusNamed(w, 'On hold')], deliveredTo: statusNamed(w, 'Done') });
  return { w, issue: await rejected(w) };
}

async function sendByClick(w: TestWorld, issue: Issue): Promise<void> {
  await upload(w, correctFile(), { issue });
  const { actions } = await viewOf<{
    actions: { resubmit: { goes: { sha256: string } } };
  }>(w, issue);
  const { sha256 } = actions.resubmit.goes;
  await must(call(w, 'datev-panel', 'submission.resubmit', { issue, payload: { mode: 'file', sha256 } }));
  await w.forge.advance(2 * HOUR);
}

const standing = (w: TestWorld) => issuesOf(w)[0]?.fields.status.name;
const summary = (w: TestWorld) => issuesOf(w)[0]?.fields.summary ?? '';

describe('the issue of a delivered file', () => {
  it('rests in the status for delivered files, says so in its summary, and never sends again by our own move', async () => {
    const { w, issue } = await withDelivered();
    const before = summary(w);
    await sendByClick(w, issue);
    expect(standing(w)).toBe('Done');
    expect(summary(w)).toBe(`An DATEV übergeben. Vorher: ${before}`);
    const [sent, comments] = [ours(w).length, commentsOf(w, issue.key)];
    await pass(w, 2 * DAY);
    expect([standing(w), ours(w).length, commentsOf(w, issue.key)]).toEqual(['Done', sent, comments]);
    expect(comments.join('\n')).not.toContain('können Sie ihn jetzt schließen');
    const { nextAction } = await viewOf<View>(w, issue);
    expect(nextAction).not.toContain('still open');
    await expectClean(w);
  });

  it('without such a status stays, and comment and panel say who closes it', async () => {
    const w = await testWorld();
    await decideStatuses(w, { resubmit: [statusNamed(w, 'On hold')] });
    const issue = await rejected(w);
    await sendByClick(w, issue);
    expect(standing(w)).toBe('Open');
    expect(summary(w)).toMatch(/^An DATEV übergeben\./);
    expect(commentsOf(w, issue.key).at(-1)).toContain('können Sie ihn jetzt schließen');
    expect((await viewOf<View>(w, issue)).nextAction).toContain('still open');
  });

  it('to which Jira offers no way there stays, and one comment says so', async () => {
    const { w, issue } = await withDelivered();
    moveTo(w, issue.key, 'In correction');
    await upload(w, correctFile(), { issue });
    moveTo(w, issue.key, 'On hold');
    await pass(w, 2 * DAY);
    expect(ours(w)).toHaveLength(1);
    expect(standing(w)).toBe('On hold');
    const told = commentsOf(w, issue.key).filter((text) => text.includes('bleibt, wo er ist'));
    expect(told).toEqual([expect.stringContaining('„Done“')]);
    const { nextAction, stuck } = await viewOf<View>(w, issue);
    expect(nextAction).toContain('still open');
    expect(stuck).toEqual([]);
  });

  it('that a person closed meanwhile stays where they put it', async () => {
    const { w, issue } = await withDelivered();
    await upload(w, correctFile(), { issue });
    const { actions } = await viewOf<{ actions: { resubmit: { goes: { sha256: string } } } }>(w, issue);
    const { sha256 } = actions.resubmit.goes;
    await must(call(w, 'datev-panel', 'submission.resubmit', { issue, payload: { mode: 'file', sha256 } }));
    moveTo(w, issue.key, 'Closed without sending');
    await w.forge.advance(2 * HOUR);
    expect(ours(w)).toHaveLength(1);
    expect(standing(w)).toBe('Closed without sending');
  });

  it('that Jira hides while it is settled is settled when Jira shows it again', async () => {
    const { w, issue } = await withDelivered();
    const { jira } = w;
    const answer = jira.handle.bind(jira);
    jira.handle = (request) => {
      const said = answer(request);
      if (
        jira.operation(request) === 'addComment' &&
        Buffer.from(request.body).includes('An DATEV übergeben')
      )
        jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.app, false);
      return said;
    };
    await sendByClick(w, issue);
    expect(standing(w)).toBe('Open');
    jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.app, true);
    await w.forge.advance(DAY);
    expect([standing(w), ours(w).length]).toEqual(['Done', 1]);
    expect(summary(w)).toMatch(/^An DATEV übergeben\./);
    expect(await viewOf<View>(w, issue)).toMatchObject({ stuck: [] });
  });

  it('sends and tells nothing more when people move it on, also where its status means several things', async () => {
    const w = await testWorld();
    const done = statusNamed(w, 'Done');
    const several = { deliveredTo: done, reopenTo: done, closeWithout: [done] };
    await decideStatuses(w, { resubmit: [statusNamed(w, 'On hold')], ...several });
    const issue = await rejected(w);
    await sendByClick(w, issue);
    const comments = commentsOf(w, issue.key);
    for (const to of ['In correction', 'On hold', 'In correction', 'Done']) {
      moveTo(w, issue.key, to);
      await w.forge.advance(2 * HOUR);
      expect([standing(w), ours(w).length, commentsOf(w, issue.key)]).toEqual([to, 1, comments]);
    }
  });

  it.each(FAULTS.flatMap((what) => [['doTransition', what] as const, ['editIssue', what] as const]))(
    'is settled once when %s meets %s',
    async (operation, what) => {
      const { w, issue } = await withDelivered();
      const before = summary(w);
      fault(w, { service: 'jira', operation, fault: what, times: 1, match: { functionKey: 'work-fn' } });
      await sendByClick(w, issue);
      await pass(w, DAY);
      expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
      expect([standing(w), summary(w)]).toEqual(['Done', `An DATEV übergeben. Vorher: ${before}`]);
      expect(await viewOf<View>(w, issue)).toMatchObject({ stuck: [], auditIntact: true });
      await expectClean(w);
    },
  );
});

it('a status cannot mean delivered and send again at once', async () => {
  const w = await testWorld();
  const { version, settings } = await asAdmin<{ version: number; settings: { project: { id: string } } }>(
    w.forge,
    'admin.view',
    {},
  );
  const done = statusNamed(w, 'Done');
  const statuses = { [settings.project.id]: { resubmit: [done], closeWithout: [], deliveredTo: done } };
  const payload = { version, settings: { ...settings, statuses } };
  expect(await call(w, 'datev-admin', 'admin.save', { as: ACCOUNTS.admin, payload })).toMatchObject({
    ok: false,
    problem: { code: 'settings.delivered-sends', title: expect.stringContaining('send again') },
  });
});
