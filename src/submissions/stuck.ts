import { secondsInDay } from 'date-fns/constants';
import { secondsBetween } from '../kernel/instant';
import { isAtJira, type Submission } from './submission';

/** Nobody reads in Jira any more what comes later than this. */
const TRIED_DAYS = 30;

/**
 * Keys of what waits, of a submission that has ended, for somebody to put something right first: nobody is asked for that any more. Only
 * what is done at Jira: nothing goes to DATEV of what has ended.
 */
export function stuckAfterEnd({ end, pendingEffects }: Submission, now: string): readonly string[] {
  if (end === undefined || secondsBetween(end.at, now) > TRIED_DAYS * secondsInDay) return [];
  return pendingEffects.filter((o) => o.state === 'held' && isAtJira(o.effect)).map(({ key }) => key);
}
