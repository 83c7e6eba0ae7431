import { checkDueAt } from '../files/check-due';
import { checkingUploads } from '../files/file-store';
import { isAside } from '../health/set-aside';
import { loadSetAside } from '../health/set-aside-store';
import { recheckStorage } from '../health/storage-check-store';
import { awaitAll } from '../kernel/await-all';
import { earlier } from '../kernel/instant';
import type { Look } from '../looks/look';
import { queueLooks } from '../looks/look-queue-store';
import { dueMandanten, nextDueMandant } from '../mandanten/watch-store';
import { duePipelines, nextDuePipeline } from '../pipelines/pipeline-store';
import { now } from '../platform/clock';
import { readHint } from '../platform/due-store';
import { dueSubmissions, nextDueSubmission } from '../submissions/submission-store';

/** What is due while its look is still on the way stays in the index; asking again this much later is soon enough. */
const AGAIN_SECONDS = 240;

/**
 * Every five minutes: one read when nothing is due. Otherwise each due submission, Mandant, pipeline and upload gets one queued look, and
 * the hint moves to the next instant the index knows.
 */
export async function tick(how: { readonly repair: boolean }): Promise<void> {
  const at = now();
  const hint = await readHint();
  if (hint.at > at && !how.repair) return;
  await queueLooks(...(await dueLooks(at)));
  await hint.raise(await nextInstant(at));
}

async function dueLooks(at: string): Promise<readonly Look[]> {
  const aside = await loadSetAside();
  const waits = (look: Look['look']) => (id: string) => isAside(aside, `${look}:${id}`, at);
  const [submissions, mandanten, pipelines, uploads] = await awaitAll([
    dueSubmissions(at, waits('submission')),
    dueMandanten(at, waits('mandant')),
    duePipelines(at, waits('pipeline')),
    dueChecks(at),
  ]);
  // What is due waits for nothing else while storage is not known to be safe.
  if (submissions.length > 0) await recheckStorage();
  return [
    ...mandanten.map((id): Look => ({ v: 1, look: 'mandant', id })),
    ...submissions.map((id): Look => ({ v: 1, look: 'submission', id })),
    ...pipelines.map((id): Look => ({ v: 1, look: 'pipeline', id })),
    ...uploads.map((id): Look => ({ v: 1, look: 'upload', id })),
  ];
}

/** Uploads whose check should have ended. */
async function dueChecks(at: string): Promise<readonly string[]> {
  const checking = await checkingUploads();
  return checking.filter((upload) => checkDueAt(upload) <= at).map(({ fileId }) => fileId);
}

async function nextInstant(at: string): Promise<string | undefined> {
  const [submission, mandant, pipeline, checking] = await awaitAll([
    nextDueSubmission(),
    nextDueMandant(),
    nextDuePipeline(),
    checkingUploads(),
  ]);
  const next = [submission, mandant, pipeline, checking.map(checkDueAt)[0]].reduce(earlier, undefined);
  const soon = new Date(Date.parse(at) + AGAIN_SECONDS * 1000).toISOString();
  return next !== undefined && next <= at ? soon : next;
}
