import { describe, expect, it } from 'vitest';
import { type Call, figuresOf, HIGH, LOW, WAVE_MS } from '../bench/cost/model';

const call = (more: Partial<Call>): Call => ({
  ...{ invocation: 'i1', functionKey: 'work-fn', at: 0, service: 'kvs', operation: 'get', status: 200 },
  ...more,
});
/** With 1,024 MB a GB-second is a second. */
const oneGb = () => 1024;
const figures = (calls: readonly Call[], tookMs: number) =>
  figuresOf({ invocations: [{ id: 'i1', functionKey: 'work-fn', tookMs }], calls }, oneGb);

describe('the model of an invocation', () => {
  it('counts what goes side by side once, as long as the slowest', () => {
    const { gb_seconds_low, gb_seconds_high } = figures(
      [call({ at: 15 }), call({ at: 15, service: 'jira' }), call({ at: 30 })],
      2 * WAVE_MS.platform,
    );
    expect(gb_seconds_low).toBeCloseTo((LOW.invocation + LOW.jira + LOW.platform) / 1000);
    expect(gb_seconds_high).toBeCloseTo((HIGH.invocation + HIGH.jira + HIGH.platform) / 1000);
  });

  it('adds what it waited for time itself', () => {
    const { gb_seconds_low } = figures([call({ at: 600, service: 'datev' })], WAVE_MS.outside + 5000);
    expect(gb_seconds_low).toBeCloseTo((LOW.invocation + LOW.outside + 5000) / 1000);
  });

  it('tells a transaction that came too late from a key that was not there, and from one refused for the quota', () => {
    const calls = [
      call({ operation: 'transact', status: 400 }),
      call({ status: 404 }),
      call({ operation: 'transact', status: 429 }),
    ];
    expect(figures(calls, WAVE_MS.platform)).toMatchObject({ kvs_calls: 3, conflicts: 1, refused: 1 });
  });
});
