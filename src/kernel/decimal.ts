import type { DecimalMark } from './money';

/**
 * An exact decimal number that is no amount of money (an exchange rate, a quantity, a tax rate): `units` × 10^-`scale`, so
 * 1,0825 is `{ units: 10825, scale: 4 }`. The scale is what will be written: `0,830000` stays `0,830000`.
 */
export type Decimal = { readonly units: number; readonly scale: number };

/** Reads `1,240402`, `-5` or `0,83` exactly: no thousands separators, at most 15 digits. `undefined` for anything else. */
export function readDecimal(text: string, mark: DecimalMark): Decimal | undefined {
  const parts = (mark === ',' ? GERMAN : POINT).exec(text);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', decimals = ''] = parts;
  const digits = whole + decimals;
  if (digits.length > 15) return undefined;
  const units = Number(digits);
  return { units: sign === '-' && units !== 0 ? -units : units, scale: decimals.length };
}
const GERMAN = /^([+-]?)(\d{1,15})(?:,(\d{1,15}))?$/;
const POINT = /^([+-]?)(\d{1,15})(?:\.(\d{1,15}))?$/;

/** Writes all decimals of the scale and no thousands separators. */
export function writeDecimal({ units, scale }: Decimal, mark: DecimalMark): string {
  const digits = String(Math.abs(units)).padStart(scale + 1, '0');
  const sign = units < 0 ? '-' : '';
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}${mark}${digits.slice(-scale)}`;
}
