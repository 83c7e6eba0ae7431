import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../../packages/sandbox/jira/site';
import { ACCOUNTANT, ADMIN, APP, bench, doc, OUTSIDER } from './bench';

const SCREEN = (field: string) =>
  `Field '${field}' cannot be set. It is not on the appropriate screen, or unknown.`;

describe('creating an issue', () => {
  it('stores fields and properties in one call and reads its own write', () => {
    const on = bench();
    const key = on.made(
      {
        description: doc('Bitte korrigieren.'),
        labels: ['datev'],
        assignee: { accountId: ACCOUNTS.accountant },
        customfield_10041: { value: 'Lohn' },
        customfield_10042: 12.5,
        customfield_10044: '2026-12-24',
      },
      { properties: [{ key: 'datev', value: { externalId: 'S-1' } }] },
    );
    const issue = on.get(`/issue/${key}?properties=*all&expand=names,schema`).json;
    expect(key).toBe('BUCH-1');
    expect(issue.at('fields', 'status', 'name').value).toBe('Open');
    expect(issue.at('fields', 'assignee', 'accountId').value).toBe(ACCOUNTS.accountant);
    expect(issue.at('fields', 'creator', 'accountId').value).toBe(ACCOUNTS.app);
    expect(issue.at('fields', 'customfield_10041', 'value').value).toBe('Lohn');
    expect(issue.at('fields', 'created').value).toBe('2026-12-01T09:00:00.000+0100');
    expect(issue.at('properties', 'datev', 'externalId').value).toBe('S-1');
    expect(issue.at('names', 'customfield_10041').value).toBe('Abteilung');
  });

  it('numbers issues per project and never gives a number twice', () => {
    const on = bench();
    const first = on.made();
    expect(on.send('DELETE', `/issue/${first}`, { as: ADMIN }).status).toBe(204);
    expect(on.made()).toBe('BUCH-2');
    expect(on.made({ project: { key: 'TEAM' }, issuetype: { id: '10003' } })).toBe('TEAM-1');
    expect(on.get(`/issue/${first}`).status).toBe(404);
  });

  it.each<readonly [string, Readonly<Record<string, unknown>>, string, string]>([
    [
      'a summary of 255 characters',
      { summary: 'x'.repeat(255) },
      'summary',
      'Summary must be less than 255 characters.',
    ],
    [
      'a summary with a line break',
      { summary: 'a\nb' },
      'summary',
      'The summary is invalid because it contains newline characters.',
    ],
    ['an empty summary', { summary: ' ' }, 'summary', 'You must specify a summary of the issue.'],
    [
      'a description that is a text',
      { description: 'text' },
      'description',
      'Operation value must be an Atlassian Document (see the Atlassian Document Format)',
    ],
    [
      'a description that is too long',
      { description: doc('x'.repeat(32_767)) },
      'description',
      'The entered text is too long. It exceeds the allowed limit of 32,767 characters.',
    ],
    ['a field on no screen', { customfield_10045: 'x' }, 'customfield_10045', SCREEN('customfield_10045')],
    ['an unknown field', { customfield_1: 'x' }, 'customfield_1', SCREEN('customfield_1')],
    ['another project’s field', { customfield_10060: 'x' }, 'customfield_10060', SCREEN('customfield_10060')],
    ['an app’s own field', { customfield_10100: 'x' }, 'customfield_10100', SCREEN('customfield_10100')],
    [
      'a reporter the caller may not set',
      { reporter: { accountId: ACCOUNTS.admin } },
      'reporter',
      SCREEN('reporter'),
    ],
    ['the status', { status: { id: '10002' } }, 'status', SCREEN('status')],
    [
      'an issue type of another project',
      { issuetype: { id: '10003' } },
      'issuetype',
      'Specify a valid issue type',
    ],
    [
      'an assignee who is not assignable',
      { assignee: { accountId: ACCOUNTS.outsider } },
      'assignee',
      `User '${ACCOUNTS.outsider}' cannot be assigned issues.`,
    ],
    [
      'an assignee who does not exist',
      { assignee: { accountId: 'nobody' } },
      'assignee',
      'Specify a valid value for assignee',
    ],
    [
      'an unknown option',
      { customfield_10041: { id: '1' } },
      'customfield_10041',
      "Option id '1' is not valid",
    ],
    [
      'a number as text',
      { customfield_10042: '12' },
      'customfield_10042',
      'Operation value must be a number',
    ],
    [
      'a text that is too long',
      { customfield_10040: 'x'.repeat(256) },
      'customfield_10040',
      'The entered text is too long. It exceeds the allowed limit of 255 characters.',
    ],
    [
      'a label with a space',
      { labels: ['zwei Worte'] },
      'labels',
      "The label 'zwei Worte' contains spaces which is invalid.",
    ],
    [
      'a day that does not exist',
      { duedate: '2026-02-30' },
      'duedate',
      'Error parsing date string: 2026-02-30',
    ],
    ['an unknown project', { project: { key: 'NIX' } }, 'project', 'Specify a valid project ID or key'],
    [
      'a project nobody else sees',
      { project: { key: 'GEHEIM' } },
      'project',
      'Specify a valid project ID or key',
    ],
  ])('refuses %s and stores nothing', (_what, fields, field, message) => {
    const on = bench();
    const got = on.create(fields);
    expect([got.status, got.json.at('errors', field).value]).toEqual([400, message]);
    expect(on.get('/issue/BUCH-1').status).toBe(404);
  });

  it('takes a summary of 254 characters and a description of exactly the limit', () => {
    const on = bench();
    const room = 32_767 - JSON.stringify(doc('')).length;
    expect(on.create({ summary: 'x'.repeat(254), description: doc('x'.repeat(room)) }).status).toBe(201);
    expect(on.create({ description: doc('x'.repeat(room + 1)) }).status).toBe(400);
  });

  it('refuses rich text that is no Atlassian document', () => {
    const on = bench();
    const got = on.create(
      {
        description: {
          type: 'doc',
          version: 1,
          content: [{ type: 'paragraph', content: [{ type: 'text', text: '' }] }],
        },
      },
      { bad: true },
    );
    expect([got.status, got.json.at('errorMessages', 0).value]).toEqual([400, 'INVALID_INPUT']);
  });

  it('wants the required field of its project', () => {
    const on = bench();
    const at = { project: { key: 'PFLICHT' } };
    expect(on.create(at).json.at('errors', 'customfield_10041').value).toBe('Abteilung is required.');
    expect(on.create({ ...at, customfield_10041: { id: '10020' } }).status).toBe(201);
  });

  it('says 403 or, where the site does so, 400 to somebody who sees the project but may not create', () => {
    const on = bench();
    on.jira.setPermission('BUCH', 'CREATE_ISSUES', ACCOUNTS.app, false);
    expect(on.create().status).toBe(403);
    on.jira.setCreateRefusal(400);
    expect(on.create().status).toBe(400);
  });

  it('refuses a property that is too long and keeps the issue unmade', () => {
    const on = bench();
    expect(on.create({}, { properties: [{ key: 'datev', value: 'x'.repeat(32_767) }] }).status).toBe(400);
    expect(on.create({}, { properties: [{ key: 'datev', value: 'x'.repeat(32_766) }] }).status).toBe(201);
    expect(on.create({}, { properties: [{ key: 'k'.repeat(256), value: 1 }] }).status).toBe(400);
  });
});

describe('editing an issue', () => {
  it('does not ask the edit screen, but the project', () => {
    const on = bench();
    const key = on.made();
    expect(
      on.send('PUT', `/issue/${key}`, { as: APP, body: { fields: { customfield_10045: 'hinten' } } }).status,
    ).toBe(204);
    expect(on.get(`/issue/${key}?fields=customfield_10045`).json.at('fields').value).toEqual({
      customfield_10045: 'hinten',
    });
    const refused = on.send('PUT', `/issue/${key}`, {
      as: APP,
      body: { fields: { customfield_10060: 'x', customfield_10100: 'x' } },
    });
    expect(Object.keys(refused.json.at('errors').value as object)).toEqual([
      'customfield_10060',
      'customfield_10100',
    ]);
  });

  it('answers with the issue when asked to', () => {
    const on = bench();
    const got = on.send('PUT', `/issue/${on.made()}?returnIssue=true`, {
      as: APP,
      body: { update: { labels: [{ add: 'eins' }, { add: 'zwei' }, { remove: 'eins' }] } },
    });
    expect([got.status, got.json.at('fields', 'labels').value]).toEqual([200, ['zwei']]);
  });

  it('refuses a field in both parts, an emptied required field, and somebody without the permission', () => {
    const on = bench();
    const key = on.made();
    const both = on.send('PUT', `/issue/${key}`, {
      as: APP,
      body: { fields: { labels: ['a'] }, update: { labels: [{ add: 'b' }] } },
    });
    expect(both.json.at('errors', 'labels').value).toBe(
      "Field 'labels' cannot appear in both 'fields' and 'update'",
    );
    const strict = on.made({ project: { key: 'PFLICHT' }, customfield_10041: { id: '10020' } });
    expect(
      on
        .send('PUT', `/issue/${strict}`, { as: APP, body: { fields: { customfield_10041: null } } })
        .json.at('errors', 'customfield_10041').value,
    ).toBe('Abteilung is required.');
    on.jira.setPermission('BUCH', 'EDIT_ISSUES', ACCOUNTS.app, false);
    expect(on.send('PUT', `/issue/${key}`, { as: APP, body: { fields: { labels: ['a'] } } }).status).toBe(
      403,
    );
    expect(
      on.send('PUT', `/issue/${key}?overrideScreenSecurity=true`, {
        as: ACCOUNTANT,
        body: { fields: { labels: ['a'] } },
      }).status,
    ).toBe(403);
    expect(
      on.send('PUT', `/issue/${key}`, { as: OUTSIDER, body: { fields: { labels: ['a'] } } }).status,
    ).toBe(404);
  });

  it('answers 409 to prepared conflicts and changes nothing', () => {
    const on = bench();
    const created = on.create().json;
    on.jira.conflictNext(String(created.at('id').value), 1);
    const edit = () =>
      on.send('PUT', `/issue/${created.at('id').value}`, { as: APP, body: { fields: { labels: ['a'] } } })
        .status;
    expect([edit(), edit()]).toEqual([409, 204]);
    on.jira.conflictNext(String(created.at('id').value), 1);
    expect([on.move('BUCH-1', '11').status, on.move('BUCH-1', '11').status]).toEqual([409, 204]);
  });

  it('assigns and unassigns', () => {
    const on = bench();
    const key = on.made();
    expect(
      on.send('PUT', `/issue/${key}/assignee`, { as: APP, body: { accountId: ACCOUNTS.firmLead } }).status,
    ).toBe(204);
    expect(on.get(`/issue/${key}?fields=assignee`).json.at('fields', 'assignee', 'displayName').value).toBe(
      'Karla Kanzlei',
    );
    expect(
      on.send('PUT', `/issue/${key}/assignee`, { as: APP, body: { accountId: ACCOUNTS.outsider } }).status,
    ).toBe(400);
    expect(
      on.send('PUT', `/issue/${key}/assignee`, { as: ADMIN, body: { accountId: null }, bad: true }).status,
    ).toBe(204);
    on.jira.setPermission('BUCH', 'ASSIGN_ISSUES', ACCOUNTS.app, false);
    expect(
      on.send('PUT', `/issue/${key}/assignee`, { as: APP, body: { accountId: ACCOUNTS.firmLead } }).status,
    ).toBe(403);
  });
});

describe('reading issues', () => {
  it('fetches many by id, ascending, without what is unknown or hidden', () => {
    const on = bench();
    const keys = [on.made(), on.made(), on.made({ security: { id: '10050' } }, { as: ACCOUNTANT })];
    const got = on.send('POST', '/issue/bulkfetch', {
      as: APP,
      body: { issueIdsOrKeys: [keys[1], keys[0], keys[2], 'BUCH-99'], fields: ['summary'] },
    });
    expect(got.json.all('issues').map((issue) => issue.at('key').value)).toEqual(['BUCH-1', 'BUCH-2']);
    const over = Array.from({ length: 101 }, (_, i) => `BUCH-${i}`);
    expect(on.send('POST', '/issue/bulkfetch', { as: APP, body: { issueIdsOrKeys: over } }).status).toBe(400);
    expect(
      on.send('POST', '/issue/bulkfetch', { as: APP, body: { issueIdsOrKeys: over.slice(1) } }).status,
    ).toBe(200);
    expect(on.send('POST', '/issue/bulkfetch', { as: APP, body: { issueIdsOrKeys: [] } }).status).toBe(400);
  });

  it('hides an issue whose security level leaves the caller out', () => {
    const on = bench();
    const key = on.made();
    expect(
      on.send('PUT', `/issue/${key}`, { as: ADMIN, body: { fields: { security: { id: '10050' } } } }).status,
    ).toBe(204);
    expect([
      on.get(`/issue/${key}`).status,
      on.get(`/issue/${key}`, ACCOUNTANT).status,
      on.get(`/issue/${key}`, ADMIN).status,
    ]).toEqual([404, 404, 200]);
    expect(on.get(`/issue/${key}`).json.at('errorMessages', 0).value).toBe(
      'Issue does not exist or you do not have permission to see it.',
    );
  });

  it('deletes only for those who may', () => {
    const on = bench();
    const key = on.made();
    expect([
      on.send('DELETE', `/issue/${key}`, { as: APP }).status,
      on.send('DELETE', `/issue/${key}`, { as: OUTSIDER }).status,
    ]).toEqual([403, 404]);
    expect([on.send('DELETE', `/issue/${key}`).status, on.send('DELETE', `/issue/${key}`).status]).toEqual([
      204, 404,
    ]);
  });
});
