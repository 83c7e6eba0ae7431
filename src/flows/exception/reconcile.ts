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
 * what makes a lost event harmless within the hour.
 */
export async function reconcile(settings: Settings): Promise<Result<number, Problem>> {
  const projectIds = configuredProjects(settings);
  if (projectIds.length === 0) return { ok: true, value: 0 };
  const at = now();
  const since = (await loadHealth()).lastReconciledAt ?? plusSeconds(at, -3600);
  const seconds = Math.min(LONGEST_SECONDS, secondsBetween(since, at) + OVERLAP_SECONDS);
  const found = await readAll({ projectIds, minutes: Math.ceil(seconds / 60) });
  if (!found.ok) return found;
  await changeHealth((h) => ({ ...h, lastReconciledAt: at }));
  return found;
}

async function readAll(search: {
  readonly projectIds: readonly string[];
  readonly minutes: number;
}): Promise<Result<number, Problem>> {
  let count = 0;
  let pageToken: string | undefined;
  do {
    const page: Result<ChangedIssues, Problem> = await changedIssues({
      ...search,
      ...present({ pageToken }),
    });
    if (!page.ok) return page;
    const { ids, nextPageToken } = page.value;
    await queueLooks(...ids.map((id): Look => ({ v: 1, look: 'issue', id, reason: 'reconcile' })));
    count += ids.length;
    pageToken = nextPageToken;
  } while (pageToken !== undefined);
  return ok(count);
}
