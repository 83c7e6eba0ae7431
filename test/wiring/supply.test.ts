import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type AnySchema } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { ROOT } from './sources';

type Entry = {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
};
const supply: {
  entryFaults(place: string, entry: Entry): readonly string[];
  isAllowed(licence: string | undefined, allowed: ReadonlySet<string>): boolean;
} = await import(join(ROOT, 'tools/lib/supply.mjs'));

const json = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const SCHEMAS = 'node_modules/@cyclonedx/cyclonedx-library/res/schema';

describe('docs/supply/bom.cdx.json', () => {
  it('is CycloneDX 1.6 as its schema wants it', () => {
    const ajv = new Ajv({ strict: false, formats: { 'iri-reference': true, 'idn-email': true } });
    addFormats(ajv);
    for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
      const schema: AnySchema = json(`${SCHEMAS}/${name}.SNAPSHOT.schema.json`);
      ajv.addSchema(schema, `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
    }
    const valid = ajv.compile(json(`${SCHEMAS}/bom-1.6.SNAPSHOT.schema.json`));
    const bom = json('docs/supply/bom.cdx.json');
    expect([valid(bom), valid.errors]).toEqual([true, null]);
    expect(valid({ ...bom, components: [{ type: 'library' }] })).toBe(false);
  });

  it('carries nothing that differs from one making to the next', () => {
    const bom = json('docs/supply/bom.cdx.json');
    expect(bom.serialNumber).toBeUndefined();
    expect(bom.metadata.timestamp).toBeUndefined();
  });

  it('has every direct dependency of package.json, but for those of which no code is shipped', () => {
    const refs: readonly string[] = json('docs/supply/bom.cdx.json').components.map(
      (one: { readonly 'bom-ref': string }) => one['bom-ref'],
    );
    const direct = Object.keys(json('package.json').dependencies);
    expect(direct.filter((name) => !refs.includes(`node_modules/${name}`))).toEqual([]);
  });
});

describe('an entry of a lock file', () => {
  const fine = { integrity: `sha512-${'A'.repeat(86)}==`, license: 'MIT' };

  it.each([
    ['is fine', {}, []],
    ['without integrity', { integrity: '' }, ['has no integrity']],
    ['with a weak one', { integrity: 'sha1-AAAA' }, ['has no integrity']],
    ['that is a link', { link: true }, ['has no integrity']],
    [
      'from a private host',
      { resolved: 'https://npm.firma.example/a.tgz' },
      ['comes from somewhere else than the public registry'],
    ],
    [
      'from git',
      { resolved: 'git+ssh://git@github.com/a/b.git' },
      ['comes from somewhere else than the public registry'],
    ],
    ['from the registry', { resolved: 'https://registry.npmjs.org/a/-/a-1.0.0.tgz' }, []],
    ['with a new script', { hasInstallScript: true }, ['would run a script that nobody has looked at']],
    ['under the GPL', { license: 'GPL-3.0-only' }, ['has the licence GPL-3.0-only']],
    ['under one of two', { license: '(MIT OR GPL-3.0-or-later)' }, []],
    ['under both of two', { license: 'MIT AND GPL-3.0-only' }, ['has the licence MIT AND GPL-3.0-only']],
    ['without a licence', { license: undefined }, ['has the licence unknown']],
    ['with a licence of its own', { license: 'SEE LICENSE IN LICENSE.txt' }, ['has the licence unknown']],
  ] as const)('%s', (_what, change, faults) => {
    const entry = { ...fine, ...change } as Entry;
    expect(supply.entryFaults('node_modules/planted', entry)).toEqual(faults);
  });
});
