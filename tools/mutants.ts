/**
 * `npm run -s mutants [-- NAME …] [--json] [--write-docs]`: plants one fault after the other and runs the tests that have to notice it. Ends with 1
 * when one survives, or when a test fails without any fault; `--write-docs` puts the table into docs/reliability.md. The sources are not touched: vitest and esbuild are handed other text.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { MUTANTS, type Mutant, type Verdict } from '../test/mutants/mutants';
import { planted } from '../test/mutants/planted';
import { reliabilityOf } from '../test/mutants/report';

const ROOT = join(import.meta.dirname, '..');
const options = process.argv.slice(2);
const isJson = options.includes('--json');
const wanted = options.filter((option) => !option.startsWith('--'));
const chosen = MUTANTS.filter(({ name }) => wanted.length === 0 || wanted.some((w) => name.includes(w)));

/** The same tests without any fault: what fails then proves nothing. Asked once for the same tests. */
const SOUND = new Map<string, boolean>();

async function judge(mutant: Mutant): Promise<Verdict> {
  const began = performance.now();
  const name = JSON.stringify(mutant.killedBy);
  if (!SOUND.has(name)) SOUND.set(name, await passes(mutant.killedBy, undefined));
  const is =
    SOUND.get(name) !== true
      ? 'fails-without'
      : (await passes(mutant.killedBy, mutant))
        ? 'survived'
        : 'killed';
  return { name: mutant.name, is, seconds: Math.round((performance.now() - began) / 100) / 10 };
}

/** Whether the tests pass; a run in which none was found says nothing and is an error of the table. */
async function passes(killers: Mutant['killedBy'], mutant: Mutant | undefined): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'mutant-'));
  try {
    await bundle(folder, mutant);
    const env = {
      ...process.env,
      BUNDLE_DIR: folder,
      SANDBOX_BUNDLE: folder,
      MUTANT: mutant === undefined ? '' : JSON.stringify(mutant),
    };
    const paths = killers.tests.map((path) => `test/${path}`);
    const only = killers.only === undefined ? [] : ['-t', killers.only];
    const report = join(folder, 'report.json');
    const to = ['--reporter=json', `--outputFile=${report}`, '--bail=1'];
    spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...paths, ...only, ...to], {
      ...{ cwd: ROOT, env, stdio: 'ignore' },
    });
    const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(report, 'utf8'));
    if (numPassedTests + numFailedTests === 0 && success) throw new Error(`no test: ${paths} ${only}`);
    return success;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bundle(folder: string, mutant: Mutant | undefined): Promise<void> {
  const plant = {
    name: 'plant',
    setup(on: Parameters<NonNullable<Parameters<typeof build>[0]['plugins']>[number]['setup']>[0]) {
      if (mutant === undefined) return;
      const path = join(ROOT, mutant.file);
      on.onLoad({ filter: /\.ts$/ }, (file) =>
        file.path === path
          ? { contents: planted(mutant, readFileSync(path, 'utf8')), loader: 'ts' }
          : undefined,
      );
    },
  };
  await build({
    ...{ absWorkingDir: ROOT, entryPoints: ['src/index.ts'], bundle: true, platform: 'node', format: 'cjs' },
    ...{ target: 'node20', sourcemap: 'inline', outfile: join(folder, 'index.cjs'), logLevel: 'error' },
    plugins: [plant],
  });
}

const verdicts: Verdict[] = [];
for (const mutant of chosen) {
  const verdict = await judge(mutant);
  verdicts.push(verdict);
  console.log(
    isJson ? JSON.stringify(verdict) : `${verdict.is.padEnd(14)} ${verdict.seconds} s  ${verdict.name}`,
  );
}
if (options.includes('--write-docs') && wanted.length === 0)
  writeFileSync(join(ROOT, 'docs/reliability.md'), reliabilityOf(verdicts));
const killed = verdicts.filter(({ is }) => is === 'killed').length;
console.log(
  isJson ? JSON.stringify({ mutants: verdicts.length, killed }) : `${killed} of ${verdicts.length} killed`,
);
process.exitCode = verdicts.length > 0 && killed === verdicts.length ? 0 : 1;
