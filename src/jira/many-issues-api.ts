import { route } from '@forge/api';
import * as v from 'valibot';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { Issue, type IssueNow, issueOf } from './issue-api';
import { askJira, sendToJira } from './jira-http-api';
import { jqlOpen, PROPERTY } from './jql';
import { overProjects, searchJira } from './search-api';

/** Of many issues at a time: no attachments, no history. */
const FIELDS = ['summary', 'project', 'issuetype', 'status', 'updated', 'assignee', 'creator'];
/** Jira gives or finds at most so many with their fields (REST v3: bulk fetch, search). */
export const MAX_ISSUES = 100;

/** Some issues at once, at most 100, as the app or as the person sees them: what is deleted or hidden is left out. */
export function fetchIssues<S extends v.GenericSchema>(
  as: 'app' | 'user',
  body: {
    readonly issueIdsOrKeys: readonly string[];
    readonly fields: readonly string[];
    readonly properties?: readonly string[];
  },
  schema: S,
): Promise<Result<v.InferOutput<S>, Problem>> {
  const path = route`/rest/api/3/issue/bulkfetch`;
  return askJira({ as, method: 'POST', path, body, unsure: 'later' }, schema);
}

const Fetched = v.object({ issues: v.array(Issue) });

/** These issues (at most 100) as they are now; those that are deleted, or hidden from the app, are not among them. */
export async function readIssues(ids: readonly string[]): Promise<Result<readonly IssueNow[], Problem>> {
  if (ids.length === 0) return ok([]);
  const body = { issueIdsOrKeys: ids, fields: FIELDS, properties: [PROPERTY] };
  const found = await fetchIssues('app', body, Fetched);
  return found.ok ? ok(found.value.issues.map((issue) => issueOf(issue, []))) : found;
}

const Searched = v.object({ issues: v.array(Issue), nextPageToken: v.nullish(v.string()) });

export type OpenIssues = { readonly issues: readonly IssueNow[]; readonly nextPageToken?: string };

/** A page of the issues in these projects that carry our mark and that Jira does not count as done, as its index knows them (A1). */
export async function openIssues(wish: {
  readonly projectIds: readonly string[];
  readonly pageToken?: string;
}): Promise<Result<OpenIssues, Problem>> {
  if (wish.projectIds.length === 0) return ok({ issues: [] });
  const rest = { fields: FIELDS, properties: [PROPERTY], maxResults: MAX_ISSUES };
  const page = present({ nextPageToken: wish.pageToken });
  const found = await overProjects(wish.projectIds, (ids) =>
    searchJira({ jql: jqlOpen(ids), ...rest, ...page }, Searched),
  );
  if (!found.ok) return found;
  const { issues, nextPageToken } = found.value.found;
  return ok({
    issues: issues.map((issue) => issueOf(issue, [])),
    ...present({ nextPageToken: nextPageToken ?? undefined }),
  });
}

/** Takes our mark off an issue; where there is none, nothing is to be done. */
export function removeProperty(issueId: string): Promise<Result<void, Problem>> {
  return sendToJira({
    as: 'app',
    method: 'DELETE',
    path: route`/rest/api/3/issue/${issueId}/properties/${PROPERTY}`,
    unsure: 'later',
  });
}
