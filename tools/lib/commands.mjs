import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundle, customUi, ensureInstalled } from './ensure.mjs';
import { GATES, runGates } from './gates.mjs';
import { start } from './start.mjs';
import { bin, ROOT, run, StepFailed, step } from './step.mjs';
import { runTests, SIMULATION } from './tests.mjs';

const commands = {
  /** The sandbox; arguments go through to it. */
  async start(args) {
    await ensureInstalled(['app', 'forge']);
    await Promise.all([customUi(), bundle()]);
    await start(args);
  },
  /** All gates, then all tests. With arguments only those tests, as vitest's filters. */
  async test(args) {
    await ensureInstalled(['app', 'forge']);
    const gates = args.length === 0 ? await runGates({ stopAtFirst: false }) : undefined;
    if (gates === undefined) await Promise.all([customUi(), bundle()]);
    await runTests({ gates, filters: args });
  },
  /** All flow and browser tests, and the long spans and full tables that `npm test` leaves out; takes a quarter of an hour. */
  async simulate(args) {
    await ensureInstalled(['app', 'forge']);
    await Promise.all([customUi(), bundle()]);
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
  /** Programs at the terminal, straight from their TypeScript source: `extf`, `dxso`, `bench`. */
  extf: (args) => terminal('tools/extf.ts', args),
  dxso: (args) => terminal('tools/dxso.ts', args),
  bench: (args) => terminal('tools/bench.ts', args),
  /** Pictures of all faces, of what is in the working tree. */
  async screenshots(args) {
    await ensureInstalled(['app', 'forge']);
    await Promise.all([customUi(), bundle()]);
    await terminal('tools/screenshots.ts', args);
  },
  /** Writes the one right format, and the fixes that cannot change behaviour. */
  async format() {
    await ensureInstalled(['app']);
    await step('format', () =>
      run(process.execPath, [bin('@biomejs/biome', 'bin/biome'), 'check', '--write', '.']),
    );
  },
};

/** Standard output belongs to the program alone, so that its JSON can be piped; its exit code is ours. */
async function terminal(source, args) {
  const log = console.log;
  console.log = console.error;
  await ensureInstalled(['app']);
  console.log = log;
  process.chdir(process.env.INIT_CWD ?? process.cwd());
  const node = [bin('tsx', 'dist/cli.mjs'), join(ROOT, source), ...args];
  const { status, error } = spawnSync(process.execPath, node, { stdio: 'inherit' });
  if (error) throw error;
  process.exitCode = status ?? 1;
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
