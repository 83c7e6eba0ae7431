import { describe, expect, it } from 'vitest';
import { packageFile } from '../../packages/sandbox/package-files';
import { sendAtDesk } from '../support/desk';
import { HOUR, testWorld } from '../support/world';

describe('the record of the meter', () => {
  it('is written at most once by an invocation, however many calls it makes', async () => {
    const w = await testWorld();
    await sendAtDesk(w, packageFile(), { mandant: '455148-1' });
    await w.forge.advance(HOUR);
    const trace = w.forge.trace();
    const writers = trace
      .filter(({ key, operation }) => key?.includes('datev-meter') === true && operation !== 'getEntity')
      .filter(({ status }) => Number(status) < 300)
      .map(({ invocation }) => invocation);
    const calls = writers.map(
      (one) => trace.filter((t) => t.invocation === one && t.service === 'datev').length,
    );
    expect(Math.max(...calls)).toBeGreaterThan(3);
    expect(writers).toEqual([...new Set(writers)]);
  });
});
