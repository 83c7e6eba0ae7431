import type { AccountPlan } from '../../accounts/plan';
import { loadPlan } from '../../accounts/plan-store';
import type { SeenColumn, ValuesAnswer } from '../../contract/pipelines';
import { berlinDay } from '../../kernel/berlin';
import { present } from '../../kernel/present';
import type { Lang, Problem } from '../../kernel/problem';
import { fail, ok, type Result, withoutWords } from '../../kernel/result';
import { type Counted, distinctValues } from '../../looker/reading/distinct';
import { misfitsIn } from '../../mapping/fit';
import type { Target } from '../../mapping/mapping';
import { valueGuesser } from '../../mapping/suggest-value';
import { daysOf, periodFor, periodLabel } from '../../pipelines/period';
import type { PeriodUnit, Source } from '../../pipelines/pipeline';
import { now } from '../../platform/clock';
import { accountsOf } from '../../runs/execute';
import { sourceNow } from '../../runs/source-api';
import { findingView } from '../../views/pipeline/finding-view';

/** A column that goes to a target, through a value table or as it is. */
type Going = {
  readonly target: Target;
  readonly column: string;
  readonly isTable: boolean;
  readonly hasOtherwise: boolean;
};
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

/** So many values of one column are shown; what has more needs no value table but a column of its own. */
const SHOWN = 1000;

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
  const of = (one: Going) =>
    seenColumn(one, columns.get(one.column) ?? new Map(), { books, lang: wish.lang });
  return ok({ rows, isCut, periodLabel: periodLabel(period, wish.lang), columns: going.map(of) });
}

type About = { readonly books: AccountPlan; readonly lang: Lang };

function seenColumn(going: Going, counted: Counted, about: About): SeenColumn {
  const { target, column, isTable } = going;
  const seen = { target, column };
  if (isTable) return { ...seen, ...valuesFor(target, counted, about.books), misfits: [] };
  const misfits = misfitsIn(counted, going, accountsOf(about.books)).map(({ finding, rows }) => {
    const { title, remedy, value = '' } = findingView(present(finding), about.lang);
    return { title, remedy, value, rows };
  });
  return { ...seen, values: [], more: 0, misfits };
}

/** The most frequent first. */
function valuesFor(
  target: Target,
  counted: Counted,
  { accounts }: AccountPlan,
): Pick<SeenColumn, 'values' | 'more'> {
  const guess = valueGuesser(target, accounts);
  const all = [...counted].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const values = all
    .slice(0, SHOWN)
    .map(([value, count]) => ({ value, count, ...present({ guess: guess(value) }) }));
  return { values, more: all.length - values.length };
}
