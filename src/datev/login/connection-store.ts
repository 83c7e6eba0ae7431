import * as v from 'valibot';
import { type ConfigEvent, changeOf } from '../../audit/config-event';
import { saveLogged } from '../../audit/config-log-store';
import { worded } from '../../audit/config-words';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import type { Result } from '../../kernel/result';
import { nowMs, pause } from '../../platform/clock';
import { remainingMs } from '../../platform/context';
import * as kv from '../../platform/kv';
import { type Read, readAhead, type Wish } from '../../platform/read-ahead';
import {
  loadRecord,
  type RecordKind,
  recordOp,
  recordsAt,
  recordsIn,
  saveRecord,
  type Versioned,
} from '../../platform/records';
import { isUsedUp, untilNextMinute } from '../../platform/storage-quota';
import { PlatformTrouble, unwrap } from '../../platform/trouble';
import type { Actor } from '../../submissions/events';
import { noteApproval } from './approvals-store';
import type { Connection, Tokens } from './connection';
import { Endpoints } from './oidc';

const Shape = v.object({
  v: v.literal(2),
  id: v.string(),
  generation: v.number(),
  environment: v.picklist(['sandbox', 'production']),
  clientId: v.string(),
  isConfidential: v.boolean(),
  endpoints: Endpoints,
  mode: v.picklist(['session', 'long-term']),
  state: v.picklist(['live', 'redeeming', 'ended']),
  why: v.optional(v.picklist(['expired', 'refused', 'lost', 'disconnected'])),
  lease: v.optional(v.object({ owner: v.string(), until: v.string() })),
  accessUntil: v.string(),
  refreshUntil: v.string(),
  scopes: v.array(v.string()),
  cloudId: v.optional(v.string()),
  connectedAt: v.string(),
  connectedBy: v.string(),
  person: v.string(),
});

const PREFIX = 'connection:';

/** `main` or a Mandant. */
function kindOf(id: string): RecordKind<Connection | null> {
  return { key: `${PREFIX}${id}`, schema: v.nullable(Shape), fallback: null };
}

/** A connection with its version; null when there never was one. */
export function loadConnection(id: string, read?: Read): Promise<Versioned<Connection | null>> {
  return loadRecord(kindOf(id), read);
}

/** Many connections, to be read ahead. */
export function connectionsWished(ids: readonly string[]): Wish {
  return recordsAt(ids.map((id) => kindOf(id).key));
}

/** Many connections, read ahead. */
export async function connectionsAhead(ids: readonly string[]): Promise<Read> {
  return recordsIn(await readAhead(connectionsWished(ids)));
}

/** Writes how a connection stands: its tokens were refreshed, or it ended by itself. Nobody decided that. */
export function saveConnection(
  before: Versioned<Connection | null>,
  connection: Connection,
): Promise<'done' | 'conflict'> {
  return saveRecord(kindOf(connection.id), before, connection);
}

/** The same for several at once: all are written, or none. */
export function saveConnections(
  changes: readonly { readonly before: Versioned<Connection>; readonly after: Connection }[],
): Promise<Result<'done' | 'conflict', Problem>> {
  return kv.transact(changes.map(({ before, after }) => recordOp(kindOf(after.id), before, after)));
}

/** Ids of the connections that this account made. */
export async function connectionsBy(accountId: string): Promise<readonly string[]> {
  const rows = await everyConnection();
  return rows.filter(({ connection }) => connection?.connectedBy === accountId).map(({ id }) => id);
}

/**
 * Ids of all connections there ever were, whether somebody watches their Mandant or not. Found by an index: one of the last
 * seconds may be missing.
 */
export async function connectionIds(): Promise<readonly string[]> {
  return (await everyConnection()).map(({ id }) => id);
}

async function everyConnection(): Promise<
  readonly { readonly id: string; readonly connection: Connection | null }[]
> {
  const found: { readonly id: string; readonly connection: Connection | null }[] = [];
  let cursor: string | undefined;
  do {
    const page = await unwrap(
      kv.queryEntities<{ data: Connection | null }>({
        entity: 'record',
        index: 'version',
        ...present({ cursor }),
      }),
    );
    const rows = page.rows.filter(({ key }) => key.startsWith(PREFIX));
    found.push(...rows.map(({ key, value }) => ({ id: key.slice(PREFIX.length), connection: value.data })));
    ({ cursor } = page);
  } while (cursor !== undefined);
  return found;
}

/**
 * The account is closed: who made the connection is forgotten, the approval at DATEV stays. Not while its tokens change:
 * whoever redeems must find the record as it was left.
 */
export async function forgetConnector(id: string, accountId: string): Promise<void> {
  for (;;) {
    const before = await loadConnection(id);
    if (before.data?.connectedBy !== accountId) return;
    if (before.data.state === 'redeeming')
      throw new PlatformTrouble({
        code: 'platform.storage',
        retry: 'later',
        values: { reason: 'redeeming' },
      });
    if ((await saveConnection(before, { ...before.data, connectedBy: '' })) === 'done') return;
  }
}

/** Somebody approved, or ended an approval: with its entry in the log. */
export async function decideConnection(
  before: Versioned<Connection | null>,
  connection: Connection,
  by: Actor,
): Promise<'done' | 'conflict'> {
  if (before.data === null) await noteApproval(connection.id);
  const event = connectionChange(before.data, connection);
  return saveLogged(kindOf(connection.id), { before, data: connection, by, event });
}

function connectionChange(before: Connection | null, after: Connection): ConfigEvent | undefined {
  return changeOf({
    what: after.state === 'ended' ? 'connection.ended' : 'connection.made',
    about: `connection:${after.id}`,
    before: worded(decided(before)),
    after: worded(decided(after)),
  });
}

/** Without the name of the person at DATEV, which goes with the connection. */
function decided(connection: Connection | null) {
  if (connection === null) return undefined;
  const { environment, clientId, mode, scopes, cloudId, why } = connection;
  if (connection.state === 'ended') return { environment, clientId, mode, state: 'ended', why };
  const token = String(connection.generation);
  return {
    environment,
    clientId,
    mode,
    scopes,
    cloudId,
    state: 'live',
    until: connection.refreshUntil,
    token,
  };
}

const Secret = v.object({
  accessToken: v.pipe(v.string(), v.nonEmpty()),
  refreshToken: v.pipe(v.string(), v.nonEmpty()),
  accessUntil: v.string(),
  refreshUntil: v.string(),
  scopes: v.array(v.string()),
});

function secretKey(id: string, generation: number): string {
  return `token:${id}:${generation}`;
}

/** The tokens of one generation; undefined when they are not there. */
export async function loadTokens(id: string, generation: number): Promise<Tokens | undefined> {
  const found = v.safeParse(Secret, await unwrap(kv.getSecret(secretKey(id, generation))));
  return found.success ? found.output : undefined;
}

/**
 * New tokens are the only ones that still count: what storage does not take at once is tried again, and where its minute is used up, in
 * the next one.
 */
const TRIES = 3;
/** What has to be left of the invocation behind a wait. */
const RESERVE_MS = 10_000;

/** Stores the tokens of a new generation; `false` when that generation is there already. */
export async function keepTokens(id: string, generation: number, tokens: Tokens): Promise<boolean> {
  const keep = () => kv.setSecretIfAbsent(secretKey(id, generation), tokens);
  let kept = await keep();
  if (!kept.ok && isUsedUp(kept.problem) && (await nextMinute())) kept = await keep();
  for (let tries = 1; !kept.ok && tries < TRIES; tries++) {
    // The lost answer may have been a yes: then ours are there.
    const there = await loadTokens(id, generation).catch(() => undefined);
    if (there?.accessToken === tokens.accessToken) return true;
    kept = await keep();
  }
  return unwrap(Promise.resolve(kept));
}

/** Waits for storage's next minute, if the invocation lasts so long. */
async function nextMinute(): Promise<boolean> {
  const wait = untilNextMinute(nowMs());
  if (remainingMs() < wait + RESERVE_MS) return false;
  await pause(wait);
  return true;
}

export async function forgetTokens(id: string, generation: number): Promise<void> {
  await unwrap(kv.removeSecret(secretKey(id, generation)));
}
