import type { Stored } from '../jobs/stored';
import { listSubmissions, loadSubmission } from '../jobs/submission-store';
import { clickPorts, queueWork, type Work } from './wiring';

/** What waits for a setting gets another try after every save: nobody has to click through twenty issues. */
export async function releaseHeld(): Promise<void> {
  const looks: Work[] = [];
  for (const phase of ['needs-you', 'moving'] as const) {
    const { states } = await listSubmissions({ phase }, { limit: 100 });
    for (const { id, owed } of states) {
      if (owed.length === 0) continue;
      const stored = await loadSubmission(id);
      if (stored !== undefined) await releaseAll(stored);
      looks.push({ v: 1, look: 'submission', id });
    }
  }
  await queueWork(...looks);
}

async function releaseAll(stored: Stored): Promise<void> {
  const ports = clickPorts();
  let current = stored;
  for (const { key } of stored.state.owed.filter((o) => o.state === 'held')) {
    const written = await ports.append(
      current,
      { what: 'released', key },
      { at: ports.now(), actor: { kind: 'app' } },
    );
    if (written === 'conflict') return;
    current = written;
  }
}
