import { plusSeconds } from '../../kernel/instant';
import { present } from '../../kernel/present';
import type { EventOf, Happened, SubmissionEvent } from '../events';
import { hiddenAgain } from '../hidden';
import { without } from '../parts';
import {
  type Cause,
  type Effect,
  type IssueLink,
  isAtJira,
  isSend,
  type PendingEffect,
  type Submission,
} from '../submission';
import { awaitsApprovalIssue, toldOfApproval } from './approval-telling';
import { addEffect, completeEffect, pendingEffect, updateEffect } from './pending-effects';

/** What the events of a submission mean for its issue, and what is owed to that issue. */

/**
 * Issues have no idempotency key. When the create was repeated because no look found its first try (A1), the first issue
 * may still turn up in Jira's index: looked for after an hour and after a day. So may one whose answer was lost while another was there.
 */
export function addDuplicateLooks(
  s: Submission,
  { id }: IssueLink,
  { before, joins, h }: { readonly before: Submission; readonly joins: boolean; readonly h: Happened },
): Submission {
  const tries = Math.max(
    ...before.pendingEffects
      .filter((pending) => pending.effect.kind === 'create-issue')
      .map((pending) => pending.tries),
  );
  if (tries < 2 && !joins) return s;
  return DUPLICATE_LOOKS.reduce((acc, hours) => {
    const key = `twins:${id}:${hours}h`;
    const notBefore = plusSeconds(h.at, hours * 3600);
    return updateEffect(addEffect(acc, key, { kind: 'close-duplicates' }), key, (pending) => ({
      ...pending,
      notBefore,
    }));
  }, s);
}
const DUPLICATE_LOOKS = [1, 24];

/** Our own fields sit on no screen, so they are written after creation; the property went with the create call. */
export function issueCreated(
  s: Submission,
  issue: IssueLink,
  { unwritten, parent }: { readonly unwritten: boolean; readonly parent?: string },
): Submission {
  const own = addEffect({ ...s, issue }, `fields:${issue.id}:1`, { kind: 'write-fields' });
  const state = unwritten ? addEffect(own, `mapped:${issue.id}:1`, { kind: 'edit-fields' }) : own;
  return parent === undefined
    ? state
    : addEffect(state, `parent:${issue.id}`, { kind: 'link-parent', parent });
}

type OfIssue = EventOf<(typeof OF_ISSUE)[number]>;
const OF_ISSUE = [
  'issue-deleted',
  'issue-hidden',
  'issue-seen',
  'issue-moved',
  'issue-wanted',
  'reminded',
  'attachment-seen',
  'attachment-taken',
] as const;

export function isOfIssue(event: SubmissionEvent): event is OfIssue {
  return OF_ISSUE.some((what) => what === event.what);
}

/** What happens to the issue, and to what is attached to it. */
export function ofIssue(s: Submission, event: OfIssue, h: Happened): Submission {
  switch (event.what) {
    case 'issue-deleted':
      return issueDeleted(s, h);
    case 'issue-hidden':
      return issueHidden(s, event, h);
    case 'issue-seen':
      return s.issue === undefined ? s : { ...s, issue: shown(s.issue) };
    case 'issue-moved':
      return issueMoved(s, event);
    case 'issue-wanted':
      return issueWanted(s, h);
    case 'reminded':
      return reminded(s, event);
    case 'attachment-seen':
    case 'attachment-taken':
      return attachment(s, event);
  }
}

function issueMoved(s: Submission, { key, projectId }: EventOf<'issue-moved'>): Submission {
  return s.issue === undefined ? s : { ...s, issue: { ...s.issue, key, ...present({ projectId }) } };
}

/** A person who deletes an issue has decided (ADR 0021): everything still owed to that issue is dropped. */
function issueDeleted(s: Submission, h: Happened): Submission {
  if (s.issue === undefined || s.issue.deletedAt !== undefined) return s;
  // One that only told of an approval stands for nothing else: the run goes on, and still waits for it.
  const onlyTold = toldOfApproval(s);
  const isKept = ({ effect }: PendingEffect) =>
    isSend(effect) || effect.kind === 'drop-dxso' || (onlyTold && !isAtJira(effect));
  const gone = s.pendingEffects.filter((pending) => !isKept(pending));
  const state = gone.reduce((acc, pending) => completeEffect(acc, pending.key, 'dropped'), s);
  const rest = onlyTold && s.asks?.what === 'approve-run' ? state : without(state, 'asks');
  return { ...rest, issue: { ...shown(s.issue), deletedAt: h.at } };
}

function shown({ hidden: _, ...issue }: IssueLink): IssueLink {
  return issue;
}

/** Not visible to us is no decision of anybody: the link and all that is owed stay, and wait. */
function issueHidden(s: Submission, event: EventOf<'issue-hidden'>, h: Happened): Submission {
  if (s.issue === undefined || s.issue.deletedAt !== undefined) return s;
  const state = { ...s, issue: { ...s.issue, hidden: hiddenAgain(s.issue.hidden, h.at) } };
  return event.key === undefined
    ? state
    : updateEffect(state, event.key, (pending) => waiting(pending, event));
}

function waiting(pending: PendingEffect, { inDoubt }: EventOf<'issue-hidden'>): PendingEffect {
  if (inDoubt !== true)
    return { key: pending.key, effect: pending.effect, state: 'due', tries: pending.tries, looks: 0 };
  const { lookingUntil: _, notBefore: __, ...doubtful } = pending;
  return doubtful;
}

function issueWanted(s: Submission, h: Happened): Submission {
  if (s.issue !== undefined && s.issue.deletedAt === undefined) return s;
  return addEffect(without(s, 'issue'), `issue:${h.at}`, { kind: 'create-issue' });
}

/** Each step once; who stands in it is read when the comment is written. */
function reminded(s: Submission, { since, step, days, quiet }: EventOf<'reminded'>): Submission {
  const state = { ...s, reminded: { since, step, ...present({ quiet }) } };
  return planComment(state, `${OVERDUE}${since}:${step}`, { about: 'overdue', step, days });
}

const OVERDUE = 'overdue:';

/** A quiet reminder, or how far its comment is, or where its issue lies: none is work on the file, which lies as long as it did. */
export function isNoWork({ reminded }: Submission, event: SubmissionEvent): boolean {
  if (event.what === 'issue-moved') return true;
  if (event.what === 'reminded') return event.quiet === true;
  return reminded?.quiet === true && 'key' in event && event.key?.startsWith(`comment:${OVERDUE}`) === true;
}

function attachment(
  s: Submission,
  event: EventOf<'attachment-seen'> | EventOf<'attachment-taken'>,
): Submission {
  if (event.what === 'attachment-seen') {
    if (s.warnedAttachments.some((a) => a.id === event.id)) return s;
    const state = { ...s, warnedAttachments: [...s.warnedAttachments, { id: event.id, name: event.name }] };
    return planComment(state, `attachment:${event.id}`, { about: 'attachment', name: event.name });
  }
  const name = s.warnedAttachments.find((a) => a.id === event.id)?.name ?? event.file.name;
  const rest = s.warnedAttachments.filter((a) => a.id !== event.id);
  const state: Submission = {
    ...without(s, 'asks'),
    candidate: event.file,
    warnedAttachments: [...rest, { id: event.id, name, gone: true }],
  };
  const removing = addEffect(state, `remove:${event.id}`, {
    kind: 'remove-attachment',
    attachmentId: event.id,
  });
  return planComment(removing, `taken:${event.id}`, { about: 'attachment-taken', name });
}

/** `storm`: of many with one cause this one waits for its turn. */
export function planIssue(s: Submission, storm?: string): Submission {
  // One that is on its way already will say what is so when it is made.
  if (awaitsApprovalIssue(s)) return s;
  const last = s.attempts.at(-1);
  const key = last?.tells === true ? `issue:r${last.revision}` : 'issue';
  const state = addEffect(s, key, { kind: 'create-issue' });
  return storm === undefined || state === s
    ? state
    : updateEffect({ ...state, storm }, key, (pending) => ({ ...pending, turn: true }));
}

/** Its turn has come: it is an effect like any other. */
export function admitted(s: Submission, { key, parent }: EventOf<'admitted'>): Submission {
  return updateEffect(s, key, (pending) => {
    if (pending.turn !== true || pending.effect.kind !== 'create-issue') return pending;
    const { turn: _, ...due } = pending;
    return { ...due, effect: { ...pending.effect, ...present({ parent }) } };
  });
}

/** An issue that was owed but never tried is not needed any more once the file is delivered or closed. */
export function settleUnstartedIssue(s: Submission): Submission {
  const unstarted = s.pendingEffects.filter(
    (pending) => pending.effect.kind === 'create-issue' && pending.tries === 0,
  );
  return unstarted.reduce((acc, pending) => completeEffect(acc, pending.key, 'dropped'), s);
}

/** It has no issue, none is on its way, and the key of the first one is used up: another failure would be told nowhere. */
export function isUntold({ issue, pendingEffects, completedEffects }: Submission): boolean {
  const isComing = pendingEffects.some(({ effect }) => effect.kind === 'create-issue');
  return issue === undefined && !isComing && completedEffects.some((k) => k === 'issue' || k === '!issue');
}

/** Job id and code changed: the searchable copies follow. */
export function planFields(s: Submission, { id, mapped }: IssueLink, when: number | string): Submission {
  const turn = `${id}:${when}`;
  const state = addEffect(addEffect(s, `property:${turn}`, { kind: 'write-property' }), `fields:${turn}`, {
    kind: 'write-fields',
  });
  return mapped ? addEffect(state, `mapped:${turn}`, { kind: 'edit-fields' }) : state;
}

export function planComment(
  s: Submission,
  event: string,
  note: Extract<Effect, { kind: 'comment' }>['note'],
): Submission {
  return s.issue === undefined || s.issue.deletedAt !== undefined
    ? s
    : addEffect(s, `comment:${event}`, { kind: 'comment', note });
}

/** A move that does not count: the issue goes back to where it was, with a comment that says why. */
export function sentBack(s: Submission, event: EventOf<'sent-back'>): Submission {
  const { history, newer, asks } = event;
  // A run that is closed, and not executed again, stays closed.
  const staysClosed = s.end !== undefined && (newer !== undefined || asks === true);
  const towards = staysClosed ? 'closed' : 'back';
  const back = addEffect(s, `transition:back:${history}`, { kind: 'transition', towards });
  if (event.notAllowed === true) return planComment(back, `not-allowed:${history}`, { about: 'not-allowed' });
  if (event.unapproved === true)
    return planComment(back, `not-approved:${history}`, { about: 'not-approved' });
  if (newer !== undefined) return planComment(back, `newer:${history}`, { about: 'newer-run', ...newer });
  if (asks === true) return planComment(back, `asks:${history}`, { about: 'asks-click' });
  return event.errors === undefined
    ? planComment(back, `no-file:${history}`, { about: 'no-file', moved: true })
    : planComment(back, `file-errors:${history}`, {
        about: 'file-errors',
        errors: event.errors,
        moved: true,
      });
}

/** One issue for the whole life of the submission: the first failure opens it, later ones comment and bring it back. */
export function planAfterRejection(
  s: Submission,
  { storm, ...what }: { revision: number; cause: Cause; jobId?: string; storm?: string | undefined },
): Submission {
  if (s.issue === undefined) return planIssue(s, storm);
  if (s.issue.deletedAt !== undefined) return s;
  const state = planComment(planFields(s, s.issue, s.attempts.length), `failed:r${what.revision}`, {
    about: 'failed-again',
    ...what,
  });
  return addEffect(state, `transition:failed:r${what.revision}`, { kind: 'transition', towards: 'back' });
}

/** People were told of the delivery: what the issue shows from outside, in lists and on boards, follows. */
export function settleIssue(s: Submission, commentKey: string, how: EventOf<'done'>['settles']): Submission {
  if (how === undefined) return s;
  const told = commentKey.slice('comment:'.length);
  const titled = addEffect(s, `title:${told}`, { kind: 'retitle' });
  return how === 'title'
    ? titled
    : addEffect(titled, `transition:${told}`, { kind: 'transition', towards: 'delivered' });
}

/** What could not be done for good. That a delivered issue stays where it is, a person has to know. */
export function dropped(s: Submission, key: string): Submission {
  const effect = pendingEffect(s, key)?.effect;
  const state = completeEffect(s, key, 'dropped');
  return effect?.kind === 'transition' && effect.towards === 'delivered'
    ? planComment(state, `stays-open:${key}`, { about: 'stays-open' })
    : state;
}

/** Whether Jira did not let us move the issue of a delivered file. */
export function staysOpen({ completedEffects }: Pick<Submission, 'completedEffects'>): boolean {
  return completedEffects.some((key) => key.startsWith('!transition:delivered:'));
}
