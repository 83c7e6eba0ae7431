import { wantsApproval } from './approval';
import type { SubmissionEvent } from './events';
import { latestFile, nextRevision } from './parts';
import { mayGo, type Submission } from './submission';

/** What a configured status means for the file. */
export type Meaning = 'resubmit' | 'close-without';

/** Names of the next transmission; made by the rooms that know DATEV's rules. */
export type Naming = {
  fileName(s: Submission, revision: number): string;
  referenceId(s: Submission, revision: number): string;
};

/** A qualifying change of an issue's status: found by jira/moves.ts. */
export type Move = { readonly history: string; readonly meaning: Meaning; readonly byAutomation?: true };

/**
 * What a person's move of the issue asks for (DESIGN §7). `outside` says that the cause of the last failure does not lie
 * in the file, so that the same bytes may go again; `made` is the run that made the file, where one did. A move names no bytes,
 * so it never approves any.
 */
export function onMove(
  s: Submission,
  move: Move,
  how: { outside: boolean; naming: Naming; made?: Submission | undefined },
): SubmissionEvent {
  const { history } = move;
  if (s.end?.as === 'delivered') return { what: 'move-ignored', history, why: 'delivered' };
  if (inFlight(s) && !(move.meaning === 'close-without' && isMaking(s)))
    return { what: 'move-ignored', history, why: 'in-flight' };
  if (move.meaning === 'close-without') return { what: 'closed', history };
  const byAutomation = move.byAutomation === true ? ({ byAutomation: true } as const) : {};
  if (s.kind === 'run') return { what: 'run-ordered', history, ...byAutomation };
  if (s.candidate !== undefined && !mayGo(s.candidate))
    return { what: 'sent-back', history, errors: s.candidate.errors ?? 0 };
  if (s.candidate !== undefined && wantsApproval(s.candidate, { child: s, run: how.made }))
    return { what: 'sent-back', history, unapproved: true };
  if (s.candidate !== undefined) return { ...order(s, 'file', how.naming), history, ...byAutomation };
  if (canGoUnchanged(s, how.outside)) return { what: 'unchanged-asked', history };
  return { what: 'sent-back', history };
}

/** The order event for a click or a move: the next revision under its own name. */
export function order(
  s: Submission,
  mode: 'file' | 'unchanged',
  naming: Naming,
): Extract<SubmissionEvent, { what: 'ordered' }> {
  const revision = mode === 'file' ? (s.candidate?.revision ?? nextRevision(s)) : nextRevision(s);
  return {
    what: 'ordered',
    mode,
    fileName: naming.fileName(s, revision),
    referenceId: naming.referenceId(s, revision),
  };
}

/** DATEV has it, or may have it: nothing else may be sent for this submission until that is settled. */
export function inFlight(s: Submission): boolean {
  // Made, and nothing of it may go before somebody says so.
  if (s.asks?.what === 'approve-run') return false;
  const last = s.attempts.at(-1);
  return (
    last !== undefined && (last.state === 'sending' || last.state === 'pending' || last.state === 'unknown')
  );
}

/** A file that a run made and has not ordered yet: until then nobody may swap it or take it away. */
export function isUnordered(s: Submission): boolean {
  return s.from !== undefined && s.attempts.length === 0 && s.end === undefined;
}

/** A run that is still being executed: nothing of it is at DATEV, so it can be closed. */
function isMaking(s: Submission): boolean {
  return s.pendingEffects.some(({ effect }) => effect.kind === 'make-run');
}

/** The same bytes may go again: we hold them, DATEV said no, and not because of the file. */
export function canGoUnchanged(s: Submission, outside: boolean): boolean {
  const last = s.attempts.at(-1);
  const file = latestFile(s);
  const saidNo = last?.state === 'failed' || last?.state === 'refused';
  return (
    saidNo && outside && file !== undefined && file.deletedAt === undefined && file.revision === last.revision
  );
}
