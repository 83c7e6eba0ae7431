import * as v from 'valibot';
import type { Actor } from '../jobs/events';
import { sha256 } from '../platform/bytes';
import { now } from '../platform/clock';
import * as kv from '../platform/kv';
import { must, PlatformTrouble } from '../platform/must';
import { loadRecord, type RecordKind, recordOp, standing, type Versioned } from '../platform/records';
import { CONFIG, type ConfigEntry, type ConfigEvent } from './config-event';
import { chain } from './entry';

/** The end of the chain: every entry moves it under its version, so no two entries follow the same one. */
const Head = v.object({ v: v.literal(1), seq: v.number(), lastHash: v.string() });
type Head = v.InferOutput<typeof Head>;
const HEAD: RecordKind<Head> = {
  key: 'config-head',
  schema: Head,
  fallback: { v: 1, seq: 0, lastHash: '' },
};

/** Who changed the configuration, and what; `event` absent: nothing of it differs, nothing is logged. */
export type Logged = { readonly by: Actor; readonly event: ConfigEvent | undefined };

/** Changes of the configuration come minutes apart; so many conflicts in a row are not other people. */
const MOST_TRIES = 20;

/**
 * Does `ops` and appends the entry in one transaction: never one without the other. `ops` carry the conditions of the changed
 * record; `conflict` means that one of these did not hold. Somebody else's entry in between is no conflict: the entry then
 * follows theirs.
 */
export async function transactLogged(ops: readonly kv.Op[], logged: Logged): Promise<'done' | 'conflict'> {
  const { by, event } = logged;
  if (event === undefined) return must(kv.transact(ops));
  const at = now();
  let head = await standingHead();
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const entry = entryAfter(head, { at, actor: by, event });
    const written = await kv.transact([...ops, ...entryOps(head, entry)]);
    if (!written.ok) return happenedAfterAll(entry, written.problem);
    if (written.value === 'done') return 'done';
    const newest = await standingHead();
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

async function standingHead(): Promise<Versioned<Head>> {
  const stood = await standing(HEAD, await loadRecord(HEAD));
  return stood === 'conflict' ? loadRecord(HEAD) : stood;
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

/** Like `saveRecord`, with its entry in the same transaction. */
export async function saveLogged<T>(
  kind: RecordKind<T>,
  change: { readonly before: Versioned<T>; readonly data: T } & Logged,
): Promise<'done' | 'conflict'> {
  const stood = await standing(kind, change.before);
  return stood === 'conflict' ? stood : transactLogged([recordOp(kind, stood, change.data)], change);
}

function entryKey(seq: number): string {
  return `${CONFIG}:${String(seq).padStart(6, '0')}`;
}

async function entryAt(seq: number): Promise<ConfigEntry | undefined> {
  return (await must(kv.getEntity<{ data: ConfigEntry }>('audit-entry', entryKey(seq))))?.data;
}
