import { createHash } from 'node:crypto';
import type { ServiceAnswer, ServiceRequest } from '../world/types';
import { uuidOf } from './chance';
import type { Environment } from './environment';
import { type Grant, SCOPES, type State } from './model';
import { publicKeys, signed } from './openid-key';
import { CLIENTS, type OAuthClient, PERSONS } from './openid-people';
import type { Family } from './openid-state';

const ACCESS_SECONDS = 900;
const SESSION_MS = 11 * 3_600_000;
const DAY_MS = 86_400_000;
const CODE_MS = 600_000;

/** Scopes of the APIs; `openid`, `profile` and the like are of the login only. */
const KNOWN_SCOPES: ReadonlySet<string> = new Set(Object.values(SCOPES));

type Call = { readonly environment: Environment; readonly what: string };

/** Which part of DATEV's login a request means; undefined for every other host. */
export function openidCall(request: ServiceRequest): Call | undefined {
  const host = (request.headers['host'] ?? '').replace(/:\d+$/, '').toLowerCase();
  if (host === 'login.datev.de') {
    const [, realm, rest] = /^\/(openid|openidsandbox)\/(.*)$/.exec(request.path) ?? [];
    if (realm === undefined || rest === undefined) return { environment: 'sandbox', what: 'nothing' };
    const what = { '.well-known/openid-configuration': 'discover', authorize: 'authorize', login: 'logIn' }[
      rest
    ];
    return { environment: realm === 'openid' ? 'production' : 'sandbox', what: what ?? 'nothing' };
  }
  if (host !== 'api.datev.de' && host !== 'sandbox-api.datev.de') return undefined;
  const what = { '/token': 'token', '/revoke': 'revoke', '/userinfo': 'userinfo', '/certs': 'certs' }[
    request.path
  ];
  return { environment: host === 'api.datev.de' ? 'production' : 'sandbox', what: what ?? 'nothing' };
}

/** DATEV's login (facts: OIDC authorization code with PKCE, single-use refresh tokens, reuse ends the session). */
export function openid(
  state: State,
  request: ServiceRequest,
  { call, now }: { call: Call; now: number },
): ServiceAnswer {
  const { environment, what } = call;
  if (what === 'discover') return json(200, discovery(environment));
  if (what === 'authorize') return authorize(state, request, environment);
  if (what === 'logIn') return logIn(state, request, now);
  if (what === 'certs') return json(200, publicKeys());
  if (what === 'userinfo') return userinfo(state, request, now);
  if (request.method !== 'POST') return json(405, { error: 'invalid_request' });
  if (what === 'token') return token(state, request, { environment, now });
  return what === 'revoke' ? revoke(state, request, environment) : json(404, { error: 'not_found' });
}

function json(status: number, value: unknown): ServiceAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  };
}

function page(status: number, body: string): ServiceAnswer {
  const html = `<!doctype html><meta charset="utf-8"><title>Login mit DATEV (Sandbox)</title><style>body{font:16px system-ui;max-width:34rem;margin:10vh auto;padding:1rem}a{display:block;margin:.5rem 0}</style>${body}`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: html };
}

function issuerOf(environment: Environment): string {
  return `https://login.datev.de/${environment === 'production' ? 'openid' : 'openidsandbox'}`;
}

function discovery(environment: Environment): object {
  const api = environment === 'production' ? 'https://api.datev.de' : 'https://sandbox-api.datev.de';
  return {
    issuer: issuerOf(environment),
    authorization_endpoint: `${issuerOf(environment)}/authorize`,
    token_endpoint: `${api}/token`,
    revocation_endpoint: `${api}/revoke`,
    userinfo_endpoint: `${api}/userinfo`,
    jwks_uri: `${api}/certs`,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
  };
}

function authorize(state: State, { query }: ServiceRequest, environment: Environment): ServiceAnswer {
  const get = (name: string) => query.get(name) ?? '';
  const client = CLIENTS.find((one) => one.id === get('client_id') && one.environment === environment);
  const wrong = [
    [client === undefined, 'unknown client'],
    [client !== undefined && !mayReturn(client, get('redirect_uri')), 'redirect_uri not registered'],
    [get('response_type') !== 'code', 'unsupported response_type'],
    [get('state').length < 20, 'state too short'],
    [get('nonce').length < 20, 'nonce too short'],
    [get('code_challenge') === '', 'code_challenge missing'],
    [get('code_challenge_method') !== 'S256', 'code_challenge_method must be S256'],
    [get('enableWindowsSso') !== 'true', 'enableWindowsSso missing'],
    [!get('scope').split(' ').includes('openid'), 'scope openid missing'],
  ].find(([isWrong]) => isWrong === true)?.[1];
  if (wrong !== undefined) return page(400, `<h1>DATEV</h1><p>${String(wrong)}</p>`);
  state.serial += 1;
  const id = uuidOf(state.seed, 'login', state.serial);
  state.openid.asked[id] = {
    environment,
    clientId: get('client_id'),
    redirectUri: get('redirect_uri'),
    scope: get('scope').split(' '),
    state: get('state'),
    nonce: get('nonce'),
    challenge: get('code_challenge'),
  };
  const people = PERSONS.map(
    ({ sub, name }) => `<a href="login?request=${id}&amp;as=${sub}">${name}</a>`,
  ).join('');
  const scopes = get('scope').replaceAll(/[<>&]/g, '');
  return page(
    200,
    `<h1>Login mit DATEV</h1><p>Sandbox. ${scopes}</p>${people}<a href="login?request=${id}">Abbrechen</a>`,
  );
}

/** Sandbox: `http://localhost` with any port and path. Production: HTTPS, as registered. */
function mayReturn(client: OAuthClient, address: string): boolean {
  if (client.environment === 'sandbox' && /^http:\/\/localhost(:\d+)?(\/|$)/.test(address)) return true;
  return address.startsWith('https://') && client.redirectUris.some((known) => address.startsWith(known));
}

function logIn(state: State, { query }: ServiceRequest, now: number): ServiceAnswer {
  const id = query.get('request') ?? '';
  const asked = Object.hasOwn(state.openid.asked, id) ? state.openid.asked[id] : undefined;
  if (asked === undefined) return page(400, '<h1>DATEV</h1><p>unknown request</p>');
  delete state.openid.asked[id];
  const back = new URL(asked.redirectUri);
  back.searchParams.set('state', asked.state);
  const person = PERSONS.find(({ sub }) => sub === query.get('as'));
  if (person === undefined) back.searchParams.set('error', 'access_denied');
  else {
    state.serial += 1;
    const code = uuidOf(state.seed, 'code', state.serial);
    state.openid.codes[code] = { ...asked, person: person.sub, until: now + CODE_MS, used: false };
    back.searchParams.set('code', code);
  }
  return { status: 302, headers: { location: back.href }, body: '' };
}

type At = { readonly environment: Environment; readonly now: number };

/** Who calls: a confidential client by Basic, a public one by its id in the body and nothing else. */
function clientOf(
  request: ServiceRequest,
  form: URLSearchParams,
  environment: Environment,
): OAuthClient | undefined {
  const basic = /^Basic (.+)$/.exec(request.headers['authorization'] ?? '')?.[1];
  const [id = '', secret] =
    basic === undefined
      ? [form.get('client_id') ?? '', undefined]
      : Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent);
  const client = CLIENTS.find((one) => one.id === id && one.environment === environment);
  return client !== undefined && client.secret === secret ? client : undefined;
}

function token(state: State, request: ServiceRequest, at: At): ServiceAnswer {
  const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'));
  const client = clientOf(request, form, at.environment);
  if (client === undefined) return json(401, { error: 'invalid_client' });
  const grant = form.get('grant_type');
  if (grant === 'authorization_code') return byCode(state, form, { client, ...at });
  if (grant === 'refresh_token') return byRefresh(state, form, { client, ...at });
  return json(400, { error: 'unsupported_grant_type' });
}

type By = At & { readonly client: OAuthClient };

function byCode(state: State, form: URLSearchParams, { client, now }: By): ServiceAnswer {
  const given = form.get('code') ?? '';
  const code = Object.hasOwn(state.openid.codes, given) ? state.openid.codes[given] : undefined;
  const verifier = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  const isRight =
    code !== undefined &&
    !code.used &&
    now < code.until &&
    code.clientId === client.id &&
    code.redirectUri === form.get('redirect_uri') &&
    code.challenge === verifier;
  if (!isRight) return json(400, { error: 'invalid_grant', error_description: 'code' });
  code.used = true;
  state.serial += 1;
  const id = uuidOf(state.seed, 'family', state.serial);
  const isLong = code.scope.includes('offline_access');
  const { environment, person, scope } = code;
  const until = now + (isLong ? state.openid.longTermDays * DAY_MS : SESSION_MS);
  state.openid.families[id] = { environment, clientId: client.id, person, scope, until, dead: false };
  const claims = {
    iss: issuerOf(environment),
    sub: person,
    aud: client.id,
    nonce: code.nonce,
    iat: Math.floor(now / 1000),
    exp: Math.floor(now / 1000) + ACCESS_SECONDS,
  };
  return json(200, { ...fresh(state, id, now), id_token: signed(claims) });
}

function byRefresh(state: State, form: URLSearchParams, { client, now }: By): ServiceAnswer {
  const allowed =
    client.secret === undefined
      ? ['client_id', 'grant_type', 'refresh_token']
      : ['grant_type', 'refresh_token'];
  if ([...form.keys()].toSorted().join() !== allowed.join()) return json(400, { error: 'invalid_request' });
  const given = form.get('refresh_token') ?? '';
  const known = Object.hasOwn(state.openid.refreshTokens, given)
    ? state.openid.refreshTokens[given]
    : undefined;
  const family = known === undefined ? undefined : state.openid.families[known.family];
  if (known === undefined || family === undefined || family.clientId !== client.id)
    return json(400, { error: 'invalid_grant' });
  if (known.spent) {
    state.openid.reused += 1;
    kill(state, known.family);
  }
  if (family.dead || now >= family.until) return json(400, { error: 'invalid_grant' });
  known.spent = true;
  state.openid.redeemed += 1;
  endAccess(state, known.family);
  return json(200, fresh(state, known.family, now));
}

/** A new pair; the access token before ends with it. */
function fresh(state: State, family: string, now: number): Record<string, unknown> {
  const { clientId, environment, scope, until } = state.openid.families[family] as Family;
  state.serial += 1;
  const access = uuidOf(state.seed, 'access', state.serial);
  const refresh = uuidOf(state.seed, 'refresh', state.serial);
  const mandant = scope.find((one) => one.startsWith('datev:iam:client:'))?.slice('datev:iam:client:'.length);
  const grant: Grant = {
    ...{ environment, clientId, displayName: 'DATEV for Jira', vendor: 'DATEV for Jira' },
    scopes: scope.filter((one) => KNOWN_SCOPES.has(one)),
    expiresAt: now + ACCESS_SECONDS * 1000,
    ...(mandant === undefined ? {} : { onlyMandant: mandant }),
  };
  state.grants[access] = grant;
  state.openid.accessTokens[access] = family;
  state.openid.refreshTokens[refresh] = { family, spent: false };
  return {
    ...{ access_token: access, token_type: 'Bearer', expires_in: ACCESS_SECONDS, scope: scope.join(' ') },
    ...{ refresh_token: refresh, refresh_token_expires_in: Math.floor((until - now) / 1000) },
  };
}

function endAccess(state: State, family: string): void {
  for (const [access, of] of Object.entries(state.openid.accessTokens)) {
    if (of !== family) continue;
    delete state.grants[access];
    delete state.openid.accessTokens[access];
  }
}

function kill(state: State, family: string): void {
  const found = state.openid.families[family];
  if (found !== undefined) found.dead = true;
  endAccess(state, family);
}

/** RFC 7009; at DATEV the hint is required. A token that is not known is fine. */
function revoke(state: State, request: ServiceRequest, environment: Environment): ServiceAnswer {
  const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'));
  if (clientOf(request, form, environment) === undefined) return json(401, { error: 'invalid_client' });
  const hint = form.get('token_type_hint');
  if (hint !== 'access_token' && hint !== 'refresh_token') return json(400, { error: 'invalid_request' });
  const given = form.get('token') ?? '';
  const family = state.openid.refreshTokens[given]?.family;
  if (hint === 'refresh_token' && family !== undefined) kill(state, family);
  if (hint === 'access_token' && given in state.openid.accessTokens) {
    delete state.grants[given];
    delete state.openid.accessTokens[given];
  }
  return { status: 200, headers: {}, body: '' };
}

function userinfo(state: State, request: ServiceRequest, now: number): ServiceAnswer {
  const given = /^Bearer (\S+)$/.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
  const family = state.openid.families[state.openid.accessTokens[given] ?? ''];
  const grant = state.grants[given];
  if (family === undefined || grant === undefined || now >= (grant.expiresAt ?? Number.POSITIVE_INFINITY))
    return json(401, { error: 'invalid_token' });
  const person = PERSONS.find(({ sub }) => sub === family.person);
  return json(200, { sub: family.person, name: person?.name });
}
