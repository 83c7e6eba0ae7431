import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { isAdmin, issueRights, me, projectRights, visibleIssues } from '../../src/security/jira-rights-api';
import { answerInTurn, answerWith, json, only, page, seen } from '../support/forge-globals';

const may = (...keys: string[]) =>
  json({ permissions: Object.fromEntries(keys.map((key) => [key, { key, havePermission: true }])) });
const NOTHING = { see: false, edit: false, transition: false };

describe('rights', () => {
  it('are asked of Jira as the person', async () => {
    answerInTurn(may('BROWSE_PROJECTS', 'EDIT_ISSUES'));
    expect(await issueRights('10001')).toEqual({
      ok: true,
      value: { see: true, edit: true, transition: false, admin: false },
    });
    expect(only()).toMatchObject({ as: 'user', method: 'GET' });
    expect(new URL(only().path, 'https://jira').searchParams.get('issueId')).toBe('10001');
  });

  it.each([
    ['who may not browse', () => may('EDIT_ISSUES', 'TRANSITION_ISSUES')],
    ['from whom the issue is hidden', () => json({ errorMessages: ['x'] }, 404)],
    ['who is kept out', () => json({ errorMessages: ['x'] }, 403)],
  ])('are none for a person %s', async (_who, answer) => {
    answerWith(answer);
    expect(await issueRights('10001')).toEqual({ ok: true, value: NOTHING });
  });

  it.each([
    ['a page', () => page(404)],
    ['429', () => json({}, 429)],
    ['a network error', () => new TypeError('fetch failed')],
    ['another shape', () => json({ permissions: 'all' })],
    ['a right that is no right', () => json({ permissions: { ADMINISTER: { havePermission: 'yes' } } })],
  ])('are never granted on %s', async (_what, answer) => {
    answerWith(answer);
    for (const call of [() => issueRights('1'), isAdmin, me]) {
      expect(await call()).not.toMatchObject({ value: true });
      expect((await call()).ok).toBe(false);
    }
  });

  it('to administer come from Jira alone', async () => {
    answerInTurn(may('ADMINISTER'), may(), json({ permissions: { ADMINISTER: { havePermission: false } } }));
    expect(await isAdmin()).toEqual({ ok: true, value: true });
    expect(await isAdmin()).toEqual({ ok: true, value: false });
    expect(await isAdmin()).toEqual({ ok: true, value: false });
    expect(seen().every((call) => call.as === 'user')).toBe(true);
  });

  it('in a project are none when it is hidden', async () => {
    answerInTurn(
      may('BROWSE_PROJECTS'),
      may('BROWSE_PROJECTS', 'ADMINISTER'),
      json({ errorMessages: ['x'] }, 404),
    );
    const sees = { browse: true, create: false };
    expect(await projectRights('1')).toEqual({ ok: true, value: { ...sees, admin: false } });
    expect(await projectRights('1')).toEqual({ ok: true, value: { ...sees, admin: true } });
    // Nobody is made an administrator, or none, by a project that they do not see.
    expect(await projectRights('1')).toEqual({ ok: true, value: { browse: false, create: false } });
  });

  it('leave out the issues that are hidden', async () => {
    answerInTurn(json({ issues: [{ id: '2' }] }));
    expect(await visibleIssues(['1', '2'])).toEqual({ ok: true, value: new Set(['2']) });
    expect(only()).toMatchObject({ as: 'user', body: { issueIdsOrKeys: ['1', '2'] } });
    answerInTurn();
    expect(await visibleIssues([])).toEqual({ ok: true, value: new Set() });
  });
});

describe('who asks', () => {
  const groups = (size: number) => ({ size, items: [{ name: 'a', groupId: 'g1' }] });

  it('is told with their groups in one call', async () => {
    answerInTurn(json({ accountId: 'acc', displayName: 'Anna', groups: groups(1) }));
    expect(await me()).toEqual({ ok: true, value: { accountId: 'acc', name: 'Anna', groups: ['g1'] } });
  });

  it('has all groups when Jira shortens the list', async () => {
    answerInTurn(
      json({ accountId: 'acc', displayName: 'Anna', groups: groups(2) }),
      json([{ groupId: 'g1' }, { groupId: 'g2' }]),
    );
    expect(await me()).toEqual({ ok: true, value: { accountId: 'acc', name: 'Anna', groups: ['g1', 'g2'] } });
    expect(seen().map((call) => call.as)).toEqual(['user', 'app']);
  });
});
