import * as v from 'valibot';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import type { Waiting } from '../notices/round';
import { jqlWaiting, PROPERTY } from './jql';
import { overProjects, searchJira } from './search-api';

const Account = v.nullish(v.object({ accountId: v.optional(v.string()) }));
/** Whoever may edit the issue may write anything into it. */
const Instant = v.pipe(v.string(), v.isoTimestamp());
const Property = v.object({
  externalId: v.string(),
  needsSince: Instant,
  due: v.fallback(v.optional(Instant), undefined),
});
const Page = v.object({
  issues: v.array(
    v.object({
      id: v.string(),
      key: v.string(),
      fields: v.object({ assignee: Account, creator: Account }),
      properties: v.optional(v.record(v.string(), v.unknown()), {}),
    }),
  ),
  nextPageToken: v.nullish(v.string()),
});

/** Pages of a hundred. Who has more waiting than that has no use for a list. */
const MOST_PAGES = 10;

/**
 * Issues that the app made and that need somebody, as Jira's index has them (A1): whoever acts on one asks its record first. Anybody may
 * copy a property, so only what our own account created counts.
 */
export async function waitingIssues(
  projectIds: readonly string[],
  appAccountId: string,
): Promise<Result<readonly Waiting[], Problem>> {
  const all: Waiting[] = [];
  let token: string | undefined;
  for (let n = 0; n < MOST_PAGES; n++) {
    const wish = { fields: ['assignee', 'creator'], properties: [PROPERTY], maxResults: 100 };
    const page = present({ nextPageToken: token });
    const over = await overProjects(projectIds, (ids) =>
      searchJira({ jql: jqlWaiting(ids), ...wish, ...page }, Page),
    );
    if (!over.ok) return over;
    const { found }: { readonly found: v.InferOutput<typeof Page> } = over.value;
    all.push(...found.issues.flatMap((issue) => waitingIn(issue, appAccountId)));
    token = found.nextPageToken ?? undefined;
    if (token === undefined) break;
  }
  return ok(all);
}

function waitingIn(
  issue: v.InferOutput<typeof Page>['issues'][number],
  appAccountId: string,
): readonly Waiting[] {
  const property = v.safeParse(Property, issue.properties[PROPERTY]);
  if (!property.success || issue.fields.creator?.accountId !== appAccountId) return [];
  const { externalId: submissionId, needsSince: since, due } = property.output;
  const assignee = issue.fields.assignee?.accountId;
  return [present({ issueId: issue.id, key: issue.key, submissionId, since, due, assignee })];
}
