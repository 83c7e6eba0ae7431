import { describe, expect, it } from 'vitest';
import { UPLOAD_LIMIT } from '../../../packages/sandbox/jira/attachments';
import { ACCOUNTS } from '../../../packages/sandbox/jira/site';
import { ACCOUNTANT, ADMIN, APP, type Ask, bench, OUTSIDER } from './bench';

const BYTES = Buffer.from([0x45, 0x0d, 0x0a, 0x2d, 0x2d, 0xe4, 0x00, 0xff]);

function form(files: readonly { readonly name: string; readonly bytes: Uint8Array }[], field = 'file'): Ask {
  const parts = files.flatMap((file) => [
    Buffer.from(
      `--grenze\r\ncontent-disposition: form-data; name="${field}"; filename="${file.name}"\r\ncontent-type: text/csv\r\n\r\n`,
    ),
    Buffer.from(file.bytes),
    Buffer.from('\r\n'),
  ]);
  return {
    as: ACCOUNTANT,
    body: Buffer.concat([...parts, Buffer.from('--grenze--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=grenze', 'x-atlassian-token': 'no-check' },
  };
}
const one = form([{ name: 'EXTF_1.csv', bytes: BYTES }]);

describe('attachments', () => {
  it('keep their bytes and enter the changelog', () => {
    const on = bench();
    const key = on.made();
    const got = on.send('POST', `/issue/${key}/attachments`, one);
    const id = String(got.json.at(0, 'id').value);
    expect([got.status, got.json.at(0, 'filename').value, got.json.at(0, 'size').value]).toEqual([
      200,
      'EXTF_1.csv',
      BYTES.length,
    ]);
    const content = on.jira.handle({
      method: 'GET',
      path: `/rest/api/3/attachment/content/${id}`,
      query: new URLSearchParams('redirect=false'),
      headers: {},
      body: new Uint8Array(),
      caller: APP,
    });
    expect(Buffer.from(content.body as Uint8Array)).toEqual(BYTES);
    expect(on.get(`/attachment/content/${id}`).status).toBe(303);
    expect(on.get(`/attachment/content/${id}`).headers['location']).toContain(
      `/attachment/content/${id}?redirect=false`,
    );
    expect(on.get(`/attachment/${id}`).json.at('id').value).toBe(Number(id));
    expect(on.get(`/issue/${key}?fields=attachment`).json.at('fields', 'attachment', 0, 'id').value).toBe(id);
    expect(on.get(`/issue/${key}/changelog`).json.at('values', 0, 'items', 0).value).toEqual({
      field: 'Attachment',
      fieldId: 'attachment',
      fieldtype: 'jira',
      from: null,
      fromString: null,
      to: id,
      toString: 'EXTF_1.csv',
    });
    expect(on.jira.wholeState()).toContain(BYTES.toString('latin1'));
  });

  it('need the header against forgery, the permission and the issue', () => {
    const on = bench();
    const key = on.made();
    expect(
      on.send('POST', `/issue/${key}/attachments`, {
        ...one,
        headers: { 'content-type': 'multipart/form-data; boundary=grenze' },
      }).status,
    ).toBe(403);
    expect(on.send('POST', `/issue/${key}/attachments`, { ...one, as: OUTSIDER }).status).toBe(404);
    on.jira.setPermission('BUCH', 'CREATE_ATTACHMENTS', ACCOUNTS.accountant, false);
    expect(on.send('POST', `/issue/${key}/attachments`, one).status).toBe(403);
    expect(
      on.send('POST', `/issue/${key}/attachments`, {
        ...form([{ name: 'a', bytes: BYTES }], 'datei'),
        as: ADMIN,
      }).status,
    ).toBe(404);
  });

  it('are at most 60 at once and never over the size limit', () => {
    const on = bench();
    const key = on.made();
    const many = (n: number) =>
      form(Array.from({ length: n }, (_, i) => ({ name: `${i}.csv`, bytes: BYTES })));
    expect([
      on.send('POST', `/issue/${key}/attachments`, many(61)).status,
      on.send('POST', `/issue/${key}/attachments`, many(60)).status,
    ]).toEqual([413, 200]);
    const sized = (n: number) =>
      on.send('POST', `/issue/${key}/attachments`, form([{ name: 'x', bytes: new Uint8Array(n) }])).status;
    expect([sized(UPLOAD_LIMIT), sized(UPLOAD_LIMIT + 1)]).toEqual([200, 413]);
    expect(on.get('/attachment/meta').json.at('uploadLimit').value).toBe(UPLOAD_LIMIT);
  });

  it('may be deleted by their author, by others only with the permission for all', () => {
    const on = bench();
    const key = on.made();
    const id = String(on.send('POST', `/issue/${key}/attachments`, one).json.at(0, 'id').value);
    const remove = (as: typeof APP) => on.send('DELETE', `/attachment/${id}`, { as }).status;
    expect([remove(OUTSIDER), remove(APP)]).toEqual([404, 403]);
    on.jira.setPermission('BUCH', 'DELETE_ALL_ATTACHMENTS', ACCOUNTS.app, true);
    expect([
      remove(APP),
      remove(APP),
      on.get(`/attachment/${id}`).status,
      on.get(`/attachment/content/${id}`).status,
    ]).toEqual([204, 404, 404, 404]);
    expect(on.jira.wholeState()).not.toContain(BYTES.toString('latin1'));
    const own = String(
      on.send('POST', `/issue/${key}/attachments`, { ...one, as: APP }).json.at(0, 'id').value,
    );
    on.jira.setPermission('BUCH', 'DELETE_ALL_ATTACHMENTS', ACCOUNTS.app, false);
    expect(on.send('DELETE', `/attachment/${own}`, { as: APP }).status).toBe(204);
  });
});
