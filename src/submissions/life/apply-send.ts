import { plusSeconds } from '../../kernel/instant';
import { present } from '../../kernel/present';
import type { EventOf, Happened } from '../events';
import { fileOf, latestFile, nextRevision, withAttempt, without } from '../parts';
import type { StoredFile } from '../stored-file';
import { type Attempt, isSend, type SendEffect, SLICE, type Submission } from '../submission';
import { planAfterRejection, planComment } from './apply-issue';
import { addEffect, completeEffect, pendingEffect, pendingSend, updateEffect } from './pending-effects';

/** What the events of a submission mean for its way to DATEV. */

export function ordered(s: Submission, event: EventOf<'ordered'>, h: Happened): Submission {
  const file = event.mode === 'file' ? s.candidate : latestFile(s);
  if (file === undefined) return s;
  const revision = event.mode === 'file' ? file.revision : nextRevision(s);
  const kept = { ...file, revision, ...approvalOf(event, h) };
  const attempt: Attempt = {
    revision,
    referenceId: event.referenceId,
    fileName: event.fileName,
    sha256: file.sha256,
    state: 'sending',
    ...(h.actor.kind === 'person' ? { by: h.actor.id } : {}),
    ...(event.byAutomation === true ? { byAutomation: true } : {}),
    ...(event.byRule === true ? { byRule: true } : {}),
    ...present({ tells: event.tells }),
  };
  const next: Submission = {
    ...without(without(s, 'asks'), 'candidate'),
    fileName: event.fileName,
    files: [...s.files, kept],
    attempts: [...s.attempts, attempt],
    ...present({ label: kept.label, handledHistory: event.history }),
  };
  return planSend(without(next, 'end'), revision);
}

/** As if it had not been ordered: nothing of it has left, and its number is free again. */
export function unordered(s: Submission): Submission {
  const last = s.attempts.at(-1);
  if (last === undefined) return s;
  const attempts = s.attempts.slice(0, -1);
  const file = s.files.findLast(({ revision }) => revision === last.revision);
  return {
    ...s,
    fileName: attempts.at(-1)?.fileName ?? file?.name ?? s.fileName,
    attempts,
    files: s.files.filter((one) => one !== file),
    pendingEffects: s.pendingEffects.filter(({ effect }) => !isSend(effect)),
  };
}

function approvalOf({ approves }: EventOf<'ordered'>, { actor, at }: Happened): Pick<StoredFile, 'approved'> {
  return approves === true && actor.kind === 'person' ? { approved: { by: actor.id, at } } : {};
}

/** The way of a revision to DATEV begins; a second time under a key of its own. */
export function planSend(s: Submission, revision: number): Submission {
  if (s.kind === 'extf') return addEffect(s, `send:r${revision}`, { kind: 'send-extf', revision });
  if (s.kind === 'document') return addEffect(s, `put:r${revision}`, { kind: 'put-document', revision });
  return addEffect(s, openKey(s, revision), { kind: 'open-dxso', revision });
}

/** How many jobs were made for a revision so far. */
function turnsOf(s: Submission, revision: number): number {
  return s.completedEffects.filter((key) => key.replace('!', '').startsWith(`open:r${revision}:`)).length;
}

function openKey(s: Submission, revision: number): string {
  return `open:r${revision}:${turnsOf(s, revision) + 1}`;
}

/** A job is there: its id is on record before anything goes into it, so that it can be thrown away again. */
export function opened(s: Submission, revision: number, jobId: string | undefined): Submission {
  if (jobId === undefined) return planSend(s, revision);
  const state = withAttempt(s, revision, (a) => ({ ...a, jobId }));
  return planFill(state, { revision, jobId, from: 0 });
}

type FillEffect = Extract<SendEffect, { kind: 'fill-dxso' }>;
type Fill = Omit<FillEffect, 'kind'>;

function planFill(s: Submission, about: Fill): Submission {
  return addEffect(forgetFills(s, about.jobId), fillKey(about), { kind: 'fill-dxso', ...about });
}

/** By how many files are in the job: each slice that came to something has another key. */
function fillKey({ revision, jobId, from, left = [] }: Fill): string {
  return `fill:r${revision}:${jobId}:${from - left.length}`;
}

/** A slice is in the job, or what of it DATEV wanted: the rest goes when DATEV wants more. Or the job is finished. */
export function filled(
  s: Submission,
  effect: FillEffect,
  how: { event: EventOf<'done'>; h: Happened },
): Submission {
  const { revision, jobId } = effect;
  const { filled: there, left, problem, notBefore } = how.event;
  if (there === undefined) return accepted(s, effect, how);
  const rest: Fill = { revision, jobId, from: there + (left?.length ?? 0), ...present({ left }) };
  return updateEffect(planFill(s, rest), fillKey(rest), (pending) => ({
    ...pending,
    ...present({ problem, notBefore }),
  }));
}

/** After so many jobs that came to nothing a person has to look. */
const MAX_TURNS = 8;

/** A job's id never comes back: its finished slices need not be remembered one by one. */
function forgetFills(s: Submission, jobId: string): Submission {
  return {
    ...s,
    completedEffects: s.completedEffects.filter(
      (key) => !(key.includes('fill:') && key.includes(`:${jobId}:`)),
    ),
  };
}

/** Whether the slice finishes the job when DATEV takes all of it. */
export function isLast(s: Submission, { revision, from, left = [] }: Fill): boolean {
  const parts = fileOf(s, revision)?.package?.parts ?? 0;
  return from + SLICE - left.length >= parts;
}

export function startedOver(s: Submission, event: EventOf<'started-over'>, h: Happened): Submission {
  const effect = pendingEffect(s, event.key)?.effect;
  if (effect?.kind !== 'fill-dxso') return s;
  const dropped = forgetFills(completeEffect(s, event.key, 'dropped'), effect.jobId);
  const state = planSend(withAttempt(dropped, effect.revision, withoutJob), effect.revision);
  const key = openKey(state, effect.revision);
  // What goes wrong every time is tried ever less often: DATEV does not want a job a second.
  const tries = turnsOf(s, effect.revision);
  const notBefore = plusSeconds(h.at, Math.min(3600, 60 * 2 ** (tries - 1)));
  const { problem } = event;
  const mine = tries < MAX_TURNS ? ({ state: 'due' } as const) : ({ state: 'held' } as const);
  return updateEffect(state, key, (pending) => ({ ...pending, ...mine, tries, notBefore, problem }));
}

export function withoutJob({ jobId: _, isLost: __, ...attempt }: Attempt): Attempt {
  return attempt;
}

export function accepted(
  s: Submission,
  effect: { readonly revision: number },
  how: { event: EventOf<'done'>; h: Happened },
): Submission {
  const jobId = how.event.jobId;
  const state = withAttempt(s, effect.revision, (a) =>
    a.state === 'sending' || a.state === 'unknown'
      ? { ...a, state: 'pending', sentAt: a.sentAt ?? how.h.at, ...present({ jobId }) }
      : a,
  );
  // Of many with one cause the delivery is told, and by the issue of their storm.
  return s.storm !== undefined
    ? state
    : planComment(state, `sent:r${effect.revision}`, { about: 'sent', revision: effect.revision });
}

export function refused(s: Submission, event: EventOf<'refused'>, h: Happened): Submission {
  const effect = pendingSend(s, event.key);
  if (effect === undefined) return s;
  const { revision } = effect;
  const { cause } = event;
  const over = completeEffect(s, event.key, 'dropped');
  const left = effect.kind === 'fill-dxso' ? addDrop(withAttempt(over, revision, withoutJob), effect) : over;
  const state = withAttempt(left, revision, (a) => ({ ...a, state: 'refused', endedAt: h.at, cause }));
  return planAfterRejection(state, { revision, cause });
}

/** What was put into a job that never will be finished is not left lying about at DATEV. */
function addDrop(s: Submission, { jobId }: FillEffect): Submission {
  return addEffect(s, `drop:${jobId}`, { kind: 'drop-dxso', jobId });
}

/** DATEV's answer settles what was still owed for the revision; another job that was being filled is thrown away. */
export function settleSend(s: Submission, revision: number, jobId: string): Submission {
  const sends = s.pendingEffects.filter(
    (pending) => isSend(pending.effect) && pending.effect.revision === revision,
  );
  return sends.reduce((acc, { key, effect }) => {
    const settled = completeEffect(acc, key, 'done');
    return effect.kind === 'fill-dxso' && effect.jobId !== jobId ? addDrop(settled, effect) : settled;
  }, s);
}
