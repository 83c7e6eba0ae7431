import { present } from '../../kernel/present';
import type { Look } from '../../looks/look';
import { queueLooks } from '../../looks/look-queue-store';
import { releaseOf } from '../../submissions/record-store';
import type { Submission } from '../../submissions/submission';
import { listSubmissions } from '../../submissions/submission-store';

type Release = Extract<Look, { look: 'held' }>;

/** A page of the list at a time, so that an invocation never runs out of time; a page done twice changes nothing. */
const PAGE = 25;

/** Releases one page of what waits, and queues the next. */
export async function releaseHeld({ phase, cursor }: Release): Promise<void> {
  const found = await listSubmissions({ phase }, { limit: PAGE, ...present({ cursor }) });
  const looks: Look[] = [];
  for (const { id, pendingEffects } of found.states) {
    if (pendingEffects.length === 0) continue;
    await releaseOf(id, heldIn);
    looks.push({ v: 1, look: 'submission', id });
  }
  if (found.cursor !== undefined) looks.push({ v: 1, look: 'held', phase, cursor: found.cursor });
  await queueLooks(...looks);
}

function heldIn({ pendingEffects }: Submission): readonly string[] {
  return pendingEffects.filter((o) => o.state === 'held').map(({ key }) => key);
}
