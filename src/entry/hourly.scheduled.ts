import { reconcile } from '../flows/exception/reconcile';
import { warnOfEnds } from '../flows/exception/warn-of-end';
import { lookForMandanten } from '../flows/people/look-for-mandanten';
import { tick } from '../flows/tick';
import { recheckStorage, storageIsSafe } from '../health/storage-check-store';
import { invocation } from '../platform/context';
import { log } from '../platform/log';

/** Makes up for lost events, repairs the due hint, warns before approvals end, sees new Mandanten. */
export async function hourly(): Promise<{ statusCode: number }> {
  await invocation(everyHour);
  return { statusCode: 204 };
}

async function everyHour(): Promise<void> {
  await recheckStorage();
  await tick({ repair: true });
  const reconciled = await reconcile();
  if (!reconciled.ok)
    log('reconcile.failed', { code: reconciled.problem.code, status: reconciled.problem.status });
  if (await storageIsSafe()) await warnOfEnds();
  await lookForMandanten();
}
