import { placeOf } from '../../datev/place-api';
import { askKnown } from '../../datev/preflight-api';
import type { Look } from '../../looks/look';
import { queueLooks } from '../../looks/look-queue-store';
import { allWatches } from '../../mandanten/watch-store';
import { loadSettings } from '../../settings/settings-store';

/** Every day: each watched Mandant is asked about anew, spread over the queue. */
export async function refreshAllKnown(): Promise<void> {
  const watched = (await allWatches()).filter((w) => w.watched);
  await queueLooks(...watched.map((w): Look => ({ v: 1, look: 'known', id: w.mandant })));
}

/**
 * Asks DATEV what it says of a Mandant's services and books, so that no transfer has to. Not repeated when it fails: then the
 * transfer asks, and 120 Mandanten do not knock five times each at a DATEV that is down.
 */
export async function refreshKnown(mandant: string): Promise<void> {
  const place = await placeOf((await loadSettings()).data, mandant);
  if (place.ok) await askKnown(place.value);
}
