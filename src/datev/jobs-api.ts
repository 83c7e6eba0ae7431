import { noteShort } from '../health/health-store';
import type { Problem } from '../kernel/problem';
import { type Result, withoutWords } from '../kernel/result';
import { remainingMs } from '../platform/context';
import { loadSettings } from '../settings/settings-store';
import { listJobs, readJob } from './extf-files/extf-files-api';
import type { DatevJob } from './extf-files/job';
import { REDEEM_SECONDS } from './login/token-store';
import { askAbout, placeOf } from './place-api';

export type JobPage = { readonly jobs: readonly DatevJob[]; readonly total?: number };

/** A page of a Mandant's batches, newest first. That there was no time for a token is told in health. */
export async function jobsOf(mandant: string, skip: number): Promise<Result<JobPage, Problem>> {
  const seconds = remainingMs() / 1000;
  const place = await placeOf((await loadSettings()).data, mandant);
  if (!place.ok && place.problem.code === 'platform.no-time-left')
    await noteShort({ seconds, needs: REDEEM_SECONDS });
  if (!place.ok) return place;
  return withoutWords(await listJobs(place.value, { skip, top: 100 }));
}

/** One batch by its id. */
export function oneJob(mandant: string, jobId: string): Promise<Result<DatevJob, Problem>> {
  return askAbout(mandant, (place) => readJob(place, jobId));
}
