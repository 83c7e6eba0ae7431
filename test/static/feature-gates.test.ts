import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin, resolveConfig } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const CONFIG = join(ROOT, 'static/vite.config.ts');

type Built = { readonly markup: () => readonly string[]; readonly gate: (name: string) => boolean };

/** The components, and the question that all of them ask of their gates. */
const withGate = {
  name: 'with-gate',
  transform: (code: string, id: string) =>
    id.endsWith('every-component.ts')
      ? `${code}\nexport { fg as gate } from '@atlaskit/platform-feature-flags';`
      : null,
};

describe('pages without the client of feature gates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gates-'));
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  let [theirs, ours]: (Built & { readonly modules: readonly string[] })[] = [];

  beforeAll(async () => {
    const { plugins } = await resolveConfig({ configFile: CONFIG, logLevel: 'silent' }, 'build');
    const noGates = plugins.filter(({ name }) => name === 'no-gates');
    expect(noGates).toHaveLength(1);
    theirs = await built('theirs', []);
    ours = await built('ours', noGates);
  }, 60_000);

  afterAll(() => {
    warn.mockRestore();
    rmSync(folder, { recursive: true });
  });

  async function built(name: string, more: readonly Plugin[]) {
    const output = await build({
      ...{ configFile: false, logLevel: 'silent', root: ROOT },
      ssr: { noExternal: true },
      plugins: [withGate, ...more],
      build: {
        ...{
          ssr: join(import.meta.dirname, 'every-component.ts'),
          outDir: join(folder, name),
          minify: false,
        },
        rollupOptions: { output: { entryFileNames: 'built.mjs', codeSplitting: false } },
      },
    });
    const parts = [output].flat().flatMap((one) => ('output' in one ? one.output : []));
    const modules = parts.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
    return { ...((await import(pathToFileURL(join(folder, name, 'built.mjs')).href)) as Built), modules };
  }

  it('show the same', () => {
    const shown = ours?.markup() ?? [];
    expect(shown.length).toBeGreaterThan(20);
    for (const markup of shown) expect(markup).toMatch(/^<\w+ .*/);
    expect(shown).toEqual(theirs?.markup());
  });

  it('get the same answer to every gate, and nothing is said on the console', () => {
    warn.mockClear();
    expect([ours?.gate('platform-component-visual-refresh'), ours?.gate('any')]).toEqual([false, false]);
    expect(warn).not.toHaveBeenCalled();
    expect([theirs?.gate('platform-component-visual-refresh'), theirs?.gate('any')]).toEqual([false, false]);
  });

  it('carry nothing of it', () => {
    const of = (modules: readonly string[] = []) =>
      modules.filter((id) => /@statsig|feature-gate-js-client/.test(id)).length;
    expect(of(theirs?.modules)).toBeGreaterThan(10);
    expect(of(ours?.modules)).toBe(0);
  });
});
