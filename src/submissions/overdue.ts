import { secondsInDay } from 'date-fns/constants';
import { plusSeconds } from '../kernel/instant';
import type { Submission } from './submission';

/**
 * What needs somebody is overdue once nothing happened to it for so many days, unless a filing rule of the Mandant names a day of its own
 * (`jira/routing`): that one is the issue's. The desk counts by these days alone, because a rule that changes would not count anew what lies here.
 */
const OVERDUE_DAYS = 3;

/** Until when what needs somebody since then is to be done. */
export function dueAfter(since: string): string {
  return plusSeconds(since, OVERDUE_DAYS * secondsInDay);
}

/** The last day of what is overdue by now. Days count whole: what fell due in the course of today is counted tomorrow. */
export function overdueUntil(now: string): string {
  return plusSeconds(now, -(OVERDUE_DAYS + 1) * secondsInDay).slice(0, '2026-12-01'.length);
}

/** When an unfinished run is told as missing; a run that failed has told already, one that waits for an approval is told of again. */
export function lateAt(s: Submission): string | undefined {
  if (s.run === undefined || s.run.isDry === true || s.run.lateAt !== undefined) return undefined;
  const isOpen = s.issue === undefined || s.asks?.what === 'approve-run';
  return s.end === undefined && isOpen ? s.run.expectedBy : undefined;
}
