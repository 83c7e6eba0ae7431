import { tzOffset } from '@date-fns/tz';
import { millisecondsInDay } from 'date-fns/constants';
import { toDay } from './calendar';
import type { Day } from './day';

/**
 * What clocks in a time zone show ("wall time": milliseconds as if that clock were UTC). The zone of the process never
 * matters: `TZDate` decides times that occur twice, or never, by it.
 */

/** Whether there is a time zone of this name. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What the clock in a zone shows at an instant (milliseconds since 1970). */
export function wallOf(instant: number, zone: string): number {
  return instant + offsetAt(instant, zone);
}

/**
 * The instant at which the clock in a zone shows a time. One that occurs twice (autumn) is the first of the two; one that
 * does not occur (spring) is as much later as the clock jumps, 02:30 at 03:30.
 */
export function instantOf(wall: number, zone: string): number {
  const before = wall - offsetAt(wall - millisecondsInDay, zone);
  const after = wall - offsetAt(wall + millisecondsInDay, zone);
  return [before, after].find((instant) => wallOf(instant, zone) === wall) ?? before;
}

/** The date a clock shows. */
export function wallDay(wall: number): Day {
  return toDay(wall);
}

function offsetAt(instant: number, zone: string): number {
  return tzOffset(zone, new Date(instant)) * 60_000;
}
