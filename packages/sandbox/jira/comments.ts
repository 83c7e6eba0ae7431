import { isAdf, TEXT_LIMIT } from './adf';
import {
  type Answer,
  created,
  invalidPayload,
  issueGone,
  noContent,
  ok,
  refuse,
  refuseFields,
} from './answers';
import { bag, type Call, idText, list, page, slice } from './call';
import { emit, put, save, takeId } from './changes';
import { propertyProblem, readProperties } from './issue-input';
import { commentJson } from './issue-json';
import type { StoredComment, StoredIssue } from './model';
import { findIssue, may, projectOf, seesIssue } from './permissions';
import { api, userJson, when } from './render';

const PER_ISSUE = 5_000;

/** Why these documents cannot become comments on the issue, if so. */
export function commentProblem(
  call: Call,
  issue: StoredIssue,
  bodies: readonly unknown[],
): Answer | undefined {
  if (bodies.length === 0) return undefined;
  if (!may(call.me, projectOf(call.site, issue), 'ADD_COMMENTS'))
    return refuse(400, `${call.me.displayName}, you do not have the permission to comment on this issue.`);
  if (issue.comments.length + bodies.length > PER_ISSUE)
    return refuse(413, 'The issue has reached the limit of 5000 comments.');
  return bodies.map(bodyProblem).find((problem) => problem !== undefined);
}
function bodyProblem(body: unknown): Answer | undefined {
  const empty = bag(body) !== undefined && list(bag(body)?.['content'])?.length === 0;
  if (body === undefined || body === null || body === '' || empty)
    return refuseFields({ comment: 'Comment body can not be empty!' });
  if (!isAdf(body)) return refuseFields({ comment: 'Comment body is not valid!' });
  return JSON.stringify(body).length > TEXT_LIMIT
    ? refuseFields({
        comment: 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.',
      })
    : undefined;
}

/** Adds comments: `updated` moves, the changelog does not. */
export function addedComments(
  call: Call,
  issue: StoredIssue,
  bodies: readonly unknown[],
  properties: StoredComment['properties'] = {},
): StoredIssue {
  let stored = issue;
  for (const body of bodies) {
    const now = call.world.clock.now();
    const me = call.me.accountId;
    const comment: StoredComment = {
      id: takeId(call.state, 'comment'),
      authorId: me,
      updateAuthorId: me,
      body,
      created: now,
      updated: now,
      properties,
    };
    stored = save(call, { ...stored, comments: [...stored.comments, comment] }, { items: [] });
    const told = {
      id: comment.id,
      author: userJson(call.site, me),
      created: when(call, now),
      jsdPublic: true,
    };
    emit(call, stored, { type: 'avi:jira:commented:issue', extra: { comment: told } });
  }
  return stored;
}

/** POST /issue/{id}/comment: `body` (ADF) and `properties`. */
export function addComment(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  const body = bag(call.body);
  if (!body) return invalidPayload();
  const properties = readProperties(body);
  if ('message' in properties) return refuse(400, properties.message);
  const bad = commentProblem(call, issue, [body['body']]);
  if (bad) return bad;
  const stored = addedComments(call, issue, [body['body']], properties.properties);
  const comment = stored.comments.at(-1);
  return comment ? created(commentJson(call, stored, comment)) : invalidPayload();
}

/** GET /issue/{id}/comment, paged; the only order is by creation. */
export function getComments(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  const order = call.query.get('orderBy') ?? 'created';
  if (!/^[+-]?created$/.test(order.trim())) return refuse(400, `Cannot order by field '${order}'.`);
  const sorted = order.startsWith('-') ? [...issue.comments].reverse() : issue.comments;
  const part = slice(call, sorted, { standard: 100, most: 100 });
  const comments = part.values.map((one) => commentJson(call, issue, one));
  return ok(
    { startAt: part.startAt, maxResults: part.maxResults, total: part.total, comments },
    comments.length,
  );
}

type Found = { readonly issue: StoredIssue; readonly comment: StoredComment };
function commentOf(call: Call): Answer | Found {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  const comment = issue.comments.find((one) => one.id === call.params['id']);
  return comment
    ? { issue, comment }
    : refuse(404, `Can not find a comment for the id: ${call.params['id'] ?? ''}.`);
}
function mayOnComment(call: Call, found: Found, what: 'EDIT' | 'DELETE'): boolean {
  const project = projectOf(call.site, found.issue);
  return (
    may(call.me, project, `${what}_ALL_COMMENTS`) ||
    (found.comment.authorId === call.me.accountId && may(call.me, project, `${what}_OWN_COMMENTS`))
  );
}

export function getComment(call: Call): Answer {
  const found = commentOf(call);
  return 'kind' in found ? found : ok(commentJson(call, found.issue, found.comment));
}

/** PUT /issue/{id}/comment/{id}. */
export function updateComment(call: Call): Answer {
  const found = commentOf(call);
  if ('kind' in found) return found;
  if (!mayOnComment(call, found, 'EDIT'))
    return refuse(400, 'You do not have permission to edit this comment.');
  const body = bag(call.body);
  const bad = body ? bodyProblem(body['body']) : invalidPayload();
  if (bad) return bad;
  const comment = {
    ...found.comment,
    body: body?.['body'],
    updated: call.world.clock.now(),
    updateAuthorId: call.me.accountId,
  };
  const comments = found.issue.comments.map((one) => (one.id === comment.id ? comment : one));
  return ok(commentJson(call, save(call, { ...found.issue, comments }, { items: [] }), comment));
}

/** DELETE /issue/{id}/comment/{id}. */
export function deleteComment(call: Call): Answer {
  const found = commentOf(call);
  if ('kind' in found) return found;
  if (!mayOnComment(call, found, 'DELETE'))
    return refuse(400, 'You do not have permission to delete this comment.');
  save(
    call,
    { ...found.issue, comments: found.issue.comments.filter((one) => one.id !== found.comment.id) },
    { items: [] },
  );
  return noContent();
}

/** POST /comment/list: comments by id over all issues the caller sees. */
export function commentsByIds(call: Call): Answer {
  const ids = list(bag(call.body)?.['ids']);
  if (!ids || ids.length === 0 || ids.length > 1000 || !ids.every((id) => typeof id === 'number'))
    return refuse(400, 'Between 1 and 1000 comment ids must be given.');
  const found = visibleComments(call).filter((one) => ids.map(idText).includes(one.comment.id));
  const part = page(call, found, { standard: 1_048_576, most: 1_048_576 });
  return ok(
    { ...part, values: part.values.map((one) => commentJson(call, one.issue, one.comment)) },
    part.values.length,
  );
}

function visibleComments(call: Call): readonly Found[] {
  const issues = Object.values(call.state.issues).filter((issue) => seesIssue(call.site, call.me, issue));
  return issues.flatMap((issue) => issue.comments.map((comment) => ({ issue, comment })));
}
function byCommentId(call: Call): Answer | Found {
  const id = call.params['commentId'] ?? '';
  return (
    visibleComments(call).find((one) => one.comment.id === id) ??
    refuse(404, `Can not find a comment for the id: ${id}.`)
  );
}

export function commentPropertyKeys(call: Call): Answer {
  const found = byCommentId(call);
  if ('kind' in found) return found;
  const self = (key: string) =>
    api(call.site, `/comment/${found.comment.id}/properties/${encodeURIComponent(key)}`);
  return ok({ keys: Object.keys(found.comment.properties).map((key) => ({ self: self(key), key })) });
}
export function getCommentProperty(call: Call): Answer {
  const found = byCommentId(call);
  if ('kind' in found) return found;
  const key = call.params['propertyKey'] ?? '';
  return key in found.comment.properties
    ? ok({ key, value: found.comment.properties[key] })
    : refuse(404, `The property with key: ${key} does not exist`);
}

/** PUT and DELETE of a comment's property: for those who may edit the comment. */
export function setCommentProperty(call: Call): Answer {
  const found = byCommentId(call);
  if ('kind' in found) return found;
  if (!mayOnComment(call, found, 'EDIT'))
    return refuse(403, 'You do not have permission to edit this comment.');
  const key = call.params['propertyKey'] ?? '';
  const problem = propertyProblem(key, call.body);
  if (problem !== undefined) return refuse(400, problem);
  const had = key in found.comment.properties;
  storeProperties(call, found, { ...found.comment.properties, [key]: call.body });
  return { kind: 'answer', status: had ? 200 : 201 };
}
export function deleteCommentProperty(call: Call): Answer {
  const found = byCommentId(call);
  if ('kind' in found) return found;
  if (!mayOnComment(call, found, 'EDIT'))
    return refuse(403, 'You do not have permission to edit this comment.');
  const { [call.params['propertyKey'] ?? '']: gone, ...rest } = found.comment.properties;
  if (gone === undefined)
    return refuse(404, `The property with key: ${call.params['propertyKey'] ?? ''} does not exist`);
  storeProperties(call, found, rest);
  return noContent();
}
function storeProperties(call: Call, found: Found, properties: StoredComment['properties']): void {
  const comments = found.issue.comments.map((one) =>
    one.id === found.comment.id ? { ...one, properties } : one,
  );
  put(call, { ...found.issue, comments, version: found.issue.version + 1 });
}
