import { describe, expect, it } from 'vitest';
import { lanesOf } from '../../src/kernel/lanes';

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

describe('lanes', () => {
  it('let another one begin when one of theirs has ended', async () => {
    const lanes = lanesOf(2);
    const [one, two] = [thing(), thing()];
    lanes.add(one.act);
    await lanes.free();
    lanes.add(two.act);
    let isFree = false;
    const free = lanes.free().then(() => (isFree = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isFree).toBe(false);
    two.end();
    await free;
    one.end();
    await lanes.end();
  });

  it('end when all have ended, also after a failure, and throw it then', async () => {
    const lanes = lanesOf(2);
    const [one, two] = [thing(), thing()];
    lanes.add(one.act);
    lanes.add(two.act);
    one.fail(new Error('broken'));
    await lanes.free();
    let isOver = false;
    const end = lanes.end().finally(() => (isOver = true));
    end.catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isOver).toBe(false);
    two.end();
    await expect(end).rejects.toThrow('broken');
  });
});
