import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../../packages/sandbox/jira/site';
import { ACCOUNTANT, ADMIN, APP, bench, doc, OUTSIDER } from './bench';

const REASON = 'customfield_10046';

describe('moving an issue', () => {
  it('offers only what leads away from the current status', () => {
    const on = bench();
    const key = on.made();
    const offered = () =>
      on
        .get(`/issue/${key}/transitions`, ACCOUNTANT)
        .json.all('transitions')
        .map((one) => `${one.at('id').value} ${one.at('to', 'name').value}`);
    expect(offered()).toEqual(['11 In correction', '21 Done', '41 Closed without sending']);
    on.move(key, '21');
    expect(offered()).toEqual(['31 In correction']);
  });

  it('refuses what the status does not offer, and a missing or odd id', () => {
    const on = bench();
    const key = on.made();
    const said = (body: unknown, bad?: true) => {
      const got = on.send('POST', `/issue/${key}/transitions`, { as: APP, body, ...(bad ? { bad } : {}) });
      return [got.status, got.json.at('errorMessages', 0).value];
    };
    expect(said({ transition: { id: '31' } })).toEqual([
      400,
      "Transition id '31' is not valid for this issue.",
    ]);
    expect(said({})).toEqual([400, "Missing 'transition' identifier"]);
    expect(said({ transition: { id: 11 } }, true)).toEqual([
      400,
      "'transition' identifier must be an integer.",
    ]);
    expect(on.get(`/issue/${key}/changelog`).json.at('total').value).toBe(0);
  });

  it('writes status and resolution into one history entry and takes the resolution away again', () => {
    const on = bench();
    const key = on.made();
    on.move(key, '21');
    on.advance(1000);
    on.move(key, '31');
    const histories = on.get(`/issue/${key}/changelog`).json.all('values');
    const items = histories.map((one) =>
      one
        .all('items')
        .map((item) => `${item.at('field').value} ${item.at('from').value}→${item.at('to').value}`),
    );
    expect(items).toEqual([
      ['resolution null→10000', 'status 10000→10002'],
      ['resolution 10000→null', 'status 10002→10001'],
    ]);
    expect(on.get(`/issue/${key}?fields=resolution,resolutiondate`).json.at('fields').value).toEqual({
      resolution: null,
      resolutiondate: null,
    });
  });

  it('gives history ids that grow as numbers, not as texts, oldest first in pages and newest first when expanded', () => {
    const on = bench();
    const key = on.made();
    for (const step of ['11', '21', '31', '21', '31', '21', '31', '21']) on.move(key, step);
    const paged = on
      .get(`/issue/${key}/changelog`)
      .json.all('values')
      .map((one) => String(one.at('id').value));
    const expanded = on
      .get(`/issue/${key}?expand=changelog`)
      .json.all('changelog', 'histories')
      .map((one) => String(one.at('id').value));
    expect(paged).toEqual([...paged].sort((a, b) => Number(a) - Number(b)));
    expect(paged).not.toEqual([...paged].sort());
    expect(expanded).toEqual([...paged].reverse());
  });

  it('pages the changelog', () => {
    const on = bench();
    const key = on.made();
    for (const step of ['11', '21', '31']) on.move(key, step);
    const first = on.get(`/issue/${key}/changelog?maxResults=2`).json;
    expect([first.at('total').value, first.at('isLast').value, first.all('values').length]).toEqual([
      3,
      false,
      2,
    ]);
    const rest = on.get(`/issue/${key}/changelog?maxResults=2&startAt=2`).json;
    expect([rest.at('isLast').value, rest.all('values').length]).toEqual([true, 1]);
    expect(on.get('/issue/BUCH-9/changelog').status).toBe(404);
  });

  it('wants the reason where the screen demands it, and takes it where the screen offers it', () => {
    const on = bench();
    const strict = on.made({ project: { key: 'PFLICHT' }, customfield_10041: { id: '10020' } });
    expect(on.move(strict, '41').json.at('errors', REASON).value).toBe('Grund is required.');
    expect(on.move(strict, '41', { body: { fields: { [REASON]: 'doppelt' } } }).status).toBe(204);
    expect(on.get(`/issue/${strict}?fields=${REASON}`).json.at('fields', REASON).value).toBe('doppelt');
    const loose = on.made();
    expect(on.move(loose, '41').status).toBe(204);
    const described = on
      .get(`/issue/${on.made()}/transitions?expand=transitions.fields`)
      .json.all('transitions')[2];
    expect([described?.at('hasScreen').value, described?.at('fields', REASON, 'required').value]).toEqual([
      true,
      false,
    ]);
  });

  it('refuses fields that are not on the transition’s screen', () => {
    const on = bench();
    const got = on.move(on.made(), '11', { body: { fields: { labels: ['a'] } } });
    expect([got.status, Object.keys(got.json.at('errors').value as object)]).toEqual([400, ['labels']]);
  });

  it('takes a comment along', () => {
    const on = bench();
    const key = on.made();
    expect(
      on.move(key, '11', { body: { update: { comment: [{ add: { body: doc('mache ich') } }] } } }).status,
    ).toBe(204);
    expect(on.get(`/issue/${key}/comment`).json.at('total').value).toBe(1);
    expect(on.move(key, '21', { body: { update: { comment: [{ add: { body: 'text' } }] } } }).status).toBe(
      400,
    );
    expect(on.get(`/issue/${key}?fields=status`).json.at('fields', 'status', 'name').value).toBe(
      'In correction',
    );
  });

  it('offers nothing to somebody without the permission', () => {
    const on = bench();
    const key = on.made();
    on.jira.setPermission('BUCH', 'TRANSITION_ISSUES', ACCOUNTS.app, false);
    expect(on.get(`/issue/${key}/transitions`).json.all('transitions')).toEqual([]);
    expect(on.move(key, '11', { as: APP }).status).toBe(400);
    expect(on.get(`/issue/${key}/transitions`, OUTSIDER).status).toBe(404);
    expect(on.move(key, '11', { as: OUTSIDER }).status).toBe(404);
  });

  it('lets a team-managed issue go anywhere, and a move to where it is changes nothing', () => {
    const on = bench();
    const key = on.made({ project: { key: 'TEAM' }, issuetype: { id: '10003' } });
    expect(on.move(key, '11').status).toBe(204);
    expect(on.get(`/issue/${key}/changelog`).json.at('total').value).toBe(0);
    expect(on.move(key, '31').status).toBe(204);
    expect(on.get(`/issue/${key}?fields=status`).json.at('fields', 'status', 'id').value).toBe('10012');
  });

  it('lists a status for bugs that nothing leads to', () => {
    const on = bench();
    const bug = on
      .get('/project/BUCH/statuses')
      .json.all()
      .find((type) => type.at('name').value === 'Bug');
    expect(bug?.all('statuses').map((status) => status.at('name').value)).toContain('On hold');
    const key = on.made({ issuetype: { name: 'Bug' } });
    on.move(key, '11');
    expect(
      on
        .get(`/issue/${key}/transitions`, ADMIN)
        .json.all('transitions')
        .map((one) => one.at('to', 'name').value),
    ).toEqual(['Done']);
  });
});
