import { isSaidAlike, zipName } from './zip-name';

/** A file in a ZIP archive, as the archive's directory and the header before its content agree on it. */
export type ZipEntry = {
  readonly name: string;
  /** Whether it is packed (deflate) or lies there as it is. */
  readonly isPacked: boolean;
  readonly crc: number;
  /** Bytes unpacked. */
  readonly size: number;
  /** Its content in the archive. */
  readonly from: number;
  readonly to: number;
};

/**
 * Why an archive is not read. `no-zip` none, or its directory is damaged · `too-big` more than is allowed unpacked, or too
 * many files · `twice` a name twice · `overlap` two entries share bytes · `sizes` places that contradict each other about
 * an entry, or its content contradicts them · `crc` its content is not what was packed · `encrypted` · `method` packed in
 * a way or split over parts that we do not read · `path` a name that leads elsewhere or hides something.
 */
export type ZipTrouble = {
  readonly is: 'no-zip' | 'too-big' | 'twice' | 'overlap' | 'sizes' | 'crc' | 'encrypted' | 'method' | 'path';
  /** The entry it is about. */
  readonly name?: string;
};

/** Leaves the reading of an archive at once; never leaves this room. */
export class ZipRefusal extends Error {
  constructor(readonly trouble: ZipTrouble) {
    super(trouble.is);
  }
}

export function refuse(is: ZipTrouble['is'], name?: string): never {
  throw new ZipRefusal({ is, ...(name === undefined ? {} : { name }) });
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
/** A comment behind the directory's end may be so long. */
const LONGEST_COMMENT = 0xffff;
/** "Look into the 64-bit field." */
const ELSEWHERE = 0xffffffff;

/** 4,999 documents with a ledger and an image each, and document.xml; as much again that computers put beside them. */
const MAX_ENTRIES = 20_000;

/**
 * The entries of an archive, folders among them, in the order of its directory (APPNOTE 6.3). Nothing is unpacked. No two
 * of them share a byte, so unpacking all takes time linear in the archive and in what it says it holds.
 */
export function readDirectory(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { from, to, count } = directoryOf(view);
  if (count > MAX_ENTRIES) refuse('too-big');
  const entries: ZipEntry[] = [];
  const extents: Extent[] = [];
  let at = from;
  for (let n = 0; n < count; n++) {
    const central = readCentral(view, at, to);
    const { entry, end } = withContent(view, central, from);
    entries.push(entry);
    extents.push({ name: entry.name, from: central.local, to: end });
    at = central.next;
  }
  if (at !== to) refuse('no-zip');
  apart(extents);
  return entries;
}

type Directory = { readonly from: number; readonly to: number; readonly count: number };

/** Where the directory lies: its end stands at the end of the archive, but for a comment. */
function directoryOf(view: DataView): Directory {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) !== END || view.getUint16(at + 20, true) !== last - at) continue;
    if (view.getUint16(at + 4, true) !== view.getUint16(at + 6, true)) refuse('method');
    const found =
      at >= 20 && view.getUint32(at - 20, true) === LOCATOR_64 ? end64(view, at - 20) : end32(view, at);
    if (found.from > found.to || found.to > at) refuse('no-zip');
    return found;
  }
  return refuse('no-zip');
}

function end32(view: DataView, at: number): Directory {
  const from = view.getUint32(at + 16, true);
  return { from, to: from + view.getUint32(at + 12, true), count: view.getUint16(at + 10, true) };
}

function end64(view: DataView, locator: number): Directory {
  const at = long(view, locator + 8);
  if (at + 56 > locator || view.getUint32(at, true) !== END_64) refuse('no-zip');
  const from = long(view, at + 48);
  return { from, to: from + long(view, at + 40), count: long(view, at + 32) };
}

/** A 64-bit number; beyond 32 bits it says nothing true about an archive of ours. */
function long(view: DataView, at: number, name?: string): number {
  if (view.getUint32(at + 4, true) !== 0) refuse(name === undefined ? 'no-zip' : 'sizes', name);
  return view.getUint32(at, true);
}

type Central = Omit<ZipEntry, 'from' | 'to'> & {
  readonly packedSize: number;
  readonly flags: number;
  readonly rawName: Uint8Array;
  /** Where the header before the content stands. */
  readonly local: number;
  /** Where the next entry of the directory begins. */
  readonly next: number;
};

function readCentral(view: DataView, at: number, to: number): Central {
  if (at + CENTRAL_BYTES > to || view.getUint32(at, true) !== CENTRAL) refuse('no-zip');
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  const nameEnd = at + CENTRAL_BYTES + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > to) refuse('no-zip');
  const rawName = bytesOf(view, at + CENTRAL_BYTES, nameEnd);
  const name = zipName(rawName, flags);
  if ((flags & 0x2041) !== 0 || method === 99) refuse('encrypted', name);
  if (method !== 0 && method !== 8) refuse('method', name);
  const given = [24, 20, 42].map((place) => view.getUint32(at + place, true));
  const [size = 0, packedSize = 0, local = 0] = longsOf(view, { from: nameEnd, to: extraEnd, given, name });
  return {
    name,
    isPacked: method === 8,
    crc: view.getUint32(at + 16, true),
    size,
    packedSize,
    local,
    flags,
    rawName,
    next,
  };
}

/** Numbers of which some may stand in the 64-bit field instead. */
function longsOf(
  view: DataView,
  at: {
    readonly from: number;
    readonly to: number;
    readonly given: readonly number[];
    readonly name: string;
    /** Written as a stream: all ones may stand there instead of a number that nobody knew yet, as SharpZipLib writes it. */
    readonly isStream?: boolean;
  },
): readonly number[] {
  if (!at.given.includes(ELSEWHERE)) return at.given;
  for (let field = at.from; field + 4 <= at.to; ) {
    const [id, length] = [view.getUint16(field, true), view.getUint16(field + 2, true)];
    const end = field + 4 + length;
    if (id === 1 && end <= at.to) {
      let next = field + 4;
      return at.given.map((one) => {
        if (one !== ELSEWHERE) return one;
        if (next + 8 > end) refuse('sizes', at.name);
        next += 8;
        const isUnknown = at.isStream === true && isAllOnes(view, next - 8);
        return isUnknown ? 0 : long(view, next - 8, at.name);
      });
    }
    field = end;
  }
  return refuse('sizes', at.name);
}

/**
 * Looks at the header before the content, which other programs read: it has to say the same. `end`: where all that belongs to the
 * entry ends.
 */
function withContent(
  view: DataView,
  central: Central,
  directory: number,
): { readonly entry: ZipEntry; readonly end: number } {
  const { name, isPacked, crc, size, packedSize, flags, local } = central;
  if (local + LOCAL_BYTES > directory || view.getUint32(local, true) !== LOCAL) refuse('sizes', name);
  const nameEnd = local + LOCAL_BYTES + view.getUint16(local + 26, true);
  const from = nameEnd + view.getUint16(local + 28, true);
  const to = from + packedSize;
  if (to > directory) refuse('sizes', name);
  const localFlags = view.getUint16(local + 6, true);
  if ((localFlags & 0x2041) !== 0) refuse('encrypted', name);
  const end = (flags & 8) === 0 ? to : descriptorEnd(view, { from: to, to: directory }, central);
  const saysSame =
    isEqual(bytesOf(view, local + LOCAL_BYTES, nameEnd), central.rawName) &&
    isSaidAlike(central.rawName, localFlags, flags) &&
    view.getUint16(local + 8, true) === (isPacked ? 8 : 0) &&
    (localFlags & 8) === (flags & 8) &&
    saysSizes(view, { from: nameEnd, to: from }, central);
  if (!saysSame || end === undefined || (!isPacked && packedSize !== size)) return refuse('sizes', name);
  return { entry: { name, isPacked, crc, size, from, to }, end };
}

const isAllOnes = (view: DataView, at: number): boolean =>
  view.getUint32(at, true) === ELSEWHERE && view.getUint32(at + 4, true) === ELSEWHERE;

type Place = { readonly from: number; readonly to: number };

/**
 * Whether CRC and sizes stand there, the sizes in the 64-bit field among these further ones if the header says so; or nothing, where
 * the entry was written as a stream and they stand behind the content.
 */
function saysSizes(view: DataView, further: Place, { name, crc, packedSize, size, flags, local }: Central) {
  const given = [22, 18].map((place) => view.getUint32(local + place, true));
  const isStream = (flags & 8) !== 0;
  const said = [view.getUint32(local + 14, true), ...longsOf(view, { ...further, given, name, isStream })];
  return [crc, size, packedSize].every((wanted, n) => said[n] === wanted || (said[n] === 0 && isStream));
}

/**
 * Where CRC and sizes behind the content end, with or without a mark, in 32 or 64 bits; nowhere, where they say something else.
 * Folders and empty files may lack them.
 */
function descriptorEnd(
  view: DataView,
  { from: at, to }: Place,
  { crc, packedSize, size }: Central,
): number | undefined {
  const from = view.getUint32(at, true) === DESCRIPTOR ? at + 4 : at;
  const isWide = size > 0 && from + 20 <= to && view.getUint32(from + 8, true) === 0;
  const wanted = isWide ? [crc, packedSize, 0, size, 0] : [crc, packedSize, size];
  const end = from + 4 * wanted.length;
  const saysSame = end <= to && wanted.every((one, n) => view.getUint32(from + 4 * n, true) === one);
  if (saysSame) return end;
  return size === 0 ? at : undefined;
}

type Extent = Place & { readonly name: string };

/** No byte belongs to two entries: not of a header, not of content, not of what says its sizes behind it. */
function apart(extents: Extent[]): void {
  extents.sort((a, b) => a.from - b.from);
  for (const [n, { from, name }] of extents.entries()) {
    const before = extents[n - 1];
    if (before !== undefined && before.to > from) refuse('overlap', name);
  }
}

function bytesOf(view: DataView, from: number, to: number): Uint8Array {
  return new Uint8Array(
    view.buffer,
    view.byteOffset + from,
    Math.max(0, Math.min(to, view.byteLength) - from),
  );
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, n) => byte === b[n]);
}
