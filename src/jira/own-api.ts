import { awaitAll } from '../kernel/await-all';
import { secondsBetween } from '../kernel/instant';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { now } from '../platform/clock';
import type { IssueLink } from '../submissions/submission';
import { resolveAppFields } from './field-api';
import { readIssue, writeAppFields } from './issue-api';
import { ISSUE_FIELDS, type IssueField } from './issue-fields';
import { appAccountId } from './people-api';
import { type FoundIssue, findIssues } from './search-api';
import { changeSite, loadSite, saveSite } from './site-store';

const RECHECK_SECONDS = 24 * 3600;

/** The account our app acts as on this site; found once. */
export async function appAccount(): Promise<Result<string, Problem>> {
  const before = await loadSite();
  const site = before.data;
  if (site.appAccountId !== undefined) return { ok: true, value: site.appAccountId };
  const found = await appAccountId();
  if (found.ok) await saveSite(before, { ...site, appAccountId: found.value });
  return found;
}

/** Issues with this external id that our own account created: anybody may copy a property. */
export async function ownIssues(externalId: string): Promise<Result<readonly FoundIssue[], Problem>> {
  const [found, app] = [await findIssues({ externalId }), await appAccount()];
  if (!found.ok) return found;
  if (!app.ok) return app;
  return { ok: true, value: found.value.filter(({ creatorId }) => creatorId === app.value) };
}

/**
 * The same, oldest first, with what a link to them needs. Left out is what Jira's index still shows and Jira says is gone; while it does
 * not say, nothing is known of any: taken for absent, the issue would be made a second time.
 */
export async function ownLinks(externalId: string): Promise<Result<readonly IssueLink[], Problem>> {
  const own = await ownIssues(externalId);
  if (!own.ok) return own;
  const read = await awaitAll(own.value.map(({ id }) => readIssue(id, { changelog: false })));
  const unread = read.find((issue) => !issue.ok && issue.problem.code !== 'jira.issue-gone');
  if (unread?.ok === false) return unread;
  const there = read.flatMap((issue) => (issue.ok ? [issue.value] : []));
  return ok(
    there
      .map(({ id, key, projectId }) => ({ id, key, projectId }))
      .sort((a, b) => Number(a.id) - Number(b.id)),
  );
}

/** Our custom fields by what they say; the manifest's module keys. */
const FIELD_MODULES = {
  externalId: 'datev-external-id',
  jobId: 'datev-job-id',
  mandant: 'datev-mandant',
  errorCode: 'datev-error-code',
} as const satisfies Record<IssueField, string>;

/** All our own custom fields of one issue in one call; a field this site does not know is left out. */
export async function writeOwnFields(
  issueId: string,
  values: Readonly<Record<IssueField, string>>,
): Promise<Result<void, Problem>> {
  const known = await ownFields(Object.values(FIELD_MODULES));
  if (!known.ok) return known;
  const pairs = ISSUE_FIELDS.flatMap((name) => {
    const id = known.value[FIELD_MODULES[name]];
    return id === undefined ? [] : [[id, values[name] || null] as const];
  });
  return pairs.length === 0 ? ok(undefined) : writeAppFields(issueId, Object.fromEntries(pairs));
}

/** Ids of our own custom fields on this site by module key, re-checked every day: fields can be deleted and come back. */
async function ownFields(
  modules: readonly string[],
): Promise<Result<Readonly<Record<string, string>>, Problem>> {
  const before = await loadSite();
  const site = before.data;
  if (site.checkedAt !== undefined && secondsBetween(site.checkedAt, now()) < RECHECK_SECONDS)
    return { ok: true, value: site.fields };
  const found = await resolveAppFields(modules);
  if (found.ok) await saveSite(before, { ...site, fields: found.value, checkedAt: now() });
  return found;
}

/** Asks Jira again at the next write. */
export async function forgetFields(): Promise<void> {
  await changeSite(({ checkedAt: _, ...site }) => site);
}
