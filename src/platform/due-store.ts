import * as v from 'valibot';
import { NEVER } from './by-due';
import { changeRecord, loadRecord, type RecordKind, saveRecord } from './records';

/** One instant for the whole installation: nothing is due before it. May be too early, never too late (DESIGN §6). */
type Hint = { readonly at: string };
const KIND: RecordKind<Hint> = { key: 'due', schema: v.object({ at: v.string() }), fallback: { at: NEVER } };

/** Makes sure the tick looks at this instant. Called before the write that makes something due, so it is never too late. */
export async function lowerHint(at: string): Promise<void> {
  await changeRecord(KIND, (hint) => (at < hint.at ? { at } : hint));
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
