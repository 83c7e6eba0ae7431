import { secondsInDay } from 'date-fns/constants';
import type { DatevJob } from '../datev/extf-files/job';
import { plusSeconds } from '../kernel/instant';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { receivedAt } from '../mandanten/classify';
import type { Watch } from '../mandanten/watch';
import type { Actor } from '../submissions/events';

export type WatchPorts = {
  now(): string;
  listJobs(
    mandant: string,
    skip: number,
  ): Promise<Result<{ jobs: readonly DatevJob[]; total?: number }, Problem>>;
  changeWatch(mandant: string, change: (watch: Watch) => Watch, by: Actor): Promise<Watch>;
  wakeMandant(mandant: string): Promise<void>;
};

export type Wanted = {
  readonly mandant: string;
  readonly name?: string;
  readonly lookBackDays: number;
  readonly assignee?: string | null;
  readonly by: Actor;
};

/** Begins to watch a Mandant from now on, or from `lookBackDays` ago: the first look comes at once. */
export async function watchMandant(ports: WatchPorts, wanted: Wanted): Promise<void> {
  const now = ports.now();
  const watchedSince = plusSeconds(now, -wanted.lookBackDays * secondsInDay);
  const watched = (w: Watch): Watch => ({
    ...withAssignee(w, wanted.assignee),
    ...(wanted.name === undefined ? {} : { name: wanted.name }),
    watched: true,
    watchedSince:
      w.watched && w.watchedSince !== undefined && w.watchedSince < watchedSince
        ? w.watchedSince
        : watchedSince,
    discovery: { ...w.discovery, nextAt: now },
  });
  await ports.changeWatch(wanted.mandant, watched, wanted.by);
  await ports.wakeMandant(wanted.mandant);
}

/** Stops discovery for a Mandant; attempts that are open are still polled to their end. */
export async function unwatchMandant(ports: WatchPorts, mandant: string, by: Actor): Promise<void> {
  await ports.changeWatch(mandant, (w) => ({ ...w, watched: false }), by);
}

/** Sets who gets the Mandant's new issues; null = nobody in particular. */
export function withAssignee(w: Watch, assignee: string | null | undefined): Watch {
  if (assignee === undefined) return w;
  const { assignee: _, ...rest } = w;
  return assignee === null ? rest : { ...rest, assignee };
}

const MAX_PAGES = 20;

/** How many jobs, and how many failed ones, a look back would bring. Nothing is changed. */
export async function countBack(
  ports: WatchPorts,
  mandant: string,
  days: number,
): Promise<Result<{ jobs: number; failed: number; since: string }, Problem>> {
  const since = plusSeconds(ports.now(), -days * secondsInDay);
  let jobs: readonly DatevJob[] = [];
  for (let page = 0; page < MAX_PAGES; page++) {
    const read = await ports.listJobs(mandant, jobs.length);
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
