import { type Answer, isAnswer, issueGone, noContent, ok, refuse } from './answers';
import type { Call } from './call';
import { emit, save, takeId } from './changes';
import { attachmentJson } from './issue-json';
import type { StoredAttachment, StoredIssue } from './model';
import { readParts } from './multipart';
import { findIssue, may, projectOf, seesIssue } from './permissions';
import { api, userJson, when } from './render';

export const UPLOAD_LIMIT = 20 * 1024 * 1024;
const MAX_FILES = 60;
const PER_ISSUE = 2_000;

/** POST /issue/{id}/attachments: multipart field `file`, header `X-Atlassian-Token: no-check`. */
export function addAttachment(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  if (call.request.headers['x-atlassian-token'] !== 'no-check') return refuse(403, 'XSRF check failed');
  if (!may(call.me, projectOf(call.site, issue), 'CREATE_ATTACHMENTS'))
    return refuse(403, 'You do not have permission to create attachments for this issue.');
  const parts = readParts(call.request.body, call.request.headers['content-type'] ?? '');
  const files = (parts ?? []).filter((part) => part.name === 'file' && part.filename !== undefined);
  // The vendor's page names no 400 here; a body without the part `file` is answered like a missing issue's.
  if (files.length === 0) return refuse(404, 'No file was found in the request.');
  if (files.length > MAX_FILES || issue.attachments.length + files.length > PER_ISSUE)
    return refuse(413, 'Too many attachments.');
  if (files.some((file) => file.bytes.length > UPLOAD_LIMIT))
    return refuse(413, 'The file is larger than the maximum attachment size.');
  let stored = issue;
  const added = files.map((file) => {
    const meta = {
      id: takeId(call.state, 'attachment'),
      filename: file.filename ?? '',
      mimeType: file.type,
      size: file.bytes.length,
      authorId: call.me.accountId,
      created: call.world.clock.now(),
    };
    call.state.files[meta.id] = file.bytes.toString('base64');
    stored = attach(call, stored, meta);
    return attachmentJson(call, meta);
  });
  return ok(added, 0);
}

function attach(call: Call, issue: StoredIssue, meta: StoredAttachment): StoredIssue {
  const item = {
    field: 'Attachment',
    fieldId: 'attachment',
    fieldtype: 'jira',
    from: null,
    fromString: null,
    to: meta.id,
    toString: meta.filename,
  } as const;
  const stored = save(
    call,
    { ...issue, attachments: [...issue.attachments, meta] },
    { items: [item], type: 'avi:jira:updated:issue' },
  );
  tell(call, stored, { type: 'avi:jira:created:attachment', meta });
  return stored;
}
function tell(
  call: Call,
  issue: StoredIssue,
  about: { readonly type: string; readonly meta: StoredAttachment },
): void {
  const { meta } = about;
  const attachment = {
    id: meta.id,
    issueId: issue.id,
    fileName: meta.filename,
    createDate: when(call, meta.created),
    size: String(meta.size),
    mimeType: meta.mimeType,
    author: userJson(call.site, meta.authorId),
  };
  emit(call, issue, { type: about.type, extra: { attachment } });
}

function find(call: Call): Answer | { readonly issue: StoredIssue; readonly meta: StoredAttachment } {
  const id = call.params['id'] ?? '';
  for (const issue of Object.values(call.state.issues)) {
    const meta = issue.attachments.find((one) => one.id === id);
    if (meta && seesIssue(call.site, call.me, issue)) return { issue, meta };
  }
  return refuse(404, `The attachment with id '${id}' does not exist`);
}

/** GET /attachment/{id}: here the id is a number, in issues it is a string. */
export function getAttachment(call: Call): Answer {
  const found = find(call);
  return isAnswer(found) ? found : ok({ ...attachmentJson(call, found.meta), id: Number(found.meta.id) });
}
/** GET /attachment/content/{id}: a redirect unless `redirect=false`. */
export function attachmentContent(call: Call): Answer {
  const found = find(call);
  if (isAnswer(found)) return found;
  if (call.query.get('redirect') !== 'false')
    return {
      kind: 'answer',
      status: 303,
      headers: { location: api(call.site, `/attachment/content/${found.meta.id}?redirect=false`) },
    };
  const bytes = Buffer.from(call.state.files[found.meta.id] ?? '', 'base64');
  return { kind: 'answer', status: 200, bytes, headers: { 'content-type': found.meta.mimeType }, objects: 1 };
}
export function attachmentSettings(_call: Call): Answer {
  return ok({ enabled: true, uploadLimit: UPLOAD_LIMIT });
}
/** DELETE /attachment/{id}: one's own, or all with the permission for all. */
export function removeAttachment(call: Call): Answer {
  const found = find(call);
  if (isAnswer(found)) return found;
  const { issue, meta } = found;
  const project = projectOf(call.site, issue);
  const own = meta.authorId === call.me.accountId && may(call.me, project, 'DELETE_OWN_ATTACHMENTS');
  if (!own && !may(call.me, project, 'DELETE_ALL_ATTACHMENTS'))
    return refuse(403, `You do not have permission to delete attachment with id: ${meta.id}`);
  delete call.state.files[meta.id];
  const item = {
    field: 'Attachment',
    fieldId: 'attachment',
    fieldtype: 'jira',
    from: meta.id,
    fromString: meta.filename,
    to: null,
    toString: null,
  } as const;
  const stored = save(
    call,
    { ...issue, attachments: issue.attachments.filter((one) => one.id !== meta.id) },
    { items: [item], type: 'avi:jira:updated:issue' },
  );
  tell(call, stored, { type: 'avi:jira:deleted:attachment', meta });
  return noContent();
}
