import '../support/forge-globals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEMO_HOST, DEMO_KEY } from '../../packages/sandbox/looker/fresh-state';
import { loadConnection, loadToken } from '../../src/looker/login/connection-store';
import { lookerToken } from '../../src/looker/login/session-api';
import { me, models, savedQuery } from '../../src/looker/metadata-api';
import { monthOf } from '../../src/looker/meter';
import { loadLookerMeter } from '../../src/looker/meter-store';
import { cutOff, empty, json, page } from '../support/forge-globals';
import { connected, stage } from './stage';

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line));
});
afterEach(() => vi.restoreAllMocks());

const now = () => new Date().toISOString();
const WRONG = { ...DEMO_KEY, clientSecret: 'wrong' };

describe('logging in', () => {
  it('sends the key in a form and keeps the token for the next calls', async () => {
    const on = stage();
    const connection = await connected();
    expect(await me(connection)).toEqual({ ok: true, value: { id: '11', name: 'DATEV Dienst' } });
    expect(await me(connection)).toMatchObject({ ok: true });
    expect(on.calls()).toEqual(['login 200', 'me 200', 'me 200']);
    const [login, first] = on.web();
    expect(login).toMatchObject({
      path: `https://${DEMO_HOST}/api/4.0/login`,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `client_id=${DEMO_KEY.clientId}&client_secret=${DEMO_KEY.clientSecret}`,
    });
    expect(login?.headers).not.toHaveProperty('authorization');
    expect(first?.headers['authorization']).toMatch(/^token \S+$/);
    expect(on.violations).toEqual([]);
    expect(await loadToken(connection.id)).toMatchObject({ token: expect.any(String) });
  });

  it('logs in again before the token ends', async () => {
    const on = stage();
    const connection = await connected();
    await me(connection);
    const first = await loadToken(connection.id);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_490_000 });
    await me(connection);
    vi.useRealTimers();
    expect(on.calls()).toEqual(['login 200', 'me 200', 'login 200', 'me 200']);
    expect((await loadToken(connection.id))?.token).not.toBe(first?.token);
  });

  it('is done once more when Looker no longer knows the token', async () => {
    const on = stage();
    const connection = await connected();
    await me(connection);
    on.looker.expireTokens();
    expect(await me(connection)).toMatchObject({ ok: true });
    expect(on.calls()).toEqual(['login 200', 'me 200', 'me 401', 'login 200', 'me 200']);
  });

  it('uses the token that somebody else got meanwhile', async () => {
    const on = stage();
    const connection = await connected();
    await me(connection);
    const refused = await loadToken(connection.id);
    on.looker.expireTokens();
    await me(connection);
    const fresh = await loadToken(connection.id);
    const calls = on.calls().length;
    expect(await lookerToken(connection, refused?.token)).toEqual({ ok: true, value: fresh?.token });
    expect([on.calls().length, fresh?.token === refused?.token]).toEqual([calls, false]);
  });

  it('serves many that ask at once', async () => {
    const on = stage();
    const connection = await connected();
    const asked = await Promise.all(Array.from({ length: 5 }, () => me(connection)));
    on.looker.expireTokens();
    const again = await Promise.all(Array.from({ length: 5 }, () => me(connection)));
    expect([...asked, ...again].every((answer) => answer.ok)).toBe(true);
    expect((await loadConnection(connection.id))?.state).toBe('connected');
    expect(await me(connection)).toMatchObject({ ok: true });
  });

  it('is not tried a third time: the connection is paused, and nothing more leaves', async () => {
    const on = stage();
    const connection = await connected();
    on.looker.answerNext({ status: 401, operation: 'me', times: 2 });
    expect(await me(connection)).toMatchObject({
      problem: { problem: { code: 'looker.login-lost', retry: 'after-fix' } },
    });
    expect(on.calls()).toEqual(['login 200', 'me 401', 'login 200', 'me 401']);
    const paused = await loadConnection(connection.id);
    expect(paused?.state).toBe('paused');
    if (paused === undefined) throw new Error('gone');
    expect(await me(paused)).toMatchObject({ problem: { problem: { code: 'looker.paused' } } });
    expect(on.calls()).toHaveLength(4);
    expect(await me({ ...paused, state: 'connected' })).toMatchObject({ ok: true });
  });

  it('with a wrong key is a decision of people, and not repeated', async () => {
    const on = stage();
    const connection = await connected(WRONG);
    const wrongKey = { ok: false, problem: { problem: { code: 'looker.wrong-key', retry: 'after-fix' } } };
    expect(await me(connection)).toEqual(wrongKey);
    expect(await me((await loadConnection(connection.id)) ?? connection)).toEqual(wrongKey);
    expect(on.calls()).toEqual(['login 404']);
    expect((await loadConnection(connection.id))?.state).toBe('wrong-key');
  });

  it('is a wrong key, too, when Looker says so with its page for people', async () => {
    const on = stage();
    const connection = await connected();
    on.answerNext(page(404));
    expect(await me(connection)).toMatchObject({
      problem: { problem: { code: 'looker.wrong-key', retry: 'after-fix' } },
    });
    expect((await loadConnection(connection.id))?.state).toBe('wrong-key');
  });

  it('without a stored secret asks nobody', async () => {
    const on = stage();
    const connection = await connected();
    expect(await me({ ...connection, id: 'lffffffffffff' })).toMatchObject({
      problem: { problem: { code: 'looker.wrong-key' } },
    });
    expect(on.web()).toEqual([]);
  });

  it.each([
    ['a page', () => page(200), 'looker.unreadable'],
    ['another shape', () => json({ token: 'x' }), 'looker.unreadable'],
    ['a token with a line break', () => json({ access_token: 'a\r\nb', expires_in: 1 }), 'looker.unreadable'],
    ['too many', () => empty(429), 'looker.later'],
  ])('answered with %s keeps the connection', async (_what, answer, code) => {
    const on = stage();
    const connection = await connected();
    on.answerNext(answer());
    expect(await me(connection)).toMatchObject({ problem: { problem: { code, retry: 'later' } } });
    expect((await loadConnection(connection.id))?.state).toBe('connected');
  });
});

describe('an answer', () => {
  const refusal = (status: number, body: object) => json(body, status);
  const invalid = {
    message: 'Validation Failed',
    errors: [{ field: 'filters', code: 'invalid', message: 'Betrag 4711,00' }, { field: 'a b' }],
  };
  it.each([
    ['400', () => refusal(400, { message: 'no' }), 'looker.refused', 'after-fix'],
    ['403', () => refusal(403, { message: 'no' }), 'looker.no-permission', 'after-fix'],
    ['403 of a gateway', () => page(403), 'looker.unreadable', 'later'],
    ['404', () => refusal(404, { message: 'Not found' }), 'looker.not-found', 'after-fix'],
    ['404 as a page for people: a Look that is gone', () => page(404), 'looker.not-found', 'after-fix'],
    ['409', () => refusal(409, {}), 'looker.refused', 'after-fix'],
    ['422', () => refusal(422, invalid), 'looker.refused-fields', 'after-fix'],
    ['429', () => empty(429, { 'retry-after': '7' }), 'looker.later', 'later'],
    ['429 with a page', () => page(429), 'looker.later', 'later'],
    ['500', () => refusal(500, {}), 'looker.unavailable', 'later'],
    ['502', () => page(502), 'looker.later', 'later'],
    ['503', () => empty(503), 'looker.later', 'later'],
    ['504', () => empty(504), 'looker.later', 'later'],
    ['a login page', () => page(200), 'looker.unreadable', 'later'],
    ['a redirect', () => empty(302, { location: 'https://x' }), 'looker.unreadable', 'later'],
    ['a cut-off body', () => cutOff(), 'looker.unreadable', 'later'],
    ['an empty body', () => empty(200), 'looker.unreadable', 'later'],
    ['another shape', () => json([1]), 'looker.unreadable', 'later'],
    ['a lost one', () => new TypeError('fetch failed'), 'looker.unreachable', 'later'],
    ['one too late', () => new DOMException('x', 'TimeoutError'), 'looker.slow', 'later'],
    [
      'one too big',
      () => new Response('{}', { headers: { 'content-length': String(50 * 1024 * 1024) } }),
      'looker.too-big',
      'after-fix',
    ],
  ])('%s is the right decision', async (_what, answer, code, retry) => {
    const on = stage();
    const connection = await connected();
    await me(connection);
    on.answerNext(answer() as Response);
    const asked = await me(connection);
    expect(asked).toMatchObject({ ok: false, problem: { problem: { code, retry } } });
    expect((await loadConnection(connection.id))?.state).toBe('connected');
  });

  it('keeps what Looker says apart from the problem', async () => {
    const on = stage();
    const connection = await connected();
    await me(connection);
    on.answerNext(refusal(422, invalid));
    expect(await me(connection)).toEqual({
      ok: false,
      problem: {
        problem: {
          code: 'looker.refused-fields',
          retry: 'after-fix',
          status: 422,
          values: { fields: 'filters' },
        },
        verbatim: 'Validation Failed\nBetrag 4711,00',
      },
    });
    on.answerNext(empty(503, { 'retry-after': '7' }));
    expect(await me(connection)).toMatchObject({ problem: { problem: { retryAfterSeconds: 7 } } });
    expect(lines.join()).not.toMatch(/4711|Validation/);
  });

  it('of Atlassian’s egress marks the connection until a call succeeds', async () => {
    const on = stage();
    const connection = await connected();
    const blocked = () =>
      new Response('no', { status: 403, headers: { 'forge-proxy-error': 'BLOCKED_EGRESS' } });
    on.answerNext(blocked());
    expect(await me(connection)).toMatchObject({
      problem: { problem: { code: 'looker.not-approved', retry: 'after-fix', values: { host: DEMO_HOST } } },
    });
    const marked = await loadConnection(connection.id);
    expect(marked?.state).toBe('not-approved');
    expect(await me(marked ?? connection)).toMatchObject({ ok: true });
    expect((await loadConnection(connection.id))?.state).toBe('connected');
  });
});

describe('the meter and the log', () => {
  it('count every call and name no secret', async () => {
    const on = stage();
    const connection = await connected();
    await models(connection);
    await savedQuery(connection, '1');
    on.answerNext(new TypeError('fetch failed'));
    await me(connection);
    expect(monthOf(await loadLookerMeter(connection.id), now())).toEqual({
      ...{ dbQuery: 1, nonQuery: 2, logins: 1, errors: 2 },
    });
    expect(lines.map((line) => JSON.parse(line).operation)).toEqual([
      'login',
      'all_lookml_models',
      'query',
      'me',
    ]);
    for (const secret of on.looker.secrets()) expect(lines.join()).not.toContain(secret);
    for (const { path } of on.web()) expect(path).not.toMatch(/secret|token/i);
  });
});
