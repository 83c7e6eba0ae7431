import type { Choice, SourceAnswer } from '../../contract/pipelines';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result, withoutWords } from '../../kernel/result';
import type { ExploreField } from '../../looker/explore';
import { loadConnection } from '../../looker/login/connection-store';
import { models, searchDashboards, searchLooks } from '../../looker/metadata-api';
import { mappedColumns } from '../../mapping/columns';
import { suggestMapping } from '../../mapping/suggest';
import type { Source } from '../../pipelines/pipeline';
import { sourceNow } from '../../runs/source-api';

type Wish = { readonly what: 'models' | 'looks' | 'dashboards'; readonly query: string };

/** What of Looker a pipeline can ask: explores, or Looks and dashboards by their titles. */
export async function sourceChoices(
  id: string,
  { what, query }: Wish,
): Promise<Result<readonly Choice[], Problem>> {
  const connection = await loadConnection(id);
  if (connection === undefined) return fail({ code: 'run.no-connection', retry: 'after-fix' });
  if (what === 'models') {
    const all = withoutWords(await models(connection));
    return all.ok ? ok(all.value.flatMap(exploresOf)) : all;
  }
  const search = what === 'looks' ? searchLooks : searchDashboards;
  const seen = withoutWords(await search(connection, query));
  return seen.ok ? ok(seen.value.map(({ id: found, title }) => ({ id: found, label: title }))) : seen;
}

type Models = Extract<Awaited<ReturnType<typeof models>>, { ok: true }>['value'];

function exploresOf(model: Models[number]): readonly Choice[] {
  return model.explores.map(({ name, label }) => ({ id: `${model.name}:${name}`, label, hint: model.label }));
}

/** The columns of a source as Looker describes them now, and what they could mean. */
export async function describeSource(
  connection: string,
  source: Source,
): Promise<Result<SourceAnswer, Problem>> {
  const seen = withoutWords(await sourceNow(connection, source));
  if (!seen.ok) return seen;
  const { definition, fields } = seen.value;
  const shown = fields.filter(({ isHidden }) => !isHidden);
  const isUsed = ({ name }: ExploreField) => definition.fields.includes(name);
  const asked = shown.filter(isUsed);
  return ok({
    model: definition.model,
    explore: definition.explore,
    fields: shown.map((field) => {
      const { name, label, type, isMeasure } = field;
      return { name, label, type, isMeasure, isUsed: isUsed(field), isKey: mayBeKey(field) };
    }),
    suggestion: suggestMapping(asked),
    ...present({
      primaryKey: primaryKeyOf(asked),
      proposed: source.is === 'inline' ? proposedOf(shown) : undefined,
    }),
  });
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
