import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../../packages/sandbox/jira/site';
import { ACCOUNTANT, ADMIN, APP, type Bench, bench, OUTSIDER } from './bench';

const MINUTE = 60_000;
const search = (on: Bench, body: object, as = APP) => on.send('POST', '/search/jql', { as, body });

describe('the search index', () => {
  it('knows a new issue only after its lag, a change likewise, and GET at once', () => {
    const on = bench();
    on.jira.setIndexLag(10 * MINUTE);
    const key = on.made();
    on.advance(10 * MINUTE - 1);
    expect(on.find('project = BUCH')).toEqual([]);
    expect(on.get(`/issue/${key}`).status).toBe(200);
    on.advance(1);
    expect(on.find('project = BUCH AND status = Open')).toEqual([key]);
    on.move(key, '21');
    expect(on.find('project = BUCH AND status = Done')).toEqual([]);
    on.advance(10 * MINUTE);
    expect(on.find('project = BUCH AND status = Done')).toEqual([key]);
  });

  it('lags 3 to 20 seconds when nothing is set', () => {
    const on = bench();
    for (let i = 0; i < 20; i++) on.made();
    on.advance(2_999);
    expect(on.find('project = BUCH')).toEqual([]);
    on.advance(17_001);
    expect(on.find('project = BUCH')).toHaveLength(20);
    on.jira.setIndexLag(0);
    on.made();
    on.jira.setIndexLag(undefined);
    on.made();
    expect(on.find('project = BUCH')).toHaveLength(21);
  });

  it('is never set back by an older change that arrives later', () => {
    const on = bench();
    on.jira.setIndexLag(5 * MINUTE);
    const key = on.made();
    on.jira.setIndexLag(MINUTE);
    on.move(key, '21');
    on.advance(MINUTE);
    expect(on.find('status = Done')).toEqual([key]);
    on.advance(5 * MINUTE);
    expect(on.find('status = Done')).toEqual([key]);
  });

  it('knows named issues as they are when asked to reconcile, at most fifty', () => {
    const on = bench();
    on.jira.setIndexLag(10 * MINUTE);
    on.made();
    const id = Number(on.get('/issue/BUCH-1').json.at('id').value);
    expect(search(on, { jql: 'project = BUCH', reconcileIssues: [id] }).json.at('issues').value).toEqual([
      { id: String(id) },
    ]);
    const viaGet = on.get(`/search/jql?jql=${encodeURIComponent('project = BUCH')}&reconcileIssues=${id}`);
    expect(viaGet.json.at('issues').value).toEqual([{ id: String(id) }]);
    const ids = Array.from({ length: 51 }, (_, i) => i + 1);
    expect([
      search(on, { jql: 'project = BUCH', reconcileIssues: ids }).status,
      search(on, { jql: 'project = BUCH', reconcileIssues: ids.slice(1) }).status,
    ]).toEqual([400, 200]);
  });

  it('shows no deleted issue', () => {
    const on = bench();
    on.jira.setIndexLag(0);
    on.made();
    on.jira.setIndexLag(10 * MINUTE);
    on.send('DELETE', '/issue/BUCH-1');
    expect(on.find('project = BUCH')).toEqual([]);
  });
});

describe('search answers', () => {
  it('hold ids alone, no total, unless fields are asked for', () => {
    const on = bench();
    on.jira.setIndexLag(0);
    on.made({}, { properties: [{ key: 'datev', value: { externalId: 'S-1' } }] });
    const bare = search(on, { jql: 'project = BUCH' }).json;
    expect(bare.value).toEqual({ issues: [{ id: '10200' }], isLast: true });
    const full = search(on, {
      jql: 'project = BUCH',
      fields: ['status'],
      properties: ['datev', 'other'],
    }).json.at('issues', 0);
    expect([
      full.at('key').value,
      full.at('fields', 'status', 'id').value,
      full.at('properties').value,
    ]).toEqual(['BUCH-1', '10000', { datev: { externalId: 'S-1' } }]);
    expect(search(on, { jql: 'project = BUCH', properties: ['1', '2', '3', '4', '5', '6'] }).status).toBe(
      400,
    );
    expect(
      on.send('POST', '/search/approximate-count', { as: APP, body: { jql: 'project = BUCH' } }).json.value,
    ).toEqual({ count: 1 });
  });

  it('come in pages with a token that belongs to the query and lives seven days', () => {
    const on = bench();
    on.jira.setIndexLag(0);
    for (let i = 0; i < 5; i++) on.made();
    const jql = 'project = BUCH ORDER BY key';
    const first = search(on, { jql, maxResults: 2, fields: ['summary'] }).json;
    const nextPageToken = first.at('nextPageToken').value;
    const keys = (page: typeof first) => page.all('issues').map((issue) => issue.at('key').value);
    expect([keys(first), first.at('isLast').value]).toEqual([['BUCH-1', 'BUCH-2'], false]);
    on.send('DELETE', '/issue/BUCH-1');
    const second = search(on, { jql, maxResults: 5, fields: ['summary'], nextPageToken }).json;
    expect([keys(second), second.at('isLast').value, second.at('nextPageToken').value]).toEqual([
      ['BUCH-3', 'BUCH-4', 'BUCH-5'],
      true,
      undefined,
    ]);
    expect(search(on, { jql: 'project = BUCH', nextPageToken }).status).toBe(400);
    expect(search(on, { jql, nextPageToken: 'unsinn' }).status).toBe(400);
    on.advance(7 * 24 * 60 * MINUTE);
    expect(search(on, { jql, nextPageToken }).status).toBe(200);
    on.advance(1);
    expect(search(on, { jql, nextPageToken }).status).toBe(400);
  });

  it('hold at most a hundred issues with fields, whatever is asked for', () => {
    const on = bench();
    on.jira.setIndexLag(0);
    for (let i = 0; i < 101; i++) {
      on.made();
      on.advance(20);
    }
    const page = (body: object) => search(on, { jql: 'project = BUCH', maxResults: 5_000, ...body }).json;
    expect([
      page({}).all('issues').length,
      page({ fields: ['summary'] }).all('issues').length,
      page({ fields: ['summary'] }).at('isLast').value,
    ]).toEqual([101, 100, false]);
    expect(search(on, { jql: 'project = BUCH', maxResults: 0 }).status).toBe(400);
  });

  it('leave out what the caller may not see', () => {
    const on = bench();
    on.jira.setIndexLag(0);
    on.made({ security: { id: '10050' } }, { as: ADMIN });
    on.made({ project: { key: 'GEHEIM' } }, { as: ADMIN });
    expect([
      on.find('created >= -1d'),
      on.find('created >= -1d', ACCOUNTANT),
      on.find('created >= -1d', OUTSIDER),
    ]).toEqual([[], [], []]);
    expect(on.find('created >= -1d', ADMIN)).toEqual(['GEHEIM-1', 'BUCH-1']);
    on.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.admin, false);
    expect(on.find('created >= -1d', ADMIN)).toEqual(['GEHEIM-1']);
  });

  it('are 410 at the old address', () => {
    const on = bench();
    expect(on.get('/search?jql=project=BUCH').status).toBe(410);
    expect(on.send('POST', '/search', { as: APP, body: { jql: 'project = BUCH' } }).status).toBe(410);
  });
});
