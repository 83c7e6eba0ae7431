import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import type { KnownAccounts } from './known-accounts';
import type { Mapping, Rule, Target } from './mapping';
import { accountMisfit } from './values';

/** An entry that a value table lacks. */
export type Missing = {
  readonly target: Target;
  readonly column: string;
  readonly when: string;
  readonly value: string;
  /** Per cent, of a tax key. */
  readonly rate?: string | undefined;
};

type TableRule = Extract<Rule, { from: 'table' }>;
type Entry = TableRule['table'][number];

/** The value table of a target over this column, if that is how its value is found. */
export function tableOf(mapping: Mapping, { target, column }: Pick<Missing, 'target' | 'column'>) {
  const rule = mapping[target];
  return rule?.from === 'table' && rule.column === column ? rule : undefined;
}

/** What a value table says of a value; compared as rows are. */
export function entryIn({ table }: TableRule, when: string): Entry | undefined {
  return table.find((entry) => entry.when.trim() === when.trim());
}

/**
 * The mapping with these entries in its value tables. What is there already stays, so that doing it twice is doing it once.
 * Nothing when it no longer fits: a value is not looked up in a table any more, or somebody entered something else for it.
 */
export function withEntries(mapping: Mapping, missing: readonly Missing[]): Mapping | undefined {
  let next: Mapping | undefined = mapping;
  for (const one of missing) next = next === undefined ? undefined : withEntry(next, one);
  return next;
}

function withEntry(mapping: Mapping, one: Missing): Mapping | undefined {
  const rule = tableOf(mapping, one);
  if (rule === undefined) return undefined;
  const { target, when, value, rate } = one;
  const there = entryIn(rule, when);
  if (there !== undefined) return there.value.trim() === value && there.rate === rate ? mapping : undefined;
  return { ...mapping, [target]: { ...rule, table: [...rule.table, present({ when, value, rate })] } };
}

/** What keeps entries from being booked: an account that the Mandant does not have. The next execution would stop at it. */
export function unknownAccount(missing: readonly Missing[], accounts: KnownAccounts): Problem | undefined {
  for (const { target, value } of missing.filter((one) => isAccount(one.target))) {
    const code = accountMisfit(value, accounts);
    if (code !== undefined) return { code, retry: 'after-fix', values: { target } };
  }
  return undefined;
}

/** Whether its values are accounts of the plan. */
export function isAccount(target: Target): boolean {
  return target === 'account' || target === 'contra';
}
