import type { ServiceAnswer } from '../world/types';
import { notFound, refused } from './answers';
import { type Call, instant, may, reply } from './call';
import {
  type Dimension,
  dimensionsOf,
  filterOnlyOf,
  labelOf,
  type Measure,
  measuresOf,
  VIEW,
} from './columns';
import { DASHBOARD, FOLDER, LOOKS, type Look, MODEL, queryId, RELEASE } from './fresh-state';
import { isDimension, type Output } from './plan';
import { page, searched } from './search';
import { EXPLORES, exploreOf, wireQuery } from './visible';

/** When everything was made, so that no answer depends on the clock. */
const MADE_AT = Date.UTC(2026, 0, 5, 8, 0, 0);

export function me(call: Call): ServiceAnswer {
  const { user, host } = call;
  return reply(call, {
    ...{
      can: { show: true },
      id: user.id,
      display_name: user.name,
      first_name: 'DATEV',
      last_name: 'Dienst',
    },
    ...{ email: `api-${user.id}@${host}`, is_disabled: false, locale: 'de_DE', role_ids: ['3'] },
    ...{
      group_ids: ['1'],
      home_folder_id: FOLDER.id,
      personal_folder_id: null,
      verified_looker_employee: false,
    },
    ...{
      presumed_looker_employee: false,
      is_service_account: false,
      url: `https://${host}/api/4.0/users/${user.id}`,
    },
  });
}

export function versions(call: Call): ServiceAnswer {
  const version = { version: '4.0', full_version: '4.0.26.12', status: 'current' };
  const current = { ...version, swagger_url: `https://${call.host}/api/4.0/swagger.json` };
  return reply(call, {
    looker_release_version: RELEASE,
    current_version: current,
    supported_versions: [current],
    api_server_url: `https://${call.host}`,
    web_server_url: `https://${call.host}`,
  });
}

export function session(call: Call): ServiceAnswer {
  return reply(call, { can: { view: true }, workspace_id: 'production', sudo_user_id: null });
}

export function listModels(call: Call): ServiceAnswer {
  const { request } = call;
  const cut = page(request);
  if (cut === undefined) return refused(400, 'limit and offset must be numbers');
  return reply(call, call.user.models.includes(MODEL) ? cut([wireModel()]) : []);
}

export function getModel(call: Call): ServiceAnswer {
  const name = call.route.path['model'] ?? '';
  return name === MODEL && call.user.models.includes(name) ? reply(call, wireModel()) : notFound();
}

function wireModel(): unknown {
  return {
    ...{ can: { show: true }, name: MODEL, label: 'Finanzen', project_name: MODEL, has_content: true },
    ...{ allowed_db_connection_names: ['dwh'], unlimited_db_connections: false },
    explores: EXPLORES.map((one) => ({
      ...one,
      ...{ description: null, hidden: false, group_label: 'Finanzen' },
    })),
  };
}

export function getExplore(call: Call): ServiceAnswer {
  const { model = '', explore: name = '' } = call.route.path;
  const explore = exploreOf(call, model, name);
  if (explore === undefined) return notFound();
  const lookml = may(call, 'see_lookml');
  return reply(call, {
    ...{ id: `${MODEL}::${explore}`, name: explore, model_name: MODEL, project_name: MODEL, view_name: VIEW },
    ...{ label: labelOf(explore), title: labelOf(explore), description: null, hidden: false, errors: null },
    ...{ connection_name: 'dwh', dialect_name: 'bigquery_standard_sql', null_sort_treatment: 'low' },
    ...{ can_develop: false, can_see_lookml: lookml, can_save: true, can_explain: false, can_total: true },
    ...{ has_timezone_support: true, scopes: [VIEW], tags: [], joins: [], sets: [], aliases: [] },
    lookml_link: lookml ? `/projects/${MODEL}/files/${explore}.explore.lkml` : null,
    sql_table_name: lookml ? 'dwh.general_ledger' : null,
    fields: {
      dimensions: dimensionsOf(call.state, explore).map((field) => wireField(field, lookml)),
      measures: measuresOf(call.state, explore).map((field) => wireField(field, lookml)),
      filters: filterOnlyOf(call.state, explore).map(wireFilterOnly),
      parameters: [],
    },
  });
}

const TYPES = { string: 'string', number: 'number', date: 'date_date', month: 'date_month' } as const;

function wireField(field: Output, lookml: boolean): unknown {
  const { name, kind, format } = field;
  const dimension = isDimension(field);
  const bare = name.replace(`${VIEW}.`, '');
  const isTime = kind === 'date' || kind === 'month';
  return {
    ...{ name, view: VIEW, view_label: 'General Ledger', original_view: VIEW, scope: VIEW },
    ...{ label: labelOf(name), label_short: labelOf(bare), description: null, hidden: false, tags: [] },
    ...{
      type: dimension ? TYPES[kind] : (field as Measure).type,
      category: dimension ? 'dimension' : 'measure',
    },
    ...{ measure: !dimension, parameter: false, dynamic: false, is_filter: false, can_filter: true },
    ...{ is_numeric: kind === 'number', is_timeframe: isTime, is_fiscal: false, can_time_filter: isTime },
    ...{
      primary_key: dimension && field.column === 'line_id',
      sortable: true,
      suggestable: kind === 'string',
    },
    ...{ align: kind === 'number' ? 'right' : 'left', value_format: format, value_format_name: null },
    ...{ project_name: MODEL, dimension_group: isTime ? `${VIEW}.posting` : null },
    ...(isTime ? { time_interval: { name: kind === 'date' ? 'day' : 'month', count: 1 } } : {}),
    sql: lookml && dimension ? `\${TABLE}.${field.column}` : null,
  };
}

/** Looker says the type as LookML does: a filter has no timeframe. */
function wireFilterOnly({ name }: Dimension): unknown {
  const bare = name.replace(`${VIEW}.`, '');
  return {
    ...{ name, view: VIEW, view_label: 'General Ledger', original_view: VIEW, scope: VIEW },
    ...{ label: labelOf(name), label_short: labelOf(bare), description: null, hidden: false, tags: [] },
    ...{ type: 'date', category: 'filter', measure: false, parameter: false, dynamic: false },
    ...{ is_filter: true, can_filter: true, is_numeric: false, is_timeframe: false, is_fiscal: false },
    ...{ can_time_filter: true, primary_key: false, sortable: false, suggestable: false, align: 'left' },
    ...{ value_format: null, value_format_name: null, project_name: MODEL, dimension_group: null, sql: null },
  };
}

export function listLooks(call: Call): ServiceAnswer {
  const looks = may(call, 'see_looks') ? LOOKS.filter(({ deleted }) => !deleted) : [];
  return reply(
    call,
    looks.map((look) => wireLook(call, look)),
  );
}

export function searchLooks(call: Call): ServiceAnswer {
  const found = searched(call.request, may(call, 'see_looks') ? LOOKS : []);
  return 'status' in found
    ? found
    : reply(
        call,
        found.map((look) => wireLook(call, look)),
      );
}

export function folderLooks(call: Call): ServiceAnswer {
  if (call.route.path['folder'] !== FOLDER.id || !may(call, 'see_looks')) return notFound();
  return reply(
    call,
    LOOKS.filter(({ deleted }) => !deleted).map((look) => wireLookWithQuery(call, look)),
  );
}

/** One that was deleted is still shown, as deleted. */
export function getLook(call: Call): ServiceAnswer {
  const look = may(call, 'see_looks') && LOOKS.find(({ id }) => id === call.route.path['look']);
  return look ? reply(call, wireLookWithQuery(call, look)) : notFound();
}

function wireLook(call: Call, { id, title, deleted, asked }: Look): Readonly<Record<string, unknown>> {
  const download = may(call, 'download_without_limit') || may(call, 'download_with_limit');
  return {
    ...{
      can: { show: true, run: may(call, 'access_data'), download },
      id,
      title,
      deleted,
      description: null,
    },
    ...{ deleted_at: deleted ? instant(MADE_AT) : null, created_at: instant(MADE_AT), public: false },
    ...{ updated_at: instant(MADE_AT), user_id: '2', user_name: 'Controlling', is_run_on_load: true },
    ...{ folder: wireFolder(), folder_id: FOLDER.id, model: { id: MODEL, label: 'Finanzen' } },
    ...{ query_id: queryId(call.state, call.host, asked), short_url: `/looks/${id}`, public_url: null },
  };
}

function wireLookWithQuery(call: Call, look: Look): unknown {
  const query = wireQuery(call, queryId(call.state, call.host, look.asked), look.asked);
  return { ...wireLook(call, look), query, url: `/looks/${look.id}` };
}

function wireFolder(): unknown {
  return { ...FOLDER, parent_id: '1', child_count: 0, is_personal: false, is_shared_root: false };
}

export function searchDashboards(call: Call): ServiceAnswer {
  const found = searched(
    call.request,
    may(call, 'see_user_dashboards') ? [{ ...DASHBOARD, deleted: false }] : [],
  );
  return 'status' in found
    ? found
    : reply(
        call,
        found.map(() => wireDashboard()),
      );
}

export function getDashboard(call: Call): ServiceAnswer {
  const seen = may(call, 'see_user_dashboards') && call.route.path['dashboard'] === DASHBOARD.id;
  return seen ? reply(call, wireDashboard()) : notFound();
}

function wireDashboard(): unknown {
  const { id, title, looks } = DASHBOARD;
  return {
    ...{ can: { show: true }, id, title, description: null, hidden: false, deleted: false, readonly: false },
    ...{
      folder: wireFolder(),
      folder_id: FOLDER.id,
      model: { id: MODEL, label: 'Finanzen' },
      user_id: '2',
      slug: 'Monatsabschluss7',
    },
    ...{
      created_at: instant(MADE_AT),
      query_timezone: 'Europe/Berlin',
      show_title: true,
      url: `/dashboards/${id}`,
    },
    dashboard_elements: looks.map((look, at) => ({
      ...{ id: String(71 + at), dashboard_id: id, look_id: look, type: 'look' },
      title: LOOKS.find((one) => one.id === look)?.title ?? null,
    })),
    dashboard_filters: [],
  };
}
