import { awaitAll } from '../kernel/await-all';
import { turnsOf } from '../submissions/submission-store';
import { dealt } from './turns';

type Turn = Awaited<ReturnType<typeof turnsOf>>[number];
/** Whether it was found unreadable, and is passed over. */
type IsAside = (id: string) => boolean;

/** No firm has more Mandanten that wait at once than are looked for. */
const MAX_MANDANTEN = 500;

/** Whose issues come next, fairly: one of each Mandant in turn, the longest waiting first. Who cannot be read keeps nobody waiting. */
export async function nextTurns(most: number, isAside: IsAside): Promise<readonly Turn[]> {
  const heads = (await headsOf(isAside)).toSorted((a, b) => (a.since < b.since ? -1 : 1)).slice(0, most);
  // As many as one of them may get when the others have one each.
  const limit = most - heads.length + 1;
  const queues = await awaitAll(heads.map(({ mandant }) => readableTurns(mandant, { limit, isAside })));
  return dealt(queues, most);
}

/** The longest waiting of each Mandant that has one; the index is sorted by Mandant, so each is one small read. */
async function headsOf(isAside: IsAside): Promise<readonly Turn[]> {
  const heads: Turn[] = [];
  for (let [behind, seen] = ['', 0]; seen < MAX_MANDANTEN; seen++) {
    const [head] = await turnsOf({ behind }, 1);
    if (head === undefined) break;
    behind = head.mandant;
    if (!isAside(head.id)) heads.push(head);
    else heads.push(...(await readableTurns(behind, { limit: 1, isAside })));
  }
  return heads;
}

/** What one query brings at most. */
const MOST_READ = 100;

/** The first of a Mandant that are not set aside; only where there are such, more is read than wanted. */
async function readableTurns(
  mandant: string,
  { limit, isAside }: { readonly limit: number; readonly isAside: IsAside },
): Promise<readonly Turn[]> {
  const first = await turnsOf({ mandant }, limit);
  const some = first.some(({ id }) => isAside(id)) ? await turnsOf({ mandant }, MOST_READ) : first;
  return some.filter(({ id }) => !isAside(id)).slice(0, limit);
}
