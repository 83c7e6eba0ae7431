/** Milliseconds since the epoch. */
export function nowMs(): number {
  return Date.now();
}

/** Lets so much time pass. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The instant as ISO 8601 in UTC with milliseconds, the form in which every record keeps time. */
export function now(): string {
  return new Date(nowMs()).toISOString();
}
