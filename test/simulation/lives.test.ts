import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SIMULATES } from '../support/simulate';
import { FOUND } from './found';
import { type Plan, planOf } from './plan';
import { type Played, play } from './play';
import { worldsOf } from './world';

/**
 * Lives by chance, one for each seed: a slice of what `npm run simulate -- --seeds N` plays. A seed that fails here is told and
 * shrunk by `npm run simulate -- --seed N`.
 */
const BUNDLE = process.env['BUNDLE_DIR'] ?? join(import.meta.dirname, '../../build/forge');
const worldAt = worldsOf(BUNDLE);
const SEEDS = SIMULATES ? 1000 : 16;

const planned = async (plan: Plan): Promise<Played> => play(await worldAt(plan.pace), plan);
const lived = (seed: number): Promise<Played> => planned(planOf(seed));

describe('lives by chance', () => {
  it(`keep every promise, ${SEEDS} of them`, { timeout: 3 * 3_600_000 }, async () => {
    let faults = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { wrong, story, faults: struck } = await lived(seed);
      expect(wrong, `seed ${seed}:\n${story.join('\n')}`).toEqual([]);
      faults += struck;
    }
    // Not by leaving them alone.
    expect(faults).toBeGreaterThan(SEEDS);
  });

  it.each(FOUND)('do not go wrong any more: %s', async (_, plan, still) => {
    const { wrong, story } = await planned(plan);
    expect(wrong, story.join('\n')).toEqual([]);
    // What it takes still happens.
    expect(story.join('\n')).toMatch(still);
  });

  it('are the same for the same seed, whatever was played before', async () => {
    const hashes = [];
    for (const seed of [3, 7, 3]) hashes.push((await lived(seed)).hash());
    const [first, other, again] = hashes;
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
});
