import { causeOf } from '../../datev/cause';
import type { DatevJob } from '../../datev/extf-files/job';
import { readReference } from '../../datev/extf-files/reference';
import { type JobPage, jobsOf, oneJob } from '../../datev/jobs-api';
import type { DatevPlace } from '../../datev/mandant-api';
import { placeToLook } from '../../datev/place-api';
import { keepVerbatim } from '../../datev/verbatim-store';
import { plusSeconds, secondsBetween } from '../../kernel/instant';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { ok, type Result } from '../../kernel/result';
import { queueLooks, wakeAt } from '../../looks/look-queue-store';
import { type ClassifiedJobs, classify, nextPage, receivedAt } from '../../mandanten/classify-jobs';
import { isOpen, nextDiscoveryAt, slotOf } from '../../mandanten/discovery-times';
import { discovered, outcomeOf } from '../../mandanten/job-events';
import { beginLooking, type Looking } from '../../mandanten/looking-store';
import { wakePoll } from '../../mandanten/wake-store';
import { afterPoll, inTrouble, isLookDue, type Watch } from '../../mandanten/watch';
import { changeKnown, loadWatch, type StoredWatch } from '../../mandanten/watch-store';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import { chance } from '../../platform/random';
import { STORM_FROM, stormOf } from '../../storms/storm';
import { joinStorms } from '../../storms/storm-store';
import { idsBy } from '../../submissions/ids';
import { causeKey } from '../../submissions/lists/cause-key';
import { appendDecided, create } from '../../submissions/record-store';
import { SILENT_AFTER_SECONDS } from '../../submissions/schedule';
import type { Submission } from '../../submissions/submission';
import { loadSubmission, submissionsWithFileName } from '../../submissions/submission-store';
import { advance } from '../advance';
import { lookAtPackages, type PackagesLooked, packagesDue } from './look-at-packages';

/** Pages of one look; a Mandant with more open business than that is finished by the next look. */
const MAX_PAGES = 20;

/** One Mandant in one invocation: what was read of it, where DATEV is asked, and what the invocation has. */
type Look = Looking & { readonly stored: StoredWatch; readonly place: Result<DatevPlace, Problem> };

/**
 * Look at Mandant X: one list call settles all our open attempts and shows what other programs sent. Does nothing when
 * nothing is due, so doubled events cost one call of storage.
 */
export async function lookAtMandant(mandant: string, { big = false } = {}): Promise<void> {
  const looking = await beginLooking([mandant]);
  const due = await beginLook(mandant, looking);
  if (due === undefined) return;
  const looked = await lookAt(due, { ...looking, big });
  if (looked === 'alone') await queueLooks({ v: 1, look: 'mandant', id: mandant, big: true });
}

/** What there is to look at of a Mandant; undefined when nothing is due, or not yet. */
export async function beginLook(mandant: string, looking: Looking): Promise<StoredWatch | undefined> {
  const stored = await loadWatch(mandant, looking.watches);
  if (!isLookDue(stored.watch, now())) return undefined;
  if (!isClosed(stored, looking)) return stored;
  await postpone({ ...looking, stored });
  return undefined;
}

/** Outside of the hours of discovery only what is open at DATEV is asked for. */
function isClosed({ watch }: StoredWatch, { settings }: Pick<Looking, 'settings'>): boolean {
  return watch.open.length === 0 && !isOpen(now(), settings.discovery);
}

/** Looks at what is due. `alone`: it takes more calls than its share, or packages, and wants an invocation of its own that is `big`. */
export async function lookAt(
  first: StoredWatch,
  looking: Looking & { readonly big?: boolean },
): Promise<'done' | 'alone'> {
  if (looking.big !== true && packagesDue(first.watch).length > 0) return 'alone';
  const { environment } = looking.settings;
  const place = await placeToLook({ ...looking, environment }, first.watch.mandant);
  const packages = await lookAtPackages(first, place, looking);
  const look: Look = { ...looking, place, stored: packages.stored };
  const { watch } = look.stored;
  if (!isLookDue(watch, now())) return 'done';
  if (isClosed(look.stored, looking)) return postpone(look);
  if (!wantsList(watch, now())) return onlyPackages(look, packages.trouble);
  return throughList(look, packages);
}

async function throughList(look: Look, packages: PackagesLooked): Promise<'done' | 'alone'> {
  const read = await readPages(look);
  if (read === 'too-much') return 'alone';
  if (!read.ok) return failed(look, read.problem);
  const sifted = classify(look.stored.watch, read.value, (r) => ourReference(r) !== undefined);
  if (look.share?.take(sifted.missing.length) === false) return 'alone';
  const extra = await readMissing(look, sifted);
  const others = [...sifted.failed, ...extra.failed];
  const rejected = [...others, ...sifted.ours.filter((job) => isOpenHere(look, job))];
  const around = await stormsAround(look, rejected);
  for (const job of sifted.ours) await settleOurs(look, job, around);
  for (const job of others) await discoverFailed(look, job, around);
  for (const job of [...sifted.succeeded, ...extra.succeeded]) await noteSuccess(look, job);
  await callSilent(look, finishedOf(sifted));
  if (around !== NO_STORM) await queueLooks({ v: 1, look: 'storms', id: 'all' });
  return remember(look, {
    sifted,
    gone: extra.finished,
    ...present({ problem: extra.problem ?? packages.trouble }),
    hasAskedPackages: packages.isDue,
  });
}

/** The storm that a rejection belongs to, if any. */
type StormOf = (job: DatevJob) => string | undefined;
const NO_STORM: StormOf = () => undefined;

/**
 * Of many that were rejected for one cause the issues come at a pace, and people see one (ADR 0058). What one look counts is enough to
 * know, over all its Mandanten; the record of storms is read only where there are so many, or where the look before left some.
 */
async function stormsAround({ rejected, stored }: Look, jobs: readonly DatevJob[]): Promise<StormOf> {
  const keys = jobs.filter(({ result }) => result === 'failed').map((job) => causeKey(causeOf(job.verbatim)));
  for (const key of keys) rejected.set(key, (rejected.get(key) ?? 0) + 1);
  const counts = new Map(keys.map((key) => [key, { begins: (rejected.get(key) ?? 0) >= STORM_FROM }]));
  const isSome = [...counts.values()].some(({ begins }) => begins);
  if (!isSome && (keys.length === 0 || stored.watch.discovery.more !== true)) return NO_STORM;
  const storms = await joinStorms(counts);
  const at = now();
  return (job) => stormOf(storms, causeKey(causeOf(job.verbatim)), at)?.id;
}

/** One of ours that this look may be the first to see the end of. */
function isOpenHere({ stored }: Look, { referenceId }: DatevJob): boolean {
  return stored.watch.open.some((open) => open.referenceId === referenceId);
}

/** DXSO jobs are in no list (flows/exception/look-at-packages). */
function wantsList(watch: Watch, now: string): boolean {
  const discovers = watch.watched && (watch.discovery.nextAt ?? '') <= now;
  return discovers || watch.open.some(({ jobId }) => jobId === undefined);
}

/** The packages have been looked at: the next look is set, and nothing else is asked. */
async function onlyPackages(look: Look, problem: Problem | undefined): Promise<'done'> {
  const [at, luck] = [now(), chance()];
  await callSilent(look, new Set());
  return change(look, (w) => {
    const { trouble: _, ...healthy } = w;
    const trouble = present({ trouble: problem && troubleWith(problem, w, at) });
    return afterPoll({ ...healthy, ...trouble, lastLookAt: at }, at, luck);
  });
}

async function postpone(look: Pick<Look, 'stored' | 'due' | 'settings'>): Promise<'done'> {
  const nextAt = discoveryAfter(look);
  return change(look, (w) => ({ ...w, discovery: { ...w.discovery, nextAt } }));
}

function discoveryAfter({ stored, settings }: Pick<Look, 'stored' | 'settings'>): string {
  const who = { mandant: stored.watch.mandant, installation: surroundings().installationId };
  return nextDiscoveryAt(now(), settings.discovery, slotOf(who, sha256));
}

/** What a look found out goes on record, and somebody looks again in time. */
async function change(
  { stored, due }: Pick<Look, 'stored' | 'due'>,
  to: (watch: Watch) => Watch,
): Promise<'done'> {
  const { watch } = await changeKnown(stored, to, { due });
  await wakePoll(watch);
  const { more, nextAt } = watch.discovery;
  if (more === true && nextAt !== undefined)
    await wakeAt({ v: 1, look: 'mandant', id: watch.mandant, big: true }, nextAt);
  return 'done';
}

/** `too-much`: more pages than the look's share of calls. */
async function readPages({ stored, place, share }: Look): Promise<Result<JobPage, Problem> | 'too-much'> {
  if (!place.ok) return place;
  const { watch } = stored;
  const needOurs = watch.open.filter((o) => o.jobId === undefined).map((o) => o.referenceId);
  let jobs: readonly DatevJob[] = [];
  let skip: number | undefined = 0;
  let calls = 0;
  let total: number | undefined;
  while (skip !== undefined && calls < MAX_PAGES) {
    if (share?.take(1) === false) return 'too-much';
    const page: Result<JobPage, Problem> = await jobsOf(place.value, skip);
    calls += 1;
    if (!page.ok) return page;
    jobs = [...jobs, ...page.value.jobs];
    total = page.value.total;
    if (page.value.jobs.length === 0) break;
    skip = nextPage(watch, { jobs, needOurs, ...present({ total }) });
  }
  return ok({ jobs, ...present({ total }) });
}

type Extra = {
  readonly failed: DatevJob[];
  readonly succeeded: DatevJob[];
  readonly finished: string[];
  /** Why one of them could not be read; it is asked for again with the next look. */
  problem?: Problem;
};

/** Other programs' jobs that were pending and have left the pages we read are asked for one by one. */
async function readMissing({ place }: Look, sifted: ClassifiedJobs): Promise<Extra> {
  const extra: Extra = { failed: [], succeeded: [], finished: [] };
  if (!place.ok) return extra;
  for (const id of sifted.missing) {
    const job = await oneJob(place.value, id);
    if (!job.ok) {
      // What DATEV no longer knows is nobody's business any more.
      if (job.problem.code === 'datev.not-found') extra.finished.push(id);
      else extra.problem ??= job.problem;
      continue;
    }
    if (job.value.result === 'pending') continue;
    extra.finished.push(id);
    (job.value.result === 'failed' ? extra.failed : extra.succeeded).push(job.value);
  }
  return extra;
}

/** One of our own reference ids; `undefined` for those of other programs and other installations. */
function ourReference(reference: string) {
  return readReference(surroundings().installationId, reference);
}

/** DATEV's own words, for the panel only: they go to secret storage because they may carry ledger values. */
async function keepWords(id: string, revision: number, { verbatim }: DatevJob): Promise<void> {
  if (verbatim !== undefined) await keepVerbatim(id, revision, verbatim);
}

async function settleOurs({ stored: { watch }, calls }: Look, job: DatevJob, around: StormOf): Promise<void> {
  const ref = ourReference(job.referenceId ?? '');
  if (ref === undefined || job.result === 'pending') return;
  const { submissionId, revision } = ref;
  const before = await loadSubmission(submissionId);
  const read = await appendDecided(before, async ({ state }) => {
    const attempt = state.attempts.find((a) => a.revision === revision);
    if (state.mandant !== watch.mandant || attempt === undefined) return undefined;
    if (attempt.state === 'succeeded' || attempt.state === 'failed') return undefined;
    if (job.result === 'failed') await keepWords(submissionId, revision, job);
    return { event: outcomeOf(job, revision, around(job)), actor: { kind: 'datev' } };
  });
  if (read !== before) await advance(submissionId, { calls, read });
}

async function discoverFailed(
  { stored: { watch }, calls, settings }: Look,
  job: DatevJob,
  around: StormOf,
): Promise<void> {
  const { mandant } = watch;
  const at = now();
  const event = { ...discovered(mandant, job, { at }), ...present({ storm: around(job) }) };
  const id = idsBy(sha256).job(mandant, job.id);
  const read = await create(id, event, { at, actor: { kind: 'datev' } });
  await keepWords(id, 1, job);
  await advance(id, { calls, read, ...(event.storm === undefined ? {} : { settings }) });
}

/** The program that failed may have sent a good file since: then nobody has to correct anything. */
async function noteSuccess({ stored: { watch }, calls }: Look, job: DatevJob): Promise<void> {
  const program = job.program ?? job.vendor ?? '';
  const event = { what: 'superseded', jobId: job.id, program } as const;
  for (const id of await submissionsWithFileName(watch.mandant, job.fileName)) {
    const before = await loadSubmission(id);
    const read = await appendDecided(before, ({ state }) =>
      isSuperseded(state, { job, program }) ? { event, actor: { kind: 'datev' } } : undefined,
    );
    if (read !== before) await advance(id, { calls, read });
  }
}

function isSuperseded(
  { origin, end, program, attempts, asks }: Submission,
  by: { readonly job: DatevJob; readonly program: string },
): boolean {
  if (origin !== 'discovered' || end !== undefined || program !== by.program) return false;
  if (attempts.length > 1 || (attempts[0]?.sentAt ?? '') >= receivedAt(by.job)) return false;
  return asks?.what !== 'close-superseded' || asks.jobId !== by.job.id;
}

/** Pending for a day: nobody knows, a person looks into DATEV. A later result still counts. */
async function callSilent(
  { stored: { watch }, calls }: Look,
  finished: ReadonlySet<string | undefined>,
): Promise<void> {
  for (const { referenceId, revision, since, submissionId } of watch.open) {
    if (finished.has(referenceId) || secondsBetween(since, now()) < SILENT_AFTER_SECONDS) continue;
    const before = await loadSubmission(submissionId);
    const read = await appendDecided(before, ({ state }) => {
      const isPending = state.attempts.find((a) => a.revision === revision)?.state === 'pending';
      // Another program's job is its sender's to decide about; we go on looking.
      const isOurs = state.files.some((f) => f.revision === revision);
      return isPending && isOurs
        ? { event: { what: 'job-silent', revision }, actor: { kind: 'app' } }
        : undefined;
    });
    if (read !== before) await advance(submissionId, { calls, read });
  }
}

function finishedOf(sifted: ClassifiedJobs): ReadonlySet<string | undefined> {
  return new Set(sifted.ours.filter((j) => j.result !== 'pending').map((j) => j.referenceId));
}

type Looked = {
  readonly sifted: ClassifiedJobs;
  readonly gone: readonly string[];
  readonly problem?: Problem;
  readonly hasAskedPackages: boolean;
};

async function remember(look: Look, looked: Looked): Promise<'done'> {
  const at = now();
  const finished = finishedOf(looked.sifted);
  const luck = chance();
  const nextAt = discoveryAfter(look);
  return change(look, (w) => {
    const { trouble: _, ...healthy } = w;
    const pending = looked.sifted.discovery.pending.filter((id) => !looked.gone.includes(id));
    const seen = [...looked.sifted.discovery.seen, ...looked.gone];
    // The rest is looked at with the next minute, as far as discovery is open then.
    const soon = looked.sifted.more ? { nextAt: plusSeconds(at, REST_SECONDS) } : { nextAt };
    const discovery = w.watched ? { ...looked.sifted.discovery, pending, seen, ...soon } : w.discovery;
    const open = w.open.filter((o) => !finished.has(o.referenceId));
    // A list that is fine says nothing about packages that were not asked for this time.
    const before =
      !looked.hasAskedPackages && w.open.some((o) => o.jobId !== undefined) ? w.trouble : undefined;
    const trouble = present({ trouble: looked.problem ? troubleWith(looked.problem, w, at) : before });
    return afterPoll({ ...healthy, ...trouble, open, discovery, lastLookAt: at }, at, luck);
  });
}

/** With the next minute there are units of storage again. */
const REST_SECONDS = 60;

function troubleWith(problem: Problem, { trouble }: Watch, now: string): NonNullable<Watch['trouble']> {
  return { problem, since: trouble?.since ?? now, times: (trouble?.times ?? 0) + 1 };
}

/** It is for people to connect: until then all come at their slots, together, and not each at an instant of its own. */
const UNCONNECTED: ReadonlySet<string> = new Set([
  'datev.not-connected',
  'datev.reconnect',
  'datev.other-site',
]);

function failed(look: Look, problem: Problem): Promise<'done'> {
  const [at, luck] = [now(), chance()];
  const nextAt = UNCONNECTED.has(problem.code) ? { nextAt: discoveryAfter(look) } : {};
  return change(look, (w) => {
    const troubled = inTrouble(w, { problem, now: at, chance: luck });
    return { ...troubled, discovery: { ...troubled.discovery, ...nextAt } };
  });
}
