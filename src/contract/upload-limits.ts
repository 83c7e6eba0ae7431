import type { Problem } from '../kernel/problem';

/** One chunk carries at most this many raw (compressed) bytes; as base64 it stays under the 240 KiB of a stored value. */
export const CHUNK_BYTES = 176 * 1024;
/** A file as it is, also a package with all it has unpacked (several times in the memory of an invocation), and packed. */
export const MAX_RAW_BYTES = 50 * 1000 * 1000;
export const MAX_PACKED_BYTES = 16 * 1024 * 1024;
/** The text of an exported configuration. */
export const MAX_CONFIGURATION_BYTES = 20 * 1000 * 1000;

/** Why a file of this size cannot even begin its way up; `undefined` when it can. Pages ask before they read it (`static/shared/files/refused-size`). */
export function refusedSize({
  bytes,
  packedBytes,
}: {
  bytes: number;
  packedBytes: number;
}): Problem | undefined {
  if (bytes === 0) return { code: 'file.empty', retry: 'after-fix' };
  if (bytes <= MAX_RAW_BYTES && packedBytes <= MAX_PACKED_BYTES) return undefined;
  const values = { megabytes: Math.ceil(bytes / 1_000_000) };
  return { code: 'file.too-large', retry: 'after-fix', values };
}
