import { TZDate } from '@date-fns/tz';
import { addDays, addMinutes, getISODay, set } from 'date-fns';

/** When discovery may ask DATEV. 24/7 polling is on DATEV's list of don'ts (facts: datev §0.6). */
export type Hours = {
  readonly everyMinutes: number;
  readonly fromHour: number;
  readonly toHour: number;
  /** ISO weekdays, 1 = Monday. */
  readonly days: readonly number[];
  readonly zone: string;
};

/** The next instant at which discovery may run, `everyMinutes` after `now` or at the opening of the next allowed day. */
export function nextDiscoveryAt(now: string, hours: Hours): string {
  return firstAllowed(addMinutes(new TZDate(now, hours.zone), hours.everyMinutes), hours).toISOString();
}

/** Whether discovery may run at this instant. */
export function isOpen(now: string, hours: Hours): boolean {
  const local = new TZDate(now, hours.zone);
  const hour = local.getHours();
  return (
    hours.days.includes(getISODay(local)) &&
    hour >= hours.fromHour &&
    hour < Math.max(hours.toHour, hours.fromHour + 1)
  );
}

function firstAllowed(at: TZDate, hours: Hours): Date {
  if (isOpen(at.toISOString(), hours)) return new Date(at.getTime());
  for (let day = 0; day <= 7; day++) {
    const opening = set(addDays(at, day), { hours: hours.fromHour, minutes: 0, seconds: 0, milliseconds: 0 });
    if (opening.getTime() >= at.getTime() && hours.days.includes(getISODay(opening)))
      return new Date(opening.getTime());
  }
  return new Date(at.getTime());
}
