import { canonical } from '../../src/kernel/canonical';
import type { Happened, SubmissionEvent } from '../../src/submissions/events';
import { apply } from '../../src/submissions/life/apply';
import type { Attempt, Effect, IssueLink, PendingEffect, Submission } from '../../src/submissions/submission';
import { minutes, T0 } from './life';

/** States as they lie in storage, and what one event makes of them, member by member. */

export const NOW = minutes(60);
export const ANNA: Happened = { at: NOW, actor: { kind: 'person', id: 'anna' } };
export const APP: Happened = { at: NOW, actor: { kind: 'app' } };

/** A member that is not there any more. */
export const GONE = 'gone';

/** Members of a state that are others after the event, whole; when it changed is one of them only where it is not now. */
export function changes(before: Submission, event: SubmissionEvent, h = ANNA): Record<string, unknown> {
  const after: Record<string, unknown> = apply(before, event, h);
  const old: Record<string, unknown> = { ...before, changedAt: h.at };
  const names = [...new Set([...Object.keys(old), ...Object.keys(after)])];
  return Object.fromEntries(
    names
      .filter((name) => canonical({ is: old[name] }) !== canonical({ is: after[name] }))
      .map((name) => [name, after[name] ?? GONE]),
  );
}

export function submission(over: Partial<Submission> = {}): Submission {
  return {
    ...{ v: 1, id: 's1', mandant: '455148-1', origin: 'upload', kind: 'extf', fileName: 'EXTF_1.csv' },
    ...{ program: 'DATEV for Jira', startedAt: T0, files: [], attempts: [], pendingEffects: [] },
    ...{ completedEffects: [], warnedAttachments: [], changedAt: T0 },
    ...over,
  };
}

export function attempt(over: Partial<Attempt> = {}): Attempt {
  return { revision: 1, referenceId: 'ref-1', fileName: 'EXTF_1.csv', state: 'sending', ...over };
}

export function pending(key: string, effect: Effect, over: Partial<PendingEffect> = {}): PendingEffect {
  return { key, effect, state: 'due', tries: 0, looks: 0, ...over };
}

export function issue(over: Partial<IssueLink> = {}): IssueLink {
  return { id: '10001', key: 'BUCH-1', projectId: '10000', ...over };
}

/** A comment that is to be made. */
export function comment(about: string, note: Extract<Effect, { kind: 'comment' }>['note']): PendingEffect {
  return pending(`comment:${about}`, { kind: 'comment', note });
}

/** In words, before, what happened, what it changes, and by whom where it was not Anna. */
type Case = readonly [string, Submission, SubmissionEvent, Record<string, unknown>, Happened?];

export function cases(all: readonly Case[]) {
  return all.map(
    ([words, before, event, changed, by = ANNA]) => [words, before, event, changed, by] as const,
  );
}

/** A file that DATEV rejected; `TOLD` has an issue, which in `DELETED` somebody deleted. */
export const CAUSE = { code: '1008834', faults: [] };
export const FAILED = submission({ attempts: [attempt({ state: 'failed', cause: CAUSE })] });
export const TOLD: Submission = { ...FAILED, issue: issue() };
export const DELETED: Submission = { ...FAILED, issue: issue({ deletedAt: T0 }) };

export const MAKES = pending('issue', { kind: 'create-issue' });
export const FIELDS = pending('fields:10001:1', { kind: 'write-fields' });
export const DROP = pending('drop:job', { kind: 'drop-dxso', jobId: 'job' });
export const back = (which: string, towards: 'back' | 'closed' | 'delivered' = 'back') =>
  pending(`transition:${which}`, { kind: 'transition', towards });
