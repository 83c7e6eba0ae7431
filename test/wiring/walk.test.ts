import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namesIn, undeclared } from './named';
import { ROOT } from './sources';

/** Documents that name functions by the file in which they are; that the files are there: documents.test.ts. */
describe.each([['CONTRIBUTING.md', 30]])('%s', (path, atLeast) => {
  const text = readFileSync(join(ROOT, path), 'utf8');

  it('names only what its file declares', () => {
    expect(undeclared(namesIn(text))).toEqual([]);
  });

  it('says of each name in which file it is', () => {
    expect(namesIn(text).length).toBeGreaterThanOrEqual(atLeast);
    expect(namesIn(text)).toHaveLength([...text.matchAll(/› `/g)].length);
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
