import type { DatevJob } from '../datev/extf-files/job';
import { secondsBetween } from '../kernel/instant';
import { present } from '../kernel/present';
import { receivedAt } from '../mandanten/classify-jobs';
import type { Watch } from '../mandanten/watch';
import type { Listed } from '../submissions/lists/listed';
import { type Attempt, isSend, type Submission } from '../submissions/submission';
import type { Discrepancy } from './discrepancy';

/** What is known here of a job of DATEV's list. */
export type OnJob = {
  readonly watch: Watch;
  /** Which transmission its `Reference-Id` names; absent: another program's, or another installation's. */
  readonly ours?: { readonly submissionId: string; readonly revision: number };
  /** The submission it belongs to, as it was read after the list. */
  readonly submission: Submission | undefined;
};

/** DATEV's list shows an accepted job within a quarter of an hour (A2). */
const LATE_SECONDS = 15 * 60;

/** What a job of DATEV's list and our record do not agree on; what the next ordinary look puts right by itself is left to it. */
export function ofJob(job: DatevJob, on: OnJob): Discrepancy | undefined {
  if (job.result === 'pending') return undefined;
  const { submission: s, watch } = on;
  const attempt = attemptFor(job, on);
  if (s === undefined || attempt === undefined) return isUnknown(job, on) ? unknown(job, watch) : undefined;
  const kind = kindOf(job, { s, attempt, watch });
  return kind === undefined ? undefined : { kind, ...aboutFile(s), job: job.id };
}

/** The transmission that a job is the processing of. */
export function attemptFor({ id }: DatevJob, { watch, ours, submission: s }: OnJob): Attempt | undefined {
  if (s === undefined || s.mandant !== watch.mandant) return undefined;
  return s.attempts.find(({ revision, jobId }) =>
    ours === undefined ? jobId === id : revision === ours.revision,
  );
}

function unknown({ id, fileName }: DatevJob, { mandant }: Watch): Discrepancy {
  return { kind: 'job-unknown', mandant, job: id, fileName };
}

/** A failed one that nobody will find any more: with our reference, or of another program and passed over by a look. */
function isUnknown(job: DatevJob, { ours, submission, watch }: OnJob): boolean {
  if (job.result !== 'failed') return false;
  if (ours === undefined) return submission === undefined && isBehindLook(job, watch);
  // One taken up again knows its newest transmission; what an older one came to is over.
  const newest = submission?.mandant === watch.mandant ? submission.attempts.at(-1) : undefined;
  return newest === undefined || ours.revision > newest.revision;
}

/** It fell to us, and a look that should have seen it has been: what came since then, or was pending, the next look finds. */
function isBehindLook(job: DatevJob, { watched, watchedSince = '', lastLookAt, discovery }: Watch): boolean {
  const at = receivedAt(job);
  if (!watched || lastLookAt === undefined || at < watchedSince) return false;
  return secondsBetween(at, lastLookAt) > LATE_SECONDS && !discovery.pending.includes(job.id);
}

/** Only the newest attempt says where a submission stands; what an older one came to matters if DATEV took it after all. */
function kindOf(
  { result }: DatevJob,
  { s, attempt, watch }: { readonly s: Submission; readonly attempt: Attempt; readonly watch: Watch },
): Discrepancy['kind'] | undefined {
  const isNewest = s.attempts.at(-1) === attempt;
  if (attempt.state === 'succeeded') return result === 'failed' && isNewest ? 'delivered-failed' : undefined;
  if (result === 'failed' && (attempt.state === 'failed' || !isNewest)) return undefined;
  if (!isNewest) return isTaken(s.attempts.at(-1)) ? 'sent-twice' : undefined;
  const isAskedFor = watch.open.some(({ referenceId }) => referenceId === attempt.referenceId);
  return isAskedFor || s.pendingEffects.some(({ effect }) => isSend(effect)) ? undefined : 'result-missed';
}

function isTaken(attempt: Attempt | undefined): boolean {
  return attempt?.state === 'succeeded' || attempt?.state === 'pending';
}

/** Of one submission DATEV took more than one job: whatever we sent again, its bookings may be there twice. */
export function takenTwice(jobs: readonly DatevJob[], on: (job: DatevJob) => OnJob): readonly Discrepancy[] {
  const first = new Set<string>();
  return jobs.flatMap((job): readonly Discrepancy[] => {
    const { ours, submission } = on(job);
    if (job.result !== 'succeeded' || ours === undefined || submission === undefined) return [];
    if (!first.has(submission.id)) {
      first.add(submission.id);
      return [];
    }
    return [{ kind: 'sent-twice', ...aboutFile(submission), job: job.id }];
  });
}

/** A page of DATEV's list, its first one; `total`: so many jobs the whole list has; `unreadable`: so many of the page say nothing to us. */
type List = {
  readonly jobs: readonly DatevJob[];
  readonly total?: number;
  readonly unreadable?: number;
};

/** Delivered batches of a Mandant that should stand in this list and do not. */
export function unlisted(delivered: readonly Listed[], list: List, now: string): readonly Discrepancy[] {
  const span = spanOf(list, now);
  if (span === undefined) return [];
  const ids = new Set(list.jobs.map(({ id }) => id));
  const names = new Set(list.jobs.map(({ fileName }) => fileName));
  return delivered
    .filter((s) => isSpanned(s, span, now))
    .filter(({ attempts, fileName }) => {
      const last = attempts.at(-1);
      return !ids.has(last?.jobId ?? '') && !names.has(last?.fileName ?? fileName);
    })
    .map((s) => ({
      kind: 'delivered-unlisted',
      ...aboutFile(s),
      ...present({ job: s.attempts.at(-1)?.jobId }),
    }));
}

type Span = { readonly from: string; readonly to: string };

/**
 * Between which instants a page surely has every job. Neither the order of DATEV's list is documented (A4) nor how long it keeps one
 * (A61): before the oldest job even the whole list proves nothing; a part of it proves nothing after its newest one either, and
 * nothing at all where its jobs do not come by their time.
 */
function spanOf({ jobs, total, unreadable = 0 }: List, now: string): Span | undefined {
  const times = jobs.flatMap(({ timestamp }) => timestamp ?? []);
  const sorted = times.toSorted();
  const [from, to] = [sorted[0], sorted.at(-1)];
  if (from === undefined || to === undefined || times.length < jobs.length || unreadable > 0)
    return undefined;
  if (total !== undefined && jobs.length >= total) return { from, to: now };
  const isByTime = [times, times.toReversed()].some((some) => some.every((at, n) => at === sorted[n]));
  return isByTime ? { from, to } : undefined;
}

/** DATEV received its job after it was begun and before we heard of its end: both have to lie within. */
function isSpanned({ kind, end, startedAt }: Listed, { from, to }: Span, now: string): boolean {
  if (kind !== 'extf' || end?.as !== 'delivered' || startedAt <= from || end.at >= to) return false;
  return secondsBetween(end.at, now) > LATE_SECONDS;
}

/** By what people find a submission. */
export function aboutFile({
  id,
  mandant,
  fileName,
}: Pick<Submission, 'id' | 'mandant' | 'fileName'>): Pick<
  Discrepancy,
  'submission' | 'mandant' | 'fileName'
> {
  return { submission: id, mandant, fileName };
}
