/**
 * The text of an XML file: by its byte order mark, else by the encoding it declares, else UTF-8. `undefined` for an
 * encoding that DATEV's interface does not name, or bytes that are not what they say.
 */
export function xmlText(bytes: Uint8Array): string | undefined {
  const encoding = xmlEncoding(bytes);
  if (encoding === undefined) return undefined;
  if (encoding === 'iso-8859-1') return latin1(bytes);
  return decoded(bytes, encoding === 'us-ascii' ? 'utf-8' : encoding);
}

export type XmlEncoding = 'utf-8' | 'us-ascii' | 'iso-8859-1' | 'utf-16le' | 'utf-16be';

/** How an XML file is encoded, by its byte order mark or what it declares. */
export function xmlEncoding(bytes: Uint8Array): XmlEncoding | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const beginning = inPieces(bytes.subarray(0, 200));
  const declared = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/.exec(beginning)?.[1];
  const encoding = (declared ?? 'utf-8').toLowerCase();
  return KNOWN.find((one) => one === encoding);
}
const KNOWN = ['utf-8', 'us-ascii', 'iso-8859-1'] as const;

function decoded(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * ISO 8859-1: each byte is the character of its number. Windows-1252, which every platform decodes fast, differs in 0x80 to 0x9f
 * only.
 */
function latin1(bytes: Uint8Array): string {
  return bytes.some((byte) => byte >= 0x80 && byte <= 0x9f)
    ? inPieces(bytes)
    : new TextDecoder('windows-1252').decode(bytes);
}

/** In pieces, because so many arguments would be too many. */
function inPieces(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  return pieces.join('');
}
const PIECE = 8192;
