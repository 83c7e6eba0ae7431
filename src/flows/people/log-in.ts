import type { ADMIN_CALLS } from '../../contract/admin-calls';
import type { Parsed } from '../../contract/call';
import { LOCALHOST } from '../../contract/return-address';
import type { DatevEnvironment } from '../../datev/hosts';
import { appOf, loadRegistration, saveRegistration } from '../../datev/login/app-store';
import { type Callback, LOGIN_SECONDS, type Login } from '../../datev/login/login';
import * as logins from '../../datev/login/login-store';
import type { LoginMode } from '../../datev/login/oidc';
import { authorizeUrl, scopesFor } from '../../datev/login/oidc';
import { discover, personOf, redeemCode } from '../../datev/login/oidc-api';
import { callbackUrl, outwardState } from '../../datev/login/return-api';
import { namesOf } from '../../jira/people-api';
import { siteName } from '../../jira/site-api';
import { awaitAll } from '../../kernel/await-all';
import { plusSeconds } from '../../kernel/instant';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result, withoutWords } from '../../kernel/result';
import { queueReleases } from '../../looks/look-queue-store';
import { sha256Base64Url } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { randomText } from '../../platform/random';
import type { Actor } from '../../submissions/events';
import { connectionOf, endBefore, keepLogin } from './keep-login';

type Registering = Omit<Parsed<(typeof ADMIN_CALLS)['datev.register']>, 'lang'> & { readonly by: Actor };

type Begin = {
  readonly environment: DatevEnvironment;
  readonly mode: LoginMode;
  readonly mandant?: string | undefined;
  readonly accountId: string;
};

/** Notes how the app is registered with DATEV; DATEV refuses this machine as an address for production. */
export async function register({
  environment,
  clientId,
  redirectUri,
  secret,
  services,
  by,
}: Registering): Promise<Result<null, Problem>> {
  if (environment === 'production' && redirectUri !== undefined && LOCALHOST.test(redirectUri))
    return fail({ code: 'datev.localhost', retry: 'after-fix' });
  const registration = { clientId, services, ...present({ redirectUri }) };
  await saveRegistration({ environment, registration, secret, by });
  return ok(null);
}

/** Begins a login: everything that must not leave us is stored, the rest is the address at which the person logs in. */
export async function beginLogin(
  begin: Begin,
): Promise<Result<{ readonly url: string; readonly state: string }, Problem>> {
  if ((begin.mode === 'long-term') !== (begin.mandant !== undefined))
    return fail({ code: 'platform.bad-payload', retry: 'never' });
  const [names, site] = await awaitAll([namesOf([begin.accountId]), siteName()]);
  const startedBy = names.get(begin.accountId) || begin.accountId;
  const app = await registrationOf(begin.environment);
  if (app === undefined) return fail({ code: 'datev.not-registered', retry: 'after-fix' });
  const endpoints = await discover(begin.environment);
  const [state, nonce, verifier] = [randomText(), randomText(), randomText()];
  const expiresAt = plusSeconds(now(), LOGIN_SECONDS);
  const { services, ...registered } = app;
  const scopes = scopesFor(begin.mode, begin.mandant, services);
  await logins.beginLogin({
    ...begin,
    startedBy,
    site,
    ...registered,
    scopes,
    state,
    nonce,
    verifier,
    endpoints,
    expiresAt,
  });
  const url = authorizeUrl({
    endpoint: endpoints.authorization,
    clientId: app.clientId,
    redirectUri: app.redirectUri,
    scopes,
    nonce,
    challenge: sha256Base64Url(verifier),
    state: await outwardState(state, app.redirectUri),
  });
  return ok({ url, state });
}

/** How far a login is. */
type LoginProgress = { readonly is: 'waiting' | 'over' | 'connected' };

/**
 * Finishes a login once the person confirmed it on the page DATEV sent them to. Only the account that began it may: a code
 * that somebody else's browser brought is worthless to them.
 */
export async function finishLogin(wish: {
  readonly state: string;
  readonly accountId: string;
}): Promise<Result<LoginProgress, Problem>> {
  const login = await logins.loadLogin(wish.state);
  if (login === undefined || login.accountId !== wish.accountId) return ok({ is: 'over' });
  const callback = await logins.loadCallback(wish.state);
  if (callback === undefined) return ok({ is: 'waiting' });
  if (callback.parameters['error'] !== undefined) return denied(wish.state);
  if (!(await logins.isConfirmed(wish.state))) return ok({ is: 'waiting' });
  if (!(await logins.claimLogin(wish.state))) return ok({ is: 'waiting' });
  return exchange(login, callback);
}

async function denied(state: string): Promise<Result<LoginProgress, Problem>> {
  await logins.forgetLogin(state);
  return fail({ code: 'datev.login-denied', retry: 'after-fix' });
}

/** What was claimed is redeemed once; whatever happens then, this login is over. */
async function exchange(login: Login, callback: Callback): Promise<Result<LoginProgress, Problem>> {
  await endBefore(connectionOf(login), { kind: 'person', id: login.accountId });
  const answer = withoutWords(await redeem(login, callback));
  await logins.forgetLogin(login.state);
  if (!answer.ok) return answer;
  const tokens = answer.value;
  const person = await personOf(login.endpoints, tokens.accessToken);
  const isKept = await keepLogin({ login, tokens, person });
  if (!isKept) return fail({ code: 'datev.overtaken', retry: 'after-fix' });
  // What waited for the connection goes on at once.
  await queueReleases();
  return ok({ is: 'connected' });
}

async function registrationOf(environment: DatevEnvironment) {
  const found = await loadRegistration(environment);
  return found === undefined
    ? undefined
    : {
        clientId: found.clientId,
        isConfidential: found.isConfidential,
        services: found.services,
        redirectUri: found.redirectUri ?? (await callbackUrl()),
      };
}

async function redeem(login: Login, { parameters }: Callback) {
  const { endpoints, state, nonce, verifier, redirectUri } = login;
  const app = await appOf(login.environment, login);
  return redeemCode({ app, endpoints, callback: parameters, state, nonce, verifier, redirectUri });
}
