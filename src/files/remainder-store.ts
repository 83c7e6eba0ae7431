import { loadFailed } from '../datev/dxso-jobs/protocol-store';
import { failedFiles, type ProtocolEntry } from '../dxso/protocol';
import { arrivedIn, arrivedInAll, countArrived } from '../dxso/remainder';
import { awaitAll } from '../kernel/await-all';
import { present } from '../kernel/present';
import { sha256 } from '../platform/bytes';
import { fileOf, latestFile } from '../submissions/parts';
import type { Submission } from '../submissions/submission';
import { readParts } from './parts-store';

/** How many documents of a package arrived and how many did not, as far as the protocol tells. */
export async function arrivedOf(
  state: Submission,
  revision: number,
  entries: readonly ProtocolEntry[],
): Promise<{ arrived: number; missing: number } | undefined> {
  return countArrived(await sentParts(state, revision), failedFiles(entries));
}

/** What DATEV has of a submission after jobs that it processed in part: no document goes twice. */
export async function partlyThere(owner: Submission) {
  const about = (latestFile(owner) ?? owner.candidate)?.package;
  const partly = owner.attempts.filter((a) => a.cause?.code === 'dxso-4');
  const all = await awaitAll(
    partly.map(async ({ revision }) =>
      arrivedIn(await sentParts(owner, revision), await loadFailed(owner.id, revision), sha256),
    ),
  );
  return { ...present({ about }), arrived: arrivedInAll(all), hashOf: sha256 };
}

/** The files of the package that went with a revision, as long as its bytes are kept. */
async function sentParts(owner: Submission, revision: number) {
  const file = fileOf(owner, revision);
  const sent = file === undefined || file.deletedAt !== undefined ? undefined : await readParts(file);
  return sent?.ok === true ? sent.value : undefined;
}
