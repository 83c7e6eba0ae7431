import { changeHealth, loadHealth } from '../../health/health-store';
import { type ChangedIssues, changedIssues } from '../../jira/search-api';
import { plusSeconds, secondsBetween } from '../../kernel/instant';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { ok, type Result } from '../../kernel/result';
import type { Look } from '../../looks/look';
import { queueLooks } from '../../looks/look-queue-store';
import { now } from '../../platform/clock';
import { configuredProjects, type Settings } from '../../settings/settings';

/** Windows overlap by this much, because Jira's index lags behind its writes (A1). */
const OVERLAP_SECONDS = 30 * 60;
const LONGEST_SECONDS = 14 * 24 * 3600;

/**
 * Once an hour: every issue of ours that changed since the last time gets a look, whether or not Jira told us. This is
 * what makes a lost event harmless within the hour. In a project that was hidden meanwhile the time since then counts.
 */
export async function reconcile(settings: Settings): Promise<Result<number, Problem>> {
  const projectIds = configuredProjects(settings);
  if (projectIds.length === 0) return { ok: true, value: 0 };
  const at = now();
  const { lastReconciledAt: since = plusSeconds(at, -3600), unseen: before = {} } = await loadHealth();
  const found = await readAll({ projectIds, minutes: minutesSince(since, at) });
  if (!found.ok) return found;
  const back = projectIds.filter((id) => before[id] !== undefined && !found.value.without.has(id));
  const more = await readBack(
    back.map((id) => [id, before[id] ?? since] as const),
    at,
  );
  if (!more.ok) return more;
  const unseen = Object.fromEntries([...found.value.without].map((id) => [id, before[id] ?? since]));
  await changeHealth(({ unseen: _, ...h }) => ({
    ...h,
    lastReconciledAt: at,
    ...(Object.keys(unseen).length === 0 ? {} : { unseen }),
  }));
  return ok(found.value.count + more.value);
}

function minutesSince(since: string, at: string): number {
  return Math.ceil(Math.min(LONGEST_SECONDS, secondsBetween(since, at) + OVERLAP_SECONDS) / 60);
}

/** Of projects that are there again, what changed while they were not. */
async function readBack(
  back: readonly (readonly [id: string, since: string])[],
  at: string,
): Promise<Result<number, Problem>> {
  let count = 0;
  for (const [id, since] of back) {
    const found = await readAll({ projectIds: [id], minutes: minutesSince(since, at) });
    if (!found.ok) return found;
    count += found.value.count;
  }
  return ok(count);
}

type Read = { readonly count: number; readonly without: ReadonlySet<string> };

async function readAll(search: {
  readonly projectIds: readonly string[];
  readonly minutes: number;
}): Promise<Result<Read, Problem>> {
  const without = new Set<string>();
  let count = 0;
  let pageToken: string | undefined;
  do {
    const page: Result<ChangedIssues, Problem> = await changedIssues({
      ...search,
      ...present({ pageToken }),
    });
    if (!page.ok) return page;
    const { ids, nextPageToken } = page.value;
    for (const id of page.value.without) without.add(id);
    await queueLooks(...ids.map((id): Look => ({ v: 1, look: 'issue', id, reason: 'reconcile' })));
    count += ids.length;
    pageToken = nextPageToken;
  } while (pageToken !== undefined);
  return ok({ count, without });
}
