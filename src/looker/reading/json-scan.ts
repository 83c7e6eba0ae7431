/**
 * Strict reading of JSON (RFC 8259) straight from UTF-8 bytes, one token at a time. Numbers stay text: `JSON.parse` would make
 * 1234.10 a floating-point number and lose digits of long ones.
 */
export type Scan = { readonly bytes: Uint8Array; at: number };

/** Signs of JSON as bytes. */
export const SIGN = {
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  backslash: 0x5c,
  openList: 0x5b,
  closeList: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const;

/** Moves behind white space; answers the byte that follows, -1 at the end. */
export function afterSpace(scan: Scan): number {
  const { bytes } = scan;
  let at = scan.at;
  for (; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
  }
  scan.at = at;
  return bytes[at] ?? -1;
}

/** Takes one sign after white space; false when something else stands there. */
export function took(scan: Scan, sign: number): boolean {
  if (afterSpace(scan) !== sign) return false;
  scan.at++;
  return true;
}

/** Takes these bytes; false (and nothing taken) when others stand there. */
export function tookBytes(scan: Scan, wanted: Uint8Array): boolean {
  const { bytes, at } = scan;
  for (let n = 0; n < wanted.length; n++) if (bytes[at + n] !== wanted[n]) return false;
  scan.at = at + wanted.length;
  return true;
}

/** A fatal decoder: a changed character in a booking text is worse than no answer. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Up to so many ASCII bytes a call of the decoder costs more than the characters; joined longer they would stay in pieces. */
const SHORT = 12;

/** The string that begins at the quote; undefined when it breaks a rule. */
export function readString(scan: Scan): string | undefined {
  const { bytes } = scan;
  const begin = scan.at + 1;
  for (let at = begin, seen = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === SIGN.quote) {
      scan.at = at + 1;
      return seen < 0x80 && at - begin <= SHORT
        ? ascii(bytes, begin, at)
        : decoded(bytes.subarray(begin, at));
    }
    if (byte === SIGN.backslash) return escaped(scan, begin);
    if (byte < 0x20) return undefined;
    seen |= byte;
  }
  return undefined;
}

/** Up to `SHORT` bytes that are known to be ASCII, four at a time. */
function ascii(bytes: Uint8Array, begin: number, end: number): string {
  let text = '';
  let at = begin;
  for (; at + 3 < end; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
    text += String.fromCharCode(a, b, c, d);
  }
  for (; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

/** Text of bytes that are known to be ASCII. */
function plainText(bytes: Uint8Array, begin: number, end: number): string {
  return end - begin <= SHORT ? ascii(bytes, begin, end) : UTF8.decode(bytes.subarray(begin, end));
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** A string with escapes: the pieces between them are decoded as they are. */
function escaped(scan: Scan, begin: number): string | undefined {
  const { bytes } = scan;
  let text = '';
  let piece = begin;
  for (let at = begin; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20) return undefined;
    if (byte !== SIGN.quote && byte !== SIGN.backslash) continue;
    const before = decoded(bytes.subarray(piece, at));
    if (before === undefined) return undefined;
    text += before;
    scan.at = at + 1;
    if (byte === SIGN.quote) return text;
    const sign = escapedSign(scan);
    if (sign === undefined) return undefined;
    text += sign;
    piece = scan.at;
    at = piece - 1;
  }
  return undefined;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** What stands behind a backslash. A pair of surrogates comes as two escapes and joins by itself. */
function escapedSign(scan: Scan): string | undefined {
  const letter = String.fromCharCode(scan.bytes[scan.at] ?? 0);
  scan.at++;
  if (letter !== 'u') return ESCAPES[letter];
  const hex = ascii(scan.bytes, scan.at, Math.min(scan.at + 4, scan.bytes.length));
  scan.at += 4;
  return /^[0-9a-fA-F]{4}$/.test(hex) ? String.fromCharCode(Number.parseInt(hex, 16)) : undefined;
}

/** The number that begins here, as plain decimal text: an exponent is written out exactly. Undefined when it is none. */
export function readNumber(scan: Scan): string | undefined {
  const { bytes } = scan;
  const begin = scan.at;
  let at = begin;
  while (isNumberSign(bytes[at])) at++;
  scan.at = at;
  // Longer ones are no numbers of a database but an attack on memory.
  if (at - begin > 400) return undefined;
  const text = plainText(bytes, begin, at);
  const parts = NUMBER.exec(text);
  if (parts === null) return undefined;
  return parts[4] === undefined ? text : plainDecimal(parts);
}
const NUMBER = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

function isNumberSign(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return (byte >= 0x30 && byte <= 0x39) || [0x2b, 0x2d, 0x2e, 0x45, 0x65].includes(byte);
}

/** `1.5e3` → `1500`, `12e-4` → `0.0012`; undefined when hundreds of zeros would follow. */
function plainDecimal([, sign = '', whole = '', decimals = '', power = '']: RegExpExecArray):
  | string
  | undefined {
  const shift = Number(power);
  if (Math.abs(shift) > 400) return undefined;
  const digits = whole + decimals;
  const point = whole.length + shift;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  const full = digits.padEnd(point, '0');
  const front = full.slice(0, point).replace(/^0+(?=\d)/, '');
  return point === full.length ? `${sign}${front}` : `${sign}${front}.${full.slice(point)}`;
}

const TRUE = new TextEncoder().encode('true');
const FALSE = new TextEncoder().encode('false');
const NULL = new TextEncoder().encode('null');

/** `true` and `false` as text, null as null; undefined for anything else. */
export function readWord(scan: Scan): 'true' | 'false' | null | undefined {
  if (tookBytes(scan, NULL)) return null;
  if (tookBytes(scan, TRUE)) return 'true';
  return tookBytes(scan, FALSE) ? 'false' : undefined;
}

/** Deeper nesting is not read. */
const DEEPEST = 32;

/** Passes over one value of whatever kind; false when it is no JSON. */
export function skipValue(scan: Scan, depth = 0): boolean {
  const first = afterSpace(scan);
  if (first === SIGN.quote) return readString(scan) !== undefined;
  if (first === SIGN.openList || first === SIGN.openObject)
    return depth < DEEPEST && skipMembers(scan, depth);
  const word = readWord(scan);
  return word !== undefined || readNumber(scan) !== undefined;
}

function skipMembers(scan: Scan, depth: number): boolean {
  const isObject = scan.bytes[scan.at] === SIGN.openObject;
  const end = isObject ? SIGN.closeObject : SIGN.closeList;
  scan.at++;
  if (took(scan, end)) return true;
  do {
    if (isObject && !skipName(scan)) return false;
    if (!skipValue(scan, depth + 1)) return false;
  } while (took(scan, SIGN.comma));
  return took(scan, end);
}

function skipName(scan: Scan): boolean {
  return afterSpace(scan) === SIGN.quote && readString(scan) !== undefined && took(scan, SIGN.colon);
}
