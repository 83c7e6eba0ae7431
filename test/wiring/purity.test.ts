import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EDGE, importsOfSrc, impurities, moduleMocks, moduleState } from './purity';
import { ROOT, sourceOf, sourcesIn } from './sources';

const src = sourcesIn('src');

describe('the words of the outside', () => {
  it('stand in no pure file', () => {
    const pure = src.filter(({ path }) => !EDGE.test(path));
    expect(pure.length).toBeGreaterThan(0);
    expect(pure.flatMap(impurities)).toEqual([]);
  });

  it.each([
    'const at = Date.now();',
    'const at = new Date();',
    'const at = new Date;',
    'const at = Date();',
    'const at = new TZDate();',
    'const r = Math.random();',
    'await fetch(url);',
    'const key = process.env.KEY;',
    "const key = process['env'];",
    'setTimeout(go, 1000);',
    'const id = crypto.randomUUID();',
    'const id = randomUUID();',
    'const id = globalThis.crypto;',
    "console.log('x');",
  ])('would be found: %s', (code) => {
    expect(impurities(sourceOf('src/extf/planted.ts', code))).not.toEqual([]);
  });

  it.each([
    'const at = new Date(ms);',
    'const at = Date.parse(text);',
    '// Date.now() is forbidden here',
    "const text = 'fetch(';",
    'const value = ports.fetch;',
    'const row = { process: 1 };',
  ])('would not be seen where they are not: %s', (code) => {
    expect(impurities(sourceOf('src/extf/planted.ts', code))).toEqual([]);
  });
});

describe('state of one installation', () => {
  it('stands in no module', () => {
    expect(src.flatMap(moduleState)).toEqual([]);
  });

  it.each([
    'let token = undefined;',
    'export let token: string;',
    'var count = 0;',
    'const cache = new Map();\nfunction f() { cache.set(1, 2); }',
    'const seen: string[] = [];\nfunction f() { seen.push(1); }',
    'const box = { token: 1 };\nfunction f() { box.token = 2; }',
    'const box: Record<string, number> = {};\nfunction f(k: string) { box[k] ??= 2; }',
    'const box: Record<string, number> = {};\nfunction f(k: string) { delete box[k]; }',
  ])('would be found: %s', (code) => {
    expect(moduleState(sourceOf('src/datev/planted.ts', code))).not.toEqual([]);
  });

  it('may be local', () => {
    const code =
      'const WORDS = new Map([[1, 2]]);\nfunction f() { let a = 0; a += 1; const m = new Map(); m.set(1, a); }';
    expect(moduleState(sourceOf('src/datev/planted.ts', code))).toEqual([]);
  });
});

describe('Forge’s packages', () => {
  const tests = sourcesIn('test');

  it('are replaced by no test', () => {
    expect(tests.filter(({ path }) => !path.startsWith('test/wiring/')).flatMap(moduleMocks)).toEqual([]);
  });

  it.each(["vi.mock('@forge/api');", "vi.doMock('@forge/kvs', () => ({}));", 'vi.hoisted(() => 1);'])(
    'would be missed: %s',
    (code) => {
      expect(moduleMocks(sourceOf('test/planted.test.ts', code))).not.toEqual([]);
    },
  );

  it.each(['vitest.config.ts', 'static/vite.config.ts'])('have no alias in %s', (path) => {
    const text = existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : '';
    expect(text).not.toMatch(/\balias\b|@forge\//);
  });

  it.each(['package.json', 'tools/forge/package.json'])(
    'are neither overridden nor patched in %s',
    (path) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      expect(text).not.toMatch(
        /"(overrides|resolutions|pnpm|patchedDependencies|imports|postinstall)"|patch-package/,
      );
    },
  );

  it.each(['package.json', 'tools/forge/package.json'])(
    'and all others have one exact version in %s',
    (path) => {
      const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
      const versions: [string, string][] = Object.entries({ ...dependencies, ...devDependencies });
      expect(versions.filter(([, version]) => !/^(?:npm:typescript@)?\d+\.\d+\.\d+$/.test(version))).toEqual(
        [],
      );
    },
  );
});

describe('the sandbox', () => {
  it('imports nothing of src: a fake must not judge with our own code', () => {
    const judged = sourcesIn('packages/sandbox').flatMap((source) =>
      importsOfSrc(source).map((path) => `${source.path} ${path}`),
    );
    expect(judged).toEqual([]);
  });

  it.each([
    ['packages/sandbox/jira/planted.ts', "import { x } from '../../../src/kernel/result';"],
    ['packages/sandbox/jira/planted.ts', "import type { x } from '../../../src/kernel/result';"],
    ['packages/sandbox/jira/planted.ts', "const x = await import('../../../src/kernel/result');"],
    ['packages/sandbox/planted.ts', "export { x } from '../../src/kernel/result';"],
  ])('would be found in %s: %s', (path, code) => {
    expect(importsOfSrc(sourceOf(path, code))).toEqual([expect.stringContaining('src/kernel/result')]);
  });
});
