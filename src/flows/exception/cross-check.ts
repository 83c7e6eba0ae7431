import type { DatevJob } from '../../datev/extf-files/job';
import { readReference } from '../../datev/extf-files/reference';
import { type JobPage, jobsOf } from '../../datev/jobs-api';
import { placeToLook } from '../../datev/place-api';
import { type OnJob, ofJob, takenTwice, unlisted } from '../../discrepancies/at-datev';
import { markOf, ofIssue, ofOpen } from '../../discrepancies/at-jira';
import {
  afterPage,
  begun,
  type CrossCheck,
  type Going,
  type Page,
  pageAfter,
  withoutAsking,
} from '../../discrepancies/cross-check';
import {
  changeCrossCheck,
  keepPage,
  loadCrossCheck,
  loadPage,
  saveCrossCheck,
} from '../../discrepancies/cross-check-store';
import type { Discrepancy, DiscrepancyKind } from '../../discrepancies/discrepancy';
import { quietUntil } from '../../health/health-store';
import { setAside } from '../../health/set-aside-store';
import { type OpenIssues, openIssues, readIssues } from '../../jira/many-issues-api';
import { appAccount } from '../../jira/own-api';
import { present } from '../../kernel/present';
import { isForGood, type Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import type { Look } from '../../looks/look';
import { queueLater, queueLooks } from '../../looks/look-queue-store';
import { isPauseDue, PAUSE_SECONDS } from '../../looks/pace';
import { isOpen } from '../../mandanten/discovery-times';
import { beginLooking, type Looking } from '../../mandanten/looking-store';
import { restingOf, type Watch } from '../../mandanten/watch';
import { loadWatch, mandantRows, noteResting } from '../../mandanten/watch-store';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { remainingMs, surroundings } from '../../platform/context';
import { log } from '../../platform/log';
import { configuredProjects, type Settings } from '../../settings/settings';
import { loadSettings } from '../../settings/settings-store';
import { isElsewhere } from '../../submissions/environment';
import { idsBy } from '../../submissions/ids';
import { listRows } from '../../submissions/lists/list-store';
import type { Phase } from '../../submissions/phase';
import type { Submission } from '../../submissions/submission';
import { listSubmissions, loadSubmissions } from '../../submissions/submission-store';

/** What a page takes at most. */
const RESERVE_MS = 60_000;

const LOOK: Look = { v: 1, look: 'cross-check', id: 'all' };

/** Every day, and when somebody asks for it: DATEV's lists, our submissions and Jira's issues are held against each other. */
export async function beginCrossCheck(): Promise<void> {
  await changeCrossCheck((before) => begun(before, now()));
  await queueLooks(LOOK);
}

/** What waits for DATEV's hours, or whose event got lost, goes on within the hour. */
export async function resumeCrossCheck(): Promise<void> {
  const { going } = (await loadCrossCheck()).data;
  if (going !== undefined) await queueLooks(LOOK);
}

/**
 * Goes on where the round stands, page by page; an invocation that dies leaves its last page to be done again. It changes nothing but
 * its own record, and sets aside what it cannot read: what it finds, people put right. A problem: Jira does not answer now.
 */
export async function crossCheck(): Promise<Problem | undefined> {
  const settings = (await loadSettings()).data;
  for (let spent = 0; ; ) {
    const before = await loadCrossCheck();
    const { going } = before.data;
    // The hourly run goes on then.
    if (going === undefined || isClosed(going, settings) || (await waitsForJira(going))) return undefined;
    if (isPauseDue(spent, remainingMs(), RESERVE_MS)) {
      await queueLater(PAUSE_SECONDS, LOOK);
      return undefined;
    }
    const page = orSkipped(await pageOf(going, settings));
    if (!page.ok) return page.problem;
    const { after, full } = afterPage(before.data, page.value, now());
    for (const one of full) await keepPage(going.begunAt, one);
    // Somebody else is at it: one is enough.
    if ((await saveCrossCheck(before, await toldOnce(after))) === 'conflict') return undefined;
    spent += Math.max(1, page.value.units);
  }
}

/** At the end of a round, which looks at DATEV's lists last. Of what is found by the thousand, that are some dozens of values, once. */
async function toldOnce(check: CrossCheck): Promise<CrossCheck> {
  const { going, last } = check;
  if (going !== undefined || last === undefined) return check;
  const [asks, missed] = [await allOf(last, 'nobody-asks'), await allOf(last, 'result-missed')];
  if (asks.length === 0 || missed.length === 0) return check;
  const { after, full } = withoutAsking(check, { asks, missed });
  for (const one of full) await keepPage(last.begunAt, one);
  return after;
}

/** Full pages lie beside the record, the last one in it. */
async function allOf({ begunAt, found }: Round, kind: DiscrepancyKind): Promise<readonly Discrepancy[]> {
  const { pages = 0, rest = [] } = found.find((one) => one.kind === kind) ?? {};
  const all: Discrepancy[] = [];
  for (let n = 0; n < pages; n++) all.push(...(await loadPage(begunAt, kind, n)));
  return [...all, ...rest];
}
type Round = NonNullable<CrossCheck['last']>;

/** DATEV's lists are read when discovery may read them; the hourly run goes on then. */
function isClosed({ place }: Going, { discovery }: Settings): boolean {
  return place === 'datev' && !isOpen(now(), discovery);
}

/** Jira wants quiet; DATEV's lists are read without it. */
async function waitsForJira({ place }: Going): Promise<boolean> {
  return place !== 'datev' && (await quietUntil()) !== undefined;
}

/** What Jira refuses until somebody mends it, is left out this time, and said. */
function orSkipped(page: Result<Done, Problem>): Result<Done, Problem> {
  if (page.ok || !isForGood(page.problem)) return page;
  log('cross-check.skipped', { code: page.problem.code });
  return ok({ discrepancies: [], read: { unread: 1 }, units: 1 });
}

/** `units` of storage that it took, about. */
type Done = Page & { readonly units: number };

function pageOf(going: Going, settings: Settings): Promise<Result<Done, Problem>> {
  if (going.place === 'issues') return issuesPage(going, settings);
  return going.place === 'datev' ? datevPage(going) : openPage(going.place, going, settings);
}

/** A state is some kilobytes, and its Mandant may be one of its own. */
const OPEN_PAGE = 50;

/** Submissions of a phase that have not ended: who asks DATEV for them, and what is with their issue. */
async function openPage(phase: Phase, { cursor }: Going, settings: Settings): Promise<Result<Done, Problem>> {
  const found = await listSubmissions({ phase }, { limit: OPEN_PAGE, ...present({ cursor }) });
  const watches = await watchesOf(found.states);
  const ids = found.states.flatMap(({ issue }) => (issue === undefined || issue.deletedAt ? [] : [issue.id]));
  const read = await readIssues(ids);
  if (!read.ok) return read;
  const issues = new Map(read.value.map((issue) => [issue.id, issue]));
  const at = now();
  const discrepancies = found.states.flatMap((submission) =>
    ofOpen({
      submission,
      settings,
      now: at,
      watch: watches.get(submission.mandant) ?? { open: [] },
      issue: submission.issue === undefined ? undefined : (issues.get(submission.issue.id) ?? 'unseen'),
    }),
  );
  const counts = { submissions: found.states.length, issues: read.value.length };
  return ok({ discrepancies, read: counts, units: 2 * OPEN_PAGE, ...present({ cursor: found.cursor }) });
}

async function watchesOf(states: readonly Submission[]): Promise<ReadonlyMap<string, Watch>> {
  const watches = new Map<string, Watch>();
  for (const mandant of new Set(states.map((s) => s.mandant)))
    watches.set(mandant, (await loadWatch(mandant)).watch);
  return watches;
}

/** Issues with our mark that Jira counts as open, and the submissions they name. */
async function issuesPage({ cursor }: Going, settings: Settings): Promise<Result<Done, Problem>> {
  const app = await appAccount();
  if (!app.ok) return app;
  const projectIds = configuredProjects(settings);
  const page: Result<OpenIssues, Problem> = await openIssues({
    projectIds,
    ...present({ pageToken: cursor }),
  });
  if (!page.ok) return page;
  const { issues, nextPageToken } = page.value;
  const known = await knownOf(issues.flatMap((issue) => markOf(issue) ?? []));
  const at = now();
  const discrepancies = issues.flatMap((issue) => {
    const mark = markOf(issue) ?? '';
    if (known.unreadable.has(mark)) return [];
    const submission = known.found.get(mark)?.state;
    return ofIssue({ issue, submission, settings, now: at, appAccountId: app.value }) ?? [];
  });
  const read = { issues: issues.length };
  return ok({ discrepancies, read, units: 1 + known.found.size, ...present({ cursor: nextPageToken }) });
}

/** Of what cannot be read nobody knows whether it differs: neither unknown nor without its record, it is set aside, which health tells. */
async function knownOf(ids: readonly string[]): ReturnType<typeof loadSubmissions> {
  const known = await loadSubmissions(ids);
  for (const id of known.unreadable) await setAside(`submission:${id}`, now());
  return known;
}

/** Mandanten of one step; each is one call to DATEV. */
const MANDANTEN_PAGE = 10;

/** The next Mandanten, by their number. Who is not watched and has nothing open is none of our business. */
async function datevPage({ cursor }: Going): Promise<Result<Done, Problem>> {
  const rows = (await mandantRows()).filter(({ watched, dueAt }) => watched || dueAt !== undefined);
  const ids = rows.map(({ mandant }) => mandant);
  const { next, ...on } = pageAfter(ids, cursor, MANDANTEN_PAGE);
  const looking = await beginLooking(next);
  const lists: Listed[] = [];
  for (const mandant of next) lists.push(await listOf(mandant, looking));
  const sum = (count: (list: Listed) => number) => lists.reduce((all, list) => all + count(list), 0);
  return ok({
    discrepancies: lists.flatMap((list) => list.discrepancies),
    read: {
      mandanten: lists.length,
      jobs: sum(({ jobs = 0 }) => jobs),
      unread: sum(({ jobs }) => (jobs === undefined ? 1 : 0)),
    },
    units: ids.length / 20 + sum(({ jobs = 0 }) => 3 + jobs),
    ...on,
  });
}

/** Without `jobs` DATEV did not answer. */
type Listed = { readonly jobs?: number; readonly discrepancies: readonly Discrepancy[] };

/** The first hundred jobs of a Mandant's list, in DATEV's order, which is not documented (A4): one call. */
async function listOf(mandant: string, looking: Looking): Promise<Listed> {
  const { environment } = looking.settings;
  const page = await firstPage(mandant, looking);
  if (!page.ok) {
    log('cross-check.unread', { mandant, code: page.problem.code });
    return { discrepancies: [] };
  }
  const { jobs } = page.value;
  const { watch } = await loadWatch(mandant);
  const known = await knownOf(jobs.map((job) => submissionOf(watch, job)));
  const on = (job: DatevJob): OnJob => ({
    watch,
    submission: known.found.get(submissionOf(watch, job))?.state,
    ...present({ ours: ourReference(job) }),
  });
  const readable = jobs.filter((job) => !known.unreadable.has(submissionOf(watch, job)));
  const delivered = await listRows({ mandant, phase: 'delivered' }, { limit: 100 });
  return {
    jobs: jobs.length,
    discrepancies: [
      ...readable.flatMap((job) => ofJob(job, on(job)) ?? []),
      ...takenTwice(jobs, on),
      ...(await ofEnvironment(unlisted(delivered.rows, page.value, now()), environment)),
    ],
  };
}

/** While DATEV wants to be left alone it is not asked. */
async function firstPage(mandant: string, looking: Looking): Promise<Result<JobPage, Problem>> {
  const { environment } = looking.settings;
  const resting = restingOf((await loadWatch(mandant, looking.watches)).watch, now());
  if (resting !== undefined) return fail(resting);
  const place = await placeToLook({ ...looking, environment }, mandant);
  if (!place.ok) return place;
  const page = await jobsOf(place.value, 0);
  if (!page.ok) await noteResting(mandant, page.problem);
  return page;
}

/** What was delivered to DATEV's other environment is in no list of this one. */
async function ofEnvironment(
  found: readonly Discrepancy[],
  environment: Settings['environment'],
): Promise<readonly Discrepancy[]> {
  const known = await knownOf(found.flatMap(({ submission }) => submission ?? []));
  const isOther = ({ submission = '' }: Discrepancy) => {
    const state = known.found.get(submission)?.state;
    return known.unreadable.has(submission) || (state !== undefined && isElsewhere(state, environment));
  };
  return found.filter((one) => !isOther(one));
}

function ourReference({ referenceId = '' }: DatevJob) {
  return readReference(surroundings().installationId, referenceId);
}

/** The submission to which a job belongs, ours or another program's. */
function submissionOf({ mandant }: Watch, job: DatevJob): string {
  return ourReference(job)?.submissionId ?? idsBy(sha256).job(mandant, job.id);
}
