import { codeOf } from './chance';
import type { ApiUser, Asked, Permission, State } from './model';

export const DEMO_HOST = 'datev-demo.cloud.looker.com';
export const SECOND_HOST = 'zweite.looker.app';
/** Customer-hosted; the app's manifest does not name it, so it is reached only after egress was granted. */
export const OWN_HOST = 'bi.kanzlei-muster.de';
export const HOSTS: readonly string[] = [DEMO_HOST, SECOND_HOST, OWN_HOST];
export const MODEL = 'finance';
export const RELEASE = '26.12.0';

export type Key = { readonly clientId: string; readonly clientSecret: string };
export const DEMO_KEY: Key = {
  clientId: 'DemoApi3Datev00000001',
  clientSecret: 'DemoApi3Secret000000000001',
};
/** Of a user who may download with a limit only: 5,000 rows. */
export const LIMITED_KEY: Key = {
  clientId: 'DemoApi3Limit00000002',
  clientSecret: 'DemoApi3Secret000000000002',
};
export const SECOND_KEY: Key = {
  clientId: 'ZweiteApi3Datev000003',
  clientSecret: 'ZweiteApi3Secret0000000003',
};
export const OWN_KEY: Key = {
  clientId: 'MusterApi3Datev000004',
  clientSecret: 'MusterApi3Secret0000000004',
};

const USUAL: readonly Permission[] = ['access_data', 'explore', 'see_looks', 'see_user_dashboards'];

function users(): ApiUser[] {
  const make = (key: Key, more: Pick<ApiUser, 'id' | 'host' | 'name' | 'permissions'>): ApiUser => ({
    ...key,
    models: [MODEL],
    ...more,
  });
  const free: readonly Permission[] = [...USUAL, 'download_without_limit'];
  return [
    make(DEMO_KEY, { id: '11', host: DEMO_HOST, name: 'DATEV Dienst', permissions: free }),
    make(LIMITED_KEY, {
      ...{ id: '12', host: DEMO_HOST, name: 'DATEV Dienst begrenzt' },
      permissions: [...USUAL, 'download_with_limit'],
    }),
    make(SECOND_KEY, { id: '21', host: SECOND_HOST, name: 'DATEV Dienst', permissions: free }),
    make(OWN_KEY, { id: '31', host: OWN_HOST, name: 'DATEV Dienst', permissions: free }),
  ];
}

export const ALL_FIELDS: readonly string[] = [
  ...['line_id', 'posting_date', 'posting_month', 'document_number', 'kind', 'gl_account_name'],
  ...['partner_name', 'partner_number', 'cost_centre_name', 'cost_object', 'tax_name', 'gross_amount'],
  ...['net_amount', 'currency', 'text', 'client'],
].map((name) => `general_ledger.${name}`);

const BLANK: Asked = {
  model: MODEL,
  view: 'general_ledger',
  fields: ALL_FIELDS,
  filters: { 'general_ledger.client': '455148-3', 'general_ledger.posting_month': 'last month' },
  filter_expression: null,
  sorts: ['general_ledger.line_id'],
  limit: '500',
  query_timezone: 'Europe/Berlin',
};

export type Look = {
  readonly id: string;
  readonly title: string;
  readonly folder: string;
  readonly deleted: boolean;
  readonly asked: Asked;
};
export const LOOKS: readonly Look[] = [
  {
    ...{ id: '42', title: 'Erlöse und Kosten je Kostenstelle', folder: '5', deleted: false },
    asked: BLANK,
  },
  {
    ...{ id: '43', title: 'Monatsbericht', folder: '5', deleted: false },
    asked: {
      ...BLANK,
      fields: [
        ...['general_ledger.cost_centre_name', 'general_ledger.kind'],
        'general_ledger.total_gross_amount',
      ],
      sorts: ['general_ledger.cost_centre_name', 'general_ledger.kind'],
    },
  },
  {
    ...{ id: '44', title: 'Altes Journal', folder: '5', deleted: true },
    asked: { ...BLANK, limit: '100' },
  },
];
export const DASHBOARD = { id: '7', title: 'Monatsabschluss', folder: '5', looks: ['42', '43'] } as const;
export const FOLDER = { id: '5', name: 'Finanzbuchhaltung' } as const;

/** Equal queries of one instance have one id; in 4.0 it is the slug. */
export function queryId(state: Pick<State, 'seed'>, host: string, asked: Asked): string {
  return codeOf(22, state.seed, 'query', host, JSON.stringify(asked));
}

export function freshState(seed: number): State {
  const state: State = {
    v: 1,
    seed,
    serial: 0,
    users: users(),
    tokens: {},
    queries: {},
    tasks: [],
    renders: [],
    rows: {},
    mutations: {},
    columns: {},
    answerFaults: [],
    slowMs: 2_000,
    nextTasks: [],
    nextRenders: [],
    bogus: { times: 0, ms: 0 },
    errorsIn200: [],
    lookPdf: false,
    calls: [],
    meters: {},
  };
  for (const host of HOSTS)
    for (const { asked } of LOOKS) state.queries[queryId(state, host, asked)] = { host, asked };
  return state;
}
