import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import type { Listed } from '../submissions/lists/listed';
import { isOpenTo, type Person } from './access';
import { visibleIssues } from './jira-rights-api';

/**
 * What Jira hides from the person does not exist for them, leads and administrators included. What it hides from the app only Jira
 * administrators see, who set it right (`isOpenTo`): of that nobody can be asked.
 */
export async function visibleRows<R extends Pick<Listed, 'issue'>>(
  rows: readonly R[],
  who: Person,
): Promise<Result<readonly R[], Problem>> {
  const open = rows.filter((s) => isOpenTo(s, who));
  const asked = (s: R) => s.issue !== undefined && s.issue.deletedAt === undefined && !s.issue.hidden;
  const ids = open.flatMap((s) => (s.issue !== undefined && asked(s) ? [s.issue.id] : []));
  const seen = await visibleIssues(ids);
  return seen.ok ? ok(open.filter((s) => !asked(s) || seen.value.has(s.issue?.id ?? ''))) : seen;
}
