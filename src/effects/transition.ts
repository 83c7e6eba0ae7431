import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { type EffectHandler, fromProblem, repeat, type Subject } from './effect-handler';

export type IssueNow = {
  readonly statusId: string;
  readonly projectId: string /** Status ids it had before, newest first. */;
  readonly before: readonly string[];
};
export type TransitionChoice = {
  readonly id: string;
  readonly toStatusId: string;
  readonly toCategory: string;
  readonly needsFields: boolean;
};

export type TransitionPorts = {
  read(issueId: string): Promise<Result<IssueNow, Problem>>;
  choices(issueId: string): Promise<Result<readonly TransitionChoice[], Problem>>;
  go(issueId: string, transitionId: string): Promise<Result<void, Problem>>;
};

/**
 * Moves an issue back into work, or into a closing status. By level: if it already stands where it should, nothing is
 * done. Without a way there the effect is dropped and the comment says what a person has to do.
 */
export function transition(ports: TransitionPorts): EffectHandler<'transition'> {
  return {
    async act(subject, pending) {
      const id = subject.submission.issue?.id;
      if (id === undefined) return { is: 'issue-gone' };
      const issue = await ports.read(id);
      if (!issue.ok) return fromProblem(issue.problem);
      if (isThere(subject, issue.value, pending.effect.towards)) return { is: 'done' };
      const choices = await ports.choices(id);
      if (!choices.ok) return fromProblem(choices.problem);
      const choice = choose(subject, issue.value, {
        towards: pending.effect.towards,
        choices: choices.value,
      });
      if (choice === undefined)
        return { is: 'problem', problem: { code: 'jira.no-transition', retry: 'never' } };
      const moved = await ports.go(id, choice.id);
      return moved.ok ? { is: 'done' } : fromProblem(moved.problem);
    },
    async lookUp(subject, pending) {
      const id = subject.submission.issue?.id;
      if (id === undefined) return { is: 'issue-gone' };
      const issue = await ports.read(id);
      if (!issue.ok) return fromProblem(issue.problem);
      return isThere(subject, issue.value, pending.effect.towards) ? { is: 'found' } : { is: 'absent' };
    },
    afterLooks: repeat,
  };
}

function ends(
  subject: Subject,
  projectId: string,
): { resubmit: readonly string[]; closing: readonly string[] } {
  const meanings = subject.settings.statuses[projectId];
  return { resubmit: meanings?.resubmit ?? [], closing: meanings?.closeWithout ?? [] };
}

function isThere(subject: Subject, issue: IssueNow, towards: 'back' | 'closed'): boolean {
  const { resubmit, closing } = ends(subject, issue.projectId);
  if (towards === 'closed') return closing.includes(issue.statusId);
  return !resubmit.includes(issue.statusId) && !closing.includes(issue.statusId);
}

function choose(
  subject: Subject,
  issue: IssueNow,
  how: { towards: 'back' | 'closed'; choices: readonly TransitionChoice[] },
): TransitionChoice | undefined {
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
