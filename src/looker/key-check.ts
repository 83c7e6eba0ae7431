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
