/** How DATEV reads a file's characters: by its byte order mark, without one as Windows-1252 (OpenAPI extf-files 3.0.1). */
export type Encoding = 'windows-1252' | 'utf-8' | 'utf-16le' | 'utf-16be';

/** What is wrong with the characters; `at` is the byte offset of the first trouble. */
export type EncodingTrouble = {
  readonly what: 'utf8-without-bom' | 'utf16-without-bom' | 'undefined-bytes' | 'broken';
  readonly at: number;
};

type Reading = {
  readonly encoding: Encoding;
  /** Bytes of the byte order mark: where the text starts. */
  readonly start: number;
  readonly trouble?: EncodingTrouble;
};

/** Finds out how a file is encoded. One pass over the bytes, no copies. */
export function readEncoding(bytes: Uint8Array): Reading {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return withTrouble('utf-8', 3, brokenUtf8(bytes, 3));
  if (a === 0xff && b === 0xfe) return withTrouble('utf-16le', 2, brokenUtf16(bytes, 1));
  if (a === 0xfe && b === 0xff) return withTrouble('utf-16be', 2, brokenUtf16(bytes, 0));
  if (a !== undefined && b === 0 && c !== 0 && d === 0) return nakedUtf16('utf-16le');
  if (a === 0 && b !== 0 && c === 0 && d !== undefined) return nakedUtf16('utf-16be');
  return withoutMark(bytes);
}

function withTrouble(encoding: Encoding, start: number, at: number | undefined): Reading {
  return at === undefined ? { encoding, start } : { encoding, start, trouble: { what: 'broken', at } };
}

function nakedUtf16(encoding: Encoding): Reading {
  return { encoding, start: 0, trouble: { what: 'utf16-without-bom', at: 0 } };
}

function withoutMark(bytes: Uint8Array): Reading {
  const first = firstNonAscii(bytes);
  if (first === undefined) return { encoding: 'windows-1252', start: 0 };
  if (brokenUtf8(bytes, first) === undefined) {
    return { encoding: 'utf-8', start: 0, trouble: { what: 'utf8-without-bom', at: first } };
  }
  const at = firstUndefined(bytes, first);
  return at === undefined
    ? { encoding: 'windows-1252', start: 0 }
    : { encoding: 'windows-1252', start: 0, trouble: { what: 'undefined-bytes', at } };
}

function firstNonAscii(bytes: Uint8Array): number | undefined {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) > 0x7f) return i;
  return undefined;
}

/** Windows-1252 leaves five bytes without a character; a file that has them was written in another code page. */
function firstUndefined(bytes: Uint8Array, from: number): number | undefined {
  for (let i = from; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d) return i;
  }
  return undefined;
}

/** Offset of the first byte that breaks the rules of UTF-8 (RFC 3629, table of well-formed sequences). */
function brokenUtf8(bytes: Uint8Array, from: number): number | undefined {
  for (let i = from; i < bytes.length; ) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const length =
      lead >= 0xc2 && lead <= 0xdf
        ? 2
        : lead >= 0xe0 && lead <= 0xef
          ? 3
          : lead >= 0xf0 && lead <= 0xf4
            ? 4
            : 0;
    if (length === 0 || i + length > bytes.length || !secondFits(lead, bytes[i + 1] ?? 0)) return i;
    for (let k = 2; k < length; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return i;
    i += length;
  }
  return undefined;
}

function secondFits(lead: number, second: number): boolean {
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  return second >= least && second <= most;
}

/** Offset of the first half of a character that has no other half, or of a left-over last byte. */
function brokenUtf16(bytes: Uint8Array, high: 0 | 1): number | undefined {
  let open: number | undefined;
  for (let i = 2; i + 1 < bytes.length; i += 2) {
    const kind = (bytes[i + high] ?? 0) & 0xfc;
    if ((kind === 0xdc) !== (open !== undefined)) return open ?? i;
    open = kind === 0xd8 ? i : undefined;
  }
  return open ?? (bytes.length % 2 === 1 ? bytes.length - 1 : undefined);
}

/** Windows-1252 0x80–0x9F; the decoders of some runtimes read them as Latin-1, so this table decides. */
const HIGH_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Text of a short piece of a file (header line, first cells). Broken sequences become U+FFFD, it never throws. */
export function decode(piece: Uint8Array, encoding: Encoding): string {
  if (encoding !== 'windows-1252') return new TextDecoder(encoding, { ignoreBOM: true }).decode(piece);
  let text = '';
  for (const byte of piece)
    text += byte >= 0x80 && byte <= 0x9f ? HIGH_1252.charAt(byte - 0x80) : String.fromCharCode(byte);
  return text;
}

/** The byte of each character that Windows-1252 has beyond ASCII, by its code point; 0 for characters that it lacks. */
export const CP1252_BYTES: Uint8Array = bytesOf1252();

/** Windows-1252 bytes of a text; `undefined` when it has a character that Windows-1252 lacks. */
export function encode1252(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const byte = code < 0x80 ? code : (CP1252_BYTES[code] ?? 0);
    if (byte === 0 && code !== 0) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}

/** The first character of a text that Windows-1252 lacks. */
export function beyond1252(text: string): string | undefined {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f && (CP1252_BYTES[code] ?? 0) === 0)
      return String.fromCodePoint(text.codePointAt(i) ?? code);
  }
  return undefined;
}

function bytesOf1252(): Uint8Array {
  const last = 0x2122; // ™
  const bytes = new Uint8Array(last + 1);
  for (let code = 0xa0; code <= 0xff; code++) bytes[code] = code;
  for (let i = 0; i < HIGH_1252.length; i++) {
    const code = HIGH_1252.charCodeAt(i);
    if (code > 0xff) bytes[code] = 0x80 + i;
  }
  return bytes;
}

/** Text as UTF-16, without a byte order mark. */
export function encodeUtf16(text: string, isBigEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), !isBigEndian);
  return bytes;
}
