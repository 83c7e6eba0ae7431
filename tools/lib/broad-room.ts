import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitest, type TestSpecification, type Vitest } from 'vitest/node';
import { type Change, withChanges } from '../../test/mutants/broad';
import type { Tried } from '../../test/mutants/report';
import { meetingsIn } from './broad-flows';

const ROOT = join(import.meta.dirname, '../..');

type ByRoom = Pick<Tried, 'change' | 'is' | 'by'>;

/** Tries each change alone, by the tests of its room that come to it, in one process that has read them once. */
export async function byRoom(tests: string, changes: readonly Change[]): Promise<readonly ByRoom[]> {
  const folder = mkdtempSync(join(tmpdir(), 'broad-'));
  const vitest = await warm({ tests, folder }, changes);
  try {
    const files = await vitest.globTestSpecifications();
    const met = await metBy(vitest, files, folder);
    const all: ByRoom[] = [];
    for (const change of changes) {
      const own = met.filter(({ seen }) => seen.has(change.id)).map(({ spec }) => spec);
      writeFileSync(join(folder, 'active'), change.id);
      all.push(own.length === 0 ? { change, is: 'unmet' } : { change, ...(await verdict(vitest, own)) });
    }
    return all;
  } finally {
    await vitest.close();
    rmSync(folder, { recursive: true });
  }
}

/** Vitest with all these changes in what it reads, none of them at work. */
function warm(
  { tests, folder }: { readonly tests: string; readonly folder: string },
  changes: readonly Change[],
): Promise<Vitest> {
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
      ...{ reporters: [{}], testTimeout: 120_000, env: { BROAD_FOLDER: folder } },
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
  const met = meetingsIn(folder);
  return files
    .map((spec) => ({
      spec,
      seen: new Set(met.filter(({ file }) => file === spec.moduleId).flatMap(({ seen }) => seen)),
      ms: testModules.find(({ moduleId }) => moduleId === spec.moduleId)?.diagnostic().duration ?? 0,
    }))
    .sort((a, b) => a.ms - b.ms);
}

/** One file after the other, until one fails. Vitest answers what it knows of all files, also from the runs of other changes. */
async function verdict(
  vitest: Vitest,
  specs: readonly TestSpecification[],
): Promise<Pick<ByRoom, 'is' | 'by'>> {
  for (const spec of specs) {
    const { testModules } = await vitest.runTestSpecifications([spec]);
    const own = testModules.find(({ moduleId }) => moduleId === spec.moduleId);
    if (own?.state() === 'failed') return { is: 'by-room', by: spec.moduleId.slice(ROOT.length + 1) };
    if (own?.state() !== 'passed' && own?.state() !== 'skipped')
      throw new Error(`${spec.moduleId} ended as ${own?.state()}`);
  }
  return { is: 'survived' };
}
