/** Read and write units per minute: 4,000 each, one unit per 10 KB begun (Forge: key-value store). */
import { KVS_LIMITS, type Refusal, refusal } from './kvs-rules';

/** Units of the busiest minute so far, and the biggest value that was read or written, in bytes. */
export type StorageFigures = {
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly bytes: number;
};

/** What was read and written in all, whatever the minute. */
export type Spent = {
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
};
/** An empty read counts as one kilobyte on Forge's bill (Forge: platform limits). */
const LEAST_BILLED = 1024;

export function createBudget(now: () => number) {
  let minute = 0;
  let spent = { read: 0, write: 0 };
  const most = { readUnits: 0, writeUnits: 0, bytes: 0 };
  const all = { readUnits: 0, writeUnits: 0, readBytes: 0, writtenBytes: 0 };
  const turn = () => {
    const current = Math.floor(now() / 60_000);
    if (current === minute) return;
    minute = current;
    spent = { read: 0, write: 0 };
  };
  const spend = (kind: 'read' | 'write', bytes: number): Refusal | undefined => {
    turn();
    const units = Math.max(1, Math.ceil(bytes / KVS_LIMITS.unitBytes));
    if (spent[kind] + units > KVS_LIMITS.unitsPerMinute) return exhausted(kind);
    spent[kind] += units;
    all[`${kind}Units`] += units;
    all[kind === 'read' ? 'readBytes' : 'writtenBytes'] += Math.max(bytes, LEAST_BILLED);
    most.readUnits = Math.max(most.readUnits, spent.read);
    most.writeUnits = Math.max(most.writeUnits, spent.write);
    most.bytes = Math.max(most.bytes, bytes);
    return undefined;
  };
  return {
    /** Refuses everything once both budgets of this minute are gone. */
    check(): Refusal | undefined {
      turn();
      const gone = spent.read >= KVS_LIMITS.unitsPerMinute && spent.write >= KVS_LIMITS.unitsPerMinute;
      return gone ? exhausted('read') : undefined;
    },
    read: (bytes: number) => spend('read', bytes),
    write: (bytes: number) => spend('write', bytes),
    all: (): Spent => ({ ...all }),
    most: (): StorageFigures => ({ ...most }),
    snapshot: () => ({ minute, spent: { ...spent } }),
    restore(state: unknown) {
      const saved = state as {
        readonly minute: number;
        readonly spent: { readonly read: number; readonly write: number };
      };
      minute = saved.minute;
      spent = { ...saved.spent };
    },
  };
}

function exhausted(kind: string): Refusal {
  return refusal(
    'RATE_LIMIT_EXCEEDED',
    `more than ${KVS_LIMITS.unitsPerMinute} ${kind} units in one minute`,
    429,
  );
}
