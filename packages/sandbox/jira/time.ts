const offsets = new Map<string, number>();
const HOUR = 3_600_000;

/** Minutes that `zone` is ahead of UTC at `at`. Memoised by quarter hour: offsets change on quarter hours only. */
export function offsetMinutes(at: number, zone: string): number {
  const quarter = Math.floor(at / (HOUR / 4));
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  // Of its beginning, so that seconds neither round nor decide for whoever asks next.
  const from = (quarter * HOUR) / 4;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(from);
  const n = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const local = Date.UTC(n('year'), n('month') - 1, n('day'), n('hour'), n('minute'));
  const minutes = (local - from) / 60_000;
  if (offsets.size > 5_000) offsets.clear();
  offsets.set(key, minutes);
  return minutes;
}

/** Jira's timestamps: the caller's zone, milliseconds, offset without a colon (`2026-12-01T09:00:00.000+0100`). */
export function stamp(at: number, zone: string): string {
  const offset = offsetMinutes(at, zone);
  const local = new Date(at + offset * 60_000).toISOString().slice(0, -1);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`;
}

/** The instant at which the clocks of `zone` show this local time (given as if it were UTC). */
export function fromLocal(localAsUtc: number, zone: string): number {
  const guess = localAsUtc - offsetMinutes(localAsUtc, zone) * 60_000;
  return localAsUtc - offsetMinutes(guess, zone) * 60_000;
}
