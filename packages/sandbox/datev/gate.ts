import type { ServiceAnswer, ServiceRequest } from '../world/types';
import type { Answers } from './answers';
import { missingScope } from './catalogue';
import { type Grant, SCOPES, type State } from './model';
import type { Route } from './route';

/**
 * The gateway: both `Authorization: Bearer` and `X-DATEV-Client-Id` on every call. A missing or foreign client id is
 * answered "Invalid client id or secret" (seen on DATEV's sandbox).
 */
export function admit(
  request: ServiceRequest,
  state: State,
  { now, answers }: { readonly now: number; readonly answers: Answers },
): Grant | ServiceAnswer {
  const clientId = request.headers['x-datev-client-id'] ?? '';
  if (clientId === '') return answers.unauthorized('Invalid client id or secret.');
  const token = /^Bearer +(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
  const grant = Object.hasOwn(state.grants, token) ? state.grants[token] : undefined;
  const environment = request.path.startsWith('/platform/') ? 'production' : 'sandbox';
  if (grant === undefined || grant.environment !== environment || !isLive(grant, now)) {
    return answers.unauthorized('The access token is invalid or has expired.');
  }
  if (grant.clientId !== '*' && grant.clientId !== clientId)
    return answers.unauthorized('Invalid client id or secret.');
  return grant;
}

function isLive(grant: Grant, now: number): boolean {
  return grant.revoked !== true && (grant.expiresAt === undefined || now < grant.expiresAt);
}

/** 405, 403 (scope), 406 and 415, in this order. */
export function refuseForm(
  request: ServiceRequest,
  { route, grant, answers }: { readonly route: Route; readonly grant: Grant; readonly answers: Answers },
): ServiceAnswer | undefined {
  if (request.method !== route.method) return answers.plain(405, { allow: route.method });
  const forClients = route.operation === 'listClients' || route.operation === 'getClient';
  const scope = forClients ? SCOPES.clients : SCOPES.extf;
  if (!grant.scopes.includes(scope)) return answers.refused(403, missingScope(scope, forClients));
  if (!takesJson(request.headers['accept'])) return answers.plain(406);
  const sent = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  return route.method === 'POST' && sent !== 'application/octet-stream' ? answers.plain(415) : undefined;
}

/** "All services only support the JSON format." */
export function takesJson(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  const kinds = accept.split(',').map((kind) => kind.split(';')[0]?.trim().toLowerCase());
  return kinds.some((kind) => kind === '*/*' || kind === 'application/*' || kind === 'application/json');
}
