import { type Day, daysIn } from '../../kernel/day';
import type { Decimal } from '../../kernel/decimal';
import type { Cents } from '../../kernel/money';
import { endCell, leaveEmpty, type Pen, refuse } from './pen';

const ZERO = 0x30;
const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const MAX_INT32 = 0x7fffffff;

/** Writes an amount with comma and two decimals. DATEV's amounts have no sign; the direction is in column 2. */
export function putAmount(pen: Pen, column: number, amount: Cents): void {
  if (!Number.isSafeInteger(amount) || amount < 0)
    return refuse(pen, { code: isMissing(amount) ? 'extf.row.required' : 'extf.row.amount-form', column });
  if (amount === 0 && isNeverZero(pen, column)) return refuse(pen, { code: 'extf.row.zero', column });
  const whole = amount <= MAX_INT32 ? (amount / 100) | 0 : Math.floor(amount / 100);
  const most = pen.plan.lengths[column] ?? 0;
  if (digitsOf(whole) > most)
    return refuse(pen, { code: 'extf.row.too-many-digits', column, values: { most } });
  leaveEmpty(pen, column);
  putWhole(pen, whole);
  const { view, at } = pen;
  view.setUint8(at, COMMA);
  view.setUint16(at + 1, PAIRS[amount - whole * 100] ?? 0, true);
  view.setUint8(at + 3, SEMICOLON);
  pen.at = at + 4;
}

/**
 * Writes an account number. An account of the ledger has at most as many digits as the Sachkontenlänge (leading zeros are
 * left out), a personal account exactly one more.
 */
export function putAccount(pen: Pen, column: number, account: number): void {
  if (!Number.isInteger(account) || account < 0)
    return refuse(pen, { code: isMissing(account) ? 'extf.row.required' : 'extf.row.account-form', column });
  if (account === 0 && isNeverZero(pen, column)) return refuse(pen, { code: 'extf.row.zero', column });
  const count = digitsOf(account);
  if (count > pen.rules.accountLength + 1) return refuseLength(pen, column);
  leaveEmpty(pen, column);
  putWhole(pen, account);
  endCell(pen);
}

/** Tells that an account has more or fewer digits than the Sachkontenlänge allows. */
function refuseLength(pen: Pen, column: number): void {
  const length = pen.rules.accountLength;
  refuse(pen, { code: 'extf.row.account-length', column, values: { length, personal: length + 1 } });
}

/** Lines made by a mapping may lack what their type promises. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Writes a number with all the decimals it is given with; where the column knows only a few values, one of them. */
export function putDecimal(pen: Pen, column: number, { units, scale }: Decimal): void {
  const { length, decimals, values } = pen.plan.fields[column - 1] ?? { length: 0, decimals: 0 };
  const isForm = Number.isSafeInteger(units) && units >= 0 && Number.isInteger(scale) && scale >= 0;
  if (!isForm || scale > decimals) return refuse(pen, { code: 'extf.row.number-form', column });
  if (units === 0 && isNeverZero(pen, column)) return refuse(pen, { code: 'extf.row.zero', column });
  const power = 10 ** scale;
  const whole = Math.floor(units / power);
  if (digitsOf(whole) > length)
    return refuse(pen, { code: 'extf.row.too-many-digits', column, values: { most: length } });
  if (values?.includes(String(units)) === false)
    return refuse(pen, { code: 'extf.row.value', column, values: { allowed: values.join(', ') } });
  leaveEmpty(pen, column);
  putWhole(pen, whole);
  if (scale > 0) {
    pen.bytes[pen.at++] = COMMA;
    putDigits(pen, units - whole * power, scale);
  }
  endCell(pen);
}

/** Writes TTMM. Whoever calls it knows that it is a day. */
export function putDayOfYear(pen: Pen, column: number, day: Day): void {
  leaveEmpty(pen, column);
  const { view, at } = pen;
  view.setInt32(at, DATES[day % 10_000] ?? 0, true);
  view.setUint8(at + 4, SEMICOLON);
  pen.at = at + 5;
}

/** Writes TTMMJJJJ. */
export function putDay(pen: Pen, column: number, day: Day): void {
  if (!isDay(day)) return refuse(pen, { code: 'extf.row.day-form', column, values: { form: 'TTMMJJJJ' } });
  leaveEmpty(pen, column);
  const { view, at } = pen;
  const year = (day / 10_000) | 0;
  const century = (year / 100) | 0;
  view.setInt32(at, DATES[day - year * 10_000] ?? 0, true);
  view.setUint16(at + 4, PAIRS[century] ?? 0, true);
  view.setUint16(at + 6, PAIRS[year - century * 100] ?? 0, true);
  view.setUint8(at + 8, SEMICOLON);
  pen.at = at + 9;
}

/** Whether it is a day of the calendar, of the years that accounts can have to do with: 1901 to 2099. */
export function isDay(day: Day): boolean {
  if (!Number.isInteger(day) || day < 19_010_101 || day > 20_991_231) return false;
  const year = (day / 10_000) | 0;
  const date = day - year * 10_000;
  // In these two centuries every fourth year is a leap year.
  return (DATES[date] ?? 0) !== 0 && (date !== LEAP_DAY || year % 4 === 0);
}
const LEAP_DAY = 229;

/** How many digits a number not below 0 has. */
export function digitsOf(value: number): number {
  if (value < 10_000) return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4;
  let digits = 5;
  for (let limit = 100_000; value >= limit; limit *= 10) digits++;
  return digits;
}

function isNeverZero(pen: Pen, column: number): boolean {
  return pen.plan.fields[column - 1]?.isNeverZero === true;
}

/** Writes a whole number not below 0 without leading zeros. */
function putWhole(pen: Pen, value: number): void {
  if (value <= MAX_INT32) return putDigits(pen, value, digitsOf(value));
  // Numbers of 32 bits are divided much faster; few values have more.
  const high = Math.floor(value / 1e8);
  putWhole(pen, high);
  putDigits(pen, value - high * 1e8, 8);
}

/** Writes the last `count` digits of a whole number of at most 32 bits, with leading zeros if it has fewer. */
function putDigits(pen: Pen, value: number, count: number): void {
  const { view } = pen;
  let at = pen.at + count;
  pen.at = at;
  let left = value | 0;
  for (let digits = count; digits >= 2; digits -= 2) {
    const next = (left / 100) | 0;
    at -= 2;
    view.setUint16(at, PAIRS[left - next * 100] ?? 0, true);
    left = next;
  }
  if ((count & 1) === 1) view.setUint8(at - 1, ZERO + left);
}

/** The two digits of 0 to 99 as one number, the first digit in its low byte. */
const PAIRS = Uint16Array.from(
  { length: 100 },
  (_, n) => (ZERO + Math.floor(n / 10)) | ((ZERO + (n % 10)) << 8),
);

/** TTMM as one number for every MMTT of a leap year; 0 for what is no day. */
const DATES = Int32Array.from({ length: 1232 }, (_, n) => {
  const [month, date] = [Math.floor(n / 100), n % 100];
  const isDate = month >= 1 && date >= 1 && date <= daysIn(2000, month);
  return isDate ? (PAIRS[date] ?? 0) | ((PAIRS[month] ?? 0) << 16) : 0;
});
