import { plusSeconds } from '../kernel/instant';

/**
 * When to come back. All durations in seconds; `chance` is a number in [0, 1) that the caller draws, so that this file
 * stays pure and two installations never fall into step.
 */

const POLL_FIRST_SECONDS = 60;
const POLL_GROWTH = 3;
const POLL_CAP_SECONDS = 900;

/** After this long without a result the job's fate is called unknown and a person looks into DATEV. */
export const SILENT_AFTER_SECONDS = 24 * 3600;

/** How long an invocation may be at an effect before others take its outcome for doubtful; an import may take 120 s. */
export const LEASE_SECONDS = 180;

/** A1 and A2 of KNOWN_ISSUES: look for a doubtful outcome 1, 5, 15 and 20 minutes after the try. */
export const FIRST_LOOK_SECONDS = 60;
const LOOK_AT_SECONDS = [FIRST_LOOK_SECONDS, 300, 900, 1200] as const;

/**
 * Seconds until poll number `step` (0 = first). Never under `retryAfterSeconds`, which DATEV sends with its 202. Grows
 * threefold to the cap with a quarter of jitter, so a job pending for 30 minutes costs at most six GETs (ADR 0006).
 */
export function pollGapSeconds(step: number, retryAfterSeconds: number, chance: number): number {
  const full = Math.min(POLL_CAP_SECONDS, POLL_FIRST_SECONDS * POLL_GROWTH ** step);
  return Math.max(retryAfterSeconds, Math.round(full * (0.75 + 0.25 * chance)));
}

/** Whether the look after so many looks is the last one, after which it is decided what follows. */
export function isLastLook(looks: number): boolean {
  return looks >= LOOK_AT_SECONDS.length - 1;
}

const RETRY_FIRST_SECONDS = 30;
const RETRY_CAP_SECONDS = 3600;

/** Seconds until a technical failure is tried again: exponential with full jitter, never under what the other side asked. */
export function retryGapSeconds(tries: number, retryAfterSeconds: number, chance: number): number {
  const full = Math.min(RETRY_CAP_SECONDS, RETRY_FIRST_SECONDS * 2 ** Math.max(tries - 1, 0));
  return Math.max(retryAfterSeconds, 5, Math.round(full * chance));
}

/** Seconds until a look that failed is made again at least: a quarter of the doubt's age, an hour at most. */
export function failedLookGapSeconds(ageSeconds: number): number {
  return Math.min(RETRY_CAP_SECONDS, Math.round(ageSeconds / 4));
}

/** When to look next for a doubtful outcome tried at `triedAt` after `looks` looks; `undefined` when all looks are used up. */
export function nextLookAt(triedAt: string, looks: number): string | undefined {
  const seconds = LOOK_AT_SECONDS[looks];
  return seconds === undefined ? undefined : plusSeconds(triedAt, seconds);
}
