import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import COMPONENTS from '../../packages/sandbox/forge/uikit-components.json';
import { modulesOf, readManifest } from './manifest-file';
import { ROOT } from './sources';

/** The names under which the package that draws exports its components, each a text at runtime. */
const exported = ['index', 'ui-kit-components'].flatMap((file) => {
  const source = readFileSync(join(ROOT, `node_modules/@forge/react/out/components/${file}.js`), 'utf8');
  return [...source.matchAll(/^exports\.(\w+) = '\1';$/gm)].map(([, name = '']) => name);
});

describe('the table of UI Kit’s components', () => {
  it('knows every component that the package has, but three it calls deprecated and one without a type of its own', () => {
    expect(exported.length).toBeGreaterThan(60);
    expect(exported.filter((name) => !(name in COMPONENTS)).toSorted()).toEqual([
      'Em',
      'RequiredAsterisk',
      'Strike',
      'Strong',
    ]);
  });
});

/** That no other page imports it, or the package that draws it: `.dependency-cruiser.cjs`, `uikit-in-the-widget-only`. */
describe('a page of UI Kit', () => {
  const manifest = readManifest();
  const native = modulesOf(manifest).filter(({ render }) => render === 'native');

  it('is a source that Forge bundles, and no page of Custom UI', () => {
    const paths = manifest.resources
      .filter(({ key }) => native.some(({ resource }) => resource === key))
      .map(({ path }) => path);
    expect(paths).toEqual(['static/widget/main.ts']);
  });
});
