import type { LedgerRow } from '../dxso/ledger';
import type { LedgerKind } from '../dxso/ledger-fields';
import type { BookingLine } from '../extf/booking-line';
import type { Cents } from '../kernel/money';
import { present } from '../kernel/present';
import type { MappingFinding } from './finding';
import type { KnownAccounts } from './known-accounts';

/** A line as `Mapped` has it. */
export type PackageLine = { readonly line: BookingLine; readonly partner?: string | undefined };

/** A line on its way into an invoice or a cash book. */
export type Entry = {
  /** Its place among the lines given. */
  readonly source: number;
  readonly row: LedgerRow;
  /** The account of the cash book. */
  readonly cashAccount: number | undefined;
};

export type EntryAbout = {
  readonly kind: LedgerKind;
  readonly accounts: KnownAccounts;
  /** The currency of lines that name none. */
  readonly currency: string;
};

/** Longest name of a business partner and longest message (XSD types p10012 and p30). */
const MAX_NAME = 50;
const MAX_INFORMATION = 120;
/** DATEV cuts the text of a cash entry here. */
const MAX_CASH_TEXT = 30;

/** What keeps a line out of a ledger of this kind. */
export function entryFindings(
  { line, partner }: PackageLine,
  { kind, accounts }: EntryAbout,
): readonly MappingFinding[] {
  const findings: MappingFinding[] = [];
  const isCash = kind === 'cashLedger';
  const { belegfeld1 = '', text = '', currency = 'EUR' } = line;
  const { bpAccountNo } = placesOf(line, kind, accounts);
  if (belegfeld1 === '' && !isCash)
    findings.push({ code: 'mapping.document-missing', target: 'documentNumber' });
  if (belegfeld1.includes('_'))
    findings.push({ code: 'mapping.characters', target: 'documentNumber', value: belegfeld1 });
  if (line.belegfeld2?.includes('_') === true && !isCash)
    findings.push({ code: 'mapping.characters', target: 'documentNumber2', value: line.belegfeld2 });
  if (isCash && text === '') findings.push({ code: 'mapping.empty', target: 'text' });
  if (isCash && [...text].length > MAX_CASH_TEXT)
    findings.push({ code: 'mapping.too-long', target: 'text', value: text, most: MAX_CASH_TEXT });
  if (isCash && currency !== 'EUR')
    findings.push({ code: 'mapping.other-currency', target: 'currency', value: currency });
  const name = isCash ? informationOf(line, partner) : partner;
  const most = isCash ? MAX_INFORMATION : MAX_NAME;
  if (name !== undefined && [...name].length > most)
    findings.push({ code: 'mapping.too-long', target: 'partner', value: name, most });
  if (bpAccountNo !== undefined && isCreditor(bpAccountNo) !== (kind === 'accountsPayableLedger'))
    findings.push({ code: 'mapping.partner-kind', target: 'account', value: String(bpAccountNo) });
  return findings;
}

/** Debitoren begin with 1 to 6, Kreditoren with 7 to 9. */
function isCreditor(account: number): boolean {
  return String(account) >= '7';
}

/**
 * The line as a row of a ledger. Positive is an invoice or what comes into the cash box: of outgoing invoices and cash the
 * Soll of the partner or the box, of incoming ones the Haben. The other side is a credit note or an expense.
 */
export function entryOf(
  { line, partner }: PackageLine,
  source: number,
  { kind, accounts, currency }: EntryAbout,
): Entry {
  const isCash = kind === 'cashLedger';
  const places = placesOf(line, kind, accounts);
  const isPositive = places.side === (kind === 'accountsPayableLedger' ? 'H' : 'S');
  const row = present({
    date: line.day,
    amount: (isPositive ? line.amount : -line.amount) as Cents,
    accountNo: places.accountNo,
    bpAccountNo: places.bpAccountNo,
    buCode: line.taxKey === undefined ? undefined : Number(line.taxKey),
    costCategoryId: line.kost1,
    costCategoryId2: line.kost2,
    currencyCode: line.currency ?? currency,
    invoiceId: line.belegfeld1,
    bookingText: line.text,
    ...(isCash ? { information: informationOf(line, partner) } : invoiceMembers(line, partner, kind)),
  });
  return { source, row, cashAccount: isCash ? line.account : undefined };
}

/** A cash book has no members for the partner and the second document number; they go into its message. */
function informationOf({ belegfeld2 }: BookingLine, partner: string | undefined): string | undefined {
  return [partner, belegfeld2].filter((part) => part !== undefined).join(', ') || undefined;
}

/** DATEV shows Belegfeld 2 of an invoice as Interne Re.-Nr. and makes its own Belegfeld 2 of the due date. */
function invoiceMembers(line: BookingLine, partner: string | undefined, kind: LedgerKind) {
  return {
    internalInvoiceId: line.belegfeld2,
    vatId: line.euVatId,
    dueDate: line.dueDay,
    deliveryDate: line.serviceDay,
    ...(kind === 'accountsPayableLedger' ? { supplierName: partner } : { customerName: partner }),
  };
}

type Places = {
  readonly accountNo: number;
  readonly bpAccountNo: number | undefined;
  /** The side as the partner or the cash box sees it. */
  readonly side: 'S' | 'H';
};

/** The personal account of a line is the business partner's, wherever it stands; the other one is the Gegenkonto. */
function placesOf(line: BookingLine, kind: LedgerKind, accounts: KnownAccounts): Places {
  const { account, contra, side } = line;
  const bpAccountNo = kind === 'cashLedger' ? undefined : partnerAccount(line, accounts);
  if (bpAccountNo === undefined || bpAccountNo === account) return { accountNo: contra, bpAccountNo, side };
  return { accountNo: account, bpAccountNo, side: side === 'S' ? 'H' : 'S' };
}

/** The account of the business partner; none where neither side is a personal account. */
export function partnerAccount(
  { account, contra }: BookingLine,
  accounts: KnownAccounts,
): number | undefined {
  return [account, contra].find((one) => accounts.kindOf(one) === 'personenkonto');
}
