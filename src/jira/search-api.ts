import { route } from '@forge/api';
import * as v from 'valibot';
import { type Present, present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { oncePerInvocation } from '../platform/context';
import { askJira } from './jira-http-api';
import { jqlByExternalId, jqlChanged } from './jql';
import { projectsThere } from './project-api';

const Found = v.object({
  issues: v.array(
    v.object({
      id: v.string(),
      key: v.optional(v.string()),
      fields: v.optional(v.object({ creator: v.nullish(v.object({ accountId: v.optional(v.string()) })) })),
    }),
  ),
  nextPageToken: v.nullish(v.string()),
});

/** A page of what a JQL finds, as the app sees it and as Jira's index knows it (A1). */
export function searchJira<S extends v.GenericSchema>(
  body: object,
  schema: S,
): Promise<Result<v.InferOutput<S>, Problem>> {
  // A POST only because JQL may be long: it changes nothing.
  return askJira(
    { as: 'app', method: 'POST', path: route`/rest/api/3/search/jql`, body, unsure: 'later' },
    schema,
  );
}

export type FoundIssue = Present<{
  readonly id: string;
  readonly key: string;
  /** Compare with `appAccountId`: anybody may copy a property onto another issue. */
  readonly creatorId: string | undefined;
}>;

/**
 * The issues whose property names this submission. Jira's index may lag behind by minutes (KNOWN_ISSUES A1): an empty
 * answer proves nothing by itself.
 */
export async function findIssues(wish: {
  readonly externalId: string;
}): Promise<Result<readonly FoundIssue[], Problem>> {
  const found = await searchJira(
    { jql: jqlByExternalId(wish.externalId), fields: ['creator'], maxResults: 50 },
    Found,
  );
  if (!found.ok) return found;
  return ok(
    found.value.issues.map(({ id, key, fields }) =>
      present({ id, key: key ?? id, creatorId: fields?.creator?.accountId }),
    ),
  );
}

/** What was found, and in which of the projects nobody looked. */
type Over<T> = { readonly found: T; readonly without: readonly string[] };

/**
 * A search over these projects. One that was deleted, or that the app may not see, is an error of the whole JQL: then over the others.
 */
export async function overProjects<T>(
  ids: readonly string[],
  search: (ids: readonly string[]) => Promise<Result<T, Problem>>,
): Promise<Result<Over<T>, Problem>> {
  const all = await search(ids);
  if (all.ok) return ok({ found: all.value, without: [] });
  if (all.problem.code !== 'jira.refused' || ids.length < 2) return all;
  const seen = await oncePerInvocation(`seen:${ids.join()}`, () => projectsThere(ids, 'view'));
  if (!seen.ok) return seen;
  const [there, without] = [true, false].map((isSeen) =>
    ids.filter((id) => seen.value.some((project) => project.id === id) === isSeen),
  ) as [string[], string[]];
  if (there.length === 0 || without.length === 0) return all;
  const some = await search(there);
  return some.ok ? ok({ found: some.value, without }) : some;
}

export type ChangedIssues = {
  readonly ids: readonly string[];
  /** Projects that were left out. */
  readonly without: readonly string[];
  readonly nextPageToken?: string;
};

/** Ids of our issues in these projects that changed in the last `minutes`, a page of at most 100. */
export async function changedIssues(wish: {
  readonly projectIds: readonly string[];
  readonly minutes: number;
  readonly pageToken?: string;
}): Promise<Result<ChangedIssues, Problem>> {
  if (wish.projectIds.length === 0) return ok({ ids: [], without: [] });
  const page = present({ nextPageToken: wish.pageToken });
  const over = await overProjects(wish.projectIds, (ids) =>
    searchJira({ jql: jqlChanged(ids, wish.minutes), fields: ['id'], maxResults: 100, ...page }, Found),
  );
  if (!over.ok) return over;
  const { found, without } = over.value;
  const ids = found.issues.map((issue) => issue.id);
  return ok({ ids, without, ...present({ nextPageToken: found.nextPageToken ?? undefined }) });
}
