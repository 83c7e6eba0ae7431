import { plusSeconds, secondsBetween } from '../kernel/instant';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { Settings } from '../settings/settings';

export type ReconcilePorts = {
  now(): string;
  settings(): Promise<Settings>;
  lastReconciled(): Promise<string | undefined>;
  noteReconciled(at: string): Promise<void>;
  /** Ids of issues with our mark, changed in the last `minutes`, of one project or more. */
  changedIssues(search: {
    projectIds: readonly string[];
    minutes: number;
    pageToken?: string;
  }): Promise<Result<{ ids: readonly string[]; next?: string }, Problem>>;
  queueIssueLooks(ids: readonly string[]): Promise<void>;
};

/** Windows overlap by this much, because Jira's index lags behind its writes (A1). */
const OVERLAP_SECONDS = 30 * 60;
const LONGEST_SECONDS = 14 * 24 * 3600;

/**
 * Once an hour: every issue of ours that changed since the last time gets a look, whether or not Jira told us. This is
 * what makes a lost event harmless within the hour.
 */
export async function reconcile(ports: ReconcilePorts): Promise<Result<number, Problem>> {
  const settings = await ports.settings();
  const projectIds = [
    ...new Set([
      ...Object.keys(settings.statuses),
      ...(settings.project === undefined ? [] : [settings.project.id]),
    ]),
  ];
  if (projectIds.length === 0) return { ok: true, value: 0 };
  const now = ports.now();
  const since = (await ports.lastReconciled()) ?? plusSeconds(now, -3600);
  const seconds = Math.min(LONGEST_SECONDS, secondsBetween(since, now) + OVERLAP_SECONDS);
  const found = await readAll(ports, { projectIds, minutes: Math.ceil(seconds / 60) });
  if (!found.ok) return found;
  await ports.noteReconciled(now);
  return found;
}

async function readAll(
  ports: ReconcilePorts,
  search: { projectIds: readonly string[]; minutes: number },
): Promise<Result<number, Problem>> {
  let count = 0;
  let pageToken: string | undefined;
  do {
    const page: Result<{ ids: readonly string[]; next?: string }, Problem> = await ports.changedIssues({
      ...search,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    if (!page.ok) return page;
    await ports.queueIssueLooks(page.value.ids);
    count += page.value.ids.length;
    pageToken = page.value.next;
  } while (pageToken !== undefined);
  return { ok: true, value: count };
}
