import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../src/kernel/side-by-side';

const ALL = { count: 3, weight: 100, weightOf: (item: number) => item, goesOn: () => true };

/** Works on each for a moment and writes down what was begun, and what was under way together. */
function worker(fails: readonly number[] = []) {
  const begun: number[] = [];
  const ended: number[] = [];
  const together: number[][] = [];
  let running: readonly number[] = [];
  return {
    begun,
    ended,
    together,
    work: async (item: number) => {
      begun.push(item);
      running = [...running, item];
      together.push([...running]);
      await sleep(item % 7);
      running = running.filter((one) => one !== item);
      ended.push(item);
      if (fails.includes(item)) throw new Error(`no ${item}`);
    },
  };
}

describe('side by side', () => {
  it('does each once, begun in their order, no more at a time than may', async () => {
    const items = Array.from({ length: 20 }, (_, n) => n + 1);
    const { begun, ended, together, work } = worker();
    await sideBySide(items, ALL, work);
    expect(begun).toEqual(items);
    expect([...ended].sort((a, b) => a - b)).toEqual(items);
    expect(Math.max(...together.map(({ length }) => length))).toBe(3);
  });

  it('lets no more go together than the weight allows, and what is too heavy alone', async () => {
    const { together, work } = worker();
    await sideBySide([60, 50, 40, 120, 10, 11], ALL, work);
    for (const running of together)
      if (running.length > 1) expect(running.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(100);
    expect(together).toContainEqual([120]);
    expect(together).toContainEqual([10, 11]);
  });

  it('begins nothing more when it may not go on, and awaits what was begun', async () => {
    const { begun, ended, work } = worker();
    await sideBySide([1, 2, 3, 4, 5, 6], { ...ALL, goesOn: () => begun.length < 4 }, work);
    expect(begun).toEqual([1, 2, 3, 4]);
    expect(ended).toHaveLength(4);
  });

  it('tells a failure when everything has ended; nothing more was begun', async () => {
    const { begun, ended, work } = worker([2]);
    await expect(sideBySide([6, 2, 13, 4, 5], ALL, work)).rejects.toThrow('no 2');
    expect(begun).toEqual([6, 2, 13]);
    expect(ended).toHaveLength(3);
  });

  it('a failure while the next one waits for room lets nothing more begin and is told to the caller alone', async () => {
    const alone: unknown[] = [];
    const note = (error: unknown) => void alone.push(error);
    process.on('unhandledRejection', note);
    try {
      const { begun, ended, work } = worker([10]);
      await expect(sideBySide([10, 20, 90, 5], ALL, work)).rejects.toThrow('no 10');
      expect(begun).toEqual([10, 20]);
      expect(ended).toEqual([10, 20]);
      await sleep(1);
    } finally {
      process.off('unhandledRejection', note);
    }
    expect(alone).toEqual([]);
  });
});
