import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of an archive as it is to be written, lies included. */
export type Entry = {
  /** As UTF-8; or byte by byte, as another program writes it. */
  readonly name: string | Uint8Array;
  readonly data: Uint8Array;
  readonly isStored?: boolean;
  /** What the headers say instead of the truth. */
  readonly central?: Partial<Said>;
  readonly local?: Partial<Said>;
  /** Begins so many bytes earlier than it should, within what was written before. */
  readonly back?: number;
  /** So many bytes of its header are not written: what stands before has to do. */
  readonly headless?: number;
  /** Takes the header and content of the entry with this number. */
  readonly sameAs?: number;
  /** Says CRC and sizes behind the content: in 32 or 64 bits, with or without the mark. */
  readonly descriptor?: {
    readonly isWide?: boolean;
    readonly isMarked?: boolean;
    readonly size?: number;
    readonly sizeAbove?: number;
  };
  /** The packed content as it is, instead of `data` packed. */
  readonly packed?: Uint8Array;
};
type Said = {
  readonly crc: number;
  readonly size: number;
  readonly packedSize: number;
  readonly method: number;
  readonly flags: number;
  readonly name: string | Uint8Array;
  /** Sizes in the 64-bit field. */
  readonly isWide: boolean;
  /** What that field says instead; nothing: there is no such field. */
  readonly wide: { readonly size: number; readonly packedSize: number } | undefined;
};

const utf8 = (text: string | Uint8Array) =>
  typeof text === 'string' ? new TextEncoder().encode(text) : text;
/** Node 20 knows no CRC-32 of its own before 20.15. */
const crc = (data: Uint8Array) => crc32(data);

class Writer {
  readonly bytes: number[] = [];
  u16(...values: number[]): this {
    for (const value of values) this.bytes.push(value & 255, (value >>> 8) & 255);
    return this;
  }
  u32(...values: number[]): this {
    for (const value of values) this.u16(value & 0xffff, value >>> 16);
    return this;
  }
  raw(data: Uint8Array): this {
    for (const byte of data) this.bytes.push(byte);
    return this;
  }
}

export type About = {
  readonly comment?: string;
  /** What the end of the directory says instead of the truth. */
  readonly end?: { readonly count?: number; readonly from?: number; readonly size?: number };
  readonly isWide?: boolean;
};

/** A ZIP archive byte by byte (APPNOTE 6.3), so that each place can lie. */
export function archive(entries: readonly Entry[], about: About = {}): Uint8Array {
  const body: Uint8Array[] = [];
  const starts: number[] = [];
  let at = 0;
  for (const entry of entries) {
    if (entry.sameAs !== undefined) {
      starts.push(starts[entry.sameAs] ?? 0);
      continue;
    }
    const written = localOf(entry).subarray(entry.headless ?? 0);
    starts.push(at - (entry.back ?? 0));
    body.push(written);
    at += written.length;
  }
  const directory = new Writer();
  for (const [n, entry] of entries.entries()) centralOf(directory, entry, starts[n] ?? 0);
  const size = directory.bytes.length;
  const tail = new Writer();
  const count = about.end?.count ?? entries.length;
  if (about.isWide === true) {
    tail.u32(0x06064b50, 44, 0).u16(45, 45).u32(0, 0, count, 0, count, 0, size, 0, at, 0);
    tail.u32(0x07064b50, 0, at + size, 0, 1);
  }
  const [shortCount, short] = about.isWide === true ? [0xffff, 0xffffffff] : [count, undefined];
  tail.u32(0x06054b50).u16(0, 0, shortCount, shortCount);
  tail.u32(short ?? about.end?.size ?? size, short ?? about.end?.from ?? at);
  tail.u16(utf8(about.comment ?? '').length).raw(utf8(about.comment ?? ''));
  return Buffer.concat([...body, Uint8Array.from(directory.bytes), Uint8Array.from(tail.bytes)]);
}

function truth({ name, data, isStored, packed, descriptor }: Entry): Said & { readonly content: Uint8Array } {
  const content = packed ?? (isStored === true ? data : deflateRawSync(data));
  return {
    ...{ name, content, crc: crc(data), size: data.length, packedSize: content.length, isWide: false },
    wide: { size: data.length, packedSize: content.length },
    ...{ method: isStored === true ? 0 : 8, flags: 0x800 | (descriptor === undefined ? 0 : 8) },
  };
}

/** All ones stay all ones in 64 bits. */
const upper = (size: number): number => (size === 0xffffffff ? size : 0);

function localOf(entry: Entry): Uint8Array {
  const said = { ...truth(entry), ...entry.local };
  const isStream = entry.descriptor !== undefined && entry.local === undefined;
  const w = new Writer().u32(0x04034b50).u16(20, said.flags, said.method, 0, 0x2821);
  const sizes = said.isWide ? [0xffffffff, 0xffffffff] : [said.packedSize, said.size];
  w.u32(...(isStream ? [0, 0, 0] : [said.crc, ...sizes]));
  const wide = said.isWide ? said.wide : undefined;
  w.u16(utf8(said.name).length, wide === undefined ? 0 : 20).raw(utf8(said.name));
  if (wide !== undefined)
    w.u16(1, 16).u32(wide.size, upper(wide.size), wide.packedSize, upper(wide.packedSize));
  const behind = new Writer();
  if (entry.descriptor !== undefined) {
    const { isWide, isMarked, size = said.size, sizeAbove = 0 } = entry.descriptor;
    if (isMarked !== false) behind.u32(0x08074b50);
    behind.u32(
      said.crc,
      ...(isWide === true ? [said.packedSize, 0, size, sizeAbove] : [said.packedSize, size]),
    );
  }
  return Buffer.concat([Uint8Array.from(w.bytes), said.content, Uint8Array.from(behind.bytes)]);
}

function centralOf(w: Writer, entry: Entry, start: number): void {
  const said = { ...truth(entry), ...entry.central };
  const sizes = said.isWide ? [0xffffffff, 0xffffffff] : [said.packedSize, said.size];
  w.u32(0x02014b50)
    .u16(20, 20, said.flags, said.method, 0, 0x2821)
    .u32(said.crc, ...sizes);
  w.u16(utf8(said.name).length, said.isWide ? 20 : 0, 0, 0, 0)
    .u32(0, start)
    .raw(utf8(said.name));
  if (said.isWide) w.u16(1, 16).u32(said.size, 0, said.packedSize, 0);
}
