import type { DeskMandant, ProblemView } from '../../src/contract/answers';

/** A trouble with all whom it keeps from going on. */
export type Common = { readonly problem: ProblemView; readonly mandanten: readonly DeskMandant[] };

/** The troubles that more than one Mandant has, in the order of the list: where one login ended, each of a hundred says the same. */
export function commonTroubles(all: readonly DeskMandant[]): readonly Common[] {
  const found = new Map<string, Common>();
  for (const one of all) {
    if (one.trouble === undefined) continue;
    const { title, remedy } = one.trouble;
    const key = JSON.stringify([title, remedy]);
    const before = found.get(key) ?? { problem: one.trouble, mandanten: [] };
    found.set(key, { ...before, mandanten: [...before.mandanten, one] });
  }
  return [...found.values()].filter(({ mandanten }) => mandanten.length > 1);
}
