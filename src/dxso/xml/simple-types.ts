import type { Text } from '../../texts/say';
import { COUNTRIES, CURRENCIES } from './iso-codes';

/**
 * The simple types of DATEV's schemas version 6.0 (`…_ledger_types_v060.xsd`, `Document_types_v060.xsd`) under their own
 * names. Both schemas give a name that they share the same meaning.
 */
export type SimpleType = Form & {
  /** What is allowed, for people: a text `dxso.allowed.…`. */
  readonly allowed: Allowed;
};

type Allowed = Extract<Text, `dxso.allowed.${string}`> extends `dxso.allowed.${infer Name}` ? Name : never;

type Form =
  /** Kept as it is, blanks included. Lengths in characters (code points). */
  | { readonly base: 'text'; readonly least?: number; readonly most: number; readonly pattern?: RegExp }
  | { readonly base: 'list'; readonly values: ReadonlySet<string>; readonly keepsBlanks: boolean }
  /** Exactly so many decimals; bounds in the last of them. */
  | {
      readonly base: 'decimal';
      readonly digits: number;
      readonly decimals: number;
      readonly least: bigint;
      readonly isNeverZero?: boolean;
    }
  | { readonly base: 'whole'; readonly least: number; readonly most: number; readonly isSigned?: boolean }
  | { readonly base: 'day' }
  | { readonly base: 'month' }
  | { readonly base: 'moment' }
  /** One of several types, by name. */
  | { readonly base: 'any'; readonly of: readonly string[] };

export type SimpleTypeName = keyof typeof TYPES;

const text = (least: number, most: number): SimpleType => ({
  base: 'text',
  least,
  most,
  allowed: 'characters',
});
const pattern = (most: number, form: RegExp, allowed: Allowed): SimpleType => ({
  base: 'text',
  most,
  pattern: form,
  allowed,
});
const whole = (least: number, most: number, isSigned = false): SimpleType => ({
  base: 'whole',
  least,
  most,
  isSigned,
  allowed: 'whole-number',
});
const list = (values: string, allowed: Allowed): SimpleType => ({
  base: 'list',
  values: new Set(values.split(' ')),
  keepsBlanks: false,
  allowed,
});
type DecimalForm = Omit<SimpleType & { base: 'decimal' }, 'base' | 'allowed'>;
const decimal = (form: DecimalForm, allowed: Allowed): SimpleType => ({ base: 'decimal', ...form, allowed });

const NONE = 0n;
const BELOW = -999_999_999_999n;

// XML Schema's \s, \d and . are not JavaScript's: \s has four characters, \d every decimal digit of Unicode.
export const TYPES = {
  // The ledger's own.
  p1: {
    base: 'list',
    values: CURRENCIES,
    keepsBlanks: true,
    allowed: 'currency',
  },
  p3: pattern(3, /^6[^\n\r]0$/u, 'version'),
  p7: {
    base: 'decimal',
    digits: 10,
    decimals: 2,
    least: BELOW,
    isNeverZero: true,
    allowed: 'signed-amount',
  },
  p10: pattern(12, /^[a-zA-Z0-9$%&*+\-/]{1,12}$/, 'invoice-number'),
  p11: whole(10_000, 999_999_999),
  p13: pattern(30, /^[a-zA-Z0-9$%&*+\-./]{1,30}$/, 'order-number'),
  p23: whole(9, 999, true),
  p30: text(1, 120),
  p31: decimal({ digits: 4, decimals: 6, least: 1n }, 'rate'),
  p33: decimal({ digits: 2, decimals: 2, least: NONE }, 'percentage'),
  p34: decimal({ digits: 8, decimals: 2, least: 1n }, 'discount'),
  p35: list('true false 1 0', 'true-or-false'),
  p36: pattern(60, /^[0-9a-zA-Z. _]{1,60}$/, 'copy-note'),
  p37: decimal({ digits: 12, decimals: 4, least: 1n }, 'quantity'),
  p10001: text(1, 10),
  p10002: decimal({ digits: 10, decimals: 2, least: BELOW }, 'amount'),
  p10005: text(1, 30),
  p10007: pattern(10, /^([1-9]|[0-9]{2,10})$/, 'digits'),
  p10010: pattern(34, /^[A-Z]{2}\p{Nd}\p{Nd}[A-Za-z0-9]{11,30}$/u, 'iban'),
  p10011: text(1, 15),
  p10012: text(1, 50),
  p10014: {
    base: 'list',
    values: COUNTRIES,
    keepsBlanks: true,
    allowed: 'country',
  },
  p10019: text(1, 30),
  p10027: pattern(15, /^[0-9a-zA-Z. _]{1,15}$/, 'vat-id'),
  p10029: {
    base: 'day',
    allowed: 'day',
  },
  p10030: pattern(11, /^[A-Z]{6}[A-Z0-9]{2}[A-Z0-9]{0,3}$/, 'bic'),
  p10033: whole(0, 9999),
  p10036: text(1, 60),
  p10039: whole(1, 999_999_999),
  p10040: pattern(36, /^[a-zA-Z0-9$%&*+\-/]{0,36}$/, 'invoice-number'),
  p10041: pattern(36, /^([^ \t\n\r][^\t\n\r]{0,34}[^ \t\n\r]|[^ \t\n\r]?)$/u, 'cost-center'),
  // Those of document.xml.
  p16: pattern(6, /^6[^\n\r]0$/u, 'version'),
  p17: text(1, 36),
  p18: list('Incoming Outgoing', 'direction'),
  p19: list('InvoiceType', 'invoice-type'),
  p20: text(1, 255),
  p25: list('1 2', 'document-type'),
  p26: list('1 2', 'process'),
  p27: whole(1, 99, true),
  p28: { base: 'month', allowed: 'month' },
  p32: list('1 2 3', 'level'),
  p10008: text(1, 30),
  p10009: text(1, 40),
  p10037: pattern(36, /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/, 'guid'),
  p10048: {
    base: 'moment',
    allowed: 'moment',
  },
  p10049: whole(1000, 9_999_999),
  p10050: whole(0, 99_999),
  p10051: text(1, 255),
  p10052: text(1, 40),
  cashPropertyValue: {
    base: 'any',
    of: ['p28', 'p10039', 'p10009'],
    allowed: 'cash-property',
  },
  invoicePropertyValue: {
    base: 'any',
    of: ['p28', 'p10009'],
    allowed: 'invoice-property',
  },
} as const satisfies Readonly<Record<string, SimpleType>>;
