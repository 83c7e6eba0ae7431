import type { MappingCode } from '../texts/problem-code';
import { misfitOf } from './check-mapping';
import type { MappingFinding } from './finding';
import type { KnownAccounts } from './known-accounts';
import type { Target } from './mapping';
import { readAccount } from './values';

/** A column whose values go to a target as they are. */
type AsItIs = {
  readonly target: Target;
  readonly column: string;
  /** An empty value is replaced. */
  readonly hasOtherwise: boolean;
};

/** What is wrong with some of the values, in how many rows, and the value that most of them have. */
type Misfits = { readonly finding: MappingFinding; readonly rows: number };

const NEEDED: ReadonlySet<Target> = new Set(['amount', 'account', 'contra', 'date']);

/** Which values of a column a target does not take, kind by kind: before a run finds them row by row. */
export function misfitsIn(
  values: ReadonlyMap<string, number>,
  { target, column, hasOtherwise }: AsItIs,
  accounts: KnownAccounts,
): readonly Misfits[] {
  const found = new Map<MappingCode, { value: string; most: number; rows: number; limit?: number }>();
  for (const [value, count] of values) {
    const misfit = value === '' ? emptyAt(target, hasOtherwise) : misfitAt(target, value, accounts);
    if (misfit === undefined) continue;
    const before = found.get(misfit.code);
    const limit = misfit.most === undefined ? {} : { limit: misfit.most };
    const commonest = before === undefined || before.most < count ? { value, most: count } : before;
    found.set(misfit.code, { ...commonest, rows: (before?.rows ?? 0) + count, ...limit });
  }
  return [...found].map(([code, { value, rows, limit }]) => ({
    finding: { code, target, column, value, ...(limit === undefined ? {} : { most: limit }) },
    rows,
  }));
}

type Misfit = { readonly code: MappingCode; readonly most?: number };

function emptyAt(target: Target, hasOtherwise: boolean): Misfit | undefined {
  return NEEDED.has(target) && !hasOtherwise ? { code: 'mapping.empty' } : undefined;
}

function misfitAt(target: Target, value: string, accounts: KnownAccounts): Misfit | undefined {
  if (target !== 'account' && target !== 'contra') return misfitOf(target, value);
  const account = readAccount(value, accounts.accountLength);
  if (typeof account === 'string') return { code: account };
  return accounts.has(account) ? undefined : { code: 'mapping.unknown-account' };
}
