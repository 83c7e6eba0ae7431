import { describe, expect, it } from 'vitest';
import { FILTERS } from '../../src/jira/filters';
import { ACCOUNTS, call, fault, jiraCall, must, type TestWorld, testWorld } from '../support/world';

type Offered = {
  readonly name: string;
  readonly title: string;
  readonly jql: string;
  readonly isThere: boolean;
};

function offered(w: TestWorld, lang: 'de' | 'en' = 'en'): Promise<readonly Offered[]> {
  return must(call(w, 'datev-admin', 'jira.filters', { as: ACCOUNTS.admin, payload: { lang } }));
}
function save(w: TestWorld, wish: object, as: string = ACCOUNTS.admin) {
  return call<readonly Offered[]>(w, 'datev-admin', 'jira.save-filters', { as, payload: wish });
}
type Filter = { readonly name: string; readonly jql: string; readonly sharePermissions: readonly object[] };
const inJira = (w: TestWorld) => jiraCall<readonly Filter[]>(w, 'GET', '/filter/my', { as: ACCOUNTS.admin });

describe('filters on offer', () => {
  it('are saved as the administrator’s own, once, and shared as they choose', async () => {
    const w = await testWorld();
    expect((await offered(w)).map(({ isThere }) => isThere)).not.toContain(true);
    const names = ['overdue', 'approver'];
    const saved = await must(save(w, { names, share: 'project' }));
    expect(
      saved
        .filter(({ isThere }) => isThere)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(names.sort());
    const [project] = w.jira.site().projects;
    expect(inJira(w)).toMatchObject([
      {
        name: 'DATEV: waits for approval',
        sharePermissions: [{ type: 'project', project: { id: project?.id } }],
      },
      { name: 'DATEV: overdue', jql: FILTERS.overdue },
    ]);
    await must(save(w, { names: Object.keys(FILTERS), share: 'everybody' }));
    await must(save(w, { names: Object.keys(FILTERS), share: 'nobody' }));
    expect(inJira(w)).toHaveLength(Object.keys(FILTERS).length);
    expect(inJira(w).at(-1)).toMatchObject({ sharePermissions: [{ type: 'loggedin' }] });
    await w.forge.close();
  });

  it('say so when Jira does not answer, or no project is chosen with which to share, and save nothing', async () => {
    const w = await testWorld({ empty: 'connected' });
    const wish = { names: ['overdue'], share: 'project' };
    expect(await save(w, wish)).toMatchObject({ ok: false, problem: { code: 'settings.not-configured' } });
    fault(w, { service: 'jira', operation: 'getMyFilters', fault: '503', times: 9 });
    expect(await save(w, { ...wish, share: 'nobody' })).toMatchObject({ ok: false });
    const answer = await call(w, 'datev-admin', 'jira.filters', {
      as: ACCOUNTS.admin,
      payload: { lang: 'en' },
    });
    expect(answer).toMatchObject({ ok: false });
    expect(w.forge.faults.list()[0]?.left, 'the fault struck').toBeLessThan(9);
    w.forge.faults.clear();
    expect(inJira(w)).toEqual([]);
    await w.forge.close();
  });

  it('have German names for who reads German', async () => {
    const w = await testWorld();
    expect((await offered(w, 'de')).map(({ title }) => title)).toContain('DATEV: überfällig');
    await w.forge.close();
  });

  it('say what is missing where Jira does not let them be shared, and are not for others', async () => {
    const w = await testWorld();
    w.jira.setGlobalPermission('CREATE_SHARED_OBJECTS', []);
    expect(await save(w, { names: ['moving'], share: 'everybody' })).toMatchObject({
      ok: false,
      problem: { code: 'jira.filter-refused' },
    });
    expect(await save(w, { names: ['moving'], share: 'nobody' })).toMatchObject({ ok: true });
    expect(await save(w, { names: ['moving'], share: 'nobody' }, ACCOUNTS.accountant)).toMatchObject({
      ok: false,
    });
    for (const wish of [
      { names: ['all'], share: 'nobody' },
      { names: ['moving'], share: 'world' },
    ])
      expect(await save(w, wish)).toMatchObject({ ok: false });
    await w.forge.close();
  });
});
