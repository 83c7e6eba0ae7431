import { present } from '../kernel/present';
import type { Period } from '../pipelines/period';
import { type Environment, isElsewhere } from '../submissions/environment';
import type { Submission } from '../submissions/submission';
import { listSubmissions } from '../submissions/submission-store';
import { type Given, type GivenImage, isInTime } from './given-images';

/** Pages of a Mandant's submissions that are looked through, newest first. */
const MAX_PAGES = 20;

type For = {
  readonly mandant: string;
  readonly environment: Environment;
  readonly pipeline: string;
  readonly period: Period;
};

/**
 * Images of a Mandant that are in DATEV Unternehmen online, in this environment, and that people handed in, by their file names; and
 * what runs of other pipelines or periods took of them.
 */
export async function givenImages(of: For): Promise<Given> {
  const { mandant, environment } = of;
  const images: GivenImage[] = [];
  const linked: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const listed = await listSubmissions({ mandant }, { limit: 100, ...present({ cursor }) });
    const here = listed.states.filter((s) => !isElsewhere(s, environment));
    images.push(...here.flatMap(givenImage).filter(({ file }) => isInTime(file, of.period)));
    for (const state of here) linked.push(...linkedBy(state, of));
    cursor = listed.cursor;
    if (cursor === undefined) break;
  }
  return { images, linked };
}

/** An image that a person handed in at the desk and that DATEV took; its GUID is the attempt's job id. */
export function givenImage({ kind, origin, end, files, attempts }: Submission): readonly GivenImage[] {
  const file = files.at(-1);
  const guid = attempts.at(-1)?.jobId;
  if (kind !== 'document' || origin !== 'upload' || end?.as !== 'delivered') return [];
  if (file === undefined || guid === undefined) return [];
  return [{ name: file.name.replace(/\.[A-Za-z]+$/, ''), guid, file }];
}

/** A further run of the same period says anew whose they are; a dry run, or one that was closed, has linked nothing. */
function linkedBy({ run, end }: Submission, { pipeline, period }: For): readonly string[] {
  if (run?.made?.linked === undefined || run.isDry === true || end?.as === 'closed-without-sending')
    return [];
  return run.pipeline === pipeline && run.period === period ? [] : run.made.linked;
}
