import type { CentSum } from '../../kernel/money';
import type { BookingLine } from '../booking-line';
import type { Totals } from './row-check';

/**
 * The control totals of a file while it is written. Bookings in the batch's own currency are by far the most: for Soll and
 * Haben a plain number, emptied into an exact one long before it could be wrong.
 */
export type ControlTotals = {
  readonly small: Float64Array;
  readonly big: [bigint, bigint];
  readonly foreign: Map<string, [bigint, bigint]>;
};

const SPILL = 2 ** 51;
/** Above any amount that DATEV takes; what is not below has its finding and no part in a total. */
const BEYOND = 1e12;

export function noTotals(): ControlTotals {
  return { small: new Float64Array(2), big: [0n, 0n], foreign: new Map() };
}

/** Adds a booking of a batch in the currency `own` to the total of its side. */
export function addLine(totals: ControlTotals, line: BookingLine, own: string): void {
  const { amount, side, currency } = line;
  if (!(amount > 0 && amount < BEYOND && Number.isInteger(amount))) return;
  const which = side === 'H' ? 1 : 0;
  if (currency !== undefined && currency !== '' && currency !== own) return addForeign(totals, line, which);
  const sum = (totals.small[which] ?? 0) + amount;
  totals.small[which] = sum < SPILL ? sum : 0;
  if (sum >= SPILL) totals.big[which] += BigInt(sum);
}

function addForeign({ foreign }: ControlTotals, { amount, currency = '' }: BookingLine, which: 0 | 1): void {
  const sums = foreign.get(currency) ?? [0n, 0n];
  sums[which] += BigInt(amount);
  foreign.set(currency, sums);
}

/** The totals by currency, that of the batch first; none for a currency in which nothing is booked. */
export function totalsOf({ small, big, foreign }: ControlTotals, own: string): readonly Totals[] {
  const [debit = 0, credit = 0] = small;
  const sums = [[own, [big[0] + BigInt(debit), big[1] + BigInt(credit)]] as const, ...foreign];
  return sums
    .filter(([, [d, c]]) => d + c > 0n)
    .map(([currency, [d, c]]) => ({ currency, debit: d as CentSum, credit: c as CentSum }));
}
