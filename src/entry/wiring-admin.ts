import { present } from '../kernel/present';
import type { Stored } from '../submissions/stored';
import { listSubmissions, loadSubmission } from '../submissions/submission-store';
import { clickPorts, queueWork, type Work } from './wiring';

type Release = Extract<Work, { look: 'held' }>;

/** What waits for a setting gets another try after every save: nobody has to click through twenty issues. */
export const RELEASES: readonly Release[] = [
  { v: 1, look: 'held', phase: 'needs-you' },
  { v: 1, look: 'held', phase: 'moving' },
];

/** A page of the list at a time, so that an invocation never runs out of time; a page done twice changes nothing. */
const PAGE = 25;

/** Releases one page of what waits, and queues the next. */
export async function releaseHeld({ phase, cursor }: Release): Promise<void> {
  const found = await listSubmissions({ phase }, { limit: PAGE, ...present({ cursor }) });
  const looks: Work[] = [];
  for (const { id, pendingEffects } of found.states) {
    if (pendingEffects.length === 0) continue;
    const stored = await loadSubmission(id);
    if (stored !== undefined) await releaseAll(stored);
    looks.push({ v: 1, look: 'submission', id });
  }
  if (found.cursor !== undefined) looks.push({ v: 1, look: 'held', phase, cursor: found.cursor });
  await queueWork(...looks);
}

async function releaseAll(stored: Stored): Promise<void> {
  const ports = clickPorts();
  let current = stored;
  for (const { key } of stored.state.pendingEffects.filter((o) => o.state === 'held')) {
    const written = await ports.append(
      current,
      { what: 'released', key },
      { at: ports.now(), actor: { kind: 'app' } },
    );
    if (written === 'conflict') return;
    current = written;
  }
}
