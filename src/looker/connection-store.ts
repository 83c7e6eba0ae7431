import * as v from 'valibot';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import * as kv from '../platform/kv';
import { must } from '../platform/must';
import { changeRecord, loadRecord, type RecordKind } from '../platform/records';
import { type ConnectionState, LookerConnection, MOST_CONNECTIONS } from './connection';
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

/** Adds a connection, or replaces the one with its id. `looker.too-many-connections` when there are 20 others. */
export async function saveConnection(connection: LookerConnection): Promise<Result<void, Problem>> {
  const after = await changeRecord(KIND, (all) => withConnection(all, connection));
  const isThere = after.some((one) => one.id === connection.id);
  return isThere ? ok(undefined) : fail({ ...TOO_MANY, values: { most: MOST_CONNECTIONS } });
}
const TOO_MANY: Problem = { code: 'looker.too-many-connections', retry: 'after-fix' };

function withConnection(all: Connections, connection: LookerConnection): Connections {
  if (all.some((one) => one.id === connection.id))
    return all.map((one) => (one.id === connection.id ? connection : one));
  return all.length >= MOST_CONNECTIONS ? all : [...all, connection];
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
export async function removeConnection(id: string): Promise<void> {
  await changeRecord(KIND, (all) =>
    all.some((one) => one.id === id) ? all.filter((one) => one.id !== id) : all,
  );
  await must(kv.removeSecret(secretKey(id)));
  await forgetToken(id);
}

const Secret = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1000));
const Token = v.object({
  token: v.pipe(v.string(), v.nonEmpty()),
  expiresAt: v.string(),
  generation: v.number(),
});

function secretKey(id: string): string {
  return `looker-secret:${id}`;
}
function tokenKey(id: string): string {
  return `looker-token:${id}`;
}

/** The API3 key's secret; undefined when none was stored. */
export async function loadSecret(id: string): Promise<string | undefined> {
  const found = v.safeParse(Secret, await must(kv.getSecret(secretKey(id))));
  return found.success ? found.output : undefined;
}

/** Stores the API3 key's secret. The token of the key before it is forgotten. */
export async function keepSecret(id: string, secret: string): Promise<void> {
  await must(kv.setSecret(secretKey(id), v.parse(Secret, secret)));
  await forgetToken(id);
}

/** The newest access token; undefined when there is none. */
export async function loadToken(id: string): Promise<LookerToken | undefined> {
  const found = v.safeParse(Token, await must(kv.getSecret(tokenKey(id))));
  return found.success ? found.output : undefined;
}

export async function keepToken(id: string, token: LookerToken): Promise<void> {
  await must(kv.setSecret(tokenKey(id), token));
}

export async function forgetToken(id: string): Promise<void> {
  await must(kv.removeSecret(tokenKey(id)));
}
