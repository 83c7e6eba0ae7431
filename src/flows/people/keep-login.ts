import { type Connection, isCopy, type Tokens } from '../../datev/login/connection';
import {
  decideConnection,
  forgetTokens,
  keepTokens,
  loadConnection,
  loadTokens,
} from '../../datev/login/connection-store';
import type { Login } from '../../datev/login/login';
import { MAIN } from '../../datev/login/token-store';
import { present } from '../../kernel/present';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import type { Actor } from '../../submissions/events';
import { disconnect, revokeBoth } from './end-connection';

/** What DATEV gave for a login, and the name of the person there. */
type Gained = {
  readonly login: Login;
  readonly tokens: Tokens;
  readonly person: string;
};

/** Which connection it is for: a Mandant's own, or the session. */
export function connectionOf({ mandant }: Login): string {
  return mandant ?? MAIN;
}

/** DATEV: never more than one valid refresh token per connection, so the one before is revoked first, also where a click for that died. */
export async function endBefore(id: string, by: Actor): Promise<void> {
  const { data: before } = await loadConnection(id);
  if (before?.state !== 'ended' || before.why === 'disconnected') await disconnect(id, by);
}

/**
 * Puts a login on record: tokens first, then the record that points at them, so nobody ever looks for tokens that are not there. Who logged
 * in meanwhile is ended, too. Answers whether its tokens are still there then: whoever logs in or disconnects in the same moment takes them for
 * left behind, and revokes them at DATEV.
 */
export async function keepLogin({ login, tokens, person }: Gained): Promise<boolean> {
  const id = connectionOf(login);
  const by = { kind: 'person', id: login.accountId } as const;
  for (;;) {
    await endBefore(id, by);
    const before = await loadConnection(id);
    const generation = (before.data?.generation ?? 0) + 1;
    const scopes = tokens.scopes.length > 0 ? tokens.scopes : login.scopes;
    if (!(await keepTokens(id, generation, { ...tokens, scopes }))) {
      await clearAway(login, before.data, generation);
      continue;
    }
    const { environment, clientId, isConfidential, endpoints, mode } = login;
    const connection: Connection = {
      v: 2,
      id,
      generation,
      environment,
      clientId,
      isConfidential,
      endpoints,
      mode,
      state: 'live',
      accessUntil: tokens.accessUntil,
      refreshUntil: tokens.refreshUntil,
      scopes,
      person,
      connectedAt: now(),
      connectedBy: login.accountId,
      ...present({ cloudId: surroundings().cloudId }),
    };
    const isOnRecord = (await decideConnection(before, connection, by)) === 'done';
    if (!(await areThere(id, generation, tokens))) return false;
    if (isOnRecord) return true;
    await forgetTokens(id, generation);
  }
}

/** Tokens that nothing points at: of a login that ended here, or of one that is just here and hears of it when it looks for them. */
async function clearAway(login: Login, before: Connection | null, generation: number): Promise<void> {
  const id = connectionOf(login);
  const left = await loadTokens(id, generation);
  // Of the site this one was copied from: DATEV knows them as that one's.
  const isForeign = before !== null && isCopy(before, surroundings().cloudId);
  if (left !== undefined && !isForeign) await revokeBoth(login, left);
  await forgetTokens(id, generation);
}

async function areThere(id: string, generation: number, tokens: Tokens): Promise<boolean> {
  return (await loadTokens(id, generation))?.refreshToken === tokens.refreshToken;
}
