import { type Day, readDay } from '../kernel/day';
import { type Cents, readCents } from '../kernel/money';
import type { MappingCode } from '../texts/problem-code';
import type { KnownAccounts } from './known-accounts';
import type { Target } from './mapping';

/** The largest amount DATEV takes: ten digits before the comma (EXTF column 1, DXSO type p7). */
export const MAX_CENTS = 999_999_999_999;

/**
 * Reads an amount from Looker's exact text: digits, a decimal point, an exponent where the database writes one. Zeros
 * beyond the cents are nothing, anything else there is a finding, because rounding is a decision. A code instead of an
 * amount says what is wrong.
 */
export function readAmount(text: string): Cents | MappingCode {
  const value = readCents(text, '.') ?? readLong(text);
  return typeof value === 'number' && Math.abs(value) > MAX_CENTS ? 'mapping.amount-too-large' : value;
}

const LONG = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/** The form of an amount that is not plain: many decimals or an exponent. */
function readLong(text: string): Cents | MappingCode {
  const found = LONG.exec(text);
  if (found === null) return 'mapping.amount-form';
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = found;
  const moved = whole.length + Number(exponent);
  const digits = `${'0'.repeat(Math.max(0, -moved))}${whole}${decimals}`.padEnd(moved, '0');
  const point = Math.max(0, moved);
  const after = digits.slice(point);
  if (/[1-9]/.test(after.slice(2))) return 'mapping.amount-precision';
  const before = digits.slice(0, point).replace(/^0+/, '') || '0';
  return readCents(`${sign}${before}.${after.slice(0, 2)}`, '.') ?? 'mapping.amount-too-large';
}

/**
 * Adds the tax to a net amount; `rate` in hundredths of a per cent (19 % is 1900), below 100 %. Half a cent is rounded away
 * from zero, as invoices are. Exact whenever DATEV would take the result: then the product stays below 2^53.
 */
export function grossOf(net: Cents, rate: number): Cents {
  const size = Math.abs(net);
  const tax = Math.floor((size * rate + 5000) / 10_000);
  return (net < 0 ? -(size + tax) : size + tax) as Cents;
}

/** A rate such as `19` or `5.5` in hundredths of a per cent. The mapping's schema knows no other form. */
export function rateOf(text: string): number {
  return readCents(text, '.') ?? 0;
}

/** Reads an account number for a Mandant with this Sachkontenlänge; personal accounts have one digit more. */
export function readAccount(text: string, accountLength: number): number | MappingCode {
  if (!/^\d+(?:\.0+)?$/.test(text)) return 'mapping.account-form';
  const account = Number(text);
  if (account === 0) return 'mapping.account-form';
  return account < 10 ** (accountLength + 1) ? account : 'mapping.account-length';
}

/** What is wrong with an account number, or that the Mandant has no such account. */
export function accountMisfit(text: string, accounts: KnownAccounts): MappingCode | undefined {
  const account = readAccount(text, accounts.accountLength);
  if (typeof account === 'string') return account;
  return accounts.has(account) ? undefined : 'mapping.unknown-account';
}

/**
 * Reads a day from `2026-11-30`, or from a time such as `2026-11-30 23:59:59`, which Looker gives in the zone of the query.
 * A time with a zone of its own is refused: its day depends on where one looks from.
 */
export function readDate(text: string): Day | MappingCode {
  const isDay = text.length === 10 || /^.{10}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?$/.test(text);
  return (isDay ? readDay(text.slice(0, 10), 'iso') : undefined) ?? 'mapping.date-form';
}

/** What is wrong with the form of a value: the code, and the limit where it is one. */
export type Misfit = { readonly code: MappingCode; readonly most?: number };

/** Most characters of the texts of a booking (EXTF columns 11, 12, 14, 37, 38, 40). */
const LENGTHS: Partial<Readonly<Record<Target, number>>> = {
  documentNumber: 36,
  documentNumber2: 12,
  text: 60,
  kost1: 36,
  kost2: 36,
  euVatId: 15,
};
/** The limit of a target that is a text, where it has one. */
export function mostCharacters(target: string): number | undefined {
  return Object.hasOwn(LENGTHS, target) ? LENGTHS[target as Target] : undefined;
}
/** Control characters (C0, DEL, C1), what ends a line elsewhere, and half a character, in whose place a file would have another one. */
const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029]/u;
const DOCUMENT = /^[A-Za-z0-9$&%*+\-/_]*$/;
const VAT_ID = /^[A-Za-z]{2}[A-Za-z0-9+*.]{2,13}$/;

/** What is wrong with a value of a target that is a text, as far as every way into DATEV minds it. */
export function textMisfit(target: Target, value: string): Misfit | undefined {
  const most = LENGTHS[target];
  if (most !== undefined && value.length > most && value.normalize('NFC').length > most)
    return { code: 'mapping.too-long', most };
  const isDocument = target === 'documentNumber' || target === 'documentNumber2';
  if (isDocument ? !DOCUMENT.test(value) : CONTROL.test(value)) return { code: 'mapping.characters' };
  if (target === 'euVatId' && !VAT_ID.test(value)) return { code: 'mapping.vat-id-form' };
  return undefined;
}
