import { present } from '../kernel/present';
import { type Environment, isElsewhere } from '../submissions/environment';
import type { StoredFile } from '../submissions/stored-file';
import type { Submission } from '../submissions/submission';
import { listSubmissions } from '../submissions/submission-store';

export type GivenImage = { readonly number: string; readonly guid: string; readonly file: StoredFile };

/** Pages of a Mandant's submissions that are looked through, newest first. */
const MAX_PAGES = 20;

/** Images of a Mandant that are in DATEV Unternehmen online, in this environment, and that people handed in, by their file names. */
export async function givenImages(mandant: string, environment: Environment): Promise<readonly GivenImage[]> {
  const found: GivenImage[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const listed = await listSubmissions({ mandant }, { limit: 100, ...present({ cursor }) });
    found.push(...listed.states.filter((s) => !isElsewhere(s, environment)).flatMap(givenImage));
    cursor = listed.cursor;
    if (cursor === undefined) break;
  }
  return found;
}

/** An image that a person handed in at the desk and that DATEV took; its GUID is the attempt's job id. */
function givenImage({ kind, origin, end, files, attempts }: Submission): readonly GivenImage[] {
  const file = files.at(-1);
  const guid = attempts.at(-1)?.jobId;
  if (kind !== 'document' || origin !== 'upload' || end?.as !== 'delivered') return [];
  if (file === undefined || guid === undefined) return [];
  return [{ number: file.name.replace(/\.[A-Za-z]+$/, ''), guid, file }];
}
