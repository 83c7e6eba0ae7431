import { checkPackage, type GivenFile, type PackageAbout } from '../../src/dxso/check';
import type { DxsoFinding } from '../../src/dxso/finding';
import type { Ledger, LedgerRow } from '../../src/dxso/ledger';
import type { DxsoDocument, DxsoPackage, PackageFile } from '../../src/dxso/package';
import type { Day } from '../../src/kernel/day';
import type { Cents } from '../../src/kernel/money';

export const PDF = { name: 'Rechnung 1.pdf', bytes: new TextEncoder().encode('%PDF-1.7') };
export const GUID = 'e0a08953-fbaa-4054-af36-993d5d68f040';

export const day = (value: number) => value as Day;
export const cent = (value: number) => value as Cents;

/** A booking in which nothing is wrong. */
export function row(changed: Partial<LedgerRow> = {}): LedgerRow {
  return {
    date: day(20_240_205),
    amount: cent(119_000),
    accountNo: 3400,
    currencyCode: 'EUR',
    invoiceId: 'R-204',
    bookingText: 'Büromaterial',
    ...changed,
  };
}

/** A package of one incoming invoice in which nothing is wrong. */
export function packageOf(
  rows: readonly LedgerRow[] = [row()],
  changed: Partial<DxsoDocument> = {},
  ledger: Partial<Ledger> = {},
): DxsoPackage {
  return {
    date: '2024-02-06T10:00:00',
    documents: [
      {
        guid: GUID,
        ledger: {
          fileName: 'Rechnungsdaten 1.xml',
          period: '2024-02',
          folder: 'Eingangsrechnungen',
          ledger: { kind: 'accountsPayableLedger', generatorInfo: 'Muster GmbH', rows, ...ledger },
        },
        files: [PDF],
        repository: ['Software', 'Belege', '2024/02'],
        ...changed,
      },
    ],
  };
}

/** Invoices of January and February, each with bookings of its own. */
export function twoMonths(more: readonly DxsoDocument[] = []): DxsoPackage {
  const [first] = packageOf([row({ date: day(20_240_105) })]).documents;
  const [second] = packageOf([row({ invoiceId: 'R-205' })]).documents;
  if (first?.ledger === undefined || second?.ledger === undefined) throw new Error('no ledger');
  const { guid: _, ...other } = second;
  const ledger = { ...second.ledger, fileName: 'Rechnungsdaten 2.xml' };
  return {
    ...packageOf(),
    repository: ['Belege', 'Eingang'],
    documents: [
      { ...first, ledger: { ...first.ledger, period: '2024-01' } },
      { ...other, files: [], ledger },
      ...more,
    ],
  };
}

/** Entries of a cash book. */
export function cashPackage(rows: readonly LedgerRow[]): DxsoPackage {
  const given = packageOf(rows, {}, { kind: 'cashLedger' });
  return {
    ...given,
    documents: given.documents.map((document) => ({
      ...document,
      ledger: document.ledger && { ...document.ledger, folder: 'Kasse' },
    })) as DxsoPackage['documents'],
  };
}

/** Texts of a written package replaced, in the file whose name begins so. */
export function changedIn(
  files: readonly PackageFile[],
  beginning: string,
  change: (text: string) => string,
): readonly PackageFile[] {
  return files.map((file) =>
    file.name.startsWith(beginning)
      ? { ...file, bytes: new TextEncoder().encode(change(new TextDecoder().decode(file.bytes))) }
      : file,
  );
}

export function given(files: readonly PackageFile[]): readonly GivenFile[] {
  return files.map(({ name, bytes }) => ({ name, size: bytes.length, bytes: () => bytes }));
}

export function check(files: readonly PackageFile[], about: PackageAbout = {}) {
  return checkPackage(given(files), about);
}

/** `error dxso.ledger.sum 1 amount`: severity, code, row, field. */
export function short({ severity, code, row: at, field }: DxsoFinding): string {
  return [severity, code, at, field].filter((part) => part !== undefined).join(' ');
}

export function textIn(files: readonly PackageFile[], beginning: string): string {
  return new TextDecoder().decode(files.find(({ name }) => name.startsWith(beginning))?.bytes);
}

/** Written as an older or a newer version of the interface, 4 for 4.0. */
export function asVersion(digit: string, files: readonly PackageFile[]): readonly PackageFile[] {
  const rewritten = (text: string) =>
    text
      .replaceAll('v06.0', `v0${digit}.0`)
      .replaceAll('v060', `v0${digit}0`)
      .replaceAll('version="6.0"', `version="${digit}.0"`);
  return changedIn(changedIn(files, 'document.xml', rewritten), 'Rechnungsdaten', rewritten);
}
