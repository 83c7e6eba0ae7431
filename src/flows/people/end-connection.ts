import { appOf } from '../../datev/login/app-store';
import { type Connection, ended, isCopy, type Tokens } from '../../datev/login/connection';
import {
  decideConnection,
  forgetTokens,
  loadConnection,
  loadTokens,
} from '../../datev/login/connection-store';
import { revoke } from '../../datev/login/oidc-api';
import { surroundings } from '../../platform/context';
import type { Actor } from '../../submissions/events';

/**
 * Ends a connection: nobody uses it from now on, and DATEV no longer accepts its tokens. Answers whether DATEV said so of all
 * that were there and are this site's. One that died when it was on record is finished by whoever comes next.
 * `decide`: how the end goes on record, with its entry in the log of the configuration.
 */
export async function disconnect(
  id: string,
  by: Actor,
  decide: typeof decideConnection = decideConnection,
): Promise<boolean> {
  let isRevoked = true;
  for (;;) {
    const before = await loadConnection(id);
    if (before.data === null) return isRevoked;
    const { generation } = before.data;
    // A copy of a site forgets them only: to DATEV they are those of the site it was copied from, which goes on using them.
    const isForeign = isCopy(before.data, surroundings().cloudId);
    const isOnRecord = before.data.state === 'ended' && before.data.why === 'disconnected';
    if (!isOnRecord && (await decide(before, ended(before.data, 'disconnected'), by)) === 'conflict')
      continue;
    const took: number[] = [];
    // A refresh or a login that was under way may have stored the next generation already.
    for (const one of [generation, generation + 1]) {
      const tokens = await loadTokens(id, one);
      if (tokens === undefined) continue;
      if (!isForeign) isRevoked = (await revokeBoth(before.data, tokens)) && isRevoked;
      await forgetTokens(id, one);
      took.push(one);
    }
    // A login whose tokens were taken may have put itself on record since, and looked for them before they were gone.
    if (!took.includes(generation + 1) || (await loadConnection(id)).data?.state === 'ended')
      return isRevoked;
  }
}

/** Refresh token first: it is the one that lives long. */
export async function revokeBoth(
  connection: Pick<Connection, 'environment' | 'endpoints' | 'clientId' | 'isConfidential'>,
  tokens: Tokens,
): Promise<boolean> {
  const { environment, endpoints } = connection;
  const app = await appOf(environment, connection);
  const isEnded = await revoke(app, endpoints, { value: tokens.refreshToken, hint: 'refresh_token' });
  const isRefused = await revoke(app, endpoints, { value: tokens.accessToken, hint: 'access_token' });
  return isEnded && isRefused;
}
