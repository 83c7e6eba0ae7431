import { route } from '@forge/api';
import * as v from 'valibot';
import { askJira, type Refusal } from '../jira/jira-http-api';
import { fetchIssues, MAX_ISSUES } from '../jira/many-issues-api';
import { groupIdsOf } from '../jira/people-api';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';

/**
 * What the person behind this call may do, asked of Jira as that person. Every resolver asks here first: whoever can
 * load a module may call all its functions with any payload (Forge: resolver authorization).
 */
export type IssueRights = {
  readonly see: boolean;
  readonly edit: boolean;
  readonly transition: boolean;
  /** Whether they administer Jira, where they see the issue. */
  readonly admin?: boolean;
};

const NO_RIGHTS: IssueRights = { see: false, edit: false, transition: false };
const Permissions = v.object({
  permissions: v.record(v.string(), v.object({ havePermission: v.optional(v.boolean(), false) })),
});

function askAsUser(query: URLSearchParams, refusal?: (refusal: Refusal) => Problem | undefined) {
  const path = route`/rest/api/3/mypermissions?${query}`;
  const call = { as: 'user', method: 'GET', path, unsure: 'later' } as const;
  return askJira(refusal === undefined ? call : { ...call, refusal }, Permissions);
}

const HIDDEN = 'jira.issue-hidden';

function hidden({ status }: Refusal): Problem | undefined {
  return status === 404 || status === 403 ? { code: HIDDEN, retry: 'never', status } : undefined;
}

/** The person's rights on an issue, and whether they administer Jira; none at all on one that is hidden from them or does not exist. */
export async function issueRights(issueId: string): Promise<Result<IssueRights, Problem>> {
  const permissions = 'BROWSE_PROJECTS,EDIT_ISSUES,TRANSITION_ISSUES,ADMINISTER';
  const found = await askAsUser(new URLSearchParams({ issueId, permissions }), hidden);
  if (!found.ok) return found.problem.code === HIDDEN ? ok(NO_RIGHTS) : found;
  const has = (key: string) => found.value.permissions[key]?.havePermission === true;
  if (!has('BROWSE_PROJECTS')) return ok(NO_RIGHTS);
  const may = { edit: has('EDIT_ISSUES'), transition: has('TRANSITION_ISSUES'), admin: has('ADMINISTER') };
  return ok({ see: true, ...may });
}

const IssueId = v.object({ id: v.pipe(v.string(), v.regex(/^\d{1,20}$/)) });

/** The id of the issue with this key (or id), if the person sees it; `undefined`: it is hidden from them or does not exist. */
export async function issueIdOf(keyOrId: string): Promise<Result<string | undefined, Problem>> {
  const path = route`/rest/api/3/issue/${keyOrId}?fields=status`;
  const found = await askJira({ as: 'user', method: 'GET', path, unsure: 'later', refusal: hidden }, IssueId);
  if (found.ok) return ok(found.value.id);
  return found.problem.code === HIDDEN ? ok(undefined) : found;
}

/** Whether the person administers Jira. That an admin page was opened proves nothing. */
export async function isAdmin(): Promise<Result<boolean, Problem>> {
  const found = await askAsUser(new URLSearchParams({ permissions: 'ADMINISTER' }));
  return found.ok ? ok(found.value.permissions['ADMINISTER']?.havePermission === true) : found;
}

type Me = {
  readonly accountId: string;
  readonly name: string;
  /** Jira group ids. */
  readonly groups: readonly string[];
};

const Myself = v.object({
  accountId: v.string(),
  displayName: v.optional(v.string(), ''),
  groups: v.optional(
    v.object({
      size: v.optional(v.number(), 0),
      items: v.optional(v.array(v.object({ groupId: v.nullish(v.string()) })), []),
    }),
  ),
});

/** Who asks, and in which groups they are. Everybody may read this of themselves, without "Browse users and groups". */
export async function me(): Promise<Result<Me, Problem>> {
  const path = route`/rest/api/3/myself?expand=groups`;
  const found = await askJira({ as: 'user', method: 'GET', path, unsure: 'later' }, Myself);
  if (!found.ok) return fail(found.problem);
  const { accountId, displayName, groups } = found.value;
  const listed = (groups?.items ?? []).flatMap(({ groupId }) =>
    typeof groupId === 'string' ? [groupId] : [],
  );
  if (groups !== undefined && groups.size <= listed.length)
    return ok({ accountId, name: displayName, groups: listed });
  // Jira may shorten the embedded list; the app reads the whole one.
  const all = await groupIdsOf(accountId);
  return all.ok ? ok({ accountId, name: displayName, groups: all.value }) : all;
}

type ProjectRights = { readonly browse: boolean; readonly create: boolean; readonly admin?: boolean };

/** What the person may do in a project, and whether they administer Jira; a hidden project gives nothing and leaves that open. */
export async function projectRights(projectId: string): Promise<Result<ProjectRights, Problem>> {
  const permissions = 'BROWSE_PROJECTS,CREATE_ISSUES,ADMINISTER';
  const found = await askAsUser(new URLSearchParams({ projectId, permissions }), hidden);
  if (!found.ok) return found.problem.code === HIDDEN ? ok({ browse: false, create: false }) : found;
  const has = (key: string) => found.value.permissions[key]?.havePermission === true;
  return ok({ browse: has('BROWSE_PROJECTS'), create: has('CREATE_ISSUES'), admin: has('ADMINISTER') });
}

const Visible = v.object({ issues: v.array(v.object({ id: v.string() })) });

/** Which of these issues the person sees: Jira leaves the hidden ones out (issue security). It is asked about so many at once as it takes. */
export async function visibleIssues(ids: readonly string[]): Promise<Result<ReadonlySet<string>, Problem>> {
  const wanted = [...new Set(ids)];
  const seen = new Set<string>();
  for (let n = 0; n < wanted.length; n += MAX_ISSUES) {
    const issueIdsOrKeys = wanted.slice(n, n + MAX_ISSUES);
    const found = await fetchIssues('user', { issueIdsOrKeys, fields: ['id'] }, Visible);
    if (!found.ok) return found;
    for (const { id } of found.value.issues) seen.add(id);
  }
  return ok(seen);
}
