import { readXml, type XmlRead, type XmlTrouble, type XmlUnread } from './xml-read';
import { xmlText } from './xml-text';

/** An XML file as it was read: its root, or why there is none. */
export type XmlFile = XmlRead | XmlUnread<XmlFileTrouble>;
export type XmlFileTrouble =
  | XmlTrouble
  | { readonly what: 'encoding' | 'too-many-in-all'; readonly line: number };

/** Reads the bytes of an XML file, no further than `most` parts of it where so many are left. Total, and linear in them. */
export function readXmlFile(bytes: Uint8Array, most?: number): XmlFile {
  const text = xmlText(bytes);
  return text === undefined ? { trouble: { what: 'encoding', line: 1 }, parts: 0 } : readXml(text, most);
}
