import type { Call } from './call';
import type { AccountId, Site, SiteProject, SiteStatus, SiteType } from './model';
import { stamp } from './time';

const CATEGORIES = {
  new: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
} as const;

export function api(site: Site, path: string): string {
  return `${site.baseUrl}/rest/api/3${path}`;
}
export function when(call: Pick<Call, 'me'>, at: number): string {
  return stamp(at, call.me.timeZone);
}

function avatars(site: Site, of: string) {
  const url = (size: number) => `${site.baseUrl}/avatar/${of}?size=${size}`;
  return { '16x16': url(16), '24x24': url(24), '32x32': url(32), '48x48': url(48) };
}

/** A person as everybody sees them; the e-mail address stays hidden (profile visibility). */
export function userJson(site: Site, accountId: AccountId | null | undefined) {
  const user = site.users.find((one) => one.accountId === accountId);
  if (!user) return null;
  return {
    self: api(site, `/user?accountId=${encodeURIComponent(user.accountId)}`),
    accountId: user.accountId,
    accountType: user.accountType,
    avatarUrls: avatars(site, 'user'),
    displayName: user.displayName,
    active: user.active,
    timeZone: user.timeZone,
  };
}
export function categoryJson(site: Site, key: SiteStatus['category']) {
  return { self: api(site, `/statuscategory/${CATEGORIES[key].id}`), ...CATEGORIES[key] };
}
export function categoryName(key: SiteStatus['category']): string {
  return CATEGORIES[key].name;
}
/** The scope of what belongs to one team-managed project. */
export function scopeJson(projectId: string | undefined) {
  return projectId === undefined ? {} : { scope: { type: 'PROJECT', project: { id: projectId } } };
}
export function statusJson(site: Site, status: SiteStatus) {
  return {
    self: api(site, `/status/${status.id}`),
    description: '',
    iconUrl: `${site.baseUrl}/images/icons/statuses/generic.png`,
    name: status.name,
    id: status.id,
    statusCategory: categoryJson(site, status.category),
    ...scopeJson(status.projectId),
  };
}
export function typeJson(site: Site, type: SiteType) {
  return {
    self: api(site, `/issuetype/${type.id}`),
    id: type.id,
    description: type.description,
    iconUrl: `${site.baseUrl}/avatar/issuetype?size=16`,
    name: type.name,
    subtask: false,
    avatarId: 10318,
    hierarchyLevel: 0,
    ...scopeJson(type.projectId),
  };
}
export function projectRef(site: Site, project: SiteProject) {
  return {
    self: api(site, `/project/${project.id}`),
    id: project.id,
    key: project.key,
    name: project.name,
    projectTypeKey: 'software',
    simplified: project.style === 'next-gen',
    avatarUrls: avatars(site, 'project'),
  };
}
export function priorityJson(site: Site, id: unknown) {
  const priority = site.priorities.find((one) => one.id === id);
  if (!priority) return null;
  return {
    self: api(site, `/priority/${priority.id}`),
    iconUrl: `${site.baseUrl}/images/icons/priorities/${priority.name.toLowerCase()}.svg`,
    name: priority.name,
    id: priority.id,
  };
}
export function resolutionJson(site: Site) {
  return {
    self: api(site, '/resolution/10000'),
    id: '10000',
    description: 'Work has been completed on this issue.',
    name: 'Done',
  };
}
export function levelJson(site: Site, id: unknown) {
  const level = site.levels.find((one) => one.id === id);
  return level
    ? {
        self: api(site, `/securitylevel/${level.id}`),
        id: level.id,
        name: level.name,
        description: level.description,
      }
    : null;
}
export function statusOf(site: Site, id: string): SiteStatus {
  const status = site.statuses.find((one) => one.id === id);
  if (!status) throw new Error(`unknown status ${id}`);
  return status;
}
export function typeOf(site: Site, id: string): SiteType {
  const type = site.types.find((one) => one.id === id);
  if (!type) throw new Error(`unknown issue type ${id}`);
  return type;
}
