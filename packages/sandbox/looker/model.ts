export type Value = string | number | null;
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type Explore = 'general_ledger' | 'big_ledger';

/** What a role lets an API user do; names as in Looker's list of permissions. */
export type Permission =
  | 'access_data'
  | 'explore'
  | 'see_looks'
  | 'see_user_dashboards'
  | 'see_lookml'
  | 'download_with_limit'
  | 'download_without_limit';

/** One API3 key. Calls run with the rights of the user it was made for. */
export type ApiUser = {
  readonly id: string;
  readonly host: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  readonly models: readonly string[];
  readonly permissions: readonly Permission[];
};
export type Token = { readonly clientId: string; readonly expiresAt: number };

/** What a query asks, as the body of create_query names it; absent members are null. */
export type Asked = {
  readonly model: string;
  readonly view: string;
  readonly fields: readonly string[];
  readonly filters: Readonly<Record<string, string>>;
  readonly filter_expression: string | null;
  readonly sorts: readonly string[] | null;
  readonly limit: string | null;
  readonly query_timezone: string | null;
};
export type StoredQuery = { readonly host: string; readonly asked: Asked };

export type TaskEnd = 'complete' | 'error' | 'killed' | 'expired';
export type StoredTask = {
  readonly id: string;
  readonly host: string;
  readonly clientId: string;
  readonly queryId: string;
  readonly format: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly lookId?: string;
  readonly createdAt: number;
  /** From then on the end is seen. */
  readonly doneAt: number;
  readonly end: TaskEnd;
  readonly error?: string;
  /** Until then the status reads `expired`, which is not true. */
  readonly bogusUntil?: number;
  readonly killedAt?: number;
};
export type StoredRender = {
  readonly id: string;
  readonly host: string;
  readonly clientId: string;
  readonly what: 'look' | 'query' | 'dashboard';
  readonly format: 'pdf' | 'jpg';
  readonly of: string;
  readonly title: string;
  readonly period: string;
  readonly filters: string | null;
  readonly width: number;
  readonly height: number;
  readonly createdAt: number;
  readonly doneAt: number;
  readonly end: 'success' | 'failure';
};

/** How an explore differs from what it was: names without the view. */
export type Drift = {
  readonly rename: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
  readonly retype: Readonly<Record<string, 'string' | 'number'>>;
};
export type AnswerFault = {
  readonly host?: string;
  /** As Looker's document names it: `login`, `run_inline_query`, … */
  readonly operation?: string;
  readonly status: number;
  /** Text is sent as it is (as HTML when it looks like it), anything else as JSON; absent: Looker's error of that status. */
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
};
/** Looker (Google Cloud core) has monthly quotas; the kinds are `x-looker-activity-type` of the document. */
export type Activity = 'db_query' | 'non_query' | 'none';
export type CallEntry = {
  readonly at: number;
  readonly host: string;
  readonly operation: string;
  readonly activity: Activity;
  readonly status: number;
};

/** The whole of the fake, JSON. Ledger lines are never in it: they follow from (client, month, index). */
export type State = {
  v: 1;
  seed: number;
  serial: number;
  users: ApiUser[];
  tokens: Record<string, Token>;
  /** By id. */
  queries: Record<string, StoredQuery>;
  tasks: StoredTask[];
  renders: StoredRender[];
  /** `<explore>|<client>|<month>` → lines, where it is not the usual number. */
  rows: Record<string, number>;
  /** `<explore>|<client>|<month>` → index → column → value. */
  mutations: Record<string, Record<string, Record<string, Value>>>;
  columns: Partial<Record<Explore, Drift>>;
  answerFaults: AnswerFault[];
  slowMs: number;
  nextTasks: TaskEnd[];
  nextRenders: 'failure'[];
  bogus: { readonly times: number; readonly ms: number };
  errorsIn200: string[];
  truncateAt?: number;
  /** Off: Looks render to pictures only, as the document of create_look_render_task reads. */
  lookPdf: boolean;
  calls: CallEntry[];
  meters: Record<string, Record<Activity, number>>;
};
