/** Who waits: of each Mandant the longest waiting first, Mandanten by how long their first one waits. */
type Queues<T> = readonly (readonly T[])[];

/** Takes one of each in turn, so that nobody waits for all of somebody else's. */
export function dealt<T>(queues: Queues<T>, most: number): readonly T[] {
  const taken: T[] = [];
  for (let round = 0; taken.length < most; round++) {
    const row = queues.flatMap((queue) => queue.slice(round, round + 1));
    if (row.length === 0) break;
    taken.push(...row.slice(0, most - taken.length));
  }
  return taken;
}
