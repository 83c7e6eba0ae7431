import { type Call, queryList } from './call';
import { renderValue, schemaOf } from './field-values';
import type { History, SiteField, StoredAttachment, StoredComment, StoredIssue } from './model';
import { projectOf, seesIssue } from './permissions';
import {
  api,
  categoryJson,
  priorityJson,
  projectRef,
  resolutionJson,
  statusJson,
  statusOf,
  typeJson,
  typeOf,
  userJson,
  when,
} from './render';

type FixedField = (call: Call, issue: StoredIssue) => unknown;

const FIXED: Readonly<Record<string, FixedField>> = {
  project: (call, issue) => projectRef(call.site, projectOf(call.site, issue)),
  issuetype: (call, issue) => typeJson(call.site, typeOf(call.site, issue.typeId)),
  status: (call, issue) => statusJson(call.site, statusOf(call.site, issue.statusId)),
  statusCategory: (call, issue) => categoryJson(call.site, statusOf(call.site, issue.statusId).category),
  statuscategorychangedate: (call, issue) => when(call, issue.categoryChanged),
  resolution: (call, issue) => (issue.resolvedAt === null ? null : resolutionJson(call.site)),
  resolutiondate: (call, issue) => (issue.resolvedAt === null ? null : when(call, issue.resolvedAt)),
  created: (call, issue) => when(call, issue.created),
  updated: (call, issue) => when(call, issue.updated),
  creator: (call, issue) => userJson(call.site, issue.creatorId),
  attachment: (call, issue) => issue.attachments.map((one) => attachmentJson(call, one)),
  comment: (call, issue) => {
    const comments = issue.comments.map((one) => commentJson(call, issue, one));
    return {
      comments,
      self: api(call.site, `/issue/${issue.id}/comment`),
      maxResults: comments.length,
      total: comments.length,
      startAt: 0,
    };
  },
  issuelinks: (call, issue) => linksOf(call, issue),
};

export function attachmentJson(call: Call, one: StoredAttachment) {
  return {
    self: api(call.site, `/attachment/${one.id}`),
    id: one.id,
    filename: one.filename,
    author: userJson(call.site, one.authorId),
    created: when(call, one.created),
    size: one.size,
    mimeType: one.mimeType,
    content: api(call.site, `/attachment/content/${one.id}`),
  };
}

export function commentJson(call: Call, issue: StoredIssue, one: StoredComment) {
  const properties = Object.entries(one.properties).map(([key, value]) => ({ key, value }));
  const asked = queryList(call.query, 'expand').includes('properties');
  return {
    self: api(call.site, `/issue/${issue.id}/comment/${one.id}`),
    id: one.id,
    author: userJson(call.site, one.authorId),
    body: one.body,
    updateAuthor: userJson(call.site, one.updateAuthorId),
    created: when(call, one.created),
    updated: when(call, one.updated),
    jsdPublic: true,
    ...(asked ? { properties } : {}),
  };
}

function linksOf(call: Call, issue: StoredIssue): readonly unknown[] {
  return call.state.links.flatMap((link) => {
    const outward = link.inward === issue.id;
    if (!outward && link.outward !== issue.id) return [];
    const other = call.state.issues[outward ? link.outward : link.inward];
    const type = call.site.linkTypes.find((one) => one.id === link.typeId);
    if (!other || !type || !seesIssue(call.site, call.me, other)) return [];
    const base = {
      id: link.id,
      self: api(call.site, `/issueLink/${link.id}`),
      type: { ...type, self: api(call.site, `/issueLinkType/${type.id}`) },
    };
    return [{ ...base, [outward ? 'outwardIssue' : 'inwardIssue']: linkedIssue(call, other) }];
  });
}

export function linkedIssue(call: Call, other: StoredIssue) {
  return {
    id: other.id,
    key: other.key,
    self: api(call.site, `/issue/${other.id}`),
    fields: {
      summary: other.values['summary'],
      status: statusJson(call.site, statusOf(call.site, other.statusId)),
      ...(other.values['priority'] === undefined
        ? {}
        : { priority: priorityJson(call.site, other.values['priority']) }),
      issuetype: typeJson(call.site, typeOf(call.site, other.typeId)),
    },
  };
}

/** Fields an issue of this project shows: global ones, and those that belong to the project. */
export function fieldsOf(call: Call, issue: Pick<StoredIssue, 'projectId'>): readonly SiteField[] {
  return call.site.fields.filter(
    (field) => field.projectId === undefined || field.projectId === issue.projectId,
  );
}

/** Which fields the request asks for: `*all`, `*navigable`, names, `-name`. */
export function wanted(fields: readonly SiteField[], asked: readonly string[]): readonly SiteField[] {
  const minus = new Set(asked.filter((name) => name.startsWith('-')).map((name) => name.slice(1)));
  const plus = asked.filter((name) => !name.startsWith('-'));
  const all = plus.includes('*all') || (plus.length === 0 && minus.size > 0);
  const navigable = plus.includes('*navigable');
  return fields.filter((field) => {
    if (minus.has(field.id)) return false;
    if (all || plus.includes(field.id) || plus.includes(field.key)) return true;
    return navigable && !['comment', 'attachment'].includes(field.id);
  });
}

export function issueJson(
  call: Call,
  issue: StoredIssue,
  ask: {
    readonly fields: readonly string[];
    readonly expand: readonly string[];
    readonly properties: readonly string[];
  },
) {
  const shown = wanted(fieldsOf(call, issue), ask.fields);
  const fields = Object.fromEntries(
    shown.map((field) => [
      field.id,
      (FIXED[field.id] ?? (() => renderValue(call.site, field, issue.values[field.id])))(call, issue),
    ]),
  );
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
    id: issue.id,
    self: api(call.site, `/issue/${issue.id}`),
    key: issue.key,
    fields,
    ...(ask.properties.length > 0 ? { properties: pickProperties(issue, ask.properties) } : {}),
    ...(ask.expand.includes('names')
      ? { names: Object.fromEntries(shown.map((field) => [field.id, field.name])) }
      : {}),
    ...(ask.expand.includes('schema')
      ? { schema: Object.fromEntries(shown.map((field) => [field.id, schemaOf(field)])) }
      : {}),
    ...(ask.expand.includes('changelog') ? { changelog: changelogOf(call, issue) } : {}),
  };
}

function pickProperties(issue: StoredIssue, names: readonly string[]) {
  const all = names.includes('*all');
  return Object.fromEntries(Object.entries(issue.properties).filter(([key]) => all || names.includes(key)));
}

/** The expanded changelog: newest first, the last hundred. */
function changelogOf(call: Call, issue: StoredIssue) {
  const histories = [...issue.histories]
    .reverse()
    .slice(0, 100)
    .map((one) => historyJson(call, one));
  return { startAt: 0, maxResults: histories.length, total: issue.histories.length, histories };
}
export function historyJson(call: Call, one: History) {
  return {
    id: one.id,
    author: userJson(call.site, one.authorId),
    created: when(call, one.at),
    items: one.items,
  };
}
