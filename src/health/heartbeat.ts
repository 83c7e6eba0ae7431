import { plusSeconds } from '../kernel/instant';
import { present } from '../kernel/present';

/** When a Mandant wants to be looked at, and when it was last. Instants in UTC. */
type Beat = { readonly dueAt?: string | undefined; readonly lastLookAt?: string | undefined };

export type Heartbeat = {
  /** The app has looked at none of these since, although it should have: the last look, or where there was none, the first one missed. */
  readonly silentSince?: string;
  /** Unless it looks before, the app is silent from this instant on. */
  readonly silentFrom?: string;
};

/** So long something may be due without a look: three runs of the five-minute task, and the way through the queue. */
const MISSED_SECONDS = 20 * 60;

/**
 * Whether the app lives, as whoever opens a page sees it: an app that does not run cannot say so itself. Where one Mandant waits and
 * others were looked at since it was due, the app lives, and that one has a trouble of its own.
 */
export function heartbeatOf(beats: readonly Beat[], now: string): Heartbeat {
  const newest = beats.reduce(
    (latest, { lastLookAt = '' }) => (lastLookAt > latest ? lastLookAt : latest),
    '',
  );
  const [first] = beats.flatMap(({ dueAt }) => (dueAt === undefined || dueAt < newest ? [] : [dueAt])).sort();
  if (first === undefined) return {};
  const silentFrom = plusSeconds(first, MISSED_SECONDS);
  return silentFrom > now ? { silentFrom } : present({ silentSince: newest === '' ? first : newest });
}
