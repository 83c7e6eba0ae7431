import { reconcile } from '../flows/reconcile';
import { changeHealth, loadHealth } from '../health/health-store';
import { changedIssues } from '../jira/search-api';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { now } from '../platform/clock';
import { loadSettings } from '../settings/settings-store';
import { queueWork, type Work } from './wiring';

/** Every hour: issues that changed get a look whether or not Jira told us. */
export function runReconcile(): Promise<Result<number, Problem>> {
  return reconcile({
    now,
    settings: async () => (await loadSettings()).data,
    lastReconciled: async () => (await loadHealth()).lastReconciledAt,
    noteReconciled: (at) => changeHealth((h) => ({ ...h, lastReconciledAt: at })),
    changedIssues: async ({ pageToken, ...search }) => {
      const page = await changedIssues({ ...search, ...(pageToken === undefined ? {} : { pageToken }) });
      if (!page.ok) return page;
      const { ids, nextPageToken } = page.value;
      return { ok: true, value: nextPageToken === undefined ? { ids } : { ids, next: nextPageToken } };
    },
    queueIssueLooks: (ids) =>
      queueWork(...ids.map((id): Work => ({ v: 1, look: 'issue', id, reason: 'reconcile' }))),
  });
}
