import { type Route, route } from '@forge/api';
import * as v from 'valibot';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { oncePerInvocation } from '../platform/context';
import { askJira, type JiraCall, type Refusal } from './jira-http-api';
import type { CreateField, CreateScreen, ProjectStatus } from './project';
import type { Place } from './routing';

function projectGone({ status }: Refusal): Problem | undefined {
  return status === 404 || status === 400
    ? { code: 'jira.project-gone', retry: 'after-fix', status }
    : undefined;
}

function readOf(path: Route): JiraCall {
  return { as: 'app', method: 'GET', path, unsure: 'later', refusal: projectGone };
}

type ProjectChoice = { readonly id: string; readonly key: string; readonly name: string };
const Project = v.object({ id: v.string(), key: v.string(), name: v.optional(v.string(), '') });
const Projects = v.object({ values: v.array(Project) });
/** So many in one answer, which is what Jira gives unasked (REST v3: search projects). */
const MAX_PROJECTS = 50;

async function projectsBy(params: URLSearchParams): Promise<Result<readonly ProjectChoice[], Problem>> {
  const path = route`/rest/api/3/project/search?${params}`;
  const found = await askJira({ as: 'app', method: 'GET', path, unsure: 'later' }, Projects);
  return found.ok ? ok(found.value.values) : found;
}

/** Projects whose name or key contains `query` and in which the app may create issues; at most 50. */
export async function searchProjects(query: string): Promise<Result<readonly ProjectChoice[], Problem>> {
  const params = new URLSearchParams({ action: 'create', maxResults: String(MAX_PROJECTS), orderBy: 'name' });
  if (query !== '') params.set('query', query);
  return projectsBy(params);
}

/** Those of these projects that the app sees and in which it may do this, with their keys of today. */
export async function projectsThere(
  ids: readonly string[],
  action: 'view' | 'create',
): Promise<Result<readonly ProjectChoice[], Problem>> {
  const all: ProjectChoice[] = [];
  for (let at = 0; at < ids.length; at += MAX_PROJECTS) {
    const some = ids.slice(at, at + MAX_PROJECTS).map((id): [string, string] => ['id', id]);
    const params = new URLSearchParams([['action', action], ['maxResults', String(MAX_PROJECTS)], ...some]);
    const found = await projectsBy(params);
    if (!found.ok) return found;
    all.push(...found.value);
  }
  return ok(all);
}

const PAGE = 200;
/** 2,000 entries; Jira allows 700 fields on a site. */
const MAX_PAGES = 10;

/** Reads all pages of createmeta; both names of the list occur in Jira's own document. */
async function allPages<T>(
  path: (startAt: string) => Route,
  schema: v.GenericSchema<unknown, { readonly rows: readonly T[]; readonly total?: number | undefined }>,
): Promise<Result<readonly T[], Problem>> {
  const all: T[] = [];
  for (let page = 0; page < MAX_PAGES; page++) {
    const found = await askJira(readOf(path(String(all.length))), schema);
    if (!found.ok) return found;
    const { rows, total } = found.value;
    all.push(...rows);
    if (rows.length === 0 || all.length >= (total ?? 0)) break;
  }
  return ok(all);
}

const IssueType = v.object({ id: v.string(), name: v.string(), subtask: v.optional(v.boolean(), false) });
const IssueTypePage = v.pipe(
  v.object({
    issueTypes: v.optional(v.array(IssueType)),
    createMetaIssueType: v.optional(v.array(IssueType)),
    total: v.optional(v.number()),
  }),
  v.transform(({ issueTypes, createMetaIssueType, total }) => ({
    rows: issueTypes ?? createMetaIssueType ?? [],
    total,
  })),
);

type IssueTypeChoice = { readonly id: string; readonly name: string };

/** The issue types in which the app may create an issue in this project; no sub-tasks, they need a parent. */
export async function issueTypes(projectId: string): Promise<Result<readonly IssueTypeChoice[], Problem>> {
  const found = await allPages(
    (startAt) =>
      route`/rest/api/3/issue/createmeta/${projectId}/issuetypes?startAt=${startAt}&maxResults=${String(PAGE)}`,
    IssueTypePage,
  );
  if (!found.ok) return found;
  return ok(found.value.filter((type) => !type.subtask).map(({ id, name }) => ({ id, name })));
}

/** Options of a field as Jira lists them: some have a name, some a value. */
const Allowed = v.object({
  id: v.optional(v.string()),
  name: v.optional(v.string()),
  value: v.optional(v.string()),
});
const Field = v.object({
  fieldId: v.string(),
  name: v.string(),
  required: v.optional(v.boolean(), false),
  hasDefaultValue: v.optional(v.boolean(), false),
  // Left out for some fields, against the document (its own examples do).
  schema: v.optional(v.object({ type: v.string(), custom: v.optional(v.string()) })),
  operations: v.optional(v.array(v.string()), []),
  allowedValues: v.optional(v.array(v.unknown())),
});
const FieldPage = v.pipe(
  v.object({
    fields: v.optional(v.array(Field)),
    results: v.optional(v.array(Field)),
    total: v.optional(v.number()),
  }),
  v.transform(({ fields, results, total }) => ({ rows: fields ?? results ?? [], total })),
);

/** What the create screen of this project and issue type knows; only these fields may go into a create call. */
export async function createFields(
  projectId: string,
  issueTypeId: string,
): Promise<Result<readonly CreateField[], Problem>> {
  const found = await oncePerInvocation(`create-screen:${projectId}:${issueTypeId}`, () =>
    allPages(
      (startAt) =>
        route`/rest/api/3/issue/createmeta/${projectId}/issuetypes/${issueTypeId}?startAt=${startAt}&maxResults=${String(PAGE)}`,
      FieldPage,
    ),
  );
  return found.ok ? ok(found.value.map(fieldOf)) : found;
}

/** The same of a place, by id. */
export async function createScreen({ project, issueTypeId }: Place): Promise<Result<CreateScreen, Problem>> {
  const found = await createFields(project.id, issueTypeId);
  return found.ok ? ok(new Map(found.value.map((field) => [field.id, field]))) : found;
}

function fieldOf(wire: v.InferOutput<typeof Field>): CreateField {
  return present({
    id: wire.fieldId,
    name: wire.name,
    required: wire.required,
    hasDefault: wire.hasDefaultValue,
    schemaType: wire.schema?.type ?? 'any',
    custom: wire.schema?.custom,
    operations: wire.operations,
    allowed: wire.allowedValues?.flatMap(allowedOf),
  });
}

function allowedOf(value: unknown): { id: string; name: string }[] {
  if (!v.is(Allowed, value) || value.id === undefined) return [];
  return [{ id: value.id, name: value.name ?? value.value ?? value.id }];
}

const Statuses = v.array(
  v.object({
    id: v.string(),
    statuses: v.array(
      v.object({
        id: v.string(),
        name: v.string(),
        statusCategory: v.nullish(v.object({ key: v.optional(v.string()) })),
      }),
    ),
  }),
);

type WireType = v.InferOutput<typeof Statuses>[number];

function typesWithStatuses(projectId: string): Promise<Result<readonly WireType[], Problem>> {
  return oncePerInvocation(`statuses:${projectId}`, () =>
    askJira(readOf(route`/rest/api/3/project/${projectId}/statuses`), Statuses),
  );
}

/** Names of all statuses of a project, whatever the issue type, by id. */
export async function statusNames(projectId: string): Promise<Result<ReadonlyMap<string, string>, Problem>> {
  const found = await typesWithStatuses(projectId);
  if (!found.ok) return found;
  return ok(new Map(found.value.flatMap(({ statuses }) => statuses.map(({ id, name }) => [id, name]))));
}

/** The statuses of the workflows of these issue types in this project, each once; of a type that the project does not have none. */
export async function projectStatuses(
  projectId: string,
  issueTypeIds: readonly string[],
): Promise<Result<readonly ProjectStatus[], Problem>> {
  const found = await typesWithStatuses(projectId);
  if (!found.ok) return found;
  const statuses = issueTypeIds.flatMap((id) => found.value.find((type) => type.id === id)?.statuses ?? []);
  const each = new Map(
    statuses.map(({ id, name, statusCategory }) => [
      id,
      { id, name, category: categoryOf(statusCategory?.key) },
    ]),
  );
  return ok([...each.values()]);
}

/** Jira knows a fourth category, `undefined`; for us it is a status in which work goes on. */
function categoryOf(key: string | undefined): ProjectStatus['category'] {
  return key === 'new' || key === 'done' ? key : 'indeterminate';
}
