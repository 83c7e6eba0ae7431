import { secondsBetween } from '../kernel/instant';
import { now } from '../platform/clock';
import { lowerHint } from '../platform/due-store';
import { push, type WorkEvent } from '../platform/queue';
import { unwrap } from '../platform/trouble';
import { concurrencyOf, type Look, queueOf } from './look';

/** Queues looks; each is idempotent. */
export function queueLooks(...looks: readonly Look[]): Promise<void> {
  return queue(looks.map((body) => ({ body, concurrencyKey: concurrencyOf(body) })));
}

/** Queues a look at a submission. */
export function queueLook(id: string): Promise<void> {
  return queueLooks({ v: 1, look: 'submission', id });
}

/** The same for a run, whose rows and files may be big. */
export function queueBigLook(id: string): Promise<void> {
  return queueLooks({ v: 1, look: 'submission', id, big: true });
}

/** What waits for a setting or a connection gets another try: nobody has to click through twenty issues. */
export function queueReleases(): Promise<void> {
  return queueLooks({ v: 1, look: 'held', phase: 'needs-you' }, { v: 1, look: 'held', phase: 'moving' });
}

/** Queues a look for later. */
export function queueLater(delaySeconds: number, body: Look): Promise<void> {
  return queue([{ body, delaySeconds, concurrencyKey: concurrencyOf(body) }]);
}

/** Makes sure that somebody looks at this instant: the tick, and what is near a queued look as well. */
export async function wakeAt(look: Look, at: string): Promise<void> {
  await lowerHint(at);
  const delay = secondsBetween(now(), at);
  if (delay <= 900) await queueLater(Math.max(0, delay), look);
}

async function queue(events: readonly LookEvent[]): Promise<void> {
  for (const name of ['work', 'big'] as const) {
    const its = events.filter(({ body }) => queueOf(body) === name);
    if (its.length > 0) await unwrap(push(name, its));
  }
}
type LookEvent = WorkEvent & { readonly body: Look };
