import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../../packages/sandbox/jira/site';
import { ACCOUNTANT, APP, type Bench, bench, doc, OUTSIDER } from './bench';

function commented(on: Bench, key: string, word: string): string {
  const got = on.send('POST', `/issue/${key}/comment`, {
    as: APP,
    body: { body: doc(word), properties: [{ key: 'datev', value: { event: word } }] },
  });
  expect(got.status).toBe(201);
  return String(got.json.at('id').value);
}

describe('comments', () => {
  it('carry properties, which show only when asked for', () => {
    const on = bench();
    const key = on.made();
    const id = commented(on, key, 'eins');
    expect(on.get(`/issue/${key}/comment/${id}`).json.at('properties').value).toBeUndefined();
    const shown = on
      .get(`/issue/${key}/comment?expand=properties`)
      .json.at('comments', 0, 'properties').value;
    expect(shown).toEqual([{ key: 'datev', value: { event: 'eins' } }]);
    const listed = on.send('POST', '/comment/list?expand=properties', {
      as: APP,
      body: { ids: [Number(id)] },
    });
    expect(listed.json.at('values', 0, 'properties', 0, 'value', 'event').value).toBe('eins');
  });

  it('are paged by creation, either way', () => {
    const on = bench();
    const key = on.made();
    for (const word of ['eins', 'zwei', 'drei']) {
      commented(on, key, word);
      on.advance(1000);
    }
    const words = (query: string) =>
      on
        .get(`/issue/${key}/comment?${query}`)
        .json.all('comments')
        .map((one) => one.at('body', 'content', 0, 'content', 0, 'text').value);
    expect(words('maxResults=2')).toEqual(['eins', 'zwei']);
    expect(words('maxResults=2&orderBy=-created')).toEqual(['drei', 'zwei']);
    expect(words('startAt=2&orderBy=created')).toEqual(['drei']);
    expect(on.send('GET', `/issue/${key}/comment?orderBy=updated`, { bad: true }).status).toBe(400);
  });

  it.each([
    ['a text', 'nur Text', 'Comment body is not valid!'],
    ['nothing', undefined, 'Comment body can not be empty!'],
    ['an empty document', { type: 'doc', version: 1, content: [] }, 'Comment body can not be empty!'],
    [
      'too much',
      doc('x'.repeat(32_767)),
      'The entered text is too long. It exceeds the allowed limit of 32,767 characters.',
    ],
  ])('refuse %s', (_what, body, message) => {
    const on = bench();
    const got = on.send('POST', `/issue/${on.made()}/comment`, { as: APP, body: { body } });
    expect([got.status, got.json.at('errors', 'comment').value]).toEqual([400, message]);
  });

  it('move the issue’s update time, not its changelog', () => {
    const on = bench();
    const key = on.made();
    on.advance(60_000);
    commented(on, key, 'eins');
    expect(on.get(`/issue/${key}?fields=updated`).json.at('fields', 'updated').value).toBe(
      '2026-12-01T09:01:00.000+0100',
    );
    expect(on.get(`/issue/${key}/changelog`).json.at('total').value).toBe(0);
  });

  it('need the permission, and belong to their author', () => {
    const on = bench();
    const key = on.made();
    const id = commented(on, key, 'eins');
    const edit = (as: typeof APP) =>
      on.send('PUT', `/issue/${key}/comment/${id}`, { as, body: { body: doc('neu') } }).status;
    expect([edit(APP), edit(ACCOUNTANT), edit(OUTSIDER)]).toEqual([200, 400, 404]);
    expect(on.send('DELETE', `/issue/${key}/comment/${id}`, { as: ACCOUNTANT }).status).toBe(400);
    expect(on.send('DELETE', `/issue/${key}/comment/${id}`).status).toBe(204);
    expect(on.get(`/issue/${key}/comment/${id}`).status).toBe(404);
    on.jira.setPermission('BUCH', 'ADD_COMMENTS', ACCOUNTS.app, false);
    const refused = on.send('POST', `/issue/${key}/comment`, { as: APP, body: { body: doc('x') } });
    expect([refused.status, refused.json.at('errorMessages', 0).value]).toEqual([
      400,
      'DATEV for Jira, you do not have the permission to comment on this issue.',
    ]);
    expect(on.send('POST', '/issue/BUCH-9/comment', { as: APP, body: { body: doc('x') } }).status).toBe(404);
  });

  it('have properties of their own to read, set and delete', () => {
    const on = bench();
    const id = commented(on, on.made(), 'eins');
    const at = `/comment/${id}/properties`;
    expect(
      on
        .get(at)
        .json.all('keys')
        .map((one) => one.at('key').value),
    ).toEqual(['datev']);
    expect(on.get(`${at}/datev`).json.at('value', 'event').value).toBe('eins');
    expect([
      on.send('PUT', `${at}/neu`, { as: APP, body: { a: 1 } }).status,
      on.send('PUT', `${at}/neu`, { as: APP, body: { a: 2 } }).status,
    ]).toEqual([201, 200]);
    expect(on.send('PUT', `${at}/neu`, { as: ACCOUNTANT, body: 1 }).status).toBe(403);
    expect(on.send('DELETE', `${at}/neu`, { as: ACCOUNTANT }).status).toBe(403);
    expect([
      on.send('DELETE', `${at}/neu`, { as: APP }).status,
      on.send('DELETE', `${at}/neu`, { as: APP }).status,
      on.get(`${at}/neu`).status,
    ]).toEqual([204, 404, 404]);
    expect([
      on.get('/comment/1/properties').status,
      on.send('PUT', '/comment/1/properties/a', { as: APP, body: 1 }).status,
    ]).toEqual([404, 404]);
    expect(on.send('POST', '/comment/list', { as: APP, body: { ids: [] } }).status).toBe(400);
  });

  it('end at 5,000 per issue', () => {
    const on = bench();
    const key = on.made();
    const { issues } = on.jira.snapshot() as { issues: Record<string, { comments: unknown[] }> };
    const state = on.jira.snapshot() as { issues: Record<string, { comments: unknown[] }> };
    const one = {
      id: '1',
      authorId: ACCOUNTS.app,
      updateAuthorId: ACCOUNTS.app,
      body: doc('x'),
      created: 0,
      updated: 0,
      properties: {},
    };
    for (const id of Object.keys(issues))
      Object.assign(state.issues[id] ?? {}, { comments: Array.from({ length: 4_999 }, () => one) });
    on.jira.restore(state);
    expect(commented(on, key, 'der letzte')).not.toBe('');
    expect(on.send('POST', `/issue/${key}/comment`, { as: APP, body: { body: doc('zu viel') } }).status).toBe(
      413,
    );
  });
});
