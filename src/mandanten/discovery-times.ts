import { UTCDate } from '@date-fns/utc';
import { getISODay } from 'date-fns';
import { millisecondsInDay, millisecondsInHour, millisecondsInMinute } from 'date-fns/constants';
import { plusSeconds } from '../kernel/instant';
import { instantOf, wallOf } from '../kernel/wall-time';

/** When discovery may ask DATEV. DATEV wants nobody to poll around the clock. */
type Hours = {
  readonly everyMinutes: number;
  readonly fromHour: number;
  readonly toHour: number;
  /** ISO weekdays, 1 = Monday. */
  readonly days: readonly number[];
  readonly zone: string;
};

/**
 * When a Mandant has its slot in the first hour of the day, as a share of it in [0, 1): in one of its four quarters, so that a
 * firm's Mandanten come in four groups and not all at once, and within the quarter where the installation stands, so that not
 * all of those come at once either.
 */
export function slotOf(
  { mandant, installation }: { readonly mandant: string; readonly installation: string },
  sha256: (text: string) => string,
): number {
  const share = (text: string) => Number.parseInt(sha256(text).slice(0, 8), 16) / 2 ** 32;
  return (Math.floor(share(mandant) * QUARTERS) + share(installation)) / QUARTERS;
}
const QUARTERS = 4;

/**
 * The next instant at which discovery may run: every `everyMinutes` from the Mandant's slot after the opening of the day. What was
 * looked at just now, for another reason, is left out when its slot comes before a quarter of that time is over.
 */
export function nextDiscoveryAt(now: string, hours: Hours, slot = 0): string {
  const every = hours.everyMinutes * millisecondsInMinute;
  const after = slot * Math.min(millisecondsInHour, every);
  const from = Date.parse(now) + (isOpen(now, hours) ? every / QUARTERS : 0);
  const midnight = Math.floor(wallOf(Date.parse(now), hours.zone) / millisecondsInDay) * millisecondsInDay;
  for (let day = 0; day <= 8; day++) {
    const wall = midnight + day * millisecondsInDay;
    const first = instantOf(wall + hours.fromHour * millisecondsInHour, hours.zone) + after;
    const at = first + Math.max(0, Math.ceil((from - first) / every)) * every;
    const instant = new Date(at).toISOString();
    if (at < instantOf(wall + millisecondsInDay, hours.zone) && isOpen(instant, hours)) return instant;
  }
  return plusSeconds(now, hours.everyMinutes * 60);
}

/** Whether discovery may run at this instant. */
export function isOpen(now: string, hours: Hours): boolean {
  const local = new UTCDate(wallOf(Date.parse(now), hours.zone));
  const hour = local.getHours();
  return (
    hours.days.includes(getISODay(local)) &&
    hour >= hours.fromHour &&
    hour < Math.max(hours.toHour, hours.fromHour + 1)
  );
}
