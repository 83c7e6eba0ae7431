import type { Answer, ProblemView } from '../../../src/contract/answers';

/** What a face knows of its data. A refresh that fails keeps what was there, so nobody loses their place. */
export type Loaded<T> =
  | { readonly is: 'loading' }
  | { readonly is: 'failed'; readonly problem: ProblemView }
  | { readonly is: 'there'; readonly value: T; readonly now: string; readonly stale?: ProblemView };

/** Data with the number of the question it answers, so that a late answer never replaces a newer one. */
export type Asked<T> = { readonly data: Loaded<T>; readonly answers: number };

/** The next state after the answer to question number `n`. */
export function afterAnswer<T>(before: Asked<T>, n: number, answer: Answer<T>): Asked<T> {
  if (n < before.answers) return before;
  if (answer.ok) return { answers: n, data: { is: 'there', value: answer.value, now: answer.now } };
  if (before.data.is === 'there') return { answers: n, data: { ...before.data, stale: answer.problem } };
  return { answers: n, data: { is: 'failed', problem: answer.problem } };
}
