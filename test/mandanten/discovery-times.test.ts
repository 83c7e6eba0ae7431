import { describe, expect, it } from 'vitest';
import { isOpen, nextDiscoveryAt } from '../../src/mandanten/discovery-times';

/** 06–22 on working days, Berlin: UTC+1 in December. */
const HOURS = { everyMinutes: 60, fromHour: 6, toHour: 22, days: [1, 2, 3, 4, 5], zone: 'Europe/Berlin' };

describe('the hours of discovery', () => {
  it.each([
    ['2026-12-01T04:59:59.000Z', false],
    ['2026-12-01T05:00:00.000Z', true],
    ['2026-12-01T20:59:59.000Z', true],
    ['2026-12-01T21:00:00.000Z', false],
    ['2026-12-05T12:00:00.000Z', false],
  ])('at %s it may ask: %s', (now, open) => {
    expect(isOpen(now, HOURS)).toBe(open);
  });

  it('the last look of the day is followed by the first of the next', () => {
    expect(nextDiscoveryAt('2026-12-01T20:30:00.000Z', HOURS)).toBe('2026-12-02T05:00:00.000Z');
    expect(nextDiscoveryAt('2026-12-04T20:30:00.000Z', HOURS)).toBe('2026-12-07T05:00:00.000Z');
  });

  it('every instant it names is open, in every zone and over the change of the clocks', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Pacific/Apia']) {
      for (
        let at = Date.parse('2026-10-23T00:10:00Z');
        at < Date.parse('2026-10-28T00:00:00Z');
        at += 47 * 60_000
      ) {
        const now = new Date(at).toISOString();
        const next = nextDiscoveryAt(now, { ...HOURS, zone }, 0.5);
        expect(isOpen(next, { ...HOURS, zone }), `${zone} ${now} ${next}`).toBe(true);
        expect(next > now).toBe(true);
      }
    }
  });
});
