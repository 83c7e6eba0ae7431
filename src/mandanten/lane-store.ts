import { inFlight } from '../submissions/standing';
import type { PackageAbout } from '../submissions/stored-file';
import type { Submission } from '../submissions/submission';
import { loadSubmission } from '../submissions/submission-store';
import { changeWatch, loadWatch } from './watch-store';

/**
 * DATEV wants one job at a time per kind and month, and one cash job in all: `false` while another one is under way. A lane is
 * free when the submission that took it last has nothing under way any more.
 */
export async function takeLane({ id, mandant }: Submission, about: PackageAbout): Promise<boolean> {
  const lane = laneOf(about);
  const holder = (await loadWatch(mandant)).watch.lanes?.[lane];
  if (holder === id) return true;
  const other = holder === undefined ? undefined : await loadSubmission(holder);
  if (other !== undefined && inFlight(other.state)) return false;
  // Only in place of the one just looked at: somebody else may have been faster.
  const after = await changeWatch(mandant, (w) =>
    w.lanes?.[lane] === holder ? { ...w, lanes: { ...w.lanes, [lane]: id } } : w,
  );
  return after.lanes?.[lane] === id;
}

/** Cash is one lane, whatever the month: its balance has to grow in order. */
function laneOf({ ledger, month }: PackageAbout): string {
  return ledger === 'cashLedger' ? ledger : `${ledger}:${month}`;
}
