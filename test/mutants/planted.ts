import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type PluginBuild } from 'esbuild';
import type { Planting } from './mutants';

const ROOT = join(import.meta.dirname, '../..');

/** The source with the fault in it. @throws when what is to be replaced does not stand in it exactly once */
export function planted({ name, file, from, to }: Planting, source: string): string {
  const parts = source.split(from);
  if (parts.length !== 2) throw new Error(`“${name}”: ${file} has the text ${parts.length - 1} times`);
  return parts.join(to);
}

/** Bundles the app into that folder, of its files what `changed` makes of their text; the sources are not touched. */
export async function bundleOf(
  changed: (path: string) => string | undefined,
  { folder, ...how }: { readonly folder: string } & Pick<BuildOptions, 'banner' | 'sourcemap'>,
): Promise<void> {
  const plant = {
    name: 'plant',
    setup(on: PluginBuild) {
      on.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = changed(path);
        return contents === undefined ? undefined : { contents, loader: 'ts' };
      });
    },
  };
  await build({
    ...{ absWorkingDir: ROOT, entryPoints: ['src/index.ts'], bundle: true, platform: 'node', format: 'cjs' },
    ...{ target: 'node20', outfile: join(folder, 'index.cjs'), logLevel: 'error', plugins: [plant] },
    ...how,
  });
}

/**
 * Bundles the app into that folder, with the fault in it or as it is.
 * @throws when the file of the fault is not in the bundle: whoever searched for it would find nothing for minutes
 */
export async function bundleWith(mutant: Planting | undefined, folder: string): Promise<void> {
  let isPlanted = mutant === undefined;
  const changed = (path: string) => {
    if (mutant === undefined || path !== join(ROOT, mutant.file)) return undefined;
    isPlanted = true;
    return planted(mutant, readFileSync(path, 'utf8'));
  };
  await bundleOf(changed, { folder, sourcemap: 'inline' });
  if (!isPlanted) throw new Error(`“${mutant?.name}” was not planted: ${mutant?.file} is not in the bundle`);
}
