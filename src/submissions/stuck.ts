import { secondsInDay } from 'date-fns/constants';
import { secondsBetween } from '../kernel/instant';
import type { Submission } from './submission';

/** Nobody reads in Jira any more what comes later than this. */
const TRIED_DAYS = 30;

/**
 * Keys of the issue that waits, of a submission that has ended, for somebody to put something right first: nobody is asked for that any
 * more. Nothing else of what has ended: a move back or a question would come too late, and nothing goes to DATEV any more.
 */
export function stuckAfterEnd({ end, pendingEffects }: Submission, now: string): readonly string[] {
  if (end === undefined || secondsBetween(end.at, now) > TRIED_DAYS * secondsInDay) return [];
  return pendingEffects
    .filter(({ state, effect }) => state === 'held' && effect.kind === 'create-issue')
    .map(({ key }) => key);
}
