import * as v from 'valibot';
import { dayOf } from '../kernel/day';
import type { Problem } from '../kernel/problem';
import type { ProblemCode } from '../texts/problem-code';

/**
 * The account plan of a Mandant: which accounts there are, how long their numbers are, when the fiscal year begins and
 * what is closed already. It is what our checks know of the Mandant's books; DATEV offers no way to ask for it.
 */

const CHARTS = ['SKR03', 'SKR04', 'own'] as const;
export type Chart = (typeof CHARTS)[number];

/** A chart of accounts with the customers and suppliers of a large Mandant. */
export const MAX_ACCOUNTS = 50_000;
export const MAX_NAME = 150;

export const Account = v.object({
  /** Digits as the firm writes them; zeros in front do not count. */
  number: v.pipe(v.string(), v.regex(/^\d{1,9}$/)),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_NAME)),
  /** Automatikfunktion: DATEV computes the tax itself, so a booking on it carries no BU-Schlüssel. */
  automatic: v.optional(v.literal(true)),
});
export type Account = Readonly<v.InferOutput<typeof Account>>;

export const AccountPlan = v.object({
  v: v.literal(1),
  mandant: v.pipe(v.string(), v.regex(/^\d{4,7}-\d{1,5}$/)),
  /** Counts every accepted change; a run names the version it used. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  chart: v.picklist(CHARTS),
  /** Sachkontenlänge; a Personenkonto has one digit more. */
  accountLength: v.pipe(v.number(), v.integer(), v.minValue(4), v.maxValue(8)),
  /** `MM-DD` of the day on which every fiscal year begins. */
  fiscalYearBegin: v.pipe(v.string(), v.regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)),
  /** The last month, `YYYY-MM`, in which nothing may be booked any more. */
  closedThrough: v.optional(v.pipe(v.string(), v.regex(/^20\d{2}-(0[1-9]|1[0-2])$/))),
  accounts: v.pipe(v.array(Account), v.maxLength(MAX_ACCOUNTS)),
  /** Absent in plans that an earlier version of the app saved: nobody noted who. */
  changedAt: v.optional(v.string()),
  changedBy: v.optional(v.string()),
});
export type AccountPlan = v.InferOutput<typeof AccountPlan>;

/** Sachkonto of the general ledger, or the Personenkonto of a customer (Debitor) or a supplier (Kreditor). */
type AccountKind = 'sachkonto' | 'debitor' | 'kreditor';

/** A plan as the checks ask it. Accounts are digits, with or without zeros in front. */
type KnownAccounts = {
  readonly accountLength: number;
  /** What a number is by its length and first digit; `undefined` when no account of this Mandant can have it. */
  readonly kindOf: (account: string) => AccountKind | undefined;
  /** Whether the plan lists it. */
  readonly has: (account: string) => boolean;
  readonly isAutomatic: (account: string) => boolean;
};

export function knownAccounts(plan: Pick<AccountPlan, 'accountLength' | 'accounts'>): KnownAccounts {
  const listed = new Map(plan.accounts.map((account) => [bare(account.number), account.automatic === true]));
  return {
    accountLength: plan.accountLength,
    kindOf: (account) => kindOf(account, plan.accountLength),
    has: (account) => listed.has(bare(account)),
    isAutomatic: (account) => listed.get(bare(account)) === true,
  };
}

/** The number without the zeros in front: `0420` and `420` are one account. */
export function bare(account: string): string {
  return account.replace(/^0+(?=\d)/, '');
}

/**
 * Sachkonten have at most `accountLength` digits. A Personenkonto has exactly one more: customers begin with 1 to 6,
 * suppliers with 7 to 9 (DATEV: Sachkontenlänge).
 */
function kindOf(account: string, accountLength: number): AccountKind | undefined {
  if (!/^\d{1,9}$/.test(account)) return undefined;
  const digits = bare(account);
  if (digits === '0' || digits.length > accountLength + 1) return undefined;
  if (digits.length <= accountLength) return 'sachkonto';
  return digits < '7' ? 'debitor' : 'kreditor';
}

/** Forge stores 240 KiB under one key (Forge: Storage limits); the rest is for what stands around the plan. */
export const BYTES_IN_ONE_KEY = 240 * 1024 - 512;

/** What a plan may take at all, as JSON: 50,000 accounts with names as they are. */
export const MAX_BYTES = 8_000_000;

/** What a plan says, whoever wrote it and when. */
type Said = Omit<AccountPlan, 'version' | 'changedAt' | 'changedBy'>;

/** What a plan says that cannot be right though its form is; empty when it may be saved. Counts, never a number. */
export function checkPlan(plan: Said): readonly Problem[] {
  const numbers = plan.accounts.map((account) => bare(account.number));
  const strange = numbers.filter((number) => kindOf(number, plan.accountLength) === undefined).length;
  const doubled = numbers.length - new Set(numbers).size;
  const bytes = storedBytes(plan);
  return [
    ...(isYearBegin(plan.fiscalYearBegin) ? [] : [problem('accounts.year-begin')]),
    ...(strange > 0 ? [problem('accounts.length', { count: strange, digits: plan.accountLength })] : []),
    ...(doubled > 0 ? [problem('accounts.doubled-in-plan', { count: doubled })] : []),
    ...(bytes > MAX_BYTES ? [problem('accounts.too-big', { count: plan.accounts.length })] : []),
  ];
}

/** A day that every year has. */
function isYearBegin(monthDay: string): boolean {
  return dayOf(2001, Number(monthDay.slice(0, 2)), Number(monthDay.slice(3))) !== undefined;
}

/** Bytes of a plan as JSON in UTF-8, as Forge counts them. */
export function storedBytes(plan: Said): number {
  return new TextEncoder().encode(JSON.stringify(plan)).length;
}

function problem(code: ProblemCode, values: Readonly<Record<string, number>> = {}): Problem {
  return { code, retry: 'after-fix', values };
}
