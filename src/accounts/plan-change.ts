import type { Sha256 } from '../audit/chain';
import { type ConfigEvent, changeOf, proofOf } from '../audit/config-event';
import { worded } from '../audit/config-words';
import type { AccountPlan } from './plan';

/**
 * What a change of an account plan means. Names of accounts are often names of customers and suppliers, so the log has their
 * numbers only; the whole plan is kept under its own number, and the hash tells which one is meant.
 */
export function planChange(
  before: AccountPlan | null,
  after: AccountPlan,
  sha256: Sha256,
): ConfigEvent | undefined {
  return changeOf({
    what: before === null ? 'accounts.made' : 'accounts.changed',
    about: `accounts:${after.mandant}`,
    before: worded(before === null ? undefined : decided(before, [])),
    after: worded(decided(after, before === null ? [] : renamed(before, after))),
    sha256: proofOf(after, sha256),
  });
}

function decided(plan: AccountPlan, withNewName: readonly string[]) {
  const { version, chart, accountLength, fiscalYearBegin, closedThrough, accounts } = plan;
  return {
    version,
    chart,
    accountLength,
    fiscalYearBegin,
    closedThrough,
    count: accounts.length,
    accounts: accounts.map(({ number }) => number),
    automatic: accounts.filter(({ automatic }) => automatic === true).map(({ number }) => number),
    renamed: withNewName,
  };
}

function renamed(before: AccountPlan, after: AccountPlan): readonly string[] {
  const names = new Map(before.accounts.map(({ number, name }) => [number, name]));
  return after.accounts
    .filter(({ number, name }) => names.has(number) && names.get(number) !== name)
    .map(({ number }) => number);
}
