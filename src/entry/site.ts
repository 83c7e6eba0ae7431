import { resolveAppFields } from '../jira/field-api';
import { appAccountId } from '../jira/people-api';
import { type FoundIssue, findIssues } from '../jira/search-api';
import { siteAddress } from '../jira/site-api';
import { loadSite, saveSite } from '../jira/site-store';
import { secondsBetween } from '../kernel/instant';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { now } from '../platform/clock';

/** The site's address without `https://`, for people; empty when Jira does not say. */
export async function siteName(): Promise<string> {
  const found = await siteAddress();
  return found.ok ? found.value.replace(/^https?:\/\//, '') : '';
}

const RECHECK_SECONDS = 24 * 3600;

/** The account our app acts as on this site; found once. */
export async function appAccount(): Promise<Result<string, Problem>> {
  const site = await loadSite();
  if (site.appAccountId !== undefined) return { ok: true, value: site.appAccountId };
  const found = await appAccountId();
  if (found.ok) await saveSite({ ...site, appAccountId: found.value });
  return found;
}

/** Issues with this external id that our own account created: anybody may copy a property. */
export async function ownIssues(externalId: string): Promise<Result<readonly FoundIssue[], Problem>> {
  const [found, app] = [await findIssues({ externalId }), await appAccount()];
  if (!found.ok) return found;
  if (!app.ok) return app;
  return { ok: true, value: found.value.filter(({ creatorId }) => creatorId === app.value) };
}

/** Ids of our own custom fields on this site by module key, re-checked every day: fields can be deleted and come back. */
export async function ownFields(
  modules: readonly string[],
): Promise<Result<Readonly<Record<string, string>>, Problem>> {
  const site = await loadSite();
  if (site.checkedAt !== undefined && secondsBetween(site.checkedAt, now()) < RECHECK_SECONDS)
    return { ok: true, value: site.fields };
  const found = await resolveAppFields(modules);
  if (found.ok) await saveSite({ ...site, fields: found.value, checkedAt: now() });
  return found;
}

/** Asks Jira again at the next write. */
export async function forgetFields(): Promise<void> {
  const { checkedAt: _, ...site } = await loadSite();
  await saveSite(site);
}
