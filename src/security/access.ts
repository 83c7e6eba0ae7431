import type { Settings } from '../settings/settings';
import type { Listed } from '../submissions/lists/listed';

/** What Jira says about the person who asks, freshly read on the server. */
export type Person = {
  readonly accountId: string;
  readonly admin: boolean;
  readonly groups: readonly string[];
};
export type OnIssue = { readonly see: boolean; readonly edit: boolean };
export type InProject = { readonly browse: boolean; readonly create: boolean };

/** May send files to DATEV for an issue: edit rights on it, and the group where an admin named one. */
export function mayResubmit(settings: Settings, who: Person, issue: OnIssue): boolean {
  return issue.edit && inGroup(settings.groups.resubmit, who);
}

/** May hand in new files in the desk: whoever may create issues in the project and is in the group, where one is named. */
export function mayUpload(settings: Settings, who: Person, project: InProject): boolean {
  return (project.create || who.admin || isLead(settings, who)) && inGroup(settings.groups.resubmit, who);
}

/** Firm leads: the named groups, and Jira administrators. */
export function isLead(settings: Settings, who: Person): boolean {
  return (
    who.admin ||
    (settings.groups.mappings.length > 0 && settings.groups.mappings.some((id) => who.groups.includes(id)))
  );
}

/**
 * May see what a file says – bytes, findings, DATEV's words – and plans and runs of a Mandant: the groups named for it, else the
 * groups named for all, else whoever may by default (may edit the issue; without an issue: may hand in, or leads).
 */
export function mayRead(
  settings: Settings,
  who: Person,
  { mandant, byDefault }: { readonly mandant: string; readonly byDefault: boolean },
): boolean {
  const { readers = [], readersOf = {} } = settings.groups;
  const own = readersOf[mandant] ?? [];
  const named = own.length > 0 ? own : readers;
  return who.admin || (named.length === 0 ? byDefault : named.some((id) => who.groups.includes(id)));
}

/** May open the desk at all. */
export function mayOpenDesk(settings: Settings, who: Person, project: InProject): boolean {
  return isLead(settings, who) || project.browse;
}

/** Whether somebody may send as a Jira administrator only: nobody can find that out later when they are not here. */
export function actsAsAdmin(settings: Settings, who: Person): boolean {
  const { resubmit } = settings.groups;
  return who.admin && resubmit.length > 0 && !resubmit.some((id) => who.groups.includes(id));
}

/** What Jira hides from the app nobody reads or does through it, but Jira administrators, who set things right. */
export function isOpenTo({ issue }: Pick<Listed, 'issue'>, who: Person): boolean {
  return issue?.hidden === undefined || who.admin;
}

function inGroup(groups: readonly string[], who: Person): boolean {
  return groups.length === 0 || who.admin || groups.some((id) => who.groups.includes(id));
}
