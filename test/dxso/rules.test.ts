import { describe, expect, it } from 'vitest';
import { checkPackage, type PackageAbout } from '../../src/dxso/check';
import type { DxsoCode } from '../../src/dxso/codes';
import type { DxsoFinding } from '../../src/dxso/finding';
import type { LedgerRow } from '../../src/dxso/ledger';
import type { DxsoPackage, PackageFile } from '../../src/dxso/package';
import { writePackage } from '../../src/dxso/package-write';
import { renderDxso } from '../../src/dxso/xml/render';
import { codesIn } from '../support/texts';
import { cashPackage, cent, changedIn, check, day, PDF, packageOf, row, short, textIn } from './packages';
import { judge, SCHEMAS } from './xsd-judge';

const CODES = codesIn('dxso') as readonly DxsoCode[];

type Case = {
  readonly name: string;
  readonly finds: string;
  readonly bad: readonly PackageFile[];
  /** Almost the same, and right. */
  readonly good: readonly PackageFile[];
  readonly about?: PackageAbout;
};

const files = (rows: readonly LedgerRow[]) => writePackage(packageOf(rows));
const one = (changed: Partial<LedgerRow>) => files([row(changed)]);
const ledger = (from: string | RegExp, to: string) =>
  changedIn(files([row()]), 'Rechnungsdaten', (text) => text.replace(from, to));
const document = (from: string | RegExp, to: string) =>
  changedIn(files([row()]), 'document', (text) => text.replace(from, to));
const receivable = (changed: Partial<LedgerRow>): DxsoPackage =>
  packageOf([row(changed)], {}, { kind: 'accountsReceivableLedger' });
const percent = (units: number) => ({ units, scale: 2 });
const discount = {
  discountAmount: cent(2380),
  discountPercentage: percent(200),
  discountPaymentDate: day(20_240_212),
};
const second = {
  discountAmount2: cent(1190),
  discountPercentage2: percent(100),
  discountPaymentDate2: day(20_240_219),
};
const SECOND_DOCUMENT = '<document><extension xsi:type="File" name="b.pdf"/></document></content>';
const withB = (all: readonly PackageFile[]) => [...all, { ...PDF, name: 'b.pdf' }];

/** A document of so many bytes. */
function pdfOf(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set(PDF.bytes);
  return bytes;
}

const CASES: readonly Case[] = [
  {
    ...{ name: 'another version', finds: 'error dxso.ledger.version version' },
    bad: ledger('version="6.0" generator', 'version="6x0" generator'),
    good: files([row()]),
  },
  {
    ...{ name: 'a cent too much', finds: 'error dxso.ledger.sum consolidatedAmount' },
    bad: ledger('consolidatedAmount="1190.00"', 'consolidatedAmount="1190.01"'),
    good: files([row({ amount: cent(119_001) }), row({ amount: cent(-1) })]),
  },
  {
    ...{ name: 'a text that turns round', finds: 'warning dxso.text.hidden-character 1 bookingText' },
    bad: one({ bookingText: 'Miete \u202e00.5 RUE' }),
    good: one({ bookingText: 'Miete März 5.00 EUR' }),
  },
  {
    ...{ name: 'a formula in the second booking', finds: 'warning dxso.text.formula 2 supplierName' },
    bad: files([row(), row({ supplierName: '=HYPERLINK("http://a.example";"Muster")' })]),
    good: files([row(), row({ supplierName: '-Muster GmbH-' })]),
  },
  {
    ...{ name: 'a formula for all bookings', finds: 'warning dxso.text.formula generator_info' },
    bad: writePackage(packageOf([row()], {}, { generatorInfo: '@SUM(A1)' })),
    good: writePackage(packageOf([row()], {}, { generatorInfo: '@Muster' })),
  },
  {
    ...{ name: 'a folder nobody sees', finds: 'warning dxso.text.hidden-character name' },
    bad: writePackage(packageOf([row()], { repository: ['Soft\u200bware', 'Belege', '2024/02'] })),
    good: writePackage(packageOf([row()], { repository: ['Software', 'Belege', '2024/02'] })),
  },
  {
    ...{ name: 'what a document says of itself', finds: 'warning dxso.text.formula description' },
    bad: writePackage(packageOf([row()], { description: "=cmd|' /C calc'!A0" })),
    good: writePackage(packageOf([row()], { description: 'Rechnung = Quittung' })),
  },
  {
    ...{ name: 'another date in a row', finds: 'error dxso.ledger.differs 2 date' },
    bad: files([row(), row({ date: day(20_240_206) })]),
    good: files([row(), row()]),
  },
  {
    ...{ name: 'another invoice in a row', finds: 'error dxso.ledger.differs 1 invoiceId' },
    bad: ledger('<invoiceId>R-204', '<invoiceId>R-205'),
    good: files([row(), row({ invoiceId: 'R-205' })]),
  },
  {
    ...{ name: 'another currency in a row', finds: 'error dxso.ledger.differs 2 currencyCode' },
    bad: files([row(), row({ currencyCode: 'CHF' })]),
    good: files([row({ currencyCode: 'CHF' }), row({ currencyCode: 'CHF' })]),
  },
  {
    ...{ name: 'another day of delivery', finds: 'error dxso.ledger.differs 1 deliveryDate' },
    bad: changedIn(one({ deliveryDate: day(20_240_201) }), 'Rechn', (text) =>
      text.replace('<deliveryDate>2024-02-01', '<deliveryDate>2024-02-02'),
    ),
    good: files([row({ deliveryDate: day(20_240_201) }), row({ deliveryDate: day(20_240_202) })]),
  },
  {
    ...{ name: 'another order', finds: 'error dxso.ledger.differs 1 orderId' },
    bad: changedIn(one({ orderId: 'A.1' }), 'Rechn', (text) => text.replace('<orderId>A.1', '<orderId>A.2')),
    good: one({ orderId: 'A.1' }),
  },
  {
    ...{ name: 'terms of payment and a due day', finds: 'error dxso.ledger.terms-and-discount 1 dueDate' },
    bad: one({ paymentConditionsId: 10, dueDate: day(20_240_220) }),
    good: one({ paymentConditionsId: 10 }),
  },
  {
    ...{ name: 'a payment that is blocked', finds: 'error dxso.ledger.payment-blocked 1 paymentOrder' },
    bad: one({ paymentConditionsId: 9, paymentOrder: true }),
    good: one({ paymentConditionsId: 9, paymentOrder: false }),
  },
  {
    ...{
      name: 'a discount without its day',
      finds: 'error dxso.ledger.discount-incomplete 1 discountPaymentDate',
    },
    bad: one({ discountAmount: cent(2380), discountPercentage: percent(200) }),
    good: one(discount),
  },
  {
    ...{
      name: 'a second discount without its amount',
      finds: 'error dxso.ledger.discount-incomplete 1 discountAmount2',
    },
    bad: one({ ...discount, discountPercentage2: percent(100), discountPaymentDate2: day(20_240_219) }),
    good: one({ ...discount, ...second }),
  },
  {
    ...{ name: 'a discount of everything', finds: 'error dxso.ledger.discount-too-large 1 discountAmount' },
    bad: one({ ...discount, discountAmount: cent(119_000) }),
    good: one({ ...discount, discountAmount: cent(118_999) }),
  },
  {
    ...{
      name: 'a discount of a credit note',
      finds: 'error dxso.ledger.discount-too-large 1 discountAmount',
    },
    bad: one({ ...discount, amount: cent(-2380) }),
    good: one({ ...discount, amount: cent(-119_000) }),
  },
  {
    ...{
      name: 'two discounts of everything',
      finds: 'error dxso.ledger.discount-too-large 1 discountAmount2',
    },
    bad: one({ ...discount, discountAmount: cent(60_000), ...second, discountAmount2: cent(59_000) }),
    good: one({ ...discount, discountAmount: cent(60_000), ...second, discountAmount2: cent(58_999) }),
  },
  {
    ...{
      name: 'a second discount that is larger',
      finds: 'error dxso.ledger.discount-order 1 discountAmount2',
    },
    bad: one({ ...discount, ...second, discountAmount2: cent(2380) }),
    good: one({ ...discount, ...second, discountAmount2: cent(2379) }),
  },
  {
    ...{
      name: 'a second percentage that is larger',
      finds: 'error dxso.ledger.discount-order 1 discountPercentage2',
    },
    bad: one({ ...discount, ...second, discountPercentage2: percent(200) }),
    good: one({ ...discount, ...second, discountPercentage2: percent(199) }),
  },
  {
    ...{
      name: 'a second discount that ends earlier',
      finds: 'warning dxso.ledger.discount-order 1 discountPaymentDate2',
    },
    bad: one({ ...discount, ...second, discountPaymentDate2: day(20_240_211) }),
    good: one({ ...discount, ...second, discountPaymentDate2: day(20_240_212) }),
  },
  {
    ...{ name: 'due before the invoice', finds: 'warning dxso.ledger.discount-order 1 dueDate' },
    bad: one({ dueDate: day(20_240_204) }),
    good: one({ dueDate: day(20_240_205) }),
  },
  {
    ...{
      name: 'an account that is too long',
      finds: 'error dxso.ledger.account-length 1 accountNo',
      about: { accountLength: 4 },
    },
    bad: one({ accountNo: 123_456 }),
    good: one({ accountNo: 70_000 }),
  },
  {
    ...{
      name: 'a partner’s account that is too long',
      finds: 'error dxso.ledger.account-length 1 bpAccountNo',
      about: { accountLength: 4 },
    },
    bad: one({ bpAccountNo: 700_000 }),
    good: one({ bpAccountNo: 70_000 }),
  },
  {
    ...{
      name: 'a Debitor on an incoming invoice',
      finds: 'warning dxso.ledger.partner-account 1 bpAccountNo',
    },
    bad: one({ bpAccountNo: 10_000 }),
    good: one({ bpAccountNo: 70_000 }),
  },
  {
    ...{
      name: 'a Kreditor on an outgoing invoice',
      finds: 'warning dxso.ledger.partner-account 1 bpAccountNo',
    },
    bad: writePackage(receivable({ bpAccountNo: 700_000 })),
    good: writePackage(receivable({ bpAccountNo: 699_999 })),
  },
  {
    ...{ name: 'a bank code alone', finds: 'error dxso.ledger.bank 1 bankAccount' },
    bad: one({ bankCode: '50070010' }),
    good: one({ bankCode: '50070010', bankAccount: '87654321' }),
  },
  {
    ...{ name: 'a German bank code of seven digits', finds: 'error dxso.ledger.bank 1 bankCode' },
    bad: one({ bankCode: '5007001', bankAccount: '1' }),
    good: one({ bankCode: '5007001', bankAccount: '1', bankCountry: 'AT' }),
  },
  {
    ...{ name: 'a German account of eleven digits', finds: 'error dxso.ledger.bank 1 bankAccount' },
    bad: one({ bankCode: '50070010', bankAccount: '12345678901', bankCountry: 'DE' }),
    good: one({ bankCode: '50070010', bankAccount: '1234567890', bankCountry: 'DE' }),
  },
  {
    ...{ name: 'an IBAN with two digits swapped', finds: 'warning dxso.ledger.iban 1 iban' },
    bad: one({ iban: 'DE38500700100087654312' }),
    good: one({ iban: 'DE38500700100087654321' }),
  },
  {
    ...{ name: 'delivered after the invoice', finds: 'warning dxso.ledger.delivery-late 1 deliveryDate' },
    bad: one({ deliveryDate: day(20_240_206) }),
    good: one({ deliveryDate: day(20_240_205) }),
  },
  {
    ...{ name: 'a text that the cash book cuts', finds: 'warning dxso.ledger.text-cut 1 bookingText' },
    bad: writePackage(cashPackage([row({ bookingText: 'ä'.repeat(31) })])),
    good: writePackage(cashPackage([row({ bookingText: 'ä'.repeat(30) })])),
  },
  {
    ...{ name: 'an invoice without number', finds: 'warning dxso.ledger.invoice-id 1 invoiceId' },
    bad: one({ invoiceId: '' }),
    good: one({ invoiceId: '1' }),
  },
  {
    ...{ name: 'another version of document.xml', finds: 'error dxso.document.version version' },
    bad: document('version="6.0">', 'version="6x0">'),
    good: files([row()]),
  },
  {
    ...{
      name: 'another Mandant',
      finds: 'error dxso.document.mandant clientNumber',
      about: { mandant: '455148-1' },
    },
    bad: writePackage({ ...packageOf(), consultantNumber: 455_148, clientNumber: 2 }),
    good: writePackage({ ...packageOf(), consultantNumber: 455_148, clientNumber: 1 }),
  },
  {
    ...{ name: 'an identifier without file', finds: 'error dxso.document.guid-without-file guid' },
    bad: writePackage(packageOf([row()], { files: [] })),
    good: writePackage(packageOf([row()])),
  },
  {
    ...{ name: 'an identifier twice', finds: 'error dxso.document.guid-twice guid' },
    bad: withB(
      document(
        '</content>',
        SECOND_DOCUMENT.replace('<document>', '<document guid="E0A08953-FBAA-4054-AF36-993D5D68F040">'),
      ),
    ),
    good: withB(
      document(
        '</content>',
        SECOND_DOCUMENT.replace('<document>', '<document guid="E0A08953-FBAA-4054-AF36-993D5D68F041">'),
      ),
    ),
  },
  {
    ...{ name: 'bookings into the inbox', finds: 'error dxso.document.process-id processID' },
    bad: writePackage(packageOf([row()], { processId: 1 })),
    good: writePackage(packageOf([row()], { processId: 2 })),
  },
  {
    ...{ name: 'SEPA beside something else', finds: 'error dxso.document.sepa processID' },
    bad: withB(document('</content>', SECOND_DOCUMENT.replace('"File"', '"SEPAFile"'))),
    good: withB(
      document(
        '</content>',
        SECOND_DOCUMENT.replace('"File"', '"SEPAFile"').replace('<document>', '<document processID="1">'),
      ),
    ),
  },
  {
    ...{ name: 'no folder', finds: 'error dxso.document.property extension' },
    bad: document(/ *<property value="Eingangsrechnungen" key="3"\/>\n/, ''),
    good: files([row()]),
  },
  {
    ...{ name: 'no period', finds: 'error dxso.document.property extension' },
    bad: document(/ *<property value="2024-02" key="1"\/>\n/, ''),
    good: files([row()]),
  },
  {
    ...{ name: 'a cash account for invoices', finds: 'error dxso.document.property extension' },
    bad: document('key="3"', 'key="2"'),
    good: changedIn(writePackage(cashPackage([row()])), 'document', (text) =>
      text.replace('value="Kasse" key="3"', 'value="1000" key="2"'),
    ),
  },
  {
    ...{ name: 'another month than announced', finds: 'error dxso.document.period property' },
    bad: document('value="2024-02"', 'value="2024-01"'),
    good: files([row({ date: day(20_240_229) })]),
  },
  {
    ...{ name: 'other bookings than announced', finds: 'error dxso.document.kind xsi:type' },
    bad: document('xsi:type="accountsPayableLedger"', 'xsi:type="accountsReceivableLedger"'),
    good: writePackage(receivable({})),
  },
  {
    ...{ name: 'incoming said to be outgoing', finds: 'error dxso.document.type type' },
    bad: writePackage(packageOf([row()], { type: 2 })),
    good: writePackage(packageOf([row()], { type: 1 })),
  },
  {
    ...{ name: 'two ledgers in one document', finds: 'error dxso.document.one-ledger extension' },
    bad: [
      ...document(
        '<extension xsi:type="File"',
        '<extension xsi:type="accountsPayableLedger" datafile="b.xml"><property key="1" value="2024-02"/><property key="3" value="x"/></extension><extension xsi:type="File"',
      ),
      {
        name: 'b.xml',
        bytes: new TextEncoder().encode(textIn(files([row({ invoiceId: 'R-205' })]), 'Rechn')),
      },
    ],
    good: files([row()]),
  },
  {
    ...{ name: 'a level left out', finds: 'error dxso.document.levels id' },
    bad: document('<level id="2"', '<level id="4"'),
    good: writePackage(packageOf([row()], { repository: ['Belege'] })),
  },
  {
    ...{ name: 'the old format', finds: 'warning dxso.document.legacy extension' },
    bad: withB(
      document(
        '</content>',
        SECOND_DOCUMENT.replace(
          'xsi:type="File" name="b.pdf"/>',
          'xsi:type="Invoice" datafile="b.pdf"><property key="InvoiceType" value="Incoming"/></extension>',
        ),
      ),
    ),
    good: withB(document('</content>', SECOND_DOCUMENT)),
  },
  {
    ...{ name: 'DATEV’s own kind', finds: 'error dxso.document.internal extension' },
    bad: withB(
      document(
        '</content>',
        SECOND_DOCUMENT.replace(
          'xsi:type="File" name="b.pdf"/>',
          'xsi:type="cashLedgerPayPal" datafile="b.pdf"><property key="1" value="2024-02"/></extension>',
        ),
      ),
    ),
    good: withB(document('</content>', SECOND_DOCUMENT)),
  },
  {
    ...{ name: 'no document.xml', finds: 'error dxso.package.no-document' },
    bad: files([row()])
      .slice(1)
      .filter(({ name }) => name === ''),
    good: files([row()]),
  },
  {
    ...{ name: 'a file that is not there', finds: 'error dxso.package.missing-file' },
    bad: files([row()]).filter(({ name }) => name !== PDF.name),
    good: files([row()]),
  },
  {
    ...{ name: 'a file that nobody names', finds: 'warning dxso.package.unused-file' },
    bad: withB(files([row()])),
    good: files([row()]),
  },
  {
    ...{ name: 'a file for two documents', finds: 'error dxso.package.used-twice' },
    bad: document('</content>', SECOND_DOCUMENT.replace('b.pdf', PDF.name)),
    good: withB(document('</content>', SECOND_DOCUMENT)),
  },
  {
    ...{ name: 'a name that DATEV changes', finds: 'error dxso.package.file-name' },
    bad: writePackage(packageOf([row()], { files: [{ ...PDF, name: 'Rechnung #1.pdf' }] })),
    good: writePackage(packageOf([row()], { files: [{ ...PDF, name: 'Rechnung & Büro (1)+-_.pdf' }] })),
  },
  {
    ...{ name: 'a decomposed umlaut in a name', finds: 'error dxso.package.file-name' },
    bad: writePackage(packageOf([row()], { files: [{ ...PDF, name: 'Bu\u0308ro.pdf' }] })),
    good: writePackage(packageOf([row()], { files: [{ ...PDF, name: 'Büro.pdf' }] })),
  },
  {
    ...{ name: 'an umlaut that document.xml alone takes apart', finds: 'error dxso.package.file-name' },
    bad: writePackage(packageOf([row()], { files: [{ ...PDF, name: 'Bu\u0308ro.pdf' }] })).map((file) => ({
      ...file,
      name: file.name.normalize('NFC'),
    })),
    good: writePackage(packageOf([row()], { files: [{ ...PDF, name: 'Büro.pdf' }] })),
  },
  {
    ...{ name: 'an empty file', finds: 'error dxso.package.empty-file' },
    bad: writePackage(packageOf([row()], { files: [{ ...PDF, bytes: new Uint8Array() }] })),
    good: files([row()]),
  },
  {
    ...{ name: 'a file of more than 20 MB', finds: 'error dxso.package.file-size' },
    bad: writePackage(packageOf([row()], { files: [{ ...PDF, bytes: pdfOf(20_000_001) }] })),
    good: writePackage(packageOf([row()], { files: [{ ...PDF, bytes: pdfOf(20_000_000) }] })),
  },
  {
    ...{ name: 'a subfolder', finds: 'error dxso.package.folder' },
    bad: writePackage(packageOf([row()], { files: [{ ...PDF, name: 'a/b.pdf' }] })),
    good: files([row()]),
  },
];

describe('every rule', () => {
  it.each(CASES)('$name: $finds', ({ finds, bad, good, about = {} }) => {
    expect(check(bad, about).findings.map(short)).toEqual([finds]);
    expect(check(good, about).findings.map(short)).toEqual([]);
  });

  it('has a case, but for what the schema and the reader say, the size of all, and what contents.test.ts has', () => {
    const shown = new Set(CASES.map(({ finds }) => finds.split(' ')[1]));
    const elsewhere =
      /^dxso\.(xml|xsd)\.|^dxso\.package\.(package-size|executable|archive|file-type|file-content|same-invoice)$/;
    const all = CODES.filter((code) => !elsewhere.test(code));
    expect(all.filter((code) => !shown.has(code))).toEqual([]);
  });

  it.skipIf(SCHEMAS === undefined)('goes beyond the schema: it accepts all of them', async () => {
    const texts = (which: 'document' | 'Rechnungsdaten') =>
      CASES.flatMap(({ bad }) => bad.filter(({ name }) => name.startsWith(which))).map(({ bytes }) =>
        new TextDecoder().decode(bytes),
      );
    const [documents, ledgers] = await Promise.all([
      judge('document', texts('document')),
      judge('ledger', texts('Rechnungsdaten')),
    ]);
    expect([...documents, ...ledgers].filter(({ isValid }) => !isValid)).toEqual([]);
    expect([documents.length, ledgers.length].every((count) => count > 40)).toBe(true);
  });

  it('knows the size of all files together', () => {
    const big = { name: 'x.pdf', size: 19_000_000, bytes: () => new Uint8Array() };
    const given = files([row()]).map(({ name, bytes }) => ({ name, size: bytes.length, bytes: () => bytes }));
    const many = Array.from({ length: 25 }, (_, n) => ({ ...big, name: `x${n}.pdf` }));
    const codes = check(files([row()])).findings;
    expect(codes).toEqual([]);
    const { findings } = checkPackage([...given, ...many]);
    expect(findings.map(({ code }) => code)).toContain('dxso.package.package-size');
  });

  it('lets files come later when a package is only looked at', () => {
    const partial = files([row()]).filter(({ name }) => name === 'document.xml');
    expect(check(partial, { isPartial: true })).toMatchObject({ errors: 0, warnings: 2 });
    expect(check(partial)).toMatchObject({ errors: 2 });
  });
});

describe('the words', () => {
  const finding = (code: string): DxsoFinding => ({
    ...{
      severity: 'error',
      class: 'xsd',
      code: code as DxsoCode,
      file: 'a.xml',
      line: 1234,
      row: 7,
      field: 'amount',
    },
    values: {
      ...{
        type: 'p7',
        most: 60,
        name: 'x.pdf',
        root: 'archive',
        namespace: 'urn:x',
        allowed: 'File',
        fixed: 'EUR',
      },
      ...{
        count: 3,
        attribute: 'consolidatedDate',
        length: 4,
        personal: 5,
        mandant: '1-1',
        kind: 'cashLedger',
      },
      ...{ period: '2024-01', megabytes: 21, character: 'U+202E', found: '5.0', version: '5.0' },
    },
  });

  it.each(CODES)('%s says in both languages what is wrong, why and what to do', (code) => {
    const [de, en] = (['de', 'en'] as const).map((lang) => renderDxso(finding(code), lang));
    for (const said of [de, en]) {
      for (const part of [said?.text, said?.rule, said?.remedy]) expect(part).toMatch(/^\S.*\.$/s);
      expect(`${said?.text}${said?.rule}${said?.remedy}`).not.toMatch(/[{}]|undefined|–/);
      expect(`${said?.text}${said?.remedy}`).toMatch(/amount|a\.xml|x\.pdf/);
    }
    expect(de?.text).not.toBe(en?.text);
    expect([de?.where, en?.where]).toEqual(['a.xml, Buchung 7, Zeile 1.234', 'a.xml, booking 7, line 1,234']);
  });

  it('name the value as DATEV’s masks do and say what is allowed, never what stood there', () => {
    const { findings } = check(ledger('<invoiceId>R-204', '<invoiceId>Geheim 4711'));
    expect(findings.map((one) => renderDxso(one, 'de').text)).toEqual([
      '„Rechnungs-Nr.“ (invoiceId) hat nicht die richtige Form. Erlaubt: nur Buchstaben ohne Umlaute, Ziffern und $ % & * + - / (keine Leerzeichen).',
      '„Rechnungs-Nr.“ (invoiceId) ist anders, als consolidatedInvoiceId für alle Buchungen angibt.',
    ]);
    expect(JSON.stringify(findings)).not.toContain('4711');
  });
});
