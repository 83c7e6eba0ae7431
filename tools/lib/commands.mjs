import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { dev } from './dev.mjs';
import { bundle, customUi, ensureInstalled, nativeUi } from './ensure.mjs';
import { GATES, runGates } from './gates.mjs';
import { makePrograms, PROGRAMS } from './programs.mjs';
import { QUICK, quickBundle, quickNative, watchQuickBundle } from './quick.mjs';
import { start } from './start.mjs';
import { bin, ROOT, run, StepFailed, step } from './step.mjs';
import { needsOf, runTests, SIMULATION, watchTests } from './tests.mjs';

const commands = {
  /** The sandbox; arguments go through to it. */
  async start(args) {
    await ensureInstalled(['app', 'forge']);
    await everyPart();
    await start(args);
  },
  /** The sandbox for somebody at work: what changes is running at once, the state stays (tools/lib/dev.mjs). */
  async dev(args) {
    await ensureInstalled(['app']);
    await dev(args);
  },
  /** All gates, then all tests. With paths or names only those tests, with the quick bundle. */
  async test(args) {
    if (args.length > 0) return some(args);
    await ensureInstalled(['app', 'forge']);
    await runTests({ gates: await runGates({ stopAtFirst: false }) });
  },
  /** The same tests again after every change of what they run. */
  async 'test:watch'(args) {
    await ensureInstalled(['app']);
    const needs = needsOf(args);
    if (needs.pages) await customUi();
    if (needs.backend) await watchQuickBundle((problems) => problems !== '' && console.log(problems));
    await watchTests({ projects: needs.projects, filters: args, env: needs.backend ? QUICKLY : {} });
  },
  /**
   * All flow and browser tests, and the long spans and full tables that `npm test` leaves out; takes some hours. With options:
   * lives by chance, one for each seed (tools/simulate.ts).
   */
  async simulate(args) {
    if (args[0]?.startsWith('--')) return simulateLives(args);
    await ensureInstalled(['app', 'forge']);
    await everyPart();
    process.env.SIMULATE = '1';
    await runTests({ rounds: SIMULATION, filters: args });
  },
  /** All gates; ends at the first that fails. */
  async check() {
    await ensureInstalled(['app', 'forge']);
    const { failed } = await runGates({ stopAtFirst: true });
    console.log(failed.length === 0 ? `${GATES.length} gates passed` : `stopped at: ${failed[0]}`);
    process.exitCode = failed.length === 0 ? 0 : 1;
  },
  /** Programs at the terminal, straight from their TypeScript source: `extf`, `dxso`, `verify-audit`, `bench`, `marketplace`. */
  extf: (args) => terminal('tools/extf.ts', args),
  dxso: (args) => terminal('tools/dxso.ts', args),
  'verify-audit': (args) => terminal('tools/verify-audit.ts', args),
  marketplace: (args) => terminal('tools/marketplace.ts', args),
  /** Faults planted into our own code, one at a time: the tests named for each have to notice it. */
  async mutants(args) {
    await toStandardError(makeSandbox);
    await terminal('tools/mutants.ts', args);
  },
  async bench(args) {
    // Measured is what is deployed; another bundle only where somebody at work names it.
    const isDeployed = ['cost', 'scale', 'ui'].includes(args[0]);
    if (isDeployed && process.env.BUNDLE_DIR === undefined) await toStandardError(readyToDeploy);
    if (args[0] === 'ui') await toStandardError(customUi);
    await terminal('tools/bench.ts', args);
  },
  /** Pictures of all faces, of what is in the working tree. */
  async screenshots(args) {
    await ensureInstalled(['app', 'forge']);
    await everyPart();
    await terminal('tools/screenshots.ts', args);
  },
  /** Writes down what is shipped: the bill of materials and the licences, which go with the Custom UI. */
  async supply() {
    await ensureInstalled(['app', 'forge']);
    await everyPart();
    const { checkSupply, writeSupply } = await import('./supply.mjs');
    await step('docs/supply', writeSupply);
    await customUi();
    await step('supply chain', checkSupply);
  },
  /** Compiles `locales/` to what the app reads; a text that is wrong is named. */
  async texts() {
    await ensureInstalled(['app']);
    const { writeTexts } = await import('./texts.mjs');
    await step('texts', () => writeTexts());
  },
  /** Writes the one right format, and the fixes that cannot change behaviour. */
  async format() {
    await ensureInstalled(['app']);
    await step('format', () =>
      run(process.execPath, [bin('@biomejs/biome', 'bin/biome'), 'check', '--write', '.']),
    );
  },
};

const QUICKLY = { BUNDLE_DIR: QUICK, SANDBOX_BUNDLE: QUICK };

/** Only some tests: what they do not need is not made, and the backend is the quick bundle. */
async function some(filters) {
  await ensureInstalled(['app']);
  const needs = needsOf(filters);
  await Promise.all([
    needs.pages ? customUi() : undefined,
    needs.backend ? step('quick bundle', quickBundle) : undefined,
    needs.pages ? step('quick UI Kit', quickNative) : undefined,
  ]);
  if (needs.backend) Object.assign(process.env, QUICKLY);
  await runTests({ rounds: [{ name: 'tests', projects: needs.projects }], filters });
}

/** The tests that it starts need not translate the sandbox each for itself. */
async function makeSandbox() {
  await ensureInstalled(['app']);
  await makePrograms();
  process.env.PROGRAMS = PROGRAMS;
}

/** Lived in is what is deployed; another bundle only where somebody at work names it. */
async function simulateLives(args) {
  if (process.env.BUNDLE_DIR === undefined) await toStandardError(readyToDeploy);
  await terminal('tools/simulate.ts', args);
}

/** Standard output belongs to the program alone, so that its JSON can be piped; its exit code is ours. */
async function terminal(source, args) {
  await toStandardError(() => ensureInstalled(['app']));
  process.chdir(process.env.INIT_CWD ?? process.cwd());
  const node = [bin('tsx', 'dist/cli.mjs'), join(ROOT, source), ...args];
  const { status, error } = spawnSync(process.execPath, node, { stdio: 'inherit' });
  if (error) throw error;
  process.exitCode = status ?? 1;
}

/** All that is deployed. */
function everyPart() {
  return Promise.all([customUi(), bundle(), nativeUi()]);
}

async function readyToDeploy() {
  await ensureInstalled(['app', 'forge']);
  await bundle();
}

/** What is told meanwhile does not mix with what a program prints. */
async function toStandardError(action) {
  const log = console.log;
  console.log = console.error;
  await action();
  console.log = log;
}

/** One of the commands above, from its beginning to its exit code. */
export async function command(name, args) {
  if (!Object.hasOwn(commands, name)) {
    console.error(`tools/run.mjs knows: ${Object.keys(commands).join(', ')}`);
    process.exit(1);
  }
  process.chdir(ROOT);
  try {
    await commands[name](args);
  } catch (error) {
    // A step that failed has already told why.
    if (!(error instanceof StepFailed)) console.error(error);
    process.exit(1);
  }
}
