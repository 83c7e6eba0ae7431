import { type Answer, invalidPayload, issueGone, noContent, ok, refuse, refuseFields } from './answers';
import { bag, type Call, idText, list, page, queryList, texts } from './call';
import { changeValues, conflict, emit, remove, save } from './changes';
import { addedComments, commentProblem } from './comments';
import { readInput, readProperties } from './issue-input';
import { historyJson, issueJson } from './issue-json';
import type { StoredIssue } from './model';
import { findIssue, lookUp, may, mayGlobally, projectOf, seesIssue } from './permissions';
import { transitionsJson } from './transitions';

const ALL = ['*all'];

/** GET /issue/{id}: reads its own writes, all fields unless asked for fewer. */
export function getIssue(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  const fields = queryList(call.query, 'fields');
  const expand = queryList(call.query, 'expand');
  const shown = issueJson(call, issue, {
    fields: fields.length > 0 ? fields : ALL,
    expand,
    properties: queryList(call.query, 'properties'),
  });
  return ok(expand.includes('transitions') ? { ...shown, transitions: transitionsJson(call, issue) } : shown);
}

/** PUT /issue/{id}. The edit screen is not asked (the vendor's text), transitions are ignored. */
export function editIssue(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  const project = projectOf(call.site, issue);
  const overrides = ['overrideScreenSecurity', 'overrideEditableFlag'].some(
    (name) => call.query.get(name) === 'true',
  );
  if (overrides && !mayGlobally(call.me, call.site, 'ADMINISTER'))
    return refuse(403, 'You do not have permission to override screen security or the editable flag.');
  if (!may(call.me, project, 'EDIT_ISSUES'))
    return refuse(403, 'You do not have permission to edit issues in this project.');
  const body = bag(call.body);
  if (!body) return invalidPayload();
  const input = readInput(body, { call, project, issue, takes: () => true, apart: [] });
  const properties = readProperties(body);
  if (input.errors['description'] === 'INVALID_INPUT') return refuse(400, 'INVALID_INPUT');
  if (Object.keys(input.errors).length > 0) return refuseFields(input.errors);
  if ('message' in properties) return refuse(400, properties.message);
  const bad = commentProblem(call, issue, input.comments);
  if (bad) return bad;
  const clash = conflict(call, issue);
  if (clash) return clash;
  const stored = store(call, issue, {
    values: input.values,
    properties: properties.properties,
    comments: input.comments,
  });
  if (call.query.get('returnIssue') !== 'true') return noContent();
  return ok(
    issueJson(call, stored, { fields: ALL, expand: queryList(call.query, 'expand'), properties: [] }),
  );
}

function store(
  call: Call,
  issue: StoredIssue,
  input: {
    readonly values: Readonly<Record<string, unknown>>;
    readonly properties: Readonly<Record<string, unknown>>;
    readonly comments: readonly unknown[];
  },
): StoredIssue {
  const { next, items } = changeValues(call, issue, input.values);
  const same =
    items.length === 0 && input.comments.length === 0 && Object.keys(input.properties).length === 0;
  if (same) return issue;
  const edited = { ...next, properties: { ...issue.properties, ...input.properties } };
  return addedComments(
    call,
    save(call, edited, items.length > 0 ? { items, type: 'avi:jira:updated:issue' } : { items }),
    input.comments,
  );
}

/** DELETE /issue/{id}. */
export function deleteIssue(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  if (!may(call.me, projectOf(call.site, issue), 'DELETE_ISSUES'))
    return refuse(403, 'You do not have permission to delete issues in this project.');
  emit(call, issue, { type: 'avi:jira:deleted:issue' });
  remove(call, issue);
  return noContent();
}

/** GET /issue/{id}/changelog: oldest first (the expanded changelog of an issue is newest first). */
export function getChangelog(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  const part = page(call, issue.histories, { standard: 100, most: 100 });
  return ok({ ...part, values: part.values.map((one) => historyJson(call, one)) }, part.values.length);
}

/** POST /issue/bulkfetch: at most 100; what is unknown or hidden is silently missing. */
export function bulkFetch(call: Call): Answer {
  const body = bag(call.body);
  const ids = list(body?.['issueIdsOrKeys'])?.map(idText);
  if (!body || !ids || ids.length === 0 || ids.some((id) => id === undefined))
    return refuse(400, 'Issue IDs or keys must be provided.');
  if (ids.length > 100) return refuse(400, 'The number of issue IDs or keys must not be more than 100.');
  const found = [...new Set(ids)].flatMap((id) => {
    const issue = lookUp(call.state, id ?? '');
    return issue && seesIssue(call.site, call.me, issue) ? [issue] : [];
  });
  const ask = {
    fields: texts(body['fields']) ?? ['*navigable'],
    expand: texts(body['expand']) ?? [],
    properties: texts(body['properties']) ?? [],
  };
  const issues = found
    .sort((a, b) => Number(a.id) - Number(b.id))
    .map((issue) => issueJson(call, issue, ask));
  return ok({ issues, issueErrors: [] }, issues.length);
}

/** PUT /issue/{id}/assignee: `{accountId}`, `null` to unassign. */
export function assignIssue(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  const body = bag(call.body);
  if (!body || body['accountId'] === undefined) return invalidPayload();
  const project = projectOf(call.site, issue);
  if (!may(call.me, project, 'ASSIGN_ISSUES'))
    return refuse(403, 'You do not have permission to assign issues.');
  const value = body['accountId'] === null ? null : body;
  const input = readInput(
    { fields: { assignee: value } },
    { call, project, issue, takes: () => true, apart: [] },
  );
  if (Object.keys(input.errors).length > 0) return refuseFields(input.errors);
  store(call, issue, { values: input.values, properties: {}, comments: [] });
  return noContent();
}
