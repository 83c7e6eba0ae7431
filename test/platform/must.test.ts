import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/kernel/problem';
import { catchTrouble, PlatformTrouble } from '../../src/platform/trouble';

describe('trouble of the platform, where nothing happened yet', () => {
  const told = async (retry: Problem['retry']) => {
    const answer = await catchTrouble(() => {
      throw new PlatformTrouble({ code: 'platform.storage-refused', retry });
    });
    return answer.ok ? 'ok' : answer.problem.retry;
  };

  it('is tried again whatever it was, and never in doubt', async () => {
    expect(await Promise.all((['now', 'later', 'look-up', 'never'] as const).map(told))).toEqual(
      Array(4).fill('later'),
    );
  });

  it('waits for a person where only one can mend it', async () => {
    expect(await told('after-fix')).toBe('after-fix');
  });

  it('is nothing else: a mistake in the code stays one', async () => {
    const wrong = () => catchTrouble(() => Promise.reject(new TypeError('x is undefined')));
    await expect(wrong()).rejects.toThrow('x is undefined');
  });
});
