import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { makePrograms, PROGRAMS } from './programs.mjs';
import { bin, ROOT } from './step.mjs';

/**
 * The browser runs beside all others, which make way for it: its pages want a processor at once when they want one, and much of the
 * time they wait for something. One after the other would leave a processor idle in every such wait.
 */
const BROWSER = { name: 'browser tests', projects: ['browser'] };
const TESTS = [{ name: 'tests', projects: ['unit', 'flow', 'contract', 'wiring'], makesWay: true }, BROWSER];
export const SIMULATION = [{ name: 'simulation', projects: ['long', 'flow'], makesWay: true }, BROWSER];

/** Rooms of `test/` whose tests need more than their own imports. */
const PROJECT_OF = {
  flows: 'flow',
  simulation: 'flow',
  long: 'long',
  wiring: 'wiring',
  'sandbox-tests': 'contract',
  e2e: 'browser',
};

/**
 * What tests that are chosen by paths need: the backend's bundle, the built pages. A name that is no path may be in any
 * of them.
 */
export function needsOf(filters) {
  const rooms = filters.map((filter) => /^(?:\.\/)?test\/([^/]+)/.exec(filter)?.[1]);
  if (filters.length === 0 || rooms.includes(undefined))
    return { projects: [...new Set(Object.values(PROJECT_OF)), 'unit'], backend: true, pages: true };
  const projects = [...new Set(rooms.map((room) => PROJECT_OF[room] ?? 'unit'))];
  return {
    projects,
    backend: projects.some((project) => project !== 'unit'),
    pages: projects.some((project) => ['browser', 'wiring', 'contract'].includes(project)),
  };
}

/** Runs the chosen tests again after every change, until it is ended. */
export async function watchTests({ projects, filters, env }) {
  Object.assign(process.env, env);
  const { code } = await vitest(['watch', ...only(projects), ...filters]);
  process.exitCode = code;
}

function only(projects) {
  return projects.flatMap((project) => ['--project', project]);
}

/** Runs the tests and prints as the last line what our CI reads: how many passed and failed, gates among them. */
export async function runTests({ rounds = TESTS, gates, filters = [] }) {
  await makePrograms();
  process.env.PROGRAMS = PROGRAMS;
  const sum = { passed: 0, failed: 0, skipped: 0 };
  // Two that draw on one terminal would draw over each other: what the others say follows when all are done.
  const running = rounds.map((round, n) => runRound(round, { filters, isShown: n === 0 }));
  for (const { said, ...counted } of await Promise.all(running)) {
    process.stdout.write(said);
    for (const key of Object.keys(sum)) sum[key] += counted[key];
  }
  if (filters.length > 0 && Object.values(sum).every((count) => count === 0)) {
    console.log(`no test is called ${filters.join(' ')}`);
    sum.failed += 1;
  }
  await gates?.late;
  sum.passed += gates?.passed.length ?? 0;
  sum.failed += gates?.failed.length ?? 0;
  if (gates !== undefined && gates.failed.length > 0)
    console.log(`gates that failed: ${gates.failed.join(', ')}`);
  if (sum.skipped > 0) console.log(`${sum.skipped} skipped, each for the reason its test prints`);
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
}

async function runRound({ name, projects, makesWay = false }, { filters, isShown }) {
  const report = join(ROOT, 'build/tests', `${name.replaceAll(' ', '-')}.json`);
  mkdirSync(join(ROOT, 'build/tests'), { recursive: true });
  rmSync(report, { force: true });
  const args = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters];
  const { code, said } = await vitest(['run', ...only(projects), ...args], { isShown, makesWay });
  const counted = existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : NOTHING;
  // An error that nobody caught, outside of every test, must not look green.
  const isUnheard = code !== 0 && counted.failed === 0;
  return { ...counted, ...(isUnheard ? { failed: 1 } : {}), said };
}

const NOTHING = { passed: 0, failed: 0, skipped: 0 };

function count({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  // A file that does not load, or whose preparation fails, has no failed test to count.
  const withoutTest = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + withoutTest.length,
    skipped: numPendingTests + numTodoTests,
  };
}

/** Its exit code, and what it said if it was not shown at once. */
function vitest(args, { isShown = true, makesWay = false } = {}) {
  const child = spawn(process.execPath, [bin('vitest', 'vitest.mjs'), ...args], {
    cwd: ROOT,
    stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  // The processes that it starts for the tests are born with it.
  if (makesWay && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const said = [];
  child.stdout?.on('data', (data) => said.push(data));
  child.stderr?.on('data', (data) => said.push(data));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code: code ?? 1, said: Buffer.concat(said) }));
  });
}
