import { checkDueAt } from '../files/check-due';
import { checkingUploads } from '../files/file-store';
import { firstAgain, isAside, type SetAside } from '../health/set-aside';
import { loadSetAside, SET_ASIDE_WISHED } from '../health/set-aside-store';
import { recheckStorage } from '../health/storage-verdict-store';
import { awaitAll } from '../kernel/await-all';
import { earlier, plusSeconds } from '../kernel/instant';
import { type Look, looksAtMany } from '../looks/look';
import { queueLater, queueLooks } from '../looks/look-queue-store';
import { dueMandanten, nextDueMandant } from '../mandanten/watch-store';
import { duePipelines, nextDuePipeline } from '../pipelines/pipeline-store';
import { now, nowMs } from '../platform/clock';
import { lowerHint, readHint } from '../platform/due-store';
import { readAhead } from '../platform/read-ahead';
import { recordsIn } from '../platform/records';
import { isUsedUp, untilNextMinute } from '../platform/storage-quota';
import { PlatformTrouble } from '../platform/trouble';
import { loadStorms, STORMS_WISHED } from '../storms/storm-store';
import { dueSubmissions, nextDueSubmission } from '../submissions/submission-store';

/** Uploads that are being checked. */
type Checking = Awaited<ReturnType<typeof checkingUploads>>;

/** What is due while its look is still on the way stays in the index; asking again this much later is soon enough. */
const AGAIN_SECONDS = 240;

/**
 * Every five minutes: one read when nothing is due. Otherwise what is due gets queued looks – each submission, pipeline and
 * upload its own, Mandanten together – and the hint moves to the next instant the index knows.
 */
export async function tick(): Promise<void> {
  const at = now();
  const hint = await readHint();
  if (hint.at > at) return;
  const [known, checking] = await awaitAll([knownAhead(), checkingUploads()]);
  const { aside, stormsAt } = known;
  const looks = await dueLooks(at, { aside, checking, stormsAt });
  await queueLooks(...looks);
  const later = [firstAgain(aside, at), stormsAt]
    .filter((one) => (one ?? '') > at)
    .reduce(earlier, undefined);
  const next = earlier(await nextInstant(at, checking), later);
  const again = looks.length > 0 ? plusSeconds(at, AGAIN_SECONDS) : undefined;
  await hint.raise(earlier(next, again));
}

/** Where screens used up the minute's storage, it comes again with the next minute and not with the next turn of the schedule. */
export async function tickNowOrNextMinute(): Promise<void> {
  try {
    await tick();
  } catch (error) {
    if (!(error instanceof PlatformTrouble) || !isUsedUp(error.problem)) throw error;
    await queueLater(untilNextMinute(nowMs()) / 1000, { v: 1, look: 'tick' });
  }
}

/** What stands in single records, read together. */
async function knownAhead() {
  const records = recordsIn(await readAhead(SET_ASIDE_WISHED, STORMS_WISHED));
  const [aside, storms] = await awaitAll([loadSetAside(records), loadStorms(records)]);
  return { aside, stormsAt: storms.data.nextAt };
}

/** Every hour: what the index knew too late for the hint is found by the next tick. */
export async function repairHint(): Promise<void> {
  const at = now();
  if ((await readHint()).at <= at) return;
  const next = await nextInstant(undefined, await checkingUploads());
  if (next !== undefined) await lowerHint(next);
}

async function dueLooks(
  at: string,
  {
    aside,
    checking,
    stormsAt,
  }: { readonly aside: SetAside; readonly checking: Checking; readonly stormsAt: string | undefined },
): Promise<readonly Look[]> {
  const waits = (look: Look['look']) => (id: string) => isAside(aside, `${look}:${id}`, at);
  const [submissions, mandanten, pipelines] = await awaitAll([
    dueSubmissions(at, waits('submission')),
    dueMandanten(at, waits('mandant')),
    duePipelines(at, waits('pipeline')),
  ]);
  // Uploads whose check should have ended.
  const uploads = checking.filter((upload) => checkDueAt(upload) <= at).map(({ fileId }) => fileId);
  // What is due waits for nothing else while storage is not known to be safe.
  if (submissions.length > 0) await recheckStorage();
  return [
    ...looksAtMany(mandanten, 'jobs'),
    ...submissions.map((id): Look => ({ v: 1, look: 'submission', id })),
    ...pipelines.map((id): Look => ({ v: 1, look: 'pipeline', id })),
    ...uploads.map((id): Look => ({ v: 1, look: 'upload', id })),
    ...(stormsAt !== undefined && stormsAt <= at ? [{ v: 1, look: 'storms', id: 'all' } as const] : []),
  ];
}

/** The earliest instant at which something is due, later than this one where there is one. */
async function nextInstant(after: string | undefined, checking: Checking): Promise<string | undefined> {
  const [submission, mandant, pipeline] = await awaitAll([
    nextDueSubmission(after),
    nextDueMandant(after),
    nextDuePipeline(after),
  ]);
  const upload = checking.map(checkDueAt).filter((at) => at > (after ?? ''))[0];
  return [submission, mandant, pipeline, upload].reduce(earlier, undefined);
}
