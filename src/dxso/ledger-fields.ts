import type { SimpleTypeName } from './xml/simple-types';

/** The three kinds of bookings DATEV takes, by the names of its schema. */
export const LEDGER_KINDS = ['accountsPayableLedger', 'accountsReceivableLedger', 'cashLedger'] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

type LedgerField = {
  readonly name: string;
  readonly type: SimpleTypeName;
  /** How DATEV calls it in its masks (documentation of the schema). */
  readonly label: string;
  /** In whose bookings it exists: P payable, R receivable, C cash. */
  readonly of: string;
  /** Where it must not be absent. */
  readonly required: string;
};

/** `of`: a letter for every kind that has it, a capital where it is required. */
function field(
  ...[name, type, label, of = 'prc']: readonly [string, SimpleTypeName, string, string?]
): LedgerField {
  return { name, type, label, of: of.toUpperCase(), required: of.replaceAll(/[a-z]/g, '') };
}

/** The elements of a booking in the order that the schema demands (`…_ledger_import_v060.xsd`: base, base1, own ones). */
export const LEDGER_FIELDS = [
  field('date', 'p10029', 'Datum', 'PRC'),
  field('amount', 'p7', 'Betrag', 'PRC'),
  field('discountAmount', 'p34', 'Skontobetrag'),
  field('accountNo', 'p10039', 'Gegenkonto'),
  field('buCode', 'p10033', 'BU-Schlüssel'),
  field('costAmount', 'p37', 'KOST-Menge'),
  field('costCategoryId', 'p10041', 'KOST1'),
  field('costCategoryId2', 'p10041', 'KOST2'),
  field('tax', 'p33', 'Steuer %'),
  field('information', 'p30', 'Nachricht'),
  field('currencyCode', 'p1', 'WKZ', 'PRC'),
  field('invoiceId', 'p10040', 'Rechnungs-Nr.', 'PRc'),
  field('bookingText', 'p10036', 'Belegtext', 'prC'),
  field('typeOfReceivable', 'p10001', 'Forderungsart', 'pr'),
  field('ownVatId', 'p10027', 'Eigene USt-IdNr.', 'pr'),
  field('shipFromCountry', 'p10014', 'Abgangsland', 'pr'),
  field('partyId', 'p10011', 'Kunden-Nr.', 'pr'),
  field('paidAt', 'p10029', 'Gezahlt am', 'pr'),
  field('internalInvoiceId', 'p10', 'Interne Re.-Nr.', 'pr'),
  field('vatId', 'p10027', 'USt-IdNr.', 'pr'),
  field('shipToCountry', 'p10014', 'Bestimmungsland', 'pr'),
  field('exchangeRate', 'p31', 'Kurs', 'pr'),
  field('bankCode', 'p10007', 'BLZ', 'pr'),
  field('bankAccount', 'p10005', 'Bankkonto', 'pr'),
  field('bankCountry', 'p10014', 'Länderkennzeichen', 'pr'),
  field('iban', 'p10010', 'IBAN', 'pr'),
  field('swiftCode', 'p10030', 'BIC', 'pr'),
  field('accountName', 'p10009', 'Kontobezeichnung', 'pr'),
  field('paymentConditionsId', 'p23', 'Zahlungsbedingung', 'pr'),
  field('paymentOrder', 'p35', 'Überweisung/Lastschrift erstellen', 'pr'),
  field('discountPercentage', 'p33', 'Skonto 1 in %', 'pr'),
  field('discountPaymentDate', 'p10029', 'Fällig (m. Skto. 1)', 'pr'),
  field('discountAmount2', 'p34', 'Skontobetrag 2', 'pr'),
  field('discountPercentage2', 'p33', 'Skonto 2 in %', 'pr'),
  field('discountPaymentDate2', 'p10029', 'Fällig (m. Skto. 2)', 'pr'),
  field('dueDate', 'p10029', 'Fällig (o. Skto.)', 'pr'),
  field('bpAccountNo', 'p11', 'Lieferanten- oder Kundenkonto', 'pr'),
  field('deliveryDate', 'p10029', 'Leistungsdatum', 'pr'),
  field('orderId', 'p13', 'Auftrags-Nr.', 'pr'),
  field('supplierName', 'p10012', 'Lieferantenname', 'p'),
  field('supplierCity', 'p10019', 'Lieferantenort', 'p'),
  field('customerName', 'p10012', 'Kundenname', 'r'),
  field('customerCity', 'p10019', 'Kundenort', 'r'),
] as const;

const LETTER: Readonly<Record<LedgerKind, string>> = {
  accountsPayableLedger: 'P',
  accountsReceivableLedger: 'R',
  cashLedger: 'C',
};

/** The elements of a booking of one kind, in order. */
export function fieldsOf(kind: LedgerKind): readonly (LedgerField & { readonly isRequired: boolean })[] {
  return LEDGER_FIELDS.filter(({ of }) => of.includes(LETTER[kind])).map((one) => ({
    ...one,
    isRequired: one.required.includes(LETTER[kind]),
  }));
}

/** What is said of all bookings of a ledger together. */
export const CONSOLIDATED: readonly (LedgerField & { readonly isRequired: boolean })[] = [
  { ...field('consolidatedAmount', 'p10002', 'Gesamtbetrag'), isRequired: true },
  { ...field('consolidatedDate', 'p10029', 'gemeinsames Datum'), isRequired: true },
  { ...field('consolidatedInvoiceId', 'p10040', 'gemeinsame Rechnungs-Nr.'), isRequired: false },
  { ...field('consolidatedCurrencyCode', 'p1', 'gemeinsame Währung'), isRequired: true },
  { ...field('consolidatedDeliveryDate', 'p10029', 'gemeinsames Leistungsdatum'), isRequired: false },
  { ...field('consolidatedOrderId', 'p13', 'gemeinsame Auftrags-Nr.'), isRequired: false },
];

/** What a booking may say of itself, and how it is said of all: it holds for each that says nothing of its own. */
export const SHARED = [
  ['date', 'consolidatedDate'],
  ['invoiceId', 'consolidatedInvoiceId'],
  ['currencyCode', 'consolidatedCurrencyCode'],
  ['deliveryDate', 'consolidatedDeliveryDate'],
  ['orderId', 'consolidatedOrderId'],
] as const;

/** DATEV's words that every ledger has to carry (attribute `xml_data`). */
export const COPY_NOTICE = 'Kopie nur zur Verbuchung berechtigt nicht zum Vorsteuerabzug';
