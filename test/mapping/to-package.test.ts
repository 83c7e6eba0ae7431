import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RAW_BYTES } from '../../src/contract/upload-limits';
import { pack, unpack } from '../../src/dxso/archive/zip';
import { isFileName } from '../../src/dxso/file-name';
import { readLedger } from '../../src/dxso/ledger-read';
import type { PackageFile } from '../../src/dxso/package';
import { partsOf } from '../../src/dxso/package-parts';
import { openPackage } from '../../src/dxso/package-read';
import { writePackage } from '../../src/dxso/package-write';
import { readXml } from '../../src/dxso/xml/xml-read';
import type { BookingLine } from '../../src/extf/booking-line';
import type { Cents } from '../../src/kernel/money';
import type { PackageLine } from '../../src/mapping/package-line';
import { sizeOf } from '../../src/mapping/package-size';
import { type BuiltPackage, type PackageAbout, toPackages } from '../../src/mapping/to-package';
import { lineTotals, packageTotals, tieOut } from '../../src/mapping/totals';
import { check, short } from '../dxso/packages';
import { judge, SCHEMAS } from '../dxso/xsd-judge';
import { uuid5 } from '../support/uuid5';
import { ACCOUNTS, day } from './things';

const ABOUT: PackageAbout = {
  kind: 'accountsReceivableLedger',
  folder: 'Ausgangsrechnungen',
  accounts: ACCOUNTS,
  currency: 'EUR',
  mandant: '455148-1',
  date: '2026-12-01T09:00:00',
  generatorInfo: 'DATEV for Jira',
  guidOf: (key) => uuid5('6ba7b811-9dad-11d1-80b4-00c04fd430c8', key),
};
const PAYABLE = { kind: 'accountsPayableLedger', folder: 'Eingangsrechnungen' } as const;
const CASH = { kind: 'cashLedger', folder: undefined } as const;

function line(changed: Partial<BookingLine> = {}, partner?: string): PackageLine {
  const whole: BookingLine = {
    ...{ amount: 11_900 as Cents, side: 'S', account: 10_001, contra: 8200, day: day(20_261_105) },
    ...{ belegfeld1: 'RE-1', text: 'Beratung', ...changed },
  };
  return { line: whole, partner };
}
const cash = (changed: Partial<BookingLine> = {}) =>
  line({ account: 1000, contra: 4210, text: 'Porto', belegfeld1: undefined, ...changed });

/** An image that begins as its name says. */
const pdf = (name: string, size = 8): PackageFile => {
  const bytes = new Uint8Array(size).fill(37);
  bytes.set(new TextEncoder().encode(name.endsWith('.xml') ? '<a/>' : '%PDF').subarray(0, size));
  return { name, bytes };
};
const images = (byNumber: Record<string, readonly PackageFile[]>, forAll: readonly PackageFile[] = []) => ({
  byNumber: new Map(Object.entries(byNumber)),
  forAll,
});

function findingsIn(packages: readonly BuiltPackage[]): readonly string[] {
  return packages.flatMap((one) =>
    check(writePackage(one.package), { mandant: '455148-1', accountLength: 4 }).findings.map(short),
  );
}
const rowsIn = (packages: readonly BuiltPackage[]) =>
  packages.flatMap((one) => one.package.documents.flatMap(({ ledger }) => ledger?.ledger.rows ?? []));
const coded = (found: ReturnType<typeof toPackages>['findings']) =>
  found.map(({ code, source }) => `${code.slice('mapping.'.length)} ${source ?? '-'}`);

describe('lines as rows of a ledger', () => {
  it('carry everything DATEV has a place for', () => {
    const full = line(
      {
        ...{ taxKey: '0003', kost1: 'Vertrieb', kost2: 'P-1', belegfeld2: 'LOOKER', euVatId: 'ATU52409200' },
        ...{ dueDay: day(20_261_205), serviceDay: day(20_261_101) },
      },
      'Müller & Söhne "Feinkost"; Köln',
    );
    const { packages, findings } = toPackages([full], ABOUT);
    expect(findings).toEqual([]);
    expect(rowsIn(packages)).toEqual([
      {
        ...{ date: 20_261_105, amount: 11_900, accountNo: 8200, bpAccountNo: 10_001, buCode: 3 },
        ...{ costCategoryId: 'Vertrieb', costCategoryId2: 'P-1', currencyCode: 'EUR', invoiceId: 'RE-1' },
        ...{ bookingText: 'Beratung', internalInvoiceId: 'LOOKER', vatId: 'ATU52409200' },
        ...{ dueDate: 20_261_205, deliveryDate: 20_261_101, customerName: 'Müller & Söhne "Feinkost"; Köln' },
      },
    ]);
    expect(findingsIn(packages)).toEqual([]);
  });

  it.each<[string, Partial<PackageAbout>, Partial<BookingLine>, object]>([
    ['an outgoing invoice', {}, {}, { amount: 100, accountNo: 8200, bpAccountNo: 10_001 }],
    ['a credit note to a customer', {}, { side: 'H' }, { amount: -100, bpAccountNo: 10_001 }],
    [
      'an invoice with the customer as contra account',
      {},
      { side: 'H', account: 8200, contra: 10_001 },
      { amount: 100, accountNo: 8200, bpAccountNo: 10_001 },
    ],
    ['an invoice without a personal account', {}, { account: 1200 }, { amount: 100, accountNo: 8200 }],
    [
      'an incoming invoice',
      PAYABLE,
      { side: 'H', account: 70_001, contra: 4210 },
      { amount: 100, accountNo: 4210, bpAccountNo: 70_001 },
    ],
    [
      'an incoming invoice with the supplier as contra account',
      PAYABLE,
      { side: 'S', account: 4210, contra: 70_001 },
      { amount: 100, accountNo: 4210, bpAccountNo: 70_001 },
    ],
    [
      'a credit note of a supplier',
      PAYABLE,
      { side: 'S', account: 70_001, contra: 4210 },
      { amount: -100, bpAccountNo: 70_001 },
    ],
    ['what comes into the cash box', CASH, { account: 1000, contra: 8200 }, { amount: 100, accountNo: 8200 }],
    ['what goes out', CASH, { side: 'H', account: 1000, contra: 4210 }, { amount: -100, accountNo: 4210 }],
  ])('%s', (_, about, changed, wanted) => {
    const { packages, findings } = toPackages([line({ amount: 100 as Cents, ...changed })], {
      ...ABOUT,
      ...about,
    });
    expect(findings).toEqual([]);
    expect(rowsIn(packages)).toMatchObject([wanted]);
    expect(findingsIn(packages)).toEqual([]);
  });

  it.each<[string, Partial<PackageAbout>, PackageLine, object]>([
    ['in another currency than the others', {}, line({ currency: 'USD' }), { currencyCode: 'USD' }],
    ['in the currency of all', { currency: 'CHF' }, line(), { currencyCode: 'CHF' }],
    ['without a text', {}, line({ text: undefined }), { invoiceId: 'RE-1', bookingText: undefined }],
    ['with a name of 50 characters', {}, line({}, 'x'.repeat(50)), { customerName: 'x'.repeat(50) }],
    [
      'with a second number beside a long name',
      {},
      line({ belegfeld2: 'A-1' }, 'x'.repeat(50)),
      { internalInvoiceId: 'A-1', customerName: 'x'.repeat(50) },
    ],
    ['of a supplier', PAYABLE, line({ account: 70_001, contra: 4210 }, 'Müller'), { supplierName: 'Müller' }],
    ['of the cash box', CASH, cash(), { information: undefined }],
    [
      'of the cash box that a customer pays into: a cash book knows no partner',
      CASH,
      cash({ contra: 10_001 }),
      { accountNo: 10_001, amount: 11_900, bpAccountNo: undefined },
    ],
    ['of the cash box, in euros as it says itself', CASH, cash({ currency: 'EUR' }), { currencyCode: 'EUR' }],
    [
      'of the cash box with an underscore in what goes into its message',
      CASH,
      { ...cash({ belegfeld2: 'A_1' }), partner: 'Müller' },
      { information: 'Müller, A_1' },
    ],
    ['of the cash box with a number', CASH, cash({ belegfeld2: 'A-1' }), { information: 'A-1' }],
    [
      'of the cash box at its limits',
      CASH,
      { ...cash({ text: 'ä'.repeat(30) }), partner: 'x'.repeat(120) },
      { bookingText: 'ä'.repeat(30), information: 'x'.repeat(120) },
    ],
  ])('a line %s goes as it is', (_, about, one, wanted) => {
    const { packages, findings } = toPackages([one], { ...ABOUT, ...about });
    expect(findings).toEqual([]);
    const [row] = rowsIn(packages);
    const none = { bookingText: undefined, information: undefined, bpAccountNo: undefined };
    expect({ ...none, ...row }).toMatchObject(wanted);
  });

  it('tell with what is wrong the value and the limit', () => {
    const found = (about: Partial<PackageAbout>, one: PackageLine) =>
      toPackages([one], { ...ABOUT, ...about }).findings;
    const at = { source: 0 };
    expect(found({}, line({ belegfeld2: 'A_1' }))).toEqual([
      { code: 'mapping.characters', target: 'documentNumber2', value: 'A_1', ...at },
    ]);
    expect(found(CASH, cash({ currency: 'USD' }))).toEqual([
      { code: 'mapping.other-currency', target: 'currency', value: 'USD', ...at },
    ]);
    const long = 'x'.repeat(121);
    expect(found(CASH, { ...cash(), partner: long })).toEqual([
      { code: 'mapping.too-long', target: 'partner', value: long, most: 120, ...at },
    ]);
    const both = found(CASH, { ...cash({ belegfeld2: 'A-1' }), partner: 'x'.repeat(116) });
    expect(both).toMatchObject([{ code: 'mapping.too-long', value: `${'x'.repeat(116)}, A-1` }]);
    expect(found(CASH, cash({ text: 'x'.repeat(31) }))).toEqual([
      { code: 'mapping.too-long', target: 'text', value: 'x'.repeat(31), most: 30, ...at },
    ]);
  });

  it.each<[string, Partial<PackageAbout>, PackageLine, readonly string[]]>([
    ['no number', {}, line({ belegfeld1: undefined }), ['document-missing 0']],
    ['a number with an underscore', {}, line({ belegfeld1: 'RE_1' }), ['characters 0']],
    ['a supplier among customers', {}, line({ account: 70_001 }), ['partner-kind 0']],
    ['a customer among suppliers', PAYABLE, line({ account: 10_001 }), ['partner-kind 0']],
    ['a long name', {}, line({}, 'x'.repeat(51)), ['too-long 0']],
    ['a cash entry without text', CASH, cash({ text: undefined }), ['empty 0']],
    ['a cash entry with a long text', CASH, cash({ text: 'x'.repeat(31) }), ['too-long 0']],
    ['a cash entry in dollars', CASH, cash({ currency: 'USD' }), ['other-currency 0']],
    ['no folder', { folder: undefined }, line(), ['folder-missing -']],
  ])('%s is refused', (_, about, one, wanted) => {
    const { packages, findings } = toPackages([one], { ...ABOUT, ...about });
    expect([coded(findings), packages]).toEqual([wanted, []]);
  });
});

describe('invoices', () => {
  it('have all their lines, and are refused whole when these do not agree', () => {
    const lines = [
      line({ belegfeld1: 'A' }),
      line({ belegfeld1: 'B' }),
      line({ belegfeld1: 'A', contra: 8400 }),
      line({ belegfeld1: 'B', day: day(20_261_106) }),
    ];
    const { packages, findings } = toPackages(lines, ABOUT);
    expect(coded(findings)).toEqual(['document-mixed 1', 'document-mixed 3']);
    expect(packages.map(({ sources }) => sources)).toEqual([[0, 2]]);
    expect(packages[0]?.package.documents).toHaveLength(1);
  });

  it('are refused whole, too, when their lines are of two currencies', () => {
    const { packages, findings } = toPackages([line(), line({ currency: 'USD' })], ABOUT);
    expect(coded(findings)).toEqual(['document-mixed 0', 'document-mixed 1']);
    expect(packages).toEqual([]);
  });

  it('are told by the places of their lines in rising order, however they lie among others', () => {
    const lines = ['A', 'B', 'A', 'B', 'A'].map((belegfeld1) => line({ belegfeld1 }));
    expect(toPackages(lines, ABOUT).packages.map(({ sources }) => sources)).toEqual([[0, 1, 2, 3, 4]]);
  });

  it('are the same documents in every version of this app: of what a GUID is made never changes', () => {
    const keys: string[] = [];
    const guidOf = (key: string) => {
      keys.push(key);
      return ABOUT.guidOf(key);
    };
    toPackages([line(), line({ account: 1200 })], { ...ABOUT, guidOf }, images({}, [pdf('a.pdf')]));
    toPackages([cash()], { ...ABOUT, ...CASH, guidOf });
    expect(keys).toEqual([
      '["accountsReceivableLedger","RE-1",10001]',
      '["accountsReceivableLedger","RE-1",0]',
      '["images","a.pdf"]',
      '["cashLedger","",1000,20261105]',
    ]);
  });

  it('of two partners with the same number stay two', () => {
    const lines = [line(), line({ account: 10_002, day: day(20_261_106) })];
    const { packages, findings } = toPackages(lines, ABOUT);
    expect([findings, packages[0]?.package.documents.length]).toEqual([[], 2]);
    expect(findingsIn(packages)).toEqual([]);
  });

  it('of a month stay in the order of their first lines, whatever their days', () => {
    const lines = [20, 5, 11].map((date, n) => line({ belegfeld1: `R-${n}`, day: day(20_261_100 + date) }));
    const [one] = toPackages(lines, ABOUT).packages;
    expect(one?.package.documents.map(({ ledger }) => ledger?.ledger.rows[0]?.invoiceId)).toEqual([
      ...['R-0', 'R-1', 'R-2'],
    ]);
  });

  it('and days of a cash book name their ledger by what is theirs alone', () => {
    const ledgerOf = (one: PackageLine, about: Partial<PackageAbout>, key: string) => {
      const [document] = toPackages([one], { ...ABOUT, ...about }).packages[0]?.package.documents ?? [];
      return [document?.ledger?.fileName, ABOUT.guidOf(key).slice(0, 8)];
    };
    const [invoice, of] = ledgerOf(line(), {}, '["accountsReceivableLedger","RE-1",10001]');
    expect(invoice).toBe(`RE-1 ${of}.xml`);
    const [book, cashOf] = ledgerOf(cash(), CASH, '["cashLedger","",1000,20261105]');
    expect(book).toBe(`Kasse 2026-11-05  ${cashOf}.xml`);
  });

  it('may not add up to more than DATEV takes, nor have more than 5,000 lines', () => {
    const big = line({ amount: 999_999_999_999 as Cents });
    expect(coded(toPackages([big, line()], ABOUT).findings)).toEqual([
      'document-too-large 0',
      'document-too-large 1',
    ]);
    const credit = line({ amount: 999_999_999_999 as Cents, side: 'H' });
    expect(coded(toPackages([credit, line({ side: 'H' })], ABOUT).findings)).toEqual([
      'document-too-large 0',
      'document-too-large 1',
    ]);
    // Exactly so much is taken, of either sign.
    for (const side of ['S', 'H'] as const) {
      const whole = [999_999_999_998, 1].map((amount) => line({ amount: amount as Cents, side }));
      expect(toPackages(whole, ABOUT).findings).toEqual([]);
    }
    const many = Array.from({ length: 5001 }, () => line());
    expect(toPackages(many, ABOUT).findings).toHaveLength(5001);
    const { packages, findings } = toPackages(many.slice(1), ABOUT);
    expect(findings).toEqual([]);
    expect(findingsIn(packages)).toEqual([]);
  });

  it('go into one package per month, in order', () => {
    const months = [20_261_105, 20_261_001, 20_261_130, 20_260_930];
    const lines = months.map((one, n) => line({ day: day(one), belegfeld1: `R${n}` }));
    const { packages } = toPackages(lines, ABOUT);
    expect(packages.map(({ sources }) => sources)).toEqual([[3], [1], [0, 2]]);
    for (const one of packages) {
      const files = writePackage(one.package);
      expect(partsOf(openPackage(files))).toHaveLength(1);
    }
  });

  it('are the same documents under the same names when a line before them is gone', () => {
    const lines = Array.from({ length: 5 }, (_, n) => line({ belegfeld1: `R/${n}` }));
    const all = { ...images(Object.fromEntries(lines.map((_, n) => [`R/${n}`, [pdf(`${n}.pdf`)]]))) };
    const [whole] = toPackages(lines, ABOUT, all).packages;
    const [rest] = toPackages(lines.slice(1), ABOUT, {
      ...all,
      byNumber: new Map([...all.byNumber].slice(1)),
    }).packages;
    expect(rest?.package.documents).toEqual(whole?.package.documents.slice(1));
  });
});

describe('images', () => {
  it('go with their invoice; those for all are a document of their own', () => {
    const given = images({ 'RE-1': [pdf('a.pdf'), pdf('b.pdf')] }, [pdf('Bericht.pdf')]);
    const { packages, findings } = toPackages([line(), line({ belegfeld1: 'RE-2' })], ABOUT, given);
    expect(findings).toEqual([]);
    const documents = packages[0]?.package.documents ?? [];
    expect(documents.map(({ files }) => files.map(({ name }) => name))).toEqual([
      ['Bericht.pdf'],
      ['a.pdf', 'b.pdf'],
      [],
    ]);
    expect(documents.map(({ guid }) => guid !== undefined)).toEqual([true, true, false]);
    expect(findingsIn(packages)).toEqual([]);
  });

  it('get names that DATEV keeps, each one once', () => {
    const given = images(
      { 'RE-1': [pdf('scan.pdf'), pdf('Scan.pdf')], 'RE-2': [pdf('scan.pdf'), pdf('a/b:c.pdf'), pdf('')] },
      [pdf('document.xml')],
    );
    const { packages } = toPackages([line(), line({ belegfeld1: 'RE-2' })], ABOUT, given);
    // One had no name, so it has no ending.
    expect(findingsIn(packages)).toEqual(['warning dxso.package.file-type']);
    const names = packages[0]?.package.documents.flatMap(({ files }) => files.map(({ name }) => name)) ?? [];
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(6);
    expect(names).toContain('scan.pdf');
  });

  it('with the same name are told apart, also by a third and where the name has no fit ending', () => {
    const given = images({
      'RE-1': ['a.pdf', 'a.pdf', 'a.pdf', 'b.§', 'b.§', 'c', 'c', '.pdf', '.pdf'].map((one) => pdf(one)),
    });
    const [document] = toPackages([line()], ABOUT, given).packages[0]?.package.documents ?? [];
    const of = (document?.guid ?? '').slice(0, 8);
    expect(document?.files.map(({ name }) => name)).toEqual([
      ...['a.pdf', `a ${of}.pdf`, `a ${of} 2.pdf`, 'b.bin', `b ${of}.bin`],
      ...['c', `c ${of}.bin`, '.pdf', `.pdf ${of}.bin`],
    ]);
    expect(document?.files.every(({ name }) => isFileName(name))).toBe(true);
  });

  it('for all are documents of fifty each, with all of them in their order', () => {
    const given = Array.from({ length: 101 }, (_, n) => pdf(`${n}.pdf`));
    const [one] = toPackages([line()], ABOUT, images({}, given)).packages;
    const files = one?.package.documents.map((document) => document.files.map(({ name }) => name)) ?? [];
    expect(files.map(({ length }) => length)).toEqual([50, 50, 1, 0]);
    expect(files.flat()).toEqual(given.map(({ name }) => name));
  });

  it('of one invoice may be 49, one more is told with the limit', () => {
    const given = (count: number) =>
      images({ 'RE-1': Array.from({ length: count }, (_, n) => pdf(`${n}.pdf`)) });
    expect(toPackages([line()], ABOUT, given(49)).findings).toEqual([]);
    expect(toPackages([line()], ABOUT, given(50)).findings).toMatchObject([
      { code: 'mapping.images-too-many', most: 49 },
    ]);
  });

  it('that alone are more than a package may have are told, and nothing is made that could not be sent', () => {
    const most = { documents: 5000, files: 10_000, bytes: 50_000_000, imageBytes: 2_000_000 };
    const about = { ...ABOUT, most };
    const big = (count: number) => Array.from({ length: count }, (_, n) => pdf(`${n}.pdf`, 1_000_000));
    expect(toPackages([line()], about, images({ 'RE-1': big(2) })).findings).toEqual([]);
    expect(toPackages([line()], about, images({ 'RE-1': big(3) }))).toMatchObject({
      packages: [],
      findings: [{ code: 'mapping.images-too-large', most: 2, value: 'RE-1', source: 0 }],
    });
    expect(toPackages([line()], about, images({}, big(2))).findings).toEqual([]);
    const { findings } = toPackages([line()], about, images({}, big(3)));
    expect(findings).toEqual([{ code: 'mapping.images-too-large', target: 'documentNumber', most: 2 }]);
  });

  it('for all go with the first package that has room for them beside the invoice’s own', () => {
    const most = { documents: 5000, files: 10_000, bytes: 50_000_000, imageBytes: 2_000_000 };
    const given = images({ 'RE-1': [pdf('a.pdf', 1_500_000)] }, [pdf('all.pdf', 1_000_000)]);
    const told = [{ code: 'mapping.images-too-large', target: 'documentNumber', most: 2 }];
    expect(toPackages([line()], { ...ABOUT, most }, given).findings).toEqual(told);
    const later = [line(), line({ belegfeld1: 'RE-2', day: day(20_261_205) })];
    const { packages, findings } = toPackages(later, { ...ABOUT, most }, given);
    expect(findings).toEqual([]);
    const names = packages.map((one) => one.package.documents.map(({ files }) => files.map((f) => f.name)));
    expect(names).toEqual([[['a.pdf']], [['all.pdf'], []]]);
  });

  it('go with the partner they name', () => {
    const given = images({ 'RE-1_10002': [pdf('a.pdf')], 'RE-1_10001': [pdf('b.pdf')] });
    const { packages, findings } = toPackages([line(), line({ account: 10_002 })], ABOUT, given);
    expect(findings).toEqual([]);
    expect(packages[0]?.package.documents.map(({ files }) => files.map(({ name }) => name))).toEqual([
      ['b.pdf'],
      ['a.pdf'],
    ]);
    expect(coded(toPackages([line()], ABOUT, given).findings)).toEqual(['image-without-document -']);
  });

  it.each([
    ['without a row', images({ 'RE-9': [pdf('a.pdf')] }), ['image-without-document -']],
    [
      'of a number that two partners have',
      images({ 'RE-1': [pdf('a.pdf')] }),
      ['image-unclear 0', 'image-unclear 1'],
    ],
    [
      'more than 49',
      images({ 'RE-2': Array.from({ length: 50 }, (_, n) => pdf(`${n}.pdf`)) }),
      ['images-too-many 2'],
    ],
  ])('%s are not guessed at', (_, given, wanted) => {
    const lines = [line(), line({ account: 10_002 }), line({ belegfeld1: 'RE-2' })];
    expect(coded(toPackages(lines, ABOUT, given).findings)).toEqual(wanted);
  });

  it('fill packages by their own size', () => {
    const lines = Array.from({ length: 6 }, (_, n) => line({ belegfeld1: `R${n}` }));
    const given = images(Object.fromEntries(lines.map((_, n) => [`R${n}`, [pdf(`${n}.pdf`, 400)]])), [
      pdf('all.pdf', 500),
    ]);
    const most = { documents: 4999, files: 10_000, bytes: 50_000_000, imageBytes: 1000 };
    const { packages } = toPackages(lines, { ...ABOUT, most }, given);
    expect(packages.map(({ sources }) => sources)).toEqual([[0], [1, 2], [3, 4], [5]]);
  });

  it.each([
    [7_000_000, 1],
    [7_000_001, 2],
  ])('of %i bytes each, two, are %i package(s): 14,000,000 of images go into one', (size, count) => {
    const lines = ['A', 'B'].map((belegfeld1) => line({ belegfeld1 }));
    const image = { name: 'a.pdf', bytes: new Uint8Array(size) };
    const { packages } = toPackages(lines, ABOUT, images({ A: [image], B: [image] }));
    expect(packages).toHaveLength(count);
  });

  it('of all bookings count among the bytes and the rows of no ledger', () => {
    const { packages } = toPackages([line()], ABOUT, images({}, [pdf('a.pdf')]));
    const file = packageTotals(packages.map((one) => one.package));
    expect(file).toEqual({ rows: 1, turnover: 11_900n });
    const lines = lineTotals([{ is: 'line', ...line(), source: 11_900 as Cents }]);
    expect(tieOut({ rows: 1, sum: lines.source, turnover: lines.turnover }, lines, file)).toEqual([]);
  });

  it('and ledgers fill a package up to its bytes, to the last one', () => {
    const lines = ['A', 'B', 'C'].map((belegfeld1) => line({ belegfeld1 }));
    const [one] = toPackages(lines.slice(0, 1), ABOUT).packages[0]?.package.documents ?? [];
    const bytes = 2000 + 2 * (one === undefined ? 0 : sizeOf(one).bytes);
    const counts = (most: number) =>
      toPackages(lines, {
        ...ABOUT,
        most: { documents: 9, files: 99, bytes: most, imageBytes: 0 },
      }).packages.map(({ sources }) => sources.length);
    expect([counts(bytes), counts(bytes - 1)]).toEqual([
      [2, 1],
      [1, 1, 1],
    ]);
  });
});

describe('cash books', () => {
  it('have the entries of a day together, in the order of time', () => {
    const lines = [
      cash({ day: day(20_261_109), text: 'c' }),
      cash({ text: 'a' }),
      cash({ text: 'b', side: 'H' }),
      cash({ text: 'd', day: day(20_261_109), belegfeld1: 'Q-1' }),
    ];
    const { packages } = toPackages(lines, { ...ABOUT, ...CASH });
    const documents = packages[0]?.package.documents ?? [];
    expect(documents.map(({ ledger }) => ledger?.ledger.rows.map((one) => one.bookingText))).toEqual([
      ['a', 'b'],
      ['c'],
      ['d'],
    ]);
    expect(documents.map(({ ledger }) => ledger?.cashAccount)).toEqual([1000, 1000, 1000]);
    expect(findingsIn(packages)).toEqual([]);
  });

  it('are told apart by account, or by one name', () => {
    const lines = [cash(), cash({ account: 1200 })];
    expect(coded(toPackages(lines, { ...ABOUT, ...CASH, folder: 'Kasse' }).findings)).toEqual([
      'cash-accounts-mixed 0',
      'cash-accounts-mixed 1',
    ]);
    const { packages } = toPackages(lines, { ...ABOUT, ...CASH });
    expect(packages[0]?.package.documents.map(({ ledger }) => ledger?.cashAccount)).toEqual([1000, 1200]);
    const named = toPackages([cash()], { ...ABOUT, ...CASH, folder: 'Kasse' }).packages;
    expect(findingsIn([...packages, ...named])).toEqual([]);
  });
});

const anyLine: fc.Arbitrary<PackageLine> = fc
  .record({
    amount: fc.integer({ min: 1, max: 10 ** 9 }).map((value) => value as Cents),
    side: fc.constantFrom<'S' | 'H'>('S', 'H'),
    account: fc.constantFrom(10_001, 10_002, 1200),
    contra: fc.constantFrom(8200, 8400),
    belegfeld1: fc.constantFrom('A', 'B/1', 'B-1', 'C', 'D_', undefined),
    day: fc.constantFrom(day(20_261_105), day(20_261_205)),
    text: fc.constantFrom('x & <y>', 'ä'.repeat(60), undefined),
    kost1: fc.constantFrom('Vertrieb', undefined),
  })
  .chain((one) => fc.constantFrom(undefined, 'Müller').map((partner) => line(one, partner)));

describe('packages of any lines', () => {
  const most = { documents: 2, files: 10_000, bytes: 6000, imageBytes: 100 };

  it('have each line exactly once or a finding for it, no cent more or less, and nothing DATEV minds', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 20 }), fc.boolean(), (lines, isSmall) => {
        const about = isSmall ? { ...ABOUT, most } : ABOUT;
        const { packages, findings } = toPackages(lines, about);
        const refused = new Set(findings.map(({ source }) => source ?? -1));
        const sent = packages.flatMap(({ sources }) => sources);
        expect([...sent, ...refused].toSorted((a, b) => a - b)).toEqual(lines.map((_, n) => n));
        const turnover = sent.reduce((sum, n) => sum + BigInt(lines[n]?.line.amount ?? 0), 0n);
        expect(packageTotals(packages.map((one) => one.package))).toEqual({ rows: sent.length, turnover });
        for (const { sources, package: one } of packages)
          expect(packageTotals([one]).rows).toBe(sources.length);
        expect(findingsIn(packages)).toEqual([]);
      }),
    );
  });

  it('stay below the limits they were given', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 20 }), (lines) => {
        for (const { package: one } of toPackages(lines, { ...ABOUT, most }).packages) {
          const bytes = writePackage(one).reduce((sum, file) => sum + file.bytes.length, 0);
          expect(one.documents.length).toBeLessThanOrEqual(2);
          if (one.documents.length > 1) expect(bytes).toBeLessThanOrEqual(6000);
        }
      }),
    );
  });

  it('are measured never too small and hardly too large', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 20 }), (lines) => {
        for (const { package: one } of toPackages(lines, ABOUT, images({}, [pdf('<Ä>&.pdf', 100)]))
          .packages) {
          const bytes = writePackage(one).reduce((sum, file) => sum + file.bytes.length, 0);
          const bound = one.documents.reduce((sum, document) => sum + sizeOf(document).bytes, 2000);
          expect(bound).toBeGreaterThanOrEqual(bytes);
          expect(bound).toBeLessThan(2 * bytes + 2000);
        }
      }),
    );
  });

  it.each([
    ['x', 1],
    [' ', 1],
    ['\u007f', 1],
    ['\u0080', 3],
    ['ä', 3],
    ['€', 3],
    ['\u{1f600}', 6],
    ['&', 6],
    ['<', 6],
    ['"', 6],
    ['\n', 6],
  ])('count %j as so many bytes: %i', (sign, bytes) => {
    const of = (count: number) => {
      const [document] =
        toPackages([line({ text: sign.repeat(count) })], ABOUT).packages[0]?.package.documents ?? [];
      return document === undefined ? 0 : sizeOf(document).bytes;
    };
    expect((of(1001) - of(1)) / 1000).toBe(bytes);
  });

  it('count a number of a row as what it may be written with', () => {
    const sizes = [undefined, '9999'].map((taxKey) => {
      const [one] = toPackages([line({ taxKey })], ABOUT).packages;
      if (one === undefined) throw new Error('no package');
      const real = writePackage(one.package).reduce((sum, file) => sum + file.bytes.length, 0);
      return {
        real,
        bound: one.package.documents.reduce((sum, document) => sum + sizeOf(document).bytes, 0),
      };
    });
    const [without, having] = sizes;
    const more = (of: 'real' | 'bound') => (having?.[of] ?? 0) - (without?.[of] ?? 0);
    expect(more('bound')).toBeGreaterThanOrEqual(more('real'));
    expect(more('real')).toBeGreaterThan(20);
  });

  it('count the names of their files and of their folder', () => {
    const bytes = (folder: string, image: string) => {
      const { packages } = toPackages([line()], { ...ABOUT, folder }, images({ 'RE-1': [pdf(image)] }));
      return packages[0]?.package.documents.reduce((sum, one) => sum + sizeOf(one).bytes, 0) ?? 0;
    };
    expect(bytes('A'.repeat(31), 'a.pdf') - bytes('A', 'a.pdf')).toBe(30);
    expect(bytes('A', `${'a'.repeat(31)}.pdf`) - bytes('A', 'a.pdf')).toBe(30);
  });

  it('are as many as DATEV’s 4,999 documents demand', () => {
    const lines = Array.from({ length: 10_000 }, (_, n) => line({ belegfeld1: `R-${n}` }));
    const { packages, findings } = toPackages(lines, ABOUT);
    expect(findings).toEqual([]);
    expect(packages.map((one) => one.package.documents.length)).toEqual([4999, 4999, 2]);
    expect(packages.flatMap(({ sources }) => sources)).toEqual(lines.map((_, n) => n));
  });

  it('have no more files than an archive that is read again may have', () => {
    const lines = Array.from({ length: 3334 }, (_, n) => line({ belegfeld1: `R-${n}` }));
    // The last invoice has no image: its ledger alone would be one file too many.
    const given = lines.slice(1).map((_, n) => [`R-${n}`, [pdf('a.pdf'), pdf('b.pdf')]] as const);
    const { packages, findings } = toPackages(lines, ABOUT, images(Object.fromEntries(given)));
    expect(findings).toEqual([]);
    expect(packages.map(({ sources }) => sources.length)).toEqual([3333, 1]);
    for (const one of packages)
      expect(unpack(pack(writePackage(one.package)), MAX_RAW_BYTES).is).toBe('package');
  });

  it.skipIf(SCHEMAS === undefined)('are valid by DATEV’s own schemas', async () => {
    const samples = fc.sample(fc.array(anyLine, { minLength: 1, maxLength: 20 }), { numRuns: 30, seed: 3 });
    const given = images({}, [pdf('Bericht & Anlage.pdf')]);
    const files = samples
      .flatMap((lines) => toPackages(lines, ABOUT, given).packages)
      .map((one) => writePackage(one.package));
    const text = (file: PackageFile) => new TextDecoder().decode(file.bytes);
    const documents = files.flatMap((all) => all.filter(({ name }) => name === 'document.xml').map(text));
    const ledgers = files.flatMap((all) =>
      all.filter(({ name }) => name.endsWith('.xml') && name !== 'document.xml').map(text),
    );
    expect([documents.length, ledgers.length].every((count) => count > 20)).toBe(true);
    const verdicts = [...(await judge('document', documents)), ...(await judge('ledger', ledgers))];
    expect(verdicts.filter(({ isValid }) => !isValid)).toEqual([]);
    const read = readXml(ledgers[0] ?? '');
    expect('root' in read && readLedger(read.root)?.generatorInfo).toBe('DATEV for Jira');
  });
});
