import * as v from 'valibot';
import { ok, type Result } from '../../kernel/result';
import { now } from '../../platform/clock';
import { jsonOf } from '../../platform/http';
import { failed, type LookerFailure } from '../failure';
import { sendToLooker, unreadableAnswer } from '../wire-api';
import type { LookerConnection } from './connection';
import { forgetToken, keepToken, loadSecret, loadToken, setConnectionState } from './connection-store';
import { isUsable, tokenOf } from './token';

const WireToken = v.object({
  access_token: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,4096}$/)),
  expires_in: v.pipe(v.number(), v.minValue(0)),
});

/**
 * A token for calls of this connection: the stored one while it lasts, else that of a login. After Looker refused a token it
 * is `rejected`: then a newer one that somebody else got meanwhile counts, and only without one there is a login. Two that
 * log in at the same moment do no harm – Looker accepts both tokens, the later one stays stored – so no lease makes one of
 * them wait. `looker.wrong-key` (the connection's state says so from then on) and what every call may say.
 */
export async function lookerToken(
  connection: LookerConnection,
  rejected?: string,
): Promise<Result<string, LookerFailure>> {
  const stored = await loadToken(connection.id);
  if (stored !== undefined && isUsable(stored, now(), rejected)) return ok(stored.token);
  const answered = await logIn(connection);
  if (!answered.ok) return answered;
  const fresh = tokenOf(answered.value, now());
  await keepToken(connection.id, fresh);
  return ok(fresh.token);
}

/** The key goes into the body: in an address it would stand in logs, and Looker ends that way in 2026. */
async function logIn(
  connection: LookerConnection,
): Promise<Result<{ readonly token: string; readonly expiresIn: number }, LookerFailure>> {
  const secret = await loadSecret(connection);
  if (secret === undefined) return wrongKey(connection);
  const answer = await sendToLooker({
    connection,
    operation: 'login',
    activity: 'none',
    method: 'POST',
    path: '/login',
    form: { client_id: connection.clientId, client_secret: secret },
  });
  if (!answer.ok) {
    const { problem } = answer.problem;
    // Looker says 404 to a key it does not know.
    const isRefused = ['looker.not-found', 'looker.token'].includes(problem.code);
    return isRefused ? wrongKey(connection) : failed(problem);
  }
  const parsed = v.safeParse(WireToken, jsonOf(answer.value));
  if (!parsed.success) return unreadableAnswer(answer.value);
  return ok({ token: parsed.output.access_token, expiresIn: parsed.output.expires_in });
}

async function wrongKey(connection: LookerConnection): Promise<ReturnType<typeof failed>> {
  await setConnectionState(connection.id, 'wrong-key');
  return failed({ code: 'looker.wrong-key', retry: 'after-fix' });
}

/** Ends the token at Looker as far as that works, and forgets it. */
export async function logOut(connection: LookerConnection): Promise<void> {
  const stored = await loadToken(connection.id);
  await forgetToken(connection.id);
  if (stored === undefined || !isUsable(stored, now())) return;
  const call = {
    connection,
    operation: 'logout',
    activity: 'none',
    method: 'DELETE',
    path: '/logout',
  } as const;
  await sendToLooker({ ...call, timeoutSeconds: 10 }, stored.token);
}
