import { describe, expect, it } from 'vitest';
import { inTurn } from '../../src/kernel/in-turn';

describe('steps in turn', () => {
  const steps = (...failing: readonly number[]) => {
    const done: number[] = [];
    const all = [0, 1, 2].map((n) => async () => {
      done.push(n);
      if (failing.includes(n)) throw new Error(`step ${n}`);
    });
    return { done, all };
  };

  it.each([
    ['none fails', [], undefined],
    ['one fails', [0], 'step 0'],
    ['the last fails', [2], 'step 2'],
    ['several fail', [0, 1], '2 steps failed'],
  ] as const)('all run, where %s, and the failure is thrown then', async (_what, failing, message) => {
    const { done, all } = steps(...failing);
    const ended = await inTurn(...all).then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );
    expect(ended).toBe(message);
    expect(done).toEqual([0, 1, 2]);
  });

  it('run one after the other', async () => {
    let [running, most] = [0, 0];
    const step = async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
    };
    await inTurn(step, step, step);
    expect(most).toBe(1);
  });
});
