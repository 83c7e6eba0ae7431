import { route } from '@forge/api';
import * as v from 'valibot';
import { type Present, present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { askJira } from './jira-http-api';
import { jqlByExternalId, jqlChanged } from './jql';

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

export type ChangedIssues = { readonly ids: readonly string[]; readonly nextPageToken?: string };

/** Ids of our issues in these projects that changed in the last `minutes`, a page of at most 100. */
export async function changedIssues(wish: {
  readonly projectIds: readonly string[];
  readonly minutes: number;
  readonly pageToken?: string;
}): Promise<Result<ChangedIssues, Problem>> {
  if (wish.projectIds.length === 0) return ok({ ids: [] });
  const page = present({ nextPageToken: wish.pageToken });
  const found = await searchJira(
    { jql: jqlChanged(wish.projectIds, wish.minutes), fields: ['id'], maxResults: 100, ...page },
    Found,
  );
  if (!found.ok) return found;
  const ids = found.value.issues.map((issue) => issue.id);
  const next = found.value.nextPageToken;
  return ok(next === undefined || next === null ? { ids } : { ids, nextPageToken: next });
}
