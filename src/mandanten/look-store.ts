import { wakeAt } from '../looks/look-queue-store';
import { lowerHint } from '../platform/due-store';
import type { Actor } from '../submissions/events';
import { type Watch, watchDueAt } from './watch';
import { changeWatch, loadWatch } from './watch-store';

/** Changes a Mandant's record, and the tick knows when its next look is due. */
export async function changeAndHint(
  mandant: string,
  change: (watch: Watch) => Watch,
  by?: Actor,
): Promise<Watch> {
  const after = await changeWatch(mandant, change, by);
  const at = watchDueAt(after);
  if (at !== undefined) await lowerHint(at);
  return after;
}

/** Makes sure that somebody looks at a Mandant when it is due. */
export async function wakeMandant(mandant: string): Promise<void> {
  const at = watchDueAt((await loadWatch(mandant)).watch);
  if (at !== undefined) await wakeAt({ v: 1, look: 'mandant', id: mandant }, at);
}
