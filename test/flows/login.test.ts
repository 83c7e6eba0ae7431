import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { knock, loggedIn, logIn } from '../../packages/sandbox/world/connection';
import { expectClean } from '../support/audit';
import { SIMULATES } from '../support/simulate';
import { ACCOUNTS, DAY, HOUR, lived, MINUTE, type TestWorld, testWorld } from '../support/world';

type Answer<T> = { readonly ok: boolean; readonly value: T; readonly problem?: { readonly code: string } };
type View = {
  readonly connection: { readonly state: string; readonly text: string };
  readonly connections: readonly {
    readonly id: string;
    readonly tone: string;
    readonly text: string;
    readonly person?: string;
    readonly until?: string;
    readonly isLive: boolean;
  }[];
};

async function admin<T = unknown>(
  w: TestWorld,
  functionKey: string,
  payload: object = {},
  accountId: string = ACCOUNTS.admin,
): Promise<Answer<T>> {
  const outcome = await w.forge.invokeResolver({
    moduleKey: 'datev-admin',
    functionKey,
    payload: { lang: 'en', ...payload },
    accountId,
  });
  if (outcome.kind !== 'returned') throw new Error(outcome.kind);
  return outcome.value as Answer<T>;
}

const begin = async (w: TestWorld, wish: object = { mode: 'session' }) => {
  const { value } = await admin<{ url: string; state: string }>(w, 'datev.login', {
    environment: 'sandbox',
    ...wish,
  });
  return value;
};
const finish = (w: TestWorld, state: string, accountId?: string) =>
  admin<{ is: string }>(w, 'datev.login-state', { state }, accountId);
const door = async (w: TestWorld, url: URL) => w.forge.webtrigger('inbound', knock(url));
const linkIn = (body: unknown) => /href="(\?[^"]+)"/.exec(String(body))?.[1]?.replaceAll('&#38;', '&') ?? '';
const view = async (w: TestWorld) => (await admin<View>(w, 'admin.view')).value;
const connectionOf = async (w: TestWorld, id: string) =>
  (await view(w)).connections.find((one) => one.id === id);
const tested = (w: TestWorld, connection = 'main') =>
  admin<{ mandanten: number }>(w, 'datev.test', { connection });

/** A long-term token is refreshed every 15 minutes: five days are 480 times. */
const DAYS = SIMULATES ? 30 : 5;

describe('the login', () => {
  it('is shown with the person, the time in DATEV’s form and what it covers, and works', async () => {
    const w = await testWorld();
    const { connection, connections } = await view(w);
    expect(connection).toMatchObject({ state: 'connected' });
    expect(connections.find(({ id }) => id === 'main')).toMatchObject({
      ...{ person: 'Petra Probe', until: '01.12.2026 20:00', tone: 'success', isLive: true },
    });
    expect(connections.find(({ id }) => id === '455148-1')).toMatchObject({ until: '30.11.2028 09:00' });
    expect((await tested(w)).value).toEqual({ mandanten: 6 });
    expect((await tested(w, '455148-1')).value).toEqual({ mandanten: 1 });
    await expectClean(w);
  });

  it('asks DATEV with PKCE, long state and nonce, only for what is needed', async () => {
    const w = await testWorld();
    const { url } = await begin(w, { mode: 'long-term', mandant: '455148-1' });
    const query = new URL(url).searchParams;
    expect(query.get('scope')).toBe(
      'openid profile datev:accounting:clients datev:accounting:extf-files-import accounting:documents accounting:clients:read accounting:dxso-jobs offline_access datev:iam:client:455148-1',
    );
    expect([query.get('code_challenge_method'), query.get('enableWindowsSso')]).toEqual(['S256', 'true']);
    expect([query.get('state')?.length, query.get('nonce')?.length]).toEqual([43, 43]);
  });

  it('over a fixed page of the vendor carries a signed address of this installation', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = String(privateKey.export({ type: 'pkcs8', format: 'pem' })).replaceAll('\n', '\\n');
    const w = await testWorld({ variables: { RELAY_PRIVATE_KEY: key } });
    const redirectUri = 'https://relay.example.com/';
    await admin(w, 'datev.register', {
      environment: 'sandbox',
      clientId: 'datev-for-jira-sandbox',
      redirectUri,
    });
    const { url, state } = await begin(w);
    const query = new URL(url).searchParams;
    const [inner, target = '', signature] = (query.get('state') ?? '').split('.');
    expect([query.get('redirect_uri'), inner, signature?.length]).toEqual([redirectUri, state, 86]);
    expect(Buffer.from(target, 'base64url').toString()).toBe(w.forge.webtriggerUrl('inbound'));
  });

  it('at DATEV’s sandbox goes over http://localhost: the person carries the answer over, unsigned', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = String(privateKey.export({ type: 'pkcs8', format: 'pem' })).replaceAll('\n', '\\n');
    const w = await testWorld({ variables: { RELAY_PRIVATE_KEY: key } });
    const registration = { clientId: 'datev-for-jira-sandbox', redirectUri: 'http://localhost' };
    expect(await admin(w, 'datev.register', { environment: 'sandbox', ...registration })).toMatchObject({
      ok: true,
    });
    const { url, state } = await begin(w);
    const returned = loggedIn(w.forge, url, 'kai');
    expect(returned.href).toMatch(/^http:\/\/localhost\/\?/);
    const carried = new URL(w.forge.webtriggerUrl('inbound') + returned.search);
    const page = await door(w, carried);
    await door(w, new URL(linkIn(page.body), carried));
    expect((await finish(w, state)).value).toEqual({ is: 'connected' });
    expect((await tested(w)).ok).toBe(true);
  });

  it.each([
    ['production', 'http://localhost', 'datev.localhost'],
    ['sandbox', 'http://localhost.evil.example.com/', 'platform.bad-payload'],
    ['sandbox', 'http://localhost@evil.example.com/', 'platform.bad-payload'],
    ['sandbox', 'http://evil.example.com/', 'platform.bad-payload'],
  ])('takes no unsafe return address: %s, %s', async (environment, redirectUri, code) => {
    const w = await testWorld();
    const answer = await admin(w, 'datev.register', { environment, clientId: 'x', redirectUri });
    expect(answer.problem?.code).toBe(code);
  });

  it('shows who began it and for what, escaped, in a page that loads and keeps nothing', async () => {
    const w = await testWorld();
    const { url } = await begin(w, { mode: 'long-term', mandant: '455148-1' });
    const page = await door(w, loggedIn(w.forge, url, 'petra'));
    expect(page.body).toContain('Anna Admin');
    expect(page.body).toContain('sandbox.atlassian.net');
    expect(page.body).toContain('Mandant 455148-1');
    expect(page.body).not.toContain('<script');
    expect(page.headers).toMatchObject({
      'Cache-Control': ['no-store'],
      'Referrer-Policy': ['no-referrer'],
      'Content-Security-Policy': [expect.stringContaining("default-src 'none'")],
    });
  });

  it('waits for the person’s confirmation, and takes it once', async () => {
    const w = await testWorld();
    const { url, state } = await begin(w);
    expect((await finish(w, state)).value).toEqual({ is: 'waiting' });
    const back = loggedIn(w.forge, url, 'kai');
    const early = new URL(`?state=${state}&confirm=${'A'.repeat(43)}`, back);
    expect((await door(w, early)).status, 'nobody came back yet').toBe(400);
    const page = await door(w, back);
    expect((await door(w, back)).status, 'each state counts once').toBe(400);
    const twice = new URL(linkIn(page.body), back);
    twice.searchParams.append('confirm', 'A'.repeat(43));
    expect((await door(w, twice)).status).toBe(400);
    expect((await finish(w, state)).value).toEqual({ is: 'waiting' });
    const wrong = new URL(`?state=${state}&confirm=${'A'.repeat(43)}`, back);
    expect((await door(w, wrong)).status).toBe(400);
    expect((await finish(w, state)).value).toEqual({ is: 'waiting' });
    expect((await door(w, new URL(linkIn(page.body), back))).status).toBe(200);
    expect((await finish(w, state)).value).toEqual({ is: 'connected' });
    expect(await connectionOf(w, 'main')).toMatchObject({ person: 'Kai Kanzlei' });
    expect((await finish(w, state)).value).toEqual({ is: 'over' });
    expect((await door(w, back)).status).toBe(400);
    await expectClean(w);
  });

  it('ends the approval before at DATEV, so that never two are valid', async () => {
    const w = await testWorld();
    const revokes = () => w.forge.log.requests.filter(({ operation }) => operation === 'revoke').length;
    const before = revokes();
    await logIn(w.forge, { mode: 'session', as: 'kai' });
    expect(revokes()).toBe(before + 2);
    expect((await tested(w)).ok).toBe(true);
  });

  it('is redeemed once, whoever asks at the same moment, and two logins leave one connection', async () => {
    const w = await testWorld();
    const confirmed = async () => {
      const { url, state } = await begin(w);
      const back = loggedIn(w.forge, url, 'kai');
      const page = await door(w, back);
      await door(w, new URL(linkIn(page.body), back));
      return state;
    };
    const tokens = () => w.forge.log.requests.filter(({ operation }) => operation === 'token').length;
    const before = tokens();
    const state = await confirmed();
    const answers = await Promise.all([finish(w, state), finish(w, state), finish(w, state)]);
    expect(answers.filter(({ value }) => value.is === 'connected')).toHaveLength(1);
    expect(tokens()).toBe(before + 1);
    const [one, other] = [await confirmed(), await confirmed()];
    await Promise.all([finish(w, one), finish(w, other)]);
    expect((await tested(w)).ok).toBe(true);
    const kept = w.forge.storage.dump().filter(({ key }) => key.startsWith('token:main:'));
    expect(kept).toHaveLength(1);
  });

  it('needs a registration, and for a Mandant’s approval its number and nothing else for a session', async () => {
    const w = await testWorld();
    const code = async (wish: object) => (await admin(w, 'datev.login', wish)).problem?.code;
    expect(await code({ environment: 'production', mode: 'session' })).toBe('datev.not-registered');
    const environment = 'sandbox';
    expect(await code({ environment, mode: 'long-term' })).toBe('platform.bad-payload');
    expect(await code({ environment, mode: 'session', mandant: '455148-1' })).toBe('platform.bad-payload');
    expect(w.forge.storage.dump().filter(({ key }) => key.startsWith('login:begun:'))).toEqual([]);
  });

  it('names the account of whoever began it, where Jira does not say their name', async () => {
    const w = await testWorld();
    w.forge.faults.add({ service: 'jira', operation: 'bulkGetUsers', fault: '503', times: 9 });
    const { url } = await begin(w);
    expect(w.forge.faults.list()[0]?.left, 'the fault struck').toBeLessThan(9);
    w.forge.faults.clear();
    const page = await door(w, loggedIn(w.forge, url, 'petra'));
    expect(page.body).toContain(ACCOUNTS.admin);
  });

  it('at DATEV itself comes back to no machine of a developer', async () => {
    const w = await testWorld();
    const registered = async (environment: string, redirectUri: string) =>
      (await admin(w, 'datev.register', { environment, clientId: 'c', redirectUri })).problem?.code;
    expect(await registered('production', 'http://localhost:4000/back')).toBe('datev.localhost');
    expect(await registered('production', 'https://kanzlei.example/back')).toBeUndefined();
    expect(await registered('sandbox', 'http://localhost:4000/back')).toBeUndefined();
  });

  it('says when DATEV did not grant it', async () => {
    const w = await testWorld();
    const { url, state } = await begin(w);
    const page = await door(w, loggedIn(w.forge, url, 'nobody'));
    expect(page.body).toContain('keinen Zugriff gewährt');
    expect((await finish(w, state)).problem?.code).toBe('datev.login-denied');
    expect((await finish(w, state)).value, 'and it is over').toEqual({ is: 'over' });
    expect((await tested(w)).ok).toBe(true);
  });

  it('works for a confidential client, whose secret is never shown', async () => {
    const w = await testWorld();
    const wish = { environment: 'sandbox', clientId: 'datev-for-jira-confidential' };
    await admin(w, 'datev.register', { ...wish, secret: 'sandbox-secret' });
    await logIn(w.forge, { mode: 'session' });
    await w.forge.advance(20 * MINUTE);
    expect((await tested(w)).ok).toBe(true);
    expect(JSON.stringify(await admin(w, 'admin.view'))).not.toContain('sandbox-secret');
    await expectClean(w);
    await admin(w, 'datev.register', { ...wish, secret: 'wrong' });
    await w.forge.advance(20 * MINUTE);
    expect((await tested(w)).problem?.code).toBe('datev.client-refused');
    await admin(w, 'datev.register', { ...wish, secret: 'sandbox-secret' });
    expect((await tested(w)).ok).toBe(true);
  });
});

describe('whoever wants in by the login', () => {
  it.each([
    ['without a state', (url: URL) => url.searchParams.delete('state'), 404],
    ['with an invented state', (url: URL) => url.searchParams.set('state', 'A'.repeat(43)), 400],
    [
      'with a state that would be a storage key',
      (url: URL) => url.searchParams.set('state', '../token:main:1'),
      400,
    ],
    ['with two states', (url: URL) => url.searchParams.append('state', 'B'.repeat(43)), 404],
    ['without a code', (url: URL) => url.searchParams.delete('code'), 400],
    ['with an endless code', (url: URL) => url.searchParams.set('code', 'x'.repeat(5000)), 404],
  ])('%s is sent away', async (_, change, status) => {
    const w = await testWorld();
    const { url, state } = await begin(w);
    const back = loggedIn(w.forge, url, 'petra');
    change(back);
    expect((await door(w, back)).status).toBe(status);
    expect((await finish(w, state)).value).toEqual({ is: 'waiting' });
  });

  it('with another account cannot finish it, and learns nothing', async () => {
    const w = await testWorld();
    const { url, state } = await begin(w);
    const back = loggedIn(w.forge, url, 'petra');
    const page = await door(w, back);
    await door(w, new URL(linkIn(page.body), back));
    expect((await finish(w, state, ACCOUNTS.outsider)).ok).toBe(false);
    // Nor can another administrator.
    w.jira.setGlobalPermission('ADMINISTER', [ACCOUNTS.admin, ACCOUNTS.firmLead]);
    expect((await finish(w, state, ACCOUNTS.firmLead)).value).toEqual({ is: 'over' });
    expect((await finish(w, state)).value).toEqual({ is: 'connected' });
  });

  it('with a code of another installation gets an error of DATEV, and the connection before has ended cleanly', async () => {
    const [w, other] = [await testWorld(), await testWorld()];
    const { url } = await begin(other);
    const code = loggedIn(other.forge, url, 'petra').searchParams.get('code') ?? '';
    const mine = await begin(w);
    const back = loggedIn(w.forge, mine.url, 'petra');
    back.searchParams.set('code', `${code}x`);
    const page = await door(w, back);
    await door(w, new URL(linkIn(page.body), back));
    expect((await finish(w, mine.state)).problem?.code).toBe('datev.login-ended');
    expect(await connectionOf(w, 'main')).toMatchObject({ isLive: false });
  });

  it('in the name of another issuer never reaches the token endpoint', async () => {
    const w = await testWorld();
    const { url, state } = await begin(w);
    const back = loggedIn(w.forge, url, 'petra');
    back.searchParams.set('iss', 'https://login.example.com');
    const page = await door(w, back);
    await door(w, new URL(linkIn(page.body), back));
    const asked = w.forge.log.requests.filter(({ operation }) => operation === 'token').length;
    expect((await finish(w, state)).problem?.code).toBe('datev.login-answer');
    expect(w.forge.log.requests.filter(({ operation }) => operation === 'token').length).toBe(asked);
  });

  it('after ten minutes is too late', async () => {
    const w = await testWorld();
    const { url, state } = await begin(w);
    const back = loggedIn(w.forge, url, 'petra');
    const other = await begin(w);
    const link = linkIn((await door(w, loggedIn(w.forge, other.url, 'petra'))).body);
    await w.forge.advance(11 * MINUTE);
    expect((await door(w, back)).status).toBe(400);
    expect((await door(w, new URL(link, back))).status, 'also to confirm').toBe(400);
    expect((await finish(w, state)).value).toEqual({ is: 'over' });
  });

  it('must be an administrator', async () => {
    const w = await testWorld();
    for (const name of [
      'datev.login',
      'datev.login-state',
      'datev.register',
      'datev.disconnect',
      'datev.test',
    ])
      expect((await admin(w, name, PAYLOADS[name], ACCOUNTS.accountant)).problem?.code).toMatch(/^access\./);
  });
});

const PAYLOADS: Readonly<Record<string, object>> = {
  'datev.login': { environment: 'sandbox', mode: 'session' },
  'datev.login-state': { state: 'A'.repeat(43) },
  'datev.register': { environment: 'sandbox', clientId: 'x' },
  'datev.disconnect': { connection: 'main' },
  'datev.test': { connection: 'main' },
};

describe('tokens', () => {
  it('are refreshed when it is time, each refresh token once, and nothing of old ones stays', async () => {
    const w = await testWorld();
    await w.forge.advance(20 * MINUTE);
    const before = w.datev.redemptions().redeemed;
    expect((await tested(w)).ok).toBe(true);
    expect((await tested(w)).ok).toBe(true);
    expect(w.datev.redemptions()).toEqual({ redeemed: before + 1, reused: 0 });
    const kept = w.forge.storage
      .dump({ maskSecrets: true })
      .filter(({ key }) => key.startsWith('token:main:'));
    expect(kept.map(({ key }) => key)).toEqual(['token:main:2']);
  });

  it('of a session last eleven hours from the login; then it says what to do, and Mandanten with approvals go on', async () => {
    const w = await testWorld();
    await w.forge.advance(10 * HOUR);
    expect((await tested(w)).ok).toBe(true);
    await w.forge.advance(HOUR + MINUTE);
    expect((await tested(w)).problem?.code).toBe('datev.reconnect');
    expect(await connectionOf(w, 'main')).toMatchObject({
      tone: 'removed',
      isLive: false,
      text: 'Expired. Connect again.',
    });
    expect((await tested(w, '455148-1')).ok).toBe(true);
    expect((await view(w)).connection.state).toBe('connected');
    await logIn(w.forge, { mode: 'session' });
    expect((await tested(w)).ok).toBe(true);
  });

  it(`long-term carry ${DAYS} days, without a second redemption of anything`, {
    timeout: 120_000,
  }, async () => {
    const w = await testWorld();
    for (let day = 0; day < DAYS; day++) {
      await w.forge.advance(DAY);
      if (day === 3) w.forge.restore(structuredClone(w.forge.snapshot()));
    }
    expect((await tested(w, '455148-1')).ok).toBe(true);
    expect(w.datev.redemptions().reused).toBe(0);
    expect((await view(w)).connection.state).toBe('connected');
    await expectClean(w);
  });

  it('that DATEV refuses before their time are renewed at once, and the call is made again', async () => {
    const w = await testWorld();
    const [access = ''] = w.datev.secrets();
    w.datev.expireToken(access);
    expect((await tested(w)).ok).toBe(true);
    expect(w.datev.redemptions()).toEqual({ redeemed: 1, reused: 0 });
  });

  it('are refreshed exactly once for 200 that ask at the same moment', async () => {
    const w = await testWorld();
    await w.forge.advance(20 * MINUTE);
    const { redeemed } = w.datev.redemptions();
    const answers = await Promise.all(Array.from({ length: 200 }, () => tested(w)));
    expect(w.datev.redemptions()).toEqual({ redeemed: redeemed + 1, reused: 0 });
    const codes = answers.map((answer) => (answer.ok ? 'ok' : (answer.problem?.code ?? '')));
    // Jira itself turns some away who ask for their rights all at once.
    expect(new Set(codes)).toEqual(new Set(['ok', 'datev.token-busy', 'jira.later']));
    expect(codes.filter((code) => code !== 'jira.later').length).toBeGreaterThan(50);
    await w.forge.advance(MINUTE);
    expect((await tested(w)).ok).toBe(true);
  });

  it('are refreshed exactly once by workers without shared memory', { timeout: 120_000 }, async () => {
    const w = await testWorld({ host: 'a' });
    await w.forge.advance(20 * MINUTE);
    const { redeemed } = w.datev.redemptions();
    await Promise.all(Array.from({ length: 40 }, () => tested(w)));
    expect(w.datev.redemptions()).toEqual({ redeemed: redeemed + 1, reused: 0 });
    expect((await tested(w)).ok).toBe(true);
  });

  it('of a Mandant work while DATEV shows it to the person, and the test says so', async () => {
    const w = await testWorld();
    expect((await tested(w, '455148-1')).value).toEqual({ mandanten: 1 });
    w.datev.setAccess('455148-1', false);
    expect((await tested(w, '455148-1')).problem?.code).toBe('datev.no-permission');
    expect((await tested(w)).value.mandanten, 'the others').toBeGreaterThan(1);
  });

  it('are gone after disconnecting, also at DATEV', async () => {
    const w = await testWorld();
    expect((await admin(w, 'datev.disconnect', { connection: 'main' })).ok).toBe(true);
    expect((await tested(w)).problem?.code).toBe('datev.reconnect');
    const kept = w.forge.storage
      .dump({ maskSecrets: true })
      .filter(({ key }) => key.startsWith('token:main:'));
    expect(kept).toEqual([]);
    expect(w.forge.log.requests.filter(({ operation }) => operation === 'revoke')).toHaveLength(2);
    // Pressed again, and for whom there never was one: nothing happens, and nothing is written down.
    const log = async () =>
      (await admin<{ entries: readonly object[] }>(w, 'configuration.changes')).value.entries;
    const before = await log();
    await admin(w, 'datev.disconnect', { connection: 'main' });
    await admin(w, 'datev.disconnect', { connection: '455148-99' });
    expect(await log()).toEqual(before);
    expect(w.forge.log.requests.filter(({ operation }) => operation === 'revoke')).toHaveLength(2);
    await admin(w, 'datev.disconnect', { connection: '455148-1' });
    expect(await view(w)).toMatchObject({
      connection: { state: 'broken', text: expect.stringContaining('455148-1') },
    });
  });
});

describe('a disconnection that died when it was on record', () => {
  it.each([
    ['somebody presses again', (w: TestWorld) => admin(w, 'datev.disconnect', { connection: 'main' })],
    ['somebody logs in', (w: TestWorld) => logIn(w.forge, { mode: 'session', as: 'kai' })],
    ['the app is removed', (w: TestWorld) => w.forge.invoke('uninstalling-fn', {})],
  ])('leaves no token, here or at DATEV, when %s', async (_, does) => {
    const w = await testWorld();
    const [token] = w.forge.storage
      .dump({ maskSecrets: false })
      .filter(({ key }) => key.startsWith('token:main:'));
    w.forge.faults.add({
      ...{ service: 'kvs', operation: 'transact', fault: 'crash-after', times: 1 },
      match: { key: 'connection:main' },
    });
    await admin(w, 'datev.disconnect', { connection: 'main' }).catch(() => undefined);
    expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
    expect((await tested(w)).problem?.code).toBe('datev.reconnect');
    const revoked = () => w.forge.log.requests.filter(({ operation }) => operation === 'revoke').length;
    expect(revoked()).toBe(0);
    await does(w);
    expect(revoked()).toBeGreaterThanOrEqual(2);
    expect(w.forge.storage.dump().map(({ key }) => key)).not.toContain(token?.key);
  });
});

describe('a copy of the site', () => {
  async function copied(): Promise<TestWorld> {
    const real = await testWorld();
    const copy = await testWorld({ empty: true, cloudId: 'c09f0000-0000-4000-8000-000000000000' });
    for (const { store, entity, key, value } of real.forge.storage.dump({ maskSecrets: false }))
      copy.forge.storage.put({ store, key, value, ...(entity === undefined ? {} : { entity }) } as never);
    return copy;
  }
  const revocations = (w: TestWorld) =>
    w.forge.log.requests.filter(({ operation }) => operation === 'revoke').length;

  it.each([
    ['logs in', (w: TestWorld) => logIn(w.forge, { mode: 'session' })],
    ['disconnects', (w: TestWorld) => admin(w, 'datev.disconnect', { connection: 'main' })],
    ['removes the app', (w: TestWorld) => w.forge.invoke('uninstalling-fn', {})],
  ])('never ends at DATEV what is the other site’s, when somebody there %s', async (_, does) => {
    const copy = await copied();
    await does(copy);
    await copy.forge.advance(MINUTE);
    expect(revocations(copy)).toBe(0);
    // What it has of the other one is gone, as everywhere.
    const tokens = copy.forge.storage.dump().filter(({ key }) => key === 'token:main:1');
    expect(tokens).toEqual([]);
  });

  it('never uses the connection of the one it was copied from, and says so', async () => {
    const copy = await copied();
    expect((await tested(copy)).problem?.code).toBe('datev.other-site');
    expect((await tested(copy, '455148-1')).problem?.code).toBe('datev.other-site');
    expect((await view(copy)).connection.state).toBe('broken');
    expect(await connectionOf(copy, 'main')).toMatchObject({
      tone: 'removed',
      text: expect.stringContaining('copy'),
    });
    await copy.forge.advance(2 * HOUR);
    expect(copy.forge.log.requests.filter(({ service }) => service === 'datev')).toEqual([]);
    await logIn(copy.forge, { mode: 'session' });
    expect((await tested(copy)).ok).toBe(true);
  });
});

/** Long-term approvals of more Mandanten, as copies of one that a person really gave. */
function plantApprovals(w: TestWorld, count: number): void {
  const all = w.forge.storage.dump({ maskSecrets: false });
  const [record] = all.filter(({ key }) => key === 'connection:455148-2');
  const [token] = all.filter(({ key }) => key.startsWith('token:455148-2:'));
  if (record === undefined || token === undefined) throw new Error('There is no approval to copy.');
  for (let n = 0; n < count; n++) {
    const id = `455149-${100 + n}`;
    const { version, data } = record.value as { version: number; data: object };
    w.forge.storage.put({
      ...{ store: 'entity', entity: 'record', key: `connection:${id}` },
      value: { version, data: { ...data, id } },
    });
    w.forge.storage.put({ store: 'secret', key: token.key.replace('455148-2', id), value: token.value });
  }
}

function openApprovals(w: TestWorld): readonly string[] {
  return w.forge.storage
    .dump({ maskSecrets: true })
    .map(({ key }) => key)
    .filter((key) => key.startsWith('token:'));
}

describe('before the app is removed', () => {
  it('every approval is revoked at DATEV, and no token stays', async () => {
    const w = await testWorld();
    const outcome = await w.forge.invoke('uninstalling-fn', {});
    expect(outcome.kind).toBe('returned');
    const kept = w.forge.storage.dump({ maskSecrets: true }).map(({ key }) => key);
    // Watched are two of six: what a Mandant approved that nobody watches is a key all the same.
    expect(kept.filter((key) => key.startsWith('token:'))).toEqual([]);
    expect((await tested(w)).problem?.code).toBe('datev.reconnect');
    expect(w.forge.log.requests.filter(({ operation }) => operation === 'revoke')).toHaveLength(14);
  });

  it('approvals are revoked side by side: twelve answers that never come cost no other approval', async () => {
    const w = await testWorld();
    w.forge.faults.add({ service: 'datev', operation: 'revoke', fault: 'timeout', times: 12 });
    expect((await w.forge.invoke('uninstalling-fn', {})).kind).toBe('returned');
    expect(openApprovals(w)).toEqual([]);
    expect(w.forge.log.requests.filter(({ operation }) => operation === 'revoke')).toHaveLength(14);
  });

  it('what cannot be revoked in time is counted in the log, without a number of a Mandant', async () => {
    const w = await testWorld();
    plantApprovals(w, 60);
    w.forge.faults.add({ service: 'datev', operation: 'revoke', fault: 'timeout', times: 1000 });
    expect((await w.forge.invoke('uninstalling-fn', {})).kind).toBe('returned');
    const said = w.forge.log.console
      .map(({ text }) => text)
      .filter((text) => text.includes('uninstall.left'));
    expect(said.map((text) => JSON.parse(text))).toEqual([{ event: 'uninstall.left', ended: 0, left: 67 }]);
  });

  it('an approval counts as ended only if DATEV said so of all its tokens, also of those a refresh just stored', async () => {
    const w = await testWorld();
    const others = (await view(w)).connections.map(({ id }) => id).filter((id) => id !== 'main');
    for (const connection of others) await admin(w, 'datev.disconnect', { connection });
    const [token] = w.forge.storage
      .dump({ maskSecrets: false })
      .filter(({ key }) => key.startsWith('token:main:'));
    const generation = Number(token?.key.split(':').at(-1));
    w.forge.storage.put({ store: 'secret', key: `token:main:${generation + 1}`, value: token?.value });
    w.forge.faults.add({ service: 'datev', operation: 'revoke', fault: '503', times: 1 });
    expect((await w.forge.invoke('uninstalling-fn', {})).kind).toBe('returned');
    expect(openApprovals(w)).toEqual([]);
    const [said] = w.forge.log.console.filter(({ text }) => text.includes('uninstall.left'));
    expect(JSON.parse(said?.text ?? '{}')).toMatchObject({ left: 1 });
  });

  it('what was never connected is not left', async () => {
    const w = await testWorld({ empty: true });
    expect((await w.forge.invoke('uninstalling-fn', {})).kind).toBe('returned');
    expect(w.forge.log.console.filter(({ text }) => text.includes('uninstall.left'))).toEqual([]);
  });

  it.each(['index', 'watches', 'Looker'])(
    'what storage does not list costs no approval: %s',
    async (what) => {
      const w = await testWorld();
      const of = { index: 'record/version', watches: 'mandant/', Looker: 'looker' }[what] ?? '';
      const operation = what === 'Looker' ? 'getEntity' : 'queryEntity';
      w.forge.faults.add({ service: 'kvs', operation, fault: '503', times: 50, match: { key: of } });
      expect((await w.forge.invoke('uninstalling-fn', {})).kind).toBe('returned');
      expect(w.forge.faults.list()[0]?.left, 'the fault struck').toBeLessThan(50);
      const watched = /^token:(main|455148-1|455148-3):/;
      expect(openApprovals(w).filter((key) => what !== 'index' || watched.test(key))).toEqual([]);
    },
  );

  it('one record that storage does not give costs no other approval', async () => {
    const w = await testWorld();
    const match = { key: 'connection:455148-2' };
    w.forge.faults.add({ service: 'kvs', operation: '*', fault: '503', times: 50, match });
    expect((await w.forge.invoke('uninstalling-fn', {})).kind).toBe('returned');
    expect(openApprovals(w).filter((key) => !key.startsWith('token:455148-2:'))).toEqual([]);
  });
});

describe('the admin page', () => {
  it('shows every approval, also of Mandanten that nobody ever watched', async () => {
    const w = await testWorld();
    const ids = (await view(w)).connections.map(({ id }) => id).toSorted();
    expect(ids).toEqual(['455148-1', '455148-2', '455148-3', '455148-4', '455148-5', '455148-6', 'main']);
  });
});

/** How many calls leave the app while it refreshes. */
const STEPS = Array.from({ length: 14 }, (_, n) => n);
const FAULTS = ['crash-before', 'crash-after', 'lost-response', 'network', '503', 'html'] as const;
const whenTimeIsUp = lived((w) => w.forge.advance(20 * MINUTE));

describe.each(FAULTS)('%s', (fault) => {
  it.each(STEPS)('at call %i of a refresh: no second redemption, and a clear state', async (after) => {
    const { w } = await whenTimeIsUp();
    w.forge.faults.add({
      service: '*',
      operation: '*',
      fault,
      after,
      match: { functionKey: 'admin-resolver-fn' },
    });
    await tested(w).catch(() => undefined);
    w.forge.faults.clear();
    await w.forge.advance(3 * MINUTE);
    const answer = await tested(w);
    expect(w.datev.redemptions().reused).toBe(0);
    if (answer.ok) return;
    expect(answer.problem?.code).toBe('datev.reconnect');
    expect(await connectionOf(w, 'main')).toMatchObject({ tone: 'removed', isLive: false });
    await logIn(w.forge, { mode: 'session' });
    expect((await tested(w)).ok).toBe(true);
  });
});

const confirmed = lived(async (w) => {
  await w.forge.advance(MINUTE);
  const { url, state } = await begin(w);
  const back = loggedIn(w.forge, url, 'kai');
  const page = await door(w, back);
  await door(w, new URL(linkIn(page.body), back));
  return state;
});

describe.each(['crash-before', 'crash-after', 'lost-response'] as const)('%s', (fault) => {
  it.each(Array.from({ length: 30 }, (_, n) => n))(
    'at call %i of finishing a login: connected, or plainly not',
    async (after) => {
      const { w, told: state } = await confirmed();
      w.forge.faults.add({
        service: '*',
        operation: '*',
        fault,
        after,
        match: { functionKey: 'admin-resolver-fn' },
      });
      await finish(w, state).catch(() => undefined);
      w.forge.faults.clear();
      await w.forge.advance(MINUTE);
      const now = await tested(w);
      if (!now.ok) {
        expect(now.problem?.code).toBe('datev.reconnect');
        await logIn(w.forge, { mode: 'session' });
        expect((await tested(w)).ok).toBe(true);
      }
      expect(w.datev.redemptions().reused).toBe(0);
      expect((await tested(w, '455148-1')).ok).toBe(true);
    },
  );
});
