import type { Method, ServiceRequest } from '../world/types';
import type { Activity } from './model';

export const API = '/api/4.0';
export type Route = {
  readonly operation: string;
  readonly activity: Activity;
  /** The query parameters the document names for it. */
  readonly parameters: readonly string[];
  /** Of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
};
type Entry = Omit<Route, 'path'> & { readonly method: Method; readonly pattern: RegExp };

const RUN = [
  ...['limit', 'apply_formatting', 'apply_vis', 'cache', 'generate_drill_links', 'force_production'],
  ...['cache_only', 'path_prefix', 'rebuild_pdts', 'server_table_calcs'],
] as const;
const PICTURE = ['image_width', 'image_height'] as const;
const SEARCH = [
  ...['id', 'title', 'description', 'content_favorite_id', 'folder_id', 'user_id', 'view_count', 'deleted'],
  ...['curate', 'last_viewed_at', 'fields', 'page', 'per_page', 'limit', 'offset', 'sorts', 'filter_or'],
] as const;
const MODELS = ['exclude_empty', 'exclude_hidden', 'include_internal', 'include_self_service'] as const;
const SIZE = ['width', 'height', 'fields'] as const;
const PDF = ['pdf_paper_size', 'pdf_landscape', 'long_tables', 'theme'] as const;

/** In the order they are looked up: fixed words before `{names}`. */
const ROUTES: readonly Entry[] = [
  of('login', 'POST /login', 'none'),
  of('logout', 'DELETE /logout', 'none'),
  of('versions', 'GET /versions', 'none', ['fields']),
  of('session', 'GET /session', 'non_query'),
  of('me', 'GET /user', 'non_query', ['fields']),
  of('all_lookml_models', 'GET /lookml_models', 'non_query', ['fields', 'limit', 'offset', ...MODELS]),
  of('lookml_model', 'GET /lookml_models/{model}', 'non_query', ['fields']),
  of('lookml_model_explore', 'GET /lookml_models/{model}/explores/{explore}', 'non_query', [
    ...['fields', 'add_drills_metadata'],
  ]),
  of('all_looks', 'GET /looks', 'non_query', ['fields']),
  of('search_looks', 'GET /looks/search', 'non_query', [...SEARCH, 'query_id']),
  of('look', 'GET /looks/{look}', 'non_query', ['fields']),
  of('run_look', 'GET /looks/{look}/run/{format}', 'db_query', [...RUN, ...PICTURE]),
  of('folder_looks', 'GET /folders/{folder}/looks', 'non_query', ['fields']),
  of('search_dashboards', 'GET /dashboards/search', 'non_query', [
    ...[...SEARCH, 'slug', 'content_metadata_id', 'not_owned_by'],
  ]),
  of('dashboard', 'GET /dashboards/{dashboard}', 'non_query', ['fields']),
  of('create_query', 'POST /queries', 'db_query', ['fields']),
  of('query_for_slug', 'GET /queries/slug/{query}', 'db_query', ['fields']),
  of('run_inline_query', 'POST /queries/run/{format}', 'db_query', [...RUN, ...PICTURE]),
  of('query', 'GET /queries/{query}', 'db_query', ['fields']),
  of('run_query', 'GET /queries/{query}/run/{format}', 'db_query', [...RUN, ...PICTURE]),
  of('create_query_task', 'POST /query_tasks', 'db_query', [...RUN, 'fields']),
  of('query_task_multi_results', 'GET /query_tasks/multi_results', 'db_query', ['query_task_ids']),
  of('query_task', 'GET /query_tasks/{task}', 'db_query', ['fields']),
  of('query_task_results', 'GET /query_tasks/{task}/results', 'db_query'),
  of('kill_query', 'DELETE /running_queries/{task}', 'db_query'),
  of('create_look_render_task', 'POST /render_tasks/looks/{look}/{format}', 'db_query', SIZE),
  of('create_query_render_task', 'POST /render_tasks/queries/{query}/{format}', 'db_query', SIZE),
  of('create_dashboard_render_task', 'POST /render_tasks/dashboards/{dashboard}/{format}', 'db_query', [
    ...[...SIZE, ...PDF],
  ]),
  of('render_task', 'GET /render_tasks/{render}', 'db_query', ['fields']),
  of('render_task_results', 'GET /render_tasks/{render}/results', 'db_query'),
];

function of(operation: string, where: string, activity: Activity, parameters: readonly string[] = []): Entry {
  const [method = '', path = ''] = where.split(' ');
  const pattern = new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
  return { operation, method: method as Method, activity, parameters, pattern };
}

/** Which operation of the API a request means; undefined where Looker has none. */
export function routeOf(request: ServiceRequest): Route | undefined {
  if (!request.path.startsWith(`${API}/`)) return undefined;
  const path = request.path.slice(API.length);
  for (const { pattern, method, ...route } of ROUTES) {
    const found = method === request.method ? pattern.exec(path) : null;
    if (found) return { ...route, path: decoded(found.groups ?? {}) };
  }
  return undefined;
}

function decoded(groups: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}
