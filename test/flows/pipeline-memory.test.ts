import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

describe('a month of 99,999 rows', () => {
  it('needs less memory than a Forge function has', () => {
    const tsx = join(__dirname, '..', '..', 'node_modules', 'tsx', 'dist', 'cli.mjs');
    const args = [tsx, 'tools/bench.ts', '--peak', 'pipeline'];
    const grown = Number(
      execFileSync(process.execPath, args, { encoding: 'utf8', cwd: join(__dirname, '..', '..') }),
    );
    // What Looker sends stays in pages of 5,000 rows in the app; here all of them are there from the beginning.
    expect(grown).toBeGreaterThan(0);
    expect(grown + INPUT_MB + NODE_MB).toBeLessThan(512);
  }, 120_000);
});

/** 99,999 rows of eleven columns as JSON, and Node with the app's code. */
const INPUT_MB = 48;
const NODE_MB = 90;
