import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namesIn, undeclared } from './named';
import { ROOT } from './sources';

/** Documents that name functions by the file in which they are; that the files are there: documents.test.ts. */
describe.each([
  ['CONTRIBUTING.md', 30],
  ['docs/walk.md', 40],
])('%s', (path, atLeast) => {
  const text = readFileSync(join(ROOT, path), 'utf8');

  it('names only what its file declares', () => {
    expect(undeclared(namesIn(text))).toEqual([]);
  });

  it('says of each name in which file it is', () => {
    expect(namesIn(text).length).toBeGreaterThanOrEqual(atLeast);
    expect(namesIn(text)).toHaveLength([...text.matchAll(/› `/g)].length);
  });
});

describe('the walk', () => {
  const text = readFileSync(join(ROOT, 'docs/walk.md'), 'utf8');
  const stations = text.split('\n').filter((line) => /^\| \d+ \|/.test(line));

  it('has a file, its function and a sentence at every station', () => {
    const form = /^\| \d+ \| \[`([^`]+)`\]\(\.\.\/([^)]+)\) › `\w+` \| \S.*[.?] \|$/;
    const found = stations.map((line) => ({ line, at: form.exec(line) }));
    expect(found.filter(({ at }) => at === null || at[1] !== at[2]).map(({ line }) => line)).toEqual([]);
  });

  it('counts its stations', () => {
    const numbers = stations.map((line) => Number(line.split('|')[1]));
    expect(numbers.filter((number, at) => number !== 1 && number !== (numbers[at - 1] ?? 0) + 1)).toEqual([]);
    expect(numbers.filter((number) => number === 1)).toHaveLength(2);
  });
});

describe('a name that is wrong', () => {
  it.each([
    '`src/flows/advance.ts` › `advanse`',
    '[`src/flows/not-there.ts`](../src/flows/not-there.ts) › `advance`',
    '`src/flows/advance.ts` › `advance` and › `Advanced`',
    // Used there, declared elsewhere.
    '`src/flows/advance.ts` › `plusSeconds`',
    '`src/flows/advance.ts`\n   › `advanse`',
  ])('would be found: %s', (text) => {
    expect(undeclared(namesIn(text))).toHaveLength(1);
  });

  it.each(['`src/flows/advance.ts` › `advance`', '`src/kernel/result.ts` › `Result`'])(
    'is not taken for one: %s',
    (text) => {
      expect(namesIn(text)).toHaveLength(1);
      expect(undeclared(namesIn(text))).toEqual([]);
    },
  );
});
