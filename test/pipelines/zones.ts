import { expect } from 'vitest';

/** Zones of the process in which a slip shows: behind UTC, beyond +12, half hours, and Berlin itself. */
export const PROCESS_ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/Los_Angeles',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'Asia/Kolkata',
] as const;

/** What a computation gives with the process in each of those zones. */
export function inEveryZone<T>(compute: () => T): readonly T[] {
  const before = process.env['TZ'];
  const offsets = new Set<number>();
  try {
    return PROCESS_ZONES.map((zone) => {
      process.env['TZ'] = zone;
      offsets.add(new Date(Date.UTC(2026, 0, 1)).getTimezoneOffset());
      return compute();
    });
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
    // Else the process does not follow its variable and the test proves nothing.
    expect(offsets.size).toBe(PROCESS_ZONES.length);
  }
}
