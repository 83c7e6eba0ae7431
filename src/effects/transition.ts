import { readIssue } from '../jira/issue-api';
import { statusesBefore } from '../jira/moves';
import { listTransitions, transition as move, type Transition } from '../jira/transition-api';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { deliveredStatus } from '../settings/settings';
import type { Towards } from '../submissions/submission';
import { type EffectHandler, fromProblem, leaveIt, type Subject } from './effect-handler';

type Standing = {
  readonly statusId: string;
  readonly category: string;
  readonly projectId: string;
  /** Status ids it had before, newest first. */
  readonly before: readonly string[];
};

/**
 * Moves an issue back into work, into a closing status, or where an admin wants delivered ones. By level: if it already stands
 * where it should, nothing is done. Without a way there the effect is dropped and the comment says what a person has to do.
 */
export const transition: EffectHandler<'transition'> = {
  async act(subject, pending) {
    const id = subject.submission.issue?.id;
    if (id === undefined) return { is: 'issue-gone' };
    const issue = await standing(id);
    if (!issue.ok) return fromProblem(issue.problem);
    if (isThere(subject, issue.value, pending.effect.towards)) return { is: 'done' };
    const choices = await listTransitions(id);
    if (!choices.ok) return fromProblem(choices.problem);
    const choice = choose(subject, issue.value, {
      towards: pending.effect.towards,
      choices: choices.value,
    });
    if (choice === undefined)
      return { is: 'problem', problem: { code: 'jira.no-transition', retry: 'never' } };
    const moved = await move(id, choice.id);
    if (moved.ok) return { is: 'done' };
    const isLast = pending.effect.towards === 'delivered';
    return fromProblem(isLast ? leaveIt(moved.problem) : moved.problem);
  },
  async lookUp(subject, pending) {
    const id = subject.submission.issue?.id;
    if (id === undefined) return { is: 'issue-gone' };
    const issue = await standing(id);
    if (!issue.ok) return fromProblem(issue.problem);
    return isThere(subject, issue.value, pending.effect.towards) ? { is: 'found' } : { is: 'absent' };
  },
};

async function standing(issueId: string): Promise<Result<Standing, Problem>> {
  const issue = await readIssue(issueId, { changelog: true });
  if (!issue.ok) return issue;
  const { statusId, statusCategory: category, projectId } = issue.value;
  return ok({ statusId, category, projectId, before: statusesBefore(issue.value) });
}

type Ends = {
  readonly resubmit: readonly string[];
  readonly closing: readonly string[];
  readonly delivered: string | undefined;
  /** Where an admin wants what comes back. */
  readonly reopenTo: string | undefined;
  /** In a project of which nobody said what its statuses mean, none is left on our account. */
  readonly areChosen: boolean;
};

function ends({ settings }: Subject, projectId: string): Ends {
  const chosen = settings.statuses[projectId];
  const { resubmit = [], closeWithout = [], reopenTo } = chosen ?? {};
  const delivered = deliveredStatus(settings, projectId);
  return { resubmit, closing: closeWithout, delivered, reopenTo, areChosen: chosen !== undefined };
}

function isThere(subject: Subject, issue: Standing, towards: Towards): boolean {
  const of = ends(subject, issue.projectId);
  if (towards === 'closed') return of.closing.includes(issue.statusId);
  if (towards === 'back') return isAtWork(issue, of);
  // Whoever closed it meanwhile has decided where it rests; only what means "send again" is no place to stay.
  const isClosed = issue.category === 'done' && !of.resubmit.includes(issue.statusId);
  return issue.statusId === of.delivered || isClosed;
}

/** Somebody works on it: in no status that ends that here, nor in one that means nothing here and that Jira counts as done. */
function isAtWork({ statusId, category }: Pick<Standing, 'statusId' | 'category'>, of: Ends): boolean {
  const isOver = category === 'done' && statusId !== of.reopenTo && of.areChosen;
  return isOpen(statusId, of) && !isOver;
}

/** None of the statuses that end the work on a file. */
function isOpen(statusId: string, { resubmit, closing, delivered }: Ends): boolean {
  return !resubmit.includes(statusId) && !closing.includes(statusId) && statusId !== delivered;
}

function choose(
  subject: Subject,
  issue: Standing,
  how: { towards: Towards; choices: readonly Transition[] },
): Transition | undefined {
  const free = how.choices.filter((c) => !c.needsFields);
  const of = ends(subject, issue.projectId);
  if (how.towards === 'closed') return free.find((c) => of.closing.includes(c.toStatusId));
  if (how.towards === 'delivered') return free.find((c) => c.toStatusId === of.delivered);
  return wayBack(issue, of, free);
}

/**
 * Where an admin wants it, else to work as it was before, else to any. One that Jira counts as done is the last resort, out of a status
 * that would send or close: better there than where it means something.
 */
function wayBack(issue: Standing, of: Ends, free: readonly Transition[]): Transition | undefined {
  const works = free.filter((c) => isAtWork({ statusId: c.toStatusId, category: c.toCategory }, of));
  const known = (ways: readonly Transition[]) =>
    [of.reopenTo, ...issue.before]
      .map((id) => ways.find((c) => c.toStatusId === id))
      .find((c) => c !== undefined);
  const least = isOpen(issue.statusId, of) ? [] : free.filter((c) => isOpen(c.toStatusId, of));
  return known(works) ?? works[0] ?? known(least);
}
