import { causeIsOutside } from '../../datev/cause-words';
import { textOf } from '../../datev/problem-words';
import { type MarkedIssue, readMarked } from '../../jira/issue-api';
import type { Problem } from '../../kernel/problem';
import { ok, type Result } from '../../kernel/result';
import { surroundings } from '../../platform/context';
import { runOf } from '../../runs/authors-store';
import { noteShare, withinShare } from '../../security/share-store';
import { loadSettings } from '../../settings/settings-store';
import { needsFile, whyStopped } from '../../submissions/decisions/before-move';
import { naming } from '../../submissions/naming';
import type { Submission } from '../../submissions/submission';
import { loadSubmission, submissionOf } from '../../submissions/submission-store';

/** A move that is about to happen: the issue's key, and ids of the statuses. */
export type Move = { readonly issue: string; readonly from: string; readonly to: string };

/**
 * What stands against a move, in words of the site's language; `undefined`: nothing. It spares people a move that would be sent back;
 * what is sent is decided after the move, anew (`look-at-issue`). An issue without our mark costs one call to Jira and no storage.
 */
export async function checkMove(move: Move): Promise<Result<string | undefined, Problem>> {
  const marked = await readMarked(move.issue);
  if (!marked.ok) return marked.problem.code === 'jira.issue-gone' ? ok(undefined) : marked;
  if (!marked.value.isMarked) return ok(undefined);
  const free = await withinShare('issue.move');
  if (!free.ok) return free;
  try {
    return ok(await against(marked.value, move));
  } finally {
    await noteShare(free.value);
  }
}

async function against({ id, projectId }: MarkedIssue, move: Move): Promise<string | undefined> {
  const state = await submissionOn(id);
  if (state === undefined) return undefined;
  const { statuses, language } = (await loadSettings()).data;
  if (!needsFile(move, statuses[projectId])) return undefined;
  const code = whyStopped(state, {
    outside: causeIsOutside(state.attempts.at(-1)?.cause),
    naming: naming(surroundings().installationId),
    made: await runOf(state),
  });
  if (code === undefined) return undefined;
  const { title, remedy } = textOf({ code, retry: 'after-fix' }, language);
  return `${title} ${remedy}`;
}

async function submissionOn(issueId: string): Promise<Submission | undefined> {
  const id = await submissionOf(issueId);
  const state = id === undefined ? undefined : (await loadSubmission(id))?.state;
  return state?.issue?.id === issueId ? state : undefined;
}
