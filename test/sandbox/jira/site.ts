import type { Site, SiteField, SiteProject, SiteStatus, SiteType, SiteUser, SiteWorkflow } from './model';
import { customFields, systemFields } from './site-fields';

/** The people and programs of the seeded site. Account ids with a colon have to be percent-encoded in URLs. */
export const ACCOUNTS = {
  admin: '5b10a2844c20165700ede21g',
  firmLead: '5b10a2844c20165700ede22g',
  accountant: '5b10a2844c20165700ede23g',
  outsider: '5b10a2844c20165700ede24g',
  app: '557058:0c1d7c38-5a4e-4d7a-9a1b-7d0b9a526c1e',
  automation: '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077',
} as const;
export const GROUPS = {
  everybody: '276f955c-63d7-42c8-9520-92d01dca0625',
  admins: '6e87dc72-4f1f-421f-9382-2fee8b652487',
  firmLeads: '9b1f4a7e-2f0c-4a55-8f6e-5d3c1a20be11',
} as const;

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
  type: 'string',
  alias: `datev${path.charAt(0).toUpperCase()}${path.slice(1)}`,
}));

/**
 * The seeded site: company-managed BUCH, PFLICHT (option field "Abteilung" required) and GEHEIM (admin only),
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
    users: users(options.appTimeZone ?? 'Europe/Berlin'),
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
    levels: [
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
    ],
    priorities: [
      { id: '1', name: 'Highest', statusColor: '#d04437' },
      { id: '2', name: 'High', statusColor: '#f15c75' },
      { id: '3', name: 'Medium', statusColor: '#f79232' },
      { id: '4', name: 'Low', statusColor: '#707070' },
    ],
    linkTypes: [
      { id: id(10000), name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
      { id: id(10002), name: 'Duplicate', inward: 'is duplicated by', outward: 'duplicates' },
      { id: id(10003), name: 'Relates', inward: 'relates to', outward: 'relates to' },
    ],
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

function users(appTimeZone: string): readonly SiteUser[] {
  const person = (accountId: string, displayName: string, groups: readonly string[]): SiteUser => ({
    accountId,
    accountType: 'atlassian',
    displayName,
    active: true,
    timeZone: 'Europe/Berlin',
    locale: 'de_DE',
    email: `${displayName.split(' ')[0]?.toLowerCase()}@kanzlei.example`,
    groups,
  });
  const program = (accountId: string, displayName: string, timeZone: string): SiteUser => ({
    accountId,
    accountType: 'app',
    displayName,
    active: true,
    timeZone,
    locale: 'en_US',
    groups: [],
  });
  return [
    person(ACCOUNTS.admin, 'Anna Admin', [GROUPS.everybody, GROUPS.admins]),
    person(ACCOUNTS.firmLead, 'Karla Kanzlei', [GROUPS.everybody, GROUPS.firmLeads]),
    person(ACCOUNTS.accountant, 'Bernd Buchhalter', [GROUPS.everybody]),
    // Logs in to the site, sees no project.
    person(ACCOUNTS.outsider, 'Otto Außen', []),
    program(ACCOUNTS.app, 'DATEV for Jira', appTimeZone),
    program(ACCOUNTS.automation, 'Automation for Jira', 'Europe/Berlin'),
  ];
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

/** What the app's account gets in the projects it may work in. Deleting other people's attachments is not among it. */
const APP_PERMISSIONS = [
  'BROWSE_PROJECTS',
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'ADD_COMMENTS',
  'EDIT_OWN_COMMENTS',
  'DELETE_OWN_COMMENTS',
  'TRANSITION_ISSUES',
  'ASSIGN_ISSUES',
  'LINK_ISSUES',
  'CREATE_ATTACHMENTS',
  'DELETE_OWN_ATTACHMENTS',
];
const MEMBER_PERMISSIONS = [
  ...APP_PERMISSIONS,
  'ASSIGNABLE_USER',
  'RESOLVE_ISSUES',
  'CLOSE_ISSUES',
  'SCHEDULE_ISSUES',
  'SET_ISSUE_SECURITY',
];
const ADMIN_PERMISSIONS = [
  ...MEMBER_PERMISSIONS,
  'ADMINISTER_PROJECTS',
  'DELETE_ISSUES',
  'EDIT_ALL_COMMENTS',
  'DELETE_ALL_COMMENTS',
  'DELETE_ALL_ATTACHMENTS',
  'MODIFY_REPORTER',
  'MOVE_ISSUES',
];
/** Every key the fake knows. */
export const PROJECT_PERMISSIONS: readonly string[] = ADMIN_PERMISSIONS;

function grants(everybody: boolean): Readonly<Record<string, readonly string[]>> {
  const to = (permission: string) => [
    ...(ADMIN_PERMISSIONS.includes(permission) ? [`group:${GROUPS.admins}`] : []),
    ...(everybody && MEMBER_PERMISSIONS.includes(permission) ? [`group:${GROUPS.everybody}`] : []),
    ...(everybody && APP_PERMISSIONS.includes(permission) ? [ACCOUNTS.app, ACCOUNTS.automation] : []),
  ];
  return Object.fromEntries(ADMIN_PERMISSIONS.map((permission) => [permission, to(permission)]));
}

function projects(id: (n: number) => string, fields: readonly SiteField[]): readonly SiteProject[] {
  const cf = (n: number) => `customfield_${id(n)}`;
  const base = [
    'summary',
    'issuetype',
    'project',
    'description',
    'priority',
    'labels',
    'assignee',
    'reporter',
    'duedate',
    'security',
  ];
  const task = [...base, cf(10040), cf(10041), cf(10042), cf(10043), cf(10044)];
  const type = (typeId: number, workflowId: string, screen: readonly string[]) => ({
    typeId: id(typeId),
    workflowId,
    createScreen: screen,
    editScreen: screen,
    required: ['summary', 'issuetype', 'project'],
  });
  const strict = { ...type(10001, 'strict', task), required: ['summary', 'issuetype', 'project', cf(10041)] };
  const common = { leadId: ACCOUNTS.admin, overrides: {} };
  const teamField = fields.filter((field) => field.projectId === id(10001)).map((field) => field.id);
  const teamScreen = [
    'summary',
    'issuetype',
    'project',
    'description',
    'labels',
    'assignee',
    'reporter',
    ...teamField,
  ];
  return [
    {
      ...common,
      id: id(10000),
      key: 'BUCH',
      name: 'Buchhaltung',
      style: 'classic',
      types: [type(10001, 'task', task), type(10002, 'bug', base)],
      levelIds: [id(10050), id(10051)],
      grants: grants(true),
    },
    {
      ...common,
      id: id(10001),
      key: 'TEAM',
      name: 'Team Kanzlei',
      style: 'next-gen',
      types: [type(10003, 'team', teamScreen)],
      levelIds: [],
      grants: grants(true),
    },
    {
      ...common,
      id: id(10002),
      key: 'GEHEIM',
      name: 'Geheim',
      style: 'classic',
      types: [type(10001, 'task', base)],
      levelIds: [],
      grants: grants(false),
    },
    {
      ...common,
      id: id(10003),
      key: 'PFLICHT',
      name: 'Pflichtfelder',
      style: 'classic',
      types: [strict],
      levelIds: [],
      grants: grants(true),
    },
  ];
}
