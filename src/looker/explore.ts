import * as v from 'valibot';
import { FieldName, type SourceField } from '../pipelines/pipeline';

/** A column of an explore as Looker describes it. */
export type ExploreField = SourceField & {
  readonly isMeasure: boolean;
  readonly isNumeric: boolean;
  readonly isPrimaryKey: boolean;
  readonly isSortable: boolean;
  readonly isHidden: boolean;
};

/** A field that an explore has for filters only: `filter` and `parameter` of LookML. No row shows it. */
export type FilterField = Pick<ExploreField, 'name' | 'type'>;

/** What Looker says of an explore. */
export type Explore = {
  readonly columns: readonly ExploreField[];
  readonly filterOnly: readonly FilterField[];
};

const Flag = v.fallback(v.optional(v.boolean(), false), false);
const Words = v.fallback(v.optional(v.nullable(v.string()), ''), '');
const WireField = v.object({
  name: FieldName,
  label: Words,
  type: Words,
  measure: Flag,
  is_numeric: Flag,
  primary_key: Flag,
  sortable: Flag,
  hidden: Flag,
});
const Fields = v.fallback(v.optional(v.nullable(v.array(v.unknown())), []), []);
const WireExplore = v.object({
  fields: v.object({ dimensions: Fields, measures: Fields, filters: Fields, parameters: Fields }),
});

/** The fields of `lookml_model_explore`; those whose names we could not ask for are passed over. */
export function exploreOf(wire: unknown): Explore | undefined {
  const parsed = v.safeParse(WireExplore, wire);
  if (!parsed.success) return undefined;
  const { dimensions, measures, filters, parameters } = parsed.output.fields;
  return {
    columns: [...known(dimensions), ...known(measures)],
    filterOnly: [...known(filters), ...known(parameters)].map(({ name, type }) => ({ name, type })),
  };
}

function known(wire: v.InferOutput<typeof Fields>): readonly ExploreField[] {
  return (wire ?? []).flatMap((one) => {
    const field = v.safeParse(WireField, one);
    return field.success ? [fieldOf(field.output)] : [];
  });
}

function fieldOf(wire: v.InferOutput<typeof WireField>): ExploreField {
  return {
    name: wire.name,
    label: (wire.label ?? '').slice(0, 200),
    type: (wire.type ?? '').slice(0, 60),
    isMeasure: wire.measure,
    isNumeric: wire.is_numeric,
    isPrimaryKey: wire.primary_key,
    isSortable: wire.sortable,
    isHidden: wire.hidden,
  };
}
