import { describe, expect, it } from 'vitest';
import {
  DEMO_KEY,
  LIMITED_KEY,
  OWN_HOST,
  OWN_KEY,
  SECOND_HOST,
  SECOND_KEY,
} from '../../../packages/sandbox/looker/fresh-state';
import { bench, formOf, ifJudged, messageOf } from './bench';

describe('logging in', () => {
  it('gives a token for an hour', () => {
    const on = bench();
    const sent = on.login();
    expect([sent.status, sent.wrong]).toEqual([200, []]);
    expect(JSON.parse(sent.text)).toEqual({
      access_token: expect.stringMatching(/^\w{40}$/),
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: null,
    });
    expect(on.get('/user')).toMatchObject({ id: '11', display_name: 'DATEV Dienst' });
    on.advance(3_599_999);
    expect(on.send('/user').status).toBe(200);
    on.advance(1);
    const late = on.send('/user');
    expect([late.status, messageOf(late)]).toEqual([401, 'Requires authentication.']);
  });

  it.each([
    ['a wrong secret', { ...DEMO_KEY, clientSecret: 'wrong' }, undefined],
    ['an unknown key', { ...DEMO_KEY, clientId: 'nobody' }, undefined],
    ['the key of another instance', SECOND_KEY, undefined],
    ['this key at another instance', DEMO_KEY, SECOND_HOST],
  ])('does not find %s', (_, key, host) => {
    const sent = bench().login(key, host);
    expect(sent.status).toBe(404);
    expect(JSON.parse(sent.text)).toEqual({
      message: 'Not found',
      documentation_url: 'http://docs.looker.com/',
    });
  });

  it('takes credentials in a form only', () => {
    const on = bench();
    const query = { client_id: DEMO_KEY.clientId, client_secret: DEMO_KEY.clientSecret };
    const inAddress = on.send('/login', { method: 'POST', query, headers: { authorization: undefined } });
    expect(inAddress.status).toBe(400);
    expect(inAddress.wrong.join()).toContain(ifJudged('a secret stands in the address', ''));
    expect(on.send('/login', { json: query, headers: { authorization: undefined } }).status).toBe(404);
    const form = { method: 'POST', ...formOf(DEMO_KEY) } as const;
    expect(on.send('/login', form).status).toBe(200);
  });

  it('wants a token on every other call, `token` or `Bearer`', () => {
    const on = bench();
    const as = (authorization: string | undefined) => on.send('/user', { headers: { authorization } }).status;
    expect(as(undefined)).toBe(401);
    expect(as(on.token())).toBe(401);
    expect(as('token nonsense')).toBe(401);
    expect(as('token constructor')).toBe(401);
    expect(as(`Bearer ${on.token()}`)).toBe(200);
    expect(on.send('/versions', { headers: { authorization: undefined } }).status).toBe(401);
    expect(on.send('/user', { host: SECOND_HOST }).status).toBe(401);
  });

  it('ends with a logout, an expiry by command and a changed key', () => {
    const on = bench();
    expect(on.send('/logout', { method: 'DELETE' })).toMatchObject({ status: 204, text: '', wrong: [] });
    expect(on.send('/user').status).toBe(401);
    on.login();
    on.looker.expireTokens(SECOND_HOST);
    expect(on.send('/user').status).toBe(200);
    on.looker.expireTokens();
    expect(on.send('/user').status).toBe(401);
    on.login();
    on.looker.changeKey(DEMO_KEY.clientId, { clientSecret: 'new' });
    expect(on.send('/user').status).toBe(401);
    expect(on.login().status).toBe(404);
    expect(on.login({ ...DEMO_KEY, clientSecret: 'new' }).status).toBe(200);
    on.looker.changeKey(LIMITED_KEY.clientId, 'delete');
    expect(on.login(LIMITED_KEY).status).toBe(404);
  });

  it('tells who it is and which version runs', () => {
    const on = bench({ key: OWN_KEY, host: OWN_HOST });
    expect(on.get('/user', { query: { fields: 'id,email' } })).toEqual({
      id: '31',
      email: `api-31@${OWN_HOST}`,
    });
    expect(on.get('/versions')).toMatchObject({
      looker_release_version: '26.12.0',
      api_server_url: `https://${OWN_HOST}`,
    });
    expect(on.get('/session')).toMatchObject({ workspace_id: 'production' });
    expect(on.send('/alive', { headers: { authorization: undefined } }).status).toBe(200);
    expect(on.send('/user', { host: 'nobody.looker.com' }).status).toBe(404);
    expect(on.send('/nothing').status).toBe(404);
    expect(on.send('/api/3.1/user').status).toBe(403);
    expect(on.looker.reaches?.(OWN_HOST)).toBe(true);
    expect(on.looker.reaches?.('nobody.looker.com')).toBe(false);
  });
});
