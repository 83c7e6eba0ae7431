import type { Adf } from '../jira/adf';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { IssueLink, Note } from '../submissions/submission';
import { done, type EffectHandler, fromProblem, type Outcome, repeat, type Subject } from './effect-handler';
import type { TransitionChoice } from './transition';

export type CloseDuplicatesPorts = {
  /** Issues with our external id that our own account created, oldest first. */
  find(externalId: string): Promise<Result<readonly IssueLink[], Problem>>;
  /** Whether the issue's status is of Jira's category "done". */
  isDone(issueId: string): Promise<Result<boolean, Problem>>;
  link(twinId: string, keptId: string): Promise<Result<void, Problem>>;
  render(note: Note, subject: Subject): Promise<Adf>;
  hasComment(issueId: string, eventId: string): Promise<Result<boolean, Problem>>;
  add(issueId: string, body: Adf, eventId: string): Promise<Result<void, Problem>>;
  choices(issueId: string): Promise<Result<readonly TransitionChoice[], Problem>>;
  go(issueId: string, transitionId: string): Promise<Result<void, Problem>>;
};

/**
 * A second issue for the same job is linked to the one the submission knows, says where the work goes on, and is closed
 * (DESIGN §5, A1). The known one is kept although it is the younger: people already work there (ADR 0010). Each step
 * looks first, so the whole may be repeated.
 */
export function closeDuplicates(ports: CloseDuplicatesPorts): EffectHandler<'close-duplicates'> {
  return {
    async act(subject) {
      const kept = subject.submission.issue;
      if (kept === undefined) return { is: 'issue-gone' };
      const found = await ports.find(subject.submission.id);
      if (!found.ok) return { is: 'problem', problem: found.problem };
      for (const twin of found.value.filter((issue) => issue.id !== kept.id)) {
        const closed = await close(ports, subject, { twin, kept });
        if (closed.is !== 'done') return closed;
      }
      return done;
    },
    afterLooks: repeat,
  };
}

type Pair = { readonly twin: IssueLink; readonly kept: IssueLink };
const TOLD = 'comment:twin';

async function close(ports: CloseDuplicatesPorts, subject: Subject, { twin, kept }: Pair): Promise<Outcome> {
  const isDone = await ports.isDone(twin.id);
  if (!isDone.ok) return skipGone(isDone.problem);
  if (isDone.value) return done;
  const linked = await ports.link(twin.id, kept.id);
  if (!linked.ok && linked.problem.code !== 'jira.no-duplicate-link') return skipGone(linked.problem);
  const told = await tell(ports, subject, { twin, kept });
  return told.ok ? shut(ports, subject, twin) : skipGone(told.problem);
}

async function tell(
  ports: CloseDuplicatesPorts,
  subject: Subject,
  pair: Pair,
): Promise<Result<void, Problem>> {
  const there = await ports.hasComment(pair.twin.id, TOLD);
  if (!there.ok) return there;
  if (there.value) return { ok: true, value: undefined };
  const body = await ports.render({ about: 'twin', key: pair.kept.key }, subject);
  return ports.add(pair.twin.id, body, TOLD);
}

/** Without a way into a final status the comment and the link have to do. */
async function shut(ports: CloseDuplicatesPorts, subject: Subject, twin: IssueLink): Promise<Outcome> {
  const choices = await ports.choices(twin.id);
  if (!choices.ok) return skipGone(choices.problem);
  const meant = subject.settings.statuses[twin.projectId]?.closeWithout ?? [];
  const free = choices.value.filter((c) => !c.needsFields);
  const choice = free.find((c) => meant.includes(c.toStatusId)) ?? free.find((c) => c.toCategory === 'done');
  if (choice === undefined) return done;
  const gone = await ports.go(twin.id, choice.id);
  return gone.ok ? done : skipGone(gone.problem);
}

/** A twin that is not there any more troubles nobody. */
function skipGone(problem: Problem): Outcome {
  const outcome = fromProblem(problem);
  return outcome.is === 'issue-gone' ? done : outcome;
}
