import type { Day } from '../kernel/day';
import type { Decimal } from '../kernel/decimal';
import type { Cents } from '../kernel/money';

/**
 * One booking as the writer takes it. The members are the columns people use, in DATEV's order; whatever else a booking
 * needs stands in `others`. A member that is absent is an empty column.
 */
export type BookingLine = {
  /** 1 Umsatz: always positive, the direction is `side`. */
  readonly amount: Cents;
  /** 2 Soll/Haben, seen from `account`. */
  readonly side: 'S' | 'H';
  /** 3 WKZ Umsatz, ISO 4217; absent: the currency of the batch. */
  readonly currency?: string | undefined;
  /** 4–6: all three belong to a currency other than the batch's. */
  readonly exchange?: Exchange | undefined;
  /** 7 Konto; leading zeros are not written, DATEV does not need them. */
  readonly account: number;
  /** 8 Gegenkonto. */
  readonly contra: number;
  /** 9 BU-Schlüssel; empty on accounts that carry their tax key themselves (Automatikkonten). */
  readonly taxKey?: string | undefined;
  /** 10 Belegdatum; the file carries day and month only, the year follows from the batch's fiscal year. */
  readonly day: Day;
  /** 11 Belegfeld 1: the invoice number, by which open items are matched. */
  readonly belegfeld1?: string | undefined;
  /** 12 Belegfeld 2. */
  readonly belegfeld2?: string | undefined;
  /** 13 Skonto. */
  readonly discount?: Cents | undefined;
  /** 14 Buchungstext. */
  readonly text?: string | undefined;
  /** 20 Beleglink: the GUID of a document in DATEV Unternehmen online; written as `BEDI "…"`. */
  readonly documentGuid?: string | undefined;
  /** 21–36 Beleginfo, at most 8. */
  readonly documentInfo?: readonly Info[] | undefined;
  /** 37, 38 cost centres, 39 their quantity. */
  readonly kost1?: string | undefined;
  readonly kost2?: string | undefined;
  readonly kostQuantity?: Decimal | undefined;
  /** 40 EU member state and VAT id of the recipient, e.g. `ATU52409200`; 41 the tax rate there. */
  readonly euVatId?: string | undefined;
  readonly euTaxRate?: Decimal | undefined;
  /** 48–87 Zusatzinformation, at most 20. */
  readonly additionalInfo?: readonly Info[] | undefined;
  /** 114 Festschreibung; absent: as the batch. Never written empty, because DATEV then locks the whole batch. */
  readonly isLocked?: boolean | undefined;
  /** 115 Leistungsdatum, 116 Datum Zuordnung Steuerperiode, 117 Fälligkeit. */
  readonly serviceDay?: Day | undefined;
  readonly taxPeriodDay?: Day | undefined;
  readonly dueDay?: Day | undefined;
  /** 118 Generalumkehr: the booking takes back an earlier one with reversed sign instead of booking the other side. */
  readonly isReversal?: boolean | undefined;
  /** Any other column by its number. */
  readonly others?: readonly ColumnValue<OtherColumn>[] | undefined;
};

/**
 * The same line with every member in its place, absent ones as `undefined`. Lines that are all alike in this way are
 * written a quarter faster; programs that make many should make them with it.
 */
export function bookingLine(line: BookingLine): BookingLine {
  return {
    amount: line.amount,
    side: line.side,
    currency: line.currency,
    exchange: line.exchange,
    account: line.account,
    contra: line.contra,
    taxKey: line.taxKey,
    day: line.day,
    belegfeld1: line.belegfeld1,
    belegfeld2: line.belegfeld2,
    discount: line.discount,
    text: line.text,
    documentGuid: line.documentGuid,
    documentInfo: line.documentInfo,
    kost1: line.kost1,
    kost2: line.kost2,
    kostQuantity: line.kostQuantity,
    euVatId: line.euVatId,
    euTaxRate: line.euTaxRate,
    additionalInfo: line.additionalInfo,
    isLocked: line.isLocked,
    serviceDay: line.serviceDay,
    taxPeriodDay: line.taxPeriodDay,
    dueDay: line.dueDay,
    isReversal: line.isReversal,
    others: line.others,
  };
}

/** Columns 4 to 6: rate, amount in the base currency and that currency (ISO 4217). */
export type Exchange = { readonly rate: Decimal; readonly baseAmount: Cents; readonly baseCurrency: string };

/** A kind of information and its content, e.g. `Filiale`, `Köln`. */
export type Info = { readonly type: string; readonly content: string };

/**
 * The value of one column by DATEV's column number: a text for a text; an amount, a number, an account number or a day
 * for a column of that kind.
 */
export type ColumnValue<Column extends number = number> = { readonly column: Column } & (
  | { readonly text: string }
  | { readonly amount: Cents }
  | { readonly number: Decimal }
  | { readonly account: number }
  | { readonly day: Day }
);

/** The columns of a Buchungsstapel that have no member of their own. */
export type OtherColumn =
  | (15 | 16 | 17 | 18 | 19)
  | (42 | 43 | 44 | 45 | 46 | 47)
  | (88 | 89 | 90 | 91 | 92 | 93 | 94 | 95 | 96 | 97 | 98 | 99 | 100)
  | (101 | 102 | 103 | 104 | 105 | 106 | 107 | 108 | 109 | 110 | 111 | 112 | 113)
  | (119 | 120 | 121 | 122 | 123 | 124 | 125);
