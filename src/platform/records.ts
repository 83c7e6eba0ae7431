import * as v from 'valibot';
import * as kv from './kv';
import type { Read, Wish } from './read-ahead';
import { unknownVersion, unwrap } from './trouble';

/** A single record that changes only under its version: `version` 0 means it is not there yet. */
export type Versioned<T> = { readonly version: number; readonly data: T };

/** How one kind of record is kept: its key, its shape, and what counts when nothing is stored. */
export type RecordKind<T> = {
  readonly key: string;
  readonly schema: v.GenericSchema<unknown, T>;
  readonly fallback: T;
};

const Envelope = v.object({ version: v.number(), data: v.unknown() });

/**
 * Reads a record, consistently unless it was read ahead. A shape this code does not know is trouble, never silently replaced.
 */
export async function loadRecord<T>(kind: RecordKind<T>, read: Read = readNow): Promise<Versioned<T>> {
  const raw = await read(kind.key);
  if (raw === undefined) return { version: 0, data: kind.fallback };
  const envelope = v.safeParse(Envelope, raw);
  const data = envelope.success ? v.safeParse(kind.schema, envelope.output.data) : undefined;
  if (!envelope.success || data?.success !== true) throw unknownVersion(kind.key);
  return { version: envelope.output.version, data: data.output };
}

/** Records to be read ahead, by their keys. */
export function recordsAt(keys: readonly string[]): Wish {
  return { entity: RECORD, keys };
}

/** The records that were read ahead. */
export function recordsIn(ahead: (entity: string) => Read): Read {
  return ahead(RECORD);
}

const RECORD = 'record';

function readNow(key: string): Promise<unknown> {
  return unwrap(kv.getEntity('record', key));
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
 * is first stored as it counts anyway, still with version 0. Whoever wrote meanwhile is met by the condition.
 */
export async function standing<T>(kind: RecordKind<T>, record: Versioned<T>): Promise<Versioned<T>> {
  if (record.version === 0) await unwrap(kv.setEntityIfAbsent('record', kind.key, record));
  return record;
}

/** Writes the next version; `conflict` when somebody else wrote since `before` was read. */
export async function saveRecord<T>(
  kind: RecordKind<T>,
  before: Versioned<T>,
  data: T,
): Promise<'done' | 'conflict'> {
  const first = { version: 1, data };
  if (before.version === 0 && (await unwrap(kv.setEntityIfAbsent('record', kind.key, first)))) return 'done';
  return unwrap(kv.transact([recordOp(kind, before, data)]));
}

/** Changes a record on its newest value, which is first taken to be what was read `ahead`; `change` answering the same value writes nothing. */
export async function changeRecord<T>(kind: RecordKind<T>, change: (data: T) => T, ahead?: Read): Promise<T> {
  for (let read = ahead; ; read = undefined) {
    const before = await loadRecord(kind, read);
    const data = change(before.data);
    if (data === before.data || (await saveRecord(kind, before, data)) === 'done') return data;
  }
}
