import { describe, expect, it } from 'vitest';
import { atOnce } from '../../src/kernel/at-once';

/** Something that ends when it is told to. */
function thing() {
  let end = () => {};
  let fail = (_: Error) => {};
  const promise = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { act: () => promise, end: () => end(), fail: (error: Error) => fail(error) };
}

describe('places', () => {
  it('let another one begin when one of theirs has ended', async () => {
    const places = atOnce(2);
    const [one, two] = [thing(), thing()];
    places.add(one.act);
    await places.free();
    places.add(two.act);
    let isFree = false;
    const free = places.free().then(() => (isFree = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isFree).toBe(false);
    two.end();
    await free;
    one.end();
    await places.end();
  });

  it('end when all have ended, also after a failure, and throw it then', async () => {
    const places = atOnce(2);
    const [one, two] = [thing(), thing()];
    places.add(one.act);
    places.add(two.act);
    one.fail(new Error('broken'));
    await places.free();
    let isOver = false;
    const end = places.end().finally(() => (isOver = true));
    end.catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isOver).toBe(false);
    two.end();
    await expect(end).rejects.toThrow('broken');
  });
});
