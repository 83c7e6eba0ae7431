import type { Field } from '../field';
import { isAllowedBeyondAscii, LETTERS } from '../read/letters';
import type { RowCode } from './row-code';

const COMMA = 0x2c;
const ZERO = 0x30;
const NINE = 0x39;
const QUOTE = 0x22;

/** What a number in a file turned out to be; one object reused for all cells, because there are millions. */
export type NumberRead = { code: RowCode | undefined; isZero: boolean; cents: number; value: number };

/**
 * Reads digits with at most one decimal comma (DATEV: no sign, no thousands separators). `length` digits before the comma,
 * `decimals` after it. For an amount `cents` is its value in cents, exact up to 13 digits.
 */
export function readNumber(
  bytes: Uint8Array,
  span: { readonly from: number; readonly to: number },
  { field, into }: { readonly field: Field; readonly into: NumberRead },
): void {
  const { from, to } = span;
  const { kind, length, decimals } = field;
  let value = 0;
  let comma = -1;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === COMMA && comma < 0 && decimals > 0) comma = at;
    else if (byte < ZERO || byte > NINE)
      return fail(into, kind === 'amount' ? 'extf.row.amount-form' : 'extf.row.number-form');
    else value = value * 10 + byte - ZERO;
  }
  const whole = (comma < 0 ? to : comma) - from;
  const after = comma < 0 ? 0 : to - comma - 1;
  into.isZero = value === 0;
  into.value = value / 10 ** after;
  if (whole === 0 || after > decimals)
    return fail(into, kind === 'amount' ? 'extf.row.amount-form' : 'extf.row.number-form');
  if (whole > length) return fail(into, 'extf.row.too-many-digits');
  into.cents = after === 2 ? value : value * (after === 1 ? 10 : 100);
  into.code = kind === 'amount' && after !== 2 ? 'extf.row.amount-decimals' : undefined;
}

function fail(into: NumberRead, code: RowCode): void {
  into.code = code;
}

/** A whole number of digits only; -1 for anything else. Up to nine digits. */
export function readDigits(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > 9) return -1;
  let value = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < ZERO || byte > NINE) return -1;
    value = value * 10 + byte - ZERO;
  }
  return value;
}

/** How many characters a text of ASCII has, doubled quotation marks counted once. */
export function asciiLength(
  bytes: Uint8Array,
  span: { readonly from: number; readonly to: number },
  isDoubled: boolean,
): number {
  const length = span.to - span.from;
  if (!isDoubled) return length;
  let marks = 0;
  for (let at = span.from; at < span.to; at++) if (bytes[at] === QUOTE) marks++;
  return length - marks / 2;
}

/** The first byte of a text of ASCII that a column with these letters may not have; -1 when all are fine. */
export function foreignByte(
  bytes: Uint8Array,
  span: { readonly from: number; readonly to: number },
  mask: number,
): number {
  for (let at = span.from; at < span.to; at++) {
    const byte = bytes[at] ?? 0;
    if (((LETTERS[byte] ?? 0) & mask) === 0) return byte;
  }
  return -1;
}

/** The first character of any text that a column with these letters may not have. */
export function foreignCharacter(text: string, mask: number): string | undefined {
  return [...text].find((character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0x7f ? !isAllowedBeyondAscii(mask, code) : ((LETTERS[code] ?? 0) & mask) === 0;
  });
}
