import { commentOnce } from '../jira/comment-api';
import { linkDuplicate, readIssue } from '../jira/issue-api';
import { ownLinks } from '../jira/own-api';
import { listTransitions, transition } from '../jira/transition-api';
import type { Problem } from '../kernel/problem';
import type { IssueLink } from '../submissions/submission';
import { done, type EffectHandler, fromProblem, type Outcome, type Subject } from './effect-handler';
import { commentFor } from './issue-facts';

/**
 * A second issue for the same job is linked to the one the submission knows, says where the work goes on, and is closed
 * (docs/ARCHITECTURE.md, invariant 1; A1 of docs/KNOWN_ISSUES.md). The known one is kept although it is the younger: people already work there (ADR 0010). Each step
 * looks first, so the whole may be repeated.
 */
export const closeDuplicates: EffectHandler<'close-duplicates'> = {
  async act(subject) {
    const kept = subject.submission.issue;
    if (kept === undefined) return { is: 'issue-gone' };
    const found = await ownLinks(subject.submission.id);
    if (!found.ok) return { is: 'problem', problem: found.problem };
    for (const twin of found.value.filter((issue) => issue.id !== kept.id)) {
      const closed = await close(subject, { twin, kept });
      if (closed.is !== 'done') return closed;
    }
    return done;
  },
};

type Pair = { readonly twin: IssueLink; readonly kept: IssueLink };
const TOLD = 'comment:twin';

async function close(subject: Subject, { twin, kept }: Pair): Promise<Outcome> {
  const issue = await readIssue(twin.id, { changelog: false });
  if (!issue.ok) return skipGone(issue.problem);
  if (issue.value.statusCategory === 'done') return done;
  const linked = await linkDuplicate(twin.id, kept.id);
  if (!linked.ok && linked.problem.code !== 'jira.no-duplicate-link') return skipGone(linked.problem);
  const told = await commentOnce(twin.id, TOLD, () =>
    commentFor({ about: 'twin', key: kept.key }, subject, kept),
  );
  return told.ok ? shut(subject, twin) : skipGone(told.problem);
}

/** Without a way into a final status the comment and the link have to do. */
async function shut(subject: Subject, twin: IssueLink): Promise<Outcome> {
  const choices = await listTransitions(twin.id);
  if (!choices.ok) return skipGone(choices.problem);
  const meant = subject.settings.statuses[twin.projectId]?.closeWithout ?? [];
  const free = choices.value.filter((c) => !c.needsFields);
  const choice = free.find((c) => meant.includes(c.toStatusId)) ?? free.find((c) => c.toCategory === 'done');
  if (choice === undefined) return done;
  const gone = await transition(twin.id, choice.id);
  return gone.ok ? done : skipGone(gone.problem);
}

/** A twin that is not there any more troubles nobody. */
function skipGone(problem: Problem): Outcome {
  const outcome = fromProblem(problem);
  return outcome.is === 'issue-gone' ? done : outcome;
}
