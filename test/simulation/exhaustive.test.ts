import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SIMULATES } from '../support/simulate';
import { exhaust, summed } from './each';
import { asTold } from './exhaustive';
import { TOLD } from './told';
import { worldsOf } from './world';

/**
 * Every fault at every call of a told life: a slice of what `npm run simulate -- --singles` and `-- --pairs` play.
 */
const BUNDLE = process.env['BUNDLE_DIR'] ?? join(import.meta.dirname, '../../build/forge');
const worldAt = worldsOf(BUNDLE);
const HOURS = 3 * 3_600_000;

describe('a told life', () => {
  it.each(TOLD.map((told) => [told.name, told] as const))(
    '%s comes to its end, and does what it is about',
    { timeout: HOURS },
    async (_, told) => {
      const { wrong, calls } = await asTold(await worldAt('prompt'), told);
      expect(wrong).toEqual([]);
      expect(calls.map(({ operation }) => operation)).toEqual(expect.arrayContaining([...told.does]));
    },
  );

  it('keeps every promise with a fault in it', { timeout: HOURS }, async () => {
    const part = { at: 1, of: SIMULATES ? 10 : 1200 };
    const outcomes = [];
    for await (const outcome of exhaust(await worldAt('prompt'), { each: 'singles', part }))
      outcomes.push(outcome);
    expect(outcomes.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
    expect(summed(outcomes).map(({ life }) => life)).toEqual(TOLD.map(({ name }) => name));
    expect(outcomes.filter(({ unmet }) => unmet)).toEqual([]);
  });

  it('keeps every promise with two faults in it', { timeout: HOURS }, async () => {
    // The last of the first faults that another one can follow: few do.
    const outcomes = [];
    for (let at = 76; outcomes.length === 0 && at > 0; at -= 1)
      for await (const outcome of exhaust(await worldAt('prompt'), {
        ...{ each: 'pairs', life: 'document' },
        part: { at, of: 100 },
      }))
        outcomes.push(outcome);
    expect(outcomes.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(0);
  });
});
