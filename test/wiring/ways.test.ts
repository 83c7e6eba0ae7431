import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './sources';

/**
 * One violation per rule of our machines, in a small project of its own with our configuration: a rule that finds
 * nothing there would find nothing here either.
 */
const folder = mkdtempSync(join(tmpdir(), 'ways-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Our own programs are found from anywhere: the linter looks for its half that knows types beside itself and on the PATH only. */
const ENV = {
  ...process.env,
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  OXLINT_TSGOLINT_PATH: join(ROOT, 'node_modules/.bin/tsgolint'),
};

/** A program of an installed package, run in the small project; what it found. One that says nothing has not worked. */
function run(script: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: ENV,
    maxBuffer: 64 * 1024 ** 2,
  });
  if (stdout === '') throw new Error(`${script} found nothing: ${stderr}`);
  return stdout;
}

const CONFIGS = [
  '.dependency-cruiser.cjs',
  'biome.json',
  'fresh-spread.grit',
  '.oxlintrc.json',
  'tsconfig.json',
];
beforeAll(() => {
  for (const file of CONFIGS) cpSync(join(ROOT, file), join(folder, file));
  write(
    'package.json',
    '{"type":"module","dependencies":{"@forge/api":"1.0.0"},"devDependencies":{"only-for-tests":"1.0.0"}}',
  );
  for (const name of ['@forge/api', 'only-for-tests', 'never-named', 'vitest']) {
    write(`node_modules/${name}/package.json`, `{"name":"${name}","version":"1.0.0","main":"index.js"}`);
    write(`node_modules/${name}/index.js`, 'exports.x = 1;');
  }
  // Biome reads what git ignores, tsgolint reads Node's types.
  write('.gitignore', 'node_modules/\n');
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'));
});

type Way = readonly [rule: string, from: string, imports: string, target?: string];

describe('dependency-cruiser', () => {
  const ways: readonly Way[] = [
    ['outside-only-at-the-edge', 'src/jira/asks.ts', '@forge/api'],
    ['outside-only-at-the-edge', 'src/flows/asks.ts', '@forge/api'],
    ['outside-only-at-the-edge', 'src/effects/asks.ts', '@forge/api'],
    ['rooms-do-not-reach-outside', 'src/jira/reads.ts', './issues-api', 'src/jira/issues-api.ts'],
    [
      'rooms-do-not-reach-outside',
      'src/runs/stores.ts',
      '../submissions/submission-store',
      'src/submissions/submission-store.ts',
    ],
    ['rooms-do-not-reach-outside', 'src/views/clock.ts', '../platform/clock', 'src/platform/clock.ts'],
    ['no-node-io-in-rooms', 'src/datev/files.ts', 'node:fs'],
    ['no-node-io-in-rooms', 'src/flows/files.ts', 'node:fs'],
    ['formats-know-only-kernel', 'src/extf/knows.ts', '../datev/job', 'src/datev/job.ts'],
    ['formats-know-only-kernel', 'src/dxso/knows.ts', '../datev/job', 'src/datev/job.ts'],
    ['submissions-know-only-kernel', 'src/submissions/knows.ts', '../datev/job', 'src/datev/job.ts'],
    ['kernel-knows-nobody', 'src/kernel/knows.ts', '../datev/job', 'src/datev/job.ts'],
    ['texts-know-only-kernel', 'src/texts/knows.ts', '../datev/job', 'src/datev/job.ts'],
    ['platform-knows-only-kernel', 'src/platform/knows.ts', '../datev/job', 'src/datev/job.ts'],
    ['rooms-do-not-know-flows', 'src/submissions/calls.ts', '../flows/advance', 'src/flows/advance.ts'],
    ['rooms-do-not-know-flows', 'src/platform/calls.ts', '../flows/advance', 'src/flows/advance.ts'],
    ['rooms-do-not-know-flows', 'src/effects/calls.ts', '../flows/advance', 'src/flows/advance.ts'],
    ['rooms-do-not-know-effects', 'src/runs/does.ts', '../effects/comment', 'src/effects/comment.ts'],
    ['rooms-do-not-know-effects', 'src/flows/does.ts', '../effects/comment', 'src/effects/comment.ts'],
    [
      'flows-do-not-know-flows',
      'src/flows/another.ts',
      './exception/look-at-issue',
      'src/flows/exception/look-at-issue.ts',
    ],
    [
      'flows-do-not-know-flows',
      'src/flows/people/another.ts',
      '../booking/save-pipeline',
      'src/flows/booking/save-pipeline.ts',
    ],
    ['flows-do-not-know-flows', 'src/flows/answers.ts', '../entry/answering', 'src/entry/answering.ts'],
    ['index-only-opens-doors', 'src/index.ts', './flows/advance', 'src/flows/advance.ts'],
    ['ui-sees-only-the-contract', 'static/page.ts', '../src/submissions/state', 'src/submissions/state.ts'],
    ['uikit-in-the-widget-only', 'static/desk/kit.ts', '../widget/widget', 'static/widget/widget.tsx'],
    ['src-never-sees-test-or-static', 'src/views/test.ts', '../../test/support/x', 'test/support/x.ts'],
    ['sandbox-never-sees-src', 'packages/sandbox/fake.ts', '../../src/kernel/day', 'src/kernel/day.ts'],
    ['programs-know-no-test-runner', 'tools/plays.ts', '../test/support/life', 'test/support/life.ts'],
    ['no-development-packages-in-src', 'src/views/dev.ts', 'only-for-tests'],
    ['no-development-packages-in-src', 'src/views/unnamed.ts', 'never-named'],
    ['nothing-unresolvable', 'src/views/lost.ts', './not-there'],
    ['no-cycles', 'src/audit/one.ts', './two', 'src/audit/two.ts'],
    ['no-type-cycles', 'src/audit/five.ts', './six', 'src/audit/six.ts'],
  ];
  const allowed: readonly (readonly [from: string, imports: string])[] = [
    ['src/flows/loads.ts', '../submissions/submission-store'],
    ['src/flows/reads.ts', '../jira/issues-api'],
    ['src/flows/looks.ts', '../platform/clock'],
    ['src/flows/goes-on.ts', './advance'],
    ['src/flows/people/goes-on.ts', '../advance'],
    ['src/effects/does.ts', '../jira/issues-api'],
  ];
  let found: readonly { readonly rule: { readonly name: string }; readonly from: string }[] = [];

  beforeAll(() => {
    for (const [, from, imports] of ways)
      write(from, `import { x } from '${imports}';\nexport const y = x;\n`);
    for (const [from, imports] of allowed)
      write(from, `import { x } from '${imports}';\nexport const y = x;\n`);
    for (const [, , , target] of ways) if (target !== undefined) write(target, 'export const x = 1;\n');
    write('test/support/life.ts', "export { x } from 'vitest';\n");
    write('src/audit/two.ts', "import { y } from './one';\nexport const x = () => y;\n");
    write('src/audit/six.ts', "import type { y } from './five';\nexport const x = (z: typeof y) => z;\n");
    const script = 'dependency-cruiser/bin/dependency-cruise.mjs';
    const report = run(
      script,
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      'src',
      'static',
      'test',
      'packages',
      'tools',
    );
    found = JSON.parse(report).summary.violations;
  });

  it.each(ways)('catches %s in %s', (rule, from) => {
    expect(found.filter((one) => one.from === from).map((one) => one.rule.name)).toContain(rule);
  });

  it('has a planted violation for every rule', () => {
    const rules: readonly { readonly name: string }[] = createRequire(import.meta.url)(
      join(ROOT, '.dependency-cruiser.cjs'),
    ).forbidden;
    expect(rules.map(({ name }) => name).sort()).toEqual([...new Set(ways.map(([rule]) => rule))].sort());
  });

  it('lets through what is allowed', () => {
    const targets = ways.flatMap(([, , , target]) => (target === undefined ? [] : [target]));
    const innocent = targets.filter((target) => !/audit.(?:two|six).ts$/.test(target));
    const free = [...innocent, ...allowed.map(([from]) => from)];
    expect(found.filter(({ from }) => free.includes(from))).toEqual([]);
  });
});

describe('Biome', () => {
  const planted: readonly (readonly [rule: string, path: string, code: string])[] = [
    ['noDefaultExport', 'src/jira/default.ts', 'export default 1;\n'],
    ['noEnum', 'src/jira/enum.ts', 'export enum State {\n  Open = 1,\n}\n'],
    ['noConsole', 'src/jira/says.ts', "export function say(): void {\n  console.log('x');\n}\n"],
    ['noExplicitAny', 'src/jira/any.ts', 'export function f(x: any): unknown {\n  return x;\n}\n'],
    ['noBarrelFile', 'src/jira/barrel.ts', "export { x } from './issues-api';\n"],
    ['noReExportAll', 'src/jira/all.ts', "export * from './issues-api';\n"],
    [
      'useMaxParams',
      'src/jira/params.ts',
      'export function f(a: number, b: number, c: number, d: number): number {\n  return a + b + c + d;\n}\n',
    ],
    ['useFilenamingConvention', 'src/jira/CamelCase.ts', 'export const x = 1;\n'],
    ['noNonNullAssertion', 'src/jira/bang.ts', 'export function f(x?: string): string {\n  return x!;\n}\n'],
    ['noUnusedVariables', 'src/jira/unused.ts', 'const x = 1;\nexport const y = 2;\n'],
    ['plugin', 'src/jira/spread.ts', 'export const x = { ...{ a: 1 }, b: 2 };\n'],
    ['format', 'src/jira/format.ts', 'export const x = "double";\n'],
  ];
  let found: readonly { readonly category: string; readonly location: { readonly path: unknown } }[] = [];

  beforeAll(() => {
    for (const [, path, code] of planted) write(path, code);
    execFileSync('git', ['init', '-q'], { cwd: folder });
    const report = run(
      '@biomejs/biome/bin/biome',
      'check',
      '--reporter=json',
      '--max-diagnostics=none',
      'src',
    );
    found = JSON.parse(report).diagnostics;
  });

  it.each(planted)('catches %s in %s', (rule, path) => {
    const rules = found.filter(({ location }) => JSON.stringify(location.path).includes(path));
    expect(rules.map(({ category }) => category.split('/').at(-1))).toContain(rule);
  });
});

describe('oxlint with types', () => {
  const promise = 'async function go(): Promise<boolean> {\n  return await Promise.resolve(true);\n}\n';
  const planted: readonly (readonly [rule: string, path: string, code: string])[] = [
    ['no-floating-promises', 'src/typed/floats.ts', `${promise}export function f(): void {\n  go();\n}\n`],
    [
      'no-misused-promises',
      'src/typed/misused.ts',
      `${promise}export function f(xs: readonly number[]): void {\n  xs.forEach(async () => {\n    await go();\n  });\n}\n`,
    ],
    [
      'await-thenable',
      'src/typed/awaits.ts',
      'export async function f(x: number): Promise<number> {\n  return await x;\n}\n',
    ],
    [
      'switch-exhaustiveness-check',
      'src/typed/switches.ts',
      "export function f(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}\n",
    ],
    [
      'max-lines-per-function',
      'src/typed/long.ts',
      `export function f(x: number[]): void {\n${'  x.push(1);\n'.repeat(61)}}\n`,
    ],
    [
      'max-lines-per-function',
      'static/typed/page.tsx',
      `export function Page(x: number[]) {\n${'  x.push(1);\n'.repeat(61)}  return null;\n}\n`,
    ],
    [
      'max-lines',
      'src/typed/file.ts',
      Array.from({ length: 401 }, (_, n) => `export const x${n} = ${n};\n`).join(''),
    ],
  ];
  let report = '';

  beforeAll(() => {
    for (const [, path, code] of planted) write(path, code);
    report = run('oxlint/bin/oxlint', '--format', 'unix', 'src/typed', 'static/typed');
  });

  it.each(planted)('catches %s in %s', (rule, path) => {
    const lines = report.split('\n').filter((line) => line.includes(path.split('/').at(-1) ?? path));
    expect(lines.join('\n')).toContain(`(${rule})`);
  });
});
