import { type Dimension, dimensionsOf, filterOnlyOf, type Measure, measuresOf } from './columns';
import { todayIn } from './dates';
import { type Expression, parseExpression } from './expression';
import { filterTest, type Test } from './filters';
import type { Asked, Explore, State } from './model';

export type Output = Dimension | Measure;
export type Sort = { readonly name: string; readonly down: boolean };
/** A query Looker could make SQL of. */
export type Plan = {
  readonly explore: Explore;
  readonly outputs: readonly Output[];
  readonly filters: readonly { readonly dimension: Dimension; readonly test: Test }[];
  readonly expression?: { readonly test: Expression; readonly fields: ReadonlyMap<string, Dimension> };
  /** Empty: as the database gives them. */
  readonly sorts: readonly Sort[];
  readonly timezone: string;
};

/** The instance's own time zone, where the query names none: not Germany's. */
export const DEFAULT_TIMEZONE = 'America/Los_Angeles';

export const isDimension = (output: Output): output is Dimension => 'column' in output;

/** What Looker finds wrong with a query before it runs is an error in its answer, not a refusal of the call. */
export function planOf(state: State, asked: Asked, now: number): Plan | { readonly error: string } {
  const explore = asked.view as Explore;
  const dimensions = new Map(dimensionsOf(state, explore).map((one) => [one.name, one]));
  const all = new Map<string, Output>([
    ...dimensions,
    ...measuresOf(state, explore).map((one) => [one.name, one] as const),
  ]);
  const filterable = new Map([
    ...dimensions,
    ...filterOnlyOf(state, explore).map((one) => [one.name, one] as const),
  ]);
  const outputs = asked.fields.map((name) => all.get(name));
  const filtered = Object.keys(asked.filters);
  const unknown =
    asked.fields.find((name) => !all.has(name)) ??
    filtered.find((name) => !all.has(name) && !filterable.has(name));
  if (unknown !== undefined) return { error: unknownField(unknown) };
  if (asked.fields.length === 0) return { error: 'Must query at least one dimension or measure' };
  const measured = filtered.find((name) => !filterable.has(name));
  if (measured !== undefined) return { error: `The sandbox does not filter by the measure "${measured}"` };
  const timezone = asked.query_timezone ?? DEFAULT_TIMEZONE;
  const filters = filtersOf(asked, filterable, todayIn(timezone, now));
  if ('error' in filters) return filters;
  const expression = expressionOf(asked, dimensions);
  if (expression !== undefined && 'error' in expression) return expression;
  const sorts = sortsOf(asked);
  const stranger = sorts.find(({ name }) => !asked.fields.includes(name));
  if (stranger !== undefined) return { error: `Cannot sort by "${stranger.name}": it is not in the query` };
  return {
    ...{ explore, sorts, timezone, filters: filters.tests },
    outputs: outputs.flatMap((output) => output ?? []),
    ...(expression === undefined ? {} : { expression }),
  };
}

function unknownField(name: string): string {
  return `Unknown or inaccessible field "${name}" in query. Check for missing or renamed fields.`;
}

function filtersOf(
  asked: Asked,
  dimensions: ReadonlyMap<string, Dimension>,
  today: string,
): { readonly tests: Plan['filters'] } | { readonly error: string } {
  const tests: { dimension: Dimension; test: Test }[] = [];
  for (const [name, text] of Object.entries(asked.filters)) {
    const dimension = dimensions.get(name);
    const test = dimension && filterTest(dimension.kind, text, today);
    if (dimension === undefined || test === undefined)
      return { error: `Invalid filter expression "${text}" for field "${name}"` };
    tests.push({ dimension, test });
  }
  return { tests };
}

function expressionOf(
  { filter_expression }: Asked,
  dimensions: ReadonlyMap<string, Dimension>,
): Plan['expression'] | { readonly error: string } {
  if (filter_expression === null || filter_expression.trim() === '') return undefined;
  const parsed = parseExpression(filter_expression, (name) => {
    const kind = dimensions.get(name)?.kind;
    return kind === 'month' ? 'date' : kind;
  });
  if ('error' in parsed) return { error: `Invalid filter expression: ${parsed.error}` };
  const fields = parsed.fields.flatMap((name) => {
    const dimension = dimensions.get(name);
    return dimension === undefined ? [] : [[name, dimension] as const];
  });
  return { test: parsed.test, fields: new Map(fields) };
}

/** `a`, `a asc`, `a desc`, `a desc 0`. Nothing asked: by the first dimension, the last first. */
function sortsOf({ sorts, fields }: Asked): readonly Sort[] {
  if (sorts?.includes('__UNSORTED__')) return [];
  if (sorts !== null && sorts.length > 0)
    return sorts.map((one) => {
      const [name = '', direction = 'asc'] = one.trim().split(/\s+/);
      return { name, down: direction.toLowerCase() === 'desc' };
    });
  const first = fields[0];
  return first === undefined ? [] : [{ name: first, down: true }];
}
