import { loadPlan } from '../../accounts/plan-store';
import type { ValuesAnswer } from '../../contract/pipelines';
import { berlinDay } from '../../kernel/berlin';
import type { Lang } from '../../kernel/lang';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result, withoutWords } from '../../kernel/result';
import { distinctValues } from '../../looker/reading/distinct';
import { daysOf, periodFor, periodLabel } from '../../pipelines/period';
import type { PeriodUnit, Source } from '../../pipelines/pipeline';
import { now } from '../../platform/clock';
import { accountsOf } from '../../runs/execute';
import { sourceNow } from '../../runs/source-api';
import { type Going, seenColumn } from '../../views/pipeline/values-view';

type Wish = {
  readonly mandant: string;
  readonly connection: string;
  readonly source: Source;
  readonly periodField: string;
  readonly timezone: string;
  readonly unit: PeriodUnit;
  readonly period?: string | undefined;
  readonly of: readonly Going[];
  readonly lang: Lang;
};

/** Which values the source has in a period: those that value tables have to know, and those that would be refused. Nothing is stored. */
export async function lookAtValues(wish: Wish): Promise<Result<ValuesAnswer, Problem>> {
  const books = (await loadPlan(wish.mandant)).data;
  if (books === null) return fail({ code: 'run.no-accounts', retry: 'after-fix' });
  const source = withoutWords(await sourceNow(wish.connection, wish.source));
  if (!source.ok) return source;
  const { ports, definition } = source.value;
  const going = wish.of.filter(({ column }) => definition.fields.includes(column));
  const period = periodFor(wish.unit, { wished: wish.period, today: berlinDay(now()) });
  const seen = withoutWords(
    await distinctValues(ports, {
      source: wish.source,
      fields: [...new Set(going.map(({ column }) => column))],
      period: { field: wish.periodField, days: daysOf(period) },
      timezone: wish.timezone,
      complete: [...new Set(going.flatMap(({ isTable, column }) => (isTable ? [column] : [])))],
    }),
  );
  if (!seen.ok) return seen;
  const { rows, isCut, columns } = seen.value;
  const about = { named: books.accounts, known: accountsOf(books), lang: wish.lang };
  return ok({
    rows,
    isCut,
    periodLabel: periodLabel(period, wish.lang),
    columns: going.map((one) => seenColumn(one, columns.get(one.column) ?? new Map(), about)),
  });
}
