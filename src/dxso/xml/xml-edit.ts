import { joined } from '../../kernel/joined-bytes';
import { type PlacedXml, placedXml, type Stretch } from './xml-places';
import type { XmlElement } from './xml-read';
import { type XmlEncoding, xmlEncoding, xmlText } from './xml-text';

/** Which value of a document is to be replaced: that of an attribute, or the text of an element that has no others in it. */
export type XmlPlace = { readonly element: XmlElement; readonly attribute?: string };
export type XmlEdit = {
  readonly at: (root: XmlElement) => XmlPlace | undefined;
  readonly value: string;
};

/**
 * Why a value cannot be put in: the file cannot be read, there is no such place, there is more than a text in it (elements, a comment),
 * or XML cannot carry the value.
 */
export type XmlEditRefusal = 'unreadable' | 'no-place' | 'no-text' | 'control-character';

/** XML knows three controls, but no value of DATEV's has them. */
const NO_VALUE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/u;

/** Whether a value has only what may be put in. */
export function isWritable(value: string): boolean {
  return !NO_VALUE.test(value);
}

/**
 * Replaces values of an XML file, all of them or none; every other byte stays as it is, with the encoding, line ends, comments and blanks
 * that the file has. A character that the encoding lacks is written by its number.
 */
export function editXml(
  bytes: Uint8Array,
  edits: readonly XmlEdit[],
): { readonly bytes: Uint8Array } | { readonly refused: XmlEditRefusal } {
  const [encoding, text] = [xmlEncoding(bytes), xmlText(bytes)];
  const placed = text === undefined ? undefined : placedXml(text);
  if (encoding === undefined || text === undefined || placed === undefined) return { refused: 'unreadable' };
  const puts = new Map<number, Put>();
  for (const edit of edits) {
    const put = putOf({ text, placed, encoding }, edit);
    if (typeof put === 'string') return { refused: put };
    puts.set(put.from, put);
  }
  return {
    bytes: spliced(
      bytes,
      { text, encoding },
      [...puts.values()].sort((a, b) => a.from - b.from),
    ),
  };
}

type Document = { readonly text: string; readonly placed: PlacedXml; readonly encoding: XmlEncoding };
/** Characters in the place of others. */
type Put = Stretch & { readonly written: string };

function putOf({ text, placed, encoding }: Document, edit: XmlEdit): Put | XmlEditRefusal {
  const place = edit.at(placed.root);
  if (place === undefined) return 'no-place';
  if (!isWritable(edit.value)) return 'control-character';
  const written = escaped(edit.value, encoding);
  const { element, attribute: name } = place;
  if (name !== undefined) {
    const attribute = element.attributes.find((one) => one.namespace === '' && one.name === name);
    const value = attribute === undefined ? undefined : placed.values.get(attribute);
    return value === undefined ? 'no-place' : { ...value, written };
  }
  const content = placed.contents.get(element);
  if (content === undefined) return 'no-place';
  const { from, to, closedBy } = content;
  if (closedBy !== undefined) return { from, to, written: `>${written}</${closedBy}>` };
  const isText = element.children.length === 0 && !text.slice(from, to).includes('<!--');
  return isText ? { from, to, written } : 'no-text';
}

const LAST: Readonly<Partial<Record<XmlEncoding, number>>> = { 'us-ascii': 0x7f, 'iso-8859-1': 0xff };
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(value: string, encoding: XmlEncoding): string {
  const last = LAST[encoding] ?? 0x10ffff;
  return [...value]
    .map((each) => {
      const code = each.codePointAt(0) ?? 0;
      return ENTITIES[each] ?? (code > last ? `&#${code};` : each);
    })
    .join('');
}

function spliced(
  bytes: Uint8Array,
  { text, encoding }: Pick<Document, 'text' | 'encoding'>,
  puts: readonly Put[],
): Uint8Array {
  const pieces: Uint8Array[] = [];
  let [at, character] = [markOf(bytes, encoding), 0];
  let begins = 0;
  for (const { from, to, written } of puts) {
    const start = at + lengthIn(encoding, text.slice(character, from));
    const end = start + lengthIn(encoding, text.slice(from, to));
    pieces.push(bytes.subarray(begins, start), encoded(encoding, written));
    [begins, at, character] = [end, end, to];
  }
  return joined([...pieces, bytes.subarray(begins)]);
}

/** How long the byte order mark is, which the text does not have. */
function markOf(bytes: Uint8Array, encoding: XmlEncoding): number {
  if (encoding.startsWith('utf-16')) return 2;
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return isMarked && encoding !== 'iso-8859-1' ? 3 : 0;
}

function lengthIn(encoding: XmlEncoding, text: string): number {
  if (encoding.startsWith('utf-16')) return text.length * 2;
  return encoding === 'iso-8859-1' ? text.length : new TextEncoder().encode(text).length;
}

function encoded(encoding: XmlEncoding, text: string): Uint8Array {
  if (encoding === 'iso-8859-1') return Uint8Array.from(text, (each) => each.charCodeAt(0));
  if (!encoding.startsWith('utf-16')) return new TextEncoder().encode(text);
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++)
    view.setUint16(at * 2, text.charCodeAt(at), encoding === 'utf-16le');
  return bytes;
}
