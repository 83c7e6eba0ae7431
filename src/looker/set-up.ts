import { ok, type Result } from '../kernel/result';
import { failed, type LookerFailure } from './failure';
import type { ExtractRequest, LookerPorts } from './ports';
import { bodyOf, keyField, kindOf, rowsWithout } from './reading/extract';
import { isKeyProblem, type KeyWatch, nextKey } from './reading/key-order';
import { eachRow } from './reading/rows';

type Answered<T> = Promise<Result<T, LookerFailure>>;

/** So many rows show whether a key rises. */
const KEY_ROWS = 500;

/** `isPrimaryKey`: the explore itself says so; else only the rows that were seen speak for the key. */
type CheckedKey = {
  readonly isPrimaryKey: boolean;
  readonly kind: KeyWatch['kind'];
  readonly seen: number;
};

/**
 * Whether a column can be the key of a reading in chunks: a sortable dimension of numbers or plain text, never empty, and
 * strictly rising in the first 500 rows. Later rows are watched while they are read. `looker.field-missing`,
 * `looker.key-unfit`, `looker.key-not-unique`, `looker.key-order`.
 */
export async function checkKey(
  ports: Pick<LookerPorts, 'definition' | 'explore' | 'run'>,
  wish: Pick<ExtractRequest, 'source' | 'period' | 'timezone'>,
  key: string,
): Answered<CheckedKey> {
  const definition = await ports.definition(wish.source);
  if (!definition.ok) return definition;
  const field = await keyField(ports, definition.value, key);
  if (!field.ok) return field;
  const kind = kindOf(field.value);
  const asked = { ...wish, fields: [key] };
  const keyless = await rowsWithout(ports, definition.value, { wish: asked, key });
  if (!keyless.ok) return keyless;
  if (keyless.value > 0)
    return failed({ code: 'looker.key-not-unique', retry: 'after-fix', values: { field: key } });
  const body = bodyOf(definition.value, asked, { limit: KEY_ROWS, key: { field: key, kind } });
  if (!body.ok) return body;
  const bytes = await ports.run(body.value, true);
  const seen = bytes.ok ? risingRows(bytes.value, key, kind) : bytes;
  return seen.ok ? ok({ isPrimaryKey: field.value.isPrimaryKey, kind, seen: seen.value }) : seen;
}

function risingRows(bytes: Uint8Array, key: string, kind: KeyWatch['kind']): Result<number, LookerFailure> {
  let watch: ReturnType<typeof nextKey> = { kind };
  const read = eachRow(bytes, [key], ([cell = null]) => {
    if (!isKeyProblem(watch)) watch = nextKey(watch, key, cell);
  });
  return read.ok && isKeyProblem(watch) ? failed(watch) : read;
}

/** What the test of a connection saw. `rows` is absent when no explore was known to query. */
type TestedConnection = {
  readonly user: string;
  readonly models: number;
  readonly rows?: number;
};

/**
 * Tests a connection for real: logs in, asks who we are and which models there are, and, where an explore is known, runs a
 * query of one row and one column. `looker.no-models` when the API user sees none.
 */
export async function testConnection(
  ports: Pick<LookerPorts, 'me' | 'models' | 'explore' | 'run'>,
  known?: { readonly model: string; readonly explore: string },
): Answered<TestedConnection> {
  const user = await ports.me();
  if (!user.ok) return user;
  const models = await ports.models();
  if (!models.ok) return models;
  if (models.value.length === 0) return failed({ code: 'looker.no-models', retry: 'after-fix' });
  const seen = { user: user.value.name, models: models.value.length };
  if (known === undefined) return ok(seen);
  const rows = await oneRow(ports, known);
  return rows.ok ? ok({ ...seen, rows: rows.value }) : rows;
}

async function oneRow(
  ports: Pick<LookerPorts, 'explore' | 'run'>,
  known: { readonly model: string; readonly explore: string },
): Answered<number> {
  const fields = await ports.explore(known.model, known.explore);
  if (!fields.ok) return fields;
  const field = fields.value.find(({ isHidden, isMeasure }) => !isHidden && !isMeasure) ?? fields.value[0];
  if (field === undefined) return ok(0);
  const definition = { ...known, fields: [field.name], filters: {}, sorts: [], pivots: [] };
  const body = bodyOf(definition, { fields: [field.name], timezone: 'Europe/Berlin' }, { limit: 1 });
  if (!body.ok) return body;
  const bytes = await ports.run(body.value);
  return bytes.ok ? eachRow(bytes.value, [field.name], () => undefined) : bytes;
}
