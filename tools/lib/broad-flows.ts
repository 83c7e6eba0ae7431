import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Change, changesOf, withChanges } from '../../test/mutants/broad';
import { exactly, inRounds, likely, type Meeting } from '../../test/mutants/likely';
import { bundleOf } from '../../test/mutants/planted';
import type { Tried } from '../../test/mutants/report';

const ROOT = join(import.meta.dirname, '../..');
const TESTS = ['test/flows', 'test/simulation'];
/** Of the time that all these tests take, so much for each change: first what is likely, then what else there is time for. */
const SHARES = [0.006, 0.06];
/** A change may make an hour of what takes seconds. */
const PATIENCE = 5;
const START = 60_000;
/** Changes that are tried at the same time. */
const LANES = 3;

/** The bundle with the changes in it, and the tests that run on it, as they went without any; and how much of their time a change may take. */
type Measured = {
  readonly folder: string;
  readonly tests: readonly Meeting[];
  readonly shares: readonly number[];
};

/**
 * What its room did not notice is tried by the tests of flows: the changes stand in the bundle on which these run, at most one at work.
 * Each run is a process of its own. Noticed is what makes a test fail that passes without the change, chosen and run in the same way.
 */
export function byFlows(left: readonly Tried[], { folder, tests, shares }: Measured): AsyncGenerator<Tried> {
  const whole = tests.reduce((sum, { ms }) => sum + ms, 0);
  return inLanes(left, async (one) => {
    const own = likely(tests, { ids: idsOf(one.change), file: one.change.file });
    const rounds = inRounds(own, { whole, shares });
    const by = await noticed(folder, { change: one.change, rounds });
    if (by !== undefined) return { ...one, is: 'by-flows', by };
    return { ...one, is: own.length === 0 ? one.is : 'survived' };
  });
}

/** Each as soon as there is a lane for it; told as they end. */
async function* inLanes(left: readonly Tried[], work: (one: Tried) => Promise<Tried>): AsyncGenerator<Tried> {
  const running = new Map<string, Promise<Tried>>();
  for (const one of left) {
    running.set(one.change.id, work(one));
    if (running.size === LANES) yield* ended(running);
  }
  while (running.size > 0) yield* ended(running);
}

async function* ended(running: Map<string, Promise<Tried>>): AsyncGenerator<Tried> {
  const one = await Promise.race(running.values());
  running.delete(one.change.id);
  yield one;
}

/** What is changed where a file is read, all come to that come to the file. */
const idsOf = ({ id, file, atLoad }: Change): ReadonlySet<string> =>
  new Set(atLoad ? everyChangeOf(file).map((one) => one.id) : [id]);
const everyChangeOf = (file: string) => changesOf(file, readFileSync(join(ROOT, file), 'utf8'));

/** The bundle with these changes in it, and where something is changed at load with all of its file, to see who comes there. */
async function bundle(folder: string, changes: readonly Change[]): Promise<void> {
  const changed = (path: string) => {
    const own = changes.filter(({ file }) => join(ROOT, file) === path);
    const [first] = own;
    if (first === undefined) return undefined;
    const planted = own.some(({ atLoad }) => atLoad) ? everyChangeOf(first.file) : own;
    return withChanges(first.file, readFileSync(path, 'utf8'), planted);
  };
  // A worker of its own, in which no test runs, knows of no change.
  const banner = { js: 'const __mutant = globalThis.__mutant ?? (() => false);' };
  await bundleOf(changed, { folder, banner });
}

/** All tests once – or those of these files, which then have all their time –, with these changes in the bundle and none at work. What fails here judges nothing. */
export async function measured(
  folder: string,
  changes: readonly Change[],
  by: readonly string[],
): Promise<Measured> {
  await bundle(folder, changes);
  const [paths, shares] = by.length === 0 ? [TESTS, SHARES] : [by, [1]];
  const { failed } = await run(folder, { paths, patience: 3_600_000 });
  for (const { file, name } of failed) console.error(`fails without any change: ${file} “${name}”`);
  const isSound = (test: Meeting) =>
    !failed.some(({ file, name }) => file === test.file && (name === test.name || name === ''));
  return { folder, tests: meetingsIn(folder).filter(isSound), shares };
}

export function meetingsIn(folder: string): readonly Meeting[] {
  return readFileSync(join(folder, 'met'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Meeting);
}

type Tries = { readonly change: Change; readonly rounds: readonly (readonly Meeting[])[] };

/** The test that notices it, if one does. */
async function noticed(folder: string, { change, rounds }: Tries): Promise<string | undefined> {
  for (const round of rounds) {
    let left = round;
    while (left.length > 0) {
      const [failed] = (await run(folder, { active: change.id, ...chosen(left) })).failed;
      if (failed === undefined) break;
      const own = left.filter(({ file }) => file === failed.file);
      if (await isByIt(folder, { change, failed, own }))
        return `${failed.file.slice(ROOT.length + 1)} “${failed.name}”`;
      left = left.filter(({ file }) => file !== failed.file);
    }
  }
  return undefined;
}

type Failing = { readonly change: Change; readonly failed: Failed; readonly own: readonly Meeting[] };

/** Whether the same tests pass without it; a test that took too long has to do so again, it may have been the load. */
async function isByIt(folder: string, { change, failed, own }: Failing): Promise<boolean> {
  const again = chosen(own);
  if (failed.isTimeout && (await run(folder, { active: change.id, ...again })).failed.length === 0)
    return false;
  const { passed, failed: anyway } = await run(folder, again);
  return passed > 0 && anyway.length === 0;
}

function chosen(tests: readonly Meeting[]) {
  return {
    paths: [...new Set(tests.map(({ file }) => file.slice(ROOT.length + 1)))],
    only: exactly(tests),
    patience: START + PATIENCE * tests.reduce((sum, { ms }) => sum + ms, 0),
  };
}

type Run = {
  readonly active?: string;
  readonly paths: readonly string[];
  readonly only?: string;
  readonly patience: number;
};
type Failed = { readonly file: string; readonly name: string; readonly isTimeout: boolean };
type Ran = { readonly passed: number; readonly failed: readonly Failed[] };

const LEAVES = ['--import', join(ROOT, 'tools/lib/leave-with-parent.mjs')];

/** Vitest in a process of its own; with a change until the first test fails. Who does not end in time has said nothing. */
async function run(folder: string, { active = '', paths, only, patience }: Run): Promise<Ran> {
  const report = join(folder, `${randomUUID()}.json`);
  const some = only === undefined ? [] : ['-t', only, '--maxWorkers=1'];
  const args = ['run', '--project=flow', ...paths, ...some, ...(active === '' ? [] : ['--bail=1'])];
  const vitest = [...LEAVES, 'node_modules/vitest/vitest.mjs', ...args];
  const child = spawn(process.execPath, [...vitest, '--reporter=json', `--outputFile=${report}`], {
    ...{ cwd: ROOT, env: environment(folder, active), detached: true },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const timer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), patience);
  await new Promise((ended) => child.once('close', ended));
  clearTimeout(timer);
  return existsSync(report) ? ranOf(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: [] };
}

const environment = (folder: string, active: string) => ({
  ...process.env,
  ...{ BROAD_FOLDER: folder, BROAD_ACTIVE: active, BUNDLE_DIR: folder, SANDBOX_BUNDLE: folder },
});

type Report = {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
};

/** A file that fails without one of its tests has failed before them. */
function ranOf({ numPassedTests, testResults }: Report): Ran {
  const failed = testResults.flatMap(({ name: file, status, assertionResults }) => {
    const own = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ fullName: name, failureMessages: said }) => ({
        ...{ file, name },
        isTimeout: said.length > 0 && said.every((text) => /timed out/i.test(text)),
      }));
    return own.length === 0 && status === 'failed' ? [{ file, name: '', isTimeout: false }] : own;
  });
  return { passed: numPassedTests, failed };
}
