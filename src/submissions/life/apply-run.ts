import { present } from '../../kernel/present';
import type { EventOf, Happened } from '../events';
import { withAttempt, without } from '../parts';
import type { RunAbout, RunProgress } from '../run';
import type { StoredFile } from '../stored-file';
import type { Attempt, Cause, Submission } from '../submission';
import { planAfterRejection, planComment, planIssue, settleUnstartedIssue } from './apply-issue';
import { APPROVAL, awaitsApprovalIssue, settleApproval } from './approval-telling';
import { addEffect, completeEffect, pendingEffect, updateEffect } from './pending-effects';

/** What the events of a run mean. Its attempts are its executions. */

/** A run begins with its first execution. */
export function runBegun(
  common: Omit<Submission, 'kind' | 'program' | 'origin' | 'fileName' | 'files' | 'attempts' | 'run'>,
  event: EventOf<'run-begun'>,
): Submission {
  const { name, period } = event.run;
  const label = `${name} ${period}`;
  const state: Submission = {
    ...common,
    kind: 'run',
    program: event.program,
    origin: 'run',
    fileName: label,
    label,
    files: [],
    attempts: [execution(1, label)],
    run: event.run,
  };
  if (event.stopped !== undefined) return begunToAsk(state, event.stopped);
  return addEffect(state, 'make:r1', { kind: 'make-run', revision: 1 });
}

/** What there is of its period already has to be judged by a person: it stands like a run that stopped, with an issue. */
function begunToAsk(s: Submission, cause: Cause): Submission {
  const state = withAttempt(s, 1, (a) => ({ ...a, state: 'refused', endedAt: s.startedAt, cause }));
  return planAfterRejection(state, { revision: 1, cause });
}

function execution(revision: number, fileName: string): Attempt {
  return { revision, referenceId: '', fileName, state: 'sending' };
}

/** What only happens to runs. */
export function ofRun(
  s: Submission,
  event: EventOf<
    'run-ordered' | 'progressed' | 'made' | 'approved' | 'approval-wanted' | 'overdue' | 'handed-over'
  >,
  h: Happened,
): Submission {
  switch (event.what) {
    case 'run-ordered':
      return runOrdered(s, event, h);
    case 'progressed':
      return progressed(s, event);
    case 'made':
      return made(s, event, h);
    case 'approved':
      return approved(s, event, h);
    case 'approval-wanted':
      return approvalWanted(s, event, h);
    case 'overdue':
      return overdue(s, h);
    case 'handed-over':
      return handedOver(s, event, h);
  }
}

/** Executed again: with the mapping as it is now, from the beginning. */
function runOrdered(s: Submission, event: EventOf<'run-ordered'>, h: Happened): Submission {
  const last = s.attempts.at(-1);
  const moved = { ...s, ...present({ handledHistory: event.history }) };
  if (last === undefined || (last.state !== 'refused' && last.state !== 'failed')) return moved;
  const revision = last.revision + 1;
  const by = {
    ...(h.actor.kind === 'person' ? { by: h.actor.id } : {}),
    ...(event.byAutomation === true ? ({ byAutomation: true } as const) : {}),
    ...(event.byRule === true ? ({ byRule: true } as const) : {}),
    ...present({ tells: event.tells }),
  };
  const state = withRun(
    without(without(moved, 'asks'), 'end'),
    // What was handed over of it goes its own way.
    ({ progress: _, made: __, approval: ___, children: ____, ...run }) => ({
      ...run,
      ...(event.mayDiffer === true ? { mayDiffer: true } : {}),
    }),
  );
  const attempts = [...state.attempts, { ...execution(revision, s.fileName), ...by }];
  return addEffect({ ...state, attempts }, `make:r${revision}`, { kind: 'make-run', revision });
}

/** Looker or DATEV is still at it. */
function progressed(s: Submission, event: EventOf<'progressed'>): Submission {
  if (pendingEffect(s, event.key) === undefined) return s;
  const { progress, children, notBefore } = event;
  const left = progress === undefined ? [] : unusedImages(s, imagesIn(progress));
  const state = withRun({ ...s, files: [...s.files, ...left] }, (run) => ({
    ...run,
    ...present({ progress, children }),
  }));
  return updateEffect(state, event.key, ({ problem: _, lapses: __, lookingUntil: ___, ...pending }) => ({
    ...pending,
    state: 'due',
    notBefore,
    tries: 0,
  }));
}

/** The files are there. A dry run ends here; the others go on by themselves or after the second person's approval. */
function made(s: Submission, event: EventOf<'made'>, h: Happened): Submission {
  const effect = pendingEffect(s, event.key)?.effect;
  if (effect?.kind !== 'make-run') return s;
  const { revision } = effect;
  const settled = completeEffect(s, event.key, 'done');
  const state: Submission = {
    ...withRun(settled, ({ progress: _, ...run }) => ({ ...run, made: event.made })),
    files: [
      ...s.files,
      { ...event.report, revision: reportRevision(revision) },
      ...unusedImages(
        s,
        event.made.files.map(({ file }) => file),
      ),
    ],
  };
  if (s.run?.isDry === true)
    return keepMade({ ...ended(state, revision, h), end: { as: 'tried', at: h.at } });
  const pending = withAttempt(state, revision, (a) => ({ ...a, state: 'pending', sentAt: h.at }));
  if (event.needsApproval !== true && event.made.needsApproval !== true)
    return planHandOver(pending, revision);
  const asking: Submission = { ...pending, asks: { what: 'approve-run', revision, at: h.at } };
  return event.tells === true ? tellOfApproval(asking, `r${revision}`, revision) : asking;
}

/** Whoever may approve is told: at the run's issue where it has one, else by one. A deleted issue stays deleted. */
function tellOfApproval(s: Submission, which: string, revision: number): Submission {
  if (s.issue?.deletedAt !== undefined) return s;
  if (s.issue !== undefined) {
    const told = planComment(s, `${APPROVAL.comment}${which}`, { about: 'approval-wanted', revision });
    return addEffect(told, `${APPROVAL.move}${which}`, { kind: 'transition', towards: 'back' });
  }
  const isComing = s.pendingEffects.some(({ effect }) => effect.kind === 'create-issue');
  return isComing ? s : addEffect(s, `${APPROVAL.issue}${which}`, { kind: 'create-issue' });
}

/** An execution's report and, where nobody else has them, its files are kept under numbers of their own. */
function reportRevision(revision: number): number {
  return revision * 100;
}

/**
 * Images that lie in no file of their own – packed into a package, of an execution that failed, or asked for with a
 * configuration that has changed meanwhile – are kept and deleted with the run.
 */
function unusedImages({ run, files }: Submission, used: readonly StoredFile[] = []): readonly StoredFile[] {
  const ids = new Set(used.map(({ fileId }) => fileId));
  const images = run?.progress === undefined ? [] : imagesIn(run.progress);
  const free = IMAGES_FROM + files.filter((f) => f.revision >= IMAGES_FROM).length;
  return images
    .filter(({ fileId }) => !ids.has(fileId))
    .map((file, at) => ({ ...file, revision: free + at }));
}

/** Above the numbers of all executions, so that however many are kept, none has the number of another file. */
const IMAGES_FROM = 1_000_000;

function imagesIn({ pdfs }: RunProgress): readonly StoredFile[] {
  return pdfs.flatMap((pdf) => (pdf.is === 'there' ? [pdf.file] : []));
}

/** Files that never get a life of their own are the run's: downloaded from it, deleted with it. */
export function keepMade(s: Submission): Submission {
  return s.run?.children === undefined ? keepFrom(s, 0) : s;
}

/** The first so many have one: files are handed over in their order. */
function keepFrom(s: Submission, handed: number): Submission {
  const made = s.run?.made;
  if (made === undefined) return s;
  const first = reportRevision(made.revision) + 1;
  const files = made.files.map(({ file }, at) => ({ ...file, revision: first + at }));
  return { ...s, files: [...s.files, ...files.slice(handed)] };
}

/** Closed while it was executed: what the execution still makes is not handed over. */
export function stopMaking(s: Submission, h: Happened): Submission {
  const making = s.pendingEffects.find(({ effect }) => effect.kind === 'make-run');
  if (making?.effect.kind !== 'make-run') return s;
  const kept = { ...s, files: [...s.files, ...unusedImages(s)] };
  return withAttempt(completeEffect(kept, making.key, 'dropped'), making.effect.revision, (a) => ({
    ...a,
    state: 'refused',
    endedAt: h.at,
  }));
}

function ended(s: Submission, revision: number, h: Happened): Submission {
  return withAttempt(s, revision, (a) => ({ ...a, state: 'succeeded', endedAt: h.at }));
}

function planHandOver(s: Submission, revision: number): Submission {
  return addEffect(s, `hand:r${revision}`, { kind: 'hand-over', revision });
}

function approved(s: Submission, event: EventOf<'approved'>, h: Happened): Submission {
  if (s.asks?.what !== 'approve-run' || s.asks.revision !== event.revision) return s;
  const by =
    h.actor.kind === 'person' ? { approvedBy: h.actor.id, ...approvalIn(event, h.actor.id, h.at) } : {};
  return planHandOver(
    withRun(without(settleApproval(s), 'asks'), (run) => ({ ...run, ...by })),
    event.revision,
  );
}

function approvalIn({ what: _, files, ...event }: EventOf<'approved'>, by: string, at: string) {
  return present({ approval: files && { by, at, files, ...event } });
}

/** The old approval is void; what was to be handed over waits for a new one. */
function approvalWanted(s: Submission, event: EventOf<'approval-wanted'>, h: Happened): Submission {
  const effect = pendingEffect(s, event.key)?.effect;
  if (effect?.kind !== 'hand-over') return s;
  const { revision } = effect;
  const state = withRun(s, ({ approval: _, approvedBy: __, ...run }) => run);
  const pendingEffects = state.pendingEffects.filter(({ key }) => key !== event.key);
  const asking: Submission = { ...state, pendingEffects, asks: { what: 'approve-run', revision, at: h.at } };
  return event.tells === true ? tellOfApproval(asking, h.at, revision) : asking;
}

/** The run ends with its last file. */
function handedOver(s: Submission, event: EventOf<'handed-over'>, h: Happened): Submission {
  const effect = pendingEffect(s, event.key)?.effect;
  if (effect?.kind !== 'hand-over') return s;
  const { revision } = effect;
  const { cause, children, handed } = event;
  const known = withRun(s, (run) => ({ ...run, ...present({ children, handed }) }));
  if (event.as === 'closed' && cause !== undefined)
    return leftBehind(known, { ...event, cause, revision }, h);
  const state = withAttempt(ended(completeEffect(known, event.key, 'done'), revision, h), revision, (a) => ({
    ...a,
    ...present({ cause }),
  }));
  const as = event.as === 'delivered' ? 'delivered' : 'closed-without-sending';
  const kept = event.keeps === true ? keepFrom(state, children?.length ?? 0) : state;
  const over: Submission = { ...without(kept, 'asks'), end: { as, at: h.at } };
  // It is there: never executed again, but a person has to compare.
  if (cause !== undefined && over.issue === undefined) return planIssue(over);
  if (over.issue === undefined) return settleUnstartedIssue(over);
  if (cause !== undefined)
    return planComment(over, `differs:r${revision}`, { about: 'failed-again', revision, cause });
  return as === 'delivered'
    ? planComment(over, `delivered:r${revision}`, { about: 'delivered', revision })
    : planComment(over, `closed:r${revision}`, { about: 'closed', ...present({ handed: over.run?.handed }) });
}

/** An image was closed, so its bookings went to nobody: as with a run that failed, a person executes it again or closes it. */
function leftBehind(
  s: Submission,
  { key, cause, revision, children }: EventOf<'handed-over'> & { cause: Cause; revision: number },
  h: Happened,
): Submission {
  const kept = keepFrom(completeEffect(s, key, 'done'), children?.length ?? 0);
  const state = withAttempt(kept, revision, (a) => ({ ...a, state: 'refused', endedAt: h.at, cause }));
  return planAfterRejection(without(state, 'asks'), { revision, cause });
}

/** Nothing was sent, and a person has to do something about it. A dry run only shows it. */
export function runRefused(s: Submission, event: EventOf<'refused'>, h: Happened): Submission {
  const effect = pendingEffect(s, event.key)?.effect;
  if (effect?.kind !== 'make-run') return s;
  const { revision } = effect;
  const { cause } = event;
  const { report } = event;
  const reports = report === undefined ? [] : [{ ...report, revision: reportRevision(revision) }];
  const kept = { ...s, files: [...s.files, ...reports, ...unusedImages(s)] };
  const cleared = withRun(
    completeEffect(kept, event.key, 'dropped'),
    ({ progress: _, mayDiffer: __, ...run }) => run,
  );
  const state = withAttempt(cleared, revision, (a) => ({ ...a, state: 'refused', endedAt: h.at, cause }));
  return s.run?.isDry === true ? state : planAfterRejection(state, { revision, cause });
}

/** Told once, by an issue. A run that failed has one already, and files on their way to DATEV tell for themselves. */
function overdue(s: Submission, h: Happened): Submission {
  if (s.run === undefined || s.run.lateAt !== undefined || s.end !== undefined) return s;
  const state = withRun(s, (run) => ({ ...run, lateAt: h.at }));
  if (s.asks?.what === 'approve-run' && s.issue !== undefined)
    return planComment(state, `approval-late:${h.at}`, { about: 'approval-late' });
  const isTold =
    s.issue !== undefined || awaitsApprovalIssue(s) || s.run.children !== undefined || s.run.isDry === true;
  return isTold ? state : planIssue(becauseLate(state));
}

/** Else the issue would say that nobody knows whether DATEV has it. */
function becauseLate(s: Submission): Submission {
  const cause: Cause = { code: 'run.overdue', faults: [] };
  // Executions are numbered from 1.
  return withAttempt(s, s.attempts.length, (a) => (a.cause === undefined ? { ...a, cause } : a));
}

function withRun(s: Submission, change: (run: RunAbout) => RunAbout): Submission {
  return s.run === undefined ? s : { ...s, run: change(s.run) };
}
