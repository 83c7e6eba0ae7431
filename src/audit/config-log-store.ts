import * as v from 'valibot';
import { awaitAll } from '../kernel/await-all';
import { sha256 } from '../platform/bytes';
import { now } from '../platform/clock';
import * as kv from '../platform/kv';
import { loadRecord, type RecordKind, recordOp, standing, type Versioned } from '../platform/records';
import { PlatformTrouble, unwrap } from '../platform/trouble';
import type { Actor } from '../submissions/events';
import { chain } from './chain';
import { CONFIG, type ConfigEntry, type ConfigEvent } from './config-event';

/** The end of the chain: every entry moves it under its version, so no two entries follow the same one. */
const Head = v.object({ v: v.literal(1), seq: v.number(), lastHash: v.string() });
type Head = v.InferOutput<typeof Head>;
const HEAD: RecordKind<Head> = {
  key: 'config-head',
  schema: Head,
  fallback: { v: 1, seq: 0, lastHash: '' },
};

/** Who changed the configuration, and what; `event` absent: nothing of it differs, nothing is logged. */
type Logged = { readonly by: Actor; readonly event: ConfigEvent | undefined };

/** Changes of the configuration come minutes apart; so many conflicts in a row are not other people. */
const MAX_TRIES = 20;

/**
 * Does `ops` and appends the entry in one transaction: never one without the other. `ops` carry the conditions of the changed
 * record; `conflict` means that one of these did not hold. Somebody else's entry in between is no conflict: the entry then
 * follows theirs.
 */
export async function transactLogged(ops: readonly kv.Op[], logged: Logged): Promise<'done' | 'conflict'> {
  const { by, event } = logged;
  if (event === undefined) return unwrap(kv.transact(ops));
  const at = now();
  let head = await standing(HEAD, await loadRecord(HEAD));
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const entry = entryAfter(head, { at, actor: by, event });
    const written = await kv.transact([...ops, ...entryOps(head, entry)]);
    if (!written.ok) return happenedAfterAll(entry, written.problem);
    if (written.value === 'done') return 'done';
    const newest = await loadRecord(HEAD);
    if (newest.version === head.version) return 'conflict';
    head = newest;
  }
  throw new PlatformTrouble({ code: 'platform.storage', retry: 'later', values: { reason: 'busy' } });
}

function entryAfter(
  { data }: Versioned<Head>,
  line: { readonly at: string; readonly actor: Actor; readonly event: ConfigEvent },
): ConfigEntry {
  const prev = data.seq === 0 ? undefined : { seq: data.seq, hash: data.lastHash };
  return chain(prev, { subject: CONFIG, ...line }, sha256);
}

/** Found in two ways: the chain by key, what happened to one thing by the index on `subject`. */
function entryOps(head: Versioned<Head>, entry: ConfigEntry): readonly kv.Op[] {
  const { seq, at, hash, event } = entry;
  return [
    recordOp(HEAD, head, { v: 1, seq, lastHash: hash }),
    {
      do: 'set',
      entity: 'audit-entry',
      key: entryKey(seq),
      value: { subject: event.about, seq, at, data: entry },
    },
  ];
}

/** No answer came: the transaction happened as a whole or not at all, and the chain tells which. */
async function happenedAfterAll(
  entry: ConfigEntry,
  problem: ConstructorParameters<typeof PlatformTrouble>[0],
): Promise<'done'> {
  const kept = problem.retry === 'look-up' ? await entryAt(entry.seq) : undefined;
  if (kept?.hash === entry.hash) return 'done';
  throw new PlatformTrouble(problem);
}

/** An entry of what is done elsewhere, where nothing of it could wait for the chain. */
export async function logOnly(by: Actor, event: ConfigEvent | undefined): Promise<void> {
  if (event !== undefined) await transactLogged([], { by, event });
}

/** Like `saveRecord`, with its entry, and with what else belongs to the same step, in the same transaction. */
export async function saveLogged<T>(
  kind: RecordKind<T>,
  change: { readonly before: Versioned<T>; readonly data: T; readonly also?: readonly kv.Op[] } & Logged,
): Promise<'done' | 'conflict'> {
  const { data, also = [] } = change;
  const before = await standing(kind, change.before);
  return transactLogged([recordOp(kind, before, data), ...also], change);
}

/** Like `changeRecord`, with its entry in the same transaction; `event` says what the change means. */
export async function changeLogged<T>(
  kind: RecordKind<T>,
  how: {
    readonly by: Actor;
    readonly change: (data: T) => T;
    readonly event: (before: T, after: T) => ConfigEvent | undefined;
  },
): Promise<{ readonly before: T; readonly after: T }> {
  for (;;) {
    const before = await loadRecord(kind);
    const data = how.change(before.data);
    if (data === before.data) return { before: data, after: data };
    const event = how.event(before.data, data);
    if ((await saveLogged(kind, { before, data, by: how.by, event })) === 'done')
      return { before: before.data, after: data };
  }
}

function entryKey(seq: number): string {
  return `${CONFIG}:${String(seq).padStart(6, '0')}`;
}

async function entryAt(seq: number): Promise<ConfigEntry | undefined> {
  return (await unwrap(kv.getEntity<{ data: ConfigEntry }>('audit-entry', entryKey(seq))))?.data;
}

export type ConfigPage = {
  readonly entries: readonly ConfigEntry[];
  /** Hand it in for the entries before these; absent: there are none. */
  readonly before?: number;
};

/** The end of the chain: its last entry, by number and hash; 0 when there is none. */
export async function configEnd(): Promise<{ readonly seq: number; readonly hash: string }> {
  const { seq, lastHash } = (await loadRecord(HEAD)).data;
  return { seq, hash: lastHash };
}

/** Some entries of the chain, in order; many for the price of few calls. */
export async function configEntries(from: number, to: number): Promise<readonly ConfigEntry[]> {
  const keys = Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => entryKey(from + n));
  const batches = Array.from({ length: Math.ceil(keys.length / kv.MAX_BATCH) }, (_, n) =>
    keys.slice(n * kv.MAX_BATCH, (n + 1) * kv.MAX_BATCH),
  );
  const found = await awaitAll(
    batches.map((batch) =>
      unwrap(kv.getEntities<{ data: ConfigEntry }>(batch.map((key) => ({ entity: 'audit-entry', key })))),
    ),
  );
  const all = new Map(found.flatMap((one) => [...one]));
  return keys.flatMap((key) => all.get(key)?.data ?? []);
}

/** What is looked for; everything that is absent fits. */
type Sought = {
  readonly fits: (entry: ConfigEntry) => boolean;
  /** Nothing before this instant. */
  readonly since?: string;
};

/** So many entries are read in one turn at most, whether they fit or not. */
const LOOKED_THROUGH = 100;

/** A page of the whole chain, the newest first, read by key: `before` goes on where it ended, also when nothing fitted. */
export async function configPage(
  limit: number,
  before: number | undefined,
  { fits, since = '' }: Sought,
): Promise<ConfigPage> {
  const end = Math.min(before ?? Number.MAX_SAFE_INTEGER, (await configEnd()).seq + 1);
  const first = Math.max(1, end - LOOKED_THROUGH);
  const newest = (await configEntries(first, end - 1)).toReversed();
  const old = newest.findIndex(({ at }) => at < since);
  const fitting = (old === -1 ? newest : newest.slice(0, old)).filter(fits);
  const entries = fitting.slice(0, limit);
  const last = entries.at(-1);
  if (fitting.length > limit && last !== undefined) return { entries, before: last.seq };
  return old === -1 && first > 1 ? { entries, before: first } : { entries };
}

/** The index shows an entry late; what it may not know yet is among the newest of the chain. */
const LATE = 10;

/** A page of what happened to one thing, the newest first. */
export async function configPageOf(about: string, limit: number, before?: number): Promise<ConfigPage> {
  const found = await unwrap(
    kv.queryEntities<{ data: ConfigEntry }>({
      entity: 'audit-entry',
      index: 'by-subject',
      partition: [about],
      descending: true,
      limit,
      ...(before === undefined ? {} : { range: { is: 'up-to', value: before - 1 } }),
    }),
  );
  const { seq } = await configEnd();
  const fresh = before === undefined ? await configEntries(Math.max(1, seq - LATE + 1), seq) : [];
  const late = fresh.filter(({ event }) => event.about === about);
  const bySeq = new Map([...found.rows.map(({ value }) => value.data), ...late].map((e) => [e.seq, e]));
  const entries = [...bySeq.values()].toSorted((a, b) => b.seq - a.seq).slice(0, limit);
  const last = entries.at(-1);
  const isMore = found.cursor !== undefined || bySeq.size > entries.length;
  return isMore && last !== undefined ? { entries, before: last.seq } : { entries };
}
