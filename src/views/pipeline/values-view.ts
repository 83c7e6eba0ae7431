import type { SeenColumn } from '../../contract/pipelines';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import type { Counted } from '../../looker/reading/distinct';
import { misfitsIn } from '../../mapping/fit';
import type { KnownAccounts } from '../../mapping/known-accounts';
import type { Target } from '../../mapping/mapping';
import { valueGuesser } from '../../mapping/suggest-value';
import { findingView } from './finding-view';

/** A column that goes to a target, through a value table or as it is. */
export type Going = {
  readonly target: Target;
  readonly column: string;
  readonly isTable: boolean;
  readonly hasOtherwise: boolean;
};
type About = {
  /** By number and name, to guess from. */
  readonly named: readonly { readonly number: string; readonly name: string }[];
  readonly known: KnownAccounts;
  readonly lang: Lang;
};

/** So many values of one column are shown; what has more needs no value table but a column of its own. */
const SHOWN = 1000;

/** What stands in a column: the values that a value table has to know, or those that would be refused as they are. */
export function seenColumn(going: Going, counted: Counted, { named, known, lang }: About): SeenColumn {
  const { target, column, isTable } = going;
  if (isTable) return { target, column, ...tableValues(counted, valueGuesser(target, named)), misfits: [] };
  const misfits = misfitsIn(counted, going, known).map(({ finding, rows }) => {
    const { title, remedy, value = '' } = findingView(present(finding), lang);
    return { title, remedy, value, rows };
  });
  return { target, column, values: [], more: 0, misfits };
}

/** The most frequent first. */
function tableValues(
  counted: Counted,
  guess: ReturnType<typeof valueGuesser>,
): Pick<SeenColumn, 'values' | 'more'> {
  const all = [...counted].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const values = all
    .slice(0, SHOWN)
    .map(([value, count]) => ({ value, count, ...present({ guess: guess(value) }) }));
  return { values, more: all.length - values.length };
}
