/** Milliseconds since the epoch. */
export function nowMs(): number {
  return Date.now();
}

/** The instant as ISO 8601 in UTC with milliseconds, the form in which every record keeps time. */
export function now(): string {
  return new Date(nowMs()).toISOString();
}
