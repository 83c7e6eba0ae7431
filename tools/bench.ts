/**
 * `npm run -s bench -- extf|pipeline [--json] [--write-docs]`: measures us against the packages people would use instead. A table
 * for people, or one object per line; `--write-docs` also puts the table into docs/benchmarks.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extfReadCheck } from '../test/bench/extf-read-check';
import { extfWrite } from '../test/bench/extf-write';
import { type Bench, grown, peakOf, type Result } from '../test/bench/measure';
import { pipeline } from '../test/bench/pipeline';
import { documentOf, type Figures, limitsTable, tableOf } from '../test/bench/report';

const BENCHES: Readonly<Record<string, readonly Bench[]>> = {
  extf: [extfWrite, extfReadCheck],
  pipeline: [pipeline],
};

const DOCUMENTS: Readonly<Record<string, string>> = {
  extf: 'docs/benchmarks.md',
  pipeline: 'docs/benchmarks-pipeline.md',
};

const ROOT = join(import.meta.dirname, '..');
const [what = '', ...options] = process.argv.slice(2);

if (what === '--peak') console.log(await grown(benchNamed(options[0] ?? '').prepare()));
else await run(BENCHES[what]);

async function run(benches: readonly Bench[] | undefined): Promise<void> {
  if (benches === undefined) throw new Error(`bench knows: ${Object.keys(BENCHES).join(', ')}`);
  const results: Result[] = [];
  for (const bench of benches) {
    const peak_mb = peakOf(bench.name);
    const result = { bench: bench.name, ...(await bench.measure()), peak_mb };
    results.push(result);
    if (options.includes('--json')) console.log(JSON.stringify(result));
  }
  const table = [tableOf(benches, results), ...(what === 'pipeline' ? [endToEnd()] : [])].join('\n\n');
  if (!options.includes('--json')) console.log(table);
  if (options.includes('--write-docs'))
    writeFileSync(join(ROOT, DOCUMENTS[what] ?? ''), documentOf(what, table));
}

/** The whole way in the sandbox (`test/long/large.test.ts`), which judges it against Forge's limits. */
function endToEnd(): string {
  const figures = join(mkdtempSync(join(tmpdir(), 'bench-')), 'figures.json');
  execFileSync(process.execPath, [join(ROOT, 'tools/run.mjs'), 'simulate', 'long/large'], {
    env: { ...process.env, FIGURES: figures },
    stdio: 'ignore',
  });
  return limitsTable(JSON.parse(readFileSync(figures, 'utf8')) as Figures);
}

function benchNamed(name: string): Bench {
  const bench = Object.values(BENCHES)
    .flat()
    .find((one) => one.name === name);
  if (bench === undefined) throw new Error(`no bench ${name}`);
  return bench;
}
