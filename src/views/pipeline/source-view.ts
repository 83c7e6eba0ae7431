import type { Choice, SourceAnswer } from '../../contract/pipelines';
import { present } from '../../kernel/present';
import type { ExploreField } from '../../looker/explore';
import { mappedColumns } from '../../mapping/columns';
import { suggestMapping } from '../../mapping/suggest';

type Named = { readonly name: string; readonly label: string };

/** The explores of Looker's models, each named after its model, as one id. */
export function exploresOf(
  models: readonly (Named & { readonly explores: readonly Named[] })[],
): readonly Choice[] {
  return models.flatMap((model) =>
    model.explores.map(({ name, label }) => ({ id: `${model.name}:${name}`, label, hint: model.label })),
  );
}

type Described = {
  readonly model: string;
  readonly explore: string;
  /** Columns the source asks for. */
  readonly asked: readonly string[];
  /** All of the explore. */
  readonly fields: readonly ExploreField[];
  /** An own query chooses its columns; a Look or a tile of a dashboard has them. */
  readonly isOwn: boolean;
};

/** The columns of a source, and what those it asks for could mean. Hidden ones are nobody's choice. */
export function sourceView({ model, explore, asked, fields, isOwn }: Described): SourceAnswer {
  const shown = fields.filter(({ isHidden }) => !isHidden);
  const isUsed = ({ name }: ExploreField) => asked.includes(name);
  const used = shown.filter(isUsed);
  return {
    model,
    explore,
    fields: shown.map((field) => {
      const { name, label, type, isMeasure } = field;
      return { name, label, type, isMeasure, isUsed: isUsed(field), isKey: mayBeKey(field) };
    }),
    suggestion: suggestMapping(used),
    ...present({ primaryKey: primaryKeyOf(used), proposed: isOwn ? proposedOf(shown) : undefined }),
  };
}

function primaryKeyOf(fields: readonly ExploreField[]): string | undefined {
  return fields.find((field) => field.isPrimaryKey && mayBeKey(field))?.name;
}

/** What a mapping would be made of, with the key by which any number of rows can be read. Sums would group the rows. */
function proposedOf(shown: readonly ExploreField[]): readonly string[] {
  const dimensions = shown.filter(({ isMeasure }) => !isMeasure);
  const used = mappedColumns(suggestMapping(dimensions));
  const key = primaryKeyOf(dimensions);
  return [...new Set([...(key === undefined ? [] : [key]), ...used])];
}

/** Rows can be read in chunks by it. */
function mayBeKey({ type, isMeasure, isNumeric, isSortable }: ExploreField): boolean {
  return !isMeasure && isSortable && (isNumeric || type === 'string');
}
