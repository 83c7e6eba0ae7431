import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DxsoDocument, PackageFile } from '../../src/dxso/package';
import { openPackage } from '../../src/dxso/package-read';
import { writePackage } from '../../src/dxso/package-write';
import { arrivedIn, arrivedInAll, countArrived, withoutArrived } from '../../src/dxso/remainder';
import { packageOf, row } from './packages';

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const image = (name: string, says: string): DxsoDocument => ({
  processId: 1,
  files: [{ name, bytes: new TextEncoder().encode(says) }],
});
const invoice = (n: number): DxsoDocument => {
  const [document] = packageOf([row({ invoiceId: `R-${n}` })]).documents;
  if (document?.ledger === undefined) throw new Error('no ledger');
  const { guid: _, ...rest } = document;
  return { ...rest, files: [], ledger: { ...document.ledger, fileName: `Rechnungsdaten ${n}.xml` } };
};
const written = (...documents: readonly DxsoDocument[]) => writePackage({ ...packageOf(), documents });

/** The names of the documents that go again, how many do not, and which nobody can tell. */
function again(sent: readonly PackageFile[], failed: readonly string[], corrected: readonly PackageFile[]) {
  const rest = withoutArrived(openPackage(corrected), arrivedIn(sent, failed, hashOf), hashOf);
  const names = rest.open.read?.documents.map(
    ({ ledger, files }) => ledger?.fileName ?? files[0]?.name ?? '',
  );
  return { names, leftOut: rest.leftOut, conflicts: rest.conflicts };
}

describe('what goes again of a package that DATEV took in part', () => {
  const failed = ['Rechnungsdaten 2.xml'];

  it('is the bookings that DATEV named; the others are left out, whatever their files are called now', () => {
    const [first, second] = [invoice(1), invoice(2)];
    const renamed = { ...first, ledger: first.ledger && { ...first.ledger, fileName: 'Neu.xml' } };
    const sent = written(first, second);
    expect(again(sent, failed, written(renamed as DxsoDocument, second))).toEqual({
      names: ['Rechnungsdaten 2.xml'],
      ...{ leftOut: 1, conflicts: [] },
    });
  });

  it('an image that arrived does not go again under another name', () => {
    const sent = written(invoice(2), image('Beleg 1.pdf', '%PDF eins'));
    expect(again(sent, failed, written(invoice(2), image('Beleg neu.pdf', '%PDF eins')))).toMatchObject({
      names: ['Rechnungsdaten 2.xml'],
      leftOut: 1,
    });
  });

  it('another image of the same name and size is none that arrived: nobody can tell whether it is that one anew', () => {
    const sent = written(invoice(2), image('Beleg 1.pdf', '%PDF eins'));
    expect(again(sent, failed, written(invoice(2), image('Beleg 1.pdf', '%PDF zwei')))).toEqual({
      names: ['Rechnungsdaten 2.xml', 'Beleg 1.pdf'],
      ...{ leftOut: 0, conflicts: ['Beleg 1.pdf'] },
    });
  });

  it('of two receipts alike of which one arrived is one', () => {
    const [lost, there] = [image('Beleg 1.pdf', '%PDF'), image('Beleg 2.pdf', '%PDF')];
    expect(again(written(lost, there), ['Beleg 1.pdf'], written(lost, there))).toEqual({
      ...{ names: ['Beleg 1.pdf'], leftOut: 1, conflicts: [] },
    });
  });

  it('is what DATEV named where what was sent is not at hand, and then nothing can be in conflict', () => {
    const corrected = openPackage(written(invoice(1), invoice(2)));
    const arrived = arrivedIn(undefined, failed, hashOf);
    const rest = withoutArrived(corrected, arrived, hashOf);
    expect(rest).toMatchObject({ leftOut: 1, left: 1, conflicts: [] });
    expect(countArrived(undefined, failed)).toBeUndefined();
    expect(countArrived(written(invoice(1), invoice(2)), [])).toBeUndefined();
    expect(countArrived(written(invoice(1), invoice(2)), failed)).toEqual({ arrived: 1, missing: 1 });
  });

  it('lacks what arrived with any job so far', () => {
    const jobs = [
      arrivedIn(
        written(invoice(1), invoice(2), invoice(3)),
        ['Rechnungsdaten 2.xml', 'Rechnungsdaten 3.xml'],
        hashOf,
      ),
      arrivedIn(written(invoice(2), invoice(3)), ['Rechnungsdaten 3.xml'], hashOf),
    ];
    const corrected = openPackage(written(invoice(1), invoice(2), invoice(3)));
    const rest = withoutArrived(corrected, arrivedInAll(jobs), hashOf);
    expect(rest.open.read?.documents.map(({ ledger }) => ledger?.fileName)).toEqual(['Rechnungsdaten 3.xml']);
    expect(rest).toMatchObject({ leftOut: 2, left: 1, conflicts: [] });
  });
});
