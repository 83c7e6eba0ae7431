import type { Stored } from '../submissions/stored';
import { holds } from '../submissions/submission';
import type { Target, Upload, UploadPart } from './upload';

export type HoldingPorts = {
  load(id: string): Promise<Stored | undefined>;
  submissionIdFor(mandant: string, sha256: string): string;
  deleteChunks(fileId: string, chunks: number): Promise<void>;
};
type Asking = Omit<HoldingPorts, 'deleteChunks'>;

/** The files that may be on record for an upload: itself, and the packages cut out of it. */
function placesOf({ fileId, sha256, chunks, parts = [] }: Upload): readonly UploadPart[] {
  return [{ fileId, sha256, chunks }, ...parts];
}

/** Which submission holds bytes of this upload, and which of them; `undefined` = none of them is on record. */
export async function holderOf(
  ports: Asking,
  upload: Upload,
): Promise<{ id: string; fileId: string } | undefined> {
  for (const place of placesOf(upload)) {
    const id = await heldBy(ports, upload.target, place);
    if (id !== undefined) return { id, fileId: place.fileId };
  }
  return undefined;
}

/** The submission that holds these bytes; the only one that can is the one the upload was meant for. */
async function heldBy(
  ports: Asking,
  target: Target,
  { fileId, sha256 }: UploadPart,
): Promise<string | undefined> {
  const id = target.to === 'submission' ? target.submissionId : ports.submissionIdFor(target.mandant, sha256);
  const owner = await ports.load(id);
  return owner !== undefined && holds(owner.state, fileId) ? id : undefined;
}

/** Bytes that nobody took – refused, there already, not the time – are not left behind; what is on record stays. */
export async function dropUnheld(ports: HoldingPorts, upload: Upload): Promise<void> {
  for (const place of placesOf(upload))
    if ((await heldBy(ports, upload.target, place)) === undefined)
      await ports.deleteChunks(place.fileId, place.chunks);
}
