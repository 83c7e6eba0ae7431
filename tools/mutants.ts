/**
 * `npm run -s mutants [-- NAME …] [--json] [--write-docs]`: plants one fault after the other and runs the tests that have to notice it. Ends with 1
 * when one survives, or when a test fails without any fault; `--write-docs` puts the table into docs/reliability.md, of some their rows. The sources are not touched: vitest and esbuild are handed other text.
 * `--broad --sample N --seed S`: instead of faults that somebody thought of, so many of all changes that the machine can make, tried by the
 * tests of the room, then by those of flows. `--broad file:line … [--by=test/flows/…]`: every change of these lines, by these tests of flows only.
 * `--lives [--within=N]`: instead of tests, a told life or, where none is known, N lives by chance have to bring the fault out (test/simulation);
 * of approvals N sequences of six people (test/support/eyes-play).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BY_LIVES, type FoundBy, type Telling } from '../test/mutants/lives';
import { MUTANTS, type Mutant, type Planting, type Verdict } from '../test/mutants/mutants';
import { bundleWith } from '../test/mutants/planted';
import {
  broadTable,
  inLine,
  isNoticed,
  livesTable,
  mutantsTable,
  type Tried,
  written,
} from '../test/mutants/report';
import { STORIES } from '../test/mutants/stories';
import { asTold } from '../test/simulation/exhaustive';
import { planOf } from '../test/simulation/plan';
import { play } from '../test/simulation/play';
import { TOLD } from '../test/simulation/told';
import { type SimWorld, worldsOf } from '../test/simulation/world';
import { playEyes } from '../test/support/eyes-play';
import { eyesWorld } from '../test/support/eyes-world';

const ROOT = join(import.meta.dirname, '..');
const options = process.argv.slice(2);
const isJson = options.includes('--json');
const numberAfter = (option: string, otherwise: number) =>
  options.includes(option) ? Number(options[options.indexOf(option) + 1]) : otherwise;
const wanted = options.filter((option) => !/^(?:--|\d+$)/.test(option));
const isChosen = ({ name }: Planting) => wanted.length === 0 || wanted.some((w) => name.includes(w));
const WITHIN = Number(
  options.find((option) => option.startsWith('--within='))?.slice('--within='.length) ?? 200,
);
const DOCS = join(ROOT, 'docs/reliability.md');

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
    await bundleWith(mutant, folder);
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

/** The first life that goes wrong with the fault: the told one that is known to, else one by chance. */
async function foundBy({ telling, alike, ...mutant }: (typeof BY_LIVES)[number]): Promise<FoundBy> {
  const { name } = mutant;
  if (alike !== undefined) return { name, alike };
  const folder = mkdtempSync(join(tmpdir(), 'mutant-'));
  try {
    await bundleWith(mutant, folder);
    return { name, ...(await found(folder, telling)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Life = Pick<FoundBy, 'by' | 'wrong'>;

async function found(bundle: string, telling: Telling | undefined): Promise<Life> {
  if (telling?.by === 'four-eyes') return byEyes(bundle);
  const worldAt = worldsOf(bundle);
  const told = telling && (await byTold(await worldAt('prompt'), telling));
  return told ?? byChance(worldAt);
}

async function byTold(
  sim: SimWorld,
  { life, strikes }: Extract<Telling, { by: 'life' }>,
): Promise<Life | undefined> {
  const told = [...TOLD, ...STORIES].find(({ name }) => name === life);
  if (told === undefined) throw new Error(`no told life ${life}`);
  const [wrong] = (await asTold(sim, told, strikes === undefined ? [] : [strikes])).wrong;
  const what = strikes === undefined ? '' : `, ${strikes.fault} at ${strikes.operation}`;
  return wrong === undefined ? undefined : { by: `told: ${life}${what}`, wrong };
}

/** Six people and a run that wants approval, by chance. */
async function byEyes(bundle: string): Promise<Life> {
  const eyes = await eyesWorld(bundle);
  for (let number = 1; number <= WITHIN; number++) {
    const [wrong] = (await playEyes(eyes, number)).wrong;
    if (wrong !== undefined) return { by: `four eyes: sequence ${number}`, wrong };
  }
  return {};
}

async function byChance(worldAt: ReturnType<typeof worldsOf>): Promise<Life> {
  for (let seed = 1; seed <= WITHIN; seed++) {
    const plan = planOf(seed);
    const [wrong] = (await play(await worldAt(plan.pace), plan)).wrong;
    if (wrong !== undefined) return { by: `seed ${seed}`, wrong };
  }
  return {};
}

const tell = (result: object, words: string) => console.log(isJson ? JSON.stringify(result) : words);
const writeDocs = (table: 'mutants' | 'lives' | 'broad', text: (page: string) => string) => {
  if (!options.includes('--write-docs')) return;
  const page = readFileSync(DOCS, 'utf8');
  writeFileSync(DOCS, written(page, table, text(page)));
};

async function byTests(): Promise<void> {
  const verdicts: Verdict[] = [];
  for (const mutant of MUTANTS.filter(isChosen)) {
    const verdict = await judge(mutant);
    verdicts.push(verdict);
    tell(verdict, `${verdict.is.padEnd(14)} ${verdict.seconds} s  ${verdict.name}`);
  }
  writeDocs('mutants', (page) => mutantsTable(verdicts, page));
  const killed = verdicts.filter(({ is }) => is === 'killed').length;
  tell({ mutants: verdicts.length, killed }, `${killed} of ${verdicts.length} killed`);
  process.exitCode = verdicts.length > 0 && killed === verdicts.length ? 0 : 1;
}

async function byLives(): Promise<void> {
  // What the lives begin with is set up by the code as it is: the fault strikes the life alone.
  const sound = mkdtempSync(join(tmpdir(), 'sound-'));
  await bundleWith(undefined, sound);
  await worldsOf(sound)('prompt');
  await eyesWorld(sound);
  rmSync(sound, { recursive: true });
  const all: FoundBy[] = [];
  for (const mutant of BY_LIVES.filter(isChosen)) {
    const found = await foundBy(mutant);
    all.push(found);
    const by = found.by ?? (found.alike === undefined ? 'not found' : 'alike');
    tell(found, `${found.name}: ${by}: ${found.alike ?? found.wrong ?? ''}`);
  }
  writeDocs('lives', (page) => livesTable(all, page));
  const count = all.filter(({ by, alike }) => by !== undefined || alike !== undefined).length;
  tell({ mutants: all.length, found: count }, `${count} of ${all.length} found`);
  process.exitCode = all.length > 0 && count === all.length ? 0 : 1;
}

/** The score is told; what survives is no failure of the command: it is to be read, and becomes a test or goes. */
async function broadly(): Promise<void> {
  const { tryBroadly } = await import('./lib/broad');
  const [sample, seed] = [numberAfter('--sample', 200), numberAfter('--seed', 1)];
  const by = options.flatMap((option) => (option.startsWith('--by=') ? [option.slice('--by='.length)] : []));
  const tried: Tried[] = [];
  let all = 0;
  for await (const { of, ...one } of tryBroadly({ sample, seed, only: wanted, by })) {
    tried.push(one);
    all = of;
    const { file, line, from, to } = one.change;
    const who = one.by === undefined ? '' : `  by ${one.by}`;
    tell(one, `${one.is.padEnd(8)} ${file}:${line}  ${inLine(from)} → ${inLine(to)}${who}`);
  }
  // What was chosen is no score.
  if (wanted.length === 0 && by.length === 0) writeDocs('broad', () => broadTable(tried, { of: all, seed }));
  const killed = tried.filter(isNoticed).length;
  tell({ broad: tried.length, killed, of: all, seed }, `${killed} of ${tried.length} killed`);
}

if (options.includes('--broad')) await broadly();
else await (options.includes('--lives') ? byLives() : byTests());
