import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A path in the folder of third-party documents and samples that lies beside the project (`SHARED_DIR` names another
 * place), or undefined where it is not there. Nothing of it is copied into the project.
 */
export function sharedPath(...parts: readonly string[]): string | undefined {
  const path = join(process.env['SHARED_DIR'] ?? BESIDE, ...parts);
  const isThere = known.get(path) ?? existsSync(path);
  // Judges ask at every call that the app makes, and nobody puts a document there meanwhile.
  known.set(path, isThere);
  return isThere ? path : undefined;
}
const BESIDE = resolve(dirname(fileURLToPath(import.meta.url)), '../../..', 'shared');
const known = new Map<string, boolean>();
