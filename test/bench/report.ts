import { cpus } from 'node:os';
import type { Bench, Result } from './measure';

/** One small table per bench: each contender, its time, and how it compares with ours. */
export function tableOf(benches: readonly Bench[], results: readonly Result[]): string {
  return results
    .map((result) => {
      const title = benches.find((bench) => bench.name === result.bench)?.title ?? result.bench;
      const size = `${result.rows.toLocaleString('en')} rows × 125 columns, ${megabytes(result.bytes)} MB`;
      const rows = [
        ['**ours**', result.ours_ms],
        ...Object.entries(result.peers),
        ['SHA-256 of the same bytes (node:crypto)', result.sha256_ms],
      ] as const;
      return [
        `## ${title} (\`${result.bench}\`)`,
        '',
        `${size}. Most memory on top of the input: ${result.peak_mb} MB.`,
        '',
        '| | ms | times ours |',
        '|---|---:|---:|',
        ...rows.map(([name, ms]) => `| ${name} | ${ms} | ${(ms / result.ours_ms).toFixed(1)} |`),
      ].join('\n');
    })
    .join('\n\n');
}

const WORDS = {
  seconds: 'longest invocation, seconds of waiting',
  computing: '… and of computing on this machine',
  calls: 'calls to the outside in one invocation',
  readUnits: 'read units of storage in the busiest minute',
  writeUnits: 'write units of storage in the busiest minute',
  bytes: 'biggest value stored, bytes',
} as const;
type Measured = Readonly<Record<keyof typeof WORDS, number>>;
export type Figures = {
  readonly limits: Readonly<Partial<Measured>>;
  readonly needed: { readonly key: Measured; readonly task: Measured };
};

/** What the whole way needs of what Forge gives. */
export function limitsTable({ limits, needed }: Figures): string {
  const rows = (Object.keys(WORDS) as (keyof typeof WORDS)[]).map((what) => {
    const limit = limits[what]?.toLocaleString('en') ?? '';
    const of = (measured: Measured) => measured[what].toLocaleString('en', { maximumFractionDigits: 1 });
    return `| ${WORDS[what]} | ${limit} | ${of(needed.key)} | ${of(needed.task)} |`;
  });
  return [
    '## From the click to the delivered batch, in the sandbox (`test/long/large.test.ts`)',
    '',
    '99,999 rows; a call of the platform takes 5 to 25 ms, one to Looker or DATEV 0.3 to 1.5 s.',
    '',
    '| | Forge’s limit | read by key | as a task |',
    '|---|---:|---:|---:|',
    ...rows,
  ].join('\n');
}

/** The whole document. */
export function documentOf(what: string, table: string): string {
  return `# Benchmarks

Written by \`npm run bench -- ${what} --write-docs\`; Node ${process.versions.node}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}.

Median of seven rounds in one process, in which all take turns, after one round that does not count; garbage is collected
before each. All outputs are read back and compared cell by cell before anything is measured. Memory is measured in a process
of its own.

${table}
`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
