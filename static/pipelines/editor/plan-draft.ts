import type { AccountsAnswer, AccountsRead } from '../../../src/contract/pipelines';
import { same } from './rebase';

/** An account as typed: digits, without zeros in front. */
export type AccountRow = { readonly number: string; readonly name: string; readonly isAutomatic: boolean };
/** An account plan while somebody edits it. */
export type PlanForm = {
  readonly chart: 'SKR03' | 'SKR04' | 'own';
  readonly accountLength: number;
  /** `MM-DD`. */
  readonly fiscalYearBegin: string;
  /** `YYYY-MM`, or empty. */
  readonly closedThrough: string;
  readonly accounts: readonly AccountRow[];
};
export type PlanState = {
  /** The stored version that was seen; 0 where there is none. */
  readonly version: number;
  readonly base: PlanForm;
  readonly form: PlanForm;
};

export type PlanEvent =
  | { readonly on: 'typed'; readonly part: Partial<PlanForm> }
  | { readonly on: 'preset'; readonly chart: 'SKR03' | 'SKR04'; readonly read: AccountsRead['accounts'] }
  | { readonly on: 'imported'; readonly read: Pick<AccountsRead, 'accounts' | 'accountLength'> }
  | { readonly on: 'added'; readonly account: AccountRow }
  | { readonly on: 'removed'; readonly number: string }
  | { readonly on: 'saved'; readonly stored: AccountsAnswer }
  /** Somebody else saved: theirs instead of mine, or mine upon theirs with the next save. */
  | { readonly on: 'stored'; readonly stored: AccountsAnswer; readonly keep: 'mine' | 'theirs' };

const NONE: PlanForm = {
  chart: 'own',
  accountLength: 4,
  fiscalYearBegin: '01-01',
  closedThrough: '',
  accounts: [],
};

export function planBegun(stored: AccountsAnswer): PlanState {
  const form = planOf(stored);
  return { version: stored.version, base: form, form };
}

export function isPlanDirty({ form, base }: PlanState): boolean {
  return !same(form, base);
}

export function editPlan(state: PlanState, event: PlanEvent): PlanState {
  const { form } = state;
  const put = (part: Partial<PlanForm>): PlanState => ({ ...state, form: { ...form, ...part } });
  switch (event.on) {
    case 'typed':
      return put(event.part);
    case 'preset':
      return put({ chart: event.chart, accounts: joined([], event.read.map(rowOf)) });
    case 'imported':
      return put({
        accounts: joined(form.accounts, event.read.accounts.map(rowOf)),
        accountLength: event.read.accountLength ?? form.accountLength,
      });
    case 'added':
      return put({ accounts: joined(form.accounts, [event.account]) });
    case 'removed':
      return put({ accounts: form.accounts.filter(({ number }) => number !== event.number) });
    case 'saved':
      return { ...planBegun(event.stored), form };
    case 'stored':
      return event.keep === 'mine' ? { ...planBegun(event.stored), form } : planBegun(event.stored);
  }
}

/** An account as somebody typed it; undefined when it is none. */
export function accountOf(number: string, name: string, isAutomatic: boolean): AccountRow | undefined {
  const digits = number.trim().replace(/^0+(?=\d)/, '');
  if (!/^\d{1,9}$/.test(digits) || digits === '0' || name.trim() === '') return undefined;
  return { number: digits, name: name.trim(), isAutomatic };
}

/** Accounts whose number begins with what is looked for, or whose name contains it. */
export function matching(accounts: readonly AccountRow[], search: string): readonly AccountRow[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return accounts;
  return accounts.filter(
    ({ number, name }) => number.startsWith(wanted) || name.toLowerCase().includes(wanted),
  );
}

function planOf({ plan }: AccountsAnswer): PlanForm {
  if (plan === undefined) return NONE;
  const { chart, accountLength, fiscalYearBegin, closedThrough = '' } = plan;
  return {
    chart,
    accountLength,
    fiscalYearBegin,
    closedThrough,
    accounts: joined([], plan.accounts.map(rowOf)),
  };
}

function rowOf(account: { number: string; name: string; automatic?: true | undefined }): AccountRow {
  const number = account.number.replace(/^0+(?=\d)/, '');
  return { number, name: account.name, isAutomatic: account.automatic === true };
}

/** A later account replaces one of the same number; by number as people read a plan. */
function joined(before: readonly AccountRow[], after: readonly AccountRow[]): readonly AccountRow[] {
  const byNumber = new Map([...before, ...after].map((account) => [account.number, account]));
  return [...byNumber.values()].sort((a, b) => Number(a.number) - Number(b.number));
}
