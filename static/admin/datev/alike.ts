import type { ConnectionView } from '../../../src/contract/answers';

/** So many that stand alike take one line together. */
const MANY = 4;

/** Approvals of Mandanten that stand alike, in the order in which the first of each came; a few stay by themselves. */
export function alike(all: readonly ConnectionView[]): readonly (readonly ConnectionView[])[] {
  const groups = new Map<string, ConnectionView[]>();
  for (const one of all) {
    const kind = kindOf(one);
    groups.set(kind, [...(groups.get(kind) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => (group.length < MANY ? group.map((one) => [one]) : [group]));
}

/** The session is alone; what ends soon says when, each for itself; the rest is alike where it says the same. */
function kindOf({ id, tone, text }: ConnectionView): string {
  if (id === 'main') return id;
  return tone === 'moved' ? tone : `${tone} ${text}`;
}
