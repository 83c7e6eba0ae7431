import { readXml, type XmlRead, type XmlTrouble } from './xml-read';
import { xmlText } from './xml-text';

/** An XML file as it was read: its root, or why there is none. */
export type XmlFile =
  | XmlRead
  | { readonly trouble: XmlTrouble | { readonly what: 'encoding'; readonly line: number } };

/** Reads the bytes of an XML file. Total, and linear in them. */
export function readXmlFile(bytes: Uint8Array): XmlFile {
  const text = xmlText(bytes);
  return text === undefined ? { trouble: { what: 'encoding', line: 1 } } : readXml(text);
}
