import { MAX_RAW_BYTES } from '../contract/upload-limits';
import { unpack } from '../dxso/archive/zip';
import type { PackageFile } from '../dxso/package';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { catchTrouble } from '../platform/trouble';
import type { StoredFile } from '../submissions/stored-file';
import { readFile } from './file-store';
import { zipProblem } from './package';

type Parts = Result<readonly PackageFile[], Problem>;

/** The files of a stored package, document.xml first, verified against its hash. */
export async function readParts(file: StoredFile): Promise<Parts> {
  const bytes = await readFile(file);
  if (!bytes.ok) return bytes;
  const unpacked = unpack(bytes.value, MAX_RAW_BYTES);
  return unpacked.is === 'package' ? ok(unpacked.files) : fail(zipProblem(unpacked));
}

/** Reads the parts for one invocation, whose slices are of the same package, which may be big. */
export function partsReader(): (file: StoredFile) => Promise<Parts> {
  let kept: { readonly sha256: string; readonly parts: Parts } | undefined;
  return async (file) => {
    if (kept?.sha256 === file.sha256) return kept.parts;
    const parts = await catchTrouble(() => readParts(file));
    if (parts.ok) kept = { sha256: file.sha256, parts };
    return parts;
  };
}
