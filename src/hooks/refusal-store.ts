import { now } from '../platform/clock';
import { log } from '../platform/log';
import { changeRecord, loadRecord, type RecordKind } from '../platform/records';
import { PlatformTrouble } from '../platform/trouble';
import { NO_REFUSALS, type RefusalReason, Refusals, withRefusal } from './refusals';

const KIND: RecordKind<Refusals> = { key: 'hook-refusals', schema: Refusals, fallback: NO_REFUSALS };

/**
 * Counts a refusal and logs it, both paced. It ends by itself also when many knock at once: who loses against another
 * write looks again, and after five writes in the minute nobody writes any more. Storage that does not answer must not change
 * the answer at the door.
 */
export async function countRefusal(reason: RefusalReason): Promise<void> {
  let isCounted = false;
  try {
    await changeRecord(KIND, (all) => {
      const next = withRefusal(all, reason, now());
      isCounted = next !== all;
      return next;
    });
  } catch (error) {
    if (!(error instanceof PlatformTrouble)) throw error;
    return;
  }
  if (isCounted) log('hook.refused', { reason });
}

/** What was refused in the last thirty days on which something was. */
export async function loadRefusals(): Promise<Refusals> {
  return (await loadRecord(KIND)).data;
}
