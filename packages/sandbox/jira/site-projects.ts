import type { SiteField, SiteProject } from './model';
import { ACCOUNT_IDS, GROUP_IDS } from './site-people';

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
    ...(ADMIN_PERMISSIONS.includes(permission) ? [`group:${GROUP_IDS.admins}`] : []),
    ...(everybody && MEMBER_PERMISSIONS.includes(permission) ? [`group:${GROUP_IDS.everybody}`] : []),
    ...(everybody && APP_PERMISSIONS.includes(permission) ? [ACCOUNT_IDS.app, ACCOUNT_IDS.automation] : []),
  ];
  return Object.fromEntries(ADMIN_PERMISSIONS.map((permission) => [permission, to(permission)]));
}

const BASE_SCREEN = [
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
const TEAM_SCREEN = ['summary', 'issuetype', 'project', 'description', 'labels', 'assignee', 'reporter'];
const REQUIRED = ['summary', 'issuetype', 'project'];

/** BUCH, TEAM, GEHEIM and PFLICHT. */
export function projects(id: (n: number) => string, fields: readonly SiteField[]): readonly SiteProject[] {
  const cf = (n: number) => `customfield_${id(n)}`;
  const task = [...BASE_SCREEN, cf(10040), cf(10041), cf(10042), cf(10043), cf(10044)];
  const type = (typeId: number, workflowId: string, screen: readonly string[]) => ({
    typeId: id(typeId),
    workflowId,
    createScreen: screen,
    editScreen: screen,
    required: REQUIRED,
  });
  const teamFields = fields.filter((field) => field.projectId === id(10001)).map((field) => field.id);
  const classic = {
    style: 'classic',
    leadId: ACCOUNT_IDS.admin,
    overrides: {},
    levelIds: [],
    grants: grants(true),
  } as const;
  return [
    {
      ...classic,
      id: id(10000),
      key: 'BUCH',
      name: 'Buchhaltung',
      types: [type(10001, 'task', task), type(10002, 'bug', BASE_SCREEN)],
      levelIds: [id(10050), id(10051)],
    },
    {
      ...classic,
      id: id(10001),
      key: 'TEAM',
      name: 'Team Kanzlei',
      style: 'next-gen',
      types: [type(10003, 'team', [...TEAM_SCREEN, ...teamFields])],
    },
    {
      ...classic,
      id: id(10002),
      key: 'GEHEIM',
      name: 'Geheim',
      types: [type(10001, 'task', BASE_SCREEN)],
      grants: grants(false),
    },
    {
      ...classic,
      id: id(10003),
      key: 'PFLICHT',
      name: 'Pflichtfelder',
      types: [{ ...type(10001, 'strict', task), required: [...REQUIRED, cf(10041)] }],
    },
  ];
}
