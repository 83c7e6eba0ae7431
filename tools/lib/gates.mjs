import { availableParallelism } from 'node:os';
import { bundle, customUi, forgeLint, nativeUi } from './ensure.mjs';
import { bin, run, StepFailed, Stopped, step } from './step.mjs';

const node =
  (script, ...args) =>
  (signal) =>
    run(process.execPath, [script, ...args], { signal });
const tool =
  (name, script, ...args) =>
  (signal) =>
    step(name, () => node(script, ...args)(signal)).then(() => undefined);

/** TypeScript's native compiler: a fifth of the time. Forge's own checks `src` once more, when it makes the deploy bundle. */
const TSC = bin('typescript-fast', 'bin/tsc');

/** In the order of starting. The bundle takes longest, and the last two need it and the pages: so both come first. */
export const GATES = [
  ['custom UI', customUi],
  ['deploy bundle', bundle],
  ['UI Kit', nativeUi],
  [
    'format and lint',
    tool('format and lint', bin('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings', '.'),
  ],
  [
    'typed lint',
    tool(
      'typed lint',
      bin('oxlint', 'bin/oxlint'),
      '--deny-warnings',
      'src',
      'static',
      'test',
      'packages',
      'tools',
    ),
  ],
  [
    'ways between rooms',
    tool(
      'ways between rooms',
      bin('dependency-cruiser', 'bin/dependency-cruise.mjs'),
      ...[
        '--config',
        '.dependency-cruiser.cjs',
        '--output-type',
        'err',
        'src',
        'static',
        'test',
        'packages',
        'tools',
      ],
    ),
  ],
  ['types (Node)', tool('types (Node)', TSC, '-p', 'tsconfig.check.json')],
  ['types (browser)', tool('types (browser)', TSC, '-p', 'static/tsconfig.json')],
  ['types (UI Kit)', tool('types (UI Kit)', TSC, '-p', 'static/widget/tsconfig.json', '--noEmit')],
  ['types (browser tests)', tool('types (browser tests)', TSC, '-p', 'tsconfig.browser-tests.json')],
  ['texts', texts],
  ['dead code', tool('dead code', bin('knip', 'bin/knip.js'), '--no-progress')],
  // The tests need nothing of the last two: they end beside them.
  ['supply chain', supplyChain, { after: ['custom UI', 'deploy bundle', 'UI Kit'], isLate: true }],
  ['forge lint', forgeLint, { after: ['custom UI', 'deploy bundle'], isLate: true }],
];

/** Every text in both languages, readable, with the same arguments; and compiled as it stands. */
async function texts() {
  const { checkTexts } = await import('./texts.mjs');
  await step('texts', () => checkTexts());
}

/** Both lock files, the licences, and whether docs/supply says what the bundles contain. */
async function supplyChain() {
  // Only now: it needs a package, and this file is read before any is installed.
  const { checkSupply } = await import('./supply.mjs');
  await step('supply chain', checkSupply);
}

/**
 * Runs all gates, as many at a time as there are processors; gives the names of those that passed and failed, which are complete
 * once `late` is done: where all have to pass anyway, the last ones do not keep the tests waiting.
 */
export async function runGates({ stopAtFirst }) {
  const stopping = new AbortController();
  const ended = { passed: [], failed: [] };
  const running = new Map();
  const late = [];
  for (const [name, gate, { after = [], isLate = false } = {}] of GATES) {
    await Promise.all(after.map((other) => running.get(other)));
    while (running.size >= availableParallelism()) await Promise.race(running.values());
    if (stopping.signal.aborted) break;
    const going = judged(gate, stopping.signal).then((passed) => {
      running.delete(name);
      if (passed === undefined) return;
      ended[passed ? 'passed' : 'failed'].push(name);
      if (!passed && stopAtFirst) stopping.abort();
    });
    if (isLate && !stopAtFirst) late.push(going);
    else running.set(name, going);
  }
  await Promise.all(running.values());
  return { ...ended, late: Promise.all(late) };
}

/** Whether it passed; undefined when it was stopped because of another. */
async function judged(gate, signal) {
  try {
    await gate(signal);
    return true;
  } catch (error) {
    if (error instanceof Stopped) return undefined;
    if (error instanceof StepFailed) return false;
    throw error;
  }
}
