import { describe, expect, it } from 'vitest';
import { awaitAll } from '../../src/kernel/await-all';

describe('together', () => {
  it('answers what each call answered, in their order', async () => {
    const late = new Promise<string>((done) => setTimeout(() => done('a'), 5));
    expect(await awaitAll([late, Promise.resolve(2), 'c'])).toEqual(['a', 2, 'c']);
    expect(await awaitAll([])).toEqual([]);
  });

  it('tells the first failure when everything has ended', async () => {
    let hasEnded = false;
    const late = new Promise<void>((done) =>
      setTimeout(() => {
        hasEnded = true;
        done();
      }, 5),
    );
    await expect(awaitAll([Promise.reject(new Error('no')), late])).rejects.toThrow('no');
    expect(hasEnded).toBe(true);
  });
});
