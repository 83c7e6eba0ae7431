import type { Discrepancy, DiscrepancyKind } from '../discrepancies/discrepancy';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { visibleIssues } from './jira-rights-api';

/** What somebody may see of a cross-check: Mandanten of whom they may read, and Jira administrators what Jira hides from the app. */
export type Scope = { readonly admin: boolean; readonly reads: (mandant: string) => boolean };

/** Their issue is hidden from the app; whether the person sees it, says nothing. */
const HIDDEN: readonly DiscrepancyKind[] = ['issue-unseen', 'issue-hidden'];
/** Jira answers about so many issues at a time. */
const ISSUES = 100;

/** Those that somebody may see: what Jira hides from a person does not exist for them, leads and administrators included. */
export async function withinScope(
  items: readonly Discrepancy[],
  { admin, reads }: Scope,
): Promise<Result<ReadonlySet<Discrepancy>, Problem>> {
  const theirs = items.filter(({ kind, mandant }) =>
    HIDDEN.includes(kind) ? admin : mandant === undefined || reads(mandant),
  );
  const asked = ({ kind, issue }: Discrepancy) => issue !== undefined && !HIDDEN.includes(kind);
  const ids = [...new Set(theirs.flatMap((one) => (asked(one) ? [one.issue?.id ?? ''] : [])))];
  const seen = new Set<string>();
  for (let n = 0; n < ids.length; n += ISSUES) {
    const some = await visibleIssues(ids.slice(n, n + ISSUES));
    if (!some.ok) return some;
    for (const id of some.value) seen.add(id);
  }
  return ok(new Set(theirs.filter((one) => !asked(one) || seen.has(one.issue?.id ?? ''))));
}
