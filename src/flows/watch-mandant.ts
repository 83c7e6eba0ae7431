import { secondsInDay } from 'date-fns/constants';
import type { DatevJob } from '../datev/extf-files/job';
import { jobsOf } from '../datev/jobs-api';
import { plusSeconds } from '../kernel/instant';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { receivedAt } from '../mandanten/classify';
import { changeAndHint, wakeMandant } from '../mandanten/look-store';
import { type Watch, withAssignee } from '../mandanten/watch';
import { now } from '../platform/clock';
import type { Actor } from '../submissions/events';

export type Wanted = {
  readonly mandant: string;
  readonly name?: string;
  readonly lookBackDays: number;
  readonly assignee?: string | null;
  readonly by: Actor;
};

/** Begins to watch a Mandant from now on, or from `lookBackDays` ago: the first look comes at once. */
export async function watchMandant(wanted: Wanted): Promise<void> {
  const at = now();
  const watchedSince = plusSeconds(at, -wanted.lookBackDays * secondsInDay);
  const watched = (w: Watch): Watch => ({
    ...withAssignee(w, wanted.assignee),
    ...(wanted.name === undefined ? {} : { name: wanted.name }),
    watched: true,
    watchedSince:
      w.watched && w.watchedSince !== undefined && w.watchedSince < watchedSince
        ? w.watchedSince
        : watchedSince,
    discovery: { ...w.discovery, nextAt: at },
  });
  await changeAndHint(wanted.mandant, watched, wanted.by);
  await wakeMandant(wanted.mandant);
}

/** Stops discovery for a Mandant; attempts that are open are still polled to their end. */
export async function unwatchMandant(mandant: string, by: Actor): Promise<void> {
  await changeAndHint(mandant, (w) => ({ ...w, watched: false }), by);
}

const MAX_PAGES = 20;

/** How many jobs, and how many failed ones, a look back would bring. Nothing is changed. */
export async function countBack(
  mandant: string,
  days: number,
): Promise<Result<{ jobs: number; failed: number; since: string }, Problem>> {
  const since = plusSeconds(now(), -days * secondsInDay);
  let jobs: readonly DatevJob[] = [];
  for (let page = 0; page < MAX_PAGES; page++) {
    const read = await jobsOf(mandant, jobs.length);
    if (!read.ok) return read;
    jobs = [...jobs, ...read.value.jobs];
    if (read.value.jobs.length === 0 || jobs.length >= (read.value.total ?? 0)) break;
  }
  const young = jobs.filter((j) => receivedAt(j) >= since);
  return {
    ok: true,
    value: { jobs: young.length, failed: young.filter((j) => j.result === 'failed').length, since },
  };
}
