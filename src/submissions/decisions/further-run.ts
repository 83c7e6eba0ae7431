import { inFlight } from '../standing';
import type { Attempt, Submission } from '../submission';

/** What another run of a period means: impossible before this one has ended, harmless, or the same bookings a second time. */
export type Further = 'not-yet' | 'nothing-sent' | 'sent';

/** `files`: those of all runs of the period; one of a run that has ended may be on its way once more. An image is no booking. */
export function furtherRun(newest: Submission, files: readonly Submission[]): Further {
  const bookings = files.filter(({ kind }) => kind !== 'document');
  if (newest.end === undefined || bookings.some(inFlight)) return 'not-yet';
  return bookings.some(({ attempts }) => attempts.some(mayHaveArrived)) ? 'sent' : 'nothing-sent';
}

/** A job that failed left nothing at DATEV, save the documents of a package that arrived before it did. */
function mayHaveArrived({ state, cause }: Attempt): boolean {
  if (state === 'refused') return false;
  return state !== 'failed' || (cause?.arrived ?? 0) > 0;
}
