import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type PluginBuild } from 'esbuild';
import type { Planting } from './mutants';

const ROOT = join(import.meta.dirname, '../..');

/** The source with the fault in it. @throws when what is to be replaced does not stand in it exactly once */
export function planted({ name, file, from, to }: Planting, source: string): string {
  const parts = source.split(from);
  if (parts.length !== 2) throw new Error(`“${name}”: ${file} has the text ${parts.length - 1} times`);
  return parts.join(to);
}

/**
 * Bundles the app into that folder, with the fault in it or as it is; the sources are not touched.
 * @throws when the file of the fault is not in the bundle: whoever searched for it would find nothing for minutes
 */
export async function bundleWith(mutant: Planting | undefined, folder: string): Promise<void> {
  let isPlanted = mutant === undefined;
  const plant = {
    name: 'plant',
    setup(on: PluginBuild) {
      if (mutant === undefined) return;
      const path = join(ROOT, mutant.file);
      on.onLoad({ filter: /\.ts$/ }, (file) => {
        if (file.path !== path) return undefined;
        isPlanted = true;
        return { contents: planted(mutant, readFileSync(path, 'utf8')), loader: 'ts' };
      });
    },
  };
  await build({
    ...{ absWorkingDir: ROOT, entryPoints: ['src/index.ts'], bundle: true, platform: 'node', format: 'cjs' },
    ...{ target: 'node20', sourcemap: 'inline', outfile: join(folder, 'index.cjs'), logLevel: 'error' },
    plugins: [plant],
  });
  if (!isPlanted) throw new Error(`“${mutant?.name}” was not planted: ${mutant?.file} is not in the bundle`);
}
