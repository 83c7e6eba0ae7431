import { tick } from '../flows/tick';
import { queueLater } from '../looks/look-queue-store';
import { nowMs } from '../platform/clock';
import { isUsedUp, untilNextMinute } from '../platform/quota';
import { PlatformTrouble } from '../platform/trouble';

/** Nothing due: one read. Where screens used up the minute's storage, it comes again with the next minute and not with the next tick. */
export async function fiveMinutes(): Promise<{ statusCode: number }> {
  try {
    await tick();
  } catch (error) {
    if (!(error instanceof PlatformTrouble) || !isUsedUp(error.problem)) throw error;
    await queueLater(untilNextMinute(nowMs()) / 1000, { v: 1, look: 'tick' });
  }
  return { statusCode: 204 };
}
