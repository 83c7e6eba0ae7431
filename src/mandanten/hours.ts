import { UTCDate } from '@date-fns/utc';
import { getISODay } from 'date-fns';
import { millisecondsInDay, millisecondsInHour } from 'date-fns/constants';
import { plusSeconds } from '../kernel/instant';
import { instantOf, wallOf } from '../kernel/wall-time';

/** When discovery may ask DATEV. 24/7 polling is on DATEV's list of don'ts (facts: datev §0.6). */
type Hours = {
  readonly everyMinutes: number;
  readonly fromHour: number;
  readonly toHour: number;
  /** ISO weekdays, 1 = Monday. */
  readonly days: readonly number[];
  readonly zone: string;
};

/** The next instant at which discovery may run, `everyMinutes` after `now` or at the opening of the next allowed day. */
export function nextDiscoveryAt(now: string, hours: Hours): string {
  return new Date(firstAllowed(Date.parse(plusSeconds(now, hours.everyMinutes * 60)), hours)).toISOString();
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

function firstAllowed(at: number, hours: Hours): number {
  if (isOpen(new Date(at).toISOString(), hours)) return at;
  const midnight = Math.floor(wallOf(at, hours.zone) / millisecondsInDay) * millisecondsInDay;
  for (let day = 0; day <= 7; day++) {
    const opening = midnight + day * millisecondsInDay + hours.fromHour * millisecondsInHour;
    const instant = instantOf(opening, hours.zone);
    if (instant >= at && hours.days.includes(getISODay(new UTCDate(opening)))) return instant;
  }
  return at;
}
