import { present } from '../kernel/present';
import type { MappingCode } from '../texts/problem-code';
import { misfitOf } from './check-mapping';
import { isAccount } from './fill';
import type { MappingFinding } from './finding';
import type { KnownAccounts } from './known-accounts';
import { REQUIRED_TARGETS, type Target } from './mapping';
import { accountMisfit, type Misfit } from './values';

/** A column whose values go to a target as they are. */
type AsItIs = {
  readonly target: Target;
  readonly column: string;
  /** An empty value is replaced. */
  readonly hasOtherwise: boolean;
};

/** What is wrong with some of the values, in how many rows, and the value that most of them have. */
type Misfits = { readonly finding: MappingFinding; readonly rows: number };

/** Which values of a column a target does not take, kind by kind: before a run finds them row by row. */
export function misfitsIn(
  values: ReadonlyMap<string, number>,
  { target, column, hasOtherwise }: AsItIs,
  accounts: KnownAccounts,
): readonly Misfits[] {
  const found = new Map<MappingCode, Misfit & { commonest: string; times: number; rows: number }>();
  for (const [value, count] of values) {
    const misfit = value === '' ? emptyAt(target, hasOtherwise) : misfitAt(target, value, accounts);
    if (misfit === undefined) continue;
    const before = found.get(misfit.code) ?? { commonest: value, times: count, rows: 0 };
    const commonest = before.times < count ? { commonest: value, times: count } : before;
    found.set(misfit.code, { ...before, ...commonest, ...misfit, rows: before.rows + count });
  }
  return [...found.values()].map(({ code, most, commonest, rows }) => ({
    finding: present({ code, target, column, value: commonest, most }),
    rows,
  }));
}

function emptyAt(target: Target, hasOtherwise: boolean): Misfit | undefined {
  return REQUIRED_TARGETS.some((one) => one === target) && !hasOtherwise
    ? { code: 'mapping.empty' }
    : undefined;
}

function misfitAt(target: Target, value: string, accounts: KnownAccounts): Misfit | undefined {
  if (!isAccount(target)) return misfitOf(target, value);
  const code = accountMisfit(value, accounts);
  return code === undefined ? undefined : { code };
}
