import { causeOf } from '../../datev/cause';
import type { DatevJob } from '../../datev/extf-files/job';
import { readReference } from '../../datev/extf-files/reference';
import { type JobPage, jobsOf, oneJob } from '../../datev/jobs-api';
import type { DatevPlace } from '../../datev/mandant-api';
import { placeToLook } from '../../datev/place-api';
import { keepVerbatim } from '../../datev/verbatim-store';
import { unlessUnreadable } from '../../health/set-aside-store';
import { secondsBetween } from '../../kernel/instant';
import { present } from '../../kernel/present';
import { longestWait, type Problem, wantsRest } from '../../kernel/problem';
import { ok, type Result } from '../../kernel/result';
import { queueLooks, wakeAt } from '../../looks/look-queue-store';
import {
  afterList,
  afterLookFailed,
  afterPackages,
  finishedOf,
  inTurn,
  isListFirst,
  type Looked,
  type LookTimes,
  moreDueAt,
  whatIsDue,
} from '../../mandanten/after-look';
import {
  type Answered,
  type AskedSingly,
  type ClassifiedJobs,
  classify,
  nextPage,
  sortAnswers,
} from '../../mandanten/classify-jobs';
import { nextDiscoveryAt, slotOf } from '../../mandanten/discovery-times';
import { settlement, silence, supersession } from '../../mandanten/job-decisions';
import { discovered } from '../../mandanten/job-events';
import { beginLooking, type Looking } from '../../mandanten/looking-store';
import { wakePoll } from '../../mandanten/wake-store';
import type { Watch } from '../../mandanten/watch';
import { changeKnown, loadWatch, type StoredWatch } from '../../mandanten/watch-store';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import { chance } from '../../platform/random';
import { countRejected, mayJoin, stormOf } from '../../storms/storm';
import { joinStorms } from '../../storms/storm-store';
import type { SubmissionEvent } from '../../submissions/events';
import { idsBy } from '../../submissions/ids';
import { causeKey } from '../../submissions/lists/cause-key';
import { appendDecided, create } from '../../submissions/record-store';
import { SILENT_AFTER_SECONDS } from '../../submissions/schedule';
import type { Submission } from '../../submissions/submission';
import { loadSubmission, submissionsWithFileName } from '../../submissions/submission-store';
import { advance } from '../advance';
import { lookAtPackages, notAsked, type PackagesLooked, packagesDue } from './look-at-packages';

/** Pages of one look; a Mandant with more open business than that is finished by the next look. */
const MAX_PAGES = 20;

/** One Mandant in one invocation: what was read of it, and what the invocation has. */
type Look = Looking & { readonly stored: StoredWatch };

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
  const due = whatIsDue(stored.watch, now(), looking.settings.discovery);
  if (due === 'postponed') await postpone({ ...looking, stored });
  return due === 'list' || due === 'packages' ? stored : undefined;
}

/** Looks at what is due. `alone`: it takes more calls than its share, or packages, and wants an invocation of its own that is `big`. */
export async function lookAt(
  first: StoredWatch,
  looking: Looking & { readonly big?: boolean },
): Promise<'done' | 'alone'> {
  if (looking.big !== true && packagesDue(first.watch).length > 0) return 'alone';
  const { environment } = looking.settings;
  const place = await placeToLook({ ...looking, environment }, first.watch.mandant);
  const begun: Look = { ...looking, stored: first };
  const isFirst =
    isListFirst(first.watch) && whatIsDue(first.watch, now(), looking.settings.discovery) === 'list';
  if (isFirst && place.ok) return throughList(begun, place.value);
  const packages = await lookAtPackages(first, place, looking);
  const look: Look = { ...looking, stored: packages.stored };
  switch (whatIsDue(look.stored.watch, now(), looking.settings.discovery)) {
    case 'nothing':
      return 'done';
    case 'postponed':
      return postpone(look);
    case 'packages':
      return onlyPackages(look, packages);
    case 'list':
      if (wantsRest(packages.trouble)) return endLook(look, packages.trouble, packages);
      return place.ok ? throughList(look, place.value, packages) : lookFailed(look, place.problem);
  }
}

/** `before`: what came of the packages; without it they are asked for after the list. */
async function throughList(
  look: Look,
  place: DatevPlace,
  before?: PackagesLooked,
): Promise<'done' | 'alone'> {
  const read = await readPages(look, place);
  if (read === 'too-much') return 'alone';
  if (!read.ok) return withoutList(look, place, { problem: read.problem, ...present({ before }) });
  const sifted = classify(look.stored.watch, read.value, (r) => ourReference(r) !== undefined);
  if (look.share?.take(sifted.missing.length) === false) return 'alone';
  const extra = await readMissing(place, inTurn(sifted.missing, look.stored.watch));
  const others = [...sifted.failed, ...extra.failed];
  const rejected = [...others, ...sifted.ours.filter((job) => isOpenHere(look, job))];
  const stormOfJob = await stormLookUp(look, rejected);
  const unread = new Set<string>();
  for (const job of sifted.ours)
    if ((await settleOurs(look, job, stormOfJob)) === 'unreadable') unread.add(job.referenceId ?? '');
  for (const job of others) await discoverFailed(look, job, stormOfJob);
  for (const job of [...sifted.succeeded, ...extra.succeeded]) await noteSuccess(look, job);
  const packages = before ?? (await packagesAfter(look, place, extra.problem));
  const after = { ...look, stored: packages.stored };
  await callSilent(after, new Set([...packages.asked, ...unfinished(after, sifted)]));
  if (stormOfJob !== NO_STORM) await queueLooks({ v: 1, look: 'storms', id: 'all' });
  for (const reference of packages.unread ?? []) unread.add(reference);
  return remember(after, {
    sifted,
    since: look.stored.watch.watchedSince,
    gone: extra.gone,
    problem: longestWait([extra.problem, packages.trouble]),
    hasAskedPackages: packages.isDue,
    unread,
  });
}

/** The storm that a rejection belongs to, if any. */
type StormOf = (job: DatevJob) => string | undefined;
const NO_STORM: StormOf = () => undefined;

/**
 * Of many that were rejected for one cause the issues come at a pace, and people see one (ADR 0058). What one look counts is enough to
 * know, over all its Mandanten; the record of storms is read only where there are so many, or where the look before left some.
 */
async function stormLookUp({ rejected, stored }: Look, jobs: readonly DatevJob[]): Promise<StormOf> {
  const causes = jobs.filter(({ result }) => result === 'failed').map(stormCause);
  const counts = countRejected(rejected, causes);
  if (!mayJoin(counts, { isRest: moreDueAt(stored.watch) !== undefined })) return NO_STORM;
  const storms = await joinStorms(counts);
  const at = now();
  return (job) => stormOf(storms, stormCause(job), at)?.id;
}

function stormCause({ verbatim }: DatevJob): string {
  return causeKey(causeOf(verbatim));
}

/** One of ours that this look may be the first to see the end of. */
function isOpenHere({ stored }: Look, { referenceId }: DatevJob): boolean {
  return stored.watch.open.some((open) => open.referenceId === referenceId);
}

/** After the list none is asked for where DATEV wanted to be left alone. */
async function packagesAfter(
  look: Look,
  place: DatevPlace,
  problem: Problem | undefined,
): Promise<PackagesLooked> {
  return wantsRest(problem) ? notAsked(look.stored) : lookAtPackages(look.stored, ok(place), look);
}

/** The list could not be read: it keeps no package from being asked for. */
async function withoutList(
  look: Look,
  place: DatevPlace,
  { problem, before }: { readonly problem: Problem; readonly before?: PackagesLooked },
): Promise<'done'> {
  const packages = before ?? (await packagesAfter(look, place, problem));
  const worst = longestWait([problem, packages.trouble]) ?? problem;
  return endLook({ ...look, stored: packages.stored }, worst, packages);
}

async function endLook(look: Look, problem: Problem, { asked }: PackagesLooked): Promise<'done'> {
  await callSilent(look, asked);
  return lookFailed(look, problem);
}

/** The packages have been looked at: the next look is set, and nothing else is asked. */
async function onlyPackages(look: Look, packages: PackagesLooked): Promise<'done'> {
  const times = timesOf(look);
  await callSilent(look, packages.asked);
  return change(look, (w) => afterPackages(w, packages, times));
}

async function postpone(look: Pick<Look, 'stored' | 'due' | 'settings'>): Promise<'done'> {
  const nextAt = discoveryAfter(look);
  return change(look, (w) => ({ ...w, discovery: { ...w.discovery, nextAt } }));
}

function timesOf(look: Pick<Look, 'stored' | 'settings'>): LookTimes {
  return { now: now(), chance: chance(), nextAt: discoveryAfter(look) };
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
  const moreAt = moreDueAt(watch);
  if (moreAt !== undefined) await wakeAt({ v: 1, look: 'mandant', id: watch.mandant, big: true }, moreAt);
  return 'done';
}

/** `too-much`: more pages than the look's share of calls. */
async function readPages(
  { stored, share }: Look,
  place: DatevPlace,
): Promise<Result<JobPage, Problem> | 'too-much'> {
  const { watch } = stored;
  const needOurs = watch.open.filter((o) => o.jobId === undefined).map((o) => o.referenceId);
  let jobs: readonly DatevJob[] = [];
  let skip: number | undefined = 0;
  let calls = 0;
  let total: number | undefined;
  while (skip !== undefined && calls < MAX_PAGES) {
    if (share?.take(1) === false) return 'too-much';
    const page: Result<JobPage, Problem> = await jobsOf(place, skip);
    calls += 1;
    if (!page.ok) return page;
    jobs = [...jobs, ...page.value.jobs];
    total = page.value.total;
    if (page.value.jobs.length === 0) break;
    skip = nextPage(watch, { jobs, needOurs, ...present({ total }) });
  }
  return ok({ jobs, ...present({ total }) });
}

/** Other programs' jobs that were pending and have left the pages we read are asked for one by one, until DATEV wants to be left alone. */
async function readMissing(place: DatevPlace, missing: ClassifiedJobs['missing']): Promise<AskedSingly> {
  const asked: Answered[] = [];
  for (const id of missing) {
    const answer = await oneJob(place, id);
    asked.push({ id, answer });
    if (!answer.ok && wantsRest(answer.problem)) break;
  }
  return sortAnswers(asked);
}

/** One of our own reference ids; `undefined` for those of other programs and other installations. */
function ourReference(reference: string) {
  return readReference(surroundings().installationId, reference);
}

/** DATEV's own words, for the panel only: they go to secret storage because they may carry ledger values. */
async function keepWords(id: string, revision: number, { verbatim }: DatevJob): Promise<void> {
  if (verbatim !== undefined) await keepVerbatim(id, revision, verbatim);
}

type Noted = Promise<'unreadable' | undefined>;

/** What follows from what DATEV says of a submission goes on record, and what is due then is done. */
async function note(
  id: string,
  { calls, by = 'datev' }: Pick<Look, 'calls'> & { readonly by?: 'datev' | 'app' },
  decide: (state: Submission) => SubmissionEvent | undefined | Promise<SubmissionEvent | undefined>,
): Noted {
  return unlessUnreadable(id, async () => {
    const before = await loadSubmission(id);
    const read = await appendDecided(before, async ({ state }) => {
      const event = await decide(state);
      return event && { event, actor: { kind: by } };
    });
    if (read !== before) await advance(id, { calls, read });
    return undefined;
  });
}

async function settleOurs({ stored: { watch }, calls }: Look, job: DatevJob, stormOfJob: StormOf): Noted {
  const ref = ourReference(job.referenceId ?? '');
  if (ref === undefined || job.result === 'pending') return undefined;
  const { submissionId, revision } = ref;
  return note(submissionId, { calls }, async (state) => {
    const event = settlement(state, job, { mandant: watch.mandant, revision, storm: stormOfJob(job) });
    if (event?.what === 'job-failed') await keepWords(submissionId, revision, job);
    return event;
  });
}

async function discoverFailed(
  { stored: { watch }, calls, settings }: Look,
  job: DatevJob,
  stormOfJob: StormOf,
): Promise<void> {
  const { mandant } = watch;
  const at = now();
  const { environment } = settings;
  const event = { ...discovered(mandant, job, { at }), environment, ...present({ storm: stormOfJob(job) }) };
  const id = idsBy(sha256).job(mandant, job.id);
  await unlessUnreadable(id, async () => {
    const read = await create(id, event, { at, actor: { kind: 'datev' } });
    await keepWords(id, 1, job);
    await advance(id, { calls, read, ...(event.storm === undefined ? {} : { settings }) });
  });
}

/** Another program's file was taken: one of that name that failed may be over. */
async function noteSuccess({ stored: { watch }, calls }: Look, job: DatevJob): Promise<void> {
  for (const id of await submissionsWithFileName(watch.mandant, job.fileName))
    await note(id, { calls }, (state) => supersession(state, job));
}

/** Of ours that the list tells of those that it does not show as finished. */
function unfinished({ stored: { watch } }: Look, sifted: ClassifiedJobs): readonly string[] {
  const finished = finishedOf(sifted);
  const batches = watch.open.filter(({ jobId }) => jobId === undefined);
  return batches.map(({ referenceId }) => referenceId).filter((one) => !finished.has(one));
}

/** What has been open for a day, and has no end yet now that DATEV was asked for it. */
async function callSilent({ stored: { watch }, calls }: Look, asked: ReadonlySet<string>): Promise<void> {
  for (const { referenceId, revision, since, submissionId } of watch.open) {
    if (!asked.has(referenceId) || secondsBetween(since, now()) < SILENT_AFTER_SECONDS) continue;
    await note(submissionId, { calls, by: 'app' }, (state) => silence(state, revision));
  }
}

async function remember(look: Look, looked: Looked): Promise<'done'> {
  const times = timesOf(look);
  return change(look, (w) => afterList(w, looked, times));
}

async function lookFailed(look: Look, problem: Problem): Promise<'done'> {
  const times = timesOf(look);
  return change(look, (w) => afterLookFailed(w, problem, times));
}
