import { present } from '../../kernel/present';
import type { EventOf, Happened, SubmissionEvent } from '../events';
import { attemptOf, latestFile, withAttempt, without } from '../parts';
import type { PendingEffect, Submission } from '../submission';
import { isOfCrossCheck, ofCrossCheck } from './apply-cross-check';
import {
  addDuplicateLooks,
  admitted,
  dropped,
  isNoWork,
  isOfIssue,
  issueCreated,
  ofIssue,
  planAfterRejection,
  planComment,
  planIssue,
  sentBack,
  settleIssue,
  settleUnstartedIssue,
} from './apply-issue';
import { keepMade, ofRun, runRefused, stopMaking } from './apply-run';
import {
  accepted,
  filled,
  opened,
  ordered,
  planSend,
  refused,
  settleSend,
  startedOver,
  unordered,
  withoutJob,
} from './apply-send';
import { settleApproval } from './approval-telling';
import { isBeginning } from './begin';
import { type Progress, progressOf } from './effort';
import { toldSince } from './late-issue';
import { addEffect, completeEffect, pendingEffect, pendingSend, updateEffect } from './pending-effects';

/**
 * The next state after one event. Total: an event that no longer fits (a late answer, a doubled click) changes nothing
 * but is kept in the log. Terminal truths absorb: what DATEV took over stays delivered.
 */
export function apply(state: Submission, event: SubmissionEvent, happened: Happened): Submission {
  const changedAt = isNoWork(state, event) ? state.changedAt : happened.at;
  return { ...change(state, event, happened), changedAt };
}

function change(s: Submission, event: SubmissionEvent, h: Happened): Submission {
  if (isBeginning(event)) return s;
  if (isOfCrossCheck(event)) return ofCrossCheck(s, event, h);
  if (isOfIssue(event)) return ofIssue(s, event, h);
  switch (event.what) {
    case 'run-ordered':
    case 'progressed':
    case 'made':
    case 'approved':
    case 'approval-wanted':
    case 'overdue':
    case 'handed-over':
      return ofRun(s, event, h);
    case 'file-given':
    case 'file-withdrawn':
    case 'overruled':
      return ofCandidate(s, event, h);
    case 'ordered':
      return ordered(s, event, h);
    case 'admitted':
      return admitted(s, event);
    case 'trying':
    case 'leaving':
    case 'looking':
    case 'doubted':
    case 'looked':
    case 'postponed':
    case 'held':
    case 'released':
      return progress(s, event, h);
    case 'done':
    case 'dropped':
    case 'refused':
    case 'gave-up':
    case 'started-over':
      return ended(s, event, h);
    case 'job-succeeded':
    case 'job-failed':
    case 'job-silent':
      return ofJob(s, event, h);
    case 'sent-back':
    case 'unchanged-asked':
    case 'move-ignored':
    case 'closed':
      return moved(s, event, h);
    case 'superseded':
      return superseded(s, event, h);
    case 'decided':
      return decided(s, event, h);
    case 'bytes-kept':
      return { ...s, keptFrom: event.from };
    case 'bytes-deleted':
      return bytesDeleted(s, event, h);
  }
}

/** How an effect came out. */
function ended(
  s: Submission,
  event: EventOf<'done' | 'dropped' | 'refused' | 'gave-up' | 'started-over'>,
  h: Happened,
): Submission {
  switch (event.what) {
    case 'done':
      return done(s, event, h);
    case 'dropped':
      return dropped(s, event.key);
    case 'refused':
      return s.kind === 'run' ? runRefused(s, event, h) : refused(s, event, h);
    case 'gave-up':
      return gaveUp(s, event, h);
    case 'started-over':
      return startedOver(s, event, h);
  }
}

/** What happens to the file that will go next. */
function ofCandidate(
  s: Submission,
  event: EventOf<'file-given' | 'file-withdrawn' | 'overruled'>,
  h: Happened,
): Submission {
  switch (event.what) {
    case 'file-given':
      return {
        ...without(event.reopens === true ? without(s, 'end') : s, 'asks'),
        candidate: event.file,
      };
    case 'file-withdrawn':
      return without(s, 'candidate');
    case 'overruled':
      return overruled(s, event, h);
  }
}

function overruled(s: Submission, event: EventOf<'overruled'>, h: Happened): Submission {
  if (s.candidate?.sha256 !== event.sha256 || h.actor.kind !== 'person') return s;
  const overruled = { by: h.actor.id, at: h.at, reason: event.reason };
  return { ...s, candidate: { ...s.candidate, overruled } };
}

/** By the right of whoever released it, it goes from here on; a second person approves with that the file that this step sends. */
function released(s: Submission, event: EventOf<'released'>, { actor, at }: Happened): Submission {
  const effect = pendingSend(s, event.key);
  if (actor.kind !== 'person' || effect === undefined) return s;
  const by = actor.id;
  const vouched = withAttempt(s, effect.revision, (a) => ({ ...a, vouchedBy: by }));
  if (event.approves !== true) return vouched;
  const files = s.files.map((file) =>
    file.revision === effect.revision ? { ...file, approved: { by, at } } : file,
  );
  return { ...vouched, files };
}

function progress(s: Submission, event: Progress, h: Happened): Submission {
  const state = event.what === 'released' ? released(s, event, h) : s;
  return updateEffect(state, event.key, (pending) => progressOf(pending, event, h));
}

function done(s: Submission, event: EventOf<'done'>, h: Happened): Submission {
  const pending = pendingEffect(s, event.key);
  if (pending === undefined) return s;
  const { effect } = pending;
  const next = completeEffect(s, event.key, 'done');
  switch (effect.kind) {
    case 'send-extf':
      return accepted(next, effect, { event, h });
    case 'open-dxso':
      return opened(next, effect.revision, event.jobId);
    case 'fill-dxso':
      return filled(next, effect, { event, h });
    case 'put-document':
      return delivered(
        next,
        { what: 'job-succeeded', revision: effect.revision, jobId: event.jobId ?? '' },
        h,
      );
    case 'create-issue':
      return issueThere({ next, before: s, pending, parent: effect.parent }, event, h);
    case 'comment':
      return settleIssue(next, event.key, event.settles);
    default:
      return next;
  }
}

/** The state without the step that made the issue, the one with it, and the step. */
type Making = {
  readonly next: Submission;
  readonly before: Submission;
  readonly pending: PendingEffect;
  readonly parent: string | undefined;
};

/** What it is to be told comes before the looks for a second one. */
function issueThere(
  { next, before, pending, parent }: Making,
  event: EventOf<'done'>,
  h: Happened,
): Submission {
  if (event.issue === undefined) return next;
  const unwritten = event.unwritten === true;
  const there = issueCreated(next, event.issue, { unwritten, ...present({ parent }) });
  const told = event.tells === true ? toldSince(there, pending) : there;
  return addDuplicateLooks(told, event.issue, { before, joins: event.joins === true, h });
}

/** How DATEV's job ended. */
function ofJob(
  s: Submission,
  event: EventOf<'job-succeeded' | 'job-failed' | 'job-silent'>,
  h: Happened,
): Submission {
  switch (event.what) {
    case 'job-succeeded':
      return delivered(s, event, h);
    case 'job-failed':
      return jobFailed(s, event, h);
    case 'job-silent':
      return silent(s, event, h);
  }
}

function jobFailed(s: Submission, event: EventOf<'job-failed'>, h: Happened): Submission {
  if (attemptOf(s, event.revision)?.state === 'succeeded' || attemptOf(s, event.revision)?.state === 'failed')
    return s;
  const state = withAttempt(settleSend(s, event.revision, event.jobId), event.revision, (a) => ({
    ...a,
    state: 'failed',
    jobId: event.jobId,
    sentAt: a.sentAt ?? h.at,
    endedAt: h.at,
    cause: event.cause,
  }));
  const { revision, cause, jobId, storm } = event;
  return planAfterRejection(without(state, 'asks'), { revision, cause, jobId, storm });
}

function delivered(s: Submission, event: EventOf<'job-succeeded'>, h: Happened): Submission {
  const attempt = attemptOf(s, event.revision);
  if (attempt === undefined || attempt.state === 'succeeded') return s;
  const { label, records } = event;
  const state = withAttempt(settleSend(s, event.revision, event.jobId), event.revision, (a) => ({
    ...a,
    ...present({ records }),
    state: 'succeeded',
    jobId: event.jobId,
    sentAt: a.sentAt ?? h.at,
    endedAt: h.at,
  }));
  const ended: Submission = { ...without(state, 'asks'), end: { as: 'delivered', at: h.at } };
  if (ended.issue === undefined) return settleUnstartedIssue(ended);
  return planComment(ended, `delivered:r${event.revision}`, {
    about: 'delivered',
    revision: event.revision,
    ...present({ label, records }),
  });
}

function gaveUp(s: Submission, event: EventOf<'gave-up'>, h: Happened): Submission {
  const effect = pendingSend(s, event.key);
  const state = completeEffect(s, event.key, 'dropped');
  if (effect === undefined) return state;
  return unknown(effect.kind === 'fill-dxso' ? lost(state, effect.revision) : state, effect.revision, h);
}

function silent(s: Submission, event: EventOf<'job-silent'>, h: Happened): Submission {
  if (attemptOf(s, event.revision)?.state !== 'pending') return s;
  return unknown(event.isLost === true ? lost(s, event.revision) : s, event.revision, h);
}

function lost(s: Submission, revision: number): Submission {
  return withAttempt(s, revision, (a) => ({ ...a, isLost: true }));
}

function unknown(s: Submission, revision: number, h: Happened): Submission {
  const state: Submission = {
    ...withAttempt(s, revision, (a) => ({ ...a, state: 'unknown' })),
    asks: { what: 'decide-unknown', revision, at: h.at },
  };
  if (state.issue === undefined) return planIssue(state);
  return planComment(state, `unknown:r${revision}`, { about: 'unknown', revision });
}

function moved(
  s: Submission,
  event: EventOf<'sent-back'> | EventOf<'unchanged-asked'> | EventOf<'move-ignored'> | EventOf<'closed'>,
  h: Happened,
): Submission {
  const state = { ...s, ...present({ handledHistory: event.history }) };
  switch (event.what) {
    case 'move-ignored':
      return state;
    case 'sent-back':
      return sentBack(state, event);
    case 'unchanged-asked': {
      const revision = latestFile(s)?.revision ?? 1;
      const asking: Submission = { ...state, asks: { what: 'send-unchanged', revision, at: h.at } };
      return planComment(asking, `asks:${event.history}`, { about: 'asks-unchanged', revision });
    }
    case 'closed':
      return closed(state, event, h);
  }
}

function closed(before: Submission, event: EventOf<'closed'>, h: Happened): Submission {
  const s = event.unorders === true ? unordered(before) : before;
  const state: Submission = {
    ...without(without(settleApproval(stopMaking(keepMade(s), h)), 'asks'), 'candidate'),
    end: {
      as: 'closed-without-sending',
      at: h.at,
      ...(h.actor.kind === 'person' ? { by: h.actor.id } : {}),
      ...present({ reason: event.reason }),
    },
  };
  if (state.issue === undefined) return settleUnstartedIssue(state);
  const note =
    event.reason === undefined
      ? ({ about: 'reason-wanted' } as const)
      : ({ about: 'closed', reason: event.reason, ...present({ handed: s.run?.handed }) } as const);
  const told = planComment(state, `closed:${event.history ?? h.at}`, note);
  return event.history === undefined
    ? addEffect(told, `transition:closed:${h.at}`, { kind: 'transition', towards: 'closed' })
    : told;
}

function superseded(s: Submission, event: EventOf<'superseded'>, h: Happened): Submission {
  if (s.end !== undefined || s.completedEffects.includes(`comment:superseded:${event.jobId}`)) return s;
  const state: Submission = { ...s, asks: { what: 'close-superseded', jobId: event.jobId, at: h.at } };
  return planComment(state, `superseded:${event.jobId}`, {
    about: 'superseded',
    jobId: event.jobId,
    program: event.program,
  });
}

function decided(s: Submission, event: EventOf<'decided'>, h: Happened): Submission {
  const last = s.attempts.at(-1);
  if (last?.state !== 'unknown') return s;
  if (event.decision === 'delivered') {
    const state = withAttempt(without(s, 'asks'), last.revision, (a) => ({
      ...a,
      state: 'succeeded',
      endedAt: h.at,
    }));
    const by = h.actor.kind === 'person' ? { by: h.actor.id } : {};
    const ended: Submission = { ...state, end: { as: 'delivered', at: h.at, ...by } };
    const { revision } = last;
    return event.tells === true
      ? planComment(ended, `delivered:r${revision}`, { about: 'delivered', revision })
      : ended;
  }
  const state = withAttempt(without(s, 'asks'), last.revision, (a) => ({
    ...(s.kind === 'dxso' ? withoutJob(a) : a),
    state: 'sending',
    ...(h.actor.kind === 'person' ? { vouchedBy: h.actor.id } : {}),
  }));
  const keys = ['send', '!send', 'put', '!put'].map((key) => `${key}:r${last.revision}`);
  const again = { ...state, completedEffects: state.completedEffects.filter((k) => !keys.includes(k)) };
  return planSend(again, last.revision);
}

function bytesDeleted(s: Submission, event: EventOf<'bytes-deleted'>, h: Happened): Submission {
  const gone = new Set(event.revisions);
  const left = event.waiting === true ? without(s, 'candidate') : s;
  return { ...left, files: s.files.map((f) => (gone.has(f.revision) ? { ...f, deletedAt: h.at } : f)) };
}
