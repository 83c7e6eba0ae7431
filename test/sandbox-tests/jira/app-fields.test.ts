import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../../packages/sandbox/jira/site';
import { ACCOUNTANT, ADMIN, APP, bench, SCOPES } from './bench';

const FIELD = 'customfield_10101';
const set = (value: unknown, ...issueIds: number[]) => ({ updates: [{ issueIds, value }] });

describe('the app’s own fields', () => {
  it('are written by the app alone, by id or by key, and show in the changelog', () => {
    const on = bench();
    const key = on.made();
    expect(on.send('PUT', `/app/field/${FIELD}/value`, { as: APP, body: set('4711', 10200) }).status).toBe(
      204,
    );
    expect(on.get(`/issue/${key}?fields=${FIELD}`).json.at('fields', FIELD).value).toBe('4711');
    expect(on.get(`/issue/${key}/changelog`).json.at('values', 0, 'items', 0).value).toEqual({
      field: 'DATEV job id',
      fieldId: FIELD,
      fieldtype: 'custom',
      from: null,
      fromString: null,
      to: null,
      toString: '4711',
    });
    const ari = String(on.jira.site().fields.find((field) => field.id === FIELD)?.key);
    expect(
      on.send('PUT', `/app/field/${encodeURIComponent(ari)}/value?generateChangelog=false`, {
        as: APP,
        body: set(null, 10200),
      }).status,
    ).toBe(204);
    expect(on.get(`/issue/${key}?fields=${FIELD}`).json.at('fields', FIELD).value).toBeNull();
    expect(on.get(`/issue/${key}/changelog`).json.at('total').value).toBe(1);
  });

  it('are left alone by everybody else', () => {
    const on = bench();
    on.made();
    const put = (as: typeof APP, field = FIELD) =>
      on.send('PUT', `/app/field/${field}/value`, { as, body: set('x', 10200) }).status;
    expect([
      put(ADMIN),
      put({ kind: 'app-user', accountId: ACCOUNTS.admin, scopes: SCOPES }),
      put(APP, 'customfield_10040'),
      put(APP, 'customfield_1'),
    ]).toEqual([403, 403, 403, 404]);
    expect(
      on.send('PUT', '/issue/BUCH-1', { as: ACCOUNTANT, body: { fields: { [FIELD]: 'x' } } }).status,
    ).toBe(400);
  });

  it('take texts on issues that exist, or nothing at all', () => {
    const on = bench();
    on.made();
    const put = (body: unknown) => on.send('PUT', `/app/field/${FIELD}/value`, { as: APP, body }).status;
    expect([put(set(7, 10200)), put(set('x', 10200, 99)), put({ updates: [] })]).toEqual([400, 400, 400]);
    expect(on.get(`/issue/BUCH-1?fields=${FIELD}`).json.at('fields', FIELD).value).toBeNull();
    on.send('PUT', '/issue/BUCH-1', { as: ADMIN, body: { fields: { security: { id: '10050' } } } });
    expect(put(set('x', 10200))).toBe(400);
  });

  it('can be written several at once', () => {
    const on = bench();
    on.made();
    on.made();
    const updates = [
      { customField: FIELD, issueIds: [10200, 10201], value: '1' },
      { customField: 'customfield_10100', issueIds: [10200], value: 'S-1' },
    ];
    expect(on.send('POST', '/app/field/value', { as: APP, body: { updates } }).status).toBe(204);
    expect(on.get(`/issue/BUCH-1?fields=${FIELD},customfield_10100`).json.at('fields').value).toEqual({
      [FIELD]: '1',
      customfield_10100: 'S-1',
    });
    const status = (change: object) =>
      on.send('POST', '/app/field/value', { as: APP, body: { updates: [{ ...updates[0], ...change }] } })
        .status;
    expect([
      status({ customField: 'customfield_1' }),
      status({ customField: 'customfield_10040' }),
      status({ value: 1 }),
    ]).toEqual([404, 403, 400]);
  });
});
