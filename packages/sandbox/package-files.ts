import { zipSync } from 'fflate';
import type { BookingFile } from './booking-files';

/** A file of a DXSO package, as a program would write it; made by hand, not by the product's writer. */
export type PartFile = { readonly name: string; readonly bytes: Uint8Array };
export type LedgerName = 'accountsPayableLedger' | 'accountsReceivableLedger' | 'cashLedger';
export type PackageOptions = {
  /** Default `455148-1`. */
  readonly mandant?: string;
  readonly ledger?: LedgerName;
  /** `YYYY-MM`; default `2026-11`. */
  readonly month?: string;
  /** How many documents, each with its ledger and its PDF; default 2. */
  readonly documents?: number;
  /** Numbers of the documents, instead of 1, 2, …; what differs between two packages. */
  readonly numbers?: readonly number[];
  /** Ledger values nobody would have by chance. */
  readonly text?: string;
};

const SCHEMA = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const FOLDERS: Readonly<Record<LedgerName, string>> = {
  accountsPayableLedger: 'Eingangsrechnungen',
  accountsReceivableLedger: 'Ausgangsrechnungen',
  cashLedger: 'Kasse',
};

/** The files of a package in which nothing is wrong. */
export function packageParts(options: PackageOptions = {}): readonly PartFile[] {
  const numbers = options.numbers ?? Array.from({ length: options.documents ?? 2 }, (_, n) => n + 1);
  const text = new TextEncoder();
  return [
    { name: 'document.xml', bytes: text.encode(documentXml(options, numbers)) },
    ...numbers.flatMap((n) => [
      { name: `Beleg_${n}.xml`, bytes: text.encode(ledgerXml(options, n)) },
      { name: `Rechnung ${n} für Müller.pdf`, bytes: text.encode(`%PDF-1.7\nRechnung ${n}\n%%EOF\n`) },
    ]),
  ];
}

/** The same as a ZIP archive, the form in which programs give packages to people. */
export function packageFile(options: PackageOptions & { readonly name?: string } = {}): BookingFile {
  return zipped(packageParts(options), options.name);
}

/** Any files as an archive. */
export function zipped(parts: readonly PartFile[], name = 'Paket.zip'): BookingFile {
  const entries = Object.fromEntries(parts.map((part) => [part.name, part.bytes] as const));
  return { name, bytes: zipSync(entries, { mtime: new Date('2026-11-30T12:00:00Z') }), rows: 0 };
}

function documentXml(
  { mandant = '455148-1', month = '2026-11', ...options }: PackageOptions,
  numbers: readonly number[],
) {
  const [consultant = '', client = ''] = mandant.split('-');
  const ledger = options.ledger ?? 'accountsPayableLedger';
  const documents = numbers.map(
    (n) => `    <document>
      <extension xsi:type="${ledger}" datafile="Beleg_${n}.xml">
        <property value="${month}" key="1"/>
        <property value="${FOLDERS[ledger]}" key="3"/>
      </extension>
      <extension xsi:type="File" name="Rechnung ${n} für Müller.pdf"/>
    </document>
`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<archive xmlns="http://xml.datev.de/bedi/tps/document/v06.0" ${SCHEMA} version="6.0" generatingSystem="Muster">
  <header>
    <date>2026-11-30T12:00:00</date>
    <consultantNumber>${consultant}</consultantNumber>
    <clientNumber>${client}</clientNumber>
  </header>
  <content>
${documents.join('')}  </content>
</archive>
`;
}

function ledgerXml({ month = '2026-11', ...options }: PackageOptions, n: number): string {
  const ledger = options.ledger ?? 'accountsPayableLedger';
  const [amount, date] = [`${100 + n}.00`, `${month}-05`];
  const invoice = ledger === 'cashLedger' ? '' : `<invoiceId>R-${n}</invoiceId>`;
  const consolidated = ledger === 'cashLedger' ? '' : ` consolidatedInvoiceId="R-${n}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<LedgerImport xmlns="http://xml.datev.de/bedi/tps/ledger/v060" version="6.0" generator_info="Muster GmbH" xml_data="Kopie nur zur Verbuchung berechtigt nicht zum Vorsteuerabzug">
  <consolidate consolidatedAmount="${amount}" consolidatedDate="${date}" consolidatedCurrencyCode="EUR"${consolidated}>
    <${ledger}><date>${date}</date><amount>${amount}</amount><accountNo>4930</accountNo><currencyCode>EUR</currencyCode>${invoice}<bookingText>${options.text ?? 'Büromaterial'}</bookingText></${ledger}>
  </consolidate>
</LedgerImport>
`;
}
