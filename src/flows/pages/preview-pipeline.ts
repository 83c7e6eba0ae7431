import { loadPlan } from '../../accounts/plan-store';
import type { PreviewAnswer } from '../../contract/pipelines';
import { berlinDay } from '../../kernel/berlin';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result, withoutWords } from '../../kernel/result';
import { probe } from '../../looker/reading/extract';
import { checkMapping } from '../../mapping/check-mapping';
import { previewRow } from '../../mapping/preview';
import type { Row } from '../../mapping/source';
import { daysOf, type Period, periodFor } from '../../pipelines/period';
import type { PipelineDraft, SourceField } from '../../pipelines/pipeline';
import { now } from '../../platform/clock';
import { contextOf, type ExecutionPlan, headerOf } from '../../runs/execute';
import { sourceNow } from '../../runs/source-api';
import { findingView } from '../../views/pipeline/finding-view';
import { upcomingOf } from '../../views/pipeline/pipeline-view';

type Wish = {
  readonly period?: string | undefined;
  readonly given?: Rows | undefined;
  readonly lang: Lang;
};
type Rows = { readonly fields: readonly SourceField[]; readonly rows: readonly Row[] };

/** Real rows through the whole mapping, exactly as a run would do it; nothing is stored or sent. */
export async function previewPipeline(
  draft: PipelineDraft,
  { period: wished, given, lang }: Wish,
): Promise<Result<PreviewAnswer, Problem>> {
  const books = (await loadPlan(draft.mandant)).data;
  if (books === null) return fail({ code: 'run.no-accounts', retry: 'after-fix' });
  const period = periodFor(draft.unit, { wished, today: berlinDay(now()) });
  const source = given === undefined ? await readSource(draft, period) : ok(given);
  if (!source.ok) return source;
  const { fields, rows } = source.value;
  const wrong = checkMapping(draft.mapping, fields, draft.output);
  const at = now();
  const stamp = { v: 1, id: 'p000000000000', version: 1, fields: [], changedAt: at, changedBy: '' } as const;
  const columns = fields.map(({ name }) => name);
  const plan = { pipeline: { ...draft, ...stamp, fields: [] }, books, period, fields: columns, at };
  return ok({
    columns,
    fields,
    rows: rows.map((row) => previewed(row, wrong.length === 0 ? plan : undefined, lang)),
    findings: wrong.map((finding) => findingView(present(finding), lang)),
    upcoming: upcomingOf(draft, { now: at, n: 3, lang }),
  });
}

/** The first rows with all columns that the source asks for: another rule then needs no other rows. */
async function readSource(draft: PipelineDraft, period: Period): Promise<Result<Rows, Problem>> {
  const source = withoutWords(await sourceNow(draft.connection, draft.source));
  if (!source.ok) return source;
  const { ports, fields, definition } = source.value;
  const asked = fields
    .filter(({ name }) => definition.fields.includes(name))
    .map(({ name, label, type }) => ({ name, label, type }));
  const rows = withoutWords(
    await probe(ports, {
      source: draft.source,
      fields: asked.map(({ name }) => name),
      period: { field: draft.periodField, days: daysOf(period) },
      timezone: draft.timezone,
    }),
  );
  return rows.ok ? ok({ fields: asked, rows: rows.value }) : rows;
}

/** A mapping that is wrong as a whole is not tried on rows: they are shown as Looker has them. */
function previewed(row: Row, plan: ExecutionPlan | undefined, lang: Lang): PreviewAnswer['rows'][number] {
  if (plan === undefined) return { cells: row, findings: [] };
  const seen = previewRow(row, {
    mapping: plan.pipeline.mapping,
    context: contextOf(plan),
    header: headerOf(plan),
    lang,
  });
  const leftOut = seen.leftOut === undefined ? [] : [{ code: seen.leftOut, target: 'amount' }];
  return {
    cells: row,
    findings: [
      ...[...seen.findings, ...leftOut].map((finding) => findingView(present(finding), lang)),
      ...seen.objections.map((title) => ({ title, remedy: '' })),
    ],
    ...(seen.values.length === 0
      ? {}
      : { line: seen.values.map(({ target, text }) => ({ target, value: text })) }),
    ...(seen.cells.length === 0
      ? {}
      : { file: seen.cells.map(({ nr, label, text }) => ({ column: nr, name: label, value: text })) }),
  };
}
