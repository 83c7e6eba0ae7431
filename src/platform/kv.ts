import { Filter, FilterConditions, kvs, Sort, WhereConditions } from '@forge/kvs';
import { awaitAll } from '../kernel/await-all';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { spend } from './context';

/** `ttlSeconds`: Forge may still answer an expired value for up to 48 hours, so keep an own `expiresAt` beside it. */
export type SetOptions = { readonly ttlSeconds?: number };
type Stored<T> = Promise<Result<T, Problem>>;

/** The value under a key; undefined when there is none. Reads its own writes (Forge: `get` is consistent). */
export function get<T = unknown>(key: string): Stored<T | undefined> {
  return reading(() => kvs.get<T>(key));
}

/** As many of the biggest values (240 KiB) as fit into an answer of 4 MB. */
const BIG_AT_A_TIME = 16;

/** The values under many keys, in their order; undefined where there is none. */
export async function getMany<T = unknown>(keys: readonly string[]): Stored<readonly (T | undefined)[]> {
  const batches = Array.from({ length: Math.ceil(keys.length / BIG_AT_A_TIME) }, (_, n) =>
    keys.slice(n * BIG_AT_A_TIME, (n + 1) * BIG_AT_A_TIME),
  );
  const all = await awaitAll(batches.map((batch) => getBatch<T>(batch.map((key) => ({ key })))));
  const found = new Map<string, T>();
  for (const one of all) {
    if (!one.ok) return one;
    for (const [key, value] of one.value) found.set(key, value);
  }
  return ok(keys.map((key) => found.get(key)));
}

type StoredKey = { readonly key: string; readonly entityName?: string };

/** What is there of them; best effort on Forge's side, so whatever is not said to be missing must be there. */
async function getBatch<T>(places: readonly StoredKey[]): Stored<ReadonlyMap<string, T>> {
  const read = await reading(() => kvs.batchGet<T>([...places]));
  if (!read.ok) return read;
  const lost = read.value.failedKeys.find(({ error }) => error.code !== 'KEY_NOT_FOUND');
  if (lost !== undefined)
    return fail({ code: 'platform.storage', retry: 'later', values: { reason: lost.error.code } });
  return ok(new Map(read.value.successfulKeys.map(({ key, value }) => [key, value])));
}

/** Writes a value (≤ 240 KiB as JSON), replacing what is there. */
export function set(key: string, value: unknown, options: SetOptions = {}): Stored<void> {
  spend('write', value);
  return writing(() => kvs.set(key, value, ttl(options)));
}

/** Writes only where nothing is. `false` = somebody was first; exactly one of several callers gets `true`. */
export function setIfAbsent(key: string, value: unknown, options: SetOptions = {}): Stored<boolean> {
  spend('write', value);
  return claiming(() => kvs.set(key, value, { keyPolicy: 'FAIL_IF_EXISTS', ...ttl(options) }));
}

/** Deletes; a key that is not there is fine. */
export function remove(key: string): Stored<void> {
  return writing(() => kvs.delete(key));
}

/** Like `get`, from encrypted storage. Secrets have no transactions and appear in no query. */
export function getSecret<T = unknown>(key: string): Stored<T | undefined> {
  return reading(() => kvs.getSecret<T>(key));
}

export function setSecret(key: string, value: unknown, options: SetOptions = {}): Stored<void> {
  spend('write', value);
  return writing(() => kvs.setSecret(key, value, ttl(options)));
}

/** Deletes from encrypted storage; a key that is not there is fine. */
export function removeSecret(key: string): Stored<void> {
  return writing(() => kvs.deleteSecret(key));
}

/** Like `setIfAbsent`, in encrypted storage. */
export function setSecretIfAbsent(key: string, value: unknown, options: SetOptions = {}): Stored<boolean> {
  return claiming(() => kvs.setSecret(key, value, { keyPolicy: 'FAIL_IF_EXISTS', ...ttl(options) }));
}

export function getEntity<T = unknown>(entity: string, key: string): Stored<T | undefined> {
  return reading(() => kvs.entity<T>(entity).get(key));
}

/** Forge reads at most so many values at a time. */
export const MAX_BATCH = 25;

/** Several values of entities in one call, by their keys, of which no two are the same; those that are not there are not in it. */
export async function getEntities<T = unknown>(
  places: readonly { readonly entity: string; readonly key: string }[],
): Stored<ReadonlyMap<string, T>> {
  if (places.length > MAX_BATCH)
    throw new RangeError(`getEntities: ${places.length} keys, Forge takes ${MAX_BATCH}`);
  if (places.length === 0) return ok(new Map());
  return getBatch(places.map(({ entity, key }) => ({ entityName: entity, key })));
}

/** Like `setIfAbsent`, for an entity of the manifest. */
export function setEntityIfAbsent(entity: string, key: string, value: object): Stored<boolean> {
  spend('write', value);
  return claiming(() => kvs.entity<object>(entity).set(key, value, { keyPolicy: 'FAIL_IF_EXISTS' }));
}

export function removeEntity(entity: string, key: string): Stored<void> {
  return writing(() => kvs.entity(entity).delete(key));
}

export type Range =
  | { readonly is: 'up-to'; readonly value: string | number }
  | { readonly is: 'from'; readonly value: string | number }
  | { readonly is: 'between'; readonly low: string | number; readonly high: string | number }
  | { readonly is: 'equal'; readonly value: string | number }
  | { readonly is: 'begins'; readonly value: string };

export type EntityQuery = {
  readonly entity: string;
  /** An index of the manifest, with the values of its partition in the declared order. */
  readonly index: string;
  readonly partition?: readonly (string | number | boolean)[];
  readonly range?: Range;
  readonly descending?: boolean;
  /** 1 to 100; Forge's default is 10. */
  readonly limit?: number;
  readonly cursor?: string;
};
export type EntityPage<T> = {
  readonly rows: readonly { readonly key: string; readonly value: T }[];
  readonly cursor?: string;
};

/** Finds entities by an index. Eventually consistent: use it to find work, decide from `getEntity` (Forge: Storage limits). */
export async function queryEntities<T = unknown>(query: EntityQuery): Stored<EntityPage<T>> {
  const found = await reading(() => {
    const builder = kvs
      .entity<T>(query.entity)
      .query()
      .index(query.index, query.partition === undefined ? {} : { partition: [...query.partition] })
      .sort(query.descending === true ? Sort.DESC : Sort.ASC)
      .limit(query.limit ?? 100);
    if (query.range !== undefined) builder.where(where(query.range));
    if (query.cursor !== undefined) builder.cursor(query.cursor);
    return builder.getMany();
  });
  if (!found.ok) return found;
  const rows = found.value.results.map(({ key, value }) => ({ key, value }));
  const cursor = found.value.nextCursor;
  return ok(cursor === undefined || cursor === '' ? { rows } : { rows, cursor });
}

/** A page of plain values whose keys begin so, in the order of keys. Eventually consistent, like every query. */
export async function queryKeys(prefix: string, cursor?: string): Stored<EntityPage<unknown>> {
  const found = await reading(() => {
    const query = kvs.query().where('key', WhereConditions.beginsWith(prefix)).limit(100);
    return (cursor === undefined ? query : query.cursor(cursor)).getMany<unknown>();
  });
  if (!found.ok) return found;
  const rows = found.value.results.map(({ key, value }) => ({ key, value }));
  const next = found.value.nextCursor;
  return ok(next === undefined || next === '' ? { rows } : { rows, cursor: next });
}

/**
 * The condition under which a whole transaction goes through: the stored version – and where `still` is given, another attribute as
 * it was read, undefined for one that nobody wrote yet –, or an attribute that nobody wrote yet.
 */
export type When =
  | {
      readonly version: number;
      readonly still?: { readonly attribute: string; readonly value: string | undefined };
    }
  | { readonly absent: string };
export type Op =
  | ({ readonly do: 'set'; readonly key: string; readonly value: unknown } & SetOptions & OnEntity)
  | ({ readonly do: 'delete'; readonly key: string } & OnEntity)
  | { readonly do: 'check'; readonly key: string; readonly entity: string; readonly when: When };
/** Conditions exist for entities only; plain keys are written unconditionally. */
type OnEntity =
  | { readonly entity?: never; readonly when?: never }
  | { readonly entity: string; readonly when?: When };

/** Forge takes at most 25 operations in a transaction, each key once, 4 MB together. */
export const MAX_OPS = 25;

/**
 * All operations or none. `conflict`: a condition did not hold, load again and decide anew. A problem with retry
 * `look-up` means that no answer came, so all or nothing of it happened.
 */
export async function transact(ops: readonly Op[]): Stored<'done' | 'conflict'> {
  if (ops.length > MAX_OPS)
    throw new RangeError(`transact: ${ops.length} operations, Forge takes ${MAX_OPS}`);
  const transaction = kvs.transact();
  for (const op of ops) {
    add(transaction, op);
    spend('write', op);
  }
  const done = await claiming(() => transaction.execute());
  return done.ok ? ok(done.value ? 'done' : 'conflict') : done;
}

function add(transaction: ReturnType<typeof kvs.transact>, op: Op): void {
  switch (op.do) {
    case 'set':
      transaction.set(op.key, op.value, target(op), ttl(op));
      return;
    case 'delete':
      transaction.delete(op.key, target(op));
      return;
    case 'check':
      transaction.check(op.key, { entityName: op.entity, conditions: condition(op.when) });
  }
}

function target(op: { readonly entity?: string; readonly when?: When }) {
  if (op.entity === undefined) return undefined;
  return op.when === undefined
    ? { entityName: op.entity }
    : { entityName: op.entity, conditions: condition(op.when) };
}

/** The builder's own type is not exported; `and` gives what the transaction wants. */
function condition(when: When) {
  const filter = new Filter<Record<string, unknown>>();
  if ('absent' in when)
    return filter.and(when.absent, FilterConditions.notExists()) as unknown as Filter<unknown>;
  const built = filter.and('version', FilterConditions.equalTo(when.version));
  if (when.still !== undefined) built.and(when.still.attribute, asRead(when.still.value));
  return built as unknown as Filter<unknown>;
}

function asRead(value: string | undefined) {
  return value === undefined ? FilterConditions.notExists() : FilterConditions.equalTo(value);
}

function where(range: Range) {
  switch (range.is) {
    case 'up-to':
      return WhereConditions.lessThanEqualTo(range.value);
    case 'from':
      return WhereConditions.greaterThanEqualTo(range.value);
    case 'between':
      return WhereConditions.between(range.low, range.high);
    case 'equal':
      return WhereConditions.equalTo(range.value);
    case 'begins':
      return WhereConditions.beginsWith(range.value);
  }
}

function ttl(options: SetOptions): { ttl: { value: number; unit: 'SECONDS' } } | undefined {
  return options.ttlSeconds === undefined
    ? undefined
    : { ttl: { value: options.ttlSeconds, unit: 'SECONDS' } };
}

async function reading<T>(call: () => Promise<T>): Stored<T> {
  try {
    const value = await call();
    spend('read', value);
    return ok(value);
  } catch (error) {
    return fail(problemOf(error, 'later'));
  }
}

/** Repeating a plain write or delete is harmless, so a lost answer needs no look-up. */
async function writing(call: () => Promise<unknown>): Stored<void> {
  try {
    await call();
    return ok(undefined);
  } catch (error) {
    return fail(problemOf(error, 'later'));
  }
}

async function claiming(call: () => Promise<unknown>): Stored<boolean> {
  try {
    await call();
    return ok(true);
  } catch (error) {
    return isConflict(error) ? ok(false) : fail(problemOf(error, 'look-up'));
  }
}

/** Codes of Forge's storage for "your condition does not hold"; 409 covers names that the documentation does not list. */
const CONFLICTS: readonly unknown[] = ['KEY_CONFLICT', 'CONDITIONAL_CHECK_FAILED'];

function isConflict(error: unknown): boolean {
  return CONFLICTS.includes(member(error, 'code')) || statusOf(error) === 409;
}

/**
 * Forge's storage errors by code and status, not by class: `@forge/kvs` may be in the bundle twice. Without a status no
 * answer came: then only `unanswered` is known.
 */
function problemOf(error: unknown, unanswered: 'later' | 'look-up'): Problem {
  const status = statusOf(error);
  const name = member(error, 'code');
  const values = { reason: typeof name === 'string' ? name : 'no-answer' };
  if (status === undefined) return { code: 'platform.storage', retry: unanswered, values };
  if (status === 429) return { code: 'platform.storage', retry: 'later', status, values };
  if (status >= 500 || status < 400) return { code: 'platform.storage', retry: unanswered, status, values };
  return { code: 'platform.storage-refused', retry: 'never', status, values };
}

function statusOf(error: unknown): number | undefined {
  const status = member(member(error, 'responseDetails'), 'status');
  return typeof status === 'number' ? status : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
