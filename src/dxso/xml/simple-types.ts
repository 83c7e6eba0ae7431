import type { Text } from '../../kernel/problem';
import { COUNTRIES, CURRENCIES } from './iso-codes';

/**
 * The simple types of DATEV's schemas version 6.0 (`…_ledger_types_v060.xsd`, `Document_types_v060.xsd`) under their own
 * names. Both schemas give a name that they share the same meaning.
 */
export type SimpleType = Form & {
  /** What is allowed, for people. */
  readonly allowed: Text;
};

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
  allowed: { de: `${least} bis ${most} Zeichen`, en: `${least} to ${most} characters` },
});
const pattern = (most: number, form: RegExp, allowed: Text): SimpleType => ({
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
  allowed: {
    de: `eine ganze Zahl von ${least} bis ${most} ohne führende Nullen`,
    en: `a whole number from ${least} to ${most} without leading zeros`,
  },
});
const list = (values: string, allowed: Text): SimpleType => ({
  base: 'list',
  values: new Set(values.split(' ')),
  keepsBlanks: false,
  allowed,
});
type DecimalForm = Omit<SimpleType & { base: 'decimal' }, 'base' | 'allowed'>;
const decimal = (form: DecimalForm, allowed: Text): SimpleType => ({ base: 'decimal', ...form, allowed });

const INVOICE_LETTERS: Text = {
  de: 'nur Buchstaben ohne Umlaute, Ziffern und $ % & * + - / (keine Leerzeichen)',
  en: 'only letters without umlauts, digits and $ % & * + - / (no blanks)',
};
const AMOUNT: Text = {
  de: 'ein Betrag mit Punkt und zwei Nachkommastellen, höchstens 10 Stellen davor, zum Beispiel 1190.00',
  en: 'an amount with a decimal point and two decimals, at most 10 digits before the point, for example 1190.00',
};
const NONE = 0n;
const BELOW = -999_999_999_999n;

// XML Schema's \s, \d and . are not JavaScript's: \s has four characters, \d every decimal digit of Unicode.
export const TYPES = {
  // The ledger's own.
  p1: {
    base: 'list',
    values: CURRENCIES,
    keepsBlanks: true,
    allowed: {
      de: 'ein Währungskürzel nach ISO 4217, zum Beispiel EUR',
      en: 'a currency code of ISO 4217, for example EUR',
    },
  },
  p3: pattern(3, /^6[^\n\r]0$/u, { de: '6.0', en: '6.0' }),
  p7: {
    ...{ base: 'decimal', digits: 10, decimals: 2, least: BELOW, isNeverZero: true },
    allowed: {
      de: `${AMOUNT.de}, nicht 0.00; Gutschriften und Ausgaben mit Minus`,
      en: `${AMOUNT.en}, not 0.00; credit notes and cash expenses are negative`,
    },
  },
  p10: pattern(12, /^[a-zA-Z0-9$%&*+\-/]{1,12}$/, INVOICE_LETTERS),
  p11: whole(10_000, 999_999_999),
  p13: pattern(30, /^[a-zA-Z0-9$%&*+\-./]{1,30}$/, {
    de: 'nur Buchstaben ohne Umlaute, Ziffern und $ % & * + - . / (keine Leerzeichen)',
    en: 'only letters without umlauts, digits and $ % & * + - . / (no blanks)',
  }),
  p23: whole(9, 999, true),
  p30: text(1, 120),
  p31: decimal(
    { digits: 4, decimals: 6, least: 1n },
    {
      de: 'ein Kurs mit Punkt und sechs Nachkommastellen, größer als 0, zum Beispiel 1.147900',
      en: 'a rate with point and six decimals, greater than 0, for example 1.147900',
    },
  ),
  p33: decimal(
    { digits: 2, decimals: 2, least: NONE },
    {
      de: 'ein Prozentsatz mit Punkt und zwei Nachkommastellen, zum Beispiel 19.00',
      en: 'a percentage with point and two decimals, for example 19.00',
    },
  ),
  p34: decimal(
    { digits: 8, decimals: 2, least: 1n },
    {
      de: 'ein Betrag größer als 0 mit Punkt und zwei Nachkommastellen, höchstens 8 Stellen davor',
      en: 'an amount greater than 0 with point and two decimals, at most 8 digits before',
    },
  ),
  p35: list('true false 1 0', { de: 'true oder false', en: 'true or false' }),
  p36: pattern(60, /^[0-9a-zA-Z. _]{1,60}$/, {
    de: 'der feste Hinweis „Kopie nur zur Verbuchung berechtigt nicht zum Vorsteuerabzug“',
    en: 'the fixed words “Kopie nur zur Verbuchung berechtigt nicht zum Vorsteuerabzug”',
  }),
  p37: decimal(
    { digits: 12, decimals: 4, least: 1n },
    {
      de: 'eine Menge größer als 0 mit Punkt und vier Nachkommastellen',
      en: 'a quantity greater than 0 with point and four decimals',
    },
  ),
  p10001: text(1, 10),
  p10002: decimal({ digits: 10, decimals: 2, least: BELOW }, AMOUNT),
  p10005: text(1, 30),
  p10007: pattern(10, /^([1-9]|[0-9]{2,10})$/, { de: '1 bis 10 Ziffern', en: '1 to 10 digits' }),
  p10010: pattern(34, /^[A-Z]{2}\p{Nd}\p{Nd}[A-Za-z0-9]{11,30}$/u, {
    de: 'eine IBAN ohne Leerzeichen: Länderkennzeichen, zwei Prüfziffern, 11 bis 30 Stellen',
    en: 'an IBAN without blanks: country code, two check digits, 11 to 30 digits or letters',
  }),
  p10011: text(1, 15),
  p10012: text(1, 50),
  p10014: {
    base: 'list',
    values: COUNTRIES,
    keepsBlanks: true,
    allowed: {
      de: 'ein Länderkürzel nach ISO 3166, zum Beispiel DE',
      en: 'a country code of ISO 3166, for example DE',
    },
  },
  p10019: text(1, 30),
  p10027: pattern(15, /^[0-9a-zA-Z. _]{1,15}$/, {
    de: '1 bis 15 Zeichen: Buchstaben ohne Umlaute, Ziffern, Punkt, Leerzeichen, Unterstrich',
    en: '1 to 15 characters: letters without umlauts, digits, point, blank, underscore',
  }),
  p10029: {
    base: 'day',
    allowed: { de: 'ein Tag als JJJJ-MM-TT ab 1753', en: 'a day as YYYY-MM-DD from 1753 on' },
  },
  p10030: pattern(11, /^[A-Z]{6}[A-Z0-9]{2}[A-Z0-9]{0,3}$/, {
    de: 'ein BIC mit 8 bis 11 Großbuchstaben und Ziffern',
    en: 'a BIC of 8 to 11 capitals and digits',
  }),
  p10033: whole(0, 9999),
  p10036: text(1, 60),
  p10039: whole(1, 999_999_999),
  p10040: pattern(36, /^[a-zA-Z0-9$%&*+\-/]{0,36}$/, INVOICE_LETTERS),
  p10041: pattern(36, /^([^ \t\n\r][^\t\n\r]{0,34}[^ \t\n\r]|[^ \t\n\r]?)$/u, {
    de: 'bis zu 36 Zeichen, am Anfang und Ende kein Leerzeichen',
    en: 'up to 36 characters, no blank at the beginning or end',
  }),
  // Those of document.xml.
  p16: pattern(6, /^6[^\n\r]0$/u, { de: '6.0', en: '6.0' }),
  p17: text(1, 36),
  p18: list('Incoming Outgoing', { de: 'Incoming oder Outgoing', en: 'Incoming or Outgoing' }),
  p19: list('InvoiceType', { de: 'InvoiceType', en: 'InvoiceType' }),
  p20: text(1, 255),
  p25: list('1 2', {
    de: '1 (Rechnungseingang) oder 2 (Rechnungsausgang)',
    en: '1 (incoming) or 2 (outgoing)',
  }),
  p26: list('1 2', { de: '1 (Posteingang) oder 2 (Archiv)', en: '1 (inbox) or 2 (archive)' }),
  p27: whole(1, 99, true),
  p28: { base: 'month', allowed: { de: 'ein Monat als JJJJ-MM', en: 'a month as YYYY-MM' } },
  p32: list('1 2 3', { de: '1, 2 oder 3', en: '1, 2 or 3' }),
  p10008: text(1, 30),
  p10009: text(1, 40),
  p10037: pattern(36, /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/, {
    de: 'eine GUID: 32 hexadezimale Ziffern in fünf Gruppen',
    en: 'a GUID: 32 hexadecimal digits in five groups',
  }),
  p10048: {
    base: 'moment',
    allowed: {
      de: 'Tag und Uhrzeit als JJJJ-MM-TTThh:mm:ss ohne Zeitzone',
      en: 'day and time as YYYY-MM-DDThh:mm:ss without time zone',
    },
  },
  p10049: whole(1000, 9_999_999),
  p10050: whole(0, 99_999),
  p10051: text(1, 255),
  p10052: text(1, 40),
  cashPropertyValue: {
    ...{ base: 'any', of: ['p28', 'p10039', 'p10009'] },
    allowed: {
      de: 'ein Monat als JJJJ-MM, eine Kontonummer oder 1 bis 40 Zeichen',
      en: 'a month as YYYY-MM, an account number or 1 to 40 characters',
    },
  },
  invoicePropertyValue: {
    ...{ base: 'any', of: ['p28', 'p10009'] },
    allowed: {
      de: 'ein Monat als JJJJ-MM oder 1 bis 40 Zeichen',
      en: 'a month as YYYY-MM or 1 to 40 characters',
    },
  },
} as const satisfies Readonly<Record<string, SimpleType>>;
