import type { SeenColumn, ValuesAnswer } from '../../../src/contract/pipelines';
import { TARGETS, type Target } from '../../../src/mapping/mapping';
import type { Form, RuleForm, TableRow } from './form';

/** What the source has, and of which rules that was asked. */
export type Seen = ValuesAnswer & { readonly asked: string };
export type SeenValue = SeenColumn['values'][number];

/** A rule that reads a column. */
export type Going = {
  readonly target: Target;
  readonly column: string;
  readonly isTable: boolean;
  readonly hasOtherwise: boolean;
};

/** The rules that read a column, as the backend is asked about them. */
export function goingOf(form: Form): readonly Going[] {
  return TARGETS.flatMap((target) => {
    const { kind, column, hasOtherwise } = form.mapping.rules[target];
    const isTable = kind === 'table';
    const reads = (isTable || kind === 'column') && column !== '';
    return reads ? [{ target, column, isTable, hasOtherwise }] : [];
  });
}

/** What was found of one rule; nothing when the rule has changed since. */
export function seenOf(seen: Seen | undefined, target: Target, column: string): SeenColumn | undefined {
  return seen?.columns.find((each) => each.target === target && each.column === column);
}

/** The entry for a value; blanks around it count for nothing. */
export function entryFor(table: readonly TableRow[], when: string): TableRow | undefined {
  return table.find((row) => row.when.trim() === when);
}

/** The table with an entry for a value changed, added, or – `undefined` – taken out. */
export function withEntry(
  table: readonly TableRow[],
  when: string,
  part: Partial<TableRow> | undefined,
): readonly TableRow[] {
  const isIt = (row: TableRow) => row.when.trim() === when;
  if (part === undefined) return table.filter((row) => !isIt(row));
  if (!table.some(isIt)) return [...table, { when, value: '', rate: '', ...part }];
  return table.map((row) => (isIt(row) ? { ...row, ...part } : row));
}

/** The values that the table has no entry for, and entries without a value where every booking needs one. */
export function unmapped(
  values: readonly SeenValue[],
  rule: RuleForm,
  isRequired: boolean,
): readonly SeenValue[] {
  const known = new Map(rule.table.map((row) => [row.when.trim(), row.value.trim()]));
  return values.filter(({ value }) => {
    const entry = known.get(value);
    return entry === undefined ? !rule.hasOtherwise : isRequired && entry === '';
  });
}

type About = { readonly seen: Seen | undefined; readonly isRequired: boolean };

/** How many values of a rule would stop a run. */
export function openValues(target: Target, rule: RuleForm, { seen, isRequired }: About): number {
  const found = seenOf(seen, target, rule.column);
  if (rule.kind === 'column') return found?.misfits.length ?? 0;
  if (rule.kind !== 'table') return 0;
  if (found !== undefined) return unmapped(found.values, rule, isRequired).length;
  return rule.table.length === 0 && !rule.hasOtherwise ? 1 : 0;
}

/** The entries that the guesses for values without one make. */
export function guessed(open: readonly SeenValue[]): readonly TableRow[] {
  return open.flatMap(({ value, guess }) =>
    guess === undefined ? [] : [{ when: value, value: guess.value, rate: guess.rate ?? '' }],
  );
}
