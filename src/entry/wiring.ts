import { listJobs, readJob } from '../datev/extf-files/extf-files-api';
import { readReference } from '../datev/extf-files/reference';
import { REDEEM_SECONDS } from '../datev/login/token-store';
import { keepVerbatim } from '../datev/verbatim-store';
import { forgetWords } from '../datev/words-store';
import type { Sent, Subject } from '../effects/effect-handler';
import { looksLikeBookingFile } from '../files/check';
import * as files from '../files/file-store';
import type { ClickPorts } from '../flows/act-on-click';
import { advance } from '../flows/advance';
import { effectively } from '../flows/effectively';
import { lookAtIssue, type Reason } from '../flows/look-at-issue';
import { lookAtMandant } from '../flows/look-at-mandant';
import { lookAtPackages } from '../flows/look-at-packages';
import { checkDueAt } from '../flows/receive-file';
import { sweepUploads } from '../flows/sweep';
import { tick } from '../flows/tick';
import type { WatchJobPorts } from '../flows/watch-job';
import type { WatchPorts } from '../flows/watch-mandant';
import { afterMove, afterShort } from '../health/health';
import { changeHealth } from '../health/health-store';
import { isAside, type SetAside } from '../health/set-aside';
import { loadSetAside } from '../health/set-aside-store';
import { readIssue } from '../jira/issue-api';
import { secondsBetween } from '../kernel/instant';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { type Watch, watchDueAt, withOpen } from '../mandanten/watch';
import * as watches from '../mandanten/watch-store';
import * as pipelines from '../pipelines/pipeline-store';
import { sha256 } from '../platform/bytes';
import { now } from '../platform/clock';
import { remainingMs, surroundings } from '../platform/context';
import { lowerHint, readHint } from '../platform/due-store';
import * as kv from '../platform/kv';
import { push, type WorkEvent } from '../platform/queue';
import { chance } from '../platform/random';
import { PlatformTrouble, unwrap } from '../platform/trouble';
import { mayAllSend, personAsker } from '../security/person-api';
import type { Settings } from '../settings/settings';
import { loadSettings } from '../settings/settings-store';
import type { BeginEvent } from '../submissions/begin';
import type { Actor, Happened, SubmissionEvent } from '../submissions/events';
import { dueAt } from '../submissions/next';
import type { Stored } from '../submissions/stored';
import type { Submission } from '../submissions/submission';
import * as submissions from '../submissions/submission-store';
import { causeIsOutside, hands } from './handlers';
import { placeOf } from './handlers-datev';
import { naming } from './naming';
import { appAccount } from './site';
import { madeBy, runOf } from './wiring-approval';
import { packageLooks, statusOf } from './wiring-packages';
import { handOverPorts, makeRunPorts } from './wiring-runs';
import { recheckStorage, storageIsSafe } from './wiring-storage';

/** Queue bodies carry a version: events of an older deployment meet newer code (DESIGN §5.10). */
export type Work =
  | {
      readonly v: 1;
      readonly look: 'mandant' | 'upload' | 'known' | 'pipeline' | 'accounts';
      readonly id: string;
    }
  /** `alone`: an earlier look had no time left for what is due. */
  | { readonly v: 1; readonly look: 'submission'; readonly id: string; readonly alone?: boolean }
  | { readonly v: 1; readonly look: 'issue'; readonly id: string; readonly reason: Reason }
  /** What waits for a setting, a page of one phase at a time. */
  | {
      readonly v: 1;
      readonly look: 'held';
      readonly phase: 'needs-you' | 'moving';
      readonly cursor?: string;
    };

async function settingsNow(): Promise<Settings> {
  return (await loadSettings()).data;
}

/** Nothing leaves for DATEV while sending is stopped, and never for production from an installation that is not one. */
function mayTransmit(settings: Settings): boolean {
  if (settings.stopped !== undefined) return false;
  return settings.environment === 'sandbox' || surroundings().environmentType === 'PRODUCTION';
}

// ---- storing with waking: nothing becomes due without the hint knowing

export async function append(
  stored: Stored,
  event: SubmissionEvent,
  happened: Happened,
): Promise<Stored | 'conflict'> {
  return appendAlso(stored, event, { happened, also: [] });
}

async function appendAlso(
  stored: Stored,
  event: SubmissionEvent,
  how: { happened: Happened; also: readonly kv.Op[] },
): Promise<Stored | 'conflict'> {
  const { retentionDays } = await settingsNow();
  const issue = event.what === 'done' ? event.issue : undefined;
  const link: kv.Op[] =
    issue === undefined
      ? []
      : [{ do: 'set', key: `issue:${issue.id}`, value: { submissionId: stored.state.id } }];
  await lowerHint(how.happened.at);
  const written = await submissions.appendEvent(stored, event, {
    happened: how.happened,
    retentionDays,
    also: [...link, ...how.also],
  });
  if (written !== 'conflict') await tellRun(stored.state, written.state);
  return written;
}

/** A file that ends wakes the run that made it. A call that gets lost is made up by the run's own hourly look. */
async function tellRun(before: Submission, after: Submission): Promise<void> {
  if (after.from === undefined || before.end !== undefined || after.end === undefined) return;
  for (;;) {
    const run = await submissions.loadSubmission(after.from.run);
    const waiting = run?.state.pendingEffects.find(({ effect }) => effect.kind === 'hand-over');
    if (run === undefined || waiting === undefined) return;
    const happened = { at: now(), actor: { kind: 'app' } } as const;
    if ((await append(run, { what: 'released', key: waiting.key }, happened)) === 'conflict') continue;
    return queueWork({ v: 1, look: 'submission', id: run.state.id });
  }
}

async function reload(id: string): Promise<Stored> {
  const stored = await submissions.loadSubmission(id);
  if (stored === undefined)
    throw new PlatformTrouble({ code: 'platform.storage', retry: 'later', values: { reason: 'gone' } });
  return stored;
}

/** The accepted transmission and the Mandant's open attempt change together: a poll can never be forgotten. */
async function appendSent(stored: Stored, event: SubmissionEvent, sent: Sent): Promise<Stored> {
  let current = stored;
  for (;;) {
    const { id, mandant, attempts } = current.state;
    const last = attempts.at(-1);
    const at = now();
    const before = await watches.loadWatch(mandant);
    if (before.version === 0) await watches.changeWatch(mandant, (w) => ({ ...w }));
    const fresh = before.version === 0 ? await watches.loadWatch(mandant) : before;
    const attempt = {
      submissionId: id,
      revision: last?.revision ?? 1,
      referenceId: last?.referenceId ?? '',
      since: at,
      // A job list answers for EXTF; a DXSO job is asked for by its id.
      ...(current.state.kind === 'dxso' ? present({ jobId: sent.jobId }) : {}),
    };
    const watch = withOpen(fresh.watch, attempt, {
      retryAfterSeconds: sent.retryAfterSeconds,
      chance: chance(),
    });
    const also = [watches.watchOp(fresh, watch)];
    await lowerHint(watchDueAt(watch) ?? at);
    const written = await appendAlso(current, event, { happened: { at, actor: { kind: 'app' } }, also });
    if (written !== 'conflict') {
      await wakeMandant(mandant);
      return written;
    }
    current = await reload(id);
  }
}

async function wakeAt(work: Work, at: string): Promise<void> {
  await lowerHint(at);
  const delay = secondsBetween(now(), at);
  if (delay <= 900)
    await queue([{ body: work, delaySeconds: Math.max(0, delay), concurrencyKey: concurrencyOf(work) }]);
}

async function wakeMandant(mandant: string): Promise<void> {
  const at = watchDueAt((await watches.loadWatch(mandant)).watch);
  if (at !== undefined) await wakeAt({ v: 1, look: 'mandant', id: mandant }, at);
}

/** Looks at the same thing run one after the other; that only spares conflicts, nothing relies on it. */
function concurrencyOf(work: Work): string {
  return work.look === 'held' ? `held:${work.phase}` : `${work.look}:${work.id}`;
}

async function queue(events: readonly WorkEvent[]): Promise<void> {
  if (events.length > 0) await unwrap(push(events));
}

/** Queues looks; each is idempotent. */
export function queueWork(...works: readonly Work[]): Promise<void> {
  return queue(works.map((body) => ({ body, concurrencyKey: concurrencyOf(body) })));
}

/** Queues a look for later. */
export function queueLater(delaySeconds: number, body: Work): Promise<void> {
  return queue([{ body, delaySeconds, concurrencyKey: concurrencyOf(body) }]);
}

// ---- the flows with their real hands

/** Look at submission X and do what is due. */
export function advanceSubmission(id: string, how: { readonly alone?: boolean } = {}): Promise<void> {
  const queueLook = (other: string) => queueWork({ v: 1, look: 'submission', id: other });
  const handOver = handOverPorts({ naming: naming(), create, append, queueLook, idOf });
  const real = {
    now,
    chance,
    handlers: hands({ make: makeRunPorts(), handOver }),
    subject,
    append,
    reload,
    mayOrder: mayAllSend(personAsker()),
    appendSent,
  };
  return advance(
    {
      now,
      settings: settingsNow,
      mayTransmit,
      load: submissions.loadSubmission,
      effectively: (stored, step) => effectively(real, stored, step),
      append,
      deleteBytes: async (old) => {
        for (const file of old) await files.deleteChunks(file.fileId, file.chunks);
        await forgetWords(id, Math.max(...old.map(({ revision }) => revision)));
      },
      lookAtIssue: (issueId) => queueWork({ v: 1, look: 'issue', id: issueId, reason: 'again' }),
      wake: (submissionId, at, how) => wakeAt({ v: 1, look: 'submission', id: submissionId, ...how }, at),
      remainingSeconds: () => remainingMs() / 1000,
      storageHolds: storageIsSafe,
      tellShort: noteShort,
    },
    id,
    how,
  );
}

async function subject(stored: Stored): Promise<Subject> {
  const settings = await settingsNow();
  const { watch } = await watches.loadWatch(stored.state.mandant);
  const run = await runOf(stored.state);
  return { submission: stored.state, settings, watch, now: now(), ...present({ run }) };
}

function outside(stored: Stored): boolean {
  return causeIsOutside(stored.state.attempts.at(-1)?.cause);
}

/** The submission an issue stands for, from our own storage. */
export async function submissionOf(issueId: string): Promise<string | undefined> {
  return (await unwrap(kv.get<{ submissionId: string }>(`issue:${issueId}`)))?.submissionId;
}

/** Look at issue X. */
export function lookIssue(issueId: string, reason: Reason): Promise<Result<void, Problem>> {
  return lookAtIssue(
    {
      now,
      naming: naming(),
      settings: settingsNow,
      submissionOf,
      read: (id) => readIssue(id, { changelog: true }),
      appAccountId: appAccount,
      load: submissions.loadSubmission,
      append,
      runOf,
      outside,
      looksLikeBookingFile,
      mayDecide: personAsker(),
      noteMove: (why, at) => changeHealth((h) => afterMove(h, { reason: why, at, now: now() })),
      advance: advanceSubmission,
    },
    issueId,
    reason,
  );
}

function noteShort(about: { readonly seconds: number; readonly needs: number }): Promise<void> {
  const seconds = Math.round(about.seconds);
  return changeHealth((h) => afterShort(h, { ...about, seconds }, now()));
}

async function jobsOf(mandant: string, skip: number) {
  const seconds = remainingMs() / 1000;
  const place = await placeOf(await settingsNow(), mandant);
  if (!place.ok && place.problem.code === 'platform.no-time-left')
    await noteShort({ seconds, needs: REDEEM_SECONDS });
  if (!place.ok) return place;
  const page = await listJobs(place.value, { skip, top: 100 });
  return page.ok ? page : { ok: false as const, problem: page.problem.problem };
}

async function oneJob(mandant: string, jobId: string) {
  const place = await placeOf(await settingsNow(), mandant);
  if (!place.ok) return place;
  const job = await readJob(place.value, jobId);
  return job.ok ? job : { ok: false as const, problem: job.problem.problem };
}

/** Every day, spread over the queue. */
export async function runKnown(): Promise<void> {
  const watched = (await watches.allWatches()).filter((w) => w.watched);
  await queueWork(...watched.map((w): Work => ({ v: 1, look: 'known', id: w.mandant })));
}

/** Look at Mandant X: its packages one by one, then the list of its batches. */
export async function lookMandant(mandant: string): Promise<void> {
  const { installationId } = surroundings();
  const core = { append, changeWatch, advance: advanceSubmission };
  const packages = await lookAtPackages(packageLooks(core), mandant);
  await lookAtMandant(
    {
      now,
      chance,
      settings: settingsNow,
      loadWatch: async (id) => (await watches.loadWatch(id)).watch,
      changeWatch: async (id, change) => {
        await changeWatch(id, change);
      },
      listJobs: jobsOf,
      readJob: oneJob,
      readReference: (reference) => readReference(installationId, reference),
      load: submissions.loadSubmission,
      append,
      discover,
      withFileName: submissions.submissionsWithFileName,
      keepVerbatim: async (id, revision, job) => {
        if (job.verbatim !== undefined) await keepVerbatim(id, revision, job.verbatim);
      },
      advance: advanceSubmission,
      wakeMandant,
    },
    mandant,
    packages,
  );
}

async function discover(
  event: Extract<SubmissionEvent, { what: 'discovered' }>,
  happened: Happened,
): Promise<string> {
  const id = idOf(`job|${event.mandant}|${event.attempt.jobId}`);
  await create(id, event, happened);
  return id;
}

/** Ids are made from what a submission stands for, so that the same thing found twice is one submission. */
export function idOf(what: string): string {
  return `s${sha256(what).slice(0, 15)}`;
}

/** One per Mandant and content: the same file handed in twice is the same submission, so it cannot be booked twice. */
export function submissionIdFor(mandant: string, sha256OfFile: string): string {
  return idOf(`file|${mandant}|${sha256OfFile}`);
}

async function changeWatch(mandant: string, change: (watch: Watch) => Watch, by?: Actor): Promise<Watch> {
  const after = await watches.changeWatch(mandant, change, by);
  const at = watchDueAt(after);
  if (at !== undefined) await lowerHint(at);
  return after;
}

/** Every five minutes, and as a repair every hour. Answers how many looks it queued. */
export function runTick(repair: boolean): Promise<number> {
  let aside: Promise<SetAside> | undefined;
  const waits = async (look: 'submission' | 'mandant' | 'pipeline', at: string) => {
    aside ??= loadSetAside();
    const known = await aside;
    return (id: string) => isAside(known, `${look}:${id}`, at);
  };
  return tick(
    {
      now,
      readHint,
      dueSubmissions: async (at) => submissions.dueSubmissions(at, await waits('submission', at)),
      dueMandanten: async (at) => watches.dueMandanten(at, await waits('mandant', at)),
      duePipelines: async (at) => pipelines.duePipelines(at, await waits('pipeline', at)),
      dueChecks: async (at) =>
        (await files.checkingUploads()).filter((u) => checkDueAt(u) <= at).map(({ fileId }) => fileId),
      nextDueSubmission: submissions.nextDueSubmission,
      nextDueMandant: watches.nextDueMandant,
      nextDuePipeline: pipelines.nextDuePipeline,
      nextDueCheck: async () => (await files.checkingUploads()).map(checkDueAt)[0],
      queueLooks: async (due) => {
        // What is due waits for nothing else while storage is not known to be safe.
        if (due.submissions.length > 0) await recheckStorage();
        await queueWork(
          ...due.mandanten.map((id): Work => ({ v: 1, look: 'mandant', id })),
          ...due.submissions.map((id): Work => ({ v: 1, look: 'submission', id })),
          ...due.pipelines.map((id): Work => ({ v: 1, look: 'pipeline', id })),
          ...due.uploads.map((id): Work => ({ v: 1, look: 'upload', id })),
        );
      },
    },
    { repair },
  );
}

/** A submission begins, and the tick knows that something is due. */
export async function create(id: string, event: BeginEvent, happened: Happened): Promise<void> {
  const { retentionDays } = await settingsNow();
  await lowerHint(happened.at);
  await submissions.createSubmission(id, event, { happened, retentionDays });
}

/** Every day: unfinished uploads lose their bytes. */
export function runSweep(): Promise<number> {
  return sweepUploads({
    now,
    expiredUploads: files.expiredUploads,
    load: submissions.loadSubmission,
    submissionIdFor,
    deleteChunks: files.deleteChunks,
    removeUpload: files.removeUpload,
  });
}

/** Hands for watching a job that another program sent. */
export function watchJobPorts(): WatchJobPorts {
  return {
    now,
    chance,
    readStatus: statusOf,
    submissionIdFor: (mandant, jobId) => idOf(`job|${mandant}|${jobId}`),
    create,
    isPending: async (id) =>
      (await submissions.loadSubmission(id))?.state.attempts.at(-1)?.state === 'pending',
    changeWatch,
    wakeMandant,
  };
}

/** Hands for clicks. */
export function clickPorts(): ClickPorts {
  return {
    now,
    naming: naming(),
    stopped: async () => (await settingsNow()).stopped !== undefined,
    load: submissions.loadSubmission,
    append,
    outside,
    madeBy,
    deleteChunks: files.deleteChunks,
    queueLook: (id) => queueWork({ v: 1, look: 'submission', id }),
  };
}

/** Hands for watching Mandanten. */
export function watchPorts(): WatchPorts {
  return { now, listJobs: jobsOf, changeWatch, wakeMandant };
}

/** When a submission wants its next look; for screens. */
export function submissionDueAt(state: Submission, settings: Settings): string | undefined {
  return dueAt(state, settings.retentionDays);
}
