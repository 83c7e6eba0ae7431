import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { addComment, findComment } from '../../src/jira/comment-api';
import { jqlText } from '../../src/jira/jql';
import { changedIssues, findIssues } from '../../src/jira/search-api';
import { answerInTurn, answerWith, json, only, page, seen } from '../support/forge-globals';

describe('comments', () => {
  it('carry the event that they tell of', async () => {
    answerInTurn(json({ id: '5' }, 201));
    expect(await addComment('10001', { type: 'doc' }, 'comment:delivered:r2')).toEqual({
      ok: true,
      value: '5',
    });
    expect(only().body).toEqual({
      body: { type: 'doc' },
      properties: [{ key: 'datev', value: { event: 'comment:delivered:r2' } }],
    });
  });

  const listed = (count: number, from = 1) =>
    json({ comments: Array.from({ length: count }, (_, n) => ({ id: `${from + n}` })) });
  const marked = (...events: unknown[]) =>
    json({
      values: [
        { properties: [{ key: 'other', value: { event: 'e1' } }] },
        {},
        ...events.map((event) => ({ properties: [{ key: 'datev', value: { event } }] })),
      ],
    });

  it('are found by their event, newest first', async () => {
    answerInTurn(listed(2), marked('e2', 'e1'));
    expect(await findComment('10001', 'e1')).toEqual({ ok: true, value: true });
    expect(seen()[0]?.path).toContain('orderBy=-created');
    expect(seen()[1]).toMatchObject({
      path: '/rest/api/3/comment/list?expand=properties',
      body: { ids: [1, 2] },
    });
  });

  it('are absent when neither our mark nor a foreign one fits', async () => {
    answerInTurn(listed(2), marked('e2', 7));
    expect(await findComment('10001', 'e1')).toEqual({ ok: true, value: false });
    answerInTurn(listed(0));
    expect(await findComment('10001', 'e1')).toEqual({ ok: true, value: false });
  });

  it('are looked for on the newest three pages', async () => {
    answerWith(({ path }) => (path.includes('/comment/list') ? marked('e2') : listed(100)));
    expect(await findComment('10001', 'e1')).toEqual({ ok: true, value: false });
    expect(seen()).toHaveLength(6);
  });

  it('stay in doubt when the look fails', async () => {
    answerInTurn(listed(1), page(502));
    expect(await findComment('10001', 'e1')).toMatchObject({ ok: false, problem: { retry: 'later' } });
    answerInTurn(json({ errorMessages: ['x'] }, 404));
    expect(await findComment('10001', 'e1')).toMatchObject({
      ok: false,
      problem: { code: 'jira.issue-gone' },
    });
  });
});

describe('finding our issues', () => {
  it('asks for the property and says who created them', async () => {
    const issues = [
      { id: '1', key: 'BUCH-1', fields: { creator: { accountId: 'app' } } },
      { id: '2', key: 'BUCH-2' },
    ];
    answerInTurn(json({ issues, isLast: true }));
    expect(await findIssues({ externalId: 's-1' })).toEqual({
      ok: true,
      value: [
        { id: '1', key: 'BUCH-1', creatorId: 'app' },
        { id: '2', key: 'BUCH-2' },
      ],
    });
    expect(only()).toMatchObject({
      path: '/rest/api/3/search/jql',
      body: { jql: 'issue.property["datev"].externalId = "s-1"', fields: ['creator'] },
    });
  });

  it('lets no value add a clause', () => {
    expect(jqlText('a" OR project = "X')).toBe('"a\\" OR project = \\"X"');
    expect(jqlText('a\\')).toBe('"a\\\\"');
    expect(jqlText('a\r\n\tb')).toBe('"a\\r\\n\\tb"');
  });

  it('lists what changed lately, page by page', async () => {
    answerInTurn(json({ issues: [{ id: '1' }], nextPageToken: 'next' }), json({ issues: [{ id: '2' }] }));
    const wish = { projectIds: ['10000', '10001'], minutes: 89.2 };
    expect(await changedIssues(wish)).toEqual({
      ok: true,
      value: { ids: ['1'], without: [], nextPageToken: 'next' },
    });
    expect(await changedIssues({ ...wish, pageToken: 'next' })).toEqual({
      ok: true,
      value: { ids: ['2'], without: [] },
    });
    expect(seen()[0]?.body).toMatchObject({
      jql: 'project in ("10000", "10001") AND updated >= -90m AND issue.property["datev"].externalId IS NOT EMPTY',
    });
    expect(seen()[1]?.body).toMatchObject({ nextPageToken: 'next' });
  });

  it('asks nothing without a project', async () => {
    answerInTurn();
    expect(await changedIssues({ projectIds: [], minutes: 5 })).toEqual({
      ok: true,
      value: { ids: [], without: [] },
    });
    expect(seen()).toEqual([]);
  });
});
