/**
 * Forge's key-value store as `@forge/kvs` 1.6.5 talks to it: plain keys, secrets, custom entities, transactions, batches.
 * `get` is consistent, `query` lags behind. Wire: `@forge/kvs`; limits: Forge’s page on the key-value store.
 */

import { createBudget, type Spent, type StorageFigures } from './kvs-budget';
import { type Page, type QueryBody, queryEntity, queryKeys } from './kvs-query';
import { createRecords, type KvsRecord, type Records, type Store } from './kvs-records';
import {
  allHold,
  type Conditions,
  checkConditions,
  checkEntityValue,
  checkKey,
  checkValue,
  KVS_LIMITS,
  type Refusal,
  refusal,
} from './kvs-rules';
import type { EntityDeclaration } from './manifest';

export type KvsAnswer = { readonly status: number; readonly body: unknown };
export type Kvs = {
  /** `path` as in `/api/v1/entity/get`; `body` as sent, `json` where somebody has read it already. */
  handle(path: string, body: string, json?: unknown): KvsAnswer;
  readonly records: Records;
  readonly most: () => StorageFigures;
  readonly spent: () => Spent;
  snapshot(): unknown;
  restore(state: unknown): void;
};
export type KvsSettings = {
  readonly entities: readonly EntityDeclaration[];
  readonly now: () => number;
  readonly queryLag: number;
  readonly ttlGrace: number;
  readonly changed: () => void;
  /** Without it a failed condition is 400 and a taken key 409, as live storage was seen to answer; with it both are this. */
  readonly conflictStatus?: 400 | 409;
  /** What this storage takes and does not honour; read at each write. */
  readonly ignores?: readonly Ignored[];
};
/** `FAIL_IF_EXISTS` of one kind of value, or the conditions of a transaction. */
export type Ignored = 'plain' | 'secret' | 'entity' | 'conditions';

type Options = {
  readonly ttl?: { readonly value: number; readonly unit: string };
  readonly keyPolicy?: string;
  readonly returnValue?: string;
};
type Item = {
  readonly key: string;
  readonly value?: unknown;
  readonly entityName?: string;
  readonly options?: Options;
  readonly conditions?: Conditions;
};
type TransactionBody = {
  readonly set?: readonly Item[];
  readonly delete?: readonly Item[];
  readonly check?: readonly Item[];
};
type Prepared = { readonly record: KvsRecord; readonly previous: KvsRecord | undefined };
type Context = KvsSettings & { readonly records: Records; readonly budget: ReturnType<typeof createBudget> };

const UNIT_SECONDS: Readonly<Record<string, number>> = { SECONDS: 1, MINUTES: 60, HOURS: 3600, DAYS: 86_400 };
const NOTHING: KvsAnswer = { status: 204, body: undefined };

export function createKvs(settings: KvsSettings): Kvs {
  const records = createRecords(settings);
  const budget = createBudget(settings.now);
  const context: Context = { ...settings, records, budget };
  return {
    records,
    handle(path, text, json = jsonOf(text)) {
      try {
        return operate(context, path, { text, json });
      } catch (error) {
        if (error instanceof KvsRefusal) return failed(error.refusal);
        throw error;
      }
    },
    most: budget.most,
    spent: budget.all,
    snapshot: () => ({ records: records.snapshot(), budget: budget.snapshot() }),
    restore(state) {
      const saved = state as { readonly records: unknown; readonly budget: unknown };
      records.restore(saved.records);
      budget.restore(saved.budget);
    },
  };
}

/** Carries a refusal out of a nested check; never leaves this file. */
class KvsRefusal extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}
function insist(bad: Refusal | undefined): void {
  if (bad) throw new KvsRefusal(bad);
}
function failed({ status, code, message }: Refusal): KvsAnswer {
  return { status, body: { code, message } };
}

type Sent = { readonly text: string; readonly json: unknown };

function operate(context: Context, path: string, { text, json: body }: Sent): KvsAnswer {
  insist(context.budget.check());
  if (body === undefined) insist(refusal('INVALID_REQUEST', 'the body is not JSON'));
  const item = body as Item;
  const whole = { items: body as readonly Item[], text };
  switch (path.replace('/api/v1/', '')) {
    case 'get':
      return get(context, 'kvs', item);
    case 'secret/get':
      return get(context, 'secret', item);
    case 'entity/get':
      return get(context, entityStore(context, item), item);
    case 'set':
      return set(context, 'kvs', item);
    case 'secret/set':
      return set(context, 'secret', item);
    case 'entity/set':
      return set(context, entityStore(context, item), item);
    case 'delete':
      return remove(context, 'kvs', item);
    case 'secret/delete':
      return remove(context, 'secret', item);
    case 'entity/delete':
      return remove(context, entityStore(context, item), item);
    case 'query':
      return page(context, queryKeys(context.records, body as QueryBody));
    case 'entity/query':
      return page(
        context,
        queryEntity(context.records, entityOf(context, (body as QueryBody).entityName), body as QueryBody),
      );
    case 'transaction':
      return transact(context, body as TransactionBody, text);
    case 'batch/get':
      return batch(whole, (entry) => get(context, storeOf(context, entry), entry).body);
    case 'batch/set':
      return batch(whole, (entry) => setAnswer(context, storeOf(context, entry), entry));
    case 'batch/delete':
      return batch(whole, (entry) => void remove(context, storeOf(context, entry), entry));
    default:
      return { status: 501, body: { code: 'NOT_MODELLED', message: `the sandbox knows no ${path}` } };
  }
}

/** Undefined when it is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function entityOf(context: Context, name: string | undefined): EntityDeclaration {
  const entity = context.entities.find((candidate) => candidate.name === name);
  if (!entity)
    throw new KvsRefusal(refusal('SCHEMA_NOT_FOUND', `the manifest declares no entity ${String(name)}`, 404));
  return entity;
}
function entityStore(context: Context, item: Item): Store {
  return `entity ${entityOf(context, item.entityName).name}`;
}
function storeOf(context: Context, item: Item): Store {
  return item.entityName === undefined ? 'kvs' : entityStore(context, item);
}

function get(context: Context, store: Store, item: Item): KvsAnswer {
  insist(checkKey(item.key));
  const record = context.records.current(store, item.key);
  insist(context.budget.read(record?.bytes ?? 0));
  if (!record) return { status: 404, body: { code: 'KEY_NOT_FOUND', message: `no ${item.key}` } };
  return { status: 200, body: asRead(record) };
}

export function asRead(record: KvsRecord): Readonly<Record<string, unknown>> {
  const { key, value, createdAt, updatedAt, expiresAt } = record;
  return {
    key,
    value,
    createdAt,
    updatedAt,
    ...(expiresAt === undefined ? {} : { expireTime: new Date(expiresAt).toISOString() }),
  };
}

function set(context: Context, store: Store, item: Item): KvsAnswer {
  const body = setAnswer(context, store, item);
  return body === undefined ? NOTHING : { status: 200, body };
}

function ignores({ ignores: ignored = [] }: Context, store: Store): boolean {
  return ignored.includes(store === 'kvs' ? 'plain' : store === 'secret' ? 'secret' : 'entity');
}

function setAnswer(context: Context, store: Store, item: Item): unknown {
  const { record, previous } = prepare(context, store, item);
  const { keyPolicy = 'OVERRIDE', returnValue } = item.options ?? {};
  if (!['OVERRIDE', 'FAIL_IF_EXISTS'].includes(keyPolicy))
    insist(refusal('INVALID_OPTIONS', `no key policy ${keyPolicy}`));
  if (keyPolicy === 'FAIL_IF_EXISTS' && returnValue)
    insist(refusal('INVALID_OPTIONS', 'returnValue goes with OVERRIDE only'));
  if (keyPolicy === 'FAIL_IF_EXISTS' && previous && !ignores(context, store))
    insist(refusal('KEY_CONFLICT', `${item.key} exists`, context.conflictStatus ?? 409));
  insist(context.budget.write(record.bytes));
  context.records.put(record);
  const returned = returnValue === 'PREVIOUS' ? previous : returnValue === 'LATEST' ? record : undefined;
  return returned && asRead(returned);
}

function prepare(context: Context, store: Store, item: Item): Prepared {
  insist(checkKey(item.key));
  const bytes = item.value === undefined ? 0 : Buffer.byteLength(JSON.stringify(item.value));
  insist(checkValue(item.value, bytes));
  if (item.entityName !== undefined && store !== 'kvs')
    insist(checkEntityValue(entityOf(context, item.entityName), item.value));
  const previous = context.records.current(store, item.key);
  const now = context.now();
  const ttl = item.options?.ttl && ttlSeconds(item.options.ttl);
  const expiry = ttl === undefined ? {} : { expiresAt: now + ttl * 1000 };
  const record = {
    store,
    key: item.key,
    value: item.value,
    bytes,
    createdAt: previous?.createdAt ?? now,
    updatedAt: now,
    ...expiry,
  };
  return { record, previous };
}

function ttlSeconds({ value, unit }: NonNullable<Options['ttl']>): number {
  const seconds = value * (UNIT_SECONDS[unit] ?? Number.NaN);
  const allowed = Number.isInteger(value) && value > 0 && seconds <= KVS_LIMITS.ttlSeconds;
  if (!allowed)
    insist(
      refusal(
        'INVALID_TTL',
        'a TTL is a positive integer of SECONDS, MINUTES, HOURS or DAYS, up to one year',
      ),
    );
  return seconds;
}

function remove(context: Context, store: Store, item: Item): KvsAnswer {
  insist(checkKey(item.key));
  insist(context.budget.write(0));
  const found = context.records.current(store, item.key);
  context.records.remove(store, item.key);
  return found ? NOTHING : { status: 404, body: { code: 'KEY_NOT_FOUND', message: `no ${item.key}` } };
}

function page(context: Context, result: Page | Refusal): KvsAnswer {
  if ('code' in result) return failed(result);
  insist(context.budget.read(result.records.reduce((sum, record) => sum + record.bytes, 0)));
  return {
    status: 200,
    body: {
      data: result.records.map(asRead),
      ...(result.cursor === undefined ? {} : { cursor: result.cursor }),
    },
  };
}

function transact(context: Context, body: TransactionBody, text: string): KvsAnswer {
  const sets = body.set ?? [];
  const removes = body.delete ?? [];
  const checks = body.check ?? [];
  const all = [...sets, ...removes, ...checks];
  insist(checkTransaction(all, text));
  for (const item of all) insist(checkConditioned(context, item, checks.includes(item)));
  const prepared = sets.map((item) => prepare(context, storeOf(context, item), item).record);
  const met = (item: Item) =>
    item.conditions === undefined ||
    allHold(attributesOf(context.records.current(storeOf(context, item), item.key)), item.conditions);
  if (context.ignores?.includes('conditions') !== true && !all.every(met)) return failed(unmet(context));
  for (const item of all)
    insist(context.budget.write(prepared.find((record) => record.key === item.key)?.bytes ?? 0));
  for (const record of prepared) context.records.put(record);
  for (const item of removes) context.records.remove(storeOf(context, item), item.key);
  return NOTHING;
}

function unmet({ conflictStatus = 400 }: Context): Refusal {
  return refusal('CONDITIONAL_CHECK_FAILED', 'a condition of the transaction does not hold', conflictStatus);
}

function checkTransaction(all: readonly Item[], text: string): Refusal | undefined {
  if (all.length === 0) return refusal('INVALID_REQUEST', 'a transaction has at least one operation');
  if (all.length > KVS_LIMITS.transactionOperations)
    return refusal(
      'UNPROCESSABLE_ENTITY',
      `a transaction has at most ${KVS_LIMITS.transactionOperations} operations`,
      422,
    );
  if (Buffer.byteLength(text) > KVS_LIMITS.requestBytes)
    return refusal('MAX_SIZE', `a transaction has at most ${KVS_LIMITS.requestBytes} bytes`);
  if (hasTwice(all)) return refusal('KEY_DUPLICATION_ERROR', 'a transaction touches each key once');
  return undefined;
}

function checkConditioned(context: Context, item: Item, isCheck: boolean): Refusal | undefined {
  const bad = checkKey(item.key);
  if (bad) return bad;
  if (item.options?.keyPolicy !== undefined)
    return refusal('INVALID_OPTIONS', 'a transaction knows no keyPolicy');
  if (item.entityName === undefined) {
    return item.conditions || isCheck
      ? refusal('INVALID_CONDITION', 'conditions are for custom entities only')
      : undefined;
  }
  const entity = entityOf(context, item.entityName);
  if (isCheck && !item.conditions) return refusal('INVALID_CONDITION', 'a check needs conditions');
  return item.conditions && checkConditions(entity, item.conditions);
}

function attributesOf(record: KvsRecord | undefined): Readonly<Record<string, unknown>> {
  return (record?.value ?? {}) as Readonly<Record<string, unknown>>;
}

function hasTwice(items: readonly Pick<Item, 'entityName' | 'key'>[]): boolean {
  return new Set(items.map(({ entityName = '', key }) => `${entityName}\n${key}`)).size < items.length;
}

type Batch = { readonly items: readonly Item[]; readonly text: string };
function batch({ items, text }: Batch, work: (item: Item) => unknown): KvsAnswer {
  if (!Array.isArray(items) || items.length === 0)
    insist(refusal('INVALID_REQUEST', 'a batch has at least one item'));
  if (items.length > KVS_LIMITS.batchItems)
    insist(refusal('TOO_MANY_BATCH_ENTITIES', `a batch has at most ${KVS_LIMITS.batchItems} items`));
  if (Buffer.byteLength(text) > KVS_LIMITS.requestBytes)
    insist(refusal('MAX_SIZE', `a batch has at most ${KVS_LIMITS.requestBytes} bytes`));
  if (hasTwice(items)) insist(refusal('KEY_DUPLICATION_ERROR', 'a batch touches each key once'));
  const successfulKeys: unknown[] = [];
  const failedKeys: unknown[] = [];
  for (const item of items) {
    const named = {
      key: item.key,
      ...(item.entityName === undefined ? {} : { entityName: item.entityName }),
    };
    try {
      const body = work(item) as { readonly code?: string } | undefined;
      if (body?.code === 'KEY_NOT_FOUND') failedKeys.push({ ...named, error: body });
      else successfulKeys.push({ ...body, ...named });
    } catch (error) {
      if (!(error instanceof KvsRefusal)) throw error;
      failedKeys.push({ ...named, error: { code: error.refusal.code, message: error.refusal.message } });
    }
  }
  return { status: 200, body: { successfulKeys, failedKeys } };
}
