import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../../packages/sandbox/jira/site';
import { APP, bench, doc, OUTSIDER } from './bench';

describe('issue links', () => {
  it('show on both sides, once', () => {
    const on = bench();
    const [a, b] = [on.made(), on.made()];
    const body = { type: { name: 'Duplicate' }, inwardIssue: { key: a }, outwardIssue: { key: b } };
    expect([
      on.send('POST', '/issueLink', { as: APP, body }).status,
      on.send('POST', '/issueLink', { as: APP, body: { ...body, comment: { body: doc('doppelt') } } }).status,
    ]).toEqual([201, 201]);
    const links = (key: string) => on.get(`/issue/${key}?fields=issuelinks`).json.all('fields', 'issuelinks');
    expect(links(a).map((link) => link.at('outwardIssue', 'key').value)).toEqual([b]);
    expect(links(b).map((link) => link.at('inwardIssue', 'key').value)).toEqual([a]);
    const id = String(links(a)[0]?.at('id').value);
    expect(on.get(`/issueLink/${id}`).json.at('type', 'name').value).toBe('Duplicate');
    expect(on.get(`/issue/${a}/comment`).json.at('total').value).toBe(1);
    expect([
      on.send('DELETE', `/issueLink/${id}`, { as: APP }).status,
      on.get(`/issueLink/${id}`).status,
      on.send('DELETE', `/issueLink/${id}`, { as: APP }).status,
    ]).toEqual([204, 404, 404]);
  });

  it('answer 404 to every refusal but a bad comment', () => {
    const on = bench();
    const [a, b] = [on.made(), on.made()];
    const link = (change: object, as = APP) =>
      on.send('POST', '/issueLink', {
        as,
        body: { type: { name: 'Duplicate' }, inwardIssue: { key: a }, outwardIssue: { key: b }, ...change },
      }).status;
    expect(
      on
        .get('/issueLinkType')
        .json.all('issueLinkTypes')
        .map((one) => one.at('name').value),
    ).toEqual(['Blocks', 'Duplicate', 'Relates']);
    expect([
      link({ type: { name: 'Kennt keiner' } }),
      link({ outwardIssue: { key: 'BUCH-9' } }),
      link({}, OUTSIDER),
    ]).toEqual([404, 404, 404]);
    expect(link({ comment: { body: 'text' } })).toBe(400);
    on.jira.setPermission('BUCH', 'LINK_ISSUES', ACCOUNTS.app, false);
    expect(link({})).toBe(404);
  });
});
