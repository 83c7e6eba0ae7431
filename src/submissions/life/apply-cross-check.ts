import type { EventOf, Happened, SubmissionEvent } from '../events';
import { attemptOf, withAttempt, without } from '../parts';
import type { IssueLink, Submission } from '../submission';
import { planAfterRejection, planComment, planFields, settleUnstartedIssue } from './apply-issue';
import { addEffect } from './pending-effects';

/** What happens only because a person put right what a cross-check found. */
type OfCrossCheck = EventOf<'overturned' | 'issue-taken' | 'put-right'>;

export function isOfCrossCheck(event: SubmissionEvent): event is OfCrossCheck {
  return event.what === 'overturned' || event.what === 'issue-taken' || event.what === 'put-right';
}

/** What a person has put right of what a cross-check found. */
export function ofCrossCheck(s: Submission, event: OfCrossCheck, h: Happened): Submission {
  switch (event.what) {
    case 'overturned':
      return overturned(s, event, h);
    case 'issue-taken':
      return issueTaken(s, event, h);
    case 'put-right':
      return putRight(s, event, h);
  }
}

/**
 * The one way back from "delivered": DATEV itself says that the job failed, and a person takes its word. Only of the newest attempt;
 * what was sent since stands for itself. An issue that says "delivered" is told and brought back; where there is none, or none any more,
 * one is opened: the click asks for it (ADR 0021).
 */
function overturned(s: Submission, event: EventOf<'overturned'>, h: Happened): Submission {
  const { revision, jobId, cause } = event;
  const isNewest = s.attempts.at(-1)?.revision === revision;
  if (!isNewest || attemptOf(s, revision)?.state !== 'succeeded') return s;
  const open = withAttempt(without(without(s, 'end'), 'asks'), revision, (a) => ({
    ...a,
    state: 'failed',
    jobId,
    cause,
    endedAt: h.at,
  }));
  if (open.issue === undefined || (event.tells === true && open.issue.deletedAt !== undefined))
    return addEffect(without(open, 'issue'), `issue:${h.at}`, { kind: 'create-issue' });
  const told = planAfterRejection(open, { revision, jobId, cause });
  return open.issue.deletedAt === undefined ? addEffect(told, `title:${h.at}`, { kind: 'retitle' }) : told;
}

/** It is visible, whatever was noted before; its fields are written anew, because they may be of another time. */
export function issueTaken(
  s: Submission,
  { issue }: Pick<EventOf<'issue-taken'>, 'issue'>,
  h: Happened,
): Submission {
  const { hidden: _, deletedAt: __, ...link } = issue;
  return written({ ...settleUnstartedIssue(s), issue: link }, link, h);
}

function written(s: Submission, issue: IssueLink, { at }: Happened): Submission {
  return addEffect(planFields(s, issue, at), `title:${at}`, { kind: 'retitle' });
}

/** By level: what already is as it should be, the effects leave alone. */
function putRight(s: Submission, { repair, movesFirst }: EventOf<'put-right'>, h: Happened): Submission {
  if (s.issue === undefined || s.issue.deletedAt !== undefined) return s;
  switch (repair) {
    case 'ask-again':
      return s;
    case 'join':
      return addEffect(s, `twins:${s.issue.id}:${h.at}`, { kind: 'close-duplicates' });
    case 'write-marks':
      return written(s, s.issue, h);
    case 'move-back':
      return movesFirst === true
        ? movedBack(s, h)
        : moved(planComment(s, `back:${h.at}`, { about: 'not-over' }), 'back', h);
    case 'move-on':
      return moved(s, 'delivered', h);
    case 'move-closed':
      return moved(s, 'closed', h);
  }
}

/** That it is not over is told with each move, but where Jira did not let us move it and nothing was sent since, once. */
function movedBack(s: Submission, h: Happened): Submission {
  const going = moved(s, 'back', h);
  const last = s.completedEffects.findLast((key) => BACK.test(key)) ?? '';
  const isTold = last.startsWith('!') && last.replace(BACK, '') > (s.attempts.at(-1)?.endedAt ?? '');
  return isTold ? going : planComment(going, `back:${h.at}`, { about: 'not-over', moved: true });
}
/** Of this repair: it has its instant in its key. */
const BACK = /^!?transition:back:(?=\d{4}-)/;

function moved(s: Submission, towards: 'back' | 'delivered' | 'closed', h: Happened): Submission {
  return addEffect(s, `transition:${towards}:${h.at}`, { kind: 'transition', towards });
}
