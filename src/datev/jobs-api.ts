import type { Problem } from '../kernel/problem';
import { type Result, withoutWords } from '../kernel/result';
import { listJobs, readJob } from './extf-files/extf-files-api';
import type { DatevJob } from './extf-files/job';
import type { DatevPlace } from './mandant-api';

export type JobPage = {
  readonly jobs: readonly DatevJob[];
  readonly total?: number;
  /** Entries that do not fit DATEV's document and were passed over. */
  readonly unreadable?: number;
};

/** A page of a Mandant's batches, in DATEV's order, which is not documented (A4). */
export async function jobsOf(place: DatevPlace, skip: number): Promise<Result<JobPage, Problem>> {
  return withoutWords(await listJobs(place, { skip, top: 100 }));
}

/** One batch by its id. */
export async function oneJob(place: DatevPlace, jobId: string): Promise<Result<DatevJob, Problem>> {
  return withoutWords(await readJob(place, jobId));
}
