/**
 * `npm run -s simulate -- …` (without options: all long tests, tools/lib/commands.mjs)
 *   --seed N                what happens in the life of this seed, in words; a violation is shrunk to its shortest story
 *   --seed N --trace-hash   the hash of everything that left the app and all that is stored at the end, and nothing else
 *   --seeds N [--from M]    so many lives, side by side; violations in words
 *   --singles, --pairs      each fault at each call of a told life (test/simulation/told), alone or two of them
 *     --part I/N, --life L  every N-th of them from the I-th on; of this life only. `I-J/N`: those of the I-th to the J-th part
 *     --write-docs          the rows of what was played, into docs/reliability.md
 *   --json                  ends with one line: {"simulation": true, "seeds": …, "faults": …, "violations": …},
 *                           or {"simulation": true, "is": "singles", "part": …, "played": …, "violations": …, "lives": […]}
 * Ends with 1 when a promise did not hold.
 */
import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { eachTable, written } from '../test/mutants/report';
import { type Each, exhaust, type Outcome, partOf, summed } from '../test/simulation/each';
import { type Plan, planOf } from '../test/simulation/plan';
import { play } from '../test/simulation/play';
import { shrunk } from '../test/simulation/shrink';
import { worldsOf } from '../test/simulation/world';

const BUNDLE = process.env['BUNDLE_DIR'] ?? join(import.meta.dirname, '../build/forge');
const DOCS = join(import.meta.dirname, '../docs/reliability.md');
const { values: options } = parseArgs({
  options: {
    ...{ seed: { type: 'string' }, seeds: { type: 'string' }, from: { type: 'string', default: '1' } },
    ...{ 'trace-hash': { type: 'boolean' }, json: { type: 'boolean' }, processes: { type: 'string' } },
    ...{ singles: { type: 'boolean' }, pairs: { type: 'boolean' }, life: { type: 'string' } },
    ...{ part: { type: 'string', default: '1/1' }, 'write-docs': { type: 'boolean' } },
    /** A part of the seeds, in a process of its own: every so-manieth. Of all faults: that one. */
    ...{ step: { type: 'string' }, share: { type: 'string' } },
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
  if (options['trace-hash'] === true) return console.log(hash());
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
    return child<Result>(more, (result) => {
      results.push(result);
      if (results.length % 1000 === 0) console.error(`${results.length} of ${count} lives`);
      for (const text of result.wrong) console.log(`seed ${result.seed}: ${text}`);
    });
  });
  await Promise.all(parts);
  tellSum(results, { count, seconds: (performance.now() - began) / 1000 });
}

function child<T>(more: readonly string[], heard: (result: T) => void): Promise<void> {
  const started = fork(import.meta.filename, more);
  started.on('message', (message) => heard(message as T));
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

async function each(what: Each, share: string): Promise<void> {
  const { life, part } = options;
  const wish = { each: what, part: partOf(part), share: partOf(share), life };
  for await (const outcome of exhaust(await worldAt('prompt'), wish)) process.send?.(outcome);
}

/** Of this part every process takes a part. */
async function everyOne(what: Each): Promise<void> {
  const processes = Number(options.processes ?? availableParallelism());
  partOf(options.part);
  const began = performance.now();
  const outcomes: Outcome[] = [];
  const which = ['--part', options.part, ...(options.life === undefined ? [] : ['--life', options.life])];
  const shares = Array.from({ length: processes }, (_, n) => `${n + 1}/${processes}`);
  await Promise.all(
    shares.map((share) =>
      child<Outcome>([`--${what}`, ...which, '--share', share], (outcome) => {
        outcomes.push(outcome);
        for (const text of outcome.wrong) console.log(`${outcome.life}: ${outcome.faults}: ${text}`);
      }),
    ),
  );
  tellEach(what, outcomes, (performance.now() - began) / 1000);
}

function tellEach(what: Each, outcomes: readonly Outcome[], seconds: number): void {
  const lives = summed(outcomes);
  const { part } = options;
  const violations = lives.reduce((all, one) => all + one.violations, 0);
  const perSecond = Number((outcomes.length / seconds).toFixed(2));
  const sum = { is: what, part, played: outcomes.length, violations, perSecond, lives };
  if (options['write-docs'] === true) {
    const page = readFileSync(DOCS, 'utf8');
    writeFileSync(DOCS, written(page, what, eachTable(page, { each: what, part, lives })));
  }
  console.log(
    options.json === true
      ? JSON.stringify({ simulation: true, ...sum })
      : `${what}, part ${part}: ${sum.played} lives, ${perSecond} a second: ${violations} violations`,
  );
  process.exitCode = violations === 0 && outcomes.length > 0 ? 0 : 1;
}

const from = Number(options.from);
const exhaustive = options.singles === true ? 'singles' : options.pairs === true ? 'pairs' : undefined;
if (exhaustive !== undefined)
  await (options.share === undefined ? everyOne(exhaustive) : each(exhaustive, options.share));
else if (options.step !== undefined) await part(from, Number(options.seeds), Number(options.step));
else if (options.seed !== undefined) await one(Number(options.seed));
else await many(from, Number(options.seeds ?? 100));
