import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { loadConnection } from '../../src/datev/login/connection-store';
import { beginReport, reportAccounts } from '../../src/flows/people/report-accounts';
import { loadHealth } from '../../src/health/health-store';
import { changeWatch } from '../../src/mandanten/watch-store';
import { decline, hasDeclined } from '../../src/notices/declined-store';
import { now } from '../../src/platform/clock';
import { PLACES, type Round } from '../../src/privacy/round';
import {
  knownAccounts,
  loadRound,
  noteAccount,
  rememberAccounts,
  saveRound,
} from '../../src/privacy/round-store';
import { loadSettings } from '../../src/settings/settings-store';
import { loggedIn, MANDANT } from '../effects/datev';
import { stage } from '../effects/stage';
import { ago, watched, watchOf } from '../exception/list';
import { answersFirst, empty, json, meanwhile, seen, writes } from '../support/forge-globals';
import { savedSettings } from '../support/saved-settings';

const ANNA = '5b10ac8d82e05b22cc7d4ef5';
const BERT = '5b10ac8d82e05b22cc7d4ef6';
type Told = readonly { readonly accountId: string; readonly status: string }[];
const round = async () => (await loadRound()).data;
const known = async () =>
  Object.fromEntries(
    (await knownAccounts(undefined)).accounts.map(({ accountId, known: one }) => [accountId, one]),
  );
const reports: { accountId: string; updatedAt: string }[][] = [];
const looks = () =>
  seen()
    .filter(({ path, body }) => path.includes('events') || JSON.stringify(body).includes('"look":"accounts"'))
    .flatMap(({ body }) => (body as { payload: { delayInSeconds?: number }[] }).payload ?? []);

/** Atlassian answers so to each report. */
function staged(answer: () => Response = () => json({ accounts: [] })): void {
  stage();
  reports.length = 0;
  answersFirst(({ path, body }) => {
    if (!path.includes('report-accounts')) return undefined;
    const said = (typeof body === 'string' ? JSON.parse(body) : body) as {
      accounts: (typeof reports)[number];
    };
    reports.push(said.accounts);
    return answer();
  });
}
const says = (accounts: Told) => () => json({ accounts });
const going = async (change: Partial<NonNullable<Round['going']>>) => {
  const before = await loadRound();
  await saveRound(before, { ...before.data, going: { begunAt: now(), place: 'report', ...change } });
};

describe('the weekly report of accounts', () => {
  it('begins a week after the last one began, once', async () => {
    staged();
    await beginReport();
    const first = await round();
    expect(first.going).toMatchObject({ place: PLACES[0] });
    expect(looks()).toMatchObject([{ delayInSeconds: 60 }]);
    await beginReport();
    expect((await round()).going).toEqual(first.going);
    staged();
    await saveRound(await loadRound(), { v: 1, lastBegunAt: ago(6 * 24 * 3600) });
    await beginReport();
    expect(await round()).not.toHaveProperty('going');
    expect(looks()).toEqual([]);
  });

  it('that somebody else begins is theirs', async () => {
    staged();
    meanwhile(writes('record', 'account-report'), () => beginReport());
    await beginReport();
    expect(looks()).toHaveLength(1);
  });

  it('that nobody began tells nothing', async () => {
    staged();
    expect(await reportAccounts()).toEqual({ ok: true, value: undefined });
    expect(reports).toEqual([]);
  });

  it('looks for whom records name, and reports a minute later', async () => {
    staged();
    await watched({ assignee: ANNA });
    await savedSettings({ defaultAssignee: BERT });
    await beginReport();
    await reportAccounts();
    expect((await round()).going).toMatchObject({ place: 'report' });
    expect(Object.keys(await known()).sort()).toEqual([ANNA, BERT]);
    expect(reports).toEqual([]);
    expect(looks()).toMatchObject([{ delayInSeconds: 60 }, { delayInSeconds: 60 }]);
    await reportAccounts();
    expect(
      reports
        .flat()
        .map(({ accountId }) => accountId)
        .sort(),
    ).toEqual([ANNA, BERT]);
    expect(await round()).toMatchObject({ lastBegunAt: expect.any(String) });
    expect(await round()).not.toHaveProperty('going');
    for (const one of Object.values(await known())) expect(one.reportedAt).toBeDefined();
  });

  it('is told in portions of ninety', async () => {
    staged();
    await rememberAccounts(
      Array.from({ length: 91 }, (_, n) => `${ANNA}${n}`),
      now(),
    );
    await going({});
    await reportAccounts();
    expect(reports.map((one) => one.length)).toEqual([90, 1]);
  });

  it('tells nobody twice in a round, nor whose account was closed', async () => {
    staged();
    await noteAccount(ANNA, { v: 1, updatedAt: ago(9), reportedAt: now() });
    await noteAccount(BERT, { v: 1, updatedAt: ago(9), closedAt: ago(9) });
    await going({ begunAt: ago(60) });
    await reportAccounts();
    expect(reports).toEqual([]);
    expect(await round()).not.toHaveProperty('going');
  });

  it('that Atlassian does not take goes on with the next one', async () => {
    staged(() => empty(503));
    await rememberAccounts([ANNA], now());
    await going({});
    expect(await reportAccounts()).toMatchObject({ ok: false, problem: { code: 'privacy.unreachable' } });
    expect((await round()).going?.place).toBe('report');
    expect((await known())[ANNA]).not.toHaveProperty('reportedAt');
  });

  it('is done by one: who was overtaken stops', async () => {
    staged();
    await going({ place: 'audit' });
    meanwhile(writes('record', 'account-report'), () => going({ place: 'audit' }));
    await reportAccounts();
    expect((await round()).going?.place).toBe('audit');
    expect(looks()).toEqual([]);
  });

  it('notes of whom Atlassian says that something changed', async () => {
    staged(says([{ accountId: ANNA, status: 'updated' }]));
    await noteAccount(ANNA, { v: 1, updatedAt: ago(900) });
    await noteAccount(BERT, { v: 1, updatedAt: ago(900) });
    await going({});
    await reportAccounts();
    const { [ANNA]: anna, [BERT]: bert } = await known();
    expect((anna?.updatedAt ?? '') > ago(60)).toBe(true);
    expect((bert?.updatedAt ?? '') < ago(800)).toBe(true);
    expect([anna?.closedAt, bert?.closedAt]).toEqual([undefined, undefined]);
  });

  it('reads twenty pages at once, and goes on in a minute', async () => {
    staged();
    await going({});
    answersFirst(({ path, body }) =>
      path.endsWith('/query') && !path.includes('entity') && JSON.stringify(body).includes('account:')
        ? json({ data: [], cursor: 'more' })
        : undefined,
    );
    await reportAccounts();
    const pages = seen().filter(
      ({ path, body }) => path.endsWith('/query') && JSON.stringify(body).includes('account:'),
    );
    expect(pages).toHaveLength(20);
    expect(looks()).toMatchObject([{ delayInSeconds: 60 }]);
    expect((await round()).going).toMatchObject({ place: 'report', cursor: 'more' });
  });
});

describe('whose account was closed', () => {
  it('is named in settings, Mandanten and connections no more, and who stood there is told', async () => {
    staged(says([{ accountId: ANNA, status: 'closed' }]));
    await watched({ assignee: ANNA });
    await watched({ assignee: BERT }, '455148-3');
    await savedSettings({ defaultAssignee: ANNA });
    await loggedIn();
    await decline(ANNA);
    await rememberAccounts([ANNA, BERT], now());
    await going({});
    await reportAccounts();
    expect(await watchOf()).not.toHaveProperty('assignee');
    expect(await watchOf('455148-3')).toMatchObject({ assignee: BERT });
    expect((await loadSettings()).data).not.toHaveProperty('defaultAssignee');
    expect(await hasDeclined(ANNA)).toBe(false);
    expect((await loadHealth()).vacancies).toMatchObject([
      { what: 'default-assignee', of: 'default' },
      { what: 'assignee', of: MANDANT },
    ]);
    expect((await known())[ANNA]).toMatchObject({
      closedAt: expect.any(String),
      reportedAt: expect.any(String),
    });
    expect((await known())[BERT]).not.toHaveProperty('closedAt');
    expect((await loadConnection('main')).data).toMatchObject({ connectedBy: 'admin' });
  });

  it('and stood nowhere leaves nothing to tell', async () => {
    staged(says([{ accountId: ANNA, status: 'closed' }]));
    await rememberAccounts([ANNA], now());
    await going({});
    await reportAccounts();
    expect(await loadHealth()).not.toHaveProperty('vacancies');
  });

  it('keeps whom somebody has chosen instead meanwhile', async () => {
    staged(says([{ accountId: ANNA, status: 'closed' }]));
    await watched({ assignee: ANNA });
    await rememberAccounts([ANNA], now());
    await going({});
    meanwhile(writes('record', 'health'), () => changeWatch(MANDANT, (w) => ({ ...w, assignee: BERT })));
    await reportAccounts();
    expect(await watchOf()).toMatchObject({ assignee: BERT });
  });
});
