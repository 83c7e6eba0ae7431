import { describe, expect, it } from 'vitest';
import { contentFault } from '../../src/dxso/file-content';
import type { PackageFile } from '../../src/dxso/package';
import { readPackage } from '../../src/dxso/package-read';
import { writePackage } from '../../src/dxso/package-write';
import { refuseDocument } from '../../src/files/document-check';
import { asVersion, changedIn, check, day, packageOf, row, short } from './packages';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Name, content, what is wrong in a package, what with it as a single document. */
const FILES = [
  ['a.pdf', '%PDF-1.7', undefined, undefined],
  ['a.pdf', 'hello', 'error dxso.package.file-content', 'file.document-broken'],
  ['a.pdf', '', 'error dxso.package.empty-file', 'file.document-broken'],
  ['a.xml', '', 'error dxso.package.empty-file', 'file.document-broken'],
  ['a.xml', '\xef\xbb\xbf <Invoice/>', undefined, undefined],
  ['a.xml', '<!DOCTYPE html><html>', 'error dxso.package.file-content', 'file.document-broken'],
  ['a.xml', '<html lang="de">', 'error dxso.package.file-content', 'file.document-broken'],
  ['a.xml', 'PDF', 'error dxso.package.file-content', 'file.document-broken'],
  ['a.pdf', 'MZ\x90\0', 'error dxso.package.executable', 'file.document-broken'],
  ['a.exe', 'x', 'error dxso.package.executable', 'file.document-type'],
  ['a.pdf', '\x7fELF', 'error dxso.package.executable', 'file.document-broken'],
  ['a.zip', 'PK\x03\x04', 'error dxso.package.archive', 'file.document-type'],
  ['a.pdf', 'PK\x03\x04', 'error dxso.package.archive', 'file.document-broken'],
  ['a.docx', 'PK\x03\x04', 'warning dxso.package.file-type', 'file.document-type'],
  ['a.png', '\x89PNG\r\n', undefined, undefined],
  ['a.jpg', '\x89PNG\r\n', 'error dxso.package.file-content', 'file.document-broken'],
  ['a.tiff', 'II*\0', undefined, undefined],
] as const;

describe('what a file is', () => {
  it.each(FILES)('%s with %j: in a package %s, by itself %s', (name, content, inPackage, alone) => {
    const file = { name, bytes: bytes(content) };
    const found = check(writePackage(packageOf([row()], { files: [file] }))).findings.map(short);
    expect(found).toEqual(inPackage === undefined ? [] : [expect.stringContaining(inPackage)]);
    expect(refuseDocument(name, file.bytes)?.code).toBe(alone);
    expect(contentFault(name, file.bytes) === undefined).toBe(inPackage === undefined);
  });

  it('XML that its reader refuses is told once', () => {
    const broken = changedIn(writePackage(packageOf()), 'Rechnungsdaten', () => '<html>');
    expect(check(broken).findings.map(({ code }) => code)).toEqual(['dxso.xml.not-well-formed']);
  });
});

describe('the same invoice twice', () => {
  const twice = (changed: Parameters<typeof row>[0]): readonly PackageFile[] => {
    const [a] = packageOf().documents;
    const [b] = packageOf([row(changed)]).documents;
    if (a?.ledger === undefined || b?.ledger === undefined) throw new Error('no ledger');
    const { guid: _, ...other } = b;
    const second = { ...other, files: [], ledger: { ...b.ledger, fileName: 'Rechnungsdaten 2.xml' } };
    return writePackage({ ...packageOf(), documents: [a, second] });
  };

  it('is a note that names both files, and nothing of the invoice', () => {
    const { findings } = check(twice({}));
    expect(findings).toMatchObject([
      {
        ...{ severity: 'warning', code: 'dxso.package.same-invoice', file: 'Rechnungsdaten 2.xml' },
        values: { name: 'Rechnungsdaten 1.xml' },
      },
    ]);
    expect(JSON.stringify(findings)).not.toContain('R-204');
  });

  it.each([{ invoiceId: 'R-205' }, { bpAccountNo: 70_001 }, { amount: 119_001 as never }])(
    'another one is not: %j',
    (changed) => {
      expect(check(twice(changed)).findings).toEqual([]);
    },
  );
});

describe('older versions of the interface', () => {
  it.each(['4', '5'])('%s.0 is taken with a note, because DATEV takes it', (digit) => {
    const found = check(asVersion(digit, writePackage(packageOf())));
    expect(found.errors).toBe(0);
    expect(found.findings).toContainEqual(
      expect.objectContaining({ code: 'dxso.xsd.older', values: { version: `${digit}.0` } }),
    );
  });

  it.each(['3', '7'])('%s.0 is not, and is told what was found', (digit) => {
    const [finding] = check(asVersion(digit, writePackage(packageOf()))).findings;
    expect(finding).toMatchObject({ severity: 'error', code: 'dxso.xsd.root' });
    expect(finding?.values['found']).toContain(`v0${digit}.0`);
  });
});

describe('what is said of all bookings', () => {
  const ledger = (own: string) =>
    changedIn(writePackage(packageOf([row()])), 'Rechnungsdaten', (text) =>
      text
        .replace('consolidatedDate=', 'consolidatedDeliveryDate="2024-02-05" consolidatedDate=')
        .replace('</currencyCode>', `</currencyCode>${own}`),
    );

  it('a booking without a delivery date of its own does not contradict', () => {
    const codes = (own: string) =>
      check(ledger(own)).findings.filter(({ code }) => code === 'dxso.ledger.differs').length;
    expect(codes('')).toBe(0);
    expect(codes('<deliveryDate>2024-02-05</deliveryDate>')).toBe(0);
    expect(codes('<deliveryDate>2024-02-06</deliveryDate>')).toBe(1);
  });

  it('holds for a booking that says nothing of its own', () => {
    const readRows = (own: string) => readPackage(ledger(own))?.documents[0]?.ledger?.ledger.rows;
    expect(readRows('')).toEqual([row({ deliveryDate: day(20_240_205) })]);
    expect(readRows('')).toEqual(readRows('<deliveryDate>2024-02-05</deliveryDate>'));
  });

  it('a delivery after the invoice is told, wherever it is said', () => {
    const later = changedIn(ledger(''), 'Rechnungsdaten', (text) =>
      text.replace('DeliveryDate="2024-02-05"', 'DeliveryDate="2024-02-06"'),
    );
    expect(check(later).findings.map(short)).toEqual(['warning dxso.ledger.delivery-late 1 deliveryDate']);
    expect(check(ledger('')).findings).toEqual([]);
  });
});
