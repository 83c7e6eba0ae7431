import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { fileName, isFileName } from '../../src/dxso/file-name';
import type { LedgerRow, LedgerValue } from '../../src/dxso/ledger';
import { fieldsOf, LEDGER_KINDS, type LedgerKind } from '../../src/dxso/ledger-fields';
import { readLedger } from '../../src/dxso/ledger-read';
import { ledgerXml } from '../../src/dxso/ledger-write';
import type { DxsoPackage } from '../../src/dxso/package';
import { readPackage } from '../../src/dxso/package-read';
import { writePackage } from '../../src/dxso/package-write';
import { protocolFindings } from '../../src/dxso/protocol';
import { type SimpleType, type SimpleTypeName, TYPES } from '../../src/dxso/xml/simple-types';
import { readXml } from '../../src/dxso/xml/xml-read';
import { cent, changedIn, check, day, GUID, PDF, packageOf, row, short, textIn } from './packages';
import { POOLS } from './values';
import { judge, SCHEMAS } from './xsd-judge';

/** A typed value of a type, such that the rules about several values have nothing to say about it alone. */
function typed(type: SimpleTypeName): fc.Arbitrary<LedgerValue> {
  const form: SimpleType = TYPES[type];
  if (type === 'p35') return fc.boolean();
  if (form.base === 'day') return fc.constantFrom(day(20_240_205), day(20_240_229), day(17_530_101));
  if (form.base === 'whole') return fc.integer({ min: form.least, max: form.most });
  if (form.base !== 'decimal') return fc.constantFrom(...POOLS[type].good);
  const most = 10 ** Math.min(form.digits + form.decimals, 14) - 1;
  const units = fc.integer({ min: form.least < 0n ? -most : Number(form.least), max: most });
  const isMoney = type === 'p7' || type === 'p34';
  return units.map((value) =>
    isMoney ? cent(value === 0 ? 1 : value) : { units: value, scale: form.decimals },
  );
}

function anyRow(kind: LedgerKind): fc.Arbitrary<LedgerRow> {
  const members = fieldsOf(kind).map(({ name, type, isRequired }) => {
    const value = kind === 'cashLedger' && name === 'currencyCode' ? fc.constant('EUR') : typed(type);
    return [name, isRequired ? value : fc.option(value, { nil: undefined })] as const;
  });
  return fc.record(Object.fromEntries(members)).map((cells) => {
    const there = Object.entries(cells).filter(([, value]) => value !== undefined);
    return Object.fromEntries(there) as unknown as LedgerRow;
  });
}

const anyLedger = fc.constantFrom(...LEDGER_KINDS).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    generatorInfo: fc.constantFrom('Muster & Söhne', '"A" <b>', 'x'.repeat(40)),
    rows: fc.array(anyRow(kind), { minLength: 1, maxLength: 3 }),
  }),
);

function rootOf(text: string) {
  const read = readXml(text);
  if ('trouble' in read) throw new Error(read.trouble.what);
  return read.root;
}

describe('ledgers', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        expect(readLedger(rootOf(ledgerXml(ledger)))).toEqual(ledger);
      }),
    );
  });

  it.skipIf(SCHEMAS === undefined)('are valid by DATEV’s schema, whatever fits the types', async () => {
    const texts = fc.sample(anyLedger, { numRuns: 300, seed: 7 }).map(ledgerXml);
    const verdicts = await judge('ledger', texts);
    // What all rows share may differ between them here; the schema does not mind.
    const invalid = verdicts.filter(({ isValid }) => !isValid).map(({ errors }) => errors);
    // Sums of three amounts can be longer than the schema allows.
    expect(
      invalid.filter((errors) => !errors.every((error) => error.includes('consolidatedAmount'))),
    ).toEqual([]);
    expect(invalid.length).toBeLessThan(200);
  });

  it('have the sum and whatever all bookings share', () => {
    const shared = { deliveryDate: day(20_240_201), orderId: 'A.1' };
    const text = ledgerXml({
      ...{ kind: 'accountsPayableLedger', generatorInfo: 'x' },
      rows: [row({ ...shared, amount: cent(10) }), row({ ...shared, orderId: 'A.2', amount: cent(-3) })],
    });
    expect(text).toContain(
      '<consolidate consolidatedAmount="0.07" consolidatedDate="2024-02-05" consolidatedInvoiceId="R-204" consolidatedCurrencyCode="EUR" consolidatedDeliveryDate="2024-02-01">',
    );
  });

  it('get the decimals that the schema wants, and never lose one', () => {
    const text = (tax: { units: number; scale: number }) =>
      /<tax>(.*)<\/tax>/.exec(textIn(writePackage(packageOf([row({ tax })])), 'Rechn'))?.[1];
    expect([
      text({ units: 19, scale: 0 }),
      text({ units: 55, scale: 1 }),
      text({ units: 1905, scale: 2 }),
    ]).toEqual(['19.00', '5.50', '19.05']);
    const tooFine = packageOf([row({ tax: { units: 19_055, scale: 3 } })]);
    expect(check(writePackage(tooFine)).findings.map(short)).toEqual(['error dxso.xsd.form 1 tax']);
  });

  it.each([
    ['no number', { amount: cent(Number.NaN) }, 'amount'],
    ['half a cent', { amount: cent(0.5) }, 'amount'],
    ['no day', { paidAt: day(20_240_230) }, 'paidAt'],
    ['a character that XML lacks', { bookingText: 'a\u0000b' }, undefined],
  ])('with %s are refused by the check', (_, changed, field) => {
    const { findings, errors } = check(writePackage(packageOf([row(changed)])));
    expect(errors).toBeGreaterThan(0);
    if (field !== undefined) expect(findings.map((one) => one.field)).toContain(field);
    else expect(findings).toMatchObject([{ code: 'dxso.xml.not-well-formed' }]);
  });
});

describe('packages', () => {
  it('are clean when written from what is right, and read back as they were', () => {
    const full: DxsoPackage = {
      ...packageOf([row(), row()], { type: 1, processId: 2, description: 'Büro & Co', keywords: 'a <b>' }),
      ...{ generatingSystem: 'Shop "7"', guid: GUID, description: 'Februar', clientName: 'Müller' },
      ...{ consultantNumber: 455_148, clientNumber: 1 },
    };
    const second = packageOf([row({ date: day(20_240_229) })], {
      files: [{ ...PDF, name: 'b.pdf' }],
    }).documents;
    const whole = {
      ...full,
      documents: [
        ...full.documents,
        ...second.map(({ guid: _, ledger, ...document }) => ({
          ...document,
          ...(ledger === undefined ? {} : { ledger: { ...ledger, fileName: 'b.xml' } }),
        })),
        { files: [{ ...PDF, name: 'c.pdf' }] },
      ],
    };
    const files = writePackage(whole);
    const checked = check(files, { mandant: '455148-1', accountLength: 4 });
    expect(checked).toEqual({ documents: 3, rows: 3, findings: [], errors: 0, warnings: 0 });
    expect(readPackage(files)).toEqual(whole);
  });

  it('that are something else are not read', () => {
    expect(readPackage([])).toBeUndefined();
    expect(readPackage(changedIn(writePackage(packageOf()), 'Rechn', () => '<a/>'))).toBeUndefined();
  });

  const SAMPLE = sharedPath('samples', 'dxso', 'ER_ledger_V6_2023');
  it.skipIf(SAMPLE === undefined)('of DATEV’s sample have no errors; what is not there is named', () => {
    const files = ['document.xml', 'Rechnungsdaten_RE_R2023x204.xml'].map((name) => ({
      name,
      bytes: new Uint8Array(readFileSync(`${SAMPLE}/${name}`)),
    }));
    const { errors, rows, findings } = check(files, { isPartial: true, accountLength: 4 });
    expect([errors, rows]).toEqual([0, 4]);
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['dxso.package.missing-file']));
  });
});

describe('file names', () => {
  it('are made of anything', () => {
    expect(fileName('Rechnung #7/8: Bu\u0308ro €', 'pdf')).toBe('Rechnung _7_8_ Büro _.pdf');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(isFileName(fileName(text, 'xml'))).toBe(true);
      }),
    );
  });

  it.each(['', '.', '..', 'a\u0000.pdf', 'a:b.pdf', `${'a'.repeat(252)}.pdf`])('%j is none', (name) => {
    expect(isFileName(name)).toBe(false);
  });
});

describe('DATEV’s protocol', () => {
  it('tells what each entry means, and keeps its words', () => {
    const at = '2024-02-06T10:00:00Z';
    const entries = [
      { time: at, type: 'error', text: 'Fehlernr=807, Der BU-Schlüssel 9 ist ungültig!', filename: 'a.xml' },
      { time: at, type: 'error', text: 'Fehlernr=900 Inputstream kann nicht geparst werden!' },
      { time: at, type: 'error', text: 'Die Daten des Elements consolidate entsprechen nicht …' },
      {
        time: at,
        type: 'warning',
        text: 'Der Beleg ist bereits vorhanden.',
        context: 'Beleg-ID Nr. 0123456789abcdef0123456789ABCDEF',
      },
      { time: at, type: 'error', text: 'Die Sachkontenlänge weicht ab.' },
      { time: at, type: 'error', text: 'Das Wirtschaftsjahr wurde nicht gefunden.' },
      { time: at, type: 'information', text: `${'x'.repeat(600)}\u0000` },
    ] as const;
    const found = protocolFindings(entries);
    expect(found.map(({ code }) => code.slice('dxso.protocol.'.length))).toEqual([
      ...['tax-key', 'schema', 'sum', 'already-there', 'account-length', 'fiscal-year', 'other'],
    ]);
    expect(found[0]).toMatchObject({ file: 'a.xml', severity: 'error' });
    expect(found[3]?.documentId).toBe('0123456789abcdef0123456789ABCDEF');
    expect(found[6]?.verbatim).toHaveLength(500);
  });
});
