import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Another ten thousand every day; a failure names its seed. */
const FROM = (Math.trunc(Date.now() / 86_400_000) % 100_000) * 10_000;
const ANSWER = fileURLToPath(new URL('../dxso/hostile-answer.ts', import.meta.url));

describe('10,000 hostile archives', () => {
  it('in a process with little memory are each answered within 2 s and 128 MB', () => {
    const asked = { from: FROM, count: 10_000, most: 2_000_000 };
    const done = spawnSync(
      process.execPath,
      ['--expose-gc', '--max-old-space-size=400', '--import', 'tsx', ANSWER],
      { env: { ...process.env, HOSTILE: JSON.stringify(asked) }, encoding: 'utf8' },
    );
    const { answered, worst, failures } = JSON.parse(done.stdout || '{}') as Record<string, unknown>;
    process.stdout.write(`${answered} answered, at worst ${JSON.stringify(worst)}\n`);
    expect(failures, done.stderr.slice(-2000)).toEqual([]);
    expect(answered).toBe(10_000);
  });
});
