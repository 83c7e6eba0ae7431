import { present } from '../kernel/present';
import { queueLook } from '../looks/look-queue-store';
import { tellPages } from '../looks/pages-api';
import { wakePoll } from '../mandanten/wake-store';
import { watchDueAt, withOpen } from '../mandanten/watch';
import { changeWatch, loadWatch, type StoredWatch, watchOps } from '../mandanten/watch-store';
import { now } from '../platform/clock';
import { loweredHint } from '../platform/due-store';
import type * as kv from '../platform/kv';
import { chance } from '../platform/random';
import { PlatformTrouble } from '../platform/trouble';
import { loadSettings } from '../settings/settings-store';
import type { Actor, Happened, SubmissionEvent } from './events';
import type { BeginEvent } from './life/begin';
import { letGoOn } from './life/effort';
import { pendingEffect } from './life/pending-effects';
import type { Stored } from './stored';
import type { Submission } from './submission';
import { appendEvent, createSubmission, linkIssue, loadSubmission } from './submission-store';

/**
 * Storing with waking: nothing of a submission becomes due without the tick's hint knowing, and a file that ends wakes its run.
 * Everything that happens to a submission goes on record here.
 */

/** What DATEV said when it took a transmission. */
export type Sent = { readonly jobId?: string; readonly retryAfterSeconds: number };

/** A submission begins; nothing happens, and nothing is answered, where it is already. */
export async function create(id: string, event: BeginEvent, happened: Happened): Promise<Stored | undefined> {
  const hintAt = await loweredHint(happened.at);
  if (event.what === 'discovered' && event.issue !== undefined) await linkIssue(event.issue.id, id);
  const created = await createSubmission(id, event, { happened, retention });
  if (created === undefined) return undefined;
  changed(created.state);
  return { ...created, hintAt };
}

async function retention(): Promise<number> {
  return (await loadSettings()).data.retentionDays;
}

/** Appends one event under the version condition; `conflict` when somebody else was faster. */
export function append(
  stored: Stored,
  event: SubmissionEvent,
  happened: Happened,
): Promise<Stored | 'conflict'> {
  return appendAlso(stored, event, { happened, also: [] });
}

/**
 * Appends an event after which bytes are deleted, and answers what is on record then. Storage is asked whether it is there, not believed:
 * what it only said to have written counts as a conflict.
 */
export async function appendProved(
  stored: Stored,
  event: SubmissionEvent,
  happened: Happened,
): Promise<Stored | 'conflict'> {
  const written = await append(stored, event, happened);
  if (written === 'conflict') return 'conflict';
  const there = await reload(stored.state.id);
  // Higher: somebody has written on top of it.
  const isIt = there.version > written.version || there.lastHash === written.lastHash;
  return isIt ? there : 'conflict';
}

/** What follows from what is on record, and by whom it happens. */
export type Decided = { readonly event: SubmissionEvent; readonly actor: Actor };

/**
 * Decides on what was read and appends; when somebody else was faster, decides anew. Answers what is on record then, which is what
 * was read where nothing was to be done.
 */
export async function appendDecided(
  on: Stored | undefined,
  decide: (stored: Stored) => Decided | undefined | Promise<Decided | undefined>,
): Promise<Stored | undefined> {
  for (let stored = on; ; ) {
    const decided = stored === undefined ? undefined : await decide(stored);
    if (stored === undefined || decided === undefined) return stored;
    const written = await append(stored, decided.event, { at: now(), actor: decided.actor });
    if (written !== 'conflict') return written;
    stored = await loadSubmission(stored.state.id);
  }
}

/** The newest state of a submission that is known to be there. */
export async function reload(id: string): Promise<Stored> {
  const stored = await loadSubmission(id);
  if (stored === undefined)
    throw new PlatformTrouble({ code: 'platform.storage', retry: 'later', values: { reason: 'gone' } });
  return stored;
}

/** An outcome must not be lost to a conflict: it is appended to whatever the state has become. */
export async function appendAtLast(stored: Stored, event: SubmissionEvent): Promise<Stored> {
  let current = stored;
  for (;;) {
    const written = await append(current, event, byApp());
    if (written !== 'conflict') return written;
    current = await reload(current.state.id);
  }
}

/** The accepted transmission and the Mandant's open attempt change together: a poll can never be forgotten. */
export async function appendSent(stored: Stored, event: SubmissionEvent, sent: Sent): Promise<Stored> {
  let current = stored;
  for (;;) {
    const { mandant } = current.state;
    const happened = byApp();
    const fresh = await storedWatch(mandant);
    const watch = withOpen(fresh.watch, openAttempt(current.state, sent, happened.at), {
      retryAfterSeconds: sent.retryAfterSeconds,
      chance: chance(),
    });
    const hintAt = await loweredHint(watchDueAt(watch) ?? happened.at);
    const also = watchOps(fresh, watch);
    const written = await appendAlso({ ...current, hintAt }, event, { happened, also });
    if (written !== 'conflict') {
      await wakePoll(watch);
      return written;
    }
    current = await reload(current.state.id);
  }
}

/** Done by the app, now. */
export function byApp(): Happened {
  return { at: now(), actor: { kind: 'app' } };
}

/** Conditions hold for stored records only (ADR 0005). */
async function storedWatch(mandant: string): Promise<StoredWatch> {
  const before = await loadWatch(mandant);
  if (before.version > 0) return before;
  await changeWatch(mandant, (w) => ({ ...w }));
  return loadWatch(mandant);
}

function openAttempt({ id, kind, attempts }: Submission, { jobId }: Sent, since: string) {
  const last = attempts.at(-1);
  return {
    submissionId: id,
    revision: last?.revision ?? 1,
    referenceId: last?.referenceId ?? '',
    since,
    // A job list answers for EXTF; a DXSO job is asked for by its id.
    ...(kind === 'dxso' ? present({ jobId }) : {}),
  };
}

async function appendAlso(
  stored: Stored,
  event: SubmissionEvent,
  how: { readonly happened: Happened; readonly also: readonly kv.Op[] },
): Promise<Stored | 'conflict'> {
  const issue = event.what === 'done' || event.what === 'issue-taken' ? event.issue : undefined;
  const link: kv.Op[] =
    issue === undefined
      ? []
      : [{ do: 'set', key: `issue:${issue.id}`, value: { submissionId: stored.state.id } }];
  const hinted = await withHint(stored, how.happened.at);
  const also = [...link, ...how.also];
  const written = await appendEvent(hinted, event, { happened: how.happened, retention, also });
  if (written === 'conflict') return written;
  changed(written.state);
  await tellRun(stored.state, written.state);
  return written;
}

/** Its page is told, and that of the run that made it. */
function changed({ id, from }: Submission): void {
  tellPages(id, ...(from === undefined ? [] : [from.run]));
}

/**
 * The hint is looked at before the first thing that an invocation writes about a submission, not before each. The tick may raise it
 * meanwhile, but not above what the index says is due, which is the end of the lease of what is being done; and whoever rests
 * lowers it once more.
 */
async function withHint(stored: Stored, at: string): Promise<Stored> {
  if (stored.hintAt !== undefined && stored.hintAt <= at) return stored;
  return { ...stored, hintAt: await loweredHint(at) };
}

/** A file that ends wakes the run that made it. A call that gets lost is made up by the run's own hourly look. */
async function tellRun(before: Submission, after: Submission): Promise<void> {
  if (after.from === undefined || before.end !== undefined || after.end === undefined) return;
  for (;;) {
    const run = await loadSubmission(after.from.run);
    const waiting = run?.state.pendingEffects.find(({ effect }) => effect.kind === 'hand-over');
    if (run === undefined || waiting === undefined) return;
    if ((await append(run, letGoOn(waiting), byApp())) === 'conflict') continue;
    return queueLook(run.state.id);
  }
}

/** Releases what waits for somebody: of one submission, what is told of it as it is now. */
export async function releaseOf(id: string, keysIn: (state: Submission) => readonly string[]): Promise<void> {
  const stored = await loadSubmission(id);
  if (stored === undefined) return;
  let current = stored;
  for (const key of keysIn(stored.state)) {
    const pending = pendingEffect(current.state, key);
    if (pending === undefined) continue;
    const written = await append(current, letGoOn(pending), byApp());
    if (written === 'conflict') return;
    current = written;
  }
}
