/** What Forge's key-value store refuses, and how conditions compare. Sources: Forge’s pages on custom entities and the key-value store, and what `@forge/kvs` sends. */
import type { AttributeType, EntityDeclaration, EntityIndex } from './manifest';

export type Refusal = { readonly status: number; readonly code: string; readonly message: string };
export type Condition = {
  readonly property: string;
  readonly condition: string;
  readonly values: readonly unknown[];
};
export type Index = {
  readonly name: string;
  readonly partition: readonly string[];
  readonly range: string | undefined;
};

export const KVS_LIMITS = {
  keyLength: 500,
  valueBytes: 240 * 1024,
  depth: 31,
  transactionOperations: 25,
  batchItems: 25,
  requestBytes: 4 * 1024 * 1024,
  pageDefault: 10,
  pageMost: 100,
  conditions: 100,
  rangeBytes: 900,
  partitionBytes: 1700,
  unitBytes: 10 * 1024,
  unitsPerMinute: 4000,
  ttlSeconds: 365 * 24 * 3600,
} as const;

const KEY = /^(?!\s+$)[a-zA-Z0-9:._\s\-#]+$/;
const INT32 = 2 ** 31;

export function refusal(code: string, message: string, status = 400): Refusal {
  return { status, code, message };
}

export function checkKey(key: unknown): Refusal | undefined {
  if (typeof key !== 'string' || key === '')
    return refusal('KEY_TOO_SHORT', 'a key has at least 1 character');
  if (key.length > KVS_LIMITS.keyLength)
    return refusal('KEY_TOO_LONG', `a key has at most ${KVS_LIMITS.keyLength} characters`);
  if (!KEY.test(key)) return refusal('INVALID_KEY', `the key does not match ${String(KEY)}`);
  return undefined;
}

/** `bytes`: of the value as JSON in UTF-8. */
export function checkValue(value: unknown, bytes: number): Refusal | undefined {
  if (value === undefined || value === null) return refusal('INVALID_VALUE', 'a value is required');
  if (bytes > KVS_LIMITS.valueBytes)
    return refusal('MAX_SIZE', `a value has at most ${KVS_LIMITS.valueBytes} bytes; this has ${bytes}`);
  if (depthOf(value) > KVS_LIMITS.depth)
    return refusal('MAX_DEPTH', `a value nests at most ${KVS_LIMITS.depth} levels`);
  return undefined;
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let deepest = 0;
  for (const part of Object.values(value)) deepest = Math.max(deepest, depthOf(part));
  return deepest + 1;
}

export function checkEntityValue(entity: EntityDeclaration, value: unknown): Refusal | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refusal('INVALID_VALUE', `an entity value is an object`);
  for (const [name, part] of Object.entries(value)) {
    const attribute = entity.attributes[name];
    if (!attribute)
      return refusal('SCHEMA_VALIDATION_FAILED', `${entity.name} declares no attribute ${name}`);
    if (!isOfType(part, attribute.type))
      return refusal('SCHEMA_VALIDATION_FAILED', `${entity.name}.${name} must be ${attribute.type}`);
  }
  const missing = Object.entries(entity.attributes).find(
    ([name, attribute]) => attribute.required && !(name in value),
  );
  if (missing) return refusal('SCHEMA_VALIDATION_FAILED', `${entity.name}.${missing[0]} is required`);
  return checkIndexedSizes(entity, value as Readonly<Record<string, unknown>>);
}

function isOfType(value: unknown, type: AttributeType): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'integer':
      return Number.isInteger(value) && (value as number) >= -INT32 && (value as number) < INT32;
    case 'float':
      return typeof value === 'number' && Number.isFinite(value);
    case 'any':
      return true;
  }
}

function checkIndexedSizes(
  entity: EntityDeclaration,
  value: Readonly<Record<string, unknown>>,
): Refusal | undefined {
  const bytes = (part: unknown) => (part === undefined ? 0 : Buffer.byteLength(String(part)));
  for (const index of indexesOf(entity)) {
    if (index.range && bytes(value[index.range]) > KVS_LIMITS.rangeBytes)
      return refusal(
        'INDEX_VALUE_TOO_LONG',
        `${entity.name} ${index.name}: a range value has at most ${KVS_LIMITS.rangeBytes} bytes`,
      );
    const partition = index.partition.reduce((sum, name) => sum + bytes(value[name]), 0);
    if (partition > KVS_LIMITS.partitionBytes)
      return refusal(
        'INDEX_VALUE_TOO_LONG',
        `${entity.name} ${index.name}: a partition has at most ${KVS_LIMITS.partitionBytes} bytes`,
      );
  }
  return undefined;
}

export function indexesOf(entity: EntityDeclaration): readonly Index[] {
  const declared = (entity.indexes ?? []).map((index: EntityIndex) =>
    typeof index === 'string'
      ? { name: index, partition: [], range: index }
      : { name: index.name, partition: index.partition ?? [], range: index.range?.[0] },
  );
  return [...declared, { name: 'by-key', partition: [], range: undefined }];
}

const RANGE_CONDITIONS = new Set([
  'BEGINS_WITH',
  'BETWEEN',
  'EQUAL_TO',
  'GREATER_THAN',
  'GREATER_THAN_EQUAL_TO',
  'LESS_THAN',
  'LESS_THAN_EQUAL_TO',
]);
const CONDITIONS: Readonly<Record<string, (value: unknown, given: readonly unknown[]) => boolean>> = {
  EXISTS: (value) => value !== undefined,
  NOT_EXISTS: (value) => value === undefined,
  EQUAL_TO: (value, [given]) => value === given,
  // A missing attribute is not equal to, and does not contain, anything.
  NOT_EQUAL_TO: (value, [given]) => value !== given,
  NOT_CONTAINS: (value, given) => !contains(value, given[0]),
  CONTAINS: (value, given) => contains(value, given[0]),
  BEGINS_WITH: (value, [given]) => typeof value === 'string' && value.startsWith(String(given)),
  GREATER_THAN: (value, [given]) => comparable(value, given) && compare(value, given) > 0,
  GREATER_THAN_EQUAL_TO: (value, [given]) => comparable(value, given) && compare(value, given) >= 0,
  LESS_THAN: (value, [given]) => comparable(value, given) && compare(value, given) < 0,
  LESS_THAN_EQUAL_TO: (value, [given]) => comparable(value, given) && compare(value, given) <= 0,
  BETWEEN: (value, [low, high]) =>
    comparable(value, low) && compare(value, low) >= 0 && compare(value, high) <= 0,
};

function contains(value: unknown, part: unknown): boolean {
  if (typeof value === 'string') return value.includes(String(part));
  return Array.isArray(value) && value.includes(part);
}

function comparable(value: unknown, other: unknown): boolean {
  return (
    typeof value === typeof other &&
    (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
  );
}

/** Order of index values: numbers by size, everything else as text by code units. */
export function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [left, right] = [String(one), String(other)];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function checkCondition(condition: Omit<Condition, 'property'>, range: boolean): Refusal | undefined {
  const known = range ? RANGE_CONDITIONS.has(condition.condition) : condition.condition in CONDITIONS;
  return known
    ? undefined
    : refusal('INVALID_CONDITION', `${condition.condition} is not a condition that may stand here`);
}

export function holds(value: unknown, { condition, values }: Omit<Condition, 'property'>): boolean {
  return CONDITIONS[condition]?.(value, values) ?? false;
}

/** `{and: […]}` or `{or: […]}` over the attributes of a record. */
export type Conditions = { readonly and?: readonly Condition[]; readonly or?: readonly Condition[] };
export function allHold(record: Readonly<Record<string, unknown>>, { and = [], or }: Conditions): boolean {
  const one = (condition: Condition) => holds(record[condition.property], condition);
  return and.every(one) && (or === undefined || or.some(one));
}

export function checkConditions(entity: EntityDeclaration, conditions: Conditions): Refusal | undefined {
  const all = [...(conditions.and ?? []), ...(conditions.or ?? [])];
  if (all.length > KVS_LIMITS.conditions)
    return refusal('TOO_MANY_CONDITIONS', `at most ${KVS_LIMITS.conditions} conditions`);
  for (const condition of all) {
    if (!(condition.property in entity.attributes))
      return refusal(
        'SCHEMA_VALIDATION_FAILED',
        `${entity.name} declares no attribute ${condition.property}`,
      );
    const bad = checkCondition(condition, false);
    if (bad) return bad;
  }
  return undefined;
}
