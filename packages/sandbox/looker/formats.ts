import type { ServiceAnswer } from '../world/types';
import { json, text } from './answers';
import { displayed, labelOf } from './columns';
import type { Value } from './model';
import { isDimension } from './plan';
import { type Result, sqlOf } from './run';

/** What the sandbox can write; Looker has more (`DOCUMENTED`). */
export type Format = 'json' | 'json_detail' | 'csv' | 'sql';
const FORMATS: readonly string[] = ['json', 'json_detail', 'csv', 'sql'];
export const DOCUMENTED: readonly string[] = [
  ...FORMATS,
  ...['json_bi', 'txt', 'html', 'md', 'xlsx', 'png', 'jpg', 'inline_json', 'json_fe', 'gsxml', 'odc'],
];
export const isFormat = (format: string): format is Format => FORMATS.includes(format);

export type Outcome = Result | { readonly error: string };
export type Style = { readonly format: Format; readonly formatted: boolean };

/** The answer of a run. Errors of a query come with 200, in the place of rows. */
export function written(outcome: Outcome, { format, formatted }: Style): ServiceAnswer {
  if (format === 'json_detail') return json(200, detail(outcome, formatted));
  if ('error' in outcome)
    return format === 'json'
      ? json(200, [{ looker_error: outcome.error }])
      : text(200, `Error: ${outcome.error}`);
  if (format === 'sql') return text(200, sqlOf(outcome.plan, outcome.limit));
  if (format === 'csv') return text(200, csv(outcome, formatted), 'text/csv; charset=utf-8');
  return { ...json(200, null), body: recordsText(outcome, formatted) };
}

type Entry = Readonly<Record<string, Value>>;
export function records({ plan, rows }: Result, formatted: boolean): readonly Entry[] {
  return Array.from(rows, (row) => recordOf(row, { plan, formatted }));
}

/** `JSON.stringify` of the records, some at a time: that many objects at once would keep the collector busy. */
function recordsText({ plan, rows }: Result, formatted: boolean): string {
  const pieces: string[] = [];
  let some: Entry[] = [];
  const put = (): void => {
    if (some.length > 0) pieces.push(JSON.stringify(some).slice(1, -1));
    some = [];
  };
  for (const row of rows) {
    some.push(recordOf(row, { plan, formatted }));
    if (some.length === 1000) put();
  }
  put();
  return `[${pieces.join(',')}]`;
}

function recordOf(
  row: readonly Value[],
  { plan, formatted }: Pick<Result, 'plan'> & { readonly formatted: boolean },
): Entry {
  const record: Record<string, Value> = {};
  plan.outputs.forEach(({ name, format }, at) => {
    const value = row[at] ?? null;
    record[name] = formatted ? displayed(value, format) : value;
  });
  return record;
}

/** The legacy format with what the query was; the only one that says that rows are missing. */
export function detail(outcome: Outcome, formatted: boolean): unknown {
  const common = { added_params: {}, drill_menu_build_time: 0.01, has_totals: false, pivots: null };
  if ('error' in outcome) {
    const errors = [{ message: outcome.error, message_details: null, params: null, fatal: true }];
    return { ...common, data: [], errors, fields: { dimensions: [], measures: [] }, truncated: false };
  }
  const { plan, rows, truncated, limit } = outcome;
  const field = ({ name, kind }: (typeof plan.outputs)[number]): unknown => ({
    ...{ name, label: labelOf(name), is_numeric: kind === 'number' },
  });
  const cell = (value: Value, at: number): unknown => {
    const rendered = displayed(value, plan.outputs[at]?.format ?? null);
    return { value, ...(formatted || rendered !== value ? { rendered: String(rendered ?? '') } : {}) };
  };
  return {
    ...common,
    data: Array.from(rows, (row) =>
      Object.fromEntries(plan.outputs.map(({ name }, at) => [name, cell(row[at] ?? null, at)])),
    ),
    errors: null,
    fields: {
      dimensions: plan.outputs.filter(isDimension).map(field),
      measures: plan.outputs.filter((output) => !isDimension(output)).map(field),
    },
    sql: sqlOf(plan, limit),
    timezone: plan.timezone,
    truncated,
  };
}

/** The header shows labels, not names. */
function csv({ plan, rows }: Result, formatted: boolean): string {
  const quoted = (value: Value): string => {
    const bare = String(value ?? '');
    return /[",\n\r]/.test(bare) ? `"${bare.replaceAll('"', '""')}"` : bare;
  };
  const head = plan.outputs.map(({ name }) => quoted(labelOf(name))).join(',');
  const shown = (value: Value, at: number): Value =>
    formatted ? displayed(value, plan.outputs[at]?.format ?? null) : value;
  const lines = Array.from(rows, (row) => row.map((value, at) => quoted(shown(value, at))).join(','));
  return `${[head, ...lines].join('\n')}\n`;
}
