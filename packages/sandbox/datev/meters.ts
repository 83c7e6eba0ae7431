import type { Grant, Meter, State } from './model';
import type { Route } from './route';

const NOTHING: Meter = { gets: 0, posts: 0, early: 0, errors: 0 };

/** Counts one admitted call and says how to add its error, per program and Mandant. */
export function count(state: State, { route, grant, now }: Look): (status: number) => void {
  const mandant = route.clientId ?? '-';
  const add = (more: Partial<Meter>): void => {
    const ofProgram = state.meters[grant.displayName] ?? {};
    const before = ofProgram[mandant] ?? NOTHING;
    state.meters[grant.displayName] = {
      ...ofProgram,
      [mandant]: {
        gets: before.gets + (more.gets ?? 0),
        posts: before.posts + (more.posts ?? 0),
        early: before.early + (more.early ?? 0),
        errors: before.errors + (more.errors ?? 0),
      },
    };
  };
  const look = { route, grant, now };
  add(route.method === 'GET' ? { gets: 1, early: isEarly(state, look) ? 1 : 0 } : { posts: 1 });
  tell(state, look);
  return (status) => add({ errors: status >= 400 ? 1 : 0 });
}

type Look = { readonly route: Route; readonly grant: Grant; readonly now: number };

/** Looking at jobs while DATEV's `Retry-After` for this very job (or, for a list, for all that it has not heard the end of) still runs. */
function isEarly(state: State, { route, grant, now }: Look): boolean {
  const jobs = state.jobs[route.environment][route.clientId ?? '-'] ?? [];
  const own = jobs.filter((job) => job.told !== true && job.displayName === grant.displayName);
  if (route.operation === 'getExtfJob')
    return own.some((job) => job.settled === undefined && job.id === route.jobId && now < job.lookFrom);
  if (route.operation !== 'listExtfJobs') return false;
  return own.some((job) => job.settled === undefined) && own.every((job) => now < job.lookFrom);
}

/** Whoever reads the list knows of every job in it that has ended. */
function tell({ jobs }: State, { route, grant, now }: Look): void {
  if (route.operation !== 'listExtfJobs' || route.clientId === undefined) return;
  const of = jobs[route.environment];
  of[route.clientId] = (of[route.clientId] ?? []).map((job) =>
    job.settled !== undefined && job.displayName === grant.displayName && job.listedAt <= now
      ? { ...job, told: true }
      : job,
  );
}
