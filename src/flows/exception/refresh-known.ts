import { placeToLook } from '../../datev/place-api';
import { askKnown } from '../../datev/preflight-api';
import { looksAtMany } from '../../looks/look';
import { queueLooks } from '../../looks/look-queue-store';
import { beginLooking, type Looking } from '../../mandanten/looking-store';
import { restingOf } from '../../mandanten/watch';
import { allWatches, loadWatch, noteResting } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';

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
 * transfer asks, and 120 Mandanten do not knock five times each at a DATEV that is down. Nor is it asked while it wants to be left alone.
 */
export async function refreshKnown(mandant: string, given?: Looking): Promise<'done'> {
  const looking = given ?? (await beginLooking([mandant]));
  if (restingOf((await loadWatch(mandant, looking.watches)).watch, now()) !== undefined) return 'done';
  const place = await placeToLook({ ...looking, environment: looking.settings.environment }, mandant);
  const asked = place.ok ? await askKnown(place.value) : undefined;
  if (asked?.ok === false) await noteResting(mandant, asked.problem.problem);
  return 'done';
}
