/** Queries over keys and over entity indexes. They see what has reached them, not what was just written. */

import type { KvsRecord, Records } from './kvs-records';
import {
  allHold,
  type Condition,
  type Conditions,
  checkCondition,
  checkConditions,
  compare,
  holds,
  type Index,
  indexesOf,
  KVS_LIMITS,
  type Refusal,
  refusal,
} from './kvs-rules';
import type { EntityDeclaration } from './manifest';

export type QueryBody = {
  readonly entityName?: string;
  readonly indexName?: string;
  readonly partition?: readonly unknown[];
  readonly range?: Omit<Condition, 'property'>;
  readonly filters?: Conditions;
  readonly sort?: string;
  readonly where?: readonly Condition[];
  readonly limit?: number;
  readonly after?: string;
  readonly cursor?: string;
};
export type Page = { readonly records: readonly KvsRecord[]; readonly cursor: string | undefined };
/** Where the last page ended: range value and key. */
type Mark = { readonly range: unknown; readonly key: string };
type Order = (one: Mark, other: Mark) => number;

export function queryKeys(records: Records, body: QueryBody): Page | Refusal {
  const where = body.where ?? [];
  for (const condition of where) {
    const bad =
      condition.property === 'key'
        ? checkCondition(condition, true)
        : refusal('INVALID_CONDITION', 'plain keys are queried by key');
    if (bad) return bad;
  }
  const found = records
    .visible('kvs')
    .filter((record) => where.every((condition) => holds(record.key, condition)));
  const byKey: Order = (one, other) => compare(one.key, other.key);
  return pageOf(found, {
    limit: body.limit,
    cursor: body.after,
    markOf: (record) => ({ range: null, key: record.key }),
    order: byKey,
  });
}

export function queryEntity(records: Records, entity: EntityDeclaration, body: QueryBody): Page | Refusal {
  const index = indexesOf(entity).find((candidate) => candidate.name === body.indexName);
  if (!index) return refusal('INVALID_INDEX', `${entity.name} declares no index ${String(body.indexName)}`);
  const bad = checkQuery(entity, index, body);
  if (bad) return bad;
  const markOf = (record: KvsRecord): Mark => ({
    range: index.range === undefined ? record.key : attribute(record, index.range),
    key: record.key,
  });
  const found = records
    .visible(`entity ${entity.name}`)
    .filter((record) => isIn(index, record, body.partition ?? []))
    .filter((record) => !body.range || holds(markOf(record).range, body.range))
    .filter(
      (record) => !body.filters || allHold(record.value as Readonly<Record<string, unknown>>, body.filters),
    );
  const sign = body.sort === 'DESC' ? -1 : 1;
  const order: Order = (one, other) =>
    sign * (compare(one.range, other.range) || compare(one.key, other.key));
  return pageOf(
    [...found].sort((one, other) => order(markOf(one), markOf(other))),
    { limit: body.limit, cursor: body.cursor, markOf, order },
  );
}

function checkQuery(entity: EntityDeclaration, index: Index, body: QueryBody): Refusal | undefined {
  const given = body.partition?.length ?? 0;
  if (given !== index.partition.length)
    return refusal(
      'INVALID_PARTITION',
      `${index.name} is partitioned by ${index.partition.length} attributes; ${given} given`,
    );
  if (body.range && index.range === undefined && index.name !== 'by-key')
    return refusal('INVALID_CONDITION', `${index.name} has no range`);
  return (
    (body.range && checkCondition(body.range, true)) ??
    (body.filters && checkConditions(entity, body.filters))
  );
}

/** A record without an indexed attribute is not in the index. */
function isIn(index: Index, record: KvsRecord, partition: readonly unknown[]): boolean {
  if (index.range !== undefined && attribute(record, index.range) === undefined) return false;
  return index.partition.every((name, position) => attribute(record, name) === partition[position]);
}

function attribute(record: KvsRecord, name: string): unknown {
  return (record.value as Readonly<Record<string, unknown>>)[name];
}

type Paging = {
  readonly limit: number | undefined;
  readonly cursor: string | undefined;
  readonly markOf: (record: KvsRecord) => Mark;
  readonly order: Order;
};
function pageOf(
  records: readonly KvsRecord[],
  { limit = KVS_LIMITS.pageDefault, cursor, markOf, order }: Paging,
): Page | Refusal {
  if (!Number.isInteger(limit) || limit < 1 || limit > KVS_LIMITS.pageMost)
    return refusal('INVALID_LIMIT', `a page has 1 to ${KVS_LIMITS.pageMost} records`);
  const mark = cursor === undefined ? undefined : readCursor(cursor);
  if (mark === null) return refusal('INVALID_CURSOR', 'not a cursor of this query');
  const rest = mark ? records.filter((record) => order(markOf(record), mark) > 0) : records;
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  const next =
    rest.length > limit && last ? Buffer.from(JSON.stringify(markOf(last))).toString('base64url') : undefined;
  return { records: shown, cursor: next };
}

function readCursor(cursor: string): Mark | null {
  try {
    const mark = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Partial<Mark> | null;
    return typeof mark?.key === 'string' ? { range: mark.range, key: mark.key } : null;
  } catch {
    return null;
  }
}
