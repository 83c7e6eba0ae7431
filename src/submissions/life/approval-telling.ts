import type { Submission } from '../submission';
import { completeEffect } from './pending-effects';

/**
 * By which effects people are told that a run waits for an approval: by an issue, or at the one there is by a comment and by
 * bringing it back into work. Earlier versions of the app owed none of these, so that what hangs on them changes no old history.
 */
export const APPROVAL = {
  issue: 'issue:approval:',
  comment: 'approval:',
  move: 'transition:approval:',
} as const;
const KEYS = [APPROVAL.issue, `comment:${APPROVAL.comment}`, APPROVAL.move];
const tells = (key: string) => KEYS.some((start) => key.startsWith(start));

/** Whether an issue about an approval is still to be made. */
export function awaitsApprovalIssue({ pendingEffects }: Pick<Submission, 'pendingEffects'>): boolean {
  return pendingEffects.some(({ key }) => key.startsWith(APPROVAL.issue));
}

/** Whether people were told at an issue that the run waits for an approval. */
export function toldOfApproval({ completedEffects }: Pick<Submission, 'completedEffects'>): boolean {
  return completedEffects.some(tells);
}

/** Nobody has to be told any more: what is not begun yet is left. */
export function settleApproval(s: Submission): Submission {
  const unstarted = s.pendingEffects.filter(({ key, tries }) => tells(key) && tries === 0);
  return unstarted.reduce((acc, { key }) => completeEffect(acc, key, 'dropped'), s);
}
