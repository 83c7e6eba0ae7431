import { type Route, route } from '@forge/api';
import * as v from 'valibot';
import { type Present, present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { askJira, issueGone, sendToJira } from './jira-http-api';
import { PROPERTY } from './jql';

const Person = v.nullish(
  v.object({ accountId: v.optional(v.string()), accountType: v.optional(v.string()) }),
);
const History = v.object({
  id: v.string(),
  created: v.string(),
  author: Person,
  items: v.array(
    v.object({
      field: v.nullish(v.string()),
      fieldId: v.nullish(v.string()),
      from: v.nullish(v.string()),
      to: v.nullish(v.string()),
    }),
  ),
});
const Attachment = v.object({
  id: v.pipe(v.union([v.string(), v.number()]), v.transform(String)),
  filename: v.string(),
  size: v.number(),
  mimeType: v.nullish(v.string()),
  author: Person,
});
export const Issue = v.object({
  id: v.string(),
  key: v.string(),
  fields: v.object({
    summary: v.string(),
    project: v.object({ id: v.string() }),
    issuetype: v.object({ id: v.string() }),
    status: v.object({
      id: v.string(),
      statusCategory: v.nullish(v.object({ key: v.optional(v.string()) })),
    }),
    updated: v.string(),
    assignee: Person,
    creator: Person,
    attachment: v.optional(v.array(Attachment), []),
  }),
  properties: v.optional(v.record(v.string(), v.unknown()), {}),
  changelog: v.optional(v.object({ total: v.optional(v.number()), histories: v.array(History) })),
});
type WireIssue = v.InferOutput<typeof Issue>;

/** One entry of an issue's history; `status` when it changed the status (ids). */
type HistoryEntry = Present<{
  readonly id: string;
  readonly at: string;
  readonly authorId: string | undefined;
  /** `atlassian` a person · `app` an app or Automation · `customer`. */
  readonly authorType: string | undefined;
  readonly status: { readonly from: string; readonly to: string } | undefined;
  /** It moved the issue into another project. */
  readonly movedProject: true | undefined;
}>;

export type IssueNow = Present<{
  readonly id: string;
  readonly key: string;
  readonly summary: string;
  readonly projectId: string;
  readonly issueTypeId: string;
  readonly statusId: string;
  /** `new`, `indeterminate` or `done`; `undefined` where Jira gives no category. */
  readonly statusCategory: string;
  readonly updated: string;
  readonly assigneeId: string | undefined;
  readonly creatorId: string | undefined;
  readonly attachments: readonly IssueAttachment[];
  /** Newest first; empty when not asked for. */
  readonly histories: readonly HistoryEntry[];
  /** The value of our issue property, unchecked: whoever may edit the issue may write it. */
  readonly property: unknown;
}>;
type IssueAttachment = Present<{
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly mimeType: string;
  readonly authorId: string | undefined;
}>;

const FIELDS = 'summary,project,issuetype,status,updated,assignee,creator,attachment';

/**
 * The issue as it is now (Jira's GET by id reads its own writes), with its whole history when asked for.
 * `jira.issue-gone` when it is deleted, or hidden from the app.
 */
export async function readIssue(
  id: string,
  wish: { readonly changelog: boolean },
): Promise<Result<IssueNow, Problem>> {
  const query = new URLSearchParams({ fields: FIELDS, properties: PROPERTY });
  if (wish.changelog) query.set('expand', 'changelog');
  const found = await askJira(readOf(route`/rest/api/3/issue/${id}?${query}`), Issue);
  if (!found.ok) return found;
  const newest = found.value.changelog?.histories ?? [];
  const older = await olderHistories(id, (found.value.changelog?.total ?? 0) - newest.length);
  return older.ok ? ok(issueOf(found.value, [...newest, ...older.value])) : older;
}

const Assigned = v.object({
  fields: v.object({
    assignee: v.nullish(v.object({ accountId: v.string(), displayName: v.optional(v.string(), '') })),
  }),
});
type Assignee = { readonly accountId: string; readonly name: string };

/** Whom Jira says the issue is assigned to, now; `undefined`: nobody. */
export async function readAssignee(id: string): Promise<Result<Assignee | undefined, Problem>> {
  const found = await askJira(readOf(route`/rest/api/3/issue/${id}?fields=assignee`), Assigned);
  if (!found.ok) return found;
  const { assignee } = found.value.fields;
  return ok(assignee ? { accountId: assignee.accountId, name: assignee.displayName } : undefined);
}

const Marked = v.object({
  id: v.string(),
  fields: v.object({ project: v.object({ id: v.string() }) }),
  properties: v.optional(v.record(v.string(), v.unknown()), {}),
});
export type MarkedIssue = { readonly id: string; readonly projectId: string; readonly isMarked: boolean };

/**
 * An issue by its key, and whether it carries our property: whoever may edit it may take it away or put it there, so it only says
 * whether looking further is worth it. `jira.issue-gone` when it is deleted, or hidden from the app.
 */
export async function readMarked(key: string): Promise<Result<MarkedIssue, Problem>> {
  const query = new URLSearchParams({ fields: 'project', properties: PROPERTY });
  const found = await askJira(readOf(route`/rest/api/3/issue/${key}?${query}`), Marked);
  if (!found.ok) return found;
  const { id, fields, properties } = found.value;
  return ok({ id, projectId: fields.project.id, isMarked: properties[PROPERTY] !== undefined });
}

function readOf(path: Route) {
  return { as: 'app', method: 'GET', path, unsure: 'later', refusal: issueGone } as const;
}

const PAGE = 100;
/** 1,000 entries beyond the embedded ones: older transitions have been handled or are past caring. */
const MAX_PAGES = 10;
const ChangelogPage = v.object({ values: v.array(History) });

/** `/changelog` counts from the oldest; the embedded history already holds the newest, so `missing` lead up to them. */
async function olderHistories(id: string, missing: number): Promise<Result<WireHistory[], Problem>> {
  const all: WireHistory[] = [];
  let end = missing;
  for (let page = 0; end > 0 && page < MAX_PAGES; page++) {
    const startAt = Math.max(0, end - PAGE);
    const path = route`/rest/api/3/issue/${id}/changelog?startAt=${String(startAt)}&maxResults=${String(end - startAt)}`;
    const found = await askJira(readOf(path), ChangelogPage);
    if (!found.ok) return found;
    all.push(...found.value.values);
    end = startAt;
  }
  return ok(all);
}

type WireHistory = v.InferOutput<typeof History>;

/** An issue as Jira sends it, with its history as far as it was asked for. */
export function issueOf(wire: WireIssue, histories: readonly WireHistory[]): IssueNow {
  const { fields } = wire;
  return present({
    id: wire.id,
    key: wire.key,
    summary: fields.summary,
    projectId: fields.project.id,
    issueTypeId: fields.issuetype.id,
    statusId: fields.status.id,
    statusCategory: fields.status.statusCategory?.key ?? 'undefined',
    updated: fields.updated,
    assigneeId: fields.assignee?.accountId,
    creatorId: fields.creator?.accountId,
    attachments: fields.attachment.map(attachmentOf),
    histories: newestFirst(histories),
    property: wire.properties[PROPERTY],
  });
}

function attachmentOf(wire: v.InferOutput<typeof Attachment>): IssueAttachment {
  return present({
    id: wire.id,
    name: wire.filename,
    bytes: wire.size,
    mimeType: wire.mimeType ?? 'application/octet-stream',
    authorId: wire.author?.accountId,
  });
}

/** Ordered by time, then id; an entry that moved between two pages while we read counts once. */
function newestFirst(histories: readonly WireHistory[]): readonly HistoryEntry[] {
  const once = [...new Map(histories.map((entry) => [entry.id, entry])).values()];
  const age = (entry: WireHistory) => Date.parse(entry.created);
  return once.sort((a, b) => age(b) - age(a) || Number(b.id) - Number(a.id)).map(historyOf);
}

function historyOf(wire: WireHistory): HistoryEntry {
  const itemOf = (name: string) => wire.items.find((i) => (i.fieldId ?? i.field) === name);
  const item = itemOf('status');
  return present({
    id: wire.id,
    at: wire.created,
    authorId: wire.author?.accountId,
    authorType: wire.author?.accountType,
    status:
      typeof item?.from === 'string' && typeof item.to === 'string'
        ? { from: item.from, to: item.to }
        : undefined,
    movedProject: itemOf('project') === undefined ? undefined : (true as const),
  });
}

/** Writes our issue property; repeating it is harmless. */
export function writeProperty(issueId: string, value: object): Promise<Result<void, Problem>> {
  return sendToJira({
    as: 'app',
    method: 'PUT',
    path: route`/rest/api/3/issue/${issueId}/properties/${PROPERTY}`,
    body: value,
    unsure: 'later',
    refusal: issueGone,
  });
}

/**
 * Writes our own fields (`resolveAppFields` knows the ids) in one call; they sit on no screen, so only this operation
 * reaches them. `jira.app-field-gone` when Jira does not know one of them any more.
 */
export function writeAppFields(
  issueId: string,
  values: Readonly<Record<string, string | null>>,
): Promise<Result<void, Problem>> {
  const updates = Object.entries(values).map(([customField, value]) => ({
    customField,
    issueIds: [Number(issueId)],
    value,
  }));
  return sendToJira({
    as: 'app',
    method: 'POST',
    path: route`/rest/api/3/app/field/value`,
    body: { updates },
    unsure: 'later',
    refusal: ({ status }) =>
      status === 404 || status === 400
        ? {
            code: 'jira.app-field-gone',
            retry: 'after-fix',
            status,
            values: { fields: Object.keys(values).join(', ') },
          }
        : undefined,
  });
}

/**
 * Sets ordinary fields of an existing issue, and our issue property with them. `jira.field-refused` (values.fields) when Jira does
 * not take them: then nothing is set. `isSilent`: whoever watches it gets no mail, where the app administers the project; else Jira
 * ignores the wish (REST v3, `notifyUsers`).
 */
export function editFields(
  issueId: string,
  fields: Readonly<Record<string, unknown>>,
  { property, isSilent = false }: { readonly property?: object; readonly isSilent?: boolean } = {},
): Promise<Result<void, Problem>> {
  const properties = property === undefined ? {} : { properties: [{ key: PROPERTY, value: property }] };
  return sendToJira({
    as: 'app',
    method: 'PUT',
    path: isSilent
      ? route`/rest/api/3/issue/${issueId}?notifyUsers=false`
      : route`/rest/api/3/issue/${issueId}`,
    body: { fields, ...properties },
    unsure: 'later',
    refusal: (refusal) =>
      refusal.status === 400
        ? {
            code: 'jira.field-refused',
            retry: 'after-fix',
            status: 400,
            values: { fields: refusal.fields.join(', ') },
          }
        : issueGone(refusal),
  });
}

/**
 * Links a second issue for the same job to the one we keep ("duplicates"). `jira.no-duplicate-link` where the site has no
 * such link type or linking is off: nobody misses it.
 */
export function linkDuplicate(duplicateId: string, keptId: string): Promise<Result<void, Problem>> {
  return link('Duplicate', { from: duplicateId, to: keptId }, ({ status }) =>
    status === 400 || status === 404 ? { code: 'jira.no-duplicate-link', retry: 'never', status } : undefined,
  );
}

/**
 * Links an issue to the one of its storm ("relates to"). `jira.no-link` where the site has no such link type, linking is off or not
 * allowed, or the other issue has all the links that it may have: nobody needs the link to work.
 */
export function linkToParent(issueId: string, parentId: string): Promise<Result<void, Problem>> {
  return link('Relates', { from: issueId, to: parentId }, ({ status }) =>
    [400, 403, 404, 413].includes(status) ? { code: 'jira.no-link', retry: 'never', status } : undefined,
  );
}

/** The same link a second time changes nothing. Jira reads: the inward issue takes the outward words, so "from duplicates to". */
function link(
  name: 'Duplicate' | 'Relates',
  { from, to }: { readonly from: string; readonly to: string },
  refusal: NonNullable<Parameters<typeof sendToJira>[0]['refusal']>,
): Promise<Result<void, Problem>> {
  return sendToJira({
    as: 'app',
    method: 'POST',
    path: route`/rest/api/3/issueLink`,
    body: { type: { name }, inwardIssue: { id: from }, outwardIssue: { id: to } },
    unsure: 'later',
    refusal,
  });
}

/** Deletes an issue as the person who clicked: the app itself need not be allowed to. `jira.issue-gone`, `jira.forbidden`. */
export async function deleteIssue(issueId: string): Promise<Result<void, Problem>> {
  return sendToJira({
    as: 'user',
    method: 'DELETE',
    path: route`/rest/api/3/issue/${issueId}`,
    unsure: 'later',
    refusal: issueGone,
  });
}
