import { present } from '../../kernel/present';
import type { SubmissionEvent } from '../events';
import { isUntold } from '../life/apply-issue';
import { nextRevision } from '../parts';
import { hasNotGone, sendable } from '../standing';
import { mayGo, type Submission } from '../submission';
import { wantsApproval } from './approval';
import { busy, isStoppable } from './may';
import { asksFirst } from './period-has';

/** What a configured status means for the file. */
export type Meaning = 'resubmit' | 'close-without';

/** Names of the next transmission; made by the rooms that know DATEV's rules. */
export type Naming = {
  fileName(s: Submission, revision: number): string;
  referenceId(s: Submission, revision: number): string;
};

/** A qualifying change of an issue's status: found by `jira/moves`, which also says whose moves count. */
export type Move = { readonly history: string; readonly meaning: Meaning; readonly byAutomation?: true };

/**
 * What a person's move of the issue asks for (docs/ARCHITECTURE.md, invariant 3). `outside` says that the cause of the last failure does not lie
 * in the file, so that the same bytes may go again; `made` is the run that made the file, where one did; `newer` the one that took the
 * place of that, or of this run. A move names no bytes, so it never approves any.
 */
export function onMove(
  s: Submission,
  move: Move,
  how: { outside: boolean; naming: Naming; made?: Submission | undefined; newer?: Submission | undefined },
): SubmissionEvent {
  const { history } = move;
  const why = busy(s)?.code;
  if (why === 'click.delivered') return { what: 'move-ignored', history, why: 'delivered' };
  const isKept = move.meaning === 'close-without' && isStoppable(s);
  if (why !== undefined && !isKept) return { what: 'move-ignored', history, why: 'in-flight' };
  if (move.meaning === 'close-without') return { what: 'closed', history, ...unordering(s) };
  const byAutomation = move.byAutomation === true ? ({ byAutomation: true } as const) : {};
  if (how.newer !== undefined)
    return { what: 'sent-back', history, newer: present({ key: how.newer?.issue?.key }) };
  // A move names no bytes: it approves none.
  if (s.asks?.what === 'approve-run') return { what: 'sent-back', history, unapproved: true };
  // What may be booked twice by it only the page says.
  if (s.kind === 'run' && asksFirst(s)) return { what: 'sent-back', history, asks: true };
  if (s.kind === 'run') return { what: 'run-ordered', history, ...byAutomation };
  const goes = sendable(s, how.outside);
  if (goes === undefined) return { what: 'sent-back', history };
  if (!mayGo(goes.file)) return { what: 'sent-back', history, errors: goes.file.errors ?? 0 };
  // The same bytes take a click, which says exactly what goes and can approve it.
  if (goes.mode === 'unchanged') return { what: 'unchanged-asked', history };
  if (wantsApproval(goes.file, { child: s, run: how.made }))
    return { what: 'sent-back', history, unapproved: true };
  return { ...order(s, 'file', how.naming), history, ...byAutomation };
}

/** Closing takes back the order of what has not gone. */
export function unordering(s: Submission): { readonly unorders?: true } {
  return hasNotGone(s) ? { unorders: true } : {};
}

/** What is sent once more without an issue is told by one should it fail again. */
export function telling(s: Submission): { readonly tells?: true } {
  return isUntold(s) ? { tells: true } : {};
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
    ...telling(s),
  };
}
