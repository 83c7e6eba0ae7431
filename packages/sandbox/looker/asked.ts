import type { Wrong } from './answers';
import type { Asked } from './model';

/** Members of the document's `Query` that a query may have and the sandbox does not need. */
const IGNORED: readonly string[] = [
  ...['column_limit', 'vis_config', 'filter_config', 'visible_ui_sections', 'client_id', 'fill_fields'],
];
/** These would change the rows; the sandbox does not make them, and says so. */
const NOT_MADE: readonly string[] = [...['pivots', 'subtotals', 'total', 'row_total', 'dynamic_fields']];
const READ: readonly string[] = [
  ...['model', 'view', 'fields', 'filters', 'filter_expression', 'sorts', 'limit', 'query_timezone'],
];
type Body = Readonly<Record<string, unknown>>;

/** A body as a query, or everything that is wrong with it. */
export function readAsked(body: Body): Asked | { readonly wrong: readonly Wrong[] } {
  const wrong = [...unknownMembers(body), ...wrongMembers(body)];
  if (wrong.length > 0) return { wrong };
  const filters = (body['filters'] ?? {}) as Readonly<Record<string, string>>;
  const text = (name: string): string | null => (body[name] ?? null) as string | null;
  return {
    model: String(body['model']),
    view: String(body['view']),
    fields: (body['fields'] ?? []) as readonly string[],
    // Queries that differ in the order of their filters only are equal.
    filters: Object.fromEntries(Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))),
    filter_expression: text('filter_expression'),
    sorts: (body['sorts'] ?? null) as readonly string[] | null,
    limit: text('limit'),
    query_timezone: text('query_timezone'),
  };
}

function unknownMembers(body: Body): readonly Wrong[] {
  const isEmpty = (value: unknown): boolean =>
    value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0);
  const strange = Object.keys(body).filter((name) => ![...READ, ...IGNORED, ...NOT_MADE].includes(name));
  const unmade = NOT_MADE.filter((name) => !isEmpty(body[name]));
  return [
    ...strange.map((field) => invalid(field, `${field} is not a member of a query`)),
    ...unmade.map((field) => invalid(field, `the sandbox does not make ${field}`)),
  ];
}

function wrongMembers(body: Body): readonly Wrong[] {
  const missing = ['model', 'view'].filter((name) => typeof body[name] !== 'string' || body[name] === '');
  const lists = ['fields', 'sorts'].filter((name) => !isAbsent(body[name]) && !isTexts(body[name]));
  const texts = ['filter_expression', 'limit', 'query_timezone'].filter(
    (name) => !isAbsent(body[name]) && typeof body[name] !== 'string',
  );
  const { filters, limit, query_timezone: zone } = body;
  return [
    ...missing.map((field): Wrong => ({ field, code: 'missing_field', message: `${field} is required` })),
    ...lists.map((field) => invalid(field, `${field} must be an array of strings`)),
    ...texts.map((field) => invalid(field, `${field} must be a string`)),
    ...(isAbsent(filters) || isTextMap(filters) ? [] : [invalid('filters', 'values must be strings')]),
    ...(typeof limit === 'string' && !/^(-1|\d{1,9})$/.test(limit)
      ? [invalid('limit', 'limit must be a number')]
      : []),
    ...(typeof zone === 'string' && !isTimezone(zone)
      ? [invalid('query_timezone', 'query_timezone is no known time zone')]
      : []),
  ];
}

const invalid = (field: string, message: string): Wrong => ({ field, code: 'invalid', message });
const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
function isTextMap(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && isTexts(Object.values(value)) && !Array.isArray(value)
  );
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
