import { type BookingLine, bookingLine } from '../extf/booking-line';
import { fitsAutomatic, isTaxKey } from '../extf/tax-key';
import type { Day } from '../kernel/day';
import type { Cents } from '../kernel/money';
import type { MappingCode } from '../texts/problem-code';
import type { MappingFinding } from './finding';
import type { KnownAccounts } from './known-accounts';
import type { DayTarget, OptionalTarget, Target } from './mapping';
import { type Field, type Found, type Sink, tell } from './reader';
import type { Row } from './source';
import { grossOf, MAX_CENTS, readAccount, readAmount, readDate, textMisfit } from './values';

/** What becomes of one row from Looker. `source` is Looker's amount with its sign, for the control totals. */
export type Mapped =
  | {
      readonly is: 'line';
      readonly line: BookingLine;
      readonly partner?: string | undefined;
      readonly source: Cents;
    }
  | { readonly is: 'left-out'; readonly code: MappingCode }
  | {
      readonly is: 'refused';
      readonly findings: readonly MappingFinding[];
      readonly source?: Cents | undefined;
    };

/** The days a booking may have. */
type Days = {
  readonly from: Day;
  readonly to: Day;
  readonly fiscalYear: { readonly first: Day; readonly last: Day };
  readonly closedThrough?: Day | undefined;
};

/** A mapping made ready: one field for each target that has a rule. */
export type CompiledMapping = Days & {
  readonly sink: Sink;
  readonly accounts: KnownAccounts;
  /** The currency of the batch, ISO 4217. */
  readonly currency: string;
  readonly isNet: boolean;
  readonly leavesOutZero: boolean;
  readonly amount: Field<Target>;
  readonly account: Field<Target>;
  readonly contra: Field<Target>;
  readonly date: Field<Target>;
  /** The side of a positive amount of this row. */
  readonly sideOf: (row: Row) => 'S' | 'H' | undefined;
  readonly tax: Omit<Field<'taxKey'>, 'read'> & { readonly entryOf: (row: Row) => Found | undefined };
  readonly optional: { readonly [T in OptionalTarget]?: Field<T> };
};

/** Makes a booking line of a row, or says everything that is wrong with it. */
export function mapRow(machine: CompiledMapping, row: Row): Mapped {
  const { sink } = machine;
  if (sink.found.length > 0) sink.found = [];
  const source = sourceOf(machine, row);
  if (source === 0 && machine.leavesOutZero) return { is: 'left-out', code: 'mapping.zero-left-out' };
  const line = lineOf(machine, row, source);
  const partner = textOf(machine.optional.partner, row);
  if (line === undefined || source === undefined || sink.found.length > 0)
    return { is: 'refused', findings: sink.found, source };
  return { is: 'line', line, partner, source };
}

/**
 * All values are read before anything is refused, so that a person sees every fault of a row at once. One literal without
 * spreads: those would take twenty times as long.
 */
function lineOf(machine: CompiledMapping, row: Row, source: Cents | undefined): BookingLine | undefined {
  const { optional } = machine;
  const { side, gross, account, contra, taxKey, day } = coreOf(machine, row, source);
  const line = bookingLine({
    amount: Math.abs(gross ?? 0) as Cents,
    side: side ?? 'S',
    account: account ?? 0,
    contra: contra ?? 0,
    taxKey,
    day: day ?? machine.from,
    belegfeld1: textOf(optional.documentNumber, row),
    belegfeld2: textOf(optional.documentNumber2, row),
    text: textOf(optional.text, row),
    kost1: textOf(optional.kost1, row),
    kost2: textOf(optional.kost2, row),
    euVatId: textOf(optional.euVatId, row),
    serviceDay: otherDay(optional.serviceDate, row),
    dueDay: otherDay(optional.dueDate, row),
  });
  const isWhole = side !== undefined && gross !== undefined && day !== undefined;
  return isWhole && account !== undefined && contra !== undefined ? line : undefined;
}

/** What no line can do without, and the tax key, which depends on the accounts. */
function coreOf(machine: CompiledMapping, row: Row, source: Cents | undefined) {
  const positive = machine.sideOf(row);
  const entry = machine.tax.entryOf(row);
  const gross = amountOf(machine, source, entry);
  const account = accountOf(machine.account, row, machine.accounts);
  const contra = accountOf(machine.contra, row, machine.accounts);
  if (account !== undefined && account === contra) tell(machine.contra, 'mapping.accounts-equal');
  const taxKey = taxKeyOf(machine, entry, { account, contra });
  const day = bookingDay(machine, row);
  checkCurrency(machine, row);
  const isTurned = gross !== undefined && gross < 0;
  return { side: isTurned ? otherSide(positive) : positive, gross, account, contra, taxKey, day };
}

function otherSide(side: 'S' | 'H' | undefined): 'S' | 'H' | undefined {
  return side === undefined ? undefined : side === 'S' ? 'H' : 'S';
}

function sourceOf({ amount, leavesOutZero }: CompiledMapping, row: Row): Cents | undefined {
  const text = amount.read(row);
  if (text === undefined) return undefined;
  if (text === '') return tell(amount, 'mapping.empty');
  const value = readAmount(text);
  if (typeof value === 'string') return tell(amount, value, { value: text });
  if (value === 0 && !leavesOutZero) tell(amount, 'mapping.zero-amount', { value: text });
  return value;
}

function amountOf(
  { isNet, amount, tax }: CompiledMapping,
  source: Cents | undefined,
  entry: Found | undefined,
): Cents | undefined {
  if (!isNet) return source;
  // Without an entry the finding about the tax says enough.
  if (source === undefined || entry === undefined) return undefined;
  if (entry.rate === undefined) return tell(tax, 'mapping.rate-missing', { value: entry.value });
  const gross = grossOf(source, entry.rate);
  if (Math.abs(gross) <= MAX_CENTS) return gross;
  return tell(amount, 'mapping.amount-too-large');
}

function accountOf(field: Field, row: Row, accounts: KnownAccounts): number | undefined {
  const value = field.read(row);
  if (value === undefined) return undefined;
  if (value === '') return tell(field, 'mapping.empty');
  const account = readAccount(value, accounts.accountLength);
  if (typeof account === 'string') return tell(field, account, { value });
  if (!accounts.has(account)) tell(field, 'mapping.unknown-account', { value });
  return account;
}

type Pair = { readonly account: number | undefined; readonly contra: number | undefined };

function taxKeyOf(
  { tax, accounts }: CompiledMapping,
  entry: Found | undefined,
  { account, contra }: Pair,
): string | undefined {
  if (entry === undefined || entry.value === '') return undefined;
  const { value } = entry;
  if (!isTaxKey(value)) return tell(tax, 'mapping.key-form', { value });
  const isAutomatic =
    (account !== undefined && accounts.isAutomatic(account)) ||
    (contra !== undefined && accounts.isAutomatic(contra));
  if (isAutomatic && !fitsAutomatic(value)) tell(tax, 'mapping.key-on-automatic', { value });
  return value;
}

function bookingDay(machine: CompiledMapping, row: Row): Day | undefined {
  const { date } = machine;
  const value = date.read(row);
  if (value === undefined) return undefined;
  if (value === '') return tell(date, 'mapping.empty');
  const day = readDate(value);
  const code = typeof day === 'string' ? day : outside(machine, day);
  if (code !== undefined) tell(date, code, { value });
  return typeof day === 'string' ? undefined : day;
}

/** The gravest reason first: a wrong fiscal year is booked in the wrong one, because the file's days have no year. */
function outside({ from, to, fiscalYear, closedThrough }: Days, day: Day): MappingCode | undefined {
  if (day < fiscalYear.first || day > fiscalYear.last) return 'mapping.date-outside-year';
  if (day < from || day > to) return 'mapping.date-outside-period';
  return closedThrough !== undefined && day <= closedThrough ? 'mapping.period-closed' : undefined;
}

function otherDay(field: Field<DayTarget> | undefined, row: Row): Day | undefined {
  if (field === undefined) return undefined;
  const value = field.read(row) ?? '';
  if (value === '') return undefined;
  const day = readDate(value);
  return typeof day === 'string' ? tell(field, day, { value }) : day;
}

function textOf(field: Field<Exclude<Target, DayTarget>> | undefined, row: Row): string | undefined {
  if (field === undefined) return undefined;
  const value = field.read(row) ?? '';
  if (value === '') return undefined;
  const misfit = textMisfit(field.target, value);
  if (misfit !== undefined) tell(field, misfit.code, { value, most: misfit.most });
  return value;
}

/** The batch has one currency. An empty one is unknown, not the batch's. */
function checkCurrency({ optional: { currency: field }, currency }: CompiledMapping, row: Row): void {
  if (field === undefined) return;
  const value = field.read(row);
  if (value === undefined) return;
  if (value === '') tell(field, 'mapping.empty');
  else if (value.toUpperCase() !== currency) tell(field, 'mapping.other-currency', { value });
}
