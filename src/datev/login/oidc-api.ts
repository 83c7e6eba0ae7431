import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import { plusSeconds } from '../../kernel/instant';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { now } from '../../platform/clock';
import { type HttpAnswer, jsonOf, send } from '../../platform/http';
import { log } from '../../platform/log';
import type { DatevEnvironment } from '../hosts';
import type { Tokens } from './connection';
import { ENDPOINTS, type Endpoints, isDatevAddress } from './oidc';

/** The app as it is registered with DATEV; with a secret it is a confidential client. */
export type DatevApp = { readonly clientId: string; readonly secret?: string | undefined };

/**
 * Why tokens did not come. `spent`: DATEV no longer accepts what was redeemed. `unspent`: it was surely not redeemed, e.g.
 * because DATEV does not accept the app itself. `unknown`: it may have been.
 */
export type TokenRefusal = { readonly problem: Problem; readonly what: 'spent' | 'unspent' | 'unknown' };

const SECONDS = 30;
/** Revoking may not wait so long: before the app is removed there are many to revoke, and little time. */
const REVOKE_SECONDS = 6;
const MAX_BYTES = 256 * 1024;

/** Addresses from DATEV's discovery document; those we know when it does not come or names foreign hosts. */
export async function discover(environment: DatevEnvironment): Promise<Endpoints> {
  const known = ENDPOINTS[environment];
  const answer = await send({
    url: `${known.issuer}/.well-known/openid-configuration`,
    method: 'GET',
    headers: { accept: 'application/json' },
    timeoutSeconds: SECONDS,
    mostBytes: MAX_BYTES,
  });
  const found = answer.ok ? v.safeParse(Discovery, jsonOf(answer.value)) : undefined;
  if (found?.success !== true || found.output.issuer !== known.issuer) return known;
  return found.output;
}

const Address = v.pipe(v.string(), v.check(isDatevAddress));
const Discovery = v.pipe(
  v.object({
    issuer: v.string(),
    authorization_endpoint: Address,
    token_endpoint: Address,
    revocation_endpoint: Address,
    userinfo_endpoint: Address,
  }),
  v.transform(
    (wire): Endpoints => ({
      issuer: wire.issuer,
      authorization: wire.authorization_endpoint,
      token: wire.token_endpoint,
      revocation: wire.revocation_endpoint,
      userinfo: wire.userinfo_endpoint,
    }),
  ),
);

type CodeExchange = {
  readonly app: DatevApp;
  readonly endpoints: Endpoints;
  /** The parameters of the callback, as DATEV sent them. */
  readonly callback: Readonly<Record<string, string>>;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
};

/**
 * Redeems the code of a login (RFC 6749 §4.1.3 with PKCE). Checks state, issuer, and the id token's issuer, audience, time
 * and nonce; its signature is not checked because it comes straight from DATEV over TLS (OpenID Connect Core 3.1.3.7, 6).
 */
export async function redeemCode(exchange: CodeExchange): Promise<Result<Tokens, TokenRefusal>> {
  const server = serverOf(exchange.endpoints);
  const client = clientOf(exchange.app);
  return redeemed('redeemCode', async (options) => {
    const parameters = oauth.validateAuthResponse(
      server,
      client,
      new URLSearchParams(exchange.callback),
      exchange.state,
    );
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authOf(exchange.app),
      parameters,
      exchange.redirectUri,
      exchange.verifier,
      options,
    );
    return oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: exchange.nonce,
      requireIdToken: true,
    });
  });
}

/** Redeems a refresh token, which is spent by it. A public client sends nothing but grant type, token and client id. */
export function redeemRefresh(
  app: DatevApp,
  endpoints: Endpoints,
  refreshToken: string,
): Promise<Result<Tokens, TokenRefusal>> {
  const server = serverOf(endpoints);
  const client = clientOf(app);
  return redeemed('redeemRefresh', async (options) => {
    const response = await oauth.refreshTokenGrantRequest(server, client, authOf(app), refreshToken, options);
    return oauth.processRefreshTokenResponse(server, client, response);
  });
}

/** Ends a token at DATEV (RFC 7009); DATEV demands the hint. Whether DATEV said yes: a token we forget ends by itself, but late. */
export async function revoke(
  app: DatevApp,
  endpoints: Endpoints,
  token: { readonly value: string; readonly hint: 'access_token' | 'refresh_token' },
): Promise<boolean> {
  const server = serverOf(endpoints);
  try {
    const response = await oauth.revocationRequest(server, clientOf(app), authOf(app), token.value, {
      ...wire('revoke', REVOKE_SECONDS).options,
      additionalParameters: { token_type_hint: token.hint },
    });
    await oauth.processRevocationResponse(response);
    return true;
  } catch {
    return false;
  }
}

const Person = v.object({
  name: v.optional(v.string()),
  given_name: v.optional(v.string()),
  family_name: v.optional(v.string()),
});

/** The full name of the person who logged in, which DATEV wants shown; empty when DATEV does not say. */
export async function personOf(endpoints: Endpoints, accessToken: string): Promise<string> {
  const answer = await send({
    url: endpoints.userinfo,
    method: 'GET',
    headers: { accept: 'application/json', authorization: `Bearer ${accessToken}` },
    timeoutSeconds: SECONDS,
    mostBytes: MAX_BYTES,
  });
  const found = answer.ok ? v.safeParse(Person, jsonOf(answer.value)) : undefined;
  if (found?.success !== true) return '';
  const { name, given_name = '', family_name = '' } = found.output;
  return (name ?? `${given_name} ${family_name}`).trim().slice(0, 120);
}

function serverOf({ issuer, token, revocation }: Endpoints): oauth.AuthorizationServer {
  return { issuer, token_endpoint: token, revocation_endpoint: revocation };
}

function clientOf({ clientId }: DatevApp): oauth.Client {
  return { client_id: clientId, id_token_signed_response_alg: 'RS256' };
}

function authOf({ secret }: DatevApp): oauth.ClientAuth {
  return secret === undefined ? oauth.None() : oauth.ClientSecretBasic(secret);
}

type Fetch = (url: string, init: oauth.CustomFetchOptions<'POST', URLSearchParams>) => Promise<Response>;
type Wire = {
  /** What is known of the request when the answer cannot be used. */
  readonly seen: { answer?: HttpAnswer; problem?: Problem };
  readonly options: { [oauth.customFetch]: Fetch };
};

/** oauth4webapi's requests over our own door, which knows limits, egress and times. */
function wire(operation: string, timeoutSeconds = SECONDS): Wire {
  const seen: Wire['seen'] = {};
  const fetch: Fetch = async (url, init) => {
    const began = now();
    const answer = await send({
      url,
      method: 'POST',
      headers: init.headers,
      body: init.body.toString(),
      timeoutSeconds,
      mostBytes: MAX_BYTES,
    });
    note(operation, began, answer);
    if (!answer.ok) {
      seen.problem = answer.problem;
      throw new TypeError(answer.problem.code);
    }
    seen.answer = answer.value;
    return responseOf(answer.value);
  };
  return { seen, options: { [oauth.customFetch]: fetch } };
}

/** DATEV demands a technical log of every call; what is sent and answered here are tokens, so only that it happened. */
function note(operation: string, startedAt: string, answer: Result<HttpAnswer, Problem>): void {
  log('datev.call', {
    operation,
    method: 'POST',
    startedAt,
    ...(answer.ok
      ? {
          status: answer.value.status,
          transactionId: answer.value.header('x-global-transaction-id') ?? undefined,
        }
      : { problem: answer.problem.code }),
  });
}

function responseOf(answer: HttpAnswer): Response {
  const type = answer.header('content-type') ?? '';
  const body = new ArrayBuffer(answer.bytes.byteLength);
  new Uint8Array(body).set(answer.bytes);
  return new Response(answer.status === 204 ? null : body, {
    status: answer.status,
    headers: type === '' ? {} : { 'content-type': type },
  });
}

async function redeemed(
  operation: string,
  ask: (options: Wire['options']) => Promise<oauth.TokenEndpointResponse>,
): Promise<Result<Tokens, TokenRefusal>> {
  const { seen, options } = wire(operation);
  try {
    return tokensOf(await ask(options), now());
  } catch (error) {
    return fail(refusalOf(error, seen));
  }
}

/** DATEV's lifetimes where an answer does not name them: 15 minutes and 11 hours. */
const ACCESS_SECONDS = 900;
const REFRESH_SECONDS = 11 * 3600;

function tokensOf(answer: oauth.TokenEndpointResponse, at: string): Result<Tokens, TokenRefusal> {
  const { access_token, refresh_token, expires_in = ACCESS_SECONDS, scope = '' } = answer;
  if (refresh_token === undefined || refresh_token === '')
    return fail({ problem: { code: 'datev.login-answer', retry: 'after-fix' }, what: 'unknown' });
  const said = Number(answer['refresh_token_expires_in']);
  const refreshSeconds = Number.isFinite(said) && said > 0 ? said : REFRESH_SECONDS;
  return ok({
    accessToken: access_token,
    refreshToken: refresh_token,
    accessUntil: plusSeconds(at, Number(expires_in) || ACCESS_SECONDS),
    refreshUntil: plusSeconds(at, refreshSeconds),
    scopes: scope === '' ? [] : scope.split(' '),
  });
}

/**
 * What an error means for the thing that was redeemed; never what it says, because it may quote a token. Only DATEV's own
 * words count as "not redeemed": a page of some gateway may come after the fact.
 */
function refusalOf(error: unknown, { answer, problem }: Wire['seen']): TokenRefusal {
  if (problem?.code === 'platform.egress-blocked') return { problem, what: 'unspent' };
  if (error instanceof oauth.ResponseBodyError) {
    const values = { reason: error.error.replace(/[^a-z_]/g, '').slice(0, 40) };
    const isSpent = error.error === 'invalid_grant';
    return {
      problem: { code: isSpent ? 'datev.login-ended' : 'datev.client-refused', retry: 'after-fix', values },
      what: isSpent ? 'spent' : 'unspent',
    };
  }
  if (answer === undefined && problem === undefined)
    return { problem: { code: 'datev.login-answer', retry: 'after-fix' }, what: 'unspent' };
  if (answer?.status === 429)
    return { problem: { code: 'datev.later', retry: 'later', status: 429 }, what: 'unspent' };
  return { problem: problem ?? { code: 'datev.login-answer', retry: 'after-fix' }, what: 'unknown' };
}
