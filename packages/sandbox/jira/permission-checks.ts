import { type Answer, invalidPayload, issueGone, ok, refuse } from './answers';
import { bag, type Call, list, queryList, text, texts } from './call';
import type { SiteProject, SiteUser } from './model';
import { findIssue, findProject, mayGlobally, mayHere, projectOf, seesIssue } from './permissions';
import { PROJECT_PERMISSIONS } from './site-projects';

const GLOBAL = ['ADMINISTER', 'USER_PICKER', 'BULK_CHANGE', 'CREATE_SHARED_OBJECTS'];
const known = (permission: string) => PROJECT_PERMISSIONS.includes(permission) || GLOBAL.includes(permission);

/** GET /mypermissions: `permissions` is required; a project or issue the caller cannot see is 404. */
export function myPermissions(call: Call): Answer {
  const asked = queryList(call.query, 'permissions');
  if (asked.length === 0) return refuse(400, "The 'permissions' query parameter is required.");
  const strange = asked.find((one) => !known(one));
  if (strange !== undefined) return refuse(400, `Unrecognized permission: ${strange}`);
  const context = contextOf(call);
  if ('kind' in context) return context;
  const permissions = Object.fromEntries(
    asked.map((key) => [key, permissionJson(key, held(call, key, context.projects))]),
  );
  return ok({ permissions }, 2 * asked.length);
}
function held(call: Call, key: string, projects: readonly SiteProject[]): boolean {
  return GLOBAL.includes(key)
    ? mayGlobally(call.me, call.site, key)
    : projects.some((project) => mayHere(call.me, project, key));
}
function contextOf(call: Call): Answer | { readonly projects: readonly SiteProject[] } {
  const issueId = call.query.get('issueId') ?? call.query.get('issueKey');
  const projectId = call.query.get('projectId') ?? call.query.get('projectKey');
  if (issueId !== null) {
    const issue = findIssue(call, issueId);
    return issue ? { projects: [projectOf(call.site, issue)] } : issueGone();
  }
  if (projectId === null) return { projects: call.site.projects };
  const project = findProject(call, projectId);
  return project
    ? { projects: [project] }
    : refuse(404, `No project could be found with key '${projectId}'.`);
}
function permissionJson(key: string, havePermission: boolean) {
  const name = key
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
  return {
    id: String([...GLOBAL, ...PROJECT_PERMISSIONS].indexOf(key)),
    key,
    name,
    type: GLOBAL.includes(key) ? 'GLOBAL' : 'PROJECT',
    description: name,
    havePermission,
  };
}

/** POST /permissions/check, for oneself; for others with ADMINISTER or as the app. Unknown ids are left out. */
export function checkPermissions(call: Call): Answer {
  const body = bag(call.body);
  if (!body) return invalidPayload();
  const accountId = text(body['accountId']) ?? call.me.accountId;
  const user = call.site.users.find((one) => one.accountId === accountId);
  if (!user) return refuse(400, `The account ID '${accountId}' is invalid.`);
  const other = user.accountId !== call.me.accountId;
  if (other && !call.asApp && !mayGlobally(call.me, call.site, 'ADMINISTER'))
    return refuse(403, 'You do not have permission to check the permissions of other users.');
  const global = texts(body['globalPermissions']) ?? [];
  if (global.some((key) => !GLOBAL.includes(key))) return refuse(400, 'Unrecognized global permission.');
  const asked = (list(body['projectPermissions']) ?? []).map((one) => bag(one));
  const bad = asked.some(
    (one) =>
      (texts(one?.['permissions']) ?? []).length === 0 ||
      (texts(one?.['permissions']) ?? []).some((key) => !PROJECT_PERMISSIONS.includes(key)),
  );
  if (bad) return refuse(400, 'Unrecognized project permission.');
  const projectPermissions = asked.flatMap((one) => grantsOf(call, user, one ?? {}));
  return ok(
    { globalPermissions: global.filter((key) => mayGlobally(user, call.site, key)), projectPermissions },
    2 * (global.length + projectPermissions.length),
  );
}
function grantsOf(call: Call, user: SiteUser, one: Readonly<Record<string, unknown>>) {
  const projects = (list(one['projects']) ?? []).flatMap((id) =>
    call.site.projects.filter((project) => project.id === String(id)),
  );
  const issues = (list(one['issues']) ?? []).flatMap((id) => call.state.issues[String(id)] ?? []);
  return (texts(one['permissions']) ?? []).map((permission) => ({
    permission,
    projects: projects
      .filter((project) => mayHere(user, project, permission))
      .map((project) => Number(project.id)),
    issues: issues
      .filter(
        (issue) =>
          seesIssue(call.site, user, issue) && mayHere(user, projectOf(call.site, issue), permission),
      )
      .map((issue) => Number(issue.id)),
  }));
}
