import { readIssue } from '../jira/issue-api';
import { statusesBefore } from '../jira/moves';
import { listTransitions, transition as move, type Transition } from '../jira/transition-api';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { type EffectHandler, fromProblem, repeat, type Subject } from './effect-handler';

type Standing = {
  readonly statusId: string;
  readonly projectId: string;
  /** Status ids it had before, newest first. */
  readonly before: readonly string[];
};

/**
 * Moves an issue back into work, or into a closing status. By level: if it already stands where it should, nothing is
 * done. Without a way there the effect is dropped and the comment says what a person has to do.
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
    return moved.ok ? { is: 'done' } : fromProblem(moved.problem);
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
  const { statusId, projectId } = issue.value;
  return ok({ statusId, projectId, before: statusesBefore(issue.value) });
}

function ends(
  subject: Subject,
  projectId: string,
): { resubmit: readonly string[]; closing: readonly string[] } {
  const meanings = subject.settings.statuses[projectId];
  return { resubmit: meanings?.resubmit ?? [], closing: meanings?.closeWithout ?? [] };
}

function isThere(subject: Subject, issue: Standing, towards: 'back' | 'closed'): boolean {
  const { resubmit, closing } = ends(subject, issue.projectId);
  if (towards === 'closed') return closing.includes(issue.statusId);
  return !resubmit.includes(issue.statusId) && !closing.includes(issue.statusId);
}

function choose(
  subject: Subject,
  issue: Standing,
  how: { towards: 'back' | 'closed'; choices: readonly Transition[] },
): Transition | undefined {
  const free = how.choices.filter((c) => !c.needsFields);
  const { resubmit, closing } = ends(subject, issue.projectId);
  if (how.towards === 'closed') return free.find((c) => closing.includes(c.toStatusId));
  const preferred = [subject.settings.statuses[issue.projectId]?.reopenTo, ...issue.before];
  const open = free.filter((c) => !resubmit.includes(c.toStatusId) && !closing.includes(c.toStatusId));
  return (
    preferred.map((id) => open.find((c) => c.toStatusId === id)).find((c) => c !== undefined) ??
    open.find((c) => c.toCategory !== 'done')
  );
}
