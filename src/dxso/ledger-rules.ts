import { hasIbanDigits } from '../kernel/iban';
import type { Values } from '../kernel/text';
import type { LedgerRule } from './codes';
import type { DxsoFinding, Findings, FoundAt } from './finding';
import { SHARED } from './ledger-fields';
import { kindOf } from './ledger-read';
import { MAX_LEDGER_ROWS } from './ledger-schema';
import { collapsed, decimalUnits, lengthOf } from './xml/facets';
import { attributeOf, type XmlElement } from './xml/xml-read';

type What = LedgerRule extends `dxso.ledger.${infer W}` ? W : never;
type Row = {
  readonly row: number;
  readonly element: XmlElement;
  /** The text of an element without blanks around it; absent and empty are the same. */
  readonly get: (name: string) => string | undefined;
  readonly find: (
    what: What,
    field: string,
    more?: { readonly values?: Values; readonly severity?: 'warning' },
  ) => void;
};

export type LedgerAbout = {
  readonly file: string;
  /** Sachkontenlänge of the Mandant, 4 to 8. */
  readonly accountLength?: number;
};

/**
 * DATEV's rules about several values of a ledger, which its schema cannot say (documentation of the elements in
 * `…_ledger_import_v060.xsd`). For a ledger that the schema accepts. Amounts are compared in cents.
 */
export function checkLedgerRules(root: XmlElement, about: LedgerAbout, findings: Findings): void {
  const [consolidate] = root.children;
  if (consolidate === undefined) return;
  const add: Add = (what, found) => {
    const { severity = 'error' } = found;
    const code = `dxso.ledger.${what}` as const;
    if (findings.isOnlyCounted(severity, code)) return;
    const { values = {}, ...place } = found;
    findings.add({ class: 'rule', file: about.file, ...place, severity, code, values });
  };
  const found = attributeOf(root, 'version') ?? '';
  if (found !== '6.0') add('version', { line: root.line, field: 'version', values: { found } });
  sum(consolidate, add);
  const kind = kindOf(root) ?? '';
  // That there are more the schema has said; half a million empty ones would take seconds.
  for (const [index, element] of consolidate.children.slice(0, MAX_LEDGER_ROWS).entries()) {
    const row = rowOf(index + 1, element, add);
    sameAsAll(consolidate, row);
    checkRow(row, kind, about);
    late(row, attributeOf(consolidate, 'consolidatedDeliveryDate'));
  }
}

type Add = (
  what: What,
  about: Omit<FoundAt, 'file'> & Partial<Pick<DxsoFinding, 'severity' | 'values'>>,
) => void;

function rowOf(row: number, element: XmlElement, add: Add): Row {
  const fields = new Map<string, XmlElement>();
  for (const child of element.children) fields.set(child.name, child);
  return {
    row,
    element,
    get: (name) => collapsed(fields.get(name)?.text ?? '') || undefined,
    find: (what, field, { values = {}, severity = 'error' as const } = {}) =>
      add(what, { line: fields.get(field)?.line ?? element.line, row, field, values, severity }),
  };
}

function sum(consolidate: XmlElement, add: Add): void {
  const amounts = consolidate.children.map((row) =>
    cents(row.children.find(({ name }) => name === 'amount')?.text),
  );
  const total = cents(attributeOf(consolidate, 'consolidatedAmount'));
  // An amount that cannot be read has its own finding.
  if (total === undefined || amounts.includes(undefined)) return;
  if (total !== amounts.reduce<bigint>((all, amount) => all + (amount ?? 0n), 0n))
    add('sum', {
      line: consolidate.line,
      field: 'consolidatedAmount',
      values: { count: amounts.length },
    });
}

function cents(text: string | undefined): bigint | undefined {
  return text === undefined ? undefined : decimalUnits(collapsed(text), 2);
}

/** What is said of all bookings is true of each that says something of its own; otherwise DATEV refuses the import. */
function sameAsAll(consolidate: XmlElement, { get, find, element }: Row): void {
  for (const [name, attribute] of SHARED) {
    const all = collapsed(attributeOf(consolidate, attribute) ?? '');
    const isEuro = name === 'currencyCode' && element.name === 'cashLedger' && all === 'EUR';
    const own = get(name);
    if (all !== '' && own !== undefined && own !== all && !isEuro)
      find('differs', name, { values: { attribute } });
  }
}

function checkRow(row: Row, kind: string, about: LedgerAbout): void {
  terms(row);
  discount(
    row,
    { amount: 'discountAmount', percentage: 'discountPercentage', date: 'discountPaymentDate' },
    kind,
  );
  discount(
    row,
    { amount: 'discountAmount2', percentage: 'discountPercentage2', date: 'discountPaymentDate2' },
    kind,
  );
  discountOrder(row);
  accounts(row, kind, about.accountLength);
  bank(row);
  if (kind !== 'cashLedger' && row.get('invoiceId') === undefined)
    row.find('invoice-id', 'invoiceId', { severity: 'warning' });
  if (kind === 'cashLedger' && lengthOf(row.get('bookingText') ?? '') > 30)
    row.find('text-cut', 'bookingText', { severity: 'warning' });
}

const DISCOUNT = [
  'discountAmount',
  'discountPercentage',
  'discountPaymentDate',
  'discountAmount2',
  'discountPercentage2',
  'discountPaymentDate2',
  'dueDate',
] as const;

/** Terms of payment come from the Stammdaten by number, or one by one, never both. */
function terms({ get, find }: Row): void {
  const terms = get('paymentConditionsId');
  if (terms === undefined) return;
  const own = DISCOUNT.find((name) => get(name) !== undefined);
  if (own !== undefined) find('terms-and-discount', own);
  const isOrdered = ['true', '1'].includes(get('paymentOrder') ?? '');
  if (isOrdered && Number(terms) === 9) find('payment-blocked', 'paymentOrder');
}

type Discount = { readonly amount: string; readonly percentage: string; readonly date: string };

/** Amount, percentage and date of a discount belong together; the cash book has the amount only. */
function discount({ get, find }: Row, names: Discount, kind: string): void {
  const all = [names.amount, names.percentage, names.date];
  const missing = all.filter((name) => get(name) === undefined);
  if (kind !== 'cashLedger' && missing.length > 0 && missing.length < 3)
    find('discount-incomplete', missing[0] ?? names.amount);
  const [amount, discounted] = [absolute(cents(get('amount'))), cents(get(names.amount))];
  if (discounted !== undefined && amount !== undefined && discounted >= amount)
    find('discount-too-large', names.amount);
}

function absolute(units: bigint | undefined): bigint | undefined {
  return units !== undefined && units < 0n ? -units : units;
}

const DAYS_IN_ORDER = ['date', 'discountPaymentDate', 'discountPaymentDate2', 'dueDate'] as const;

/** The second discount is smaller and later than the first; both end before the invoice is due. */
function discountOrder({ get, find }: Row): void {
  const amounts = [cents(get('discountAmount')), cents(get('discountAmount2'))] as const;
  const total = absolute(cents(get('amount')));
  if (amounts[0] !== undefined && amounts[1] !== undefined) {
    if (amounts[1] >= amounts[0]) find('discount-order', 'discountAmount2');
    else if (total !== undefined && amounts[0] < total && amounts[0] + amounts[1] >= total)
      find('discount-too-large', 'discountAmount2');
  }
  const percent = (name: string) => decimalUnits(get(name) ?? '', 2);
  const [first, second] = [percent('discountPercentage'), percent('discountPercentage2')];
  if (first !== undefined && second !== undefined && second >= first)
    find('discount-order', 'discountPercentage2');
  // ISO days compare as texts.
  let before = '';
  for (const name of DAYS_IN_ORDER) {
    const day = get(name);
    if (day !== undefined && day < before) find('discount-order', name, { severity: 'warning' });
    before = day ?? before;
  }
}

/** Accounts of the ledger have the length of the Mandant, personal accounts one digit more. */
function accounts({ get, find }: Row, kind: string, length: number | undefined): void {
  const [account = '', partner = ''] = [get('accountNo'), get('bpAccountNo')];
  if (length !== undefined && account.length > length + 1)
    find('account-length', 'accountNo', { values: { length, personal: length + 1 } });
  if (partner === '') return;
  const isLength = length === undefined || partner.length === length + 1;
  if (!isLength) find('account-length', 'bpAccountNo', { values: { length, personal: length + 1 } });
  const isCreditor = partner >= '7';
  if (isCreditor !== (kind === 'accountsPayableLedger'))
    find('partner-account', 'bpAccountNo', { severity: 'warning' });
}

/** A German bank code has 8 digits, an account number at most 10; one needs the other. */
function bank({ get, find }: Row): void {
  const [code, account, country = 'DE'] = [get('bankCode'), get('bankAccount'), get('bankCountry')];
  if ((code === undefined) !== (account === undefined))
    find('bank', code === undefined ? 'bankCode' : 'bankAccount');
  else if (country === 'DE' && code !== undefined && !/^\d{8}$/.test(code)) find('bank', 'bankCode');
  else if (country === 'DE' && account !== undefined && !/^\d{1,10}$/.test(account))
    find('bank', 'bankAccount');
  const iban = get('iban');
  if (iban !== undefined && !hasIbanDigits(iban)) find('iban', 'iban', { severity: 'warning' });
}

/** DATEV ignores a day of delivery after the invoice, its own or that of all bookings. */
function late({ get, find }: Row, ofAll: string | undefined): void {
  const [day, delivered] = [get('date'), get('deliveryDate') ?? collapsed(ofAll ?? '')];
  if (day !== undefined && delivered > day) find('delivery-late', 'deliveryDate', { severity: 'warning' });
}
