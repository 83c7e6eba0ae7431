import { hasStayed } from './life/effort';
import { latestFile } from './parts';
import type { StoredFile } from './stored-file';
import { isSend, mayGo, type PendingEffect, type Submission } from './submission';

/** Where a submission stands towards DATEV: what every decision about it begins with. */

/** DATEV has it, or may have it: nothing else may be sent for this submission until that is settled. */
export function inFlight(s: Submission): boolean {
  // Made, and nothing of it may go before somebody says so.
  if (s.asks?.what === 'approve-run') return false;
  const last = s.attempts.at(-1);
  return (
    last !== undefined && (last.state === 'sending' || last.state === 'pending' || last.state === 'unknown')
  );
}

/** Since when it stands as it stands: delivered is dated by its delivery; what is tidied up afterwards moves nothing. */
export function standsSince(
  s: Pick<Submission, 'changedAt'> & { readonly end?: { readonly at: string } },
): string {
  return s.end?.at ?? s.changedAt;
}

/** A file that a run made and has not ordered yet: until then nobody may swap it or take it away. */
export function isUnordered(s: Submission): boolean {
  return s.from !== undefined && s.attempts.length === 0 && s.end === undefined;
}

/** A run that is still being executed: nothing of it is at DATEV, so it can be closed. */
export function isMaking(s: Submission): boolean {
  return s.pendingEffects.some(({ effect }) => effect.kind === 'make-run');
}

/**
 * Ordered, and nothing of it has left: nobody has tried yet, or each try went no further than to what keeps it here. What was sent,
 * was let go on by a person or stood in doubt before is not that: DATEV may have it.
 */
export function hasNotGone(s: Submission): boolean {
  const last = s.attempts.at(-1);
  if (last?.state !== 'sending') return false;
  if (last.jobId !== undefined || last.sentAt !== undefined || last.vouchedBy !== undefined) return false;
  const sends = s.pendingEffects.filter(({ effect }) => isSend(effect));
  return sends.length > 0 && sends.every(isAtRest);
}

function isAtRest(pending: PendingEffect): boolean {
  const { effect, state } = pending;
  if (effect.kind === 'fill-dxso' || (state !== 'due' && state !== 'held')) return false;
  return hasStayed(pending);
}

/** Steps that wait for a person, or that keep failing, may be tried at once by an allowed person. */
export function isStuck(s: Submission, key: string): boolean {
  return s.pendingEffects.some(
    (pending) =>
      pending.key === key &&
      (pending.state === 'held' || (pending.state === 'due' && pending.problem !== undefined)),
  );
}

export type Sendable = { readonly mode: 'file' | 'unchanged'; readonly file: StoredFile };

/**
 * What would go next: the corrected file, else the same bytes again. `outside` says that the cause of the last failure does not
 * lie in the file. A run has no file of its own to send.
 */
export function sendable(s: Submission, outside: boolean): Sendable | undefined {
  if (s.kind === 'run') return undefined;
  if (s.candidate !== undefined) return { mode: 'file', file: s.candidate };
  const file = latestFile(s);
  return file !== undefined && canGoUnchanged(s, file, outside) ? { mode: 'unchanged', file } : undefined;
}

/** We hold the bytes, DATEV said no, and not because of the file. */
function canGoUnchanged(s: Submission, file: StoredFile, outside: boolean): boolean {
  const last = s.attempts.at(-1);
  const saidNo = last?.state === 'failed' || last?.state === 'refused';
  return saidNo && outside && file.deletedAt === undefined && file.revision === last.revision;
}

/** The file that waits and may not go as it is, until it is replaced or an allowed person overrules its errors. */
export function faultyCandidate({ candidate }: Submission): StoredFile | undefined {
  return candidate === undefined || mayGo(candidate) ? undefined : candidate;
}
