import type { ServiceAnswer, ServiceRequest } from '../world/types';
import { empty, json, notFound, refused } from './answers';
import { codeOf } from './chance';
import type { ApiUser, State } from './model';

const TOKEN_SECONDS = 3600;
type Where = { readonly host: string; readonly now: number };

/** Credentials in the body of a form only. A wrong key is "not found", as everything one may not know of. */
export function login(state: State, request: ServiceRequest, { host, now }: Where): ServiceAnswer {
  if (!/^application\/x-www-form-urlencoded\b/.test(request.headers['content-type'] ?? '')) return notFound();
  const form = new URLSearchParams(new TextDecoder().decode(request.body));
  const user = state.users.find(
    (one) =>
      one.host === host &&
      one.clientId === form.get('client_id') &&
      one.clientSecret === form.get('client_secret'),
  );
  if (user === undefined) return notFound();
  for (const [token, { expiresAt }] of Object.entries(state.tokens))
    if (expiresAt <= now) delete state.tokens[token];
  state.serial += 1;
  const token = codeOf(40, state.seed, 'token', state.serial);
  state.tokens[token] = { clientId: user.clientId, expiresAt: now + TOKEN_SECONDS * 1000 };
  return json(200, {
    access_token: token,
    token_type: 'Bearer',
    expires_in: TOKEN_SECONDS,
    refresh_token: null,
  });
}

/** `Authorization: token X`; Looker's own SDK writes `Bearer X`. A token holds on its own instance only. */
export function admit(state: State, request: ServiceRequest, { host, now }: Where): ApiUser | ServiceAnswer {
  const token = tokenOf(request);
  const held = Object.hasOwn(state.tokens, token) ? state.tokens[token] : undefined;
  const user = state.users.find((one) => one.clientId === held?.clientId && one.host === host);
  if (held === undefined || user === undefined || held.expiresAt <= now) return refused(401);
  return user;
}

export function logout(state: State, request: ServiceRequest): ServiceAnswer {
  delete state.tokens[tokenOf(request)];
  return empty(204);
}

function tokenOf(request: ServiceRequest): string {
  return /^(?:token|bearer) +(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
}
