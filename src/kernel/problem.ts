import type { ProblemCode } from '../texts/problem-code';

/**
 * An expected failure with its retry decision. The decision is data: the room that knows the foreign rule makes it,
 * flows only read it, nobody searches in message texts.
 */
export type Problem = {
  /** `room.reason`, e.g. `datev.refused`, `jira.project-gone`. The key of the text in both languages. */
  readonly code: ProblemCode;
  /**
   * `now` repeat at once (a changed token), `later` repeat after a wait, `look-up` the outcome is unknown: look before
   * repeating, `after-fix` a person must act, `never` repeating cannot help.
   */
  readonly retry: 'now' | 'later' | 'look-up' | 'after-fix' | 'never';
  /** Seconds to wait at least, when the other side said so (`Retry-After`). */
  readonly retryAfterSeconds?: number;
  /** HTTP status where one came back. */
  readonly status?: number;
  /** Values for the text: names, numbers, ids. Never a ledger value, never a secret. */
  readonly values?: Readonly<Record<string, string | number>>;
};

/** Of several the one that has to be waited for longest; where none says how long, the first. */
export function longestWait(problems: readonly (Problem | undefined)[]): Problem | undefined {
  const [first, ...others] = problems.filter((problem) => problem !== undefined);
  const wait = ({ retryAfterSeconds = -1 }: Problem) => retryAfterSeconds;
  return first && others.reduce((longest, one) => (wait(one) > wait(longest) ? one : longest), first);
}

/** Whether the other side said how long it wants to be left alone: until then nothing more is asked of it. */
export function wantsRest(problem: Problem | undefined): problem is Problem {
  return problem?.retryAfterSeconds !== undefined;
}

/** Whether it may be over by itself: the same is tried again, nobody has to do anything. */
export function isForNow({ retry }: Pick<Problem, 'retry'>): boolean {
  return retry === 'now' || retry === 'later';
}

/** Whether it stays as it is until somebody acts, or for ever. */
export function isForGood({ retry }: Pick<Problem, 'retry'>): boolean {
  return retry === 'after-fix' || retry === 'never';
}

/**
 * A problem that was written down, perhaps by another version of the app, whose codes this one does not know. It is read through
 * `known` before anything is said of it.
 */
export type NotedProblem = Omit<Problem, 'code'> & { readonly code: string };
