import { isMaking } from '../standing';
import type { Submission } from '../submission';
import type { Further } from './further-run';

/** What a run that is there means for the next one of its period (ADR 0074). */

/**
 * Why a run begins as a question: `covered`: runs of another unit have days of it · `unfinished`: its last run began before it had ended,
 * and something of the period may be at DATEV · `-open`: that run has not ended · `-unsent`: nothing was sent.
 */
export type AskingCode = 'run.covered' | Unfinished;
type Unfinished = 'run.unfinished' | 'run.unfinished-open' | 'run.unfinished-unsent';
const ASKING: readonly string[] = [
  'run.covered',
  'run.unfinished',
  'run.unfinished-open',
  'run.unfinished-unsent',
] satisfies readonly AskingCode[];

/** What to do first depends on what the last run left behind. */
export function unfinishedAs(further: Further): Unfinished {
  if (further === 'sent') return 'run.unfinished';
  return further === 'not-yet' ? 'run.unfinished-open' : 'run.unfinished-unsent';
}

/** It was begun to ask somebody and has read nothing: only a click, after which everything goes, executes it. */
export function asksFirst({ attempts }: Pick<Submission, 'attempts'>): boolean {
  return isAsking(attempts.at(-1)?.cause?.code);
}

export function isAsking(code: string | undefined): boolean {
  return code !== undefined && ASKING.includes(code);
}

/** A question about bookings of which some may be at DATEV: executed, they may be there twice. */
export function asksOfSent(code: string | undefined): boolean {
  return isAsking(code) && code !== 'run.unfinished-unsent';
}

/** It may still send although nobody executes it again: by itself, or once it is approved. One that stopped does not. */
export function mayGoOn({ end, attempts }: Submission): boolean {
  return end === undefined && attempts.at(-1)?.state !== 'refused';
}

/**
 * Whether what a run read may lack what came after: its execution began before its period had ended. One that waits to be executed again,
 * or has not asked Looker for its rows yet, will read it all.
 */
export function isShort(s: Submission, endsAt: string): boolean {
  return !isToBeRead(s) && executedAt(s) < endsAt;
}

function isToBeRead(s: Submission): boolean {
  if (s.end !== undefined) return false;
  return s.attempts.at(-1)?.state === 'refused' || (isMaking(s) && s.run?.progress?.task === undefined);
}

/**
 * When the newest execution began; of a later one only its end is on record. Which of two runs has the newer bookings this says: a run that
 * began long ago may have been executed again since.
 */
export function executedAt({ attempts, startedAt, changedAt }: Submission): string {
  const last = attempts.at(-1);
  if (last === undefined || last.revision === 1) return startedAt;
  return last.sentAt ?? last.endedAt ?? changedAt;
}
