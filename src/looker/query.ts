import { secondsInDay } from 'date-fns/constants';
import { plusSeconds } from '../kernel/instant';
import { type Present, present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import type { Source } from '../pipelines/pipeline';

/** What a query holds, whoever made it: a Look, a saved query, or the pipeline itself. */
export type QueryDefinition = Present<{
  readonly model: string;
  readonly explore: string;
  readonly fields: readonly string[];
  readonly filters: Readonly<Record<string, string>>;
  /** Looker's expression for filters with "or"; Looker joins it to `filters` with "and". */
  readonly filterExpression: string | undefined;
  readonly sorts: readonly string[];
  readonly pivots: readonly string[];
  /** Custom fields and table calculations, opaque. */
  readonly dynamicFields: string | undefined;
}>;

/** The body of `run_inline_query` and `create_query`. */
export type QueryBody = {
  readonly model: string;
  readonly view: string;
  readonly fields: readonly string[];
  readonly filters: Readonly<Record<string, string>>;
  readonly filter_expression: string | null;
  /** Anything but null here would beat `filters` (Looker's document). */
  readonly filter_config: null;
  readonly sorts: readonly string[];
  /** A string in Looker's document; `-1` = all. */
  readonly limit: string;
  readonly query_timezone: string;
  readonly dynamic_fields?: string;
};

/** Calendar days `YYYY-MM-DD`, both included. */
export type DayRange = { readonly first: string; readonly last: string };

/** The last key of the chunk before; undefined for the first one. */
type KeyChunk = {
  readonly field: string;
  readonly kind: 'number' | 'string';
  readonly after?: string | undefined;
};

export type QueryRequest = {
  /** Columns that must come; all of them must be in the definition, because one more would change how rows are grouped. */
  readonly fields: readonly string[];
  readonly period?: { readonly field: string; readonly days: DayRange } | undefined;
  readonly timezone: string;
  /** -1 = all rows. */
  readonly limit: number;
  readonly key?: KeyChunk | undefined;
  /** Only the rows without this key, in the form of `key`. */
  readonly keyIsNull?: { readonly field: string } | undefined;
};

/** The definition of a source that a person put together from fields; a Look and a saved query are asked for theirs. */
export function inlineDefinition(source: Extract<Source, { is: 'inline' }>): QueryDefinition {
  const { model, explore, fields, filters, sorts } = source;
  return { model, explore, fields, filters, sorts, pivots: [] };
}

/**
 * The query that is sent. The period replaces filters on the same date; limit, sorting and time zone are always written
 * out, since Looker's own defaults (500 rows, an order of its choice, the instance's zone) would lose or shift rows.
 * Filled-in dates, totals and charts of a Look are left out: they are no rows. `looker.pivot`, `looker.field-missing`.
 */
export function queryOf(definition: QueryDefinition, wish: QueryRequest): Result<QueryBody, Problem> {
  const [pivot] = definition.pivots;
  if (pivot !== undefined) return fail(aboutField('looker.pivot', pivot));
  const wanted = [...wish.fields, ...(wish.key === undefined ? [] : [wish.key.field])];
  const missing = wanted.find((field) => !definition.fields.includes(field));
  if (missing !== undefined) return fail(aboutField('looker.field-missing', missing));
  const narrowed = narrowedBy(definition, wish);
  return ok({
    model: definition.model,
    view: definition.explore,
    fields: definition.fields,
    ...narrowed,
    filter_config: null,
    sorts: sortsOf(definition, wish),
    limit: String(wish.limit),
    query_timezone: wish.timezone,
    ...present({ dynamic_fields: definition.dynamicFields }),
  });
}

function aboutField(code: 'looker.pivot' | 'looker.field-missing', field: string): Problem {
  return { code, retry: 'after-fix', values: { field } };
}

/** Chunks need the key first; anything else keeps its order, or gets the first field's so that it has one. */
function sortsOf({ sorts, fields }: QueryDefinition, { key }: QueryRequest): readonly string[] {
  if (key !== undefined) return [key.field];
  return sorts.length > 0 ? sorts : fields.slice(0, 1);
}

type Narrowed = Pick<QueryBody, 'filters' | 'filter_expression'>;

/**
 * Period and key as filters. A number key goes into `filters` as `>1234`: every user who may explore may filter so. Text has no
 * "greater than" there, only in an expression; and so is a key narrowed that the definition filters itself, because two
 * conditions on one field do not fit into `filters`.
 */
function narrowedBy(definition: QueryDefinition, { period, key, keyIsNull }: QueryRequest): Narrowed {
  const filters = withPeriod(definition.filters, period);
  const expressions = definition.filterExpression === undefined ? [] : [definition.filterExpression];
  const isTaken = (field: string) => (filters[field] ?? '').trim() !== '';
  if (keyIsNull !== undefined) {
    if (isTaken(keyIsNull.field)) expressions.push(`is_null(\${${keyIsNull.field}})`);
    else filters[keyIsNull.field] = 'NULL';
  }
  if (key?.after !== undefined) {
    if (key.kind === 'number' && !isTaken(key.field)) filters[key.field] = `>${key.after}`;
    else expressions.push(`\${${key.field}} > ${key.kind === 'number' ? key.after : textLiteral(key.after)}`);
  }
  return { filters, filter_expression: joined(expressions) };
}

type Filters = Readonly<Record<string, string>>;

/**
 * The period in the place of filters on the same date, whatever their timeframe: a Look that says `posting_month: last month`
 * beside our `posting_date` would leave nothing of any other month, or a third of a quarter.
 */
function withPeriod(filters: Filters, period: QueryRequest['period']): Record<string, string> {
  if (period === undefined) return { ...filters };
  const group = groupOf(period.field);
  const others = Object.entries(filters).filter(([field]) => groupOf(field) !== group);
  return { ...Object.fromEntries(others), [period.field]: periodFilter(period.days) };
}

/** What a Look holds, as Looker's document writes it: with its picture. */
export type HeldPicture = {
  readonly definition: QueryDefinition;
  readonly body: Readonly<Record<string, unknown>>;
};
export type PictureBody = Readonly<Record<string, unknown>>;

/**
 * The query of a Look with the period in the place of its own filter, to be rendered. Undefined where the Look does not know the date:
 * it neither comes from this explore nor filters by it.
 */
export function pictureQuery(
  { definition, body }: HeldPicture,
  {
    of,
    period,
    timezone,
  }: {
    readonly of: Pick<QueryDefinition, 'model' | 'explore'>;
    readonly period: NonNullable<QueryRequest['period']>;
    readonly timezone: string;
  },
): PictureBody | undefined {
  const { model, explore, filters } = definition;
  const group = groupOf(period.field);
  const isSame = model === of.model && explore === of.explore;
  if (!isSame && !Object.keys(filters).some((field) => groupOf(field) === group)) return undefined;
  return { ...body, filters: withPeriod(filters, period), filter_config: null, query_timezone: timezone };
}

/** LookML names the timeframes of one date so: `view.posting_date`, `view.posting_month`. */
export function groupOf(field: string): string {
  return field.replace(/_(?:raw|time|date|week|month|quarter|year|fiscal_quarter|fiscal_year)$/, '');
}

function joined(expressions: readonly string[]): string | null {
  if (expressions.length < 2) return expressions[0] ?? null;
  return expressions.map((one) => `(${one})`).join(' AND ');
}

/** A text in a Looker expression: quotes and backslashes are escaped. */
function textLiteral(text: string): string {
  return `"${text.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;
}

/** One day alone, or `first to <day after last>`: Looker's "to" leaves out its end. */
export function periodFilter({ first, last }: DayRange): string {
  return first === last ? first : `${first} to ${dayAfter(last)}`;
}

function dayAfter(day: string): string {
  return plusSeconds(`${day}T00:00:00Z`, secondsInDay).slice(0, 10);
}
