import { type Dimension, type Measure, VIEW } from './columns';
import { type Bucket, bucketsOf, columnValue, type Frame, type Line } from './ledger';
import type { ApiUser, Asked, State, Value } from './model';
import { isDimension, type Output, type Plan, planOf } from './plan';

export type Result = {
  readonly plan: Plan;
  /** Made while they are read: a hundred thousand rows are never there at once. */
  readonly rows: Iterable<readonly Value[]>;
  /** More rows would have fitted; `json` and `csv` do not say so. */
  readonly truncated: boolean;
  readonly limit: number;
};
export type Context = {
  readonly state: State;
  readonly user: ApiUser;
  readonly now: number;
  /** The query parameter; it beats the query's own. */
  readonly limit?: number;
};

const USUAL_LIMIT = 500;
const MAX_WITH_LIMIT = 5_000;
const MAX_WITHOUT = 100_000;

export function runQuery(asked: Asked, context: Context): Result | { readonly error: string } {
  const plan = planOf(context.state, asked, context.now);
  if ('error' in plan) return plan;
  const limit = Math.min(limitOf(asked, context), context.state.truncateAt ?? Number.POSITIVE_INFINITY);
  const lines = linesOf(context.state, plan);
  if (isByLine(plan)) {
    const cell = (line: Line, output: Output): Value => (isDimension(output) ? output.value(line) : null);
    return { plan, limit, ...arranged(lines, { plan, cell, limit }) };
  }
  return { plan, limit, ...arranged(groupsOf(lines, plan), { plan, cell: ofGroup, limit }) };
}

/** Nobody is told when a role's limit is lower than the one asked for. */
function limitOf(asked: Asked, { user, limit }: Context): number {
  const wanted = limit ?? (asked.limit === null ? USUAL_LIMIT : Number(asked.limit));
  const unlimited = user.permissions.includes('download_without_limit');
  if (wanted < 0) return unlimited ? Number.POSITIVE_INFINITY : MAX_WITH_LIMIT;
  return Math.min(wanted, unlimited ? MAX_WITHOUT : MAX_WITH_LIMIT);
}

/** Lines that pass all filters. Where nobody changed a line, whole months and clients are passed over at once. */
function linesOf(state: State, { explore, filters, expression }: Plan): readonly Line[] {
  const found: Line[] = [];
  for (const bucket of bucketsOf(state, explore)) {
    const left = bucket.changed === undefined ? leftToTest(bucket, filters) : filters;
    if (left === undefined) continue;
    for (let index = 0; index < bucket.rows; index += 1) {
      const line = lineOf(bucket, index);
      if (!left.every(({ dimension, test }) => test(dimension.value(line)))) continue;
      if (expression && !expression.test((name) => expression.fields.get(name)?.value(line) ?? null))
        continue;
      found.push(line);
    }
  }
  return found;
}

function lineOf({ frame, changed }: Bucket, index: number): Line {
  const own = changed?.[index];
  return own === undefined ? { frame, index } : { frame, index, changed: own };
}

/** The filters that a line of this bucket may or may not pass; undefined when none can. */
function leftToTest(bucket: Bucket, filters: Plan['filters']): Plan['filters'] | undefined {
  const first: Line = { frame: bucket.frame, index: 0 };
  const left: { dimension: Dimension; test: (value: Value) => boolean }[] = [];
  for (const filter of filters) {
    const { dimension, test } = filter;
    if (dimension.column === 'client' || dimension.column === 'posting_month') {
      if (!test(dimension.value(first))) return undefined;
    } else if (dimension.column === 'posting_date') {
      if (!someDay(bucket.frame, test)) return undefined;
      left.push(filter);
    } else left.push(filter);
  }
  return left;
}

function someDay(frame: Frame, test: (value: Value) => boolean): boolean {
  for (let index = 0; index < frame.days; index += 1)
    if (test(columnValue({ frame, index }, 'posting_date'))) return true;
  return false;
}

/** Without the primary key among the fields equal rows become one, as GROUP BY makes them; measures are summed up. */
function isByLine({ outputs }: Plan): boolean {
  return outputs.every(isDimension) && outputs.some((one) => isDimension(one) && one.column === 'line_id');
}

function groupsOf(lines: readonly Line[], { outputs }: Plan): readonly (readonly Line[])[] {
  const dimensions = outputs.filter(isDimension);
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = JSON.stringify(dimensions.map((dimension) => dimension.value(line)));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  // Sums over nothing are still one row.
  if (dimensions.length === 0 && groups.size === 0) groups.set('', []);
  return [...groups.values()];
}

function ofGroup(group: readonly Line[], output: Output): Value {
  const [first] = group;
  if (isDimension(output)) return first === undefined ? null : output.value(first);
  return measured(output, group);
}

function measured({ type, of }: Measure, group: readonly Line[]): Value {
  if (type === 'count' || of === undefined) return group.length;
  const cents = group.reduce((sum, line) => sum + Math.round(Number(columnValue(line, of) ?? 0) * 100), 0);
  return cents / 100;
}

type Arrangement<T> = {
  readonly plan: Plan;
  readonly cell: (item: T, output: Output) => Value;
  readonly limit: number;
};

/** The first rows in the order asked for. What the order leaves open comes as a database might give it. */
function arranged<T>(
  items: readonly T[],
  { plan: { sorts, outputs }, cell, limit }: Arrangement<T>,
): Pick<Result, 'rows' | 'truncated'> {
  const order = scattered(items.length);
  const keys = sorts.flatMap(({ name, down }) => {
    const output = outputs.find((one) => one.name === name);
    return output === undefined ? [] : [{ down, values: items.map((item) => cell(item, output)) }];
  });
  if (keys.length > 0)
    order.sort((left, right) => {
      for (const { down, values } of keys) {
        const sign = compared(values[left] ?? null, values[right] ?? null);
        if (sign !== 0) return down ? -sign : sign;
      }
      return 0;
    });
  const first = order.slice(0, limit);
  return { truncated: items.length > first.length, rows: { [Symbol.iterator]: () => rowsOf() } };

  function* rowsOf(): Generator<readonly Value[]> {
    for (const at of first) {
      const item = items[at];
      if (item !== undefined) yield outputs.map((output) => cell(item, output));
    }
  }
}

/** 3, 10, 17, …, 0, 7, …: any order but that of the key. */
function scattered(length: number): number[] {
  const order: number[] = [];
  for (const rest of [3, 0, 5, 1, 6, 2, 4]) for (let at = rest; at < length; at += 7) order.push(at);
  return order;
}

/** Nulls are low (`null_sort_treatment`). */
function compared(left: Value, right: Value): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return left < right ? -1 : 1;
}

/** SQL as a reader of logs would know it; nobody runs it. */
export function sqlOf({ explore, outputs, filters, sorts }: Plan, limit: number): string {
  const list = outputs.map(({ name }) => `    ${name} AS "${name}"`).join(',\n');
  const where = filters.map(({ dimension }) => `${dimension.name} /* filtered */`).join(' AND ');
  const order = sorts.map(({ name, down }) => `"${name}"${down ? ' DESC' : ''}`).join(', ');
  return [
    `SELECT\n${list}`,
    `FROM ${explore} AS ${VIEW}`,
    ...(where === '' ? [] : [`WHERE ${where}`]),
    ...(order === '' ? [] : [`ORDER BY ${order}`]),
    ...(Number.isFinite(limit) ? [`LIMIT ${limit}`] : []),
  ].join('\n');
}
