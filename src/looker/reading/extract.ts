import type { Problem } from '../../kernel/problem';
import { ok, type Result } from '../../kernel/result';
import type { Row } from '../../mapping/source';
import type { ExploreField } from '../explore';
import { failed, type LookerFailure } from '../failure';
import type { Extracted, ExtractRequest, LookerPorts, OnRow } from '../ports';
import { type QueryBody, type QueryDefinition, type QueryRequest, queryOf } from '../query';
import { isKeyProblem, type KeyWatch, nextKey } from './key-order';
import { eachRow } from './rows';
import { extractByTask } from './task-story';

/** Looker's limit for a query of a user without special rights. */
const ONE_CALL = 5000;
/** A reading by key stops here: a batch of DATEV has 99,999 lines, so a wish for more is a wrong filter. */
const MAX_ROWS = 500_000;

type Answered<T> = Promise<Result<T, LookerFailure>>;

/**
 * Reads all rows of a source for a period, each one handed to `onRow` once. Rows that were handed over before a failure do not
 * count: whoever calls throws them away. Everything is read or nothing – where rows may be missing, it is a problem:
 * `looker.truncated`, `looker.key-not-unique`, `looker.key-order`, `looker.too-many-rows`, `looker.no-unlimited`.
 */
export async function extract(ports: LookerPorts, wish: ExtractRequest, onRow: OnRow): Answered<Extracted> {
  // A task that is under way needs no query.
  if (wish.reading.by === 'task' && wish.state?.task !== undefined)
    return extractByTask(ports, wish, { onRow, query: () => taskQuery(ports, wish) });
  const definition = await ports.definition(wish.source);
  if (!definition.ok) return definition;
  switch (wish.reading.by) {
    case 'one-call':
      return inOneCall(ports, definition.value, { wish, onRow });
    case 'key':
      return byKey(ports, definition.value, { wish, onRow, key: wish.reading.key });
    case 'task': {
      const body = bodyOf(definition.value, wish, { limit: -1 });
      return extractByTask(ports, wish, { onRow, query: () => Promise.resolve(body) });
    }
  }
}

async function taskQuery(ports: LookerPorts, wish: ExtractRequest): Answered<QueryBody> {
  const definition = await ports.definition(wish.source);
  return definition.ok ? bodyOf(definition.value, wish, { limit: -1 }) : definition;
}

type More = Pick<QueryRequest, 'limit' | 'key' | 'keyIsNull'>;

/** The query of a wish, its problem as a failure. */
export function bodyOf(
  definition: QueryDefinition,
  { fields, period, timezone }: Pick<ExtractRequest, 'fields' | 'period' | 'timezone'>,
  more: More,
): Result<QueryBody, LookerFailure> {
  const body = queryOf(definition, { fields, period, timezone, ...more });
  return body.ok ? body : failed(body.problem);
}

type OneCall = { readonly wish: ExtractRequest; readonly onRow: OnRow };

async function inOneCall(
  ports: LookerPorts,
  definition: QueryDefinition,
  { wish, onRow }: OneCall,
): Answered<Extracted> {
  const body = bodyOf(definition, wish, { limit: ONE_CALL });
  if (!body.ok) return body;
  const bytes = await ports.run(body.value);
  if (!bytes.ok) return bytes;
  const rows = eachRow(bytes.value, wish.fields, onRow);
  if (!rows.ok) return rows;
  // Looker cuts off without a word, so a full answer proves nothing.
  if (rows.value >= ONE_CALL) return failed(tooMany('looker.truncated', ONE_CALL));
  return ok({ is: 'done', rows: rows.value });
}

function tooMany(code: 'looker.truncated' | 'looker.too-many-rows', most: number): Problem {
  return { code, retry: 'after-fix', values: { most } };
}

type ByKey = OneCall & { readonly key: string };

/**
 * Chunk after chunk behind the last key, until one is empty: a role may have a lower limit than we ask for, and a short chunk
 * would look like the last one. Rows without the key are no part of any chunk, so they are asked for first.
 */
async function byKey(ports: LookerPorts, definition: QueryDefinition, story: ByKey): Answered<Extracted> {
  const { wish, key } = story;
  const field = await keyField(ports, definition, key);
  if (!field.ok) return field;
  const kind = kindOf(field.value);
  const keyless = await rowsWithout(ports, definition, story);
  if (!keyless.ok) return keyless;
  if (keyless.value > 0) return failed(notUnique(key));
  let watch: KeyWatch = { kind };
  for (let total = 0; total <= MAX_ROWS; ) {
    const chunk = { field: key, kind, after: watch.last };
    const body = bodyOf(definition, wish, { limit: ONE_CALL, key: chunk });
    if (!body.ok) return body;
    const bytes = await ports.run(body.value);
    if (!bytes.ok) return bytes;
    const read = readChunk(bytes.value, story, watch);
    if (!read.ok) return read;
    if (read.value.rows === 0) return ok({ is: 'done', rows: total });
    total += read.value.rows;
    watch = read.value.watch;
  }
  return failed(tooMany('looker.too-many-rows', MAX_ROWS));
}

function notUnique(field: string): Problem {
  return { code: 'looker.key-not-unique', retry: 'after-fix', values: { field } };
}

/** The key as the explore describes it. Only columns that are sorted and compared alike everywhere can be one. */
export async function keyField(
  ports: Pick<LookerPorts, 'explore'>,
  { model, explore }: QueryDefinition,
  key: string,
): Answered<ExploreField> {
  const described = await ports.explore(model, explore);
  if (!described.ok) return described;
  const field = described.value.columns.find(({ name }) => name === key);
  const values = { field: key };
  if (field === undefined) return failed({ code: 'looker.field-missing', retry: 'after-fix', values });
  const isFit = field.isSortable && !field.isMeasure && (field.isNumeric || field.type === 'string');
  return isFit ? ok(field) : failed({ code: 'looker.key-unfit', retry: 'after-fix', values });
}

export function kindOf({ isNumeric }: ExploreField): KeyWatch['kind'] {
  return isNumeric ? 'number' : 'string';
}

/** How many rows have no key: 0 or 1, more are not asked for. */
export async function rowsWithout(
  ports: Pick<LookerPorts, 'run'>,
  definition: QueryDefinition,
  {
    wish,
    key,
  }: { readonly wish: Pick<ExtractRequest, 'fields' | 'period' | 'timezone'>; readonly key: string },
): Answered<number> {
  const body = bodyOf(definition, wish, { limit: 1, keyIsNull: { field: key } });
  if (!body.ok) return body;
  const bytes = await ports.run(body.value);
  return bytes.ok ? eachRow(bytes.value, [key], () => undefined) : bytes;
}

type Chunk = { readonly rows: number; readonly watch: KeyWatch };

/** Hands over the rows of a chunk while their keys rise; the key may be a column that the mapping does not use. */
function readChunk(
  bytes: Uint8Array,
  { wish, key, onRow }: ByKey,
  before: KeyWatch,
): Result<Chunk, LookerFailure> {
  const { fields } = wish;
  const own = fields.indexOf(key);
  const at = own < 0 ? fields.length : own;
  let watch = before;
  let problem: Problem | undefined;
  const read = eachRow(bytes, own < 0 ? [...fields, key] : fields, (row) => {
    if (problem !== undefined) return;
    const next = nextKey(watch, key, row[at] ?? null);
    if (isKeyProblem(next)) problem = next;
    else watch = next;
    if (problem === undefined) onRow(own < 0 ? row.slice(0, -1) : row);
  });
  if (!read.ok) return read;
  return problem === undefined ? ok({ rows: read.value, watch }) : failed(problem);
}

/** Most rows of the live preview. */
const MAX_PROBED = 20;

/** The first rows of a source, at most 20, for the preview. An answer up to an hour old will do. */
export async function probe(
  ports: Pick<LookerPorts, 'definition' | 'run'>,
  wish: Omit<ExtractRequest, 'reading' | 'state'>,
  count = MAX_PROBED,
): Answered<readonly Row[]> {
  const definition = await ports.definition(wish.source);
  if (!definition.ok) return definition;
  const limit = Math.min(Math.max(1, count), MAX_PROBED);
  const body = bodyOf(definition.value, wish, { limit });
  if (!body.ok) return body;
  const bytes = await ports.run(body.value, true);
  if (!bytes.ok) return bytes;
  const rows: Row[] = [];
  const read = eachRow(bytes.value, wish.fields, (row) => rows.push(row));
  return read.ok ? ok(rows) : read;
}
