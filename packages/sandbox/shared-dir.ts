import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A path in the folder of third-party documents and samples that lies beside the project (`SHARED_DIR` names another
 * place), or undefined where it is not there. Nothing of it is copied into the project.
 */
export function sharedPath(...parts: readonly string[]): string | undefined {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
  const path = join(process.env['SHARED_DIR'] ?? join(root, '..', 'shared'), ...parts);
  return existsSync(path) ? path : undefined;
}
