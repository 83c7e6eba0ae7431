import { readIssue } from '../jira/issue-api';
import { statusesBefore } from '../jira/moves';
import { listTransitions, transition as move, type Transition } from '../jira/transition-api';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { deliveredStatus } from '../settings/settings';
import type { Towards } from '../submissions/submission';
import { type EffectHandler, fromProblem, leaveIt, repeat, type Subject } from './effect-handler';

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
  afterLooks: repeat,
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
};

function ends({ settings }: Subject, projectId: string): Ends {
  const { resubmit = [], closeWithout = [] } = settings.statuses[projectId] ?? {};
  return { resubmit, closing: closeWithout, delivered: deliveredStatus(settings, projectId) };
}

function isThere(subject: Subject, issue: Standing, towards: Towards): boolean {
  const of = ends(subject, issue.projectId);
  if (towards === 'closed') return of.closing.includes(issue.statusId);
  if (towards === 'back') return isOpen(issue.statusId, of);
  // Whoever closed it meanwhile has decided where it rests; only what means "send again" is no place to stay.
  const isClosed = issue.category === 'done' && !of.resubmit.includes(issue.statusId);
  return issue.statusId === of.delivered || isClosed;
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
  const preferred = [subject.settings.statuses[issue.projectId]?.reopenTo, ...issue.before];
  const open = free.filter((c) => isOpen(c.toStatusId, of));
  return (
    preferred.map((id) => open.find((c) => c.toStatusId === id)).find((c) => c !== undefined) ??
    open.find((c) => c.toCategory !== 'done')
  );
}
