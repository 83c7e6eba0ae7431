import { describe, expect, it } from 'vitest';
import { ACCOUNTS, GROUPS } from '../../../packages/sandbox/jira/site';
import { ACCOUNTANT, ADMIN, APP, bench } from './bench';

const TASK = { project: 'BUCH', typeId: '10001' };

describe('what an admin can do to the site behind the app’s back', () => {
  it('renames fields and statuses under their ids', () => {
    const on = bench();
    on.jira.setIndexLag(0);
    const key = on.made({ customfield_10041: { id: '10021' } });
    on.jira.renameField('customfield_10041', 'Bereich');
    on.jira.renameStatus('10000', 'Offen');
    expect(on.find('Bereich = Lohn AND status = Offen')).toEqual([key]);
    expect(on.send('POST', '/search/jql', { as: APP, body: { jql: 'Abteilung = Lohn' } }).status).toBe(400);
  });

  it('deletes a field with its values and from every screen', () => {
    const on = bench();
    const key = on.made({ customfield_10041: { id: '10021' } });
    on.jira.deleteField('customfield_10041');
    expect(on.get(`/issue/${key}`).json.at('fields', 'customfield_10041').value).toBeUndefined();
    expect(on.create({ customfield_10041: { id: '10021' } }).status).toBe(400);
    expect(on.create({ project: { key: 'PFLICHT' } }).status).toBe(201);
    expect(JSON.stringify(on.get('/issue/createmeta/BUCH/issuetypes/10001').json.value)).not.toContain(
      'customfield_10041',
    );
  });

  it('takes a status out of one type’s workflow', () => {
    const on = bench();
    const [task, bug] = [on.made(), on.made({ issuetype: { id: '10002' } })];
    on.jira.removeStatusFromWorkflow(TASK, '10001');
    const reachable = (key: string) =>
      on
        .get(`/issue/${key}/transitions`)
        .json.all('transitions')
        .map((one) => one.at('to', 'id').value);
    expect([reachable(task), reachable(bug)]).toEqual([
      ['10002', '10003'],
      ['10001', '10002'],
    ]);
    expect(
      on
        .get('/project/BUCH/statuses')
        .json.at(0)
        .all('statuses')
        .map((status) => status.at('id').value),
    ).not.toContain('10001');
    expect(on.move(task, '11').status).toBe(400);
  });

  it('deletes a project with its issues', () => {
    const on = bench();
    on.jira.setIndexLag(0);
    const key = on.made();
    on.jira.deleteProject('BUCH');
    expect([on.get(`/issue/${key}`).status, on.get('/project/BUCH').status, on.create().status]).toEqual([
      404, 404, 400,
    ]);
    expect(on.find('created >= -1d')).toEqual([]);
  });

  it('gives and takes permissions, for a person before a group', () => {
    const on = bench();
    const key = on.made();
    on.jira.setPermission('BUCH', 'BROWSE_PROJECTS', `group:${GROUPS.everybody}`, false);
    expect(on.get(`/issue/${key}`, ACCOUNTANT).status).toBe(404);
    on.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.accountant, true);
    expect(on.get(`/issue/${key}`, ACCOUNTANT).status).toBe(200);
    on.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.app, false);
    expect([on.get(`/issue/${key}`).status, on.create().status, on.get('/project/BUCH').status]).toEqual([
      404, 400, 404,
    ]);
  });

  it('demands a field and puts it on the screens or takes it off', () => {
    const on = bench();
    on.jira.setRequired(TASK, 'customfield_10045', true);
    expect(on.create().json.at('errors', 'customfield_10045').value).toBe('Interne Notiz is required.');
    expect(on.create({ customfield_10045: 'x' }).status).toBe(400);
    on.jira.putFieldOnScreen(TASK, 'customfield_10045', true);
    expect(on.create({ customfield_10045: 'x' }).status).toBe(201);
    on.jira.setRequired(TASK, 'customfield_10045', false);
    on.jira.putFieldOnScreen(TASK, 'customfield_10045', false);
    expect([on.create().status, on.create({ customfield_10045: 'x' }).status]).toEqual([201, 400]);
  });

  it('complains about what the site does not have', () => {
    const on = bench();
    expect(() => on.jira.renameField('customfield_1', 'x')).toThrow('no field customfield_1');
    expect(() => on.jira.setPermission('NIX', 'EDIT_ISSUES', ACCOUNTS.app, true)).toThrow('no project NIX');
    expect(() => on.jira.removeStatusFromWorkflow({ project: 'BUCH', typeId: '1' }, '10001')).toThrow(
      'no type 1',
    );
    expect(() => on.jira.deleteProject('NIX')).toThrow('no project NIX');
  });

  it('can show everything there is', () => {
    const on = bench();
    on.made({ summary: 'Kanarienvogel' }, { as: ADMIN });
    expect(on.jira.wholeState()).toContain('Kanarienvogel');
    expect(on.jira.wholeState()).not.toContain('Wellensittich');
  });
});
