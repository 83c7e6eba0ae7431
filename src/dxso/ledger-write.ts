import { sumCents, writeSum } from '../kernel/money';
import type { Ledger, LedgerRow, LedgerValue } from './ledger';
import { CONSOLIDATED, COPY_NOTICE, fieldsOf } from './ledger-fields';
import { LEDGER_NAMESPACE } from './ledger-schema';
import { writtenValue } from './ledger-values';
import { attributes, DECLARATION, leaf } from './xml/xml-write';

/**
 * The XML of a ledger: elements in the order of the schema, the sum and whatever all bookings share worked out. It writes
 * what it is given; whether DATEV takes it, the check of the package says.
 */
export function ledgerXml(ledger: Ledger): string {
  const fields = fieldsOf(ledger.kind);
  const rows = ledger.rows.map((row) => {
    const cells = row as Readonly<Record<string, LedgerValue | undefined>>;
    const elements = fields.map(({ name, type }) => {
      const value = cells[name];
      return leaf('      ', name, value === undefined ? undefined : writtenValue(type, value));
    });
    return `    <${ledger.kind}>\n${elements.join('')}    </${ledger.kind}>\n`;
  });
  const root = attributes([
    ['xmlns', LEDGER_NAMESPACE],
    ['version', '6.0'],
    ['generator_info', ledger.generatorInfo],
    ['generating_system', ledger.generatingSystem],
    ['xml_data', COPY_NOTICE],
  ]);
  const together = attributes(consolidated(ledger.rows));
  return `${DECLARATION}<LedgerImport${root}>\n  <consolidate${together}>\n${rows.join('')}  </consolidate>\n</LedgerImport>\n`;
}

function consolidated(rows: readonly LedgerRow[]): readonly (readonly [string, string | undefined])[] {
  const [first] = rows;
  const shared = (of: (row: LedgerRow) => string | number | undefined) =>
    first !== undefined && rows.every((row) => of(row) === of(first)) ? of(first) : undefined;
  const values: Readonly<Record<string, string | number | undefined>> = {
    consolidatedAmount: writeSum(
      sumCents(rows.map(({ amount }) => amount).filter(Number.isSafeInteger)),
      '.',
    ),
    consolidatedDate: first?.date,
    consolidatedInvoiceId: shared((row) => row.invoiceId),
    consolidatedCurrencyCode: first?.currencyCode,
    consolidatedDeliveryDate: shared((row) => row.deliveryDate),
    consolidatedOrderId: shared((row) => row.orderId),
  };
  return CONSOLIDATED.map(({ name, type }) => {
    const value = values[name];
    return [name, value === undefined ? undefined : writtenValue(type, value)] as const;
  });
}
