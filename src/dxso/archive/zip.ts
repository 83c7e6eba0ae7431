import { strToU8, zipSync } from 'fflate';
import type { PackageFile } from '../package';
import { DOCUMENT_XML } from '../package-write';
import { crc32 } from './crc32';
import { inflated } from './inflate';
import { readDirectory, refuse, type ZipEntry, ZipRefusal, type ZipTrouble } from './zip-directory';

/** 4,999 documents with a ledger and an image each, and document.xml. */
const MAX_FILES = 10_000;

/** What programs of a computer put beside the files. */
const NOISE = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

/** Names that lead out of a folder or to a drive, or hide what they are: controls, direction marks, what is no character. */
const LEADS_AWAY = /^(?:\/|[A-Za-z]:)|\\|(?:^|\/)\.{0,2}(?:\/|$)|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffd]/u;

type Unpacked = { readonly is: 'package'; readonly files: readonly PackageFile[] } | ZipTrouble;

/**
 * The files of a package out of a ZIP archive, the form in which programs give it to people (DATEV itself takes none). A
 * folder around everything is taken off. All that the archive says about a file has to be true, or none of it is taken:
 * sizes, checksum, place. Linear in the archive and `mostBytes`, of which no byte more is unpacked. document.xml comes
 * first, the rest by name.
 */
export function unpack(bytes: Uint8Array, mostBytes: number): Unpacked {
  try {
    const entries = readDirectory(bytes).filter(({ name }) => !name.endsWith('/') && !NOISE.test(name));
    mayBeUnpacked(entries, mostBytes);
    return { is: 'package', files: ordered(entries.map((entry) => unpacked(bytes, entry))) };
  } catch (error) {
    if (error instanceof ZipRefusal) return error.trouble;
    throw error;
  }
}

/** Looks at all that the archive claims before anything is unpacked. */
function mayBeUnpacked(entries: readonly ZipEntry[], mostBytes: number): void {
  const names = new Set<string>();
  let total = 0;
  for (const { name, size } of entries) {
    if (LEADS_AWAY.test(name)) refuse('path', name);
    if (names.has(name)) refuse('twice', name);
    names.add(name);
    total += size;
  }
  if (total > mostBytes || names.size > MAX_FILES) refuse('too-big');
}

function unpacked(archive: Uint8Array, { name, isPacked, crc, size, from, to }: ZipEntry): PackageFile {
  const content = archive.subarray(from, to);
  const bytes = isPacked ? inflated(content, size) : content;
  if (bytes === undefined) return refuse('sizes', name);
  if (crc32(bytes) !== crc) refuse('crc', name);
  return { name, bytes };
}

function ordered(entries: readonly PackageFile[]): readonly PackageFile[] {
  const folder = commonFolder(entries.map(({ name }) => name));
  const files = entries.map(({ name, bytes }) => ({ name: name.slice(folder.length), bytes }));
  return files.toSorted((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
}

function rank(name: string): number {
  return name === DOCUMENT_XML ? 0 : 1;
}

function commonFolder(names: readonly string[]): string {
  const [first = ''] = names;
  const folder = first.slice(0, first.lastIndexOf('/') + 1);
  return names.every((name) => name.startsWith(folder)) ? folder : '';
}

/** A package as one file: the same files always give the same bytes, so that an interrupted upload is found again. */
export function pack(files: readonly PackageFile[]): Uint8Array {
  const entries = files
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, bytes }) => [name, bytes] as const);
  // Stored without compression: the transfer compresses the whole. ZIP knows no time before 1980.
  return zipSync(Object.fromEntries(entries), { level: 0, mtime: new Date('1980-01-02T00:00:00Z') });
}

/** Whether these bytes begin as a ZIP archive does. */
export function looksLikeZip(bytes: Uint8Array): boolean {
  const [p, k, three, four] = strToU8('PK\x03\x04');
  return bytes[0] === p && bytes[1] === k && bytes[2] === three && bytes[3] === four;
}
