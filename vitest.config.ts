import { dirname, join, relative, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Rooms of `test/` that are no unit tests. */
const OTHERS = ['flows', 'simulation', 'bench', 'sandbox-tests', 'wiring', 'e2e', 'long'];

/**
 * `npm run simulate` runs everything. `npm test` is to take ten minutes on two cores, installing included, and takes eight to fourteen, by the machine:
 * what takes minutes of its own and is tried elsewhere as well is left out of it here. Of real workers it kills one for each service: the same deaths
 * are tried at every call without workers (test/support/effects).
 */
const SIMULATES = process.env['SIMULATE'] !== undefined;
const LONG = ['time', 'budget'];
/** What these do is also tried without a browser, in `flows` and `static`; what only a browser shows of it, nightly. */
const LONG_WALKS = [
  'tasks',
  'fits',
  'guide',
  'set-up',
  'delivered',
  'new-pipeline',
  'pipelines',
  'packages',
  'storm',
  'runs',
  'checking',
];
const leftOut = (folder: string, names: readonly string[]): string[] =>
  SIMULATES ? [] : names.map((name) => `test/${folder}/${name}.test.ts`);

/**
 * unit: pure rooms and thin edges. flow: journeys through the deploy bundle in the sandbox. contract: the fakes against
 * the documents of the real services. wiring: manifest, code and rules against each other. browser: a real browser.
 */
export default defineConfig({
  plugins: [mutated(process.env['MUTANT']), madeBefore(process.env['PROGRAMS'])],
  test: {
    passWithNoTests: true,
    // What the machine changes is at work in the bundle (tools/lib/broad-flows).
    setupFiles: process.env['BROAD_FOLDER'] === undefined ? [] : ['test/mutants/broad-setup.ts'],
    // As many as the smallest machine has cores; without it a big one would start a sandbox per core.
    maxWorkers: 2,
    // Nothing of our code lives in module scope (test/wiring/purity), so files may share what they import.
    isolate: false,
    server: { deps: { external: [/[\\/]build[\\/]programs[\\/]/] } },
    projects: [
      project('unit', ['test/*/**/*.test.ts'], {
        exclude: OTHERS.map((name) => `test/${name}/**`),
        // Ten thousand damaged files take their time where the processor is shared.
        testTimeout: 30_000,
      }),
      project('flow', ['test/{flows,simulation}/**/*.test.ts'], {
        exclude: leftOut('flows', LONG),
        testTimeout: 60_000,
        hookTimeout: 60_000,
      }),
      // `npm run simulate`: virtual months, which take real minutes.
      project('long', ['test/long/**/*.test.ts'], { testTimeout: 1_800_000 }),
      project('contract', ['test/sandbox-tests/**/*.test.ts'], { testTimeout: 30_000 }),
      project('wiring', ['test/wiring/**/*.test.ts'], { testTimeout: 60_000, hookTimeout: 60_000 }),
      // One process, with a browser and sandboxes that all its files use: the others run beside it (tools/lib/tests.mjs).
      project('browser', ['test/e2e/**/*.test.ts'], {
        exclude: leftOut('e2e', LONG_WALKS),
        maxWorkers: 1,
        // Vitest wants those with another number of processes in a group of their own.
        sequence: { groupOrder: 1 },
        testTimeout: 120_000,
        hookTimeout: 120_000,
        setupFiles: ['test/support/tell-pages.ts'],
        // As long as the browser's own waits: a second is too short for a page where the processors are shared.
        expect: { poll: { timeout: 30_000 } },
      }),
    ],
  },
});

type Extras = {
  readonly exclude?: string[];
  readonly testTimeout?: number;
  readonly hookTimeout?: number;
  readonly setupFiles?: string[];
  readonly maxWorkers?: number;
  readonly sequence?: { readonly groupOrder: number };
  readonly expect?: { readonly poll: { readonly timeout: number } };
};

function project(name: string, include: string[], extras: Extras) {
  return { extends: true as const, test: { name, include, ...extras } };
}

/** The sandbox as the run has made it (tools/lib/programs.mjs); from its sources where somebody starts vitest without. */
function madeBefore(programs = '') {
  const made = (path: string) => ({ id: join(programs, `${path}.mjs`), external: true });
  return {
    name: 'made before',
    enforce: 'pre' as const,
    resolveId(source: string, importer = '') {
      if (programs === '' || !/\.\/packages\/sandbox\//.test(source)) return undefined;
      const path = relative(import.meta.dirname, resolve(dirname(importer), source));
      // Pages are built for the browser, and data is read as it is.
      return /[\\/](?:shell|bridge)[\\/]|\.json$/.test(path) ? undefined : made(path);
    },
  };
}

type Planted = { readonly file: string; readonly from: string; readonly to: string };

/** `npm run mutants` plants one fault into what the tests read of our sources (tools/mutants.ts). */
function mutated(json = '') {
  const mutant = json === '' ? undefined : (JSON.parse(json) as Planted);
  const path = mutant && join(import.meta.dirname, mutant.file);
  return {
    name: 'mutant',
    enforce: 'pre' as const,
    transform: (source: string, id: string) =>
      mutant && id === path ? source.replace(mutant.from, () => mutant.to) : undefined,
  };
}
