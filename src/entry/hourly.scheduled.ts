import { log } from '../platform/log';
import { runReconcile, runTick } from './wiring';

/** Makes up for lost events and repairs the due hint. */
export async function hourly(): Promise<{ statusCode: number }> {
  await runTick(true);
  const reconciled = await runReconcile();
  if (!reconciled.ok)
    log('reconcile.failed', { code: reconciled.problem.code, status: reconciled.problem.status });
  return { statusCode: 204 };
}
