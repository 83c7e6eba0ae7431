import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitest, type TestSpecification, type Vitest } from 'vitest/node';
import { createRandom } from '../../packages/sandbox/world/random';
import { type Change, changesOf, withChanges } from '../../test/mutants/broad';
import type { Tried } from '../../test/mutants/report';

const ROOT = join(import.meta.dirname, '../..');

/** Pure rooms, each with the tests that mirror it. */
const ROOMS: readonly (readonly [room: string, tests: string])[] = [
  ['src/submissions', 'test/submissions'],
  ['src/mapping', 'test/mapping'],
  ['src/extf/check', 'test/extf'],
];

type Sampled = { readonly room: string; readonly tests: string; readonly changes: readonly Change[] };

/** So many of all changes that can be made to a room, drawn by the seed; and how many there are. */
function sampled(count: number, seed: number): { readonly rooms: readonly Sampled[]; readonly of: number } {
  const all = ROOMS.flatMap(([room, tests]) =>
    sourcesOf(room).flatMap((file) =>
      changesOf(file, readFileSync(join(ROOT, file), 'utf8')).map((change) => ({ change, room, tests })),
    ),
  );
  const dice = createRandom(seed, 19);
  const drawn = all
    .map((one) => ({ one, at: dice.next() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ one }) => one);
  const rooms = ROOMS.map(([room, tests]) => ({
    ...{ room, tests },
    changes: drawn.filter((one) => one.room === room).map(({ change }) => change),
  }));
  return { rooms: rooms.filter(({ changes }) => changes.length > 0), of: all.length };
}

/** Storage is no pure room: what stands in its files only a world shows. */
function sourcesOf(room: string): readonly string[] {
  return readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/-(?:store|api)\.ts$/.test(name))
    .map((name) => join(room, name))
    .sort();
}

/** Tries each change alone, by the tests of its room that come to it, in one process that has read them once. */
export async function* tryBroadly(
  count: number,
  seed: number,
): AsyncGenerator<Tried & { readonly of: number }> {
  const { rooms, of } = sampled(count, seed);
  for (const sample of rooms) for await (const tried of ofRoom(sample)) yield { ...tried, of };
}

async function* ofRoom({ room, tests, changes }: Sampled): AsyncGenerator<Tried> {
  const folder = mkdtempSync(join(tmpdir(), 'broad-'));
  process.env['BROAD_FOLDER'] = folder;
  const vitest = await warm(tests, changes);
  try {
    const files = await vitest.globTestSpecifications();
    const met = await metBy(vitest, files, folder);
    for (const change of changes) {
      const own = met.filter(({ seen }) => seen.has(change.id)).map(({ spec }) => spec);
      writeFileSync(join(folder, 'active'), change.id);
      yield { room, change, is: own.length === 0 ? 'unmet' : await verdict(vitest, own) };
    }
  } finally {
    await vitest.close();
    rmSync(folder, { recursive: true });
  }
}

/** Vitest with all these changes in what it reads, none of them at work. */
function warm(tests: string, changes: readonly Change[]): Promise<Vitest> {
  const plugin = {
    name: 'broad',
    enforce: 'pre' as const,
    transform(source: string, id: string) {
      const own = changes.filter(({ file }) => join(ROOT, file) === id);
      return own.length === 0 ? undefined : withChanges(own[0]?.file ?? '', source, own);
    },
  };
  return createVitest(
    'test',
    {
      ...{ root: ROOT, config: false, watch: false, include: [`${tests}/**/*.test.ts`] },
      ...{ setupFiles: ['test/mutants/broad-setup.ts'], maxWorkers: 1, fileParallelism: false },
      ...{ reporters: [{}], testTimeout: 120_000 },
    },
    { plugins: [plugin] },
  );
}

type Met = { readonly spec: TestSpecification; readonly seen: ReadonlySet<string>; readonly ms: number };

/** Which files of tests come to which changes, the quick ones first. @throws when a test fails without any change */
async function metBy(vitest: Vitest, files: TestSpecification[], folder: string): Promise<readonly Met[]> {
  writeFileSync(join(folder, 'active'), '');
  const { testModules } = await vitest.runTestSpecifications(files);
  const failed = testModules.filter((one) => !one.ok()).map(({ moduleId }) => moduleId);
  if (failed.length > 0) throw new Error(`fails without any change: ${failed.join(', ')}`);
  const lines = readFileSync(join(folder, 'met'), 'utf8').trim().split('\n');
  const met = new Map(
    lines.map((line) => {
      const { test, seen } = JSON.parse(line) as { readonly test: string; readonly seen: string[] };
      return [test, new Set(seen)];
    }),
  );
  return files
    .map((spec) => ({
      spec,
      seen: met.get(spec.moduleId) ?? new Set<string>(),
      ms: testModules.find(({ moduleId }) => moduleId === spec.moduleId)?.diagnostic().duration ?? 0,
    }))
    .sort((a, b) => a.ms - b.ms);
}

/** One file after the other, until one fails. Vitest answers what it knows of all files, also from the runs of other changes. */
async function verdict(vitest: Vitest, specs: readonly TestSpecification[]): Promise<'killed' | 'survived'> {
  for (const spec of specs) {
    const { testModules } = await vitest.runTestSpecifications([spec]);
    const own = testModules.find(({ moduleId }) => moduleId === spec.moduleId);
    if (own?.state() === 'failed') return 'killed';
    if (own?.state() !== 'passed' && own?.state() !== 'skipped')
      throw new Error(`${spec.moduleId} ended as ${own?.state()}`);
  }
  return 'survived';
}
