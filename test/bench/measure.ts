import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What one bench says, one such object per line with `--json`. Times in milliseconds, memory in megabytes (10^6 bytes). */
export type Result = {
  readonly bench: string;
  readonly ours_ms: number;
  readonly peers: Readonly<Record<string, number>>;
  readonly sha256_ms: number;
  /** Size of the file in bytes, and its rows. */
  readonly bytes: number;
  readonly rows: number;
  /** The most memory that ours took on top of its input. */
  readonly peak_mb: number;
};

/** One bench: `measure` in this process, `prepare` in a child that then does the job once to see its memory. */
export type Bench = {
  readonly name: string;
  /** What it does, for the table. */
  readonly title: string;
  readonly measure: () => Promise<Omit<Result, 'bench' | 'peak_mb'>>;
  readonly prepare: () => () => unknown;
};

export type Job = () => unknown;

const RUNS = 7;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/**
 * The median time of each job over seven rounds, in which they take turns, after one round that does not count. Garbage is
 * collected before each job, so that nobody pays for the one before.
 */
export async function medians(
  jobs: Readonly<Record<string, Job>>,
): Promise<Readonly<Record<string, number>>> {
  const times = new Map(Object.keys(jobs).map((name) => [name, [] as number[]]));
  for (let round = 0; round <= RUNS; round++) {
    for (const [name, job] of Object.entries(jobs)) {
      collectGarbage();
      const began = performance.now();
      await job();
      if (round > 0) times.get(name)?.push(performance.now() - began);
    }
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, rounded(median(all))]));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** The most memory that the job of a bench takes, measured in a process that does nothing else. */
export function peakOf(bench: string): number {
  const args = [...process.execArgv, process.argv[1] ?? '', '--peak', bench];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

/** In the child: megabytes that the process grew by while it did the job. */
export async function grown(job: Job): Promise<number> {
  // What preparing left behind goes back to the system a little later than it is collected.
  for (let i = 0; i < 5; i++) {
    collectGarbage();
    await setTimeout(100);
  }
  forgetPeak();
  const before = process.memoryUsage.rss();
  await job();
  return rounded((peakSoFar() - before) / 1e6);
}

/** Linux can begin to watch for the peak anew; elsewhere the whole life of the process counts, which is never less. */
function forgetPeak(): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

function peakSoFar(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) * 1024;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
