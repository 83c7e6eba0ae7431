import { type Answer, invalidPayload, ok, refuse } from './answers';
import { type Call, page, queryInt, queryList, slice } from './call';
import type { SiteUser } from './model';
import { findIssue, findProject, mayGlobally, mayHere, projectOf } from './permissions';
import { api, userJson } from './render';

const NO_USER = 'Specified user does not exist or you do not have required permissions';

function fullUser(call: Call, user: SiteUser) {
  const expand = queryList(call.query, 'expand');
  const groups = user.groups.map((id) => groupJson(call, id));
  return {
    ...userJson(call.site, user.accountId),
    locale: user.locale,
    ...(user.accountId === call.me.accountId && user.email !== undefined ? { emailAddress: user.email } : {}),
    groups: { size: groups.length, items: expand.includes('groups') ? groups : [] },
    applicationRoles: { size: user.groups.length > 0 ? 1 : 0, items: [] },
    expand: 'groups,applicationRoles',
  };
}
function groupJson(call: Call, groupId: string) {
  const group = call.site.groups.find((one) => one.groupId === groupId);
  return { name: group?.name ?? '', groupId, self: api(call.site, `/group?groupId=${groupId}`) };
}
function browsesUsers(call: Call): boolean {
  return mayGlobally(call.me, call.site, 'USER_PICKER');
}

/** GET /myself; `expand=groups` lists the groups. */
export function myself(call: Call): Answer {
  return ok(fullUser(call, call.me), 2);
}
/** GET /user?accountId=. */
export function getUser(call: Call): Answer {
  const accountId = call.query.get('accountId');
  if (accountId !== call.me.accountId && !browsesUsers(call))
    return refuse(403, 'You do not have permission to browse users.');
  const user = call.site.users.find((one) => one.accountId === accountId);
  return user ? ok(fullUser(call, user), 2) : refuse(404, NO_USER);
}
/** GET /user/bulk?accountId=…&accountId=…: who is unknown is missing. */
export function bulkUsers(call: Call): Answer {
  const ids = call.query.getAll('accountId');
  if (ids.length === 0) return refuse(400, "The 'accountId' query parameter is required.");
  const users = call.site.users
    .filter((one) => ids.includes(one.accountId))
    .map((one) => userJson(call.site, one.accountId));
  const part = page(call, users, { standard: 10, most: 200 });
  return ok(part, 2 * part.values.length);
}

/** Start of a word of the name, or of the e-mail address; programs are found like people. */
function matchesQuery(user: SiteUser, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  const words = [
    ...user.displayName.toLowerCase().split(/\s+/),
    user.displayName.toLowerCase(),
    user.email ?? '',
  ];
  return wanted === '' || words.some((word) => word.startsWith(wanted));
}
function queried(call: Call): Answer | readonly SiteUser[] {
  const [query, accountId] = [call.query.get('query'), call.query.get('accountId')];
  if (query === null && accountId === null)
    return refuse(400, "The 'query' or the 'accountId' query parameter is required.");
  if (query !== null && accountId !== null)
    return refuse(400, "Only one of 'query' and 'accountId' can be given.");
  return call.site.users.filter(
    (user) =>
      user.active && (accountId === null ? matchesQuery(user, query ?? '') : user.accountId === accountId),
  );
}
function listed(call: Call, users: readonly SiteUser[]): Answer {
  const { values } = slice(call, users, { standard: 50, most: 1000 });
  return ok(
    values.map((one) => userJson(call.site, one.accountId)),
    2 * values.length,
  );
}

/** GET /user/search. Without the global permission nobody is found. */
export function searchUsers(call: Call): Answer {
  const found = queried(call);
  return 'kind' in found ? found : listed(call, browsesUsers(call) ? found : []);
}
/** GET /user/assignable/search for a project or an issue. */
export function assignableUsers(call: Call): Answer {
  const found = queried(call);
  if ('kind' in found) return found;
  const [key, id, name] = [call.query.get('issueKey'), call.query.get('issueId'), call.query.get('project')];
  if (key === null && id === null && name === null)
    return refuse(400, "One of 'project', 'issueKey' and 'issueId' is required.");
  const issue = name === null ? findIssue(call, id ?? key ?? '') : undefined;
  const project = issue ? projectOf(call.site, issue) : findProject(call, name ?? '');
  if (!project) return refuse(404, 'No project or issue could be found.');
  return listed(
    call,
    found.filter((user) => mayHere(user, project, 'ASSIGNABLE_USER')),
  );
}

/** GET /user/groups. */
export function userGroups(call: Call): Answer {
  const accountId = call.query.get('accountId');
  if (accountId !== call.me.accountId && !browsesUsers(call))
    return refuse(403, 'You do not have permission to browse users.');
  const user = call.site.users.find((one) => one.accountId === accountId);
  return user
    ? ok(
        user.groups.map((id) => groupJson(call, id)),
        2 * user.groups.length,
      )
    : refuse(404, NO_USER);
}
/** GET /groups/picker: for those who may browse users; others find nothing. */
export function pickGroups(call: Call): Answer {
  const query = (call.query.get('query') ?? '').toLowerCase();
  const without = [...call.query.getAll('exclude'), ...call.query.getAll('excludeId')];
  const found = call.site.groups.filter(
    (one) =>
      browsesUsers(call) &&
      one.name.toLowerCase().includes(query) &&
      !without.includes(one.name) &&
      !without.includes(one.groupId),
  );
  const shown = found.slice(0, Math.max(0, queryInt(call.query, 'maxResults', 20)));
  const groups = shown.map((one) => ({ name: one.name, html: one.name, labels: [], groupId: one.groupId }));
  return ok(
    { header: `Showing ${groups.length} of ${found.length} matching groups`, total: found.length, groups },
    2 * groups.length,
  );
}
/** GET /group/bulk?groupId=…: names by id. */
export function bulkGroups(call: Call): Answer {
  if (!browsesUsers(call)) return refuse(403, 'You do not have permission to browse groups.');
  const [ids, names] = [call.query.getAll('groupId'), call.query.getAll('groupName')];
  const all = ids.length + names.length === 0;
  const part = page(
    call,
    call.site.groups.filter((one) => all || ids.includes(one.groupId) || names.includes(one.name)),
    { standard: 50, most: 50 },
  );
  return ok(
    { ...part, values: part.values.map((one) => ({ name: one.name, groupId: one.groupId })) },
    2 * part.values.length,
  );
}
/** GET /group/member. */
export function groupMembers(call: Call): Answer {
  if (!browsesUsers(call)) return refuse(403, 'You do not have permission to browse groups.');
  const [id, name] = [call.query.get('groupId'), call.query.get('groupname')];
  if (id === null && name === null) return invalidPayload();
  const group = call.site.groups.find((one) => one.groupId === id || one.name === name);
  if (!group) return refuse(404, `The group with id '${id ?? name ?? ''}' does not exist.`);
  const members = call.site.users
    .filter((user) => user.groups.includes(group.groupId))
    .map((user) => userJson(call.site, user.accountId));
  const part = page(call, members, { standard: 50, most: 50 });
  return ok(part, 2 * part.values.length);
}
