import { propertyOf } from '../jira/mirror';
import { needsOf } from '../jira/needs';
import type { Notices } from '../settings/notices';
import type { Settings } from '../settings/settings';
import { issueOf, type Storm } from '../storms/storm';
import type { EventOf } from '../submissions/events';
import { dueAfter } from '../submissions/overdue';
import type { Submission } from '../submissions/submission';
import { stepReached, type Waiting } from './round';

/** What is told of something overdue, each step once. */

/** By Jira's index it may be overdue; the record decides. */
export function mayBeOverdue({ due }: Waiting, now: string): boolean {
  return due === undefined || due <= now;
}

/**
 * The step that is told of a submission: while it still needs somebody for what it waited for, in the issue that was found. What belongs
 * to a storm is told of as one.
 */
export function reminderOf(
  state: Submission,
  { issueId, since }: Waiting,
  {
    notices,
    routing,
    now,
  }: { readonly notices: Notices; readonly routing: Settings['routing']; readonly now: string },
): EventOf<'reminded'> | undefined {
  const reached = stepReached(notices, propertyOf(state, routing), now);
  const isWaiting =
    state.issue?.id === issueId && state.storm === undefined && needsOf(state)?.since === since;
  if (reached === undefined || !isWaiting) return undefined;
  const isTold = state.reminded?.since === since && state.reminded.step >= reached.step;
  return isTold ? undefined : { what: 'reminded', since, ...reached, quiet: true };
}

type StormReminder = { readonly issueId: string; readonly step: number; readonly days: number };

/** The same of a storm, in its own issue, as long as by what was told last something of it is open. */
export function stormReminder(storm: Storm, notices: Notices, now: string): StormReminder | undefined {
  const issue = issueOf(storm);
  const reached = stepReached(notices, { due: dueAfter(storm.since) }, now);
  if (issue === undefined || reached === undefined || storm.told?.open === 0) return undefined;
  return reached.step > (storm.reminded ?? 0) ? { issueId: issue.id, ...reached } : undefined;
}
