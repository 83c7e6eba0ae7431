import type { Service, ServiceAnswer, ServiceRequest, World } from '../world/types';
import { JSON_TYPE, notFound, refused, TOLD, text } from './answers';
import type { Call, Core } from './call';
import { type LookerControls, makeControls } from './controls';
import { freshState, HOSTS } from './fresh-state';
import { admit, login, logout } from './gate';
import * as metadata from './metadata-api';
import type { AnswerFault, State } from './model';
import * as queries from './queries-api';
import * as renders from './render-api';
import { API, type Route, routeOf } from './route';
import * as tasks from './tasks-api';

const MAX_CALLS = 5_000;

/**
 * The fake Looker API 4.0: three instances with keys of their own (`fresh-state.ts`) over one ledger (`ledger.ts`), synchronous.
 * Tasks end by the world's clock. State is JSON throughout; ledger lines are made when asked for and never kept.
 */
export function createLooker({
  world,
  seed = 1,
}: {
  readonly world: World;
  readonly seed?: number;
}): Service & LookerControls {
  const core: Core = { state: freshState(seed), world };
  return {
    name: 'looker',
    handle: (request) => handle(core, request),
    operation: (request) => operationOf(request),
    reaches: (hostname) => HOSTS.includes(hostname.toLowerCase()),
    snapshot: () => structuredClone(core.state),
    restore: (state) => {
      if (!isState(state)) throw new Error('not a state of the fake Looker');
      core.state = structuredClone(state);
    },
    ...makeControls(core),
  };
}

function isState(value: unknown): value is State {
  if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== 1) return false;
  return 'queries' in value && 'mutations' in value && 'renders' in value;
}

function operationOf(request: ServiceRequest): string {
  return request.path === '/alive' ? 'alive' : (routeOf(request)?.operation ?? 'unknown');
}

function handle(core: Core, request: ServiceRequest): ServiceAnswer {
  const host = (request.headers['host'] ?? '').replace(/:\d+$/, '').toLowerCase();
  if (!HOSTS.includes(host)) return notFound();
  if (request.path === '/alive') return text(200, '');
  // "403 … for a wrong port or a missing /api/4.0" (Looker's page on troubleshooting).
  if (!request.path.startsWith(`${API}/`)) return refused(403);
  const route = routeOf(request);
  const answer = route === undefined ? notFound() : answerRoute(core, request, { route, host });
  note(core, { host, status: answer.status, route });
  return answer;
}

type Asked = { readonly route: Route; readonly host: string };

function answerRoute(core: Core, request: ServiceRequest, { route, host }: Asked): ServiceAnswer {
  const { state, world } = core;
  const fault = nextFault(state, { route, host });
  if (fault !== undefined) return faultAnswer(fault);
  const where = { host, now: world.clock.now() };
  const unknown = [...request.query.keys()].find((name) => !route.parameters.includes(name));
  if (route.operation === 'login')
    return unknown === undefined ? login(state, request, where) : refused(400, parameterRefused(unknown));
  const user = admit(state, request, where);
  if ('status' in user) return user;
  if (unknown !== undefined) return refused(400, parameterRefused(unknown));
  if (route.operation === 'logout') return logout(state, request);
  return HANDLERS[route.operation]?.({ state, request, route, user, ...where }) ?? notFound();
}

/** Stricter than Looker may be: a parameter the document does not name (`offset`!) would be passed over in silence. */
function parameterRefused(name: string): string {
  return `Unknown parameter: ${name}`;
}

const HANDLERS: Readonly<Record<string, (call: Call) => ServiceAnswer>> = {
  me: metadata.me,
  versions: metadata.versions,
  session: metadata.session,
  all_lookml_models: metadata.listModels,
  lookml_model: metadata.getModel,
  lookml_model_explore: metadata.getExplore,
  all_looks: metadata.listLooks,
  search_looks: metadata.searchLooks,
  look: metadata.getLook,
  folder_looks: metadata.folderLooks,
  search_dashboards: metadata.searchDashboards,
  dashboard: metadata.getDashboard,
  create_query: queries.createQuery,
  query: queries.getQuery,
  query_for_slug: queries.getQuery,
  run_query: queries.runStored,
  run_inline_query: queries.runInline,
  run_look: queries.runLook,
  create_query_task: tasks.createTask,
  query_task: tasks.getTask,
  query_task_results: tasks.taskResults,
  query_task_multi_results: tasks.multiResults,
  kill_query: tasks.killTask,
  create_look_render_task: renders.renderLook,
  create_query_render_task: renders.renderQuery,
  create_dashboard_render_task: renders.renderDashboard,
  render_task: renders.getRender,
  render_task_results: renders.renderResults,
};

function nextFault(state: State, { route, host }: Asked): AnswerFault | undefined {
  const at = state.answerFaults.findIndex(
    (fault) =>
      (fault.operation === undefined || fault.operation === route.operation) &&
      (fault.host === undefined || fault.host === host),
  );
  return at === -1 ? undefined : state.answerFaults.splice(at, 1)[0];
}

function faultAnswer({ status, body, headers = {} }: AnswerFault): ServiceAnswer {
  const told = { [TOLD]: String(status), ...headers };
  if (body === undefined) return refused(status, undefined, told);
  const isText = typeof body === 'string';
  const textType = isText && /^\s*</.test(body) ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8';
  return {
    status,
    headers: { 'content-type': isText ? textType : JSON_TYPE, ...told },
    body: isText ? body : JSON.stringify(body),
  };
}

function note(
  { state, world }: Core,
  {
    host,
    status,
    route,
  }: { readonly host: string; readonly status: number; readonly route: Route | undefined },
): void {
  const operation = route?.operation ?? 'unknown';
  const activity = route?.activity ?? 'none';
  const meter = state.meters[host] ?? { db_query: 0, non_query: 0, none: 0 };
  state.meters[host] = { ...meter, [activity]: meter[activity] + 1 };
  state.calls.push({ at: world.clock.now(), host, operation, activity, status });
  if (state.calls.length > MAX_CALLS) state.calls.splice(0, MAX_CALLS / 2);
}
