import type { DxsoDocument, DxsoPackage, PackageFile } from './package';
import { filesFor } from './package-parts';
import { type OpenPackage, readPackage } from './package-read';
import { DOCUMENT_XML } from './package-write';

/** What DATEV has of a package already. */
export type Arrived = {
  /** What the documents that arrived say, whatever their files are called, and how many say it: two receipts may be alike. */
  readonly contents: ReadonlyMap<string, number>;
  /** What their files were called. */
  readonly names: ReadonlySet<string>;
  /** What was sent is not at hand: nothing but these files is known to be missing. */
  readonly only?: ReadonlySet<string>;
};

const NOTHING_ARRIVED: Arrived = { contents: new Map(), names: new Set() };

/** Tells images apart by what is in them: bytes of any length to a text that no other bytes have. */
type Hash = (bytes: Uint8Array) => string;

/**
 * The package without the documents that DATEV has already, by what they say. `conflicts`: a file is called like one that
 * arrived but says something else, so nobody can tell whether it is that document anew or another one.
 */
export function withoutArrived(
  open: OpenPackage,
  arrived: Arrived,
  hashOf: Hash,
): {
  readonly open: OpenPackage;
  readonly leftOut: number;
  readonly left: number;
  readonly conflicts: readonly string[];
} {
  const { read } = open;
  if (read === undefined) return { open, leftOut: 0, left: 0, conflicts: [] };
  const there = thereOf(read.documents, arrived, hashOf);
  const documents = read.documents.filter((document) => !there.has(document));
  const leftOut = read.documents.length - documents.length;
  return {
    open: leftOut === 0 ? open : openOf(open, { ...read, documents }),
    leftOut,
    left: documents.length,
    conflicts: documents.map(nameOf).filter((name) => arrived.names.has(name)),
  };
}

/** A package with fewer documents than before; document.xml has to be read anew because it is written anew. */
function openOf({ files, xml }: OpenPackage, read: DxsoPackage): OpenPackage {
  return {
    files: filesFor(read, { documents: read.documents, files }),
    xml: new Map([...xml].filter(([name]) => name !== DOCUMENT_XML)),
    read,
  };
}

/** As many of each content as arrived, those under their old name first. */
function thereOf(
  documents: readonly DxsoDocument[],
  { contents, names, only }: Arrived,
  hashOf: Hash,
): ReadonlySet<DxsoDocument> {
  const there = new Set<DxsoDocument>();
  const left = new Map(contents);
  const oldNamesFirst = documents.toSorted(
    (a, b) => Number(names.has(nameOf(b))) - Number(names.has(nameOf(a))),
  );
  for (const document of oldNamesFirst) {
    const content = contentOf(document, hashOf);
    const count = left.get(content) ?? 0;
    const isUnknown = only !== undefined && !namesOf(document).some((name) => only.has(name));
    if (count > 0) left.set(content, count - 1);
    if (count > 0 || isUnknown) there.add(document);
  }
  return there;
}

/** What a document says: its bookings, or without any the bytes of its images. Names of files and the form of the XML do not count. */
function contentOf({ ledger, files }: DxsoDocument, hashOf: Hash): string {
  return ledger === undefined
    ? JSON.stringify(files.map(({ bytes }) => hashOf(bytes)))
    : JSON.stringify([ledger.ledger.kind, ledger.ledger.rows]);
}

/**
 * What of a package that DATEV processed in part arrived: the documents of which no file is among those that failed. Without
 * the package itself, or when DATEV names no file, only what failed is known.
 */
export function arrivedIn(
  sent: readonly PackageFile[] | undefined,
  failed: readonly string[],
  hashOf: Hash,
): Arrived {
  const read = sent === undefined ? undefined : readPackage(sent);
  const bad = new Set(failed);
  if (read === undefined || bad.size === 0) return { ...NOTHING_ARRIVED, only: bad };
  const whole = read.documents.filter((document) => !namesOf(document).some((name) => bad.has(name)));
  return {
    contents: countsOf(whole.map((document) => [contentOf(document, hashOf), 1])),
    names: new Set(whole.map(nameOf)),
  };
}

/** What arrived over several jobs. */
export function arrivedInAll(all: readonly Arrived[]): Arrived {
  const only = all.find((one) => one.only !== undefined)?.only;
  return {
    contents: countsOf(all.flatMap(({ contents }) => [...contents])),
    names: new Set(all.flatMap(({ names }) => [...names])),
    ...(only === undefined ? {} : { only }),
  };
}

function countsOf(entries: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [content, count] of entries) counts.set(content, (counts.get(content) ?? 0) + count);
  return counts;
}

/** How many documents arrived and how many did not; without the package nobody can count documents. */
export function countArrived(
  sent: readonly PackageFile[] | undefined,
  failed: readonly string[],
): { readonly arrived: number; readonly missing: number } | undefined {
  const read = sent === undefined ? undefined : readPackage(sent);
  const bad = new Set(failed);
  if (read === undefined || bad.size === 0) return undefined;
  const missing = read.documents.filter((document) => namesOf(document).some((name) => bad.has(name))).length;
  return { arrived: read.documents.length - missing, missing };
}

function nameOf(document: DxsoDocument): string {
  return namesOf(document)[0] ?? '';
}

function namesOf({ ledger, files }: DxsoDocument): readonly string[] {
  return [...(ledger === undefined ? [] : [ledger.fileName]), ...files.map(({ name }) => name)];
}
