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

/** The submission that holds these bytes; the only one that can is the one the upload was meant for. */
async function heldBy(target: Target, { fileId, sha256: hash }: UploadPart): Promise<string | undefined> {
  const id = target.to === 'submission' ? target.submissionId : idsBy(sha256).file(target.mandant, hash);
  const owner = await loadSubmission(id);
  return owner !== undefined && holds(owner.state, fileId) ? id : undefined;
}

/** Bytes that nobody took – refused, there already, not the time – are not left behind; what is on record stays. */
export async function dropUnheld(upload: Upload): Promise<void> {
  for (const place of placesOf(upload))
    if ((await heldBy(upload.target, place)) === undefined) await deleteChunks(place.fileId, place.chunks);
}
