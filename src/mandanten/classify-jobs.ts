import type { DatevJob } from '../datev/extf-files/job';
import { present } from '../kernel/present';
import { longestWait, type Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { Discovery, Watch } from './watch';

/** What a look at DATEV's job list means for one Mandant. */
export type ClassifiedJobs = {
  /** Jobs with our own reference ids, whatever their state. */
  readonly ours: readonly DatevJob[];
  /** Failed jobs of other programs, not dealt with yet, received since `watchedSince`. */
  readonly failed: readonly DatevJob[];
  /** Newly succeeded jobs of other programs: one of them may replace a file that failed. */
  readonly succeeded: readonly DatevJob[];
  readonly discovery: Discovery;
  /** Ids of other programs' jobs that are pending but not in the pages read: they have to be asked for one by one. */
  readonly missing: readonly string[];
  /** More has finished than one look puts on record. */
  readonly more: boolean;
};

/**
 * Finished jobs that one look puts on record: each takes some units of storage, and the installation has 4,000 in a minute (Forge:
 * Storage limits) for everything. The oldest come first, the others with the next look.
 */
const MOST_AT_ONCE = 200;

/** What DATEV said of a job that was asked for by its id. */
export type Answered = { readonly id: string; readonly answer: Result<DatevJob, Problem> };
export type AskedSingly = {
  readonly failed: readonly DatevJob[];
  readonly succeeded: readonly DatevJob[];
  /** Ids of those that are over. */
  readonly gone: readonly string[];
  /** Why one of them could not be read; it is asked for again with the next look. Of several the one that wants the longest wait. */
  readonly problem: Problem | undefined;
};

/** Sorts other programs' jobs that were asked for one by one. */
export function sortAnswers(asked: readonly Answered[]): AskedSingly {
  const finished = asked.flatMap(({ answer }) =>
    answer.ok && isFinished(answer.value) ? [answer.value] : [],
  );
  const problems = asked.flatMap(({ answer }) => (answer.ok ? [] : [answer.problem]));
  return {
    failed: finished.filter(({ result }) => result === 'failed'),
    succeeded: finished.filter(({ result }) => result === 'succeeded'),
    gone: asked.filter(isOver).map(({ id }) => id),
    problem: longestWait(problems.filter((problem) => !isForgotten(problem))),
  };
}

function isOver({ answer }: Answered): boolean {
  return answer.ok ? isFinished(answer.value) : isForgotten(answer.problem);
}

function isFinished({ result }: DatevJob): boolean {
  return result !== 'pending';
}

/** What DATEV no longer knows is nobody's business any more. */
function isForgotten({ code }: Problem): boolean {
  return code === 'datev.not-found';
}

function byAge(a: DatevJob, b: DatevJob): number {
  return receivedAt(a) < receivedAt(b) ? -1 : 1;
}

function stillPending({ discovery }: Watch, left: readonly DatevJob[]): readonly string[] {
  return left.map(({ id }) => id).filter((id) => discovery.pending.includes(id));
}

/** Bounds what one Mandant's record may hold: 1,000 ids of 36 characters are far below the 240 KiB of a stored value. */
const MAX_SEEN = 1000;

/**
 * Sorts the jobs of the pages read. `isOurs` tells our reference ids. A Mandant that is not watched yields only `ours`.
 */
export function classify(
  watch: Watch,
  look: { jobs: readonly DatevJob[]; total?: number; most?: number },
  isOurs: (referenceId: string) => boolean,
): ClassifiedJobs {
  const ours = look.jobs.filter((j) => j.referenceId !== undefined && isOurs(j.referenceId));
  const foreign = watch.watched ? look.jobs.filter((j) => !ours.includes(j) && isNew(watch, j)) : [];
  const all = foreign.filter(isFinished).sort(byAge);
  const finished = all.slice(0, look.most ?? MOST_AT_ONCE);
  const more = finished.length < all.length;
  const pending = foreign.filter((j) => j.result === 'pending').map((j) => j.id);
  const listed = new Set(look.jobs.map((j) => j.id));
  const missing = awaitedIn(watch).filter((id) => !listed.has(id));
  return {
    ours,
    failed: finished.filter((j) => j.result === 'failed'),
    succeeded: finished.filter((j) => j.result === 'succeeded'),
    discovery: remember(watch.discovery, {
      finished,
      // One that finished and is left for the next look stays known as open.
      pending: [...pending, ...missing, ...stillPending(watch, all.slice(finished.length))],
      ...(more ? { more } : present({ total: look.total ?? watch.discovery.total })),
    }),
    missing,
    more,
  };
}

/** Jobs of other programs that were pending; records of Mandanten that nobody watches any more may still name some. */
function awaitedIn({ watched, discovery }: Watch): readonly string[] {
  return watched ? discovery.pending : [];
}

function isNew(watch: Watch, job: DatevJob): boolean {
  if (watch.discovery.pending.includes(job.id)) return true;
  if (watch.discovery.seen.includes(job.id)) return false;
  return receivedAt(job) >= floorOf(watch);
}

/** A job without a time counts as new: to look at one too many is better than to lose a failure. */
export function receivedAt(job: DatevJob): string {
  return job.timestamp ?? '9999-12-31T00:00:00.000Z';
}

/** ISO instants compare as text only in one zone: DATEV's timestamps are turned into UTC when they are parsed. */
function floorOf(watch: Watch): string {
  const since = watch.watchedSince ?? '';
  return watch.discovery.floor !== undefined && watch.discovery.floor > since ? watch.discovery.floor : since;
}

function remember(
  before: Discovery,
  seen: { finished: readonly DatevJob[]; pending: readonly string[]; total?: number; more?: true },
): Discovery {
  const all = [...before.seen, ...seen.finished.map((j) => j.id)];
  const dropped = all.length > MAX_SEEN ? seen.finished.at(-1)?.timestamp : undefined;
  const floor = dropped ?? before.floor;
  const { total: _, more: __, further: ___, ...rest } = before;
  return {
    ...rest,
    seen: all.slice(-MAX_SEEN),
    pending: seen.pending,
    ...present({ total: seen.total, more: seen.more, floor }),
  };
}

/**
 * Which page to read next, or `undefined` when enough is known. DATEV does not document the order of its list (A4 of
 * KNOWN_ISSUES), so the order is read off the page: newest first stops at the first page that holds something known or
 * old; any other order reads everything, but only when `Total-Items` changed or something is open.
 */
export function nextPage(
  watch: Watch,
  read: { jobs: readonly DatevJob[]; total?: number; needOurs: readonly string[] },
): number | undefined {
  const { jobs, total, needOurs } = read;
  const last = jobs.at(-1);
  if (last === undefined || total === undefined || jobs.length >= total) return undefined;
  // What the look before left may lie behind what it put on record: many come in the same instant.
  if (watch.watched && watch.discovery.more === true) return jobs.length;
  const listed = new Set(jobs.map((j) => j.referenceId));
  const lacksOurs = needOurs.some((r) => !listed.has(r));
  if (isNewestFirst(jobs)) {
    const isYoung = watch.watched && receivedAt(last) >= floorOf(watch);
    const goesOn = isYoung && (watch.discovery.further === true || isNew(watch, last));
    return goesOn || (lacksOurs && jobs.length < 300) ? jobs.length : undefined;
  }
  const changed = watch.watched && total !== watch.discovery.total;
  return changed || lacksOurs || awaitedIn(watch).length > 0 ? jobs.length : undefined;
}

function isNewestFirst(jobs: readonly DatevJob[]): boolean {
  return jobs.every((j, i) => i === 0 || receivedAt(jobs[i - 1] ?? j) >= receivedAt(j));
}

/** Whether so many jobs read, this page the last of them, are all that DATEV has; where it does not say how many it has, a page is all. */
export function isWholeList(
  page: { readonly jobs: readonly DatevJob[]; readonly total?: number },
  read: number,
): boolean {
  return page.jobs.length === 0 || read >= (page.total ?? 0);
}

/**
 * What DATEV received since the Mandant is watched: how many jobs, how many of them failed, and which of those looks would bring. One that
 * stands on two pages is one.
 */
export function countedFor(
  watch: Watch,
  jobs: readonly DatevJob[],
  isOurs: (referenceId: string) => boolean,
): { readonly jobs: number; readonly failed: number; readonly brings: readonly DatevJob[] } {
  const since = watch.watchedSince ?? '';
  const young = [
    ...new Map(jobs.filter((job) => receivedAt(job) >= since).map((job) => [job.id, job])).values(),
  ];
  const { failed: brings } = classify(watch, { jobs: young, most: young.length }, isOurs);
  return { jobs: young.length, failed: young.filter(({ result }) => result === 'failed').length, brings };
}
