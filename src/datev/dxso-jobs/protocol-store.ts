import { secondsInDay } from 'date-fns/constants';
import * as v from 'valibot';
import { failedFiles, type ProtocolEntry } from '../../dxso/protocol';
import { awaitAll } from '../../kernel/await-all';
import { present } from '../../kernel/present';
import * as kv from '../../platform/kv';
import { unwrap } from '../../platform/trouble';

const Entry = v.object({
  time: v.string(),
  text: v.string(),
  context: v.optional(v.string()),
  type: v.picklist(['information', 'warning', 'error']),
  filename: v.optional(v.string()),
});
const Shape = v.object({
  v: v.literal(1),
  entries: v.array(Entry),
  more: v.number(),
  failedPages: v.number(),
});
type Protocol = v.InferOutput<typeof Shape>;
const Page = v.array(v.string());

/** A stored value may have 240 KiB. Errors come first; what is cut off is counted, and no failed file is ever lost to it. */
const MAX_BYTES = 150_000;
const MAX_TEXT = 200;
const PAGE_NAMES = 300;
/** Usually it goes with the bytes of the package; see there. */
const KEEP = { ttlSeconds: 365 * secondsInDay };
const RANK = { error: 0, warning: 1, information: 2 } as const;

/**
 * Archives DATEV's protocol of a job, which DATEV itself drops after about two months. Secret storage, because its texts
 * may quote bookings. The names of the files that failed are kept completely: what they do not name counts as arrived.
 */
export async function keepProtocol(
  submissionId: string,
  revision: number,
  entries: readonly ProtocolEntry[],
): Promise<void> {
  const key = keyOf(submissionId, revision);
  const failed = failedFiles(entries);
  const failedPages = Math.ceil(failed.length / PAGE_NAMES);
  for (let page = 0; page < failedPages; page++) {
    const names = failed.slice(page * PAGE_NAMES, (page + 1) * PAGE_NAMES).map((name) => name.slice(0, 255));
    await unwrap(kv.setSecret(`${key}:failed:${page}`, names, KEEP));
  }
  const kept = fitting(entries.toSorted((a, b) => RANK[a.type] - RANK[b.type]).map(shortened));
  const protocol = { v: 1, entries: kept, more: entries.length - kept.length, failedPages };
  await unwrap(kv.setSecret(key, protocol, KEEP));
}

function shortened({ time, text, context, type, filename }: ProtocolEntry): v.InferOutput<typeof Entry> {
  return {
    time: time.slice(0, 40),
    text: text.slice(0, MAX_TEXT),
    type,
    ...present({ context: context?.slice(0, MAX_TEXT), filename: filename?.slice(0, 255) }),
  };
}

/** As many as fit; a letter takes up to three bytes. */
function fitting<T>(entries: readonly T[]): readonly T[] {
  let bytes = 0;
  return entries.filter((entry) => {
    bytes += JSON.stringify(entry).length * 3;
    return bytes <= MAX_BYTES;
  });
}

/** DATEV's protocol of one attempt; undefined when there never was one. */
export async function loadProtocol(submissionId: string, revision: number): Promise<Protocol | undefined> {
  const parsed = v.safeParse(Shape, await unwrap(kv.getSecret(keyOf(submissionId, revision))));
  return parsed.success ? parsed.output : undefined;
}

/** The files that failed in one attempt. */
export async function loadFailed(submissionId: string, revision: number): Promise<readonly string[]> {
  const protocol = await loadProtocol(submissionId, revision);
  const pages = Array.from({ length: protocol?.failedPages ?? 0 }, (_, page) => page);
  const read = await awaitAll(
    pages.map((page) => unwrap(kv.getSecret(`${keyOf(submissionId, revision)}:failed:${page}`))),
  );
  return read.flatMap((names) => (v.is(Page, names) ? names : []));
}

/** Forgets the protocol of one attempt, the record last: who dies in between finds the pages again. Safe to repeat. */
export async function forgetProtocol(submissionId: string, revision: number): Promise<void> {
  const protocol = await loadProtocol(submissionId, revision);
  if (protocol === undefined) return;
  const key = keyOf(submissionId, revision);
  for (let page = 0; page < protocol.failedPages; page++)
    await unwrap(kv.removeSecret(`${key}:failed:${page}`));
  await unwrap(kv.removeSecret(key));
}

function keyOf(submissionId: string, revision: number): string {
  return `protocol:${submissionId}:${revision}`;
}
