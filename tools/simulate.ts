/**
 * `npm run -s simulate -- …` (without options: all long tests, tools/lib/commands.mjs)
 *   --seed N                what happens in the life of this seed, in words; a violation is shrunk to its shortest story
 *   --seed N --trace-hash   the hash of everything that left the app and all that is stored at the end, and nothing else
 *   --seeds N [--from M]    so many lives, side by side; violations in words
 *   --json                  ends with one line: {"simulation": true, "seeds": …, "faults": …, "violations": …}
 * Ends with 1 when a promise did not hold.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Plan, planOf } from '../test/simulation/plan';
import { play } from '../test/simulation/play';
import { shrunk } from '../test/simulation/shrink';
import { worldsOf } from '../test/simulation/world';

const BUNDLE = process.env['BUNDLE_DIR'] ?? join(import.meta.dirname, '../build/forge');
const { values: options } = parseArgs({
  options: {
    ...{ seed: { type: 'string' }, seeds: { type: 'string' }, from: { type: 'string', default: '1' } },
    ...{ 'trace-hash': { type: 'boolean' }, json: { type: 'boolean' }, processes: { type: 'string' } },
    /** A part of the seeds, in a process of its own: every so-manieth. */
    step: { type: 'string' },
  },
});

const worldAt = worldsOf(BUNDLE);

type Result = {
  readonly seed: number;
  readonly wrong: readonly string[];
  readonly faults: number;
  readonly virtualMs: number;
};

async function one(seed: number): Promise<void> {
  const plan = planOf(seed);
  const { hash, story, wrong } = await play(await worldAt(plan.pace), plan);
  if (options['trace-hash'] === true) return console.log(hash);
  console.log([`Seed ${seed}:`, ...story, ...verdict(wrong)].join('\n'));
  if (wrong.length > 0) await tellShortest(plan);
}

function verdict(wrong: readonly string[]): readonly string[] {
  return wrong.length === 0 ? ['Everything promised holds.'] : wrong.map((text) => `VIOLATED: ${text}`);
}

async function tellShortest(plan: Plan): Promise<void> {
  const { plan: shortest, played } = await shrunk(worldAt, plan);
  const about = `Seed ${plan.seed}, shrunk from ${plan.items.length} to ${shortest.items.length} parts:`;
  console.log([about, ...played.story, ...verdict(played.wrong)].join('\n'));
  process.exitCode = 1;
}

/** What one process does of many: a message for each life. */
async function part(from: number, to: number, step: number): Promise<void> {
  for (let seed = from; seed <= to; seed += step) {
    const plan = planOf(seed);
    const { wrong, faults, virtualMs } = await play(await worldAt(plan.pace), plan);
    process.send?.({ seed, wrong, faults, virtualMs } satisfies Result);
  }
}

async function many(from: number, count: number): Promise<void> {
  const processes = Number(options.processes ?? availableParallelism());
  const began = performance.now();
  const results: Result[] = [];
  const to = from + count - 1;
  const parts = Array.from({ length: Math.min(processes, count) }, (_, n) => {
    const more = ['--seeds', String(to), '--from', String(from + n), '--step', String(processes)];
    return child(more, (result) => {
      results.push(result);
      for (const text of result.wrong) console.log(`seed ${result.seed}: ${text}`);
    });
  });
  await Promise.all(parts);
  tellSum(results, { count, seconds: (performance.now() - began) / 1000 });
}

function child(more: readonly string[], heard: (result: Result) => void): Promise<void> {
  const started = fork(import.meta.filename, more);
  started.on('message', (message) => heard(message as Result));
  return new Promise((done, fail) => {
    started.once('error', fail);
    started.once('exit', () => done());
  });
}

function tellSum(results: readonly Result[], { count, seconds }: { count: number; seconds: number }): void {
  const sum = (of: (result: Result) => number) => results.reduce((all, result) => all + of(result), 0);
  const violations = results.filter(({ wrong }) => wrong.length > 0).length;
  const years = sum(({ virtualMs }) => virtualMs) / (365.25 * 24 * 3_600_000);
  const perSecond = Number((results.length / seconds).toFixed(2));
  const told = { seeds: results.length, faults: sum(({ faults }) => faults), violations };
  if (options.json === true)
    console.log(
      JSON.stringify({ simulation: true, ...told, virtualYears: Number(years.toFixed(2)), perSecond }),
    );
  else
    console.log(
      `${told.seeds} lives, ${told.faults} faults, ${years.toFixed(2)} virtual years, ${perSecond} lives a second: ${violations} violations`,
    );
  // A process that died has judged nothing.
  process.exitCode = violations === 0 && results.length === count ? 0 : 1;
}

const from = Number(options.from);
if (options.step !== undefined) await part(from, Number(options.seeds), Number(options.step));
else if (options.seed !== undefined) await one(Number(options.seed));
else await many(from, Number(options.seeds ?? 100));
