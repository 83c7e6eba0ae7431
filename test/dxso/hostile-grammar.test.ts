import { describe, expect, it } from 'vitest';
import { answer } from './hostile-answer';
import { hostile } from './hostile-grammar';

/** Another slice every day; a failure prints its seed. `HOSTILE_SEED=n` repeats one. */
const DAY = Math.trunc(Date.now() / 86_400_000) % 100_000;
const SEED = Number(process.env['HOSTILE_SEED'] ?? Number.NaN);
const seeds = (count: number) =>
  Number.isNaN(SEED) ? Array.from({ length: count }, (_, n) => DAY * 100_000 + n) : [SEED];

/** The smallest size at which a seed still fails. */
function shrunk(seed: number, most: number, fails: (size: number) => boolean): string {
  let size = most;
  while (size > 80 && fails(size / 2)) size /= 2;
  return `HOSTILE_SEED=${seed}, ${size} bytes: ${hostile(seed, size).what}`;
}

describe('hostile archives', () => {
  it('are each answered, in words that name what is wrong', () => {
    const isBad = (seed: number) => (size: number) => {
      try {
        return answer(hostile(seed, size).bytes).is === 'unanswered';
      } catch {
        return true;
      }
    };
    for (const seed of seeds(300)) if (isBad(seed)(20_000)) expect.fail(shrunk(seed, 20_000, isBad(seed)));
  }, 60_000);

  it('give the same bytes for the same seed, and every kind of answer is among them', () => {
    const answers = new Set<string>();
    for (let seed = 1; seed <= 250; seed++) answers.add(answer(hostile(seed, 4000).bytes).is);
    expect(Buffer.compare(hostile(7, 5000).bytes, hostile(7, 5000).bytes)).toBe(0);
    expect([...answers]).toEqual(
      expect.arrayContaining(['file.package-overlap', 'file.package-sizes', 'file.no-package', 'refused']),
    );
  }, 60_000);
});
