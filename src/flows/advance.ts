import { forgetWords } from '../datev/forget-words-store';
import { isBig, secondsFor } from '../effects/seconds';
import { AT_ONCE } from '../effects/send-dxso';
import { pagesOfLook } from '../effects/send-extf';
import { deleteChunks } from '../files/file-store';
import { forgetLoose, noteLoose } from '../files/loose-store';
import { type Health, storageHolds } from '../health/health';
import { noteShort, quietUntil } from '../health/health-store';
import { testedHealth } from '../health/storage-verdict-store';
import { laterThan } from '../jira/quiet';
import type { Budget } from '../kernel/budget';
import { earlier, plusSeconds } from '../kernel/instant';
import type { Problem } from '../kernel/problem';
import { callBudget } from '../looks/call-budget';
import { queueLooks, wakeAt } from '../looks/look-queue-store';
import { now } from '../platform/clock';
import { remainingMs, surroundings } from '../platform/context';
import { neededFrom } from '../runs/needed-images-store';
import { mayTransmit } from '../settings/may-transmit';
import type { Settings } from '../settings/settings';
import { loadSettings } from '../settings/settings-store';
import type { SubmissionEvent } from '../submissions/events';
import { next, type Step } from '../submissions/next';
import { append, byApp } from '../submissions/record-store';
import type { Stored } from '../submissions/stored';
import { holds, isAtJira, type PendingEffect, SLICE } from '../submissions/submission';
import { enlist, loadSubmission } from '../submissions/submission-store';
import { effectively, meansOf } from './effectively';
import { mirror } from './mirror';

/** Turns of one invocation; a submission owes far fewer at a time. What is left is done by the next look. */
const MAX_TURNS = 40;
/** An effect that no invocation has time for is tried again after a minute at first, and hourly at last. */
const [FIRST_GAP_SECONDS, MAX_GAP_SECONDS] = [60, 3600];

type EffectStep = Extract<Step, { pending: PendingEffect }>;

type Begun = {
  readonly alone?: boolean;
  readonly big?: boolean;
  readonly calls?: Budget;
  readonly read?: Stored | undefined;
  readonly settings?: Settings;
  readonly health?: Health;
};

/**
 * The one loop: look at submission X and do whatever is due, one effect at a time, until there is nothing to do.
 * Safe to call at any time, any number of times, from several invocations at once. `alone`: an earlier look had no time left
 * and asked for an invocation of its own; what does not fit into this one fits into none. `big`: it has the memory that big files
 * take; what needs it goes into such a one. `calls`: what the invocation has left
 * of them, where it is not about this submission alone. `read`, `settings`, `health`: the submission, the settings and the app's health as the invocation just
 * read or wrote them; whether something may leave is decided by what is read anew then.
 */
export async function advance(
  id: string,
  { alone = false, big = false, calls = callBudget(), read, settings: known, health: tested }: Begun = {},
): Promise<void> {
  const whole = remainingSeconds();
  const settings = known ?? (await loadSettings()).data;
  const means = meansOf(settings);
  let stored = read ?? (await loadSubmission(id));
  let done = 0;
  let health = tested;
  for (let turn = 0; stored !== undefined; turn++) {
    const at = now();
    const step = next(stored.state, {
      now: at,
      mayTransmit: mayTransmit(settings, surroundings().environmentType),
      retentionDays: settings.retentionDays,
    });
    if (step.do === 'rest') {
      stored = await atRest(stored, step, { at, calls, settings });
      continue;
    }
    if (step.do === 'look-at-issue')
      return queueLooks({ v: 1, look: 'issue', id: step.issueId, reason: 'again' });
    if (turn >= MAX_TURNS) return wake(id, at);
    if (!('pending' in step)) {
      stored = await tidy(stored, step);
      done += 1;
      continue;
    }
    if (!big && isBig(step, stored.state)) return wake(id, at, { ...(alone ? { alone } : {}), big: true });
    // The tick looks again, and tests storage before.
    health ??= await testedHealth();
    if (!storageHolds(health)) return;
    const quiet = isAtJira(step.pending.effect) ? await quietUntil() : undefined;
    if (quiet !== undefined) {
      stored = await leaveJira(stored, step, quiet);
      continue;
    }
    if (hasTime(step, stored, alone && done === 0) && calls.take(callsOf(step))) {
      stored = await effectively(means, stored, step);
      done += 1;
    } else if (done > 0 || !alone) return wake(id, at, { alone: true, ...(big ? { big } : {}) });
    else stored = await postpone(stored, step, whole);
  }
}

/** Nothing is due: lists and issue say so, and somebody looks again in time. Answers only what is to be looked at again at once. */
async function atRest(
  stored: Stored,
  { until }: Extract<Step, { do: 'rest' }>,
  {
    at,
    ...how
  }: {
    readonly at: string;
    readonly calls: Budget;
    readonly settings: Settings;
  },
): Promise<Stored | undefined> {
  const { id } = stored.state;
  // It was just created, and nothing that happened since has put it on the lists.
  if (stored.counted === undefined) await enlist(id, { now: at, retentionDays: how.settings.retentionDays });
  const told = await mirror(stored, how);
  if (told.is === 'noted') return told.on;
  const again = told.is === 'later' ? earlier(until, told.at) : until;
  if (again !== undefined) await wake(id, again);
  return undefined;
}

/** Whether what is left of the invocation is what the step likes to have; of one of its own, what it takes at least. */
function hasTime(step: EffectStep, { state }: Stored, isOwn: boolean): boolean {
  const { least, likes } = secondsFor(step, state);
  const left = remainingSeconds();
  return left >= likes || (isOwn && left >= least);
}

/** Jira has told somebody else of this installation when it wants to be asked again. */
function leaveJira(
  stored: Stored,
  { do: what, pending: { key } }: EffectStep,
  notBefore: string,
): Promise<Stored | undefined> {
  const problem = laterThan(notBefore, now());
  return note(stored, { what: what === 'try' ? 'postponed' : 'doubted', key, notBefore, problem });
}

/** No invocation is long enough: on record with a growing gap, and told in health. What is in doubt stays so. */
async function postpone(stored: Stored, step: EffectStep, seconds: number): Promise<Stored | undefined> {
  const { key, problem: before } = step.pending;
  const last = before?.code === TOO_SHORT ? (before.retryAfterSeconds ?? 0) : 0;
  const gap = Math.min(MAX_GAP_SECONDS, Math.max(FIRST_GAP_SECONDS, 2 * last));
  const values = { seconds: Math.round(seconds), needs: secondsFor(step, stored.state).least };
  const problem: Problem = { code: TOO_SHORT, retry: 'later', retryAfterSeconds: gap, values };
  const notBefore = plusSeconds(now(), gap);
  await noteShort(values);
  return note(stored, { what: step.do === 'try' ? 'postponed' : 'doubted', key, notBefore, problem });
}

/** Seconds this invocation may still run. */
function remainingSeconds(): number {
  return remainingMs() / 1000;
}

/** Makes sure somebody looks again at this instant. */
function wake(
  id: string,
  at: string,
  how: { readonly alone?: boolean; readonly big?: boolean } = {},
): Promise<void> {
  return wakeAt({ v: 1, look: 'submission', id, ...how }, at);
}

const TOO_SHORT = 'platform.time-short';

async function tidy(
  stored: Stored,
  step: Extract<Step, { do: 'forget' | 'tell-late' }>,
): Promise<Stored | undefined> {
  return step.do === 'forget' ? forget(stored, step.revisions) : note(stored, { what: 'overdue' });
}

/**
 * A slice may need a new token, which DATEV may have wanted of all that are on their way, and finish the job or throw it away;
 * a look at DATEV's list reads some pages; anything else makes a call or two. Reading Looker makes one for each 5,000 rows, but is the first thing a run does, and what
 * follows stays in our storage.
 */
function callsOf({ do: what, pending: { effect, looks } }: EffectStep): number {
  if (effect.kind === 'send-extf' && what === 'look') return pagesOfLook(looks) + 1;
  return effect.kind === 'fill-dxso' ? SLICE + AT_ONCE + 4 : 2;
}

/**
 * DATEV's words first, which nobody sends again. Bytes go after what puts that on record: a file may be ordered meanwhile, and then it is
 * needed. Who dies in between leaves them noted as loose.
 */
async function forget(stored: Stored, revisions: readonly number[]): Promise<Stored | undefined> {
  const { files, candidate, attempts, id } = stored.state;
  const old = [...files, ...(candidate === undefined ? [] : [candidate])].filter((f) =>
    revisions.includes(f.revision),
  );
  const sent = old.filter((one) => one !== candidate);
  const newest = Math.max(0, ...sent.map(({ revision }) => revision));
  await forgetWords(
    id,
    attempts.map(({ revision }) => revision).filter((one) => one <= newest),
  );
  const from = await neededFrom(stored.state);
  if (from !== undefined) return note(stored, { what: 'bytes-kept', from });
  for (const { fileId, chunks } of old) await noteLoose({ fileId, chunks, owner: id, at: now() });
  const waits = candidate !== undefined && old.includes(candidate);
  await note(stored, { what: 'bytes-deleted', revisions, ...(waits ? { waiting: true } : {}) });
  // Read, not believed.
  const on = await loadSubmission(id);
  for (const { fileId, chunks } of old)
    if (on !== undefined && !holds(on.state, fileId)) {
      await deleteChunks(fileId, chunks);
      await forgetLoose(fileId);
    }
  return on;
}

async function note(stored: Stored, event: SubmissionEvent): Promise<Stored | undefined> {
  const written = await append(stored, event, byApp());
  return written === 'conflict' ? loadSubmission(stored.state.id) : written;
}
