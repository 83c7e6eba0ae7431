import { atItsEnd, notAtItsEnd } from './context';
import type { Read } from './read-ahead';
import { changeRecord, type RecordKind } from './records';
import { PlatformTrouble } from './trouble';

/** What counts something: a record, and who notes that it could not be written, by the code of the trouble. */
export type Counter<T> = { readonly kind: RecordKind<T>; readonly lost: (code: string) => void };
type Change<T> = (data: T) => T;

/**
 * Counts by a change of a record that nothing is decided from. Written once per invocation, at its end (ADR 0035); outside of
 * one at once. A count that cannot be written costs nothing, and one of an invocation that was killed is lost.
 */
export async function count<T>(counter: Counter<T>, change: Change<T>): Promise<void> {
  const held = atItsEnd(counter.kind.key, () => countsOf(counter));
  if (held === undefined) await write(counter, [change]);
  else held.add(change);
}

/** The record of a counter as it was read ahead: what is counted in this invocation is written on it. */
export function countOn<T>(counter: Counter<T>, ahead: Read): void {
  atItsEnd(counter.kind.key, () => countsOf(counter, ahead));
}

/** Forgets what was counted in this invocation, because its record goes. */
export function countNoMore({ kind }: Pick<Counter<unknown>, 'kind'>): void {
  notAtItsEnd(kind.key);
}

function countsOf<T>(counter: Counter<T>, ahead?: Read) {
  const changes: Change<T>[] = [];
  return {
    add: (change: Change<T>) => void changes.push(change),
    end: async () => {
      if (changes.length > 0) await write(counter, changes, ahead);
    },
  };
}

async function write<T>(
  { kind, lost }: Counter<T>,
  changes: readonly Change<T>[],
  ahead?: Read,
): Promise<void> {
  try {
    await changeRecord(kind, (before) => changes.reduce((data, change) => change(data), before), ahead);
  } catch (error) {
    if (!(error instanceof PlatformTrouble)) throw error;
    lost(error.problem.code);
  }
}
