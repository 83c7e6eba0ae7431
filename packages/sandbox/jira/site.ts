import type { Site, SiteStatus, SiteType, SiteUser, SiteWorkflow } from './model';
import { customFields, systemFields } from './site-fields';
import { ACCOUNT_IDS, GROUP_IDS, users } from './site-people';
import { projects } from './site-projects';

/** Who is who: the ids tests and the sandbox name people by. */
export const ACCOUNTS = ACCOUNT_IDS;
export const GROUPS = GROUP_IDS;

export type StatusNames = {
  readonly open: string;
  readonly correction: string;
  readonly done: string;
  readonly closed: string;
  readonly hold: string;
};
export type SiteOptions = {
  /** Added to every id Jira numbers: projects, types, statuses, transitions, custom fields, options, levels. */
  readonly idOffset?: number;
  readonly statusNames?: Partial<StatusNames>;
  readonly baseUrl?: string;
  readonly appId?: string;
  readonly envId?: string;
  /** Profile time zone of the app's account (Jira gives it the site's default). */
  readonly appTimeZone?: string;
  /** More people than everybody's story needs; they see what the accountant sees. */
  readonly people?: readonly SiteUser[];
  /** The manifest's `jira:customField` modules. */
  readonly appFields?: readonly { readonly key: string; readonly name: string }[];
  /** The manifest's `jira:entityProperty` values. */
  readonly appProperties?: Site['app']['properties'];
};

const APP_FIELDS = [
  { key: 'datev-external-id', name: 'DATEV external id' },
  { key: 'datev-job-id', name: 'DATEV job id' },
  { key: 'datev-mandant', name: 'DATEV Mandant' },
  { key: 'datev-error-code', name: 'DATEV error code' },
];
const APP_PROPERTIES = ['externalId', 'jobId', 'mandant', 'errorCode'].map((path) => ({
  propertyKey: 'datev',
  path,
  type: 'string' as const,
  alias: `datev${path.charAt(0).toUpperCase()}${path.slice(1)}`,
}));

/**
 * The site at the beginning: company-managed BUCH, PFLICHT (option field "Abteilung" required) and GEHEIM (admin only),
 * team-managed TEAM. With other options a second site whose ids and names differ everywhere.
 */
export function site(options: SiteOptions = {}): Site {
  const id = (n: number) => String(n + (options.idOffset ?? 0));
  const app = {
    appId: options.appId ?? '7d0b9a52-6c1e-4f0a-9f3e-d57a3c1f2b60',
    envId: options.envId ?? '3f2a7d10-95b4-4f60-8f1c-0a4b6c2d8e91',
    accountId: ACCOUNTS.app,
    properties: options.appProperties ?? APP_PROPERTIES,
  };
  const fields = [
    ...systemFields(),
    ...customFields({ id, app, appFields: options.appFields ?? APP_FIELDS }),
  ];
  return {
    baseUrl: options.baseUrl ?? 'https://datev-sandbox.atlassian.net',
    app,
    users: [...users(options.appTimeZone ?? 'Europe/Berlin'), ...(options.people ?? [])],
    groups: [
      { groupId: GROUPS.everybody, name: 'jira-users-datev-sandbox' },
      { groupId: GROUPS.admins, name: 'jira-admins-datev-sandbox' },
      { groupId: GROUPS.firmLeads, name: 'datev-firm-leads' },
    ],
    globalGrants: {
      ADMINISTER: [`group:${GROUPS.admins}`],
      USER_PICKER: [`group:${GROUPS.everybody}`, ACCOUNTS.app, ACCOUNTS.automation],
      BULK_CHANGE: [`group:${GROUPS.everybody}`],
      CREATE_SHARED_OBJECTS: [`group:${GROUPS.everybody}`],
    },
    projects: projects(id, fields),
    statuses: statuses(id, options.statusNames ?? {}),
    types: types(id),
    workflows: workflows(id),
    fields,
    levels: levels(id),
    priorities: PRIORITIES,
    linkTypes: linkTypes(id),
    // Histories start just below a power of ten: ids compared as strings go wrong soon.
    firstIds: {
      issue: 10_200 + (options.idOffset ?? 0),
      history: 99_990,
      comment: 10_000,
      attachment: 10_000,
      link: 10_000,
    },
    createRefusal: 403,
  };
}

function statuses(id: (n: number) => string, names: Partial<StatusNames>): readonly SiteStatus[] {
  return [
    { id: id(10000), name: names.open ?? 'Open', category: 'new' },
    { id: id(10001), name: names.correction ?? 'In correction', category: 'indeterminate' },
    { id: id(10002), name: names.done ?? 'Done', category: 'done' },
    { id: id(10003), name: names.closed ?? 'Closed without sending', category: 'done' },
    { id: id(10004), name: names.hold ?? 'On hold', category: 'indeterminate' },
    // Team-managed: own ids, names that collide with the company-managed ones.
    { id: id(10010), name: 'To Do', category: 'new', projectId: id(10001) },
    { id: id(10011), name: 'In Progress', category: 'indeterminate', projectId: id(10001) },
    { id: id(10012), name: names.done ?? 'Done', category: 'done', projectId: id(10001) },
  ];
}

function types(id: (n: number) => string): readonly SiteType[] {
  return [
    { id: id(10001), name: 'Task', description: 'A piece of work' },
    { id: id(10002), name: 'Bug', description: 'Something is wrong' },
    { id: id(10003), name: 'Task', description: 'A piece of work', projectId: id(10001) },
  ];
}

function workflows(id: (n: number) => string): readonly SiteWorkflow[] {
  const [open, correction, done, closed, hold] = [id(10000), id(10001), id(10002), id(10003), id(10004)];
  const shared = [
    { id: id(11), name: 'Start correction', from: [open], to: correction },
    { id: id(21), name: 'Finish', from: [open, correction], to: done },
    { id: id(31), name: 'Reopen', from: [done], to: correction },
  ];
  const close = { id: id(41), name: 'Close without sending', from: [open, correction], to: closed };
  const reason = (required: boolean) => [{ fieldId: `customfield_${id(10046)}`, required }];
  return [
    {
      id: 'task',
      initial: open,
      statusIds: [open, correction, done, closed, hold],
      transitions: [
        ...shared,
        { ...close, screen: reason(false) },
        { id: id(51), name: 'Wait', from: [correction], to: hold },
        { id: id(61), name: 'Continue', from: [hold], to: correction },
      ],
    },
    // "On hold" is listed for bugs, but nothing leads there.
    { id: 'bug', initial: open, statusIds: [open, correction, done, hold], transitions: shared },
    {
      id: 'strict',
      initial: open,
      statusIds: [open, correction, done, closed],
      transitions: [...shared, { ...close, screen: reason(true) }],
    },
    {
      id: 'team',
      initial: id(10010),
      statusIds: [id(10010), id(10011), id(10012)],
      transitions: [
        { id: id(11), name: 'To Do', from: 'any', to: id(10010) },
        { id: id(21), name: 'In Progress', from: 'any', to: id(10011) },
        { id: id(31), name: 'Done', from: 'any', to: id(10012) },
      ],
    },
  ];
}

const PRIORITIES = [
  { id: '1', name: 'Highest', statusColor: '#d04437' },
  { id: '2', name: 'High', statusColor: '#f15c75' },
  { id: '3', name: 'Medium', statusColor: '#f79232' },
  { id: '4', name: 'Low', statusColor: '#707070' },
];
function levels(id: (n: number) => string): Site['levels'] {
  return [
    {
      id: id(10050),
      name: 'Nur Kanzleileitung',
      description: 'Sees it: firm leads and admins',
      members: [`group:${GROUPS.firmLeads}`, `group:${GROUPS.admins}`],
    },
    {
      id: id(10051),
      name: 'Kanzlei',
      description: 'Sees it: the firm and the app',
      members: [`group:${GROUPS.everybody}`, ACCOUNTS.app],
    },
  ];
}
function linkTypes(id: (n: number) => string): Site['linkTypes'] {
  return [
    { id: id(10000), name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
    { id: id(10002), name: 'Duplicate', inward: 'is duplicated by', outward: 'duplicates' },
    { id: id(10003), name: 'Relates', inward: 'relates to', outward: 'relates to' },
  ];
}
