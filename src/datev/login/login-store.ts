import * as v from 'valibot';
import { now } from '../../platform/clock';
import * as kv from '../../platform/kv';
import { unwrap } from '../../platform/trouble';
import { type Callback, isState, LOGIN_SECONDS, type Login } from './login';
import { Endpoints } from './oidc';

const Shape = v.object({
  state: v.string(),
  nonce: v.string(),
  verifier: v.string(),
  accountId: v.string(),
  startedBy: v.string(),
  site: v.string(),
  environment: v.picklist(['sandbox', 'production']),
  endpoints: Endpoints,
  clientId: v.string(),
  isConfidential: v.boolean(),
  redirectUri: v.string(),
  scopes: v.array(v.string()),
  mode: v.picklist(['session', 'long-term']),
  mandant: v.optional(v.string()),
  expiresAt: v.string(),
});
const CallbackShape = v.object({ parameters: v.record(v.string(), v.string()), confirm: v.string() });

const TTL = { ttlSeconds: LOGIN_SECONDS };
const key = (what: 'begun' | 'callback' | 'confirmed' | 'claimed', state: string) => `login:${what}:${state}`;

export async function beginLogin(login: Login): Promise<void> {
  await unwrap(kv.setSecret(key('begun', login.state), login, TTL));
}

/** A login that was begun here and is not over; whoever asks may have invented the state. */
export async function loadLogin(state: string): Promise<Login | undefined> {
  if (!isState(state)) return undefined;
  const found = v.safeParse(Shape, await unwrap(kv.getSecret(key('begun', state))));
  return found.success && now() < found.output.expiresAt ? found.output : undefined;
}

/** Stores what DATEV sent back; `false` when something came before: each state counts once. */
export async function keepCallback(state: string, callback: Callback): Promise<boolean> {
  return unwrap(kv.setSecretIfAbsent(key('callback', state), callback, TTL));
}

export async function loadCallback(state: string): Promise<Callback | undefined> {
  const found = v.safeParse(CallbackShape, await unwrap(kv.getSecret(key('callback', state))));
  return found.success ? found.output : undefined;
}

export async function confirmLogin(state: string): Promise<void> {
  await unwrap(kv.setSecret(key('confirmed', state), { confirmed: true }, TTL));
}

export async function isConfirmed(state: string): Promise<boolean> {
  return (await unwrap(kv.getSecret(key('confirmed', state)))) !== undefined;
}

/** Takes the right to redeem the code; `false` when somebody has it already. */
export async function claimLogin(state: string): Promise<boolean> {
  return unwrap(kv.setSecretIfAbsent(key('claimed', state), { claimed: true }, TTL));
}

/** Everything about a login that is over. The claim stays until its time is up. */
export async function forgetLogin(state: string): Promise<void> {
  for (const what of ['begun', 'callback', 'confirmed'] as const)
    await unwrap(kv.removeSecret(key(what, state)));
}
