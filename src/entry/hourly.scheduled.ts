import { resumeCrossCheck } from '../flows/exception/cross-check';
import { reconcile } from '../flows/exception/reconcile';
import { tellNotices } from '../flows/exception/tell-notices';
import { warnOfEnds } from '../flows/exception/warn-of-end';
import { lookForMandanten } from '../flows/people/look-for-mandanten';
import { repairHint } from '../flows/tick';
import { recheckStorage } from '../health/storage-verdict-store';
import { inTurn } from '../kernel/in-turn';
import { byItself } from '../platform/context';
import { log } from '../platform/log';
import type { Settings } from '../settings/settings';
import { loadSettings } from '../settings/settings-store';

/** Makes up for lost events, repairs the due hint, warns before approvals end, tells who waits and what is overdue, sees new Mandanten, goes on with a cross-check that waits. */
export async function hourly(): Promise<{ statusCode: number }> {
  await byItself(everyHour);
  return { statusCode: 204 };
}

async function everyHour(): Promise<void> {
  const isSafe = await recheckStorage();
  const { data: settings } = await loadSettings();
  const whereSafe = isSafe ? [() => warnOfEnds(settings), () => tellNotices(settings)] : [];
  await inTurn(
    repairHint,
    () => reconciled(settings),
    ...whereSafe,
    () => lookForMandanten(settings),
    resumeCrossCheck,
  );
}

async function reconciled(settings: Settings): Promise<void> {
  const done = await reconcile(settings);
  if (!done.ok) log('reconcile.failed', { code: done.problem.code, status: done.problem.status });
}
