import type { Submission } from '../submission';

/** What a run that is there means for the next one of its period (ADR 0074). */

/** Why a run begins as a question: `covered`: runs of another unit have days of it · `unfinished`: its last run began before it had ended. */
export type AskingCode = 'run.covered' | 'run.unfinished';
const ASKING: readonly string[] = ['run.covered', 'run.unfinished'] satisfies readonly AskingCode[];

/** It was begun to ask somebody and has read nothing: only a click, after which everything goes, executes it. */
export function asksFirst({ attempts }: Pick<Submission, 'attempts'>): boolean {
  return isAsking(attempts.at(-1)?.cause?.code);
}

export function isAsking(code: string | undefined): boolean {
  return code !== undefined && ASKING.includes(code);
}

/**
 * Whether what a run read lacks what came after: it was executed before its period had ended. One that waits to be executed again
 * will read it all.
 */
export function isShort(s: Submission, endsAt: string): boolean {
  const isToBeRead = s.end === undefined && s.attempts.at(-1)?.state === 'refused';
  return !isToBeRead && executedAt(s) < endsAt;
}

/** When the newest execution began; of a later one only its end is on record. */
function executedAt({ attempts, startedAt, changedAt }: Submission): string {
  const last = attempts.at(-1);
  if (last === undefined || last.revision === 1) return startedAt;
  return last.sentAt ?? last.endedAt ?? changedAt;
}
