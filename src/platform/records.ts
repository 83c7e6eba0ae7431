import * as v from 'valibot';
import * as kv from './kv';
import { must, unknownVersion } from './must';

/** A single record that changes only under its version: `version` 0 means it is not there yet. */
export type Versioned<T> = { readonly version: number; readonly data: T };

/** How one kind of record is kept: its key, its shape, and what counts when nothing is stored. */
export type RecordKind<T> = {
  readonly key: string;
  readonly schema: v.GenericSchema<unknown, T>;
  readonly fallback: T;
};

const Envelope = v.object({ version: v.number(), data: v.unknown() });

/** Reads a record consistently. A shape this code does not know is trouble, never silently replaced. */
export async function loadRecord<T>(kind: RecordKind<T>): Promise<Versioned<T>> {
  const raw = await must(kv.getEntity('record', kind.key));
  if (raw === undefined) return { version: 0, data: kind.fallback };
  const envelope = v.safeParse(Envelope, raw);
  const data = envelope.success ? v.safeParse(kind.schema, envelope.output.data) : undefined;
  if (!envelope.success || data?.success !== true) throw unknownVersion(kind.key);
  return { version: envelope.output.version, data: data.output };
}

/**
 * The operation that writes the next version under the condition that nobody wrote since, to be joined with others in one
 * transaction. Needs a stored record: see `standing`.
 */
export function recordOp<T>(kind: RecordKind<T>, before: Versioned<T>, data: T): kv.Op {
  const value = { version: before.version + 1, data };
  return { do: 'set', entity: 'record', key: kind.key, value, when: { version: before.version } };
}

/**
 * A record that a condition can be set on: conditions hold for stored entities only (ADR 0005), so one that is not there yet
 * is first stored as it counts anyway. `conflict`: somebody else was first.
 */
export async function standing<T>(
  kind: RecordKind<T>,
  before: Versioned<T>,
): Promise<Versioned<T> | 'conflict'> {
  if (before.version > 0) return before;
  const first = { version: 1, data: before.data };
  return (await must(kv.setEntityIfAbsent('record', kind.key, first))) ? first : 'conflict';
}

/** Writes the next version; `conflict` when somebody else wrote since `before` was read. */
export async function saveRecord<T>(
  kind: RecordKind<T>,
  before: Versioned<T>,
  data: T,
): Promise<'done' | 'conflict'> {
  if (before.version > 0) return must(kv.transact([recordOp(kind, before, data)]));
  return (await must(kv.setEntityIfAbsent('record', kind.key, { version: 1, data }))) ? 'done' : 'conflict';
}

/** Like `saveRecord`, of a record that is there, with what belongs to the same step in the same transaction. */
export function saveRecordAlso<T>(
  kind: RecordKind<T>,
  how: { readonly before: Versioned<T>; readonly data: T; readonly also: readonly kv.Op[] },
): Promise<'done' | 'conflict'> {
  return must(kv.transact([recordOp(kind, how.before, how.data), ...how.also]));
}

/** Changes a record on its newest value; `change` answering the same value writes nothing. */
export async function changeRecord<T>(kind: RecordKind<T>, change: (data: T) => T): Promise<T> {
  for (;;) {
    const before = await loadRecord(kind);
    const data = change(before.data);
    if (data === before.data || (await saveRecord(kind, before, data)) === 'done') return data;
  }
}
