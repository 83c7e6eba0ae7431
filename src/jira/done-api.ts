import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { readIssue } from './issue-api';
import { listTransitions, transition } from './transition-api';

/** Into any done status that the workflow offers without asking for more; where there is none, the issue stays where it is. */
export async function moveToDone(issueId: string): Promise<Result<void, Problem>> {
  const issue = await readIssue(issueId, { changelog: false });
  if (!issue.ok) return issue;
  if (issue.value.statusCategory === 'done') return ok(undefined);
  const choices = await listTransitions(issueId);
  if (!choices.ok) return choices;
  const way = choices.value.find(({ toCategory, needsFields }) => toCategory === 'done' && !needsFields);
  return way === undefined ? ok(undefined) : transition(issueId, way.id);
}
