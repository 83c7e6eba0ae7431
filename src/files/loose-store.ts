import * as v from 'valibot';
import * as kv from '../platform/kv';
import { unwrap } from '../platform/trouble';

/**
 * Bytes that may be on nobody's record: stored before the event that names them, or let go by the one before they are deleted. Whoever
 * dies in between leaves a note here, and the daily run deletes what no submission holds (`flows/exception/sweep-loose`).
 */
const Loose = v.object({
  v: v.literal(1),
  fileId: v.string(),
  chunks: v.number(),
  /** The submission that may hold them. */
  owner: v.string(),
  at: v.string(),
});
export type Loose = Omit<v.InferOutput<typeof Loose>, 'v'>;

const keyOf = (fileId: string) => `loose:${fileId}`;

/** The note, to be written together with what lets the bytes go. */
export function looseOp(loose: Loose): kv.Op {
  return { do: 'set', key: keyOf(loose.fileId), value: { v: 1, ...loose } };
}

/** The note, to be written before the bytes. */
export async function noteLoose(loose: Loose): Promise<void> {
  await unwrap(kv.set(keyOf(loose.fileId), { v: 1, ...loose }));
}

/** A page of what is noted. */
export async function looseBytes(
  cursor?: string,
): Promise<{ readonly all: readonly Loose[]; readonly cursor?: string }> {
  const { rows, ...page } = await unwrap(kv.queryKeys('loose:', cursor));
  const all = rows.flatMap(({ value }) => {
    const read = v.safeParse(Loose, value);
    return read.success ? [read.output] : [];
  });
  return { all, ...page };
}

/** Somebody holds them, or they are gone. */
export async function forgetLoose(fileId: string): Promise<void> {
  await unwrap(kv.remove(keyOf(fileId)));
}
