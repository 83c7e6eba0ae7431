import * as v from 'valibot';
import { NEVER } from './by-due';
import { changeRecord, loadRecord, type RecordKind, saveRecord } from './records';

/** One instant for the whole installation: nothing is due before it. May be too early, never too late (DESIGN §6). */
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

/**
 * The same for one invocation in which many things become due: the hint is read once, and again only for what is earlier. The
 * tick may raise it meanwhile, but never above its next look while something is still due.
 */
export function hintOfMany(): (at: string) => Promise<void> {
  let known: Promise<string> = Promise.resolve(LATEST);
  return async (at) => {
    const before = known;
    known = before.then(
      (lowest) => (lowest <= at ? lowest : loweredHint(at)),
      () => loweredHint(at),
    );
    await known;
  };
}
const LATEST = '\u{10FFFF}';

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
