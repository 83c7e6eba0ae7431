/** A query that Looker runs by itself while nobody waits, as it stands in a run's record. */
export type TaskState = {
  readonly id: string;
  /** How often it was made. */
  readonly tries: number;
  /** When it was made; absent in a record of an older version. */
  readonly since?: string;
  /** Since when Looker says `expired`, which is not true at first. */
  readonly expiredSince?: string;
};

/** `added` and `running` are one to us; `expired` covers a task that Looker does not know any more. */
export type TaskStatus = 'running' | 'complete' | 'error' | 'killed' | 'expired';

/** Looker's word as ours. Words it does not document yet count as running: the next look decides. */
export function taskStatusOf(word: string): TaskStatus {
  switch (word.toLowerCase()) {
    case 'complete':
      return 'complete';
    case 'error':
    case 'failure':
      return 'error';
    case 'killed':
      return 'killed';
    case 'expired':
    case 'missing':
      return 'expired';
    default:
      return 'running';
  }
}

/** Made once, and made again twice. */
const MAX_TRIES = 3;
/** Before that a task is not believed to have expired: Looker says so of a new one for a moment. */
const BELIEVED_AFTER_MS = 60_000;

const LOOK_FIRST_SECONDS = 20;
/** Far below the hour for which Looker keeps results. */
const LOOK_CAP_SECONDS = 900;

/** Seconds until the next look; Looker says nothing about it. A quarter of the time it has run, for each look counts in Looker's licence. */
export function lookGapSeconds({ since }: TaskState, now: string): number {
  const age = since === undefined ? 0 : (Date.parse(now) - Date.parse(since)) / 1000;
  return Math.round(Math.min(LOOK_CAP_SECONDS, Math.max(LOOK_FIRST_SECONDS, age / 4)));
}

/** What to do about a task whose status is `expired` at `now`. */
export function onExpired(task: TaskState, now: string): 'wait' | 'again' | 'give-up' {
  const since = task.expiredSince;
  if (since === undefined || Date.parse(now) - Date.parse(since) < BELIEVED_AFTER_MS) return 'wait';
  return task.tries < MAX_TRIES ? 'again' : 'give-up';
}
