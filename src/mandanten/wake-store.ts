import { secondsBetween } from '../kernel/instant';
import type { Look } from '../looks/look';
import { queueLater, wakeAt } from '../looks/look-queue-store';
import { now } from '../platform/clock';
import { lowerHint } from '../platform/due-store';
import type { Actor } from '../submissions/events';
import { pollDueAt, type Watch, watchDueAt } from './watch';
import { changeKnown, loadWatch } from './watch-store';

/** Changes a Mandant's record, and the tick knows when its next look is due – before it is (docs/ARCHITECTURE.md, Storage). */
export async function changeAndHint(
  mandant: string,
  change: (watch: Watch) => Watch,
  by: Actor = { kind: 'app' },
): Promise<Watch> {
  return (await changeKnown(await loadWatch(mandant), change, { by, due: lowerHint })).watch;
}

/** Makes sure that somebody looks at a Mandant when it is due. */
export async function wakeMandant(mandant: string): Promise<void> {
  const { watch } = await loadWatch(mandant);
  const at = watchDueAt(watch);
  if (at !== undefined) await wakeAt(lookOf(watch), at);
}

/**
 * What the tick would find too late: a poll of the next quarter of an hour has a look of its own, discovery waits for the tick. None comes
 * before DATEV wants to be asked again.
 */
export async function wakePoll(watch: Watch): Promise<void> {
  const at = watch.open.length > 0 ? pollDueAt(watch) : undefined;
  if (at === undefined) return;
  const delay = secondsBetween(now(), at);
  if (delay <= MAX_DELAY_SECONDS) await queueLater(Math.max(0, delay), lookOf(watch));
}
const MAX_DELAY_SECONDS = 900;

/** The end of a package may have to be compared with what was sent. */
function lookOf({ mandant, open }: Pick<Watch, 'mandant' | 'open'>): Look {
  const big = open.some(({ jobId }) => jobId !== undefined);
  return { v: 1, look: 'mandant', id: mandant, ...(big ? { big } : {}) };
}
