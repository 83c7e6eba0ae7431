import type { Day } from '../kernel/day';
import type { Decimal } from '../kernel/decimal';
import type { Cents } from '../kernel/money';
import type { LedgerKind } from './ledger-fields';

/** The bookings of one document: an invoice that came in or went out, or entries of a cash book. */
export type Ledger = {
  readonly kind: LedgerKind;
  /** Who made the data, 1 to 40 characters: DATEV shows it as the sender. */
  readonly generatorInfo: string;
  /** The program that made the data, 1 to 40 characters. */
  readonly generatingSystem?: string;
  /** At least one; all with the same date, currency and invoice number, or DATEV refuses the ledger. */
  readonly rows: readonly LedgerRow[];
};

/** One booking, by the names of DATEV's schema; what is absent is not written. Labels in DATEV: ledger-fields.ts. */
export type LedgerRow = {
  readonly date: Day;
  /** Negative: a credit note, or an expense of the cash book. */
  readonly amount: Cents;
  readonly discountAmount?: Cents;
  /** The Gegenkonto. */
  readonly accountNo?: number;
  readonly buCode?: number;
  /** Four decimals. */
  readonly costAmount?: Decimal;
  readonly costCategoryId?: string;
  readonly costCategoryId2?: string;
  /** Per cent, two decimals. */
  readonly tax?: Decimal;
  readonly information?: string;
  /** ISO 4217; the cash book knows EUR only. */
  readonly currencyCode: string;
  /** Required but in the cash book. */
  readonly invoiceId?: string;
  /** Required in the cash book, which shows 30 characters of it. */
  readonly bookingText?: string;
  readonly typeOfReceivable?: string;
  readonly ownVatId?: string;
  readonly shipFromCountry?: string;
  readonly partyId?: string;
  readonly paidAt?: Day;
  readonly internalInvoiceId?: string;
  readonly vatId?: string;
  readonly shipToCountry?: string;
  /** How much of the currency one euro is, six decimals. */
  readonly exchangeRate?: Decimal;
  readonly bankCode?: string;
  readonly bankAccount?: string;
  readonly bankCountry?: string;
  readonly iban?: string;
  readonly swiftCode?: string;
  readonly accountName?: string;
  readonly paymentConditionsId?: number;
  readonly paymentOrder?: boolean;
  readonly discountPercentage?: Decimal;
  readonly discountPaymentDate?: Day;
  readonly discountAmount2?: Cents;
  readonly discountPercentage2?: Decimal;
  readonly discountPaymentDate2?: Day;
  readonly dueDate?: Day;
  /** The business partner's account. */
  readonly bpAccountNo?: number;
  readonly deliveryDate?: Day;
  readonly orderId?: string;
  readonly supplierName?: string;
  readonly supplierCity?: string;
  readonly customerName?: string;
  readonly customerCity?: string;
};

/** What a booking's member may be. */
export type LedgerValue = string | number | boolean | Decimal;
