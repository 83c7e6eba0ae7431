import type { Service, ServiceAnswer, ServiceRequest, ValidatorCall, World } from '../world/types';
import { type Answer, invalidPayload, isAnswer, refuse, toServiceAnswer } from './answers';
import { bag, type Call } from './call';
import { controlsOf, type JiraControls } from './controls';
import { declaredBy } from './declared';
import { countPoints, POINTS_PER_HOUR, pointsLeft, takeBurst, takeWrite } from './limits';
import type { Site, SiteUser, State } from './model';
import { lookUp, seesIssue } from './permissions';
import type { Route } from './route';
import { type Match, match } from './routes';
import { site as seededSite } from './site';
import { validatorsOf } from './transitions';

export type { JiraControls } from './controls';

/** A fake Jira Cloud site: strict, synchronous, its whole state plain JSON. */
export function createJira(options: { readonly world: World; readonly site?: Site }): Service & JiraControls {
  const { manifest } = options.world;
  // Whatever a kept state was made under: the app that is deployed now declares.
  const declared = (site: Site) => (manifest === undefined ? site : declaredBy(manifest, site));
  const box = { state: freshState(declared(options.site ?? seededSite())) };
  return {
    name: 'jira',
    handle: (request) => handle(options.world, box.state, request),
    operation: (request) => match(request)?.route.id ?? 'not-faked',
    validators: (request) => validators(options.world, box.state, request),
    snapshot: () => structuredClone(box.state),
    restore: (state) => {
      const kept = structuredClone(state) as State;
      box.state = { ...kept, site: declared(kept.site) };
    },
    ...controlsOf(() => box.state, options.world),
  };
}

function freshState(site: Site): State {
  return {
    site,
    issues: {},
    numbers: {},
    next: { ...site.firstIds },
    links: [],
    files: {},
    index: {},
    pending: [],
    buckets: {},
    writes: {},
    points: { hour: 0, used: 0, limit: POINTS_PER_HOUR },
    conflicts: {},
    notFaked: [],
  };
}

function handle(world: World, state: State, request: ServiceRequest): ServiceAnswer {
  const found = match(request);
  if (!found) {
    state.notFaked.push(`${request.method} ${request.path}`);
    return toServiceAnswer(refuse(501, `not faked: ${request.method} ${request.path}`), {
      'x-sandbox-not-faked': 'true',
    });
  }
  const me = callerOf(state, request);
  if (isAnswer(me)) return toServiceAnswer(me, {});
  const scopeMissing = missingScope(found.route, request);
  if (scopeMissing) return toServiceAnswer(scopeMissing, {});
  const limits = takeBurst(state, { operation: found.route.id, method: request.method }, world.clock.now());
  if (isAnswer(limits)) return toServiceAnswer(limits, {});
  const forApp = request.caller.kind === 'app' || request.caller.kind === 'app-user';
  const quota = forApp ? pointsLeft(state, world.clock.now()) : undefined;
  if (quota) return toServiceAnswer(quota, {});
  const answer = answered({ world, state, me, request, found, forApp });
  if (forApp)
    countPoints(
      state,
      1 + (request.method === 'GET' || answer.objects !== undefined ? (answer.objects ?? 0) : 0),
    );
  return toServiceAnswer(answer, limits);
}

/** Who may not even ask, or asks for nothing that is there, is told so when the call is performed. */
function validators(world: World, state: State, request: ServiceRequest): readonly ValidatorCall[] {
  const found = match(request);
  if (found?.route.id !== 'doTransition') return [];
  const me = callerOf(state, request);
  if (isAnswer(me) || missingScope(found.route, request)) return [];
  const body = readBody(found.route, request);
  return isAnswer(body)
    ? []
    : validatorsOf(callOf({ world, state, me, request, found, forApp: false }, body.json));
}

/** The account behind the call. Programs without an account are anonymous, and this site lets nobody in so. */
function callerOf(state: State, request: ServiceRequest): Answer | SiteUser {
  const { caller } = request;
  const accountId =
    caller.kind === 'app'
      ? state.site.app.accountId
      : caller.kind === 'program'
        ? undefined
        : caller.accountId;
  const user = state.site.users.find((one) => one.accountId === accountId && one.active);
  return user ?? refuse(401, 'Client must be authenticated to access this resource.');
}
function missingScope(route: Route, request: ServiceRequest): Answer | undefined {
  const { caller } = request;
  if (
    caller.kind === 'person' ||
    caller.kind === 'program' ||
    route.scope === undefined ||
    caller.scopes.includes(route.scope)
  )
    return undefined;
  return { kind: 'answer', status: 401, json: { code: 401, message: 'Unauthorized; scope does not match' } };
}

type At = {
  readonly world: World;
  readonly state: State;
  readonly me: SiteUser;
  readonly request: ServiceRequest;
  readonly found: Match;
  readonly forApp: boolean;
};

function callOf({ world, state, me, request, found, forApp }: At, body: unknown): Call {
  const { params } = found;
  const { query, caller } = request;
  const who = { me, byApp: forApp, asApp: caller.kind === 'app' };
  return { world, state, site: state.site, ...who, params, query, body, request };
}

function answered(at: At): Answer {
  const { request, found } = at;
  const bad = badQuery(found.route, request.query);
  if (bad) return bad;
  const body = readBody(found.route, request);
  if (isAnswer(body)) return body;
  const call = callOf(at, body.json);
  return overIssueLimit(found.route, call) ?? found.route.handle(call);
}

function badQuery(route: Route, query: URLSearchParams): Answer | undefined {
  for (const [name, value] of query) {
    const known = route.query?.find((one) => one.replace('*', '') === name);
    if (known === undefined) return refuse(400, `The query parameter '${name}' is not supported.`);
    if (known.endsWith('*') && !/^-?\d+$/.test(value))
      return refuse(400, `The query parameter '${name}' must be a number.`);
  }
  return undefined;
}

function readBody(route: Route, request: ServiceRequest): Answer | { readonly json: unknown } {
  if (route.body === undefined || route.body === 'multipart') return { json: undefined };
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return refuse(415, 'Unsupported Media Type');
  try {
    const json: unknown = JSON.parse(Buffer.from(request.body).toString('utf8'));
    if (route.body === 'any') return { json };
    const fits =
      bag(json) !== undefined && Object.keys(bag(json) ?? {}).every((key) => route.keys?.includes(key));
    return fits ? { json } : invalidPayload();
  } catch {
    return refuse(400, 'There was an error parsing JSON. Check that your request body is valid.');
  }
}

/** The window per issue counts writes to issues the caller sees. */
function overIssueLimit(route: Route, call: Call): Answer | undefined {
  for (const name of route.writes?.(call) ?? []) {
    const issue = lookUp(call.state, name);
    const refused =
      issue && seesIssue(call.site, call.me, issue)
        ? takeWrite(call.state, issue.id, call.world.clock.now())
        : undefined;
    if (refused) return refused;
  }
  return undefined;
}
