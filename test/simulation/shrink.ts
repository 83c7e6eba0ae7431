import type { Item, Plan } from './plan';
import { type Played, play } from './play';
import type { SimWorld } from './world';

type WorldAt = (pace: Plan['pace']) => Promise<SimWorld>;

/** Two lives go wrong alike when the words are the same, whatever files and issues they are about. */
const kindsOf = ({ wrong }: Played): ReadonlySet<string> =>
  new Set(wrong.map((text) => text.replaceAll(/\S*\d\S*/g, '#')));

/** The shortest life that goes wrong as this one does: parts are taken out while it still does. */
export async function shrunk(worldAt: WorldAt, plan: Plan): Promise<{ plan: Plan; played: Played }> {
  let best = { plan, played: await play(await worldAt(plan.pace), plan) };
  const kinds = kindsOf(best.played);
  const tries = async (smaller: Plan): Promise<boolean> => {
    const played = await play(await worldAt(smaller.pace), smaller);
    const isAlike = [...kindsOf(played)].some((kind) => kinds.has(kind));
    if (isAlike) best = { plan: smaller, played };
    return isAlike;
  };
  if (plan.pace !== 'prompt') await tries({ ...plan, pace: 'prompt' });
  for (let size = Math.ceil(plan.items.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < best.plan.items.length; )
      if (!(await tries({ ...best.plan, items: without(best.plan.items, at, size) }))) at += size;
  return best;
}

function without(items: readonly Item[], at: number, count: number): readonly Item[] {
  return [...items.slice(0, at), ...items.slice(at + count)];
}
