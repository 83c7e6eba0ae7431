import { placeToLook } from '../../datev/place-api';
import { askKnown } from '../../datev/preflight-api';
import { looksAtMany } from '../../looks/look';
import { queueLooks } from '../../looks/look-queue-store';
import { beginLooking, type Looking } from '../../mandanten/looking-store';
import { allWatches } from '../../mandanten/watch-store';

/** Every day: each watched Mandant is asked about anew. */
export async function refreshAllKnown(): Promise<void> {
  const watched = (await allWatches()).filter((w) => w.watched);
  await queueLooks(
    ...looksAtMany(
      watched.map(({ mandant }) => mandant),
      'known',
    ),
  );
}

/**
 * Asks DATEV what it says of a Mandant's services and books, so that no transfer has to. Not repeated when it fails: then the
 * transfer asks, and 120 Mandanten do not knock five times each at a DATEV that is down.
 */
export async function refreshKnown(mandant: string, given?: Looking): Promise<'done'> {
  const looking = given ?? (await beginLooking([mandant]));
  const place = await placeToLook({ ...looking, environment: looking.settings.environment }, mandant);
  if (place.ok) await askKnown(place.value);
  return 'done';
}
