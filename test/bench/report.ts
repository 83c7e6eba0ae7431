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
