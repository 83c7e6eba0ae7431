import type { LedgerKind } from './ledger-fields';
import type { DxsoDocument, DxsoPackage, PackageFile } from './package';
import { readPackage } from './package-read';
import { DOCUMENT_XML, writePackage } from './package-write';
import type { ProtocolEntry } from './protocol';

/** What one job of DATEV takes: one kind of ledger, one month. */
export type PackagePart = {
  readonly ledger: LedgerKind;
  /** `YYYY-MM`. */
  readonly month: string;
  /** Bookings in it. */
  readonly rows: number;
  /** document.xml first, then every file it names. */
  readonly files: readonly PackageFile[];
};

/**
 * A package taken apart into what DATEV's jobs take, in the order of months and kinds, so that a cash book grows in order.
 * Images without bookings go with the first part. A package that is one part keeps its files byte for byte. Undefined when
 * it cannot be read; empty when there are no bookings in it.
 */
export function partsOf(files: readonly PackageFile[]): readonly PackagePart[] | undefined {
  const read = readPackage(files);
  if (read === undefined) return undefined;
  const groups = new Map<string, DxsoDocument[]>();
  for (const document of read.documents) {
    const { ledger } = document;
    if (ledger === undefined) continue;
    const key = `${ledger.period} ${ledger.ledger.kind}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [document]);
    else group.push(document);
  }
  const keys = [...groups.keys()].toSorted();
  const bare = read.documents.filter(({ ledger }) => ledger === undefined);
  return keys.flatMap((key, n) => {
    const documents = [...(groups.get(key) ?? []), ...(n === 0 ? bare : [])];
    const [first] = documents;
    if (first?.ledger === undefined) return [];
    return {
      ledger: first.ledger.ledger.kind,
      month: first.ledger.period,
      rows: documents.reduce((sum, { ledger }) => sum + (ledger?.ledger.rows.length ?? 0), 0),
      files: keys.length === 1 ? files : filesFor(read, { documents, files }),
    };
  });
}

/** document.xml written anew for some of the documents; ledgers and images as they were given. */
function filesFor(
  read: DxsoPackage,
  what: { readonly documents: readonly DxsoDocument[]; readonly files: readonly PackageFile[] },
): readonly PackageFile[] {
  const given = new Map(what.files.map((file) => [file.name, file] as const));
  return writePackage({ ...read, documents: what.documents }).map((file) =>
    file.name === DOCUMENT_XML ? file : (given.get(file.name) ?? file),
  );
}

/** The package without the documents that DATEV has already; how many were left out. */
export function withoutArrived(
  files: readonly PackageFile[],
  arrived: ReadonlySet<string>,
): { readonly files: readonly PackageFile[]; readonly leftOut: number; readonly left: number } {
  const read = readPackage(files);
  if (read === undefined) return { files, leftOut: 0, left: 0 };
  const documents = read.documents.filter((document) => !arrived.has(nameOf(document)));
  const leftOut = read.documents.length - documents.length;
  return {
    files: leftOut === 0 ? files : filesFor(read, { documents, files }),
    leftOut,
    left: documents.length,
  };
}

/**
 * The documents that DATEV took over of a package it processed in part, by the name of their ledger file (or first image):
 * those no error of the protocol names. Without the package itself: the files that the protocol names without an error.
 */
export function arrivedIn(
  sent: readonly PackageFile[] | undefined,
  protocol: readonly ProtocolEntry[],
): ReadonlySet<string> {
  const failed = new Set(
    protocol.flatMap(({ type, filename }) => (type === 'error' && filename ? [filename] : [])),
  );
  const read = sent === undefined ? undefined : readPackage(sent);
  if (read === undefined) {
    const named = protocol.flatMap(({ filename }) => (filename ? [filename] : []));
    return new Set(named.filter((name) => !failed.has(name)));
  }
  const whole = read.documents.filter((document) => !namesOf(document).some((name) => failed.has(name)));
  return new Set(whole.map(nameOf));
}

/** How many documents arrived and how many did not; without the package nobody can count documents. */
export function countArrived(
  sent: readonly PackageFile[] | undefined,
  protocol: readonly ProtocolEntry[],
): { readonly arrived: number; readonly missing: number } | undefined {
  const read = sent === undefined ? undefined : readPackage(sent);
  if (read === undefined) return undefined;
  const arrived = arrivedIn(sent, protocol).size;
  return { arrived, missing: read.documents.length - arrived };
}

function nameOf(document: DxsoDocument): string {
  return namesOf(document)[0] ?? '';
}

function namesOf({ ledger, files }: DxsoDocument): readonly string[] {
  return [...(ledger === undefined ? [] : [ledger.fileName]), ...files.map(({ name }) => name)];
}
