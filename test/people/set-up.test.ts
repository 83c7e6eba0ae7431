import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { DEMO_HOST, DEMO_KEY } from '../../packages/sandbox/looker/fresh-state';
import { loadPlan, savePlan } from '../../src/accounts/plan-store';
import { changeOf } from '../../src/audit/config-event';
import { logOnly } from '../../src/audit/config-log-store';
import { beginLogin, isConfirmed, loadCallback } from '../../src/datev/login/login-store';
import { ENDPOINTS } from '../../src/datev/login/oidc';
import { allChanges } from '../../src/flows/pages/show-changes';
import { comeBack, confirmComeBack } from '../../src/flows/people/come-back';
import { saveLooker, showLooker, testLooker } from '../../src/flows/people/connect-looker';
import { disconnectLooker } from '../../src/flows/people/disconnect-looker';
import { auditLines } from '../../src/flows/people/export-audit';
import { offeredFilters, saveFilters } from '../../src/flows/people/offer-filters';
import { previewIssue } from '../../src/flows/people/preview-issue';
import { saveAccounts } from '../../src/flows/people/save-accounts';
import { makeTestIssue, removeTestIssues } from '../../src/flows/people/test-issue';
import { FILTER_NAMES } from '../../src/jira/filters';
import { plusSeconds } from '../../src/kernel/instant';
import { loadConnections } from '../../src/looker/login/connection-store';
import { now } from '../../src/platform/clock';
import { say } from '../../src/texts/say';
import { atLooker, BOOKS, draftOf, MANDANT, saved } from '../booking/with-looker';
import { CREATE, field, SCREEN, screen } from '../effects/new-issue';
import { called, carried, lost, no, nothing, ok, type Says, SETTINGS, stage } from '../effects/stage';
import { issueNow } from '../exception/an-issue';
import { watched } from '../exception/list';
import { ISSUE } from '../submissions/life';
import { json, meanwhile, writes } from '../support/forge-globals';
import { savedSettings } from '../support/saved-settings';

type Table = Readonly<Record<string, Says | readonly Says[]>>;
const SEARCH = 'POST /search/jql';
const READ = `GET /issue/${ISSUE.id}`;

describe('a test issue', () => {
  const AT_JIRA: Table = {
    ...{ 'GET /myself': ok({ accountId: 'app' }), [SEARCH]: ok({ issues: [] }) },
    ...{
      [SCREEN]: screen(field('labels'), field('assignee', { type: 'user' })),
      [CREATE]: ok({ id: ISSUE.id, key: ISSUE.key }),
    },
  };
  async function at(says: Table = {}, settings: object = {}) {
    stage({ ...AT_JIRA, ...says });
    await savedSettings(settings);
  }
  type Body = {
    readonly fields: Record<string, unknown>;
    readonly properties: readonly [{ value: { externalId: string } }];
  };
  const made = () => carried(CREATE) as readonly Body[];
  const markOf = async () => {
    await at();
    await makeTestIssue();
    return made()[0]?.properties[0].value.externalId ?? '';
  };
  const ours = async () => issueNow({ properties: { datev: { externalId: await markOf() } } });
  const hit = (id: string) => ({ id, key: `BUCH-${id}`, fields: { creator: { accountId: 'app' } } });

  it('is made as a real one would be, with what the project demands and assigned to nobody', async () => {
    await at({}, { requiredValues: { labels: ['nord'], customfield_9: 'x' }, defaultAssignee: 'anna' });
    expect(await makeTestIssue()).toEqual({ ok: true, value: { id: ISSUE.id, key: ISSUE.key } });
    expect(made()[0]?.fields).toMatchObject({ labels: ['nord'], project: { id: '10000' } });
    expect(made()[0]?.fields).not.toHaveProperty('customfield_9');
    expect(made()[0]?.fields).not.toHaveProperty('assignee');
  });

  it('is assigned where the project demands somebody', async () => {
    const demanded = screen(field('assignee', { type: 'user', required: true }));
    await at({ [SCREEN]: demanded }, { defaultAssignee: 'anna' });
    await makeTestIssue();
    expect(made()[0]?.fields).toMatchObject({ assignee: { accountId: 'anna' } });
  });

  it('that is there already is shown', async () => {
    await at({ [SEARCH]: ok({ issues: [hit('77')] }) });
    expect(await makeTestIssue()).toEqual({ ok: true, value: { id: '77', key: 'BUCH-77' } });
    expect(made()).toEqual([]);
  });

  it.each<[string, Table]>([
    ['whether one is there', { [SEARCH]: no(503) }],
    ['what the project takes', { [SCREEN]: no(503) }],
    ['whether it was made', { [CREATE]: lost }],
  ])('is none while Jira does not tell %s', async (_, says) => {
    await at(says);
    expect(await makeTestIssue()).toMatchObject({ ok: false });
  });

  it('is removed, as whoever clicked, with any other that a lost answer left', async () => {
    const issue = await ours();
    await at({
      [SEARCH]: ok({ issues: [hit('77'), hit(ISSUE.id)] }),
      ...{ [READ]: ok(issue), 'GET /issue/77': ok({ ...issue, id: '77' }) },
      ...{ [`DELETE /issue/${ISSUE.id}`]: nothing, 'DELETE /issue/77': nothing },
    });
    expect(await removeTestIssues(ISSUE.id)).toEqual({ ok: true, value: null });
    expect(called().filter((call) => call.startsWith('DELETE'))).toHaveLength(2);
  });

  it.each<[string, (issue: object) => Table, object]>([
    ['that is gone is removed', () => ({ [READ]: no(404) }), { ok: true }],
    [
      'that goes meanwhile is removed',
      (issue) => ({ [READ]: ok(issue), [`DELETE /issue/${ISSUE.id}`]: no(404) }),
      { ok: true },
    ],
    [
      'that may not be removed stays',
      (issue) => ({ [READ]: ok(issue), [`DELETE /issue/${ISSUE.id}`]: no(403) }),
      { ok: false },
    ],
    [
      'that cannot be read stays',
      () => ({ [READ]: no(503) }),
      { ok: false, problem: { code: 'jira.unavailable' } },
    ],
    [
      'of another mark is none',
      (issue) => ({ [READ]: ok({ ...issue, properties: { datev: { externalId: 'test-other' } } }) }),
      { ok: false, problem: { code: 'access.not-allowed' } },
    ],
    [
      'without a mark is none',
      (issue) => ({ [READ]: ok({ ...issue, properties: {} }) }),
      { problem: { code: 'access.not-allowed' } },
    ],
    [
      'of somebody else is none',
      (issue) => ({
        [READ]: ok({ ...issue, fields: { ...issueNow().fields, creator: { accountId: 'x' } } }),
      }),
      { problem: { code: 'access.not-allowed' } },
    ],
    ['is unknown while Jira does not search', () => ({ [SEARCH]: no(503) }), { ok: false }],
    [
      'is unknown while Jira does not say who we are',
      (issue) => ({ [READ]: ok(issue), 'GET /myself': no(503) }),
      { ok: false },
    ],
  ])('%s', async (_, says, told) => {
    const issue = await ours();
    await at(says(issue));
    expect(await removeTestIssues(ISSUE.id)).toMatchObject(told);
  });
});

describe('the preview of an issue', () => {
  const TYPES = 'GET /issue/createmeta/10000/issuetypes';
  const AT_JIRA: Table = {
    [SCREEN]: screen(field('labels', { name: 'Stichwörter' }), field('assignee', { type: 'user' })),
    [TYPES]: ok({ issueTypes: [{ id: '10002', name: 'Aufgabe' }], total: 1 }),
    'GET /user/bulk': ok({ values: [{ accountId: 'anna', displayName: 'Anna Muster' }] }),
  };
  const preview = (change: object = {}, wish: object = {}) =>
    previewIssue({ settings: { ...SETTINGS, ...change }, class: 'datev', lang: 'de', ...wish } as never);

  it('says project, type, person, and what is filled in', async () => {
    stage(AT_JIRA);
    const told = await preview({ requiredValues: { labels: 'nord' }, defaultAssignee: 'anna' });
    expect(told).toMatchObject({
      ok: true,
      value: { project: 'BUCH', issueType: 'Aufgabe', assignee: 'Anna Muster', summary: expect.any(String) },
    });
    expect(JSON.stringify(told)).toContain('Stichwörter');
    expect(told.ok && 'missed' in told.value).toBe(false);
  });

  it('is of a Mandant, whose person gets the issue', async () => {
    stage(AT_JIRA);
    await watched({ assignee: 'anna', name: 'Muster GmbH' }, '455148-3');
    expect(await preview({ defaultAssignee: 'bert' }, { mandant: '455148-3' })).toMatchObject({
      value: { assignee: 'Anna Muster' },
    });
    expect(await preview()).not.toHaveProperty('value.assignee');
  });

  it('names a type by its id where Jira does not name it', async () => {
    stage({ ...AT_JIRA, [TYPES]: ok({ issueTypes: [], total: 0 }) });
    expect(await preview()).toMatchObject({ value: { issueType: '10002' } });
  });

  it('says what the project demands and nobody gives', async () => {
    stage({ ...AT_JIRA, [SCREEN]: screen(field('customfield_1', { required: true, name: 'Kostenstelle' })) });
    expect(await preview()).toMatchObject({ ok: false, problem: { code: 'jira.required-fields' } });
    expect(await preview({ requiredValues: { customfield_1: 'x' } })).toMatchObject({ ok: true });
  });

  it('names one who may approve where the project demands somebody', async () => {
    const demanded = screen(field('assignee', { type: 'user', required: true }));
    stage({ ...AT_JIRA, [SCREEN]: demanded });
    expect(await preview({}, { class: 'approval' })).toMatchObject({
      value: { assignee: say('person.approver', 'de') },
    });
    stage(AT_JIRA);
    const told = await preview({}, { class: 'approval' });
    expect(told.ok && 'assignee' in told.value).toBe(false);
  });

  it.each<[string, Table]>([
    ['screen', { [SCREEN]: no(503) }],
    ['types', { [TYPES]: no(503) }],
  ])('is none while Jira does not tell its %s', async (_, says) => {
    stage({ ...AT_JIRA, ...says });
    expect(await preview()).toMatchObject({ ok: false });
  });
});

describe('filters on offer', () => {
  const MINE = 'GET /filter/my';
  const SAVE = 'POST /filter';
  const [first = 'mine', second = 'all'] = FILTER_NAMES as readonly string[];
  const title = (name: string) => say(`filter.${name}.title` as never, 'de');

  it('say which of them somebody has', async () => {
    stage({ [MINE]: ok([{ id: '1', name: title(first) }]) });
    const told = await offeredFilters('de');
    expect(told.ok && told.value.map(({ isThere }) => isThere)).toEqual([
      true,
      ...FILTER_NAMES.slice(1).map(() => false),
    ]);
    stage({ [MINE]: no(503) });
    expect(await offeredFilters('de')).toMatchObject({ ok: false });
  });

  it.each<[string, object]>([
    ['nobody', { sharePermissions: [] }],
    ['everybody', { sharePermissions: [{ type: 'authenticated' }] }],
    ['project', { sharePermissions: [{ type: 'project', project: { id: '10000' } }] }],
  ])('are saved where they were chosen and are not there, shared with %s', async (share, body) => {
    stage({ [MINE]: ok([{ id: '1', name: title(first) }]), [SAVE]: ok({ id: '2' }) });
    await savedSettings();
    const wish = { names: [first, second], share } as never;
    expect(await saveFilters(wish, 'de')).toMatchObject({ ok: true });
    expect(carried(SAVE)).toMatchObject([{ name: title(second), ...body }]);
  });

  it('are not shared with a project that nobody configured, nor saved where Jira refuses', async () => {
    stage({ [MINE]: ok([]) });
    expect(await saveFilters({ names: [first], share: 'project' } as never, 'de')).toMatchObject({
      problem: { code: 'settings.not-configured' },
    });
    stage({ [MINE]: ok([]), [SAVE]: no(400) });
    expect(await saveFilters({ names: [first, second], share: 'nobody' } as never, 'de')).toMatchObject({
      ok: false,
    });
    expect(carried(SAVE)).toHaveLength(1);
    stage({ [MINE]: no(503) });
    expect(await saveFilters({ names: [first], share: 'nobody' } as never, 'de')).toMatchObject({
      ok: false,
    });
  });
});

describe('a connection to Looker', () => {
  const draft = { name: 'Looker', url: `https://${DEMO_HOST}`, clientId: DEMO_KEY.clientId };
  const save = (change: object = {}) =>
    saveLooker({ id: undefined, secret: DEMO_KEY.clientSecret, by: 'anna', draft, ...change } as never);

  it('is made with its key, and really asked', async () => {
    const on = await atLooker();
    await disconnectLooker(on.connection, { kind: 'person', id: 'anna' });
    expect(await loadConnections()).toEqual([]);
    const told = await save();
    const id = told.ok ? told.value.id : '';
    expect(id).toMatch(/^l[0-9a-f]{12}$/);
    expect(await loadConnections()).toMatchObject([{ id, createdBy: 'anna', state: 'connected' }]);
    expect(await testLooker(id)).toMatchObject({ ok: true, value: { models: expect.any(Number) } });
    await saved(draftOf(id));
    expect(await testLooker(id)).toMatchObject({ ok: true });
    expect(on.calls().some((call) => call.startsWith('run_inline_query'))).toBe(true);
    const [shown] = (await showLooker('de')).connections;
    expect(shown).toMatchObject({ id, pipelines: 1 });
  });

  it('keeps its maker, and its key where neither address nor client changes', async () => {
    const { connection: id } = await atLooker();
    expect(await save({ id, secret: undefined, draft: { ...draft, name: 'Neu' } })).toMatchObject({
      ok: true,
    });
    expect(await loadConnections()).toMatchObject([{ id, name: 'Neu', createdBy: 'admin-1' }]);
  });

  it.each<[string, object, string]>([
    [
      'another client without its secret',
      { secret: undefined, draft: { ...draft, clientId: 'anderer' } },
      'looker.secret-missing',
    ],
    [
      'another address without its secret',
      { secret: undefined, draft: { ...draft, url: 'https://andere.cloud.looker.com' } },
      'looker.secret-missing',
    ],
    ['an address that is none', { draft: { ...draft, url: 'http://looker' } }, 'looker.url'],
    ['one that is not there', { id: 'l999999999999' }, 'run.no-connection'],
  ])('is not saved for %s', async (_, change, code) => {
    const { connection: id } = await atLooker();
    const told = await save({ id, ...change });
    expect(told.ok ? '' : told.problem.code).toContain(code);
    expect(await loadConnections()).toMatchObject([{ name: 'Looker', clientId: DEMO_KEY.clientId }]);
  });

  it('that is new needs a secret', async () => {
    await atLooker();
    expect(await save({ secret: undefined })).toMatchObject({ problem: { code: 'looker.secret-missing' } });
  });

  it('to somewhere else ends the session of the one before', async () => {
    const on = await atLooker();
    await testLooker(on.connection);
    expect(await save({ id: on.connection, draft: { ...draft, clientId: 'anderer' } })).toMatchObject({
      ok: true,
    });
    expect(on.calls()).toContain('logout 204');
  });

  it('that is not there is not asked, and that cannot be asked says so', async () => {
    const on = await atLooker();
    expect(await testLooker('l999999999999')).toMatchObject({ problem: { code: 'run.no-connection' } });
    on.answerNext(json({}, 404));
    expect(await testLooker(on.connection)).toMatchObject({ ok: false });
    await disconnectLooker('l999999999999', { kind: 'app' });
    expect(await loadConnections()).toHaveLength(1);
  });
});

describe('somebody who comes back from DATEV', () => {
  const STATE = 'a'.repeat(43);
  const begin = (more: object = {}) =>
    beginLogin({
      ...{ state: STATE, nonce: 'n', verifier: 'v', accountId: 'anna', startedBy: 'Anna', site: 'kanzlei' },
      ...{ environment: 'sandbox', endpoints: ENDPOINTS.sandbox, clientId: 'c', isConfidential: false },
      ...{ redirectUri: 'https://x', scopes: [], mode: 'session', expiresAt: plusSeconds(now(), 600) },
      ...more,
    } as never);
  const confirmOf = (page: object) =>
    new URLSearchParams('link' in page ? String(page.link) : '').get('confirm') ?? '';

  it('is asked to confirm what they brought, once', async () => {
    stage();
    await begin();
    const page = await comeBack(STATE, { code: 'C' }, 'de');
    expect(page).toMatchObject({ is: 'confirm', site: 'kanzlei', startedBy: 'Anna' });
    expect(await loadCallback(STATE)).toMatchObject({ parameters: { code: 'C' } });
    expect(await comeBack(STATE, { code: 'D' }, 'de')).toEqual({ is: 'over' });
    expect(await confirmComeBack(STATE, ['falsch'])).toEqual({ is: 'over' });
    expect(await confirmComeBack(STATE, [confirmOf(page), 'mehr'])).toEqual({ is: 'over' });
    expect(await confirmComeBack(STATE, [])).toEqual({ is: 'over' });
    expect(await isConfirmed(STATE)).toBe(false);
    expect(await confirmComeBack(STATE, [confirmOf(page)])).toEqual({ is: 'confirmed' });
    expect(await isConfirmed(STATE)).toBe(true);
  });

  it('is told that DATEV said no', async () => {
    stage();
    await begin();
    expect(await comeBack(STATE, { error: 'access_denied' }, 'de')).toEqual({ is: 'denied' });
  });

  it.each<[string, object | undefined, Record<string, string>]>([
    ['of whom nobody knows', undefined, { code: 'C' }],
    ['who brings nothing', {}, {}],
    ['who took too long', { expiresAt: '2026-01-01T00:00:00.000Z' }, { code: 'C' }],
  ])('%s is told that it is over', async (_, login, parameters) => {
    stage();
    if (login !== undefined) await begin(login);
    expect(await comeBack(STATE, parameters, 'de')).toEqual({ is: 'over' });
    expect(await confirmComeBack(STATE, ['x'])).toEqual({ is: 'over' });
    expect(await loadCallback(STATE)).toBeUndefined();
  });
});

describe('the log of the configuration', () => {
  const noted = async (count: number, by = 'anna') => {
    for (let n = 0; n < count; n++)
      await logOnly(
        by === '' ? { kind: 'app' } : { kind: 'person', id: by },
        changeOf({
          what: 'app.removed',
          about: 'app',
          before: { connections: [String(n)] },
          after: { connections: [] },
        }),
      );
  };
  const kindOf = (line: string) => (JSON.parse(line) as { what?: string }).what ?? 'entry';

  it('is a file with a head and a foot, also where it is empty', async () => {
    stage();
    const { lines, next } = await auditLines(undefined);
    expect([lines.map(kindOf), next]).toEqual([['audit-export', 'audit-end'], undefined]);
    expect(JSON.parse(lines[1] ?? '{}')).toMatchObject({ count: 0, lastHash: '' });
  });

  it('comes in parts of a hundred, and ends where it ended when it began', async () => {
    stage();
    await noted(101);
    const first = await auditLines(undefined);
    expect([first.lines.length, first.next]).toMatchObject([101, { from: 101, to: 101 }]);
    await noted(1);
    const last = await auditLines(first.next);
    expect([last.lines.length, last.next]).toEqual([2, undefined]);
    const foot = JSON.parse(last.lines[1] ?? '{}') as { count: number; lastHash: string };
    const end = JSON.parse(last.lines[0] ?? '{}') as { hash: string };
    expect(foot).toMatchObject({ count: 101, lastHash: end.hash });
  });

  it('of a hundred is one part', async () => {
    stage();
    await noted(100);
    const { lines, next } = await auditLines(undefined);
    expect([lines.length, next]).toEqual([102, undefined]);
  });

  it('is shown a page at a time, or what somebody looks for of it', async () => {
    stage({ 'GET /user/bulk': ok({ values: [] }) });
    await noted(26);
    await noted(1, 'bert');
    await noted(1, '');
    const all = await allChanges({}, undefined, 'de');
    expect(all.entries).toHaveLength(25);
    expect(all.end.seq).toBe(28);
    const { entries, before } = await allChanges({}, all.before, 'de');
    expect([entries.length, before]).toEqual([3, undefined]);
    expect((await allChanges({ by: 'bert' }, undefined, 'de')).entries).toHaveLength(1);
    expect((await allChanges({ by: 'niemand' }, undefined, 'de')).entries).toEqual([]);
    expect((await allChanges({ days: 1 }, undefined, 'de')).entries).toHaveLength(25);
    expect((await allChanges({ area: 'routing' as never }, undefined, 'de')).entries).toEqual([]);
  });
});

describe('an account plan', () => {
  const { v: _, mandant: __, version: ___, changedAt: ____, changedBy: _____, ...plan } = BOOKS;
  const save = (change: object = {}) =>
    saveAccounts({ mandant: MANDANT, version: 0, plan, ...change } as never, 'anna');

  it('is saved as its next version, under the one that was seen', async () => {
    stage();
    expect(await save()).toEqual({ ok: true, value: null });
    expect((await loadPlan(MANDANT)).data).toMatchObject({ version: 1, changedBy: 'anna', mandant: MANDANT });
    expect(await save()).toMatchObject({ problem: { code: 'pipeline.conflict' } });
    expect(await save({ version: 1 })).toMatchObject({ ok: true });
    expect((await loadPlan(MANDANT)).data?.version).toBe(2);
  });

  it('that contradicts itself is not saved', async () => {
    stage();
    const twice = { ...plan, accounts: [...plan.accounts, ...plan.accounts.slice(0, 1)] };
    expect(await save({ plan: twice })).toMatchObject({ ok: false });
    expect((await loadPlan(MANDANT)).data).toBeNull();
  });

  it('that somebody saves at the same time is theirs', async () => {
    stage();
    meanwhile(writes('record', `accounts:${MANDANT}`), async () => {
      await savePlan(await loadPlan(MANDANT), { ...BOOKS, accounts: BOOKS.accounts.slice(0, 2) });
    });
    expect(await save()).toMatchObject({ problem: { code: 'pipeline.conflict' } });
    expect((await loadPlan(MANDANT)).data?.accounts).toHaveLength(2);
  });
});
