import type { DxsoStatus } from '../datev/dxso-jobs/dxso-job';
import type { DatevJob } from '../datev/extf-files/job';
import type { ProtocolEntry } from '../dxso/protocol';
import type { EventOf } from '../submissions/events';
import { attemptOf } from '../submissions/parts';
import type { Attempt, Cause, Submission } from '../submissions/submission';
import { receivedAt } from './classify-jobs';
import { outcomeOf } from './job-events';

/** What something that DATEV says of a job changes about a submission; undefined: nothing that is not on record. */

function hasEnded({ state }: Attempt): boolean {
  return state === 'succeeded' || state === 'failed';
}

/** Whether we sent it; another program's job is its sender's to decide about. */
function isOurs({ files }: Submission, revision: number): boolean {
  return files.some((file) => file.revision === revision);
}

/** A job of ours is in the list of its Mandant: the first end that DATEV tells counts. */
export function settlement(
  state: Submission,
  job: DatevJob,
  about: { readonly mandant: string; readonly revision: number; readonly storm?: string | undefined },
): ReturnType<typeof outcomeOf> | undefined {
  const attempt = attemptOf(state, about.revision);
  if (job.result === 'pending' || state.mandant !== about.mandant) return undefined;
  if (attempt === undefined || hasEnded(attempt)) return undefined;
  return outcomeOf(job, about.revision, about.storm);
}

/** The program whose file failed has sent a good one of that name since: then nobody has to correct anything. */
export function supersession(
  { origin, end, program, attempts, asks }: Submission,
  job: DatevJob,
): EventOf<'superseded'> | undefined {
  const by = job.program ?? job.vendor ?? '';
  if (origin !== 'discovered' || end !== undefined || program !== by) return undefined;
  if (attempts.length > 1 || (attempts[0]?.sentAt ?? '') >= receivedAt(job)) return undefined;
  const isAsked = asks?.what === 'close-superseded' && asks.jobId === job.id;
  return isAsked ? undefined : { what: 'superseded', jobId: job.id, program: by };
}

/** Pending for a day: nobody knows, a person looks into DATEV. A later result still counts, and we go on looking. */
export function silence(state: Submission, revision: number): EventOf<'job-silent'> | undefined {
  const isPending = attemptOf(state, revision)?.state === 'pending';
  return isPending && isOurs(state, revision) ? { what: 'job-silent', revision } : undefined;
}

/** What DATEV says of a package's job when it is over. */
export type EndedPackage = {
  readonly revision: number;
  readonly jobId: string;
  readonly status: Exclude<DxsoStatus, 0 | 1> | 'gone';
  readonly entries: readonly ProtocolEntry[];
};
/** How many documents of a package that DATEV processed in part arrived, and how many did not. */
type Counts = { readonly arrived: number; readonly missing: number } | undefined;
type PackageEnd = EventOf<'job-failed' | 'job-succeeded' | 'job-silent'>;

/** How a package ended; `countsOf` is asked where DATEV processed it in part. */
export async function packageEnd(
  state: Submission,
  ended: EndedPackage,
  countsOf: () => Promise<Counts>,
): Promise<PackageEnd | undefined> {
  const attempt = attemptOf(state, ended.revision);
  if (attempt === undefined || hasEnded(attempt)) return undefined;
  if (ended.status === 'gone') return attempt.state === 'unknown' ? undefined : packageGone(state, ended);
  if (ended.status === 3 || ended.status === 5) return failure(ended, { code: `dxso-${ended.status}` });
  if (isPartly(ended)) return failure(ended, { code: 'dxso-4', ...(await countsOf()) });
  return { what: 'job-succeeded', ...namesOf(ended) };
}

/** Of our own package a person decides; another program's is for its sender to send again. */
function packageGone(state: Submission, ended: EndedPackage): PackageEnd {
  return isOurs(state, ended.revision)
    ? { what: 'job-silent', revision: ended.revision, isLost: true }
    : failure(ended, { code: 'dxso-lost' });
}

/** "Not cancelled" (6): what had been processed stays, so the protocol decides whether all of it. */
function isPartly({ status, entries }: EndedPackage): boolean {
  return status === 4 || (status === 6 && entries.some(({ type }) => type === 'error'));
}

function failure(ended: EndedPackage, cause: Pick<Cause, 'code' | 'arrived' | 'missing'>): PackageEnd {
  return { what: 'job-failed', ...namesOf(ended), cause: { source: 'datev', faults: [], ...cause } };
}

function namesOf({ revision, jobId }: EndedPackage) {
  return { revision, jobId };
}

/** Whether DATEV may still say how a package ended: of one that it forgot a late result would count. */
export function mayStillEnd(state: Submission | undefined, revision: number): boolean {
  const attempt = state && attemptOf(state, revision);
  return attempt !== undefined && !hasEnded(attempt);
}
