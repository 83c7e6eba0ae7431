import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createJira } from '../../../packages/sandbox/jira/create-jira';
import { ROUTES } from '../../../packages/sandbox/jira/routes';
import { ACCOUNTS } from '../../../packages/sandbox/jira/site';
import { sharedPath } from '../../../packages/sandbox/shared-dir';
import { ACCOUNTANT, APP, bench, doc, requestOf, SCOPES } from './bench';

describe('the fake says no', () => {
  it('to paths it does not know, and remembers them', () => {
    const on = bench();
    const got = on.send('GET', '/webhook', { as: APP });
    expect([got.status, got.headers['x-sandbox-not-faked'], on.jira.notFaked()]).toEqual([
      501,
      'true',
      ['GET /rest/api/3/webhook'],
    ]);
    expect(on.jira.operation(requestOf('GET', '/webhook', {}))).toBe('not-faked');
    expect(on.jira.operation(requestOf('POST', '/issue/bulkfetch', {}))).toBe('bulkFetchIssues');
    expect(on.jira.operation(requestOf('GET', '/issue/BUCH-1', {}))).toBe('getIssue');
  });

  it.each<readonly ['GET' | 'POST', string, unknown]>([
    ['GET', '/issue/BUCH-1?feilds=summary', undefined],
    ['GET', '/user?name=anna', undefined],
    ['GET', '/project/search?startAt=a', undefined],
    ['POST', '/search/jql', { jql: 'project = BUCH', startAt: 0 }],
    ['POST', '/search/jql', { jql: 'project = BUCH', maxResults: '50' }],
    ['POST', '/search/jql', [1]],
  ])('to %s %s with unknown or odd parts', (method, path, body) => {
    const on = bench();
    expect(
      on.send(method, path, {
        as: APP,
        ...(body === undefined ? {} : { body }),
        bad: true,
      }).status,
    ).toBe(400);
  });

  it('to members of a body that Jira’s document leaves open', () => {
    const on = bench();
    const key = on.made();
    expect(on.send('POST', '/issue', { as: APP, body: { fields: {}, feilds: {} } }).status).toBe(400);
    expect(
      on.send('POST', `/issue/${key}/comment`, { as: APP, body: { body: doc('x'), propertys: [] } }).status,
    ).toBe(400);
    expect(on.send('POST', '/issue', { as: APP, body: { update: {} } }).status).toBe(400);
  });

  it('to bodies that are no JSON or do not say so', () => {
    const on = bench();
    expect(on.send('POST', '/issue', { as: APP, body: Buffer.from('{'), bad: true }).status).toBe(400);
    expect(
      on.send('POST', '/issue', { as: APP, body: {}, headers: { 'content-type': 'text/plain' }, bad: true })
        .status,
    ).toBe(415);
  });

  it('to strangers and to the app without the scope', () => {
    const on = bench();
    expect(on.send('GET', '/myself', { as: { kind: 'program' } }).status).toBe(401);
    expect(on.send('GET', '/myself', { as: { kind: 'person', accountId: 'nobody' } }).status).toBe(401);
    const narrow = { kind: 'app', scopes: SCOPES.filter((scope) => scope !== 'write:jira-work') } as const;
    expect([
      on.create({}, { as: narrow }).status,
      on.create({}, { as: { ...narrow, kind: 'app-user', accountId: ACCOUNTS.accountant } }).status,
      on.create({}, { as: ACCOUNTANT }).status,
    ]).toEqual([401, 401, 201]);
  });

  const scopes = sharedPath('specs', 'jira', 'operation-scopes.json');
  it.skipIf(scopes === undefined)('with the operation names and scopes of Jira’s document', () => {
    const { operations } = JSON.parse(readFileSync(scopes ?? '', 'utf8')) as {
      operations: Record<string, { operationId: string; classic: string[] }>;
    };
    const wrong = ROUTES.filter((route) => {
      const real = operations[`${route.method} /rest/api/3${route.path}`];
      const ours = route.scope === undefined || route.scope === 'write:app-data:jira' ? [] : [route.scope];
      return real?.operationId !== route.id || (ours.length > 0 && !real.classic.includes(ours[0] ?? ''));
    });
    expect(wrong.map((route) => route.id)).toEqual([]);
  });
});

describe('its state', () => {
  it('is plain JSON that another instance goes on from', () => {
    const on = bench();
    const key = on.made(
      { description: doc('x') },
      { properties: [{ key: 'datev', value: { externalId: 'S-1' } }] },
    );
    on.move(key, '11');
    const state: unknown = JSON.parse(JSON.stringify(on.jira.snapshot()));
    const other = createJira({ world: on.world });
    other.restore(state);
    const ask = requestOf('GET', `/issue/${key}?expand=changelog&properties=*all`, { as: APP });
    expect(other.handle(ask).body).toBe(on.jira.handle(ask).body);
    on.move(key, '21');
    expect(other.handle(ask).body).not.toBe(on.jira.handle(ask).body);
  });
});
