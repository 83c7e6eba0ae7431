import { awaitAll } from '../kernel/await-all';
import { earlier } from '../kernel/instant';

export type TickPorts = {
  now(): string;
  readHint(): Promise<{ at: string; raise(to: string | undefined): Promise<void> }>;
  dueSubmissions(now: string): Promise<readonly string[]>;
  dueMandanten(now: string): Promise<readonly string[]>;
  duePipelines(now: string): Promise<readonly string[]>;
  /** Uploads whose check should have ended. */
  dueChecks(now: string): Promise<readonly string[]>;
  nextDueSubmission(): Promise<string | undefined>;
  nextDueMandant(): Promise<string | undefined>;
  nextDuePipeline(): Promise<string | undefined>;
  nextDueCheck(): Promise<string | undefined>;
  queueLooks(looks: {
    submissions: readonly string[];
    mandanten: readonly string[];
    pipelines: readonly string[];
    uploads: readonly string[];
  }): Promise<void>;
};

/** What is due while its look is still on the way stays in the index; asking again this much later is soon enough. */
const AGAIN_SECONDS = 240;

/**
 * Every five minutes: one read when nothing is due. Otherwise each due submission, Mandant, pipeline and upload gets one queued look, and
 * the hint moves to the next instant the index knows.
 */
export async function tick(ports: TickPorts, how: { repair: boolean }): Promise<number> {
  const now = ports.now();
  const hint = await ports.readHint();
  if (hint.at > now && !how.repair) return 0;
  const [submissions, mandanten, pipelines, uploads] = await awaitAll([
    ports.dueSubmissions(now),
    ports.dueMandanten(now),
    ports.duePipelines(now),
    ports.dueChecks(now),
  ]);
  await ports.queueLooks({ submissions, mandanten, pipelines, uploads });
  await hint.raise(await nextInstant(ports, now));
  return submissions.length + mandanten.length + pipelines.length + uploads.length;
}

async function nextInstant(ports: TickPorts, now: string): Promise<string | undefined> {
  const [submission, mandant, pipeline, check] = await awaitAll([
    ports.nextDueSubmission(),
    ports.nextDueMandant(),
    ports.nextDuePipeline(),
    ports.nextDueCheck(),
  ]);
  const next = [submission, mandant, pipeline, check].reduce(earlier, undefined);
  const soon = new Date(Date.parse(now) + AGAIN_SECONDS * 1000).toISOString();
  return next !== undefined && next <= now ? soon : next;
}
