import type { Problem } from '../kernel/problem';
import { refusedBy } from '../kernel/result';
import { failed } from './failure';
import type { LookerConnection } from './login/connection';
import { setConnectionState } from './login/connection-store';
import { lookerToken } from './login/session-api';
import { type LookerAnswer, type LookerRequest, sendToLooker } from './wire-api';

/** A call with the rights of the connection's API3 key. */
type LookerCall = Omit<LookerRequest, 'form'>;

/**
 * The one door to Looker. A token that Looker refuses is replaced once, by a newer stored one or by one login; a second refusal
 * is `looker.login-lost` and pauses the connection. Nothing leaves while the connection is paused or its key wrong: a test
 * asks with a copy of the connection whose state is `connected`.
 */
export async function askLooker(call: LookerCall): Promise<LookerAnswer> {
  const gate = GATES[call.connection.state];
  if (gate !== undefined) return failed(gate);
  const answer = await askWithToken(call);
  await note(call.connection, answer);
  return answer;
}

const GATES: Readonly<Partial<Record<LookerConnection['state'], Problem>>> = {
  'wrong-key': { code: 'looker.wrong-key', retry: 'after-fix' },
  paused: { code: 'looker.paused', retry: 'after-fix' },
};

async function askWithToken(call: LookerCall): Promise<LookerAnswer> {
  const token = await lookerToken(call.connection);
  if (!token.ok) return token;
  const first = await sendToLooker(call, token.value);
  if (!isTokenRefused(first)) return first;
  const next = await lookerToken(call.connection, token.value);
  if (!next.ok) return next;
  const second = await sendToLooker(call, next.value);
  return isTokenRefused(second) ? failed({ code: 'looker.login-lost', retry: 'after-fix' }) : second;
}

function isTokenRefused(answer: LookerAnswer): boolean {
  return refusedBy(answer) === 'looker.token';
}

/** What the answer says about the connection itself. The wrong key is noted where the login finds it. */
async function note({ id, state }: LookerConnection, answer: LookerAnswer): Promise<void> {
  const code = refusedBy(answer);
  if (code === 'looker.login-lost') await setConnectionState(id, 'paused');
  if (code === 'looker.not-approved') await setConnectionState(id, 'not-approved');
  if (answer.ok && state === 'not-approved') await setConnectionState(id, 'connected');
}
