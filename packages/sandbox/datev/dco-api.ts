import type { ServiceAnswer } from '../world/types';
import { wireDcoClient } from './basics';
import type { Asked } from './dco-call';
import { answerDocuments } from './documents-api';
import { answerDxso } from './dxso-api';
import { takesJson } from './gate';
import { type Mandant, SCOPES, type Service } from './model';
import type { Route } from './route';

export function isDco({ api }: Route): boolean {
  return api === 'dxso' || api === 'documents';
}

const SERVICES: Readonly<Record<'dxso' | 'documents', Service>> = {
  dxso: 'Rechnungsdatenservice 1.0',
  documents: 'Belegbilderservice',
};

/** accounting:dxso-jobs and accounting:documents: the same way in, the same errors (`#DCO…`). */
export function answerDco(asked: Asked): ServiceAnswer {
  const { request, route, grant, answers, state } = asked;
  if (request.method !== route.method) return answers.bare(405, { allow: route.method });
  if (!scopesFor(route).some((scope) => grant.scopes.includes(scope))) return answers.dco(403, '#DCO01005');
  if (!takesJson(request.headers['accept'])) return answers.bare(406);
  const mandanten = state.mandanten[route.environment];
  if (route.clientId === undefined) return listClients(mandanten, asked);
  if (grant.onlyMandant !== undefined && grant.onlyMandant !== route.clientId) return answers.bare(403);
  const mandant = mandanten.find((one) => one.id === route.clientId);
  if (mandant === undefined) return answers.bare(404);
  const service = SERVICES[route.api === 'dxso' ? 'dxso' : 'documents'];
  if (!mandant.accessible || !mandant.services.includes(service)) return answers.bare(403);
  const at = { environment: route.environment, mandant: mandant.id };
  const call = { ...asked, mandant, at };
  return route.api === 'dxso' ? answerDxso(call) : answerDocuments(call);
}

/** The document has `accounting:clients:read` also for the duo-version. */
function scopesFor({ api, operation }: Route): readonly string[] {
  const own = api === 'dxso' ? SCOPES.dxso : SCOPES.documents;
  const ofClients = /^(list|get)\w+Clients?$|^getDuoVersion$/.test(operation);
  return ofClients ? [SCOPES.clientsRead, own] : [own];
}

/** "This Ressource can not be used for offline access"; whoever sees no Mandant at all is answered 404. */
function listClients(mandanten: readonly Mandant[], { grant, answers }: Asked): ServiceAnswer {
  if (grant.onlyMandant !== undefined) return answers.bare(403);
  const shown = mandanten.filter(({ accessible }) => accessible).map(wireDcoClient);
  return shown.length === 0 ? answers.bare(404) : answers.ok(shown);
}
