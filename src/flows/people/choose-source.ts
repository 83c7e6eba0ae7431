import type { Choice, SourceAnswer } from '../../contract/pipelines';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result, withoutWords } from '../../kernel/result';
import { loadConnection } from '../../looker/login/connection-store';
import { models, searchDashboards, searchLooks } from '../../looker/metadata-api';
import type { Source } from '../../pipelines/pipeline';
import { sourceNow } from '../../runs/source-api';
import { exploresOf, sourceView } from '../../views/pipeline/source-view';

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
    return all.ok ? ok(exploresOf(all.value)) : all;
  }
  const search = what === 'looks' ? searchLooks : searchDashboards;
  const seen = withoutWords(await search(connection, query));
  return seen.ok ? ok(seen.value.map(({ id: found, title }) => ({ id: found, label: title }))) : seen;
}

/** The columns of a source as Looker describes them now, and what they could mean. */
export async function describeSource(
  connection: string,
  source: Source,
): Promise<Result<SourceAnswer, Problem>> {
  const seen = withoutWords(await sourceNow(connection, source));
  if (!seen.ok) return seen;
  const { definition, fields } = seen.value;
  const { model, explore, fields: asked } = definition;
  return ok(sourceView({ model, explore, asked, fields, isOwn: source.is === 'inline' }));
}
