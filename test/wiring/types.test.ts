import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './sources';

/** Each against another option of tsconfig.json or tsconfig.strict.json. */
const PLANTED = {
  'strict.ts': 'export function f(x) {\n  return x;\n}\n',
  'nulls.ts': 'export const n: number = undefined;\n',
  'indexed.ts': 'export const f = (xs: readonly string[]): string => xs[0];\n',
  'optional.ts': 'export const o: { readonly a?: number } = { a: undefined };\n',
  'signature.ts': 'export const f = (r: Record<string, number>) => r.name;\n',
  'returns.ts': 'export function f(x: boolean) {\n  if (x) return 1;\n}\n',
  'unused.ts': 'const left = 1;\nexport const f = 2;\n',
  'browser.ts': 'export const f = document.title;\n',
  'import.ts': "import { Thing } from './thing';\nexport type Other = Thing;\n",
  'thing.ts': 'export type Thing = number;\n',
};

/** The faults that a compiler finds, as `file code`. */
function faultsOf(compiler: string): readonly string[] {
  const args = [join(ROOT, 'node_modules', compiler, 'bin/tsc'), '-p', FOLDER, '--pretty', 'false'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const found = stdout.matchAll(/([\w-]+\.ts)\(\d+,\d+\): error (TS\d+)/g);
  return [...found].map(([, file, code]) => `${file} ${code}`).toSorted();
}

const FOLDER = join(ROOT, 'build/planted-types');

describe('the fast compiler of the type gates', () => {
  beforeAll(() => {
    mkdirSync(FOLDER, { recursive: true });
    for (const [name, code] of Object.entries(PLANTED)) writeFileSync(join(FOLDER, name), code);
    const options = { rootDir: '.', tsBuildInfoFile: './info', incremental: false };
    writeFileSync(
      join(FOLDER, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.strict.json', compilerOptions: options, include: ['*.ts'] }),
    );
  });
  afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

  it('finds what the compiler of Forge’s bundler finds: every planted fault', () => {
    const fast = faultsOf('typescript-fast');
    expect(new Set(fast.map((fault) => fault.split(' ')[0]))).toEqual(
      new Set(Object.keys(PLANTED).filter((name) => name !== 'thing.ts')),
    );
    expect(fast).toEqual(faultsOf('typescript'));
  });
});
