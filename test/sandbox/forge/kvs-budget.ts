/** Read and write units per minute: 4,000 each, one unit per 10 KB begun (forge.md §5.1). */
import { KVS_LIMITS, type Refusal, refusal } from './kvs-rules';

export function createBudget(now: () => number) {
  let minute = 0;
  let spent = { read: 0, write: 0 };
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
    snapshot: () => ({ minute, spent }),
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
