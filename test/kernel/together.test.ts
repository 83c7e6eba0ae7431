import { describe, expect, it } from 'vitest';
import { together } from '../../src/kernel/together';

describe('together', () => {
  it('answers what each call answered, in their order', async () => {
    const late = new Promise<string>((done) => setTimeout(() => done('a'), 5));
    expect(await together([late, Promise.resolve(2), 'c'])).toEqual(['a', 2, 'c']);
    expect(await together([])).toEqual([]);
  });

  it('tells the first failure when everything has ended', async () => {
    let hasEnded = false;
    const late = new Promise<void>((done) =>
      setTimeout(() => {
        hasEnded = true;
        done();
      }, 5),
    );
    await expect(together([Promise.reject(new Error('no')), late])).rejects.toThrow('no');
    expect(hasEnded).toBe(true);
  });
});
