import * as v from 'valibot';
import { changeLogged } from '../../audit/config-log-store';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { uuid } from '../../platform/ids';
import * as kv from '../../platform/kv';
import { changeRecord, loadRecord, type RecordKind } from '../../platform/records';
import { unwrap } from '../../platform/trouble';
import type { Actor } from '../../submissions/events';
import { type ConnectionState, LookerConnection, MAX_CONNECTIONS } from './connection';
import { lookerChange } from './looker-change';
import type { LookerToken } from './token';

type Connections = readonly LookerConnection[];
const KIND: RecordKind<Connections> = {
  key: 'looker-connections',
  schema: v.array(LookerConnection),
  fallback: [],
};

/** All connections, in the order they were made. */
export async function loadConnections(): Promise<Connections> {
  return (await loadRecord(KIND)).data;
}

/** One connection; undefined when it is not there (any more). */
export async function loadConnection(id: string): Promise<LookerConnection | undefined> {
  return (await loadConnections()).find((one) => one.id === id);
}

/** As it is saved; under which id its secret is kept is the store's own business. */
type SaveRequest = {
  readonly connection: Omit<LookerConnection, 'secretId'>;
  /** A new API3 secret; absent: it stays. */
  readonly secret?: string | undefined;
  readonly by: Actor;
};

/**
 * Adds a connection, or replaces the one with its id. `looker.too-many-connections` when there are 20 others. A new secret
 * counts once the record names it, which is one step with the entry in the log; the one before, and its token, are then
 * forgotten.
 */
export async function saveConnection({
  connection,
  secret,
  by,
}: SaveRequest): Promise<Result<void, Problem>> {
  const { id } = connection;
  const made = secret === undefined ? undefined : uuid();
  if (made !== undefined)
    await unwrap(kv.setSecret(secretKey({ id, secretId: made }), v.parse(Secret, secret)));
  const { before, after } = await changeLogged(KIND, {
    by,
    change: (all) =>
      withConnection(all, { ...connection, ...present({ secretId: made ?? secretIdIn(all, id) }) }),
    event: (was, is) => lookerChange(oneOf(was, id), oneOf(is, id)),
  });
  const [was, is] = [oneOf(before, id), oneOf(after, id)];
  if (is === undefined) {
    if (made !== undefined) await unwrap(kv.removeSecret(secretKey({ id, secretId: made })));
    return fail({ ...TOO_MANY, values: { most: MAX_CONNECTIONS } });
  }
  if (made !== undefined) {
    if (was !== undefined) await unwrap(kv.removeSecret(secretKey(was)));
    await forgetToken(id);
  }
  return ok(undefined);
}

function oneOf(all: Connections, id: string): LookerConnection | undefined {
  return all.find((one) => one.id === id);
}

function secretIdIn(all: Connections, id: string): string | undefined {
  return oneOf(all, id)?.secretId;
}

const TOO_MANY: Problem = { code: 'looker.too-many-connections', retry: 'after-fix' };

function withConnection(all: Connections, connection: LookerConnection): Connections {
  if (all.some((one) => one.id === connection.id))
    return all.map((one) => (one.id === connection.id ? connection : one));
  return all.length >= MAX_CONNECTIONS ? all : [...all, connection];
}

/** Notes how the connection stands; nothing is written when it stands so already or is gone. */
export async function setConnectionState(id: string, state: ConnectionState): Promise<void> {
  await changeRecord(KIND, (all) => {
    const isNew = all.some((one) => one.id === id && one.state !== state);
    return isNew ? all.map((one) => (one.id === id ? { ...one, state } : one)) : all;
  });
}

/** The account is closed: who made a connection is forgotten, the connection stays. */
export async function forgetConnectionMaker(accountId: string): Promise<void> {
  await changeRecord(KIND, (all) =>
    all.some((one) => one.createdBy === accountId)
      ? all.map((one) => (one.createdBy === accountId ? { ...one, createdBy: '' } : one))
      : all,
  );
}

/** Forgets a connection with its secret and its token. */
export async function removeConnection(id: string, by: Actor): Promise<void> {
  const { before } = await changeLogged(KIND, {
    by,
    change: (all) => (oneOf(all, id) === undefined ? all : all.filter((one) => one.id !== id)),
    event: (was) => lookerChange(oneOf(was, id), undefined),
  });
  const was = oneOf(before, id);
  if (was !== undefined) await unwrap(kv.removeSecret(secretKey(was)));
  await forgetToken(id);
}

const Secret = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1000));
const Token = v.object({
  token: v.pipe(v.string(), v.nonEmpty()),
  expiresAt: v.string(),
});

/** Without `secretId` as an earlier version of the app kept it. */
function secretKey({ id, secretId }: Pick<LookerConnection, 'id' | 'secretId'>): string {
  return secretId === undefined ? `looker-secret:${id}` : `looker-secret:${id}:${secretId}`;
}
function tokenKey(id: string): string {
  return `looker-token:${id}`;
}

/** The API3 key's secret; undefined when none was stored. */
export async function loadSecret(
  connection: Pick<LookerConnection, 'id' | 'secretId'>,
): Promise<string | undefined> {
  const found = v.safeParse(Secret, await unwrap(kv.getSecret(secretKey(connection))));
  return found.success ? found.output : undefined;
}

/** The newest access token; undefined when there is none. */
export async function loadToken(id: string): Promise<LookerToken | undefined> {
  const found = v.safeParse(Token, await unwrap(kv.getSecret(tokenKey(id))));
  return found.success ? found.output : undefined;
}

export async function keepToken(id: string, token: LookerToken): Promise<void> {
  await unwrap(kv.setSecret(tokenKey(id), token));
}

export async function forgetToken(id: string): Promise<void> {
  await unwrap(kv.removeSecret(tokenKey(id)));
}
