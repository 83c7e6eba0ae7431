import type { Submission } from '../submission';
import { type Naming, onMove } from './decide';
import type { WhyNot } from './may';

/** Why a move is stopped before it happens: words that say what to do instead. */
type WhyStopped = Extract<WhyNot['code'], 'click.no-file' | 'click.file-errors'> | 'run.not-approved';

/**
 * Whether the issue of a submission may go where "done" means sending: no where a move to it would be sent back for
 * want of a file (`onMove`); a step before it is asked the same (`needsFile`). A run is executed or approved by other means, and what has ended needs nothing.
 */
export function whyStopped(
  s: Submission,
  how: { readonly outside: boolean; readonly naming: Naming; readonly made: Submission | undefined },
): WhyStopped | undefined {
  if (s.kind === 'run' || s.end !== undefined) return undefined;
  const event = onMove(s, { history: '', meaning: 'resubmit' }, how);
  if (event.what !== 'sent-back') return undefined;
  if (event.unapproved === true) return 'run.not-approved';
  return event.errors === undefined ? 'click.no-file' : 'click.file-errors';
}

/** Ids of statuses that mean something to the app; what none means is absent. */
type Meanings = {
  readonly resubmit?: readonly string[] | undefined;
  readonly closeWithout?: readonly string[] | undefined;
  readonly deliveredTo?: string | undefined;
};

/**
 * Whether a move from one status to another is one before which a checked file should be there. Closing without sending needs none;
 * away from an end goes whatever is taken up again, which the app does, too.
 */
export function needsFile(
  { from, to }: { readonly from: string; readonly to: string },
  meanings: Meanings | undefined,
): boolean {
  const { resubmit = [], closeWithout = [], deliveredTo } = meanings ?? {};
  if (resubmit.includes(to)) return true;
  const ends = [...resubmit, ...closeWithout, deliveredTo];
  return !closeWithout.includes(to) && !ends.includes(from);
}
