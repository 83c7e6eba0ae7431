import type { ValidatorCall } from '../world/types';
import { type Answer, invalidPayload, issueGone, noContent, ok, refuse, refuseFields } from './answers';
import { bag, type Call, queryList } from './call';
import { changeValues, conflict, save } from './changes';
import { addedComments, commentProblem } from './comments';
import { fieldIsEmpty, fieldMeta } from './create-meta';
import { readInput } from './issue-input';
import type { ChangeItem, SiteTransition, SiteWorkflow, StoredIssue } from './model';
import { findIssue, may, projectOf } from './permissions';
import { statusJson, statusOf } from './render';

function workflowOf(call: Call, issue: StoredIssue): SiteWorkflow | undefined {
  const type = projectOf(call.site, issue).types.find((one) => one.typeId === issue.typeId);
  return call.site.workflows.find((one) => one.id === type?.workflowId);
}

/** What the caller can do from the current status; without the permission to transition, nothing. */
function available(call: Call, issue: StoredIssue): readonly SiteTransition[] {
  if (!may(call.me, projectOf(call.site, issue), 'TRANSITION_ISSUES')) return [];
  return (workflowOf(call, issue)?.transitions ?? []).filter(
    (one) => one.from === 'any' || one.from.includes(issue.statusId),
  );
}

export function transitionsJson(call: Call, issue: StoredIssue) {
  const withFields = queryList(call.query, 'expand').includes('transitions.fields');
  const project = projectOf(call.site, issue);
  return available(call, issue).map((one) => ({
    id: one.id,
    name: one.name,
    to: statusJson(call.site, statusOf(call.site, one.to)),
    hasScreen: one.screen !== undefined,
    isGlobal: one.from === 'any',
    isInitial: false,
    isAvailable: true,
    isConditional: false,
    looped: false,
    ...(withFields ? { fields: screenJson(call, one, project.id) } : {}),
  }));
}
function screenJson(call: Call, one: SiteTransition, projectId: string) {
  const project = call.site.projects.find((candidate) => candidate.id === projectId);
  const entries = (one.screen ?? []).flatMap((on) => {
    const field = call.site.fields.find((candidate) => candidate.id === on.fieldId);
    return field && project
      ? [[field.id, fieldMeta(call, project, { field, required: on.required })] as const]
      : [];
  });
  return Object.fromEntries(entries);
}

/** GET /issue/{id}/transitions. */
export function getTransitions(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  const only = call.query.get('transitionId');
  const transitions = transitionsJson(call, issue).filter((one) => only === null || one.id === only);
  return ok({ expand: 'transitions', transitions }, transitions.length);
}

/** POST /issue/{id}/transitions: only what the current status offers, only fields of the transition's screen. */
export function doTransition(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  const body = bag(call.body);
  if (!body) return invalidPayload();
  const id = bag(body['transition'])?.['id'];
  if (id === undefined) return refuse(400, "Missing 'transition' identifier");
  if (typeof id !== 'string' || !/^\d+$/.test(id))
    return refuse(400, "'transition' identifier must be an integer.");
  const transition = available(call, issue).find((one) => one.id === id);
  if (!transition) return refuse(400, `Transition id '${id}' is not valid for this issue.`);
  const screen = transition.screen ?? [];
  const input = readInput(body, {
    call,
    project: projectOf(call.site, issue),
    issue,
    takes: (field) => screen.some((on) => on.fieldId === field.id),
    apart: [],
  });
  const errors = {
    ...missingOnScreen(call, transition, { ...issue.values, ...input.values }),
    ...input.errors,
  };
  if (Object.keys(errors).length > 0) return refuseFields(errors);
  const bad = commentProblem(call, issue, input.comments);
  if (bad) return bad;
  const clash = conflict(call, issue);
  if (clash) return clash;
  const moved = move(call, issue, { to: transition.to, values: input.values });
  addedComments(call, moved, input.comments);
  return noContent();
}

/**
 * The validators of the transition that is asked for, with the argument Forge documents for them (`jira-workflow-validator`): key,
 * configuration and statuses, and of who moves nothing (A69). What cannot be done anyway asks nobody.
 */
export function validatorsOf(call: Call): readonly ValidatorCall[] {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  const body = bag(call.body);
  const id = bag(body?.['transition'])?.['id'];
  const transition = issue && available(call, issue).find((one) => one.id === id);
  if (issue === undefined || transition === undefined) return [];
  const modifiedFields = bag(body?.['fields']) ?? {};
  const event = {
    issue: { key: issue.key },
    configuration: {},
    transition: { from: { id: issue.statusId }, to: { id: transition.to }, modifiedFields },
  };
  return (transition.validators ?? []).map((moduleKey) => ({ moduleKey, event }));
}

function missingOnScreen(
  call: Call,
  transition: SiteTransition,
  values: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const absent = (transition.screen ?? []).filter((on) => on.required && fieldIsEmpty(values[on.fieldId]));
  return Object.fromEntries(
    absent.map((on) => [
      on.fieldId,
      `${call.site.fields.find((field) => field.id === on.fieldId)?.name ?? on.fieldId} is required.`,
    ]),
  );
}

/** The move itself: status, resolution (set in the done category, cleared outside) and the screen's values, one history. */
function move(
  call: Call,
  issue: StoredIssue,
  change: { readonly to: string; readonly values: Readonly<Record<string, unknown>> },
): StoredIssue {
  const { next, items } = changeValues(call, issue, change.values);
  const [before, after] = [statusOf(call.site, issue.statusId), statusOf(call.site, change.to)];
  const now = call.world.clock.now();
  const done = after.category === 'done';
  const status: readonly ChangeItem[] =
    before.id === after.id
      ? []
      : [
          {
            field: 'status',
            fieldId: 'status',
            fieldtype: 'jira',
            from: before.id,
            fromString: before.name,
            to: after.id,
            toString: after.name,
          },
        ];
  const all = [...resolutionItems(issue, done), ...status, ...items];
  if (all.length === 0) return issue;
  const moved: StoredIssue = {
    ...next,
    statusId: after.id,
    categoryChanged: before.category === after.category ? issue.categoryChanged : now,
    resolvedAt: done ? (issue.resolvedAt ?? now) : null,
  };
  return save(call, moved, { items: all, type: 'avi:jira:updated:issue' });
}
function resolutionItems(issue: StoredIssue, done: boolean): readonly ChangeItem[] {
  if (done === (issue.resolvedAt !== null)) return [];
  const at = { field: 'resolution', fieldId: 'resolution', fieldtype: 'jira' } as const;
  return done
    ? [{ ...at, from: null, fromString: null, to: '10000', toString: 'Done' }]
    : [{ ...at, from: '10000', fromString: 'Done', to: null, toString: null }];
}
