import { LOCALHOST } from '../contract/return-address';
import type { DatevEnvironment } from '../datev/hosts';
import { appOf, loadRegistration } from '../datev/login/app-store';
import type { Connection, Tokens } from '../datev/login/connection';
import * as connections from '../datev/login/connection-store';
import * as logins from '../datev/login/login-store';
import { discover, personOf, redeemCode, revoke } from '../datev/login/oidc-api';
import type { LoginPorts } from '../flows/log-in';
import { awaitAll } from '../kernel/await-all';
import { allWatches } from '../mandanten/watch-store';
import { sha256Base64Url } from '../platform/bytes';
import { now } from '../platform/clock';
import { surroundings } from '../platform/context';
import { randomText } from '../platform/random';
import { relayState } from '../platform/relay';
import { unwrap } from '../platform/trouble';
import { webTriggerUrl } from '../platform/web-trigger';

/** The key of the public door in the manifest. */
const DOOR = 'inbound';

/** Where DATEV sends people back to unless another address is registered. */
export function callbackUrl(): Promise<string> {
  return unwrap(webTriggerUrl(DOOR));
}

/** The real world of logging in. */
export function loginPorts(): LoginPorts {
  return {
    now,
    cloudId: () => surroundings().cloudId,
    random: randomText,
    challenge: sha256Base64Url,
    registration: registered,
    discover,
    outward: async (state, redirectUri) => {
      const own = await callbackUrl();
      // At http://localhost nobody reads a signed state: the person carries the answer over by hand.
      return redirectUri === own || LOCALHOST.test(redirectUri) ? state : relayState(state, own);
    },
    begin: logins.beginLogin,
    load: logins.loadLogin,
    callback: logins.loadCallback,
    isConfirmed: logins.isConfirmed,
    claim: logins.claimLogin,
    forget: logins.forgetLogin,
    redeem: async (login, { parameters }) => {
      const { endpoints, state, nonce, verifier, redirectUri } = login;
      const app = await appOf(login.environment, login);
      return redeemCode({ app, endpoints, callback: parameters, state, nonce, verifier, redirectUri });
    },
    person: (login, tokens) => personOf(login.endpoints, tokens.accessToken),
    connection: connections.loadConnection,
    decide: connections.decideConnection,
    keepTokens: connections.keepTokens,
    tokens: connections.loadTokens,
    forgetTokens: connections.forgetTokens,
    revoke: revokeBoth,
  };
}

async function registered(environment: DatevEnvironment) {
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

/** Refresh token first: it is the one that lives long. */
async function revokeBoth(connection: Connection, tokens: Tokens): Promise<boolean> {
  const { environment, endpoints } = connection;
  const app = await appOf(environment, connection);
  const isEnded = await revoke(app, endpoints, { value: tokens.refreshToken, hint: 'refresh_token' });
  const isRefused = await revoke(app, endpoints, { value: tokens.accessToken, hint: 'access_token' });
  return isEnded && isRefused;
}

/**
 * All approvals: the session's and those of all Mandanten, watched or not. The index that finds them may miss one of the last
 * seconds, so those whose name is known are asked for by it.
 */
export async function allConnections(): Promise<readonly Connection[]> {
  const [listed, watches] = await awaitAll([connections.connectionIds(), allWatches()]);
  return connectionsOf([...new Set([...watches.map(({ mandant }) => mandant), ...listed])]);
}

/** The session and the approvals of these Mandanten, as far as there are any. */
export async function connectionsOf(mandanten: readonly string[]): Promise<readonly Connection[]> {
  const found = await awaitAll(
    [...new Set(['main', ...mandanten])].map((id) => connections.loadConnection(id)),
  );
  return found.flatMap(({ data }) => data ?? []);
}
