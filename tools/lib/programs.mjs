import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './step.mjs';

/**
 * The sandbox and the programs at the terminal as JavaScript. Tests start some dozens of them, and each would compile its TypeScript
 * anew; the tests' own processes read the sandbox from here, too, instead of each having it translated (vitest.config.ts).
 * Made at the beginning of a run of tests and for it only: what is tested is always what stands in the sources.
 */
export const PROGRAMS = join(ROOT, 'build/programs');

/** What a test starts as a process of its own, each in one file with all of ours that it reads. */
const AT_THE_TERMINAL = ['extf', 'dxso', 'verify-audit', 'make-booking-files'].map(
  (name) => `tools/${name}.ts`,
);

/** Half a second. @throws with esbuild's words when a source cannot be read */
export async function makePrograms() {
  const { build } = await import('esbuild');
  const common = {
    absWorkingDir: ROOT,
    outbase: ROOT,
    outdir: PROGRAMS,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    metafile: true,
    logLevel: 'error',
  };
  const made = await Promise.all([
    build({ ...common, entryPoints: sandboxFiles(), plugins: [OWN_PLACE, FILE_BY_FILE] }),
    build({ ...common, entryPoints: AT_THE_TERMINAL, plugins: [OWN_PLACE] }),
  ]);
  removeOthers(new Set(made.flatMap(({ metafile }) => Object.keys(metafile.outputs))));
}

/** What was made of a source that is gone now must not pass for one that is there. */
function removeOthers(made) {
  for (const name of readdirSync(PROGRAMS, { recursive: true })) {
    const path = join('build/programs', name).replaceAll('\\', '/');
    if (/\.mjs(?:\.map)?$/.test(path) && !made.has(path)) rmSync(join(ROOT, path), { force: true });
  }
}

/** All that runs in Node; what runs in a browser is made by the sandbox itself. */
function sandboxFiles() {
  return readdirSync(join(ROOT, 'packages/sandbox'), { recursive: true })
    .map((name) => `packages/sandbox/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts') && !/\/(?:node_modules|shell|bridge)\//.test(name));
}

/** Each file stays a file of its own, so that whoever imports two of them has one sandbox and not two. */
const FILE_BY_FILE = {
  name: 'file by file',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `${path.replace(/\.ts$/, '')}.mjs`, external: true },
    );
  },
};

/** A file that looks for another beside itself finds it beside its source. */
const OWN_PLACE = {
  name: 'own place',
  setup(build) {
    build.onLoad({ filter: /(?:packages[\\/]sandbox|tools|src)[\\/].*\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (!source.includes('import.meta.')) return undefined;
      const contents = source
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: 'ts' };
    });
  },
};
