/**
 * `npm run -s bench -- scale [--json] [--stored N] [--failures N] [--write-docs]`: a storm of rejections, what another Mandant waits meanwhile, and what five minutes of
 * a big firm take, with much or little stored and due (docs/reliability.md).
 * `npm run -s bench -- cost [--json] [--case NAME] [--calls]`: what the app asks of Forge, Jira and DATEV (docs/benchmarks-cost.md);
 * `--calls` also says which calls make it up. `npm run -s bench -- ui [--json]`: what stands before the first content of a face, and how it
 * compares with a bare page of Atlassian's components (docs/benchmarks-ui.md). `npm run -s bench -- extf|pipeline [--json] [--write-docs]`: measures us against the packages people would use instead. A table
 * for people, or one object per line; `--write-docs` also puts the table into docs/benchmarks.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bigPlanTable } from '../test/bench/big-plan';
import { CASES } from '../test/bench/cost/cases';
import { figuresOf } from '../test/bench/cost/model';
import { type CostResult, callsTable, costTable } from '../test/bench/cost/report';
import { memoryOf } from '../test/bench/cost/world';
import { extfReadCheck } from '../test/bench/extf-read-check';
import { extfWrite } from '../test/bench/extf-write';
import { type Bench, grown, peakOf, type Result } from '../test/bench/measure';
import { pipeline } from '../test/bench/pipeline';
import { documentOf, type Figures, limitsTable, tableOf } from '../test/bench/report';
import { firm } from '../test/bench/scale/firm';
import { scaleTables } from '../test/bench/scale/report';
import { storm } from '../test/bench/scale/storm';
import { ratioOf, ui } from '../test/bench/ui/ui';
import { written } from '../test/mutants/report';

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
else if (what === 'cost') await cost();
else if (what === 'scale') await scale();
else if (what === 'ui') await faces();
else await run(BENCHES[what]);

async function cost(): Promise<void> {
  const name = options.includes('--case') ? options[options.indexOf('--case') + 1] : undefined;
  const cases = CASES.filter((one) => name === undefined || one.name === name);
  if (cases.length === 0) throw new Error(`cost knows: ${CASES.map((one) => one.name).join(', ')}`);
  const results: CostResult[] = [];
  for (const one of cases) {
    const counted = await one.count();
    const result = { bench: 'cost', case: one.name, ...figuresOf(counted, memoryOf) } as const;
    results.push(result);
    if (options.includes('--json')) console.log(JSON.stringify(result));
    if (options.includes('--calls')) console.log(`\n${one.title} (${one.name})\n${callsTable(counted)}`);
  }
  const titles = new Map(cases.map((one) => [one.name, one.title] as const));
  if (!options.includes('--json')) console.log(`\n${costTable(results, titles)}`);
}

async function scale(): Promise<void> {
  const numberOf = (name: string, usual: number) =>
    options.includes(name) ? Number(options[options.indexOf(name) + 1]) : usual;
  const figures = {
    storm: await storm(numberOf('--failures', 1000)),
    hours: await firm(numberOf('--stored', 100_000)),
  };
  for (const one of [figures.storm, ...figures.hours])
    if (options.includes('--json')) console.log(JSON.stringify(one));
  const table = scaleTables(figures);
  if (!options.includes('--json')) console.log(table);
  if (!options.includes('--write-docs')) return;
  const page = join(ROOT, 'docs/reliability.md');
  writeFileSync(page, written(readFileSync(page, 'utf8'), 'scale', table));
}

async function faces(): Promise<void> {
  const isJson = options.includes('--json');
  const rows: string[] = [];
  const { bytes, ms, longest } = await ui(
    (result, { line, work, here = line }) => {
      if (isJson) console.log(JSON.stringify(result));
      const { bench, gzip_kb, requests, ratio } = result;
      const times = [line.ours, line.bare, ratio, here.ours, here.bare, ratioOf(here), work.ours, work.bare];
      rows.push(
        `| ${[bench, gzip_kb, requests, ...times.map((n) => (n > 20 ? n.toFixed(0) : n))].join(' | ')} |`,
      );
    },
    { here: !isJson },
  );
  const head =
    '| | kB of script | resolver calls | ms | bare page, ms | ratio | here, ms | bare page, ms | ratio | work, ms | bare page, ms |';
  if (isJson) return;
  console.log([head, '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|', ...rows].join('\n'));
  const worst = longest === 0 ? 'no task of the page over 50 ms' : `longest task of the page ${longest} ms`;
  console.log(`\nA file of ${(bytes / 1e6).toFixed(1)} MB, read and checked in ${ms} ms: ${worst}.`);
}

async function run(benches: readonly Bench[] | undefined): Promise<void> {
  if (benches === undefined)
    throw new Error(`bench knows: ${[...Object.keys(BENCHES), 'cost', 'scale', 'ui'].join(', ')}`);
  const results: Result[] = [];
  for (const bench of benches) {
    const peak_mb = peakOf(bench.name);
    const result = { bench: bench.name, ...(await bench.measure()), peak_mb };
    results.push(result);
    if (options.includes('--json')) console.log(JSON.stringify(result));
  }
  const table = [
    tableOf(benches, results),
    ...(what === 'pipeline' ? [bigPlanTable(), endToEnd()] : []),
  ].join('\n\n');
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
