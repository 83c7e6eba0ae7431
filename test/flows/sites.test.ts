import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { expectClean } from '../support/audit';
import { issuesIn } from '../support/storm';
import {
  ACCOUNTS,
  call,
  HOUR,
  issuesOf,
  MINUTE,
  moveTo,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

type Settings = Record<string, unknown> & {
  fields: Record<string, string>;
  project: { id: string; issueTypeId: string };
};
async function settingsOf(w: TestWorld): Promise<{ version: number; settings: Settings }> {
  return must(call(w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin }));
}
async function save(w: TestWorld, change: (s: Settings) => Settings): Promise<void> {
  const { version, settings } = await settingsOf(w);
  await must(
    call(w, 'datev-admin', 'admin.save', {
      as: ACCOUNTS.admin,
      payload: { version, settings: change(settings) },
    }),
  );
  await w.forge.advance(1000);
}

async function story(w: TestWorld): Promise<void> {
  postElsewhere(w, failingFile());
  await w.forge.advance(HOUR + 5 * MINUTE);
  const issue = issuesOf(w)[0];
  if (issue === undefined) throw new Error('There is no issue.');
  await upload(w, correctFile(), { issue });
  moveTo(w, issue.key, w.jira.site().statuses.find((s) => s.id === doneId(w))?.name ?? '');
  await w.forge.advance(30 * MINUTE);
  expect(await viewOf(w, issue)).toMatchObject({ state: 'delivered' });
}
let resubmit = '';
const doneId = (_: TestWorld) => resubmit;

/** Ids of the desk's rows, page by page. */
async function pagesOf(w: TestWorld, wish: object): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const { rows, cursor: next } = await must<{ rows: { submissionId: string }[]; cursor?: string }>(
      call(w, 'datev-desk', 'desk.view', {
        as: ACCOUNTS.admin,
        payload: { ...wish, ...(cursor === undefined ? {} : { cursor }) },
      }),
    );
    pages.push(rows.map((row) => row.submissionId));
    cursor = next;
  } while (cursor !== undefined);
  return pages;
}

describe('sites differ', () => {
  it.each([
    ['the site as it begins', {}],
    ['a site with other ids and German statuses', { idOffset: 7000, statusNames: {} }],
  ])('the story runs on %s', async (_, options) => {
    const w = await testWorld({ site: options });
    const { settings } = await settingsOf(w);
    resubmit =
      Object.values(settings['statuses'] as Record<string, { resubmit: string[] }>)[0]?.resubmit[0] ?? '';
    await story(w);
    await expectClean(w);
    await w.forge.close();
  });

  it('still works after a status and a mapped field were renamed', async () => {
    const w = await testWorld();
    const field = w.jira
      .site()
      .fields.find((f) => f.id.startsWith('customfield_') && !f.name.startsWith('DATEV '));
    await save(w, (s) => ({ ...s, fields: { jobId: field?.id ?? '' } }));
    const { settings } = await settingsOf(w);
    resubmit =
      Object.values(settings['statuses'] as Record<string, { resubmit: string[] }>)[0]?.resubmit[0] ?? '';
    w.jira.renameStatus(resubmit, 'Erledigt');
    if (field !== undefined) w.jira.renameField(field.id, 'Anders');
    await story(w);
    await expectClean(w);
    await w.forge.close();
  });

  it('still opens the issue after a mapped field and one of our own were deleted, and says so in health', async () => {
    const w = await testWorld();
    const field = w.jira
      .site()
      .fields.find((f) => f.id.startsWith('customfield_') && !f.name.startsWith('DATEV '));
    await save(w, (s) => ({ ...s, fields: { jobId: field?.id ?? '' } }));
    if (field !== undefined) w.jira.deleteField(field.id);
    const own = w.jira.site().fields.find((f) => f.name === 'DATEV job id');
    if (own !== undefined) w.jira.deleteField(own.id);
    const { settings } = await settingsOf(w);
    resubmit =
      Object.values(settings['statuses'] as Record<string, { resubmit: string[] }>)[0]?.resubmit[0] ?? '';
    await story(w);
    const { health } = await must<{ health: readonly { code: string }[] }>(
      call(w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin }),
    );
    expect(health.map((h) => h.code)).toContain('health.refused-fields');
    await w.forge.close();
  });

  it('names the required field that stands in the way, and goes on by itself once it has a value', async () => {
    const w = await testWorld();
    const project = w.jira.site().projects.find((p) => p.key === 'PFLICHT');
    if (project === undefined) throw new Error('no project PFLICHT');
    const types = await must<readonly { id: string; name: string }[]>(
      call(w, 'datev-admin', 'jira.issue-types', { as: ACCOUNTS.admin, payload: { projectId: project.id } }),
    );
    const issueTypeId = types[0]?.id ?? '';
    await save(w, (s) => ({ ...s, project: { id: project.id, key: project.key, issueTypeId } }));
    postElsewhere(w, failingFile());
    await w.forge.advance(HOUR + 5 * MINUTE);
    expect(issuesOf(w, 'PFLICHT')).toEqual([]);
    const desk = await must<{ rows: readonly { submissionId: string }[] }>(
      call(w, 'datev-desk', 'desk.view', { as: ACCOUNTS.admin, payload: { show: 'needs-you' } }),
    );
    const submissionId = desk.rows[0]?.submissionId;
    const view = await must<{ stuck: readonly { title: string }[] }>(
      call(w, 'datev-desk', 'submission.view', { as: ACCOUNTS.admin, payload: { submissionId } }),
    );
    const fields = await must<
      readonly { id: string; name: string; required: boolean; allowed?: readonly { id: string }[] }[]
    >(
      call(w, 'datev-admin', 'jira.fields', {
        as: ACCOUNTS.admin,
        payload: { projectId: project.id, issueTypeId },
      }),
    );
    const required = fields.find((f) => f.required);
    expect(view.stuck[0]?.title).toContain(required?.name ?? '?');
    await save(w, (s) => ({
      ...s,
      requiredValues: { [required?.id ?? '']: { id: required?.allowed?.[0]?.id } },
    }));
    await w.forge.advance(5 * MINUTE);
    expect(issuesOf(w, 'PFLICHT')).toHaveLength(1);
    await expectClean(w);
    await w.forge.close();
  });

  it('lets all of a hundred waiting issues go on after one save, and lists them page by page', async () => {
    const w = await testWorld();
    w.jira.setPermission('BUCH', 'CREATE_ISSUES', ACCOUNTS.app, false);
    for (let n = 0; n < 110; n++)
      postElsewhere(w, failingFile({ name: `EXTF_Stapel_${n}.csv`, label: `Stapel ${n}` }));
    await w.forge.advance(3 * HOUR);
    expect(issuesOf(w)).toEqual([]);
    const seen = await pagesOf(w, { show: 'needs-you', mandant: '455148-1' });
    expect(seen.map((page) => page.length)).toEqual([25, 25, 25, 25, 10]);
    expect(new Set(seen.flat()).size).toBe(110);
    expect((await pagesOf(w, { show: 'needs-you', search: 'Stapel_7.csv' })).flat()).toHaveLength(1);
    expect((await pagesOf(w, { show: 'delivered', mandant: '455148-1' })).flat()).toEqual([]);
    w.jira.setPermission('BUCH', 'CREATE_ISSUES', ACCOUNTS.app, true);
    await save(w, (s) => ({ ...s, retentionDays: 31 }));
    await w.forge.advance(HOUR);
    // Counted in Jira's database: reading each of them would run into its rate limit.
    const { parents, children } = issuesIn(w);
    // So many for one cause are a storm, which has an issue for the whole besides.
    expect([parents.length, children.length]).toEqual([1, 110]);
    expect(Object.keys((w.jira.snapshot() as { issues: object }).issues)).toHaveLength(111);
    await w.forge.close();
  });

  it('keeps the failure when the project is gone, and opens the issue in the next one', async () => {
    const w = await testWorld();
    w.jira.deleteProject('BUCH');
    postElsewhere(w, failingFile());
    await w.forge.advance(HOUR + 5 * MINUTE);
    const project = w.jira.site().projects.find((p) => p.key === 'TEAM');
    if (project === undefined) throw new Error('no project TEAM');
    const types = await must<readonly { id: string }[]>(
      call(w, 'datev-admin', 'jira.issue-types', { as: ACCOUNTS.admin, payload: { projectId: project.id } }),
    );
    await save(w, (s) => ({
      ...s,
      project: { id: project.id, key: 'TEAM', issueTypeId: types[0]?.id ?? '' },
    }));
    await w.forge.advance(10 * MINUTE);
    expect(issuesOf(w, 'TEAM')).toHaveLength(1);
    await w.forge.close();
  });

  it('watches many Mandanten at once, asking DATEV once for their names, and names those it does not show', async () => {
    const w = await testWorld();
    const lists = () => w.forge.log.requests.filter(({ operation }) => operation === 'listClients').length;
    const before = lists();
    const mandanten = ['455148-2', '455148-4', '455148-6', '455148-99'];
    const answer = await must(
      call(w, 'datev-admin', 'mandant.watch-many', { as: ACCOUNTS.admin, payload: { mandanten } }),
    );
    expect(answer).toEqual({ watched: 3, missing: ['455148-99'] });
    expect(lists()).toBe(before + 1);
    await w.forge.advance(MINUTE);
    type View = {
      mandanten: readonly { id: string; name?: string; watched: boolean; coveredUntil?: string }[];
    };
    const view = await must<View>(call(w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin, payload: {} }));
    expect(view.mandanten.filter((m) => m.watched).map((m) => m.id)).toEqual([
      ...['455148-1', '455148-2', '455148-3', '455148-4', '455148-6'],
    ]);
    expect(view.mandanten.find((m) => m.id === '455148-6')).toMatchObject({
      name: 'Probe Logistik AG',
      coveredUntil: '30.11.2028 09:00',
    });
    await expectClean(w);
  });

  it('offers the Mandanten that the session shows, and says whether DATEV takes files of them and who is watched', async () => {
    const w = await testWorld();
    const offered = () =>
      must<readonly { id: string; name: string; service: boolean; watched: boolean }[]>(
        call(w, 'datev-admin', 'datev.mandanten', { as: ACCOUNTS.admin, payload: {} }),
      );
    const before = await offered();
    expect(before).toHaveLength(6);
    expect(before.slice(0, 2)).toEqual([
      { id: '455148-1', name: 'Musterbau Nord GmbH', service: true, watched: true },
      { id: '455148-2', name: 'Testkontor Süd KG', service: true, watched: false },
    ]);
    expect(before.filter(({ service }) => !service).map(({ id }) => id)).toEqual(['455148-5']);
    await must(
      call(w, 'datev-admin', 'mandant.unwatch', { as: ACCOUNTS.admin, payload: { mandant: '455148-1' } }),
    );
    await w.forge.advance(MINUTE);
    expect((await offered()).filter(({ watched }) => watched).map(({ id }) => id)).toEqual(['455148-3']);
  });

  it('offers no Mandanten before anybody is logged in at DATEV', async () => {
    const w = await testWorld({ empty: true });
    const answer = await call(w, 'datev-admin', 'datev.mandanten', { as: ACCOUNTS.admin, payload: {} });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'datev.not-connected' } });
  });

  it('comes from a fresh installation to a working state by the calls of the admin page alone', async () => {
    const w = await testWorld({ empty: 'connected' });
    const admin = (name: string, payload: object = {}) =>
      must<never>(call(w, 'datev-admin', name, { as: ACCOUNTS.admin, payload }));
    type View = { setUp: readonly { step: string; done: boolean }[]; version: number; settings: Settings };
    const before: View = await admin('admin.view');
    expect(before.setUp.filter((s) => s.done).map((s) => s.step)).toEqual([]);
    await save(w, (s) => ({ ...s, environment: 'sandbox' }));
    const mandanten: readonly { id: string; service: boolean }[] = await admin('datev.mandanten');
    expect(mandanten.map((m) => m.id)).toContain('455148-1');
    await admin('mandant.watch', { mandant: '455148-1', lookBackDays: 0 });
    const projects: readonly { id: string; key: string }[] = await admin('jira.projects', { query: 'BUCH' });
    const project = projects.find((p) => p.key === 'BUCH');
    const types: readonly { id: string; name: string }[] = await admin('jira.issue-types', {
      projectId: project?.id,
    });
    const issueTypeId = types.find((t) => t.name === 'Task')?.id ?? '';
    const statuses: readonly { id: string; name: string; reachable: boolean }[] = await admin(
      'jira.statuses',
      { projectId: project?.id, issueTypeIds: [issueTypeId] },
    );
    resubmit = statuses.find((s) => s.name === 'Done' && s.reachable)?.id ?? '';
    await save(w, (s) => ({
      ...s,
      project: { id: project?.id ?? '', key: 'BUCH', issueTypeId },
      statuses: { [project?.id ?? '']: { resubmit: [resubmit], closeWithout: [] } },
    }));
    const after: View = await admin('admin.view');
    expect(after.setUp.every((s) => s.done)).toBe(true);
    await story(w);
    await expectClean(w);
    await w.forge.close();
  });
});
