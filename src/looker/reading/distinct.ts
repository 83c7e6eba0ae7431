import { ok, type Result } from '../../kernel/result';
import type { LookerFailure } from '../failure';
import type { ExtractRequest, LookerPorts } from '../ports';
import { bodyOf } from './extract';
import { eachRow } from './rows';

/** So many rows are looked at: Looker’s limit for users without special rights. */
const MOST_ROWS = 5000;
/** So many values of a column are counted; what has more is a number or a text of its own in every row. */
const MOST_VALUES = 10_000;

/** The values of a column, trimmed as a mapping reads them, with how many of the rows have them; `0`: seen beyond those rows. */
export type Counted = ReadonlyMap<string, number>;
type Distinct = {
  readonly rows: number;
  /** There are more rows than were looked at. */
  readonly isCut: boolean;
  readonly columns: ReadonlyMap<string, Counted>;
};

type Wish = Omit<ExtractRequest, 'reading' | 'state'> & {
  /** Columns of which every value has to be known, also beyond the rows that are looked at. */
  readonly complete: readonly string[];
};
type Ports = Pick<LookerPorts, 'definition' | 'run'>;
type Answered<T> = Promise<Result<T, LookerFailure>>;

/**
 * Which values a source has in its columns: the rows of one call are counted. Where there are more, Looker is asked for the
 * values of the `complete` columns alone, which it groups by itself.
 */
export async function distinctValues(ports: Ports, wish: Wish): Answered<Distinct> {
  const definition = await ports.definition(wish.source);
  if (!definition.ok) return definition;
  const counts = wish.fields.map(() => new Map<string, number>());
  const body = bodyOf(definition.value, wish, { limit: MOST_ROWS });
  if (!body.ok) return body;
  const bytes = await ports.run(body.value, true);
  if (!bytes.ok) return bytes;
  const read = eachRow(bytes.value, wish.fields, (row) => {
    for (const [at, count] of counts.entries()) add(count, row[at], 1);
  });
  if (!read.ok) return read;
  const columns = new Map(wish.fields.map((field, at) => [field, counts[at] ?? new Map<string, number>()]));
  const isCut = read.value >= MOST_ROWS;
  if (isCut) for (const field of wish.complete) await addAlone(ports, { ...wish, field }, columns.get(field));
  return ok({ rows: read.value, isCut, columns });
}

function add(count: Map<string, number>, cell: string | null | undefined, by: 0 | 1): void {
  const value = cell?.trim() ?? '';
  const before = count.get(value);
  if (before !== undefined || count.size < MOST_VALUES) count.set(value, (before ?? 0) + by);
}

/** What Looker does not tell of one column alone – a table calculation, say – the rows that were looked at have to do for. */
async function addAlone(
  ports: Ports,
  wish: Wish & { readonly field: string },
  count: Map<string, number> | undefined,
): Promise<void> {
  const { field } = wish;
  const definition = await ports.definition(wish.source);
  if (!definition.ok || count === undefined) return;
  const { dynamicFields: _, ...whole } = definition.value;
  const alone = { ...whole, fields: [field], sorts: [field] };
  const body = bodyOf(alone, { ...wish, fields: [field] }, { limit: MOST_ROWS });
  const bytes = body.ok ? await ports.run(body.value, true) : body;
  if (bytes.ok) eachRow(bytes.value, [field], ([cell]) => add(count, cell, 0));
}
