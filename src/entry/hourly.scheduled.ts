import { log } from '../platform/log';
import { runTick } from './wiring';
import { runReconcile } from './wiring-reconcile';
import { lookForMandanten } from './wiring-set-up';
import { recheckStorage, storageIsSafe } from './wiring-storage';
import { runWarnings } from './wiring-warning';

/** Makes up for lost events, repairs the due hint, warns before approvals end, sees new Mandanten. */
export async function hourly(): Promise<{ statusCode: number }> {
  await recheckStorage();
  await runTick(true);
  const reconciled = await runReconcile();
  if (!reconciled.ok)
    log('reconcile.failed', { code: reconciled.problem.code, status: reconciled.problem.status });
  if (await storageIsSafe()) await runWarnings();
  await lookForMandanten();
  return { statusCode: 204 };
}
