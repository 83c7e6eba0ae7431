import { describe, expect, it } from 'vitest';
import { packageFile } from '../../packages/sandbox/package-files';
import { sendAtDesk } from '../support/desk';
import { ACCOUNTS, call, HOUR, MINUTE, must, testWorld } from '../support/world';

describe('the record of the meter', () => {
  it('is written at most once by an invocation, however many calls it makes', async () => {
    const w = await testWorld();
    await sendAtDesk(w, packageFile(), { mandant: '455148-1' });
    await w.forge.advance(HOUR);
    const trace = w.forge.trace();
    const writers = trace
      .filter(({ key, operation }) => key?.includes('datev-meter') === true && !/get$|^get/i.test(operation))
      .filter(({ status }) => Number(status) < 300)
      .map(({ invocation }) => invocation);
    const calls = writers.map(
      (one) => trace.filter((t) => t.invocation === one && t.service === 'datev').length,
    );
    expect(Math.max(...calls)).toBeGreaterThan(3);
    expect(writers).toEqual([...new Set(writers)]);
  });
});

describe('a look at a Mandant of whom nothing is new', () => {
  it('takes at most 10 storage calls where the token still holds, and is queued once', async () => {
    const w = await testWorld();
    await w.forge.advance(2 * HOUR);
    w.forge.log.clear();
    // Whoever begins to watch asks DATEV first, so the token is fresh.
    const payload = { mandant: '455148-1', lookBackDays: 0 };
    await must(call(w, 'datev-admin', 'mandant.watch', { as: ACCOUNTS.admin, payload }));
    await w.forge.advance(MINUTE);
    const trace = w.forge.trace().filter(({ functionKey }) => functionKey === 'work-fn');
    const looks = [...new Set(trace.map(({ invocation }) => invocation))]
      .map((one) => trace.filter(({ invocation }) => invocation === one))
      .filter(
        (calls) =>
          calls[0]?.key === 'mandant/455148-1' || calls.some(({ operation }) => operation === 'listExtfJobs'),
      );
    expect(looks).toHaveLength(1);
    expect(looks[0]?.filter(({ operation }) => operation === 'listExtfJobs')).toHaveLength(1);
    expect(looks[0]?.filter(({ service }) => service === 'kvs').length).toBeLessThanOrEqual(10);
  });
});
