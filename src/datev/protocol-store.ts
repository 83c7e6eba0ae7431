import * as v from 'valibot';
import type { ProtocolEntry } from '../dxso/protocol';
import * as kv from '../platform/kv';
import { must } from '../platform/must';

const Entry = v.object({
  time: v.string(),
  text: v.string(),
  context: v.optional(v.string()),
  type: v.picklist(['information', 'warning', 'error']),
  filename: v.optional(v.string()),
});
const Shape = v.object({ v: v.literal(1), entries: v.array(Entry), more: v.number() });
export type Protocol = v.InferOutput<typeof Shape>;

/** A stored value may have 240 KiB; errors come first, so that none is lost to the cap. */
const MOST_ENTRIES = 600;
const MOST_TEXT = 200;
const RANK = { error: 0, warning: 1, information: 2 } as const;

/**
 * Archives DATEV's protocol of a job, which DATEV itself drops after about two months. Secret storage, because its texts
 * may quote bookings.
 */
export async function keepProtocol(
  submissionId: string,
  revision: number,
  entries: readonly ProtocolEntry[],
): Promise<void> {
  const kept = entries
    .toSorted((a, b) => RANK[a.type] - RANK[b.type])
    .slice(0, MOST_ENTRIES)
    .map(({ time, text, context, type, filename }) => ({
      time: time.slice(0, 40),
      text: text.slice(0, MOST_TEXT),
      type,
      ...(context === undefined ? {} : { context: context.slice(0, MOST_TEXT) }),
      ...(filename === undefined ? {} : { filename: filename.slice(0, 255) }),
    }));
  const more = entries.length - kept.length;
  await must(kv.setSecret(keyOf(submissionId, revision), { v: 1, entries: kept, more }));
}

/** DATEV's protocol of one attempt; undefined when there never was one. */
export async function loadProtocol(submissionId: string, revision: number): Promise<Protocol | undefined> {
  const parsed = v.safeParse(Shape, await must(kv.getSecret(keyOf(submissionId, revision))));
  return parsed.success ? parsed.output : undefined;
}

function keyOf(submissionId: string, revision: number): string {
  return `protocol:${submissionId}:${revision}`;
}
