import { describe, expect, it } from 'vitest';
import type { DxsoDocument, PackageFile } from '../../src/dxso/package';
import { partsOf } from '../../src/dxso/package-parts';
import { openPackage } from '../../src/dxso/package-read';
import { writePackage } from '../../src/dxso/package-write';
import { asVersion, check, PDF, packageOf, textIn, twoMonths } from './packages';

const partsIn = (files: readonly PackageFile[]) => partsOf(openPackage(files)) ?? [];

describe('a package taken apart', () => {
  it('keeps the place for documents that name none, and a payment stays one', () => {
    const sepa: DxsoDocument = { processId: 1, isSepa: true, files: [{ ...PDF, name: 'Zahlung.xml' }] };
    const xml = new TextEncoder().encode('<Document/>');
    const given = writePackage(twoMonths([sepa])).map((file) =>
      file.name === 'Zahlung.xml' ? { ...file, bytes: xml } : file,
    );
    expect(check(given).findings).toEqual([]);
    const parts = partsIn(given);
    expect(parts.map(({ files }) => files.map(({ name }) => name))).toEqual([
      ['document.xml', 'Rechnungsdaten 1.xml', 'Rechnung 1.pdf', 'Zahlung.xml'],
      ['document.xml', 'Rechnungsdaten 2.xml'],
    ]);
    for (const { files } of parts) {
      expect(check(files).findings).toEqual([]);
      expect(textIn(files, 'document')).toContain('<level id="2" name="Eingang"/>');
    }
    expect(textIn(parts[0]?.files ?? [], 'document')).toContain('xsi:type="SEPAFile" name="Zahlung.xml"');
  });

  it.each(['4', '5'])('of version %s.0 stays one: what is written anew is what its ledgers are', (digit) => {
    const given = asVersion(digit, writePackage(twoMonths()));
    const parts = partsIn(given);
    expect(parts.map(({ month, rows }) => [month, rows])).toEqual([
      ['2024-01', 1],
      ['2024-02', 1],
    ]);
    for (const { files } of parts) {
      expect(check(files).findings.map(({ code, severity }) => [code, severity])).toEqual(
        check(given).findings.map(({ code, severity }) => [code, severity]),
      );
      const root = /<archive [^>]*>/.exec(textIn(files, 'document'))?.[0];
      expect(root).toBe(/<archive [^>]*>/.exec(textIn(given, 'document'))?.[0]);
      for (const file of files.filter(({ name }) => name !== 'document.xml'))
        expect(given).toContainEqual(file);
    }
  });

  it('of one month keeps its files byte for byte, whatever its version', () => {
    const given = asVersion('5', writePackage(packageOf()));
    expect(partsIn(given).map(({ files }) => files)).toEqual([given]);
  });
});
