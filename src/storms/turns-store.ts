import { awaitAll } from '../kernel/await-all';
import { turnsOf } from '../submissions/submission-store';
import { dealt } from './turns';

type Turn = Awaited<ReturnType<typeof turnsOf>>[number];

/** No firm has more Mandanten that wait at once than are looked for. */
const MAX_MANDANTEN = 500;

/** Whose issues come next, fairly: one of each Mandant in turn, the longest waiting first. */
export async function nextTurns(most: number): Promise<readonly Turn[]> {
  const heads = (await headsOf()).toSorted((a, b) => (a.since < b.since ? -1 : 1)).slice(0, most);
  // As many as one of them may get when the others have one each.
  const limit = most - heads.length + 1;
  const queues = await awaitAll(heads.map(({ mandant }) => turnsOf({ mandant }, limit)));
  return dealt(queues, most);
}

/** The longest waiting of each Mandant that has one; the index is sorted by Mandant, so each is one small read. */
async function headsOf(): Promise<readonly Turn[]> {
  const heads: Turn[] = [];
  for (let behind = ''; heads.length < MAX_MANDANTEN; ) {
    const [head] = await turnsOf({ behind }, 1);
    if (head === undefined) break;
    heads.push(head);
    behind = head.mandant;
  }
  return heads;
}
