import { packersOf } from '../pipelines/pipeline-store';
import type { Submission } from '../submissions/submission';
import { lastDayFor } from './given-images';
import { givenImage } from './given-images-store';

/**
 * From when the bytes of an image that a person handed in are kept, where a run may still put them into its package: the end of the
 * last period to which it may belong, by the longest of the Mandant's pipelines. One that is switched off is run by hand. Absent: no
 * run needs them, or it is on record already.
 */
export async function neededFrom(state: Submission): Promise<string | undefined> {
  const [image] = givenImage(state);
  if (image === undefined) return undefined;
  const days = (await packersOf(state.mandant)).flatMap(({ unit }) => lastDayFor(image.file, unit) ?? []);
  const last = days.toSorted().at(-1);
  if (last === undefined) return undefined;
  const from = `${last}T23:59:59.000Z`;
  return from > (state.keptFrom ?? state.end?.at ?? from) ? from : undefined;
}
