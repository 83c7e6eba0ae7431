import type { Problem } from './problem';

/** The answer of anything that may fail in an expected way. Bugs are thrown, expected failures are returned. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: E };

/** Wraps a value as success. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Wraps a problem as failure. */
export function fail<E>(problem: E): { readonly ok: false; readonly problem: E } {
  return { ok: false, problem };
}

/**
 * The answer without what a foreign system said in its own words: those stay where they were heard, the problem alone may go
 * on record, into a log or to Jira.
 */
export function withoutWords<T>(answer: Result<T, { readonly problem: Problem }>): Result<T, Problem> {
  return answer.ok ? answer : fail(answer.problem.problem);
}

/** The code by which a foreign system refused, or by which it was not reached; `undefined`: it did what it was asked. */
export function refusedBy(
  answer: Result<unknown, { readonly problem: Problem }>,
): Problem['code'] | undefined {
  return answer.ok ? undefined : answer.problem.problem.code;
}
