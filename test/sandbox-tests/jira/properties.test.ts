import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../../packages/sandbox/jira/site';
import { ACCOUNTANT, APP, bench, OUTSIDER } from './bench';

describe('issue properties', () => {
  it('say 201 when new and 200 when replaced, and change neither the update time nor the changelog', () => {
    const on = bench();
    const key = on.made();
    const before = on.get(`/issue/${key}?fields=updated`).json.at('fields').value;
    on.advance(60_000);
    const put = (value: unknown) =>
      on.send('PUT', `/issue/${key}/properties/datev`, { as: APP, body: value }).status;
    expect([put({ jobId: '1' }), put({ jobId: '2' })]).toEqual([201, 200]);
    expect(on.get(`/issue/${key}/properties/datev`).json.value).toEqual({
      key: 'datev',
      value: { jobId: '2' },
    });
    expect(
      on
        .get(`/issue/${key}/properties`)
        .json.all('keys')
        .map((one) => one.at('key').value),
    ).toEqual(['datev']);
    expect(on.get(`/issue/${key}?fields=updated`).json.at('fields').value).toEqual(before);
    expect(on.get(`/issue/${key}/changelog`).json.at('total').value).toBe(0);
  });

  it('can be read by everybody who sees the issue and written by those who edit it', () => {
    const on = bench();
    const key = on.made({}, { properties: [{ key: 'datev', value: 1 }] });
    const at = `/issue/${key}/properties/datev`;
    expect([
      on.get(at, ACCOUNTANT).status,
      on.get(at, OUTSIDER).status,
      on.get(`/issue/${key}/properties`, OUTSIDER).status,
    ]).toEqual([200, 404, 404]);
    on.jira.setPermission('BUCH', 'EDIT_ISSUES', ACCOUNTS.app, false);
    expect([
      on.send('PUT', at, { as: APP, body: 2 }).status,
      on.send('DELETE', at, { as: APP }).status,
    ]).toEqual([403, 404]);
    expect([
      on.send('DELETE', at, { as: ACCOUNTANT }).status,
      on.send('DELETE', at, { as: ACCOUNTANT }).status,
      on.get(at).status,
    ]).toEqual([204, 404, 404]);
    expect(on.send('PUT', '/issue/BUCH-9/properties/datev', { as: APP, body: 1 }).status).toBe(404);
  });

  it('hold 32,768 characters and keys of 255', () => {
    const on = bench();
    const key = on.made();
    const put = (name: string, length: number) =>
      on.send('PUT', `/issue/${key}/properties/${name}`, { as: APP, body: 'x'.repeat(length - 2) }).status;
    expect([put('a', 32_768), put('a', 32_769), put('k'.repeat(255), 10), put('k'.repeat(256), 10)]).toEqual([
      201, 400, 201, 400,
    ]);
  });
});
