import type { Grant, Meter, State } from './model';
import type { Route } from './route';

const NOTHING: Meter = { gets: 0, posts: 0, early: 0, errors: 0 };

/** Counts one admitted call and says how to add its error, per program and Mandant. */
export function count(
  state: State,
  { route, grant, now }: { readonly route: Route; readonly grant: Grant; readonly now: number },
): (status: number) => void {
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
  add(
    route.method === 'GET' ? { gets: 1, early: isEarly(state, { route, grant, now }) ? 1 : 0 } : { posts: 1 },
  );
  return (status) => add({ errors: status >= 400 ? 1 : 0 });
}

/** Looking at jobs while DATEV's `Retry-After` for this very job (or, for a list, for all pending ones) still runs. */
function isEarly(
  state: State,
  { route, grant, now }: { readonly route: Route; readonly grant: Grant; readonly now: number },
): boolean {
  const jobs = state.jobs[route.environment][route.clientId ?? '-'] ?? [];
  const own = jobs.filter((job) => job.settled === undefined && job.displayName === grant.displayName);
  if (route.operation === 'getExtfJob')
    return own.some((job) => job.id === route.jobId && now < job.lookFrom);
  return route.operation === 'listExtfJobs' && own.length > 0 && own.every((job) => now < job.lookFrom);
}
