/**
 * An amount of money in whole cents. Always a safe integer: the largest amount DATEV knows has ten digits before the
 * comma. Nothing near an amount is ever a floating-point number; sums of many amounts are bigint (`CentSum`).
 */
export type Cents = number & { readonly unit: 'cent' };

/** How a text writes decimals: `,` as DATEV's files do, `.` as XML and JSON do. */
export type DecimalMark = ',' | '.';

/**
 * Reads an amount such as `1234,5`, `-0,07` or `64083` exactly, without thousands separators. At most two decimals.
 * `undefined` when the text is anything else, or has more than 13 digits before the mark.
 */
export function readCents(text: string, mark: DecimalMark): Cents | undefined {
  const parts = (mark === ',' ? GERMAN : POINT).exec(text);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', decimals = ''] = parts;
  const value = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return (sign === '-' && value !== 0 ? -value : value) as Cents;
}
const GERMAN = /^([+-]?)(\d{1,13})(?:,(\d{0,2}))?$/;
const POINT = /^([+-]?)(\d{1,13})(?:\.(\d{0,2}))?$/;

/** Writes an amount with exactly two decimals and no thousands separators, e.g. `-1234,05`. */
export function writeCents(value: Cents, mark: DecimalMark): string {
  const digits = String(Math.abs(value)).padStart(3, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}${mark}${digits.slice(-2)}`;
}

/** The sum of many amounts in cents; exact for any number of them. */
export type CentSum = bigint & { readonly unit: 'cent' };

/** Adds amounts exactly. */
export function sumCents(values: Iterable<Cents>): CentSum {
  let sum = 0n;
  let small = 0;
  for (const value of values) {
    small += value;
    // Well below 2^53, so that the next addition is exact, too.
    if (small > SPILL || small < -SPILL) {
      sum += BigInt(small);
      small = 0;
    }
  }
  return (sum + BigInt(small)) as CentSum;
}
const SPILL = 2 ** 52;

/** Writes a sum like `writeCents`. */
export function writeSum(sum: CentSum, mark: DecimalMark): string {
  const digits = String(sum < 0n ? -sum : sum).padStart(3, '0');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -2)}${mark}${digits.slice(-2)}`;
}
