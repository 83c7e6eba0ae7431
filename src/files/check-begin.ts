import { plusSeconds } from '../kernel/instant';
import type { StoredFile } from '../submissions/stored-file';
import type { Upload, UploadPart } from './upload';

/** How the check of an upload begins, and what of it is on record meanwhile. */

/** A check that began so often and never ended is not begun again. */
const MAX_CHECKS = 3;
/** No invocation lives longer than that (manifest: `work-fn`, `big-fn`). */
const CHECK_SECONDS = 300;

/** Counted before it begins: one that takes its invocation with it has been counted. `busy`: the last one may still be at it. */
export function checkBegun(upload: Upload, now: string): Upload | 'busy' | 'died' {
  const { tries = 0, triedAt } = upload;
  if (tries < MAX_CHECKS) return { ...upload, tries: tries + 1, triedAt: now };
  return triedAt !== undefined && plusSeconds(triedAt, CHECK_SECONDS) > now ? 'busy' : 'died';
}

/** Trouble of the platform is no death: that check is tried again, and not counted. */
export function uncounted(upload: Upload): Upload {
  return { ...upload, tries: Math.max(0, (upload.tries ?? 0) - 1) };
}

/** A part that is cut out of it, once. */
export function withPart(upload: Upload, { fileId, sha256, chunks }: UploadPart): Upload {
  const others = (upload.parts ?? []).filter((part) => part.fileId !== fileId);
  return { ...upload, parts: [...others, { fileId, sha256, chunks }] };
}

/**
 * Whether the check wants more memory than there is where `small` bytes fit. What is in a package is bigger than the package; a file is
 * compared with the one before, so both are in memory.
 */
export function isBig(
  { bytes, name }: Pick<Upload, 'bytes' | 'name'>,
  before: StoredFile | undefined,
  small: number,
): boolean {
  if (!/\.csv$/i.test(name)) return true;
  return bytes + (before === undefined || before.deletedAt !== undefined ? 0 : before.bytes) > small;
}
