import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { APP_CLIENT_ID } from '../../../packages/sandbox/datev/fresh-state';
import { bench } from './bench';
import { documents, dxso, read, refusal } from './dco-bench';

const VERIFIER = 'v'.repeat(64);
const BACK = 'http://localhost/back';

/** A login with these scopes, up to the access token. */
function tokenWith(on: ReturnType<typeof bench>, scope: string): string {
  const page = on.send('login.datev.de', '/openidsandbox/authorize', {
    query: {
      ...{ client_id: APP_CLIENT_ID, redirect_uri: BACK, response_type: 'code', scope },
      ...{ state: 's'.repeat(20), nonce: 'n'.repeat(20), enableWindowsSso: 'true' },
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
    },
  });
  const request = /login\?request=([\w-]+)/.exec(page.body)?.[1] ?? '';
  const back = on.send('login.datev.de', '/openidsandbox/login', { query: { request, as: 'petra' } });
  const form = new URLSearchParams({
    ...{ grant_type: 'authorization_code', client_id: APP_CLIENT_ID, redirect_uri: BACK },
    ...{ code: new URL(back.headers['location'] ?? '').searchParams.get('code') ?? '' },
    code_verifier: VERIFIER,
  });
  const answer = on.send('sandbox-api.datev.de', '/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: undefined },
    body: Buffer.from(form.toString()),
  });
  return read(answer).access_token;
}

it('a login grants the scopes of both APIs, and no others than asked for', () => {
  const on = bench();
  const all = tokenWith(on, 'openid accounting:clients:read accounting:dxso-jobs accounting:documents');
  const headers = { authorization: `Bearer ${all}` };
  expect(dxso(on, '/clients/455148-1', { headers }).status).toBe(200);
  expect(documents(on, '/clients/455148-1/document-types', { headers }).status).toBe(200);
  const one = { authorization: `Bearer ${tokenWith(on, 'openid accounting:dxso-jobs')}` };
  expect(dxso(on, '/clients/455148-1', { headers: one }).status).toBe(200);
  expect(refusal(documents(on, '/clients', { headers: one }))).toBe('403 #DCO01005');
});

it('a long-term login holds for its Mandant only', () => {
  const on = bench();
  const scope = 'openid offline_access datev:iam:client:455148-1 accounting:dxso-jobs';
  const headers = { authorization: `Bearer ${tokenWith(on, scope)}` };
  expect(dxso(on, '/clients/455148-1', { headers }).status).toBe(200);
  expect(refusal(dxso(on, '/clients/455148-2', { headers }))).toBe('403');
  expect(refusal(dxso(on, '/clients', { headers }))).toBe('403');
});
