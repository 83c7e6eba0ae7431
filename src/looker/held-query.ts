import * as v from 'valibot';
import { present } from '../kernel/present';
import type { QueryDefinition } from './query';

const List = v.fallback(v.nullish(v.array(v.string()), []), []);
const Text = v.fallback(v.nullish(v.string()), undefined);
/** Filters whose value is no text are not ours to pass over: the query would book more than it should. */
const Filters = v.nullish(v.record(v.string(), v.string()), {});

/** The `Query` of Looker's document, as a Look holds it. */
const WireQuery = v.object({
  model: v.pipe(v.string(), v.nonEmpty()),
  view: v.pipe(v.string(), v.nonEmpty()),
  fields: v.pipe(v.array(v.string()), v.minLength(1)),
  filters: Filters,
  filter_expression: Text,
  sorts: List,
  pivots: List,
  dynamic_fields: Text,
});

/** The definition that a Look or a saved query holds; undefined when it does not fit Looker's document. */
export function definitionOf(wire: unknown): QueryDefinition | undefined {
  const parsed = v.safeParse(WireQuery, wire);
  if (!parsed.success) return undefined;
  const { model, view, fields, filters, filter_expression, sorts, pivots, dynamic_fields } = parsed.output;
  return present({
    model,
    explore: view,
    fields,
    filters: filters ?? {},
    filterExpression: textOr(filter_expression),
    sorts: sorts ?? [],
    pivots: pivots ?? [],
    dynamicFields: textOr(dynamic_fields),
  });
}

function textOr(text: string | null | undefined): string | undefined {
  return text == null || text.trim() === '' ? undefined : text;
}
