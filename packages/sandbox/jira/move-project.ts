import type { World } from '../world/types';
import type { Call } from './call';
import { save } from './changes';
import type { ChangeItem, SiteProject, State, StoredIssue } from './model';
import { lookUp } from './permissions';
import { statusOf } from './render';

export type ProjectMove = {
  readonly key: string;
  /** Key of the project it goes to. */
  readonly project: string;
  /** Account id of whoever moves it. */
  readonly as: string;
};

/**
 * Moves an issue into another project, as a person does by the screens ("Move"): a new key, one history with project and key, and the
 * status stays where the new workflow has it, else it is the first one there. Answers the new key; the old one still finds the issue.
 */
export function moveToProject(world: World, state: State, move: ProjectMove): string {
  const issue = lookUp(state, move.key);
  const project = state.site.projects.find(({ key }) => key === move.project);
  const [from] = state.site.projects.filter(({ id }) => id === issue?.projectId);
  const workflow = state.site.workflows.find(({ id }) => id === project?.types[0]?.workflowId);
  if (!issue || !from || !project || !workflow)
    throw new Error(`the fake Jira cannot move ${move.key} to ${move.project}`);
  const number = (state.numbers[project.key] ?? 0) + 1;
  state.numbers[project.key] = number;
  const statusId = workflow.statusIds.includes(issue.statusId) ? issue.statusId : workflow.initial;
  const next: StoredIssue = {
    ...issue,
    ...{ key: `${project.key}-${number}`, projectId: project.id, statusId },
    typeId: project.types[0]?.typeId ?? issue.typeId,
  };
  const items = [...places({ from, project }), ...keys(issue, next), ...statuses(state, issue, next)];
  save(callOf(world, state, move.as), next, { items, type: 'avi:jira:updated:issue' });
  return next.key;
}

function places(of: { readonly from: SiteProject; readonly project: SiteProject }): readonly ChangeItem[] {
  const { from, project } = of;
  return [
    {
      ...{ field: 'project', fieldId: 'project', fieldtype: 'jira' },
      ...{ from: from.id, fromString: from.name, to: project.id, toString: project.name },
    },
  ];
}

function keys(before: StoredIssue, after: StoredIssue): readonly ChangeItem[] {
  const words = { from: null, fromString: before.key, to: null, toString: after.key };
  return [{ field: 'Key', fieldId: '', fieldtype: 'jira', ...words }];
}

function statuses(state: State, before: StoredIssue, after: StoredIssue): readonly ChangeItem[] {
  if (before.statusId === after.statusId) return [];
  const [old, now] = [statusOf(state.site, before.statusId), statusOf(state.site, after.statusId)];
  return [
    {
      ...{ field: 'status', fieldId: 'status', fieldtype: 'jira' },
      ...{ from: old.id, fromString: old.name, to: now.id, toString: now.name },
    },
  ];
}

/** What saving a change asks of a call; no operation of the REST API is behind it. */
function callOf(world: World, state: State, accountId: string): Call {
  const me = state.site.users.find((one) => one.accountId === accountId);
  if (!me) throw new Error(`the fake Jira has no account ${accountId}`);
  const query = new URLSearchParams();
  const caller = { kind: 'person', accountId } as const;
  const request = { method: 'POST', path: '/', query, headers: {}, body: new Uint8Array(), caller } as const;
  return {
    ...{ world, state, site: state.site, me, byApp: false, asApp: false },
    ...{ params: {}, query, body: undefined, request },
  };
}
