import { awaitAll } from '../kernel/await-all';

/** What ending all approvals needs of the world. */
export type LeavePorts = {
  /** Ends one approval; whether DATEV said that it no longer counts. Never throws. */
  end(id: string): Promise<boolean>;
  /** Milliseconds until this invocation is ended from outside. */
  remainingMs(): number;
};

/** So many approvals are ended at the same time: enough for a hundred in the time Forge gives, too few to look like a storm. */
const AT_ONCE = 10;
/** What one approval may take at worst: two answers that do not come, and storage. Nothing is begun in it, so nothing is cut off. */
const RESERVE_MS = 14_000;

/**
 * Ends all approvals side by side, as many as there is time for. Answers how many DATEV confirmed, and how many are left: not
 * begun, not reached, or not confirmed.
 */
export async function leaveDatev(
  ports: LeavePorts,
  ids: readonly string[],
): Promise<{ readonly ended: number; readonly left: number }> {
  const waiting = [...ids];
  let ended = 0;
  const one = async () => {
    while (ports.remainingMs() > RESERVE_MS) {
      const id = waiting.shift();
      if (id === undefined) return;
      if (await ports.end(id)) ended += 1;
    }
  };
  await awaitAll(Array.from({ length: AT_ONCE }, one));
  return { ended, left: ids.length - ended };
}
