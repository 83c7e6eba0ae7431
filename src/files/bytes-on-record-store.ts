import { sha256 } from '../platform/bytes';
import { idsBy } from '../submissions/ids';
import { holds } from '../submissions/submission';
import { loadSubmission } from '../submissions/submission-store';
import { deleteChunks } from './file-store';
import type { Target, Upload, UploadPart } from './upload';

/** The files that may be on record for an upload: itself, and the packages cut out of it. */
function placesOf({ fileId, sha256, chunks, parts = [] }: Upload): readonly UploadPart[] {
  return [{ fileId, sha256, chunks }, ...parts];
}

/** Which submission holds bytes of this upload, and which of them; `undefined` = none of them is on record. */
export async function holderOf(upload: Upload): Promise<{ id: string; fileId: string } | undefined> {
  for (const place of placesOf(upload)) {
    const id = await heldBy(upload.target, place);
    if (id !== undefined) return { id, fileId: place.fileId };
  }
  return undefined;
}

/** The submission that holds these bytes; only one that the upload was meant for can. */
async function heldBy(target: Target, { fileId, sha256: hash }: UploadPart): Promise<string | undefined> {
  for (const id of ownersOf(target, hash)) {
    const owner = await loadSubmission(id);
    if (owner !== undefined && holds(owner.state, fileId)) return id;
  }
  return undefined;
}

function ownersOf(target: Target, hash: string): readonly string[] {
  if (target.to === 'submission') return [target.submissionId];
  const { file, fileIn } = idsBy(sha256);
  const { mandant } = target;
  return [file(mandant, hash), fileIn('production', mandant, hash), fileIn('sandbox', mandant, hash)];
}

/** Bytes that nobody took – refused, there already, not the time – are not left behind; what is on record stays. */
export async function dropUnheld(upload: Upload): Promise<void> {
  for (const place of placesOf(upload))
    if ((await heldBy(upload.target, place)) === undefined) await deleteChunks(place.fileId, place.chunks);
}
