import type { ExploreField } from './explore';
import { groupOf, type QueryDefinition } from './query';

/** Looker's words for dates that move with today: "last month", "3 days ago", "this fiscal_quarter", "before now", "7 days", "monday". */
const RELATIVE = [
  /\b(?:last|this|next)\s+(?:\d+\s+)?(?:complete\s+)?(?:fiscal[_ ])?(?:second|minute|hour|\w*day|week|month|quarter|year)/i,
  /^\s*\d+\s+(?:complete\s+)?(?:fiscal[_ ])?(?:second|minute|hour|day|week|month|quarter|year)s?\b/i,
  /\b(?:second|minute|hour|day|week|month|quarter|year)s?\s+(?:ago|from now)\b/i,
  /\b(?:now|today|yesterday|tomorrow)\b/i,
  /^\s*(?:mon|tues|wednes|thurs|fri|satur|sun)day\s*$/i,
];

/**
 * What of a query goes by today at another date than `date`, for example "invoiced last month": beside a period it leaves what lies
 * in both. The name of a field, or `filter_expression`; undefined where nothing does. `fields`: those of its explore as Looker
 * describes them; a field that is not among them counts as a date by the timeframe in its name.
 */
export function movesWithToday(
  { filters, filterExpression }: Pick<QueryDefinition, 'filters' | 'filterExpression'>,
  date: string,
  fields: readonly Pick<ExploreField, 'name' | 'type'>[],
): string | undefined {
  const isDate = (field: string) => {
    const type = fields.find(({ name }) => name === field)?.type;
    return type === undefined ? groupOf(field) !== field : /^date/.test(type);
  };
  const moving = Object.entries(filters).find(
    ([field, says]) =>
      groupOf(field) !== groupOf(date) && isDate(field) && RELATIVE.some((words) => words.test(says)),
  );
  if (moving !== undefined) return moving[0];
  return /\bnow\s*\(/i.test(filterExpression ?? '') ? 'filter_expression' : undefined;
}
