import type { ProblemView } from '../../../src/contract/answers';

export type Troubled = { readonly id: string; readonly name?: string; readonly trouble?: ProblemView };

/** A trouble with all Mandanten that it keeps from going on. */
export type Common<M extends Troubled> = { readonly problem: ProblemView; readonly mandanten: readonly M[] };

/** The troubles that more than one Mandant has, in the order of the list: where one login ended, each of a hundred says the same. */
export function commonTroubles<M extends Troubled>(all: readonly M[]): readonly Common<M>[] {
  const found = new Map<string, Common<M>>();
  for (const one of all) {
    if (one.trouble === undefined) continue;
    const { title, remedy } = one.trouble;
    const key = JSON.stringify([title, remedy]);
    const before = found.get(key) ?? { problem: one.trouble, mandanten: [] };
    found.set(key, { ...before, mandanten: [...before.mandanten, one] });
  }
  return [...found.values()].filter(({ mandanten }) => mandanten.length > 1);
}

/** Whether what keeps this one from going on is told for several. */
export function isTold<M extends Troubled>(one: M, common: readonly Common<M>[]): boolean {
  return common.some(({ mandanten }) => mandanten.includes(one));
}
