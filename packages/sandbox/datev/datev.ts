import type { Service, ServiceAnswer, ServiceRequest, World } from '../world/types';
import { type Answers, answersFor } from './answers';
import { badPath, faultOf, REFUSALS } from './catalogue';
import { getClient, listClients } from './clients-api';
import { type DatevControls, makeControls } from './controls';
import type { Core } from './core';
import { isDcoCode } from './dco';
import { answerDco, isDco } from './dco-api';
import { findMandant, getJob, isClientId, listJobs, refuseImport } from './extf-api';
import { freshState } from './fresh-state';
import { admit, refuseForm } from './gate';
import { settleDue, takeFile } from './jobs';
import { count } from './meters';
import type { AnswerFault, Grant, Mandant, State } from './model';
import { openid, openidCall } from './openid';
import { type Route, routeOf } from './route';

type Call = { readonly route: Route; readonly grant: Grant; readonly answers: Answers };

/**
 * The fake DATEV: accounting:clients v2, accounting:extf-files v3, accounting:dxso-jobs v2 and accounting:documents v2,
 * synchronous. Jobs end by the world's clock: every call first settles what fell due. State is JSON throughout; only a function given to `setPending` is not kept.
 */
export function createDatev({
  world,
  seed = 1,
}: {
  readonly world: World;
  readonly seed?: number;
}): Service & DatevControls {
  const core: Core = { state: freshState(seed, world.clock.now()), pending: undefined, world };
  return {
    name: 'datev',
    handle: (request) => handle(core, request),
    operation: (request) => {
      const login = openidCall(request);
      if (login !== undefined) return login.what;
      const route = routeOf(request);
      return route !== undefined && route.method === request.method ? route.operation : 'unknown';
    },
    snapshot: () => copied(core.state),
    restore: (state) => {
      if (!isState(state)) throw new Error('not a state of the fake DATEV');
      core.state = copied(state);
    },
    ...makeControls(core),
  };
}

/** A job never changes, another one takes its place: of hundreds of old ones only the lists are copied. */
function copied(state: State): State {
  const { jobs, ...rest } = state;
  const lists = (all: State['jobs']['sandbox']): State['jobs']['sandbox'] =>
    Object.fromEntries(Object.entries(all).map(([mandant, list]) => [mandant, [...list]]));
  const own = { jobs: { sandbox: lists(jobs.sandbox), production: lists(jobs.production) } };
  // In the order of the state: a snapshot is compared as text.
  return { ...state, ...structuredClone(rest), ...own };
}

function isState(value: unknown): value is State {
  if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== 1) return false;
  return 'openid' in value && 'dxso' in value && 'documents' in value;
}

function handle(core: Core, request: ServiceRequest): ServiceAnswer {
  const { state } = core;
  const now = core.world.clock.now();
  settleDue(state, now);
  const login = openidCall(request);
  if (login !== undefined) return openid(state, request, { call: login, now });
  const answers = answersFor(state);
  const grant = admit(request, state, { now, answers });
  if ('status' in grant) return grant;
  const route = routeOf(request);
  if (route === undefined) return answers.plain(404);
  const finish = count(state, { route, grant, now });
  const answer = answerOrFault(core, request, { route, grant, answers });
  finish(answer.status);
  return answer;
}

function answerOrFault(core: Core, request: ServiceRequest, call: Call): ServiceAnswer {
  const fault = nextFault(core.state, call.route);
  if (fault === undefined) return answer(core, request, call);
  if (fault.afterEffect === true) answer(core, request, call);
  const refusal = faultAnswer(fault, call);
  const { retryAfterSeconds } = fault;
  if (retryAfterSeconds === undefined) return refusal;
  return { ...refusal, headers: { ...refusal.headers, 'retry-after': String(retryAfterSeconds) } };
}

function faultAnswer({ status, code }: AnswerFault, { route, answers }: Call): ServiceAnswer {
  if (code !== undefined) {
    return isDcoCode(code) ? answers.dco(status, code) : answers.refused(status, faultOf(code));
  }
  if (status === 401) return answers.unauthorized('The access token is invalid or has expired.');
  if (isDco(route)) return answers.bare(status);
  const forImport = route.operation === 'importExtfFile' && status === 503;
  return forImport ? answers.refused(503, REFUSALS.unavailableImport) : answers.plain(status);
}

function nextFault(state: State, route: Route): AnswerFault | undefined {
  const at = state.answerFaults.findIndex(
    (fault) =>
      (fault.operation === undefined || fault.operation === route.operation) &&
      (fault.mandant === undefined || fault.mandant === route.clientId),
  );
  return at === -1 ? undefined : state.answerFaults.splice(at, 1)[0];
}

function answer(core: Core, request: ServiceRequest, call: Call): ServiceAnswer {
  const { route, grant, answers } = call;
  if (isDco(route)) {
    const { state, pending, world } = core;
    return answerDco({ ...call, request, state, pending, now: world.clock.now(), random: world.random });
  }
  const refused = refuseForm(request, call);
  if (refused !== undefined) return refused;
  const mandanten = core.state.mandanten[route.environment];
  if (route.clientId === undefined) {
    return grant.onlyMandant === undefined
      ? listClients(mandanten, request.query, answers)
      : answers.plain(403);
  }
  if (grant.onlyMandant !== undefined && grant.onlyMandant !== route.clientId) return answers.plain(403);
  if (route.operation === 'getClient') return getClient(mandanten, route.clientId, answers);
  const mandant = extfMandant(mandanten, route.clientId, call);
  return 'status' in mandant ? mandant : answerExtf(core, request, { ...call, mandant });
}

function extfMandant(
  mandanten: readonly Mandant[],
  clientId: string,
  { route, answers }: Call,
): Mandant | ServiceAnswer {
  if (!isClientId(clientId)) {
    // The table of the list operation titles this fault like the query faults; import and job have a title of their own.
    const title = route.operation === 'listExtfJobs' ? 'Invalid query parameters' : undefined;
    return answers.refused(400, badPath('client-id', title));
  }
  const mandant = findMandant(mandanten, clientId);
  if (mandant === undefined) return answers.plain(404);
  return mandant.accessible ? mandant : answers.plain(403);
}

function answerExtf(
  core: Core,
  request: ServiceRequest,
  call: Call & { readonly mandant: Mandant },
): ServiceAnswer {
  const { route, answers, mandant } = call;
  const { state } = core;
  const now = core.world.clock.now();
  if (route.operation === 'importExtfFile') return importFile(core, request, call);
  const jobs = state.jobs[route.environment][mandant.id] ?? [];
  if (route.operation === 'listExtfJobs') return listJobs(jobs, request.query, { state, now, answers });
  return getJob(jobs, route.jobId ?? '', { state, answers });
}

function importFile(
  core: Core,
  request: ServiceRequest,
  call: Call & { readonly mandant: Mandant },
): ServiceAnswer {
  const { route, answers, grant, mandant } = call;
  const refused = refuseImport(request, answers);
  if (refused !== undefined) return refused;
  const { state, pending, world } = core;
  const job = takeFile(
    request,
    { environment: route.environment, mandant, grant },
    { state, now: world.clock.now(), pending, random: world.random },
  );
  const headers = {
    'retry-after': String(state.retryAfterSeconds),
    location: `/clients/${mandant.id}/extf-files/jobs/${job.id}`,
  };
  return answers.accepted(headers, state.acceptedStatus);
}
