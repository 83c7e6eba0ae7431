import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FILTERS } from '../../src/jira/filters';
import { bench } from '../sandbox-tests/jira/bench';
import { readManifest } from './manifest-file';
import { ROOT } from './sources';

/** What `docs/jql.md` tells people to type, held against the manifest and against a Jira that knows what it declares. */
const text = readFileSync(join(ROOT, 'docs/jql.md'), 'utf8');
const [module] = readManifest().modules['jira:entityProperty'] ?? [];
const { values } = module as unknown as {
  readonly values: readonly {
    readonly path: string;
    readonly type: 'string' | 'date';
    readonly searchAlias: string;
  }[];
};

describe('the page about searching', () => {
  it('has a row for each alias of the manifest, and none else', () => {
    const told = [...text.matchAll(/^\| `(datev\w+)` \|/gm)].map(([, alias]) => alias);
    expect([...told].sort()).toEqual(values.map(({ searchAlias }) => searchAlias).sort());
  });

  it('names each alias after what it says', () => {
    for (const { path, searchAlias } of values)
      expect(searchAlias).toBe(`datev${path.charAt(0).toUpperCase()}${path.slice(1)}`);
  });

  it('shows every filter that the app offers', () => {
    for (const jql of Object.values(FILTERS)) expect(text).toContain(`\`${jql}\``);
  });

  it('shows queries that Jira takes', () => {
    const queries = [...text.matchAll(/^\| [^|]+ \| `([^`]+)` \|$/gm)].map(([, jql = '']) => jql);
    const declared = values.map(({ path, type, searchAlias }) => ({
      propertyKey: 'datev',
      path,
      type,
      alias: searchAlias,
    }));
    const on = bench({ appProperties: declared });
    expect(queries.length).toBeGreaterThanOrEqual(9);
    for (const jql of queries) expect(on.find(jql), jql).toEqual([]);
  });
});
