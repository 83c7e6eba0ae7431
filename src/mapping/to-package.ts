import { MAX_RAW_BYTES } from '../contract/upload-limits';
import { MAX_DOCUMENTS } from '../dxso/datev-limits';
import type { LedgerKind } from '../dxso/ledger-fields';
import type { DxsoDocument, DxsoPackage, PackageFile } from '../dxso/package';
import { DOCUMENT_XML } from '../dxso/package-write';
import { sumCents } from '../kernel/money';
import { present } from '../kernel/present';
import type { MappingCode } from '../texts/problem-code';
import type { MappingFinding, TargetOrSide } from './finding';
import { atPlace, placeOf } from './image-place';
import type { KnownAccounts } from './known-accounts';
import {
  type DocumentAbout,
  dayOf,
  documentOf,
  type Group,
  groupsOf,
  imageDocuments,
  MAX_EXTENSIONS,
} from './package-document';
import { type EntryAbout, entryFindings, entryOf, type PackageLine } from './package-line';
import { type Size, sizeOf } from './package-size';
import { MAX_CENTS } from './values';

/** What one package may have. */
type PackageLimits = {
  readonly documents: number;
  readonly files: number;
  /** Of all files together, unpacked, and of the images alone, because images do not get smaller when packed. */
  readonly bytes: number;
  readonly imageBytes: number;
};

/** DATEV's number of documents; the rest are the limits of this product, below its 16 MiB packed. */
const LIMITS: PackageLimits = {
  documents: MAX_DOCUMENTS,
  files: 10_000,
  bytes: MAX_RAW_BYTES,
  imageBytes: 14_000_000,
};

export type PackageAbout = {
  readonly kind: LedgerKind;
  /** The invoice folder or the cash book as Belege online calls it; a cash book may do without. */
  readonly folder?: string | undefined;
  readonly accounts: KnownAccounts;
  /** The currency of lines that name none. */
  readonly currency: string;
  /** `<Beraternummer>-<Mandantennummer>`. */
  readonly mandant: string;
  /** When the package is made: local time, `YYYY-MM-DDThh:mm:ss`. */
  readonly date: string;
  readonly description?: string | undefined;
  /** Who made the data, 1 to 40 characters. */
  readonly generatorInfo: string;
  readonly generatingSystem?: string | undefined;
  /** A GUID that follows from the text alone and differs between Mandanten. */
  readonly guidOf: (key: string) => string;
  readonly most?: PackageLimits;
};

type PackageImages = {
  /** By the document number; where several partners have it, by both (`placeOf`). */
  readonly byNumber: ReadonlyMap<string, readonly PackageFile[]>;
  readonly forAll: readonly PackageFile[];
};

/** `source`: the line among those given; absent where it is about all or about an image. */
type PackageFinding = MappingFinding & { readonly source?: number };

export type BuiltPackage = {
  readonly package: DxsoPackage;
  /** Which of the lines given are in it, ascending. */
  readonly sources: readonly number[];
};

const NO_IMAGES: PackageImages = { byNumber: new Map(), forAll: [] };

/**
 * Makes packages of booking lines: one document per invoice with its images, one package per month, several where one
 * would be too large. Every line is either in exactly one package or has a finding; of a package with findings nothing
 * should be sent. The same lines give the same packages.
 */
export function toPackages(
  lines: readonly PackageLine[],
  about: PackageAbout,
  images: PackageImages = NO_IMAGES,
): { readonly packages: readonly BuiltPackage[]; readonly findings: readonly PackageFinding[] } {
  if (about.folder === undefined && about.kind !== 'cashLedger')
    return { packages: [], findings: [{ code: 'mapping.folder-missing', target: 'documentNumber' }] };
  const findings: PackageFinding[] = [];
  const groups = groupsOf(entriesOf(lines, about, findings), about.kind);
  const good = withoutFaults(groups, { about, images }, findings);
  findings.push(...strayImages(groups, images));
  const names = new Set([DOCUMENT_XML]);
  const made = good.map((group) => {
    const own = ownImages(group, images);
    return { group, document: documentOf(group, { ...documentAbout(about), images: own }, names) };
  });
  const shared = imageDocuments(images.forAll, about.guidOf, names);
  const { packages, isWhole } = packed(made, shared, about);
  if (!isWhole) findings.push(imagesTooLarge(about));
  return { packages, findings };
}

function documentAbout({
  kind,
  folder,
  generatorInfo,
  generatingSystem,
  guidOf,
}: PackageAbout): DocumentAbout {
  return { kind, folder, generatorInfo, generatingSystem, guidOf };
}

function entriesOf(lines: readonly PackageLine[], about: EntryAbout, findings: PackageFinding[]) {
  return lines.flatMap((line, source) => {
    const found = entryFindings(line, about);
    for (const finding of found) findings.push({ ...finding, source });
    return found.length === 0 ? [entryOf(line, source, about)] : [];
  });
}

type With = { readonly about: PackageAbout; readonly images: PackageImages };

/** The groups in which nothing is wrong; each line of the others gets the finding, because the invoice is refused whole. */
function withoutFaults(
  groups: readonly Group[],
  { about, images }: With,
  findings: PackageFinding[],
): readonly Group[] {
  const [once, twice] = [new Set<string>(), new Set<string>()];
  for (const { number } of groups) (once.has(number) ? twice : once).add(number);
  const cashAccounts = new Set(groups.map(({ entries }) => entries[0].cashAccount));
  const isMixedCash = about.folder !== undefined && cashAccounts.size > 1;
  return groups.filter((group) => {
    const own = ownImages(group, images);
    const isUnclear = (images.byNumber.get(group.number) ?? []).length > 0 && twice.has(group.number);
    const fault = isMixedCash
      ? faultAt('mapping.cash-accounts-mixed', 'account')
      : isUnclear
        ? faultAt('mapping.image-unclear', 'documentNumber')
        : (faultOf(group, own.length) ?? (isTooLarge(own, about) ? imagesTooLarge(about) : undefined));
    if (fault === undefined) return true;
    for (const { source } of group.entries) findings.push({ ...fault, value: group.number, source });
    return false;
  });
}

function ownImages({ number, entries }: Group, { byNumber }: PackageImages): readonly PackageFile[] {
  return atPlace(byNumber, number, entries[0].row.bpAccountNo);
}

function faultAt(code: MappingCode, target: TargetOrSide): MappingFinding {
  return { code, target };
}

/** Most bookings of one ledger (…_ledger_import_v060.xsd). */
const MAX_ROWS = 5000;

function faultOf({ entries }: Group, images: number): MappingFinding | undefined {
  const [first] = entries;
  const isMixed = entries.some(
    ({ row }) => row.date !== first.row.date || row.currencyCode !== first.row.currencyCode,
  );
  if (isMixed) return { code: 'mapping.document-mixed', target: 'date' };
  const sum = sumCents(entries.map(({ row }) => row.amount));
  if (entries.length > MAX_ROWS || sum > BigInt(MAX_CENTS) || sum < BigInt(-MAX_CENTS))
    return { code: 'mapping.document-too-large', target: 'documentNumber' };
  const most = MAX_EXTENSIONS - 1;
  return images > most ? { code: 'mapping.images-too-many', target: 'documentNumber', most } : undefined;
}

/** What alone is more than a package may have would be made, and could never be read to be sent. */
function isTooLarge(own: readonly PackageFile[], { most = LIMITS }: PackageAbout): boolean {
  return own.reduce((sum, { bytes }) => sum + bytes.length, 0) > most.imageBytes;
}

function imagesTooLarge({ most = LIMITS }: PackageAbout): MappingFinding {
  const megabytes = Math.floor(most.imageBytes / 1_000_000);
  return { code: 'mapping.images-too-large', target: 'documentNumber', most: megabytes };
}

/** An image for a number that no row has would get lost. */
function strayImages(groups: readonly Group[], { byNumber }: PackageImages): readonly PackageFinding[] {
  const places = new Set(
    groups.flatMap(({ number, entries }) => [number, placeOf(number, entries[0].row.bpAccountNo)]),
  );
  return [...byNumber.keys()]
    .filter((place) => !places.has(place))
    .map((value) => ({ code: 'mapping.image-without-document', target: 'documentNumber', value }));
}

type Made = { readonly group: Group; readonly document: DxsoDocument };

/** Months in order, each filled up package by package. Images for all go with the first one that has room for them. */
function packed(
  made: readonly Made[],
  shared: readonly DxsoDocument[],
  about: PackageAbout,
): { readonly packages: readonly BuiltPackage[]; readonly isWhole: boolean } {
  const most = about.most ?? LIMITS;
  const built: Box[] = [];
  let waiting = shared;
  const ordered = made.toSorted((a, b) => monthOf(a) - monthOf(b));
  for (const one of ordered) {
    const size = sizeOf(one.document);
    const last = built.at(-1);
    const fits = last !== undefined && last.month === monthOf(one) && hasRoom(last, size, most);
    const begun = fits ? last : boxFor(monthOf(one), waiting);
    const hasAll = fits || hasRoom(begun, size, most);
    const box = hasAll ? begun : boxFor(monthOf(one), []);
    if (!fits) built.push(box);
    if (!fits && hasAll) waiting = [];
    put(box, one.document, size);
    for (const { source } of one.group.entries) box.sources.push(source);
  }
  const packages = built.map(({ documents, sources }) => ({
    package: packageOf(documents, about),
    sources: sources.toSorted((a, b) => a - b),
  }));
  return { packages, isWhole: packages.length === 0 || waiting.length === 0 };
}

function monthOf({ group }: Made): number {
  return Math.trunc(dayOf(group) / 100);
}

/** A package that is being filled. */
type Box = {
  readonly month: number;
  readonly documents: DxsoDocument[];
  readonly sources: number[];
  files: number;
  bytes: number;
  imageBytes: number;
};

function boxFor(month: number, documents: readonly DxsoDocument[]): Box {
  // document.xml with its beginning and end.
  const box: Box = { month, documents: [], sources: [], files: 1, bytes: 2000, imageBytes: 0 };
  for (const document of documents) put(box, document, sizeOf(document));
  return box;
}

function put(box: Box, document: DxsoDocument, size: Size): void {
  box.documents.push(document);
  box.files += size.files;
  box.bytes += size.bytes;
  box.imageBytes += size.imageBytes;
}

function hasRoom(box: Box, size: Size, most: PackageLimits): boolean {
  return (
    box.documents.length < most.documents &&
    box.files + size.files <= most.files &&
    box.bytes + size.bytes <= most.bytes &&
    box.imageBytes + size.imageBytes <= most.imageBytes
  );
}

function packageOf(documents: readonly DxsoDocument[], about: PackageAbout): DxsoPackage {
  const [consultant, client] = about.mandant.split('-');
  return {
    date: about.date,
    ...present({ generatingSystem: about.generatingSystem, description: about.description }),
    consultantNumber: Number(consultant),
    clientNumber: Number(client),
    documents,
  };
}
