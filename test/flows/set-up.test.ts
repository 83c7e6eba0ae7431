import { describe, expect, it } from 'vitest';
import { failingFile } from '../../packages/sandbox/booking-files';
import { setUpConnection } from '../../packages/sandbox/world/connection';
import { rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  DAY,
  fault,
  HOUR,
  issuesOf,
  jiraCall,
  MINUTE,
  must,
  pass,
  postElsewhere,
  type TestWorld,
  testWorld,
} from '../support/world';

type TestIssue = { readonly id: string; readonly key: string };
const admin = { as: ACCOUNTS.admin };

const make = (w: TestWorld) => must<TestIssue>(call(w, 'datev-admin', 'jira.test-issue', admin));
const remove = (w: TestWorld, issueId: string) =>
  call(w, 'datev-admin', 'jira.remove-test-issue', { ...admin, payload: { issueId } });

describe('the test issue', () => {
  it('is created where real ones would be, shown once and removed again', async () => {
    const w = await testWorld();
    const made = await make(w);
    expect(issuesOf(w).map((i) => [i.key, i.fields.summary])).toEqual([
      [made.key, 'Testvorgang von DATEV for Jira – kann gelöscht werden'],
    ]);
    await w.forge.advance(HOUR);
    expect(await make(w)).toEqual(made);
    expect(issuesOf(w)).toHaveLength(1);
    expect(await remove(w, made.id)).toMatchObject({ ok: true });
    expect(issuesOf(w)).toEqual([]);
    expect(await remove(w, made.id)).toMatchObject({ ok: true });
  });

  it('leaves nothing behind when the answer to its creation is lost', async () => {
    const w = await testWorld();
    fault(w, { service: 'jira', operation: 'createIssue', fault: 'lost-response', times: 1 });
    expect(await call(w, 'datev-admin', 'jira.test-issue', admin)).toMatchObject({ ok: false });
    await w.forge.advance(HOUR);
    const found = await make(w);
    expect(issuesOf(w)).toHaveLength(1);
    expect(await remove(w, found.id)).toMatchObject({ ok: true });
    expect(issuesOf(w)).toEqual([]);
  });

  it('is the only issue that this call removes', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    expect(await remove(w, issue.id)).toMatchObject({ ok: false, problem: { code: 'access.not-allowed' } });
    expect(issuesOf(w)).toHaveLength(1);
  });

  it('of ours is not what somebody else made and marked like it', async () => {
    const w = await testWorld();
    const { id, key } = await make(w);
    const mark = jiraCall<{ value: object }>(w, 'GET', `/issue/${key}/properties/datev`, admin).value;
    const [type] = w.jira.site().projects.find((one) => one.key === 'BUCH')?.types ?? [];
    const fields = { project: { key: 'BUCH' }, issuetype: { id: type?.typeId }, summary: 'Mein Vorgang' };
    const own = jiraCall<{ id: string; key: string }>(w, 'POST', '/issue', { body: { fields } });
    jiraCall(w, 'PUT', `/issue/${own.key}/properties/datev`, { ...admin, body: mark });
    await w.forge.advance(HOUR);
    expect(await remove(w, own.id)).toMatchObject({ ok: false, problem: { code: 'access.not-allowed' } });
    expect(issuesOf(w).map((one) => one.id)).toEqual([own.id]);
    expect(await remove(w, id)).toMatchObject({ ok: true });
    expect((await make(w)).id, 'nor is it the one that is there already').not.toBe(own.id);
  });

  it('is not said to be removed, or made a second time, while Jira does not answer', async () => {
    const w = await testWorld();
    const made = await make(w);
    await w.forge.advance(HOUR);
    const fails = async (operation: string, deed: () => Promise<{ ok: boolean }>) => {
      fault(w, { service: 'jira', operation, fault: '503', times: 9 });
      expect(await deed(), operation).toMatchObject({ ok: false });
      w.forge.faults.clear();
      expect(issuesOf(w).map(({ id }) => id)).toEqual([made.id]);
    };
    const search = 'searchAndReconsileIssuesUsingJqlPost';
    await fails(search, () => call(w, 'datev-admin', 'jira.test-issue', admin));
    await fails(search, () => remove(w, made.id));
    await fails('getIssue', () => remove(w, made.id));
    await fails('deleteIssue', () => remove(w, made.id));
    fault(w, { service: 'jira', operation: 'deleteIssue', fault: 'lost-response', times: 1 });
    expect(await remove(w, made.id), 'nobody knows').toMatchObject({ ok: false });
    expect(await remove(w, made.id)).toMatchObject({ ok: true });
  });

  it('needs a project', async () => {
    const w = await testWorld({ empty: 'connected' });
    expect(await call(w, 'datev-admin', 'jira.test-issue', admin)).toMatchObject({
      ok: false,
      problem: { code: 'settings.not-configured' },
    });
    expect(issuesOf(w)).toEqual([]);
  });

  it('is for administrators', async () => {
    const w = await testWorld();
    const answer = await call(w, 'datev-admin', 'jira.test-issue', { as: ACCOUNTS.accountant });
    expect(answer.ok).toBe(false);
    expect(issuesOf(w)).toEqual([]);
  });
});

/** A session holds 11 hours: the next day somebody logs in again. */
async function nextDay(w: TestWorld): Promise<void> {
  await pass(w, DAY);
  await setUpConnection(w.forge);
  await w.forge.advance(2 * HOUR);
}

describe('a Mandant that is new at DATEV', () => {
  const offered = async (w: TestWorld) =>
    (
      await must<{ offered: readonly { id: string; name: string }[] }>(
        call(w, 'datev-admin', 'admin.view', admin),
      )
    ).offered;

  it('is offered by itself until somebody watches it or says no', async () => {
    const w = await testWorld();
    await w.forge.advance(2 * HOUR);
    expect(await offered(w)).toEqual([]);
    w.datev.addMandant({ client: 77, name: 'Neu & Frisch GmbH' });
    w.datev.addMandant({ client: 78, name: 'Auch neu KG' });
    await nextDay(w);
    expect(await offered(w)).toEqual([
      { id: '455148-77', name: 'Neu & Frisch GmbH' },
      { id: '455148-78', name: 'Auch neu KG' },
    ]);
    const payload = { mandant: '455148-77', lookBackDays: 0 };
    await must(call(w, 'datev-admin', 'mandant.watch', { ...admin, payload }));
    await w.forge.advance(HOUR);
    expect((await offered(w)).map(({ id }) => id)).toEqual(['455148-78']);
    await must(call(w, 'datev-admin', 'mandant.dismiss', admin));
    await nextDay(w);
    expect(await offered(w)).toEqual([]);
  });
});

describe('a look back', () => {
  const lookBack = (w: TestWorld, mandant: string, days: number) =>
    call<{ jobs: number; failed: number; issues: number }>(w, 'datev-admin', 'mandant.look-back', {
      ...admin,
      payload: { mandant, days },
    });

  it('is counted over all pages of DATEV’s list before anybody decides, and changes nothing', async () => {
    const w = await testWorld();
    const lists = () => w.forge.trace().filter(({ operation }) => operation === 'listExtfJobs').length;
    const asked = lists();
    // One a day, and some of them failed.
    expect(await must(lookBack(w, '455148-4', 365))).toEqual({ jobs: 300, failed: 68, issues: 68 });
    expect(lists() - asked, 'a hundred at a time').toBe(3);
    expect(await must(lookBack(w, '455148-4', 0))).toEqual({ jobs: 0, failed: 0, issues: 0 });
    postElsewhere(w, failingFile(), '455148-4');
    await w.forge.advance(10 * MINUTE);
    expect(await must(lookBack(w, '455148-4', 1))).toEqual({ jobs: 1, failed: 1, issues: 1 });
    expect(w.forge.storage.getEntity('mandant', '455148-4')).toBeUndefined();
    const payload = { mandant: '455148-4', lookBackDays: 1 };
    await must(call(w, 'datev-admin', 'mandant.watch', { ...admin, payload }));
    await w.forge.advance(30_000);
    expect(issuesOf(w), 'and watching looks at once').toHaveLength(1);
  });

  it('further than before creates as many issues as were counted, also behind more than a page of known jobs', async () => {
    const w = await testWorld({ host: 'b' });
    const mandant = '455148-4';
    const watch = async (lookBackDays: number) => {
      await must(call(w, 'datev-admin', 'mandant.watch', { ...admin, payload: { mandant, lookBackDays } }));
      await w.forge.advance(HOUR);
    };
    await watch(130);
    await must(call(w, 'datev-admin', 'mandant.unwatch', { ...admin, payload: { mandant } }));
    const before = issuesOf(w).length;
    const counted = await must(lookBack(w, mandant, 200));
    expect(counted.jobs).toBeGreaterThan(195);
    expect([before > 0, counted.issues > 0, counted.failed]).toEqual([true, true, before + counted.issues]);
    await watch(200);
    expect(issuesOf(w)).toHaveLength(before + counted.issues);
    expect(await must(lookBack(w, mandant, 200))).toMatchObject({ issues: 0 });
  });

  it('and watching say what DATEV says when it does not answer, shows nothing, or nobody is logged in', async () => {
    const w = await testWorld();
    const mandant = w.datev.addMandant({ client: 77, name: 'Neu KG' });
    const watched = async () =>
      (
        await must<{ mandanten: readonly { id: string; watched: boolean }[] }>(
          call(w, 'datev-admin', 'admin.view', admin),
        )
      ).mandanten.flatMap((one) => (one.watched ? [one.id] : []));
    const asks = [
      ['mandant.look-back', { mandant, days: 1 }],
      ['mandant.watch', { mandant, lookBackDays: 0 }],
      ['mandant.watch-many', { mandanten: [mandant] }],
    ] as const;
    const refused = async (code: string) => {
      for (const [name, payload] of asks)
        expect(await call(w, 'datev-admin', name, { ...admin, payload }), name).toMatchObject({
          ok: false,
          problem: { code },
        });
      expect(await watched()).toEqual(['455148-1', '455148-3']);
    };
    for (const operation of ['listExtfJobs', 'getClient', 'listClients'])
      fault(w, { service: 'datev', operation, fault: '500', times: 1 });
    await refused('datev.unavailable');
    await must(call(w, 'datev-admin', 'datev.disconnect', { ...admin, payload: { connection: 'main' } }));
    await refused('datev.reconnect');
  });
});

describe('the health of the app', () => {
  type Health = { readonly health: readonly { readonly code: string; readonly title: string }[] };
  const health = async (w: TestWorld) =>
    (await must<Health>(call(w, 'datev-admin', 'admin.view', admin))).health;

  it('does not say that everything runs while steps are open', async () => {
    const w = await testWorld({ empty: true });
    await w.forge.advance(2 * HOUR);
    expect(await health(w)).toMatchObject([
      { code: 'health.set-up', title: expect.stringContaining('5 steps are open') },
    ]);
  });

  it('says it once everything is set up, and not while DATEV does not answer for a Mandant', async () => {
    const w = await testWorld();
    await w.forge.advance(HOUR);
    expect(await health(w)).toMatchObject([{ code: 'health.well' }]);
    fault(w, { service: 'datev', operation: 'listExtfJobs', fault: '500', times: 200 });
    await w.forge.advance(2 * HOUR);
    expect(await health(w)).toMatchObject([
      { code: 'health.troubled', title: expect.stringContaining('455148-1, 455148-3') },
    ]);
  });
});
