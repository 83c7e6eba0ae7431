import type { FilterField } from './explore';
import { groupOf, type QueryDefinition } from './query';

/** Looker's words for dates that move with today: "last month", "3 days ago", "this fiscal_quarter", "after now", "7 days", "monday". */
const RELATIVE = [
  /\b(?:last|this|next)\s+(?:\d+\s+)?(?:complete\s+)?(?:fiscal[_ ])?(?:second|minute|hour|\w*day|week|month|quarter|year)/i,
  /^\d+\s+(?:complete\s+)?(?:fiscal[_ ])?(?:second|minute|hour|day|week|month|quarter|year)s?\b/i,
  /\b(?:second|minute|hour|day|week|month|quarter|year)s?\s+(?:ago|from now)\b/i,
  /\b(?:now|today|yesterday|tomorrow)\b/i,
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i,
];

/** An end that moves behind a beginning that does not, as in "before now": as time goes by it lets in more, and leaves out nothing more. */
const GROWING = /^(?:before|\d{4}[-/\d:\s]*\sto)\s/i;

/** All words that a date filter can be made of. */
const DATE_WORD =
  /^(?:last|this|next|before|after|ago|from|for|to|complete|not|null|now|today|yesterday|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|fiscal|(?:fiscal_)?(?:second|minute|hour|day|week|month|quarter|year)s?|\d[-/\d:]*)$/i;

/** Timeframes that come round again and again, such as `date_day_of_week` and `date_month_name`: "Monday" is every Monday there. */
const COMES_ROUND = /(?:_of_(?:day|week|month|quarter|year)(?:_index)?|_name|_num|weekday)$/;

/**
 * What of a query goes by today at another date than `date`, for example "invoiced last month": beside a period it leaves what lies
 * in both. The name of a field, or `filter_expression`; undefined where nothing does. `fields`: those of its explore as Looker
 * describes them, also those one can only filter by. Of a field that is not among them the timeframe in its name says that it is a
 * date, else a value that is nothing but a date filter.
 */
export function movesWithToday(
  { filters, filterExpression }: Pick<QueryDefinition, 'filters' | 'filterExpression'>,
  date: string,
  fields: readonly Pick<FilterField, 'name' | 'type'>[],
): string | undefined {
  const typeOf = (field: string) => fields.find(({ name }) => name === field)?.type ?? '';
  const moving = Object.entries(filters).find(
    ([field, says]) =>
      groupOf(field) !== groupOf(date) && isDate(field, typeOf(field), says) && isRelative(says),
  );
  if (moving !== undefined) return moving[0];
  return /\bnow\s*\(/i.test(filterExpression ?? '') ? 'filter_expression' : undefined;
}

function isDate(field: string, type: string, says: string): boolean {
  if (COMES_ROUND.test(type === '' ? field : type)) return false;
  if (type !== '') return /^date/.test(type);
  const words = says.match(/[^\s,]+/g) ?? [];
  return groupOf(field) !== field || words.every((word) => DATE_WORD.test(word));
}

/** Any of the parts between commas may let a row in. */
function isRelative(says: string): boolean {
  const parts = says.split(',').map((part) => part.trim());
  return parts.some((part) => !GROWING.test(part) && RELATIVE.some((words) => words.test(part)));
}
