import { describe, expect, it } from 'vitest';
import { ACCOUNTS, GROUPS, site } from '../../../packages/sandbox/jira/site';
import { ACCOUNTANT, ADMIN, APP, bench, OUTSIDER, person } from './bench';

const FIRM_LEAD = person(ACCOUNTS.firmLead);

describe('people and groups', () => {
  it('tell the caller who it is, with groups when asked', () => {
    const on = bench();
    expect(on.get('/myself').json.at('accountId').value).toBe(ACCOUNTS.app);
    const lead = on.get('/myself?expand=groups', FIRM_LEAD).json;
    expect(lead.all('groups', 'items').map((group) => group.at('groupId').value)).toContain(GROUPS.firmLeads);
    expect(on.get('/myself', FIRM_LEAD).json.at('groups', 'items').value).toEqual([]);
    expect([
      lead.at('emailAddress').value,
      on.get(`/user?accountId=${ACCOUNTS.firmLead}`).json.at('emailAddress').value,
    ]).toEqual(['karla@kanzlei.example', undefined]);
  });

  it('find people by id, in bulk and by the start of a word, programs among them', () => {
    const on = bench();
    expect(
      on.get(`/user?accountId=${encodeURIComponent(ACCOUNTS.automation)}`).json.at('accountType').value,
    ).toBe('app');
    expect([
      on.get('/user?accountId=nobody').status,
      on.get(`/user?accountId=${ACCOUNTS.admin}`, OUTSIDER).status,
    ]).toEqual([404, 403]);
    const bulk = on.get(
      `/user/bulk?accountId=${ACCOUNTS.admin}&accountId=nobody&accountId=${encodeURIComponent(ACCOUNTS.app)}`,
    );
    expect(bulk.json.all('values').map((user) => user.at('displayName').value)).toEqual([
      'Anna Admin',
      'DATEV for Jira',
    ]);
    expect(on.send('GET', '/user/bulk', { as: APP, bad: true }).status).toBe(400);
    const found = (query: string, as = APP) =>
      on
        .get(`/user/search?${query}`, as)
        .json.all()
        .map((user) => user.at('displayName').value);
    expect([found('query=a'), found('query=buch'), found('query=a', OUTSIDER)]).toEqual([
      ['Anna Admin', 'Otto Außen', 'Automation for Jira'],
      ['Bernd Buchhalter'],
      [],
    ]);
    expect([on.get('/user/search').status, on.get('/user/search?query=a&accountId=b').status]).toEqual([
      400, 400,
    ]);
  });

  it('say who can be assigned', () => {
    const on = bench();
    const names = (query: string) =>
      on
        .get(`/user/assignable/search?${query}`)
        .json.all()
        .map((user) => user.at('displayName').value);
    expect(names('project=BUCH&query=')).toEqual(['Anna Admin', 'Karla Kanzlei', 'Bernd Buchhalter']);
    on.jira.setAssignable('BUCH', ACCOUNTS.accountant, false);
    on.made();
    expect(names('issueKey=BUCH-1&query=b')).toEqual([]);
    expect(on.create({ assignee: { accountId: ACCOUNTS.accountant } }).status).toBe(400);
    expect([
      on.get('/user/assignable/search?query=a').status,
      on.get('/user/assignable/search?project=BUCH').status,
      on.get('/user/assignable/search?project=GEHEIM&query=').status,
    ]).toEqual([400, 400, 404]);
  });

  it('name groups by id and by search', () => {
    const on = bench();
    expect(on.get('/groups/picker?query=DATEV-firm').json.at('groups', 0, 'groupId').value).toBe(
      GROUPS.firmLeads,
    );
    expect(on.get('/groups/picker', OUTSIDER).json.at('total').value).toBe(0);
    expect(on.get(`/group/bulk?groupId=${GROUPS.firmLeads}`).json.at('values').value).toEqual([
      { name: 'datev-firm-leads', groupId: GROUPS.firmLeads },
    ]);
    expect(on.get('/group/bulk', OUTSIDER).status).toBe(403);
    expect(
      on
        .get(`/user/groups?accountId=${ACCOUNTS.firmLead}`)
        .json.all()
        .map((group) => group.at('name').value),
    ).toContain('datev-firm-leads');
    expect([
      on.get('/user/groups?accountId=nobody').status,
      on.get(`/user/groups?accountId=${ACCOUNTS.admin}`, OUTSIDER).status,
    ]).toEqual([404, 403]);
    expect(
      on.get(`/group/member?groupId=${GROUPS.firmLeads}`, ADMIN).json.at('values', 0, 'accountId').value,
    ).toBe(ACCOUNTS.firmLead);
    expect([
      on.get('/group/member?groupId=x', ADMIN).status,
      on.get('/group/member', ADMIN).status,
      on.get(`/group/member?groupId=${GROUPS.firmLeads}`, OUTSIDER).status,
    ]).toEqual([404, 400, 403]);
  });
});

describe('permissions', () => {
  it('are told for oneself', () => {
    const on = bench();
    const key = on.made();
    const has = (query: string, as = APP) => {
      const permissions = on.get(`/mypermissions?${query}`, as).json.at('permissions').value as Record<
        string,
        { havePermission: boolean }
      >;
      return Object.values(permissions).map((one) => one.havePermission);
    };
    expect(has('permissions=ADMINISTER', ADMIN)).toEqual([true]);
    expect(has('permissions=ADMINISTER', FIRM_LEAD)).toEqual([false]);
    expect(has(`issueKey=${key}&permissions=EDIT_ISSUES,DELETE_ALL_ATTACHMENTS`)).toEqual([true, false]);
    expect(has('projectKey=BUCH&permissions=CREATE_ISSUES', ACCOUNTANT)).toEqual([true]);
    const status = (query: string, as = APP) => on.get(`/mypermissions?${query}`, as).status;
    expect([
      status(''),
      status('permissions=FLY'),
      status('permissions=EDIT_ISSUES&projectKey=GEHEIM'),
      status('permissions=EDIT_ISSUES&issueId=1'),
    ]).toEqual([400, 400, 404, 404]);
  });

  it('are checked for others by the app and by admins', () => {
    const on = bench();
    on.made();
    const body = {
      accountId: ACCOUNTS.accountant,
      globalPermissions: ['ADMINISTER'],
      projectPermissions: [
        { permissions: ['EDIT_ISSUES', 'DELETE_ISSUES'], projects: [10000, 10002, 99], issues: [10200] },
      ],
    };
    expect(on.send('POST', '/permissions/check', { as: APP, body }).json.value).toEqual({
      globalPermissions: [],
      projectPermissions: [
        { permission: 'EDIT_ISSUES', projects: [10000], issues: [10200] },
        { permission: 'DELETE_ISSUES', projects: [], issues: [] },
      ],
    });
    const status = (as: typeof APP, change: object = {}) =>
      on.send('POST', '/permissions/check', { as, body: { ...body, ...change } }).status;
    expect([
      status(ADMIN),
      status(FIRM_LEAD),
      status(ACCOUNTANT),
      status(APP, { accountId: 'x' }),
      status(APP, { globalPermissions: ['FLY'] }),
      status(APP, { projectPermissions: [{ permissions: [] }] }),
    ]).toEqual([200, 403, 200, 400, 400, 400]);
  });
});

describe('projects, types and statuses', () => {
  it('show what the caller may see', () => {
    const on = bench();
    const keys = (query: string, as = APP) =>
      on
        .get(`/project/search?${query}`, as)
        .json.all('values')
        .map((project) => project.at('key').value);
    expect([keys(''), keys('', ADMIN), keys('', OUTSIDER)]).toEqual([
      ['BUCH', 'PFLICHT', 'TEAM'],
      ['BUCH', 'GEHEIM', 'PFLICHT', 'TEAM'],
      [],
    ]);
    expect([keys('query=pflicht'), keys('keys=TEAM'), keys('id=10000&action=create')]).toEqual([
      ['PFLICHT'],
      ['TEAM'],
      ['BUCH'],
    ]);
    expect(on.send('GET', '/project/search?action=fly', { as: APP, bad: true }).status).toBe(400);
    expect(keys('orderBy=-name')).toEqual(['TEAM', 'PFLICHT', 'BUCH']);
    expect(on.get('/project/search?orderBy=issueCount').status).toBe(400);
    const first = on.get('/project/search?maxResults=2').json;
    expect([first.at('total').value, first.at('isLast').value, String(first.at('nextPage').value)]).toEqual([
      3,
      false,
      expect.stringContaining('startAt=2'),
    ]);
    expect([
      on.get('/project/BUCH').json.at('style').value,
      on.get('/project/10001').json.at('simplified').value,
    ]).toEqual(['classic', true]);
    expect([on.get('/project/GEHEIM').status, on.get('/project/GEHEIM/statuses').status]).toEqual([404, 404]);
  });

  it('list statuses per type, and all of them with the scope of team-managed ones', () => {
    const on = bench();
    const names = on
      .get('/project/BUCH/statuses')
      .json.at(0)
      .all('statuses')
      .map((status) => `${status.at('name').value}/${status.at('statusCategory', 'key').value}`);
    expect(names).toEqual([
      'Open/new',
      'In correction/indeterminate',
      'Done/done',
      'Closed without sending/done',
      'On hold/indeterminate',
    ]);
    const done = on
      .get('/status')
      .json.all()
      .filter((status) => status.at('name').value === 'Done');
    expect(done.map((status) => status.at('scope', 'project', 'id').value)).toEqual([undefined, '10001']);
    expect(on.get('/status', OUTSIDER).json.value).toEqual([]);
    expect(
      on
        .get('/statuscategory')
        .json.all()
        .map((one) => one.at('key').value),
    ).toEqual(['new', 'indeterminate', 'done']);
    expect(on.get('/issuetype').json.all()).toHaveLength(3);
    expect(
      on
        .get('/issuetype/project?projectId=10000')
        .json.all()
        .map((type) => type.at('name').value),
    ).toEqual(['Task', 'Bug']);
    expect(on.get('/issuetype/project?projectId=10002').status).toBe(404);
  });

  it('describe the create screen, and nothing else', () => {
    const on = bench();
    expect(
      on
        .get('/issue/createmeta/BUCH/issuetypes')
        .json.all('issueTypes')
        .map((type) => type.at('name').value),
    ).toEqual(['Task', 'Bug']);
    const fields = on.get('/issue/createmeta/PFLICHT/issuetypes/10001').json.all('fields');
    expect(
      fields.filter((field) => field.at('required').value).map((field) => field.at('fieldId').value),
    ).toEqual(['summary', 'issuetype', 'project', 'customfield_10041']);
    expect(fields.map((field) => field.at('fieldId').value)).not.toContain('customfield_10045');
    expect(
      fields
        .find((field) => field.at('fieldId').value === 'customfield_10041')
        ?.all('allowedValues')
        .map((value) => value.at('value').value),
    ).toEqual(['Finanzbuchhaltung', 'Lohn', 'Steuern']);
    const page = on.get('/issue/createmeta/BUCH/issuetypes/10001?maxResults=3&startAt=3').json;
    expect([page.all('fields').length, page.at('startAt').value, Number(page.at('total').value) > 6]).toEqual(
      [3, 3, true],
    );
    expect([
      on.get('/issue/createmeta/GEHEIM/issuetypes').status,
      on.get('/issue/createmeta/BUCH/issuetypes/10003').status,
    ]).toEqual([400, 400]);
    on.jira.setPermission('BUCH', 'CREATE_ISSUES', ACCOUNTS.app, false);
    expect(on.get('/issue/createmeta/BUCH/issuetypes').json.all('issueTypes')).toEqual([]);
  });

  it('list fields with the schema that tells an app’s own ones', () => {
    const on = bench();
    const own = on
      .get('/field')
      .json.all()
      .filter((field) => String(field.at('schema', 'custom').value).startsWith('ari:'));
    expect(own.map((field) => field.at('schema', 'custom').value)).toEqual(
      ['datev-external-id', 'datev-job-id', 'datev-mandant', 'datev-error-code'].map(
        (key) =>
          `ari:cloud:ecosystem::extension/7d0b9a52-6c1e-4f0a-9f3e-d57a3c1f2b60/3f2a7d10-95b4-4f60-8f1c-0a4b6c2d8e91/static/${key}`,
      ),
    );
    expect(own[0]?.at('key').value).toBe(own[0]?.at('schema', 'custom').value);
    expect(
      on
        .get('/field', OUTSIDER)
        .json.all()
        .map((field) => field.at('id').value),
    ).not.toContain('customfield_10060');
    const searched = on.get('/field/search?type=custom&query=datev').json.all('values');
    expect(searched.map((field) => field.at('isLocked').value)).toEqual([true, true, true, true]);
    expect(on.get('/field/search?id=customfield_10060').json.at('total').value).toBe(0);
  });

  it('know priorities and the server', () => {
    const on = bench();
    expect(
      on
        .get('/priority/search')
        .json.all('values')
        .map((one) => one.at('name').value),
    ).toEqual(['Highest', 'High', 'Medium', 'Low']);
    expect(on.get('/serverInfo').json.at('serverTime').value).toBe('2026-12-01T09:00:00.000+0100');
  });

  it('exist a second time with other ids and names everywhere', () => {
    const on = bench({ idOffset: 7000, statusNames: { done: 'Erledigt' } });
    const [first, second] = [site(), site({ idOffset: 7000 })];
    const ids = (one: typeof first) =>
      [
        ...one.projects,
        ...one.statuses,
        ...one.types,
        ...one.fields.filter((field) => field.custom !== undefined),
      ].map((each) => each.id);
    expect(ids(first).filter((id) => ids(second).includes(id))).toEqual([]);
    const key = on.made({ customfield_17041: { id: '17020' } });
    expect(on.move(key, '7021').status).toBe(204);
    expect(on.get(`/issue/${key}?fields=status`).json.at('fields', 'status', 'name').value).toBe('Erledigt');
  });
});
