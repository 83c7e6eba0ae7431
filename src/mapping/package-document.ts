import { fileName, isFileName } from '../dxso/file-name';
import type { Ledger } from '../dxso/ledger';
import type { LedgerKind } from '../dxso/ledger-fields';
import type { DxsoDocument, PackageFile } from '../dxso/package';
import { type Day, writeDay } from '../kernel/day';
import { present } from '../kernel/present';
import type { Entry } from './package-line';

/** The lines of one invoice, or those of a day in a cash book that have the same number. */
export type Group = {
  /** What makes it this one and no other: the same lines have the same key in every run. */
  readonly key: string;
  readonly number: string;
  readonly entries: [Entry, ...Entry[]];
};

/** The lines in the order of their first ones; those of a cash book in the order of time, so that its balance fits. */
export function groupsOf(entries: readonly Entry[], kind: LedgerKind): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const entry of entries) {
    const { row } = entry;
    const number = row.invoiceId ?? '';
    // Two suppliers may use the same invoice number.
    const own = kind === 'cashLedger' ? [entry.cashAccount, row.date] : [row.bpAccountNo ?? 0];
    const key = JSON.stringify([kind, number, ...own]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { key, number, entries: [entry] });
    else group.entries.push(entry);
  }
  const all = [...groups.values()];
  return kind === 'cashLedger' ? all.toSorted((a, b) => dayOf(a) - dayOf(b)) : all;
}

/** The day of an invoice; all its lines have the same. */
export function dayOf({ entries }: Group): Day {
  return entries[0].row.date;
}

export type DocumentAbout = {
  readonly kind: LedgerKind;
  readonly folder?: string | undefined;
  readonly generatorInfo: string;
  readonly generatingSystem?: string | undefined;
  /** A GUID that follows from the key alone. */
  readonly guidOf: (key: string) => string;
};

/** Which type of document goes with which kind of bookings. */
const TYPES = { accountsPayableLedger: 1, accountsReceivableLedger: 2, cashLedger: undefined } as const;

/** One document: the bookings of an invoice and its images. `names` takes up the file names that are used. */
export function documentOf(
  group: Group,
  about: DocumentAbout & { readonly images: readonly PackageFile[] },
  names: Set<string>,
): DxsoDocument {
  const guid = about.guidOf(group.key);
  const type = TYPES[about.kind];
  const files = about.images.map((image) => named(image, guid, names));
  return {
    // Without an image DATEV has no use for it.
    ...(files.length === 0 ? {} : { guid }),
    ...present({ type }),
    ledger: {
      fileName: uniqueName(ledgerName(group, about.kind, guid), guid, names),
      period: writeDay(dayOf(group), 'iso').slice(0, 7),
      ...bookOf(group, about),
      ledger: ledgerOf(group, about),
    },
    files,
  };
}

function ledgerOf({ entries }: Group, { kind, generatorInfo, generatingSystem }: DocumentAbout): Ledger {
  const system = present({ generatingSystem });
  return { kind, generatorInfo, ...system, rows: entries.map(({ row }) => row) };
}

/** The invoice folder or the cash book by name; a cash book without one by its account. */
function bookOf({ entries }: Group, { folder }: DocumentAbout) {
  return folder === undefined ? present({ cashAccount: entries[0].cashAccount }) : { folder };
}

/** The name stays the same as long as it is the same invoice: what of a package arrived is told by names, too. */
function ledgerName(group: Group, kind: LedgerKind, guid: string): string {
  const day = kind === 'cashLedger' ? `Kasse ${writeDay(dayOf(group), 'iso')} ` : '';
  return fileName(`${day}${group.number} ${guid.slice(0, 8)}`.trim(), 'xml');
}

/** Images for all bookings: documents of their own, each with as many as DATEV takes. */
export function imageDocuments(
  images: readonly PackageFile[],
  guidOf: DocumentAbout['guidOf'],
  names: Set<string>,
): readonly DxsoDocument[] {
  return Array.from({ length: Math.ceil(images.length / MAX_EXTENSIONS) }, (_, n) => {
    const some = images.slice(n * MAX_EXTENSIONS, (n + 1) * MAX_EXTENSIONS);
    const guid = guidOf(JSON.stringify(['images', ...some.map(({ name }) => name)]));
    return { guid, files: some.map((image) => named(image, guid, names)) };
  });
}

/** Most extensions of one document (Document_v060.xsd): its bookings are one, each image another. */
export const MAX_EXTENSIONS = 50;

function named(file: PackageFile, guid: string, names: Set<string>): PackageFile {
  return { ...file, name: uniqueName(file.name, guid, names) };
}

/** The name as it is where DATEV keeps it and nobody else has it; otherwise made fit, and told apart by the GUID. */
function uniqueName(given: string, guid: string, names: Set<string>): string {
  const dot = given.lastIndexOf('.');
  const base = dot > 0 ? given.slice(0, dot) : given;
  const ending = (dot > 0 && given.slice(dot + 1).replaceAll(/[^A-Za-z0-9]/g, '')) || 'bin';
  let name = isFileName(given) ? given : fileName(base, ending);
  for (let n = 1; names.has(name.toLowerCase()); n++)
    name = fileName(`${base} ${guid.slice(0, 8)}${n === 1 ? '' : ` ${n}`}`, ending);
  names.add(name.toLowerCase());
  return name;
}
