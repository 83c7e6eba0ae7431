import { type Answer, issueGone, noContent, ok, refuse } from './answers';
import type { Call } from './call';
import { emit, put } from './changes';
import { propertyProblem } from './issue-input';
import type { StoredIssue } from './model';
import { findIssue, may, projectOf } from './permissions';
import { api } from './render';

function absent(key: string): Answer {
  return refuse(404, `The property with key: ${key} does not exist`);
}
/** Entity properties change no `updated` and write no changelog. */
function store(
  call: Call,
  issue: StoredIssue,
  change: { readonly properties: StoredIssue['properties']; readonly type: string; readonly key: string },
): void {
  const next = { ...issue, properties: change.properties, version: issue.version + 1 };
  put(call, next);
  emit(call, next, { type: change.type, extra: { property: { key: change.key } } });
}

export function propertyKeys(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  const self = (key: string) => api(call.site, `/issue/${issue.id}/properties/${encodeURIComponent(key)}`);
  return ok({ keys: Object.keys(issue.properties).map((key) => ({ self: self(key), key })) });
}
export function getProperty(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  const key = call.params['propertyKey'] ?? '';
  return key in issue.properties ? ok({ key, value: issue.properties[key] }) : absent(key);
}
/** PUT: 201 when it is new, 200 when it replaces. */
export function setProperty(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  if (!may(call.me, projectOf(call.site, issue), 'EDIT_ISSUES'))
    return refuse(403, 'You do not have permission to edit issues in this project.');
  const key = call.params['propertyKey'] ?? '';
  const problem = propertyProblem(key, call.body);
  if (problem !== undefined) return refuse(400, problem);
  store(call, issue, {
    properties: { ...issue.properties, [key]: call.body },
    type: 'avi:jira:set:issue-property',
    key,
  });
  return { kind: 'answer', status: key in issue.properties ? 200 : 201 };
}
export function deleteProperty(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  const key = call.params['propertyKey'] ?? '';
  const { [key]: gone, ...rest } = issue.properties;
  if (gone === undefined) return absent(key);
  if (!may(call.me, projectOf(call.site, issue), 'EDIT_ISSUES')) return issueGone();
  store(call, issue, { properties: rest, type: 'avi:jira:deleted:issue-property', key });
  return noContent();
}
