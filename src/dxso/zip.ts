import { strToU8, unzipSync, zipSync } from 'fflate';
import type { PackageFile } from './package';
import { DOCUMENT_XML } from './package-write';

/** 4,999 documents with a ledger and an image each, and document.xml. */
const MOST_FILES = 10_000;

/** What programs of a computer put beside the files. */
const NOISE = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

export type Unpacked =
  | { readonly is: 'package'; readonly files: readonly PackageFile[] }
  /** No ZIP archive, or a damaged one · more than `mostBytes` unpacked or too many files · the same name twice. */
  | { readonly is: 'no-zip' | 'too-big' | 'twice' };

/**
 * The files of a package out of a ZIP archive, the form in which programs give it to people (DATEV itself takes none). A
 * folder around everything is taken off. Bounded: the sizes that an archive claims are checked before anything is unpacked,
 * and no file unpacks to more than it claimed. document.xml comes first, the rest by name.
 */
export function unpack(bytes: Uint8Array, mostBytes: number): Unpacked {
  let total = 0;
  const names = new Set<string>();
  let isTwice = false;
  let isBroken = false;
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, size, originalSize, compression }) => {
        if (name.endsWith('/') || NOISE.test(name)) return false;
        // What is stored without compression is copied as it lies there, whatever size is claimed.
        isBroken ||= compression === 0 && size !== originalSize;
        isTwice ||= names.has(name);
        names.add(name);
        total += Math.max(size, originalSize);
        return !isBroken && total <= mostBytes && names.size <= MOST_FILES;
      },
    });
    if (isBroken) return { is: 'no-zip' };
    if (isTwice) return { is: 'twice' };
    if (total > mostBytes || names.size > MOST_FILES) return { is: 'too-big' };
    return { is: 'package', files: ordered(entries) };
  } catch {
    return { is: 'no-zip' };
  }
}

function ordered(entries: Readonly<Record<string, Uint8Array>>): readonly PackageFile[] {
  const folder = commonFolder(Object.keys(entries));
  const files = Object.entries(entries).map(([name, bytes]) => ({ name: name.slice(folder.length), bytes }));
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
