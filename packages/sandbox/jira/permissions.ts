import type { Call } from './call';
import type { Site, SiteProject, SiteUser, State, StoredIssue } from './model';

function matches(user: SiteUser, who: string): boolean {
  return who.startsWith('group:') ? user.groups.includes(who.slice('group:'.length)) : who === user.accountId;
}

/** Whether a person has a project permission; what tests set for the person or a group of theirs wins over the scheme. */
export function may(user: SiteUser, project: SiteProject, permission: string): boolean {
  const overrides = project.overrides[permission] ?? {};
  const own = overrides[user.accountId];
  if (own !== undefined) return own;
  for (const [who, granted] of Object.entries(overrides)) if (matches(user, who)) return granted;
  return (project.grants[permission] ?? []).some((who) => matches(user, who));
}
export function mayGlobally(user: SiteUser, site: Site, permission: string): boolean {
  return (site.globalGrants[permission] ?? []).some((who) => matches(user, who));
}

/** Without BROWSE_PROJECTS nothing else helps: Jira hides the project. */
export function sees(user: SiteUser, project: SiteProject): boolean {
  return may(user, project, 'BROWSE_PROJECTS');
}
export function mayHere(user: SiteUser, project: SiteProject, permission: string): boolean {
  return sees(user, project) && may(user, project, permission);
}

export function projectOf(site: Site, issue: StoredIssue): SiteProject {
  const project = site.projects.find((one) => one.id === issue.projectId);
  if (!project) throw new Error(`issue ${issue.key} without a project`);
  return project;
}

/** Browse permission and, where the issue has a security level, membership in it. */
export function seesIssue(site: Site, user: SiteUser, issue: StoredIssue): boolean {
  const project = site.projects.find((one) => one.id === issue.projectId);
  if (!project || !sees(user, project)) return false;
  const level = issue.values['security'];
  if (level === undefined || level === null) return true;
  return (site.levels.find((one) => one.id === level)?.members ?? []).some((who) => matches(user, who));
}

/** The issue of the path, by id or key (case-insensitive), if the caller may see it. */
export function findIssue(call: Call, idOrKey: string | undefined): StoredIssue | undefined {
  const issue = lookUp(call.state, idOrKey ?? '');
  return issue && seesIssue(call.site, call.me, issue) ? issue : undefined;
}
export function lookUp(state: State, idOrKey: string): StoredIssue | undefined {
  const direct = state.issues[idOrKey];
  if (direct || /^\d+$/.test(idOrKey)) return direct;
  const key = idOrKey.toUpperCase();
  const all = Object.values(state.issues);
  return all.find((issue) => issue.key === key) ?? all.find((issue) => hadKey(issue, key));
}
/** Jira finds a moved issue under its old key, too. */
function hadKey({ histories }: StoredIssue, key: string): boolean {
  return histories.some(({ items }) => items.some((one) => one.field === 'Key' && one.fromString === key));
}
export function findProject(call: Call, idOrKey: string | undefined): SiteProject | undefined {
  const wanted = (idOrKey ?? '').toUpperCase();
  const project = call.site.projects.find((one) => one.id === idOrKey || one.key === wanted);
  return project && sees(call.me, project) ? project : undefined;
}
