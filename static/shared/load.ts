import type { Answer, ProblemView } from '../../src/contract/answers';

/** What a face knows of its data. A refresh that fails keeps what was there, so nobody loses their place. */
export type Loaded<T> =
  | { readonly is: 'loading' }
  | { readonly is: 'failed'; readonly problem: ProblemView }
  | { readonly is: 'there'; readonly value: T; readonly now: string; readonly stale?: ProblemView };

/** The next state after an answer. */
export function afterAnswer<T>(before: Loaded<T>, answer: Answer<T>): Loaded<T> {
  if (answer.ok) return { is: 'there', value: answer.value, now: answer.now };
  if (before.is === 'there') return { ...before, stale: answer.problem };
  return { is: 'failed', problem: answer.problem };
}
