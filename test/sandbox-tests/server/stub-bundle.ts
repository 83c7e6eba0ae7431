import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The stub app as a deploy bundle (one CommonJS file) in a temporary folder. */
export async function bundleStubApp(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'stub-app-'));
  await build({
    entryPoints: [join(import.meta.dirname, 'stub-app.ts')],
    outfile: join(folder, 'index.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
  return folder;
}
