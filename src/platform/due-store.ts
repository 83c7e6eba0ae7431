import * as v from 'valibot';
import { NEVER } from './by-due';
import type { Read, Wish } from './read-ahead';
import { changeRecord, loadRecord, type RecordKind, recordsAt, saveRecord } from './records';

/** One instant for the whole installation: nothing is due before it. May be too early, never too late (docs/ARCHITECTURE.md, Storage). */
type Hint = { readonly at: string };
const KIND: RecordKind<Hint> = { key: 'due', schema: v.object({ at: v.string() }), fallback: { at: NEVER } };

/** Makes sure the tick looks at this instant. Called before the write that makes something due, so it is never too late. */
export async function lowerHint(at: string): Promise<void> {
  await loweredHint(at);
}

/** The same; answers the hint as it is then. */
export async function loweredHint(at: string): Promise<string> {
  return (await changeRecord(KIND, (hint) => (at < hint.at ? { at } : hint))).at;
}

/** The hint, to be read ahead. */
export const HINT_WISHED: Wish = recordsAt([KIND.key]);

/**
 * The same for one invocation in which many things become due: the hint is read once, ahead, and again only for what is earlier. The
 * tick may raise it meanwhile, but never above its next look while something is still due.
 */
export function hintOfMany(ahead: Read): (at: string) => Promise<void> {
  let known: Promise<string> | undefined;
  return async (at) => {
    const before = known ?? loadRecord(KIND, ahead).then(({ data }) => data.at);
    known = before.then(
      (lowest) => (lowest <= at ? lowest : loweredHint(at)),
      () => loweredHint(at),
    );
    await known;
  };
}

/** The hint, for the tick's one read. */
export async function readHint(): Promise<{ at: string; raise(to: string | undefined): Promise<void> }> {
  const before = await loadRecord(KIND);
  return {
    at: before.data.at,
    /** Only when nobody lowered it since it was read. */
    async raise(to) {
      await saveRecord(KIND, before, { at: to ?? NEVER });
    },
  };
}
