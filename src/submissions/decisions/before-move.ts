import type { Submission } from '../submission';
import { type Naming, onMove } from './decide';
import type { WhyNot } from './may';

/** Why a move is stopped before it happens: words that say what to do instead. */
type WhyStopped = Extract<WhyNot['code'], 'click.no-file' | 'click.file-errors'> | 'run.not-approved';

/**
 * Whether the issue of a submission may go where "done" means sending: no exactly where the move, once made, would be sent back for
 * want of a file (`onMove`). A run is executed or approved by other means, and what has ended needs nothing.
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
