import type { DatevJob } from './job';

/** Where in DATEV's list of a Mandant's jobs a new one of ours may stand. DATEV documents no order (A4 of KNOWN_ISSUES). */

export const PAGE = 100;

/** Others may have sent something meanwhile: so many pages of the newest jobs are looked through. */
const PAGES_OF_NEWEST = 3;

/** Where nobody knows which are the newest, all are, up to so many. */
export const MOST_PAGES = 10;

/** A page of the list; `unreadable`: so many of its entries say nothing to us. */
type ListedJobs = {
  readonly jobs: readonly DatevJob[];
  readonly total?: number;
  readonly unreadable: number;
};

/**
 * Which pages to read after the first one, by how many jobs come before them; `isEnough`: what is on none of them is not in the list.
 * The order is read off the first page. Without one what is new may stand anywhere: the end first, where most lists grow. Of a full page
 * without a total nobody knows what comes after it.
 */
export function pagesToLook(first: ListedJobs): {
  readonly skips: readonly number[];
  readonly isEnough: boolean;
} {
  if (first.total === undefined) return { skips: [], isEnough: first.jobs.length + first.unreadable < PAGE };
  const pages = Math.ceil(first.total / PAGE);
  const further = Array.from({ length: Math.max(0, pages - 1) }, (_, n) => (n + 1) * PAGE);
  switch (orderOf(first.jobs)) {
    case 'newest-first':
      return { skips: further.slice(0, PAGES_OF_NEWEST - 1), isEnough: true };
    case 'oldest-first':
      return { skips: further.slice(-PAGES_OF_NEWEST).reverse(), isEnough: true };
    case 'none':
      return { skips: further.slice(1 - MOST_PAGES).reverse(), isEnough: pages <= MOST_PAGES };
  }
}

/** Jobs of one instant tell nothing, and a job without one tells that nobody can know. */
function orderOf(jobs: readonly DatevJob[]): 'newest-first' | 'oldest-first' | 'none' {
  const times = jobs.map(({ timestamp }) => timestamp ?? '');
  const [first = '', last = ''] = [times[0], times.at(-1)];
  if (first === last || times.includes('')) return 'none';
  if (times.every((at, n) => n === 0 || (times[n - 1] ?? '') >= at)) return 'newest-first';
  return times.every((at, n) => n === 0 || (times[n - 1] ?? '') <= at) ? 'oldest-first' : 'none';
}
