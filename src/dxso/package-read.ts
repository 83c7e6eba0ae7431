import { present } from '../kernel/present';
import { collapsed } from './facets';
import { readLedger } from './ledger-read';
import type { DxsoDocument, DxsoPackage, LedgerPart, PackageFile } from './package';
import { DOCUMENT_XML } from './package-write';
import { attributeOf, readXml, type XmlElement, XSI } from './xml-read';
import { xmlText } from './xml-text';

/** A package may have 4,999 documents, each of which looks for its files. */
type FilesByName = ReadonlyMap<string, PackageFile>;

/**
 * A package read back, as far as DATEV's schema accepts it: `undefined` when document.xml or a ledger cannot be read, one
 * of them is not there, or a ledger is named twice. Say why with `checkPackage`. Images that are missing have no bytes in it.
 */
export function readPackage(files: readonly PackageFile[]): DxsoPackage | undefined {
  const byName = new Map(files.map((file) => [file.name, file] as const));
  const archive = rootOf(byName, DOCUMENT_XML);
  const [header, content] = archive?.children ?? [];
  if (archive === undefined || header === undefined || content === undefined) return undefined;
  if (namesOneTwice(content.children)) return undefined;
  const documents = content.children.map((document) => readDocument(document, byName));
  if (documents.includes(undefined)) return undefined;
  const number = (name: string) => {
    const value = textOf(header, name);
    return value === undefined ? undefined : Number(value);
  };
  return present({
    date: collapsed(textOf(header, 'date') ?? ''),
    generatingSystem: attributeOf(archive, 'generatingSystem'),
    guid: attributeOf(archive, 'guid'),
    description: textOf(header, 'description'),
    consultantNumber: number('consultantNumber'),
    clientNumber: number('clientNumber'),
    clientName: textOf(header, 'clientName'),
    documents: documents.filter((document) => document !== undefined),
  });
}

/**
 * Whether two documents name the same ledger. DATEV allows that to no package; to read it again for each of thousands of
 * documents would take minutes.
 */
function namesOneTwice(documents: readonly XmlElement[]): boolean {
  const named = documents
    .flatMap(({ children }) => children)
    .flatMap((extension) => attributeOf(extension, 'datafile') ?? []);
  return new Set(named).size < named.length;
}

function rootOf(files: FilesByName, name: string): XmlElement | undefined {
  const bytes = files.get(name)?.bytes;
  const text = bytes === undefined ? undefined : xmlText(bytes);
  const read = text === undefined ? undefined : readXml(text);
  return read !== undefined && 'root' in read ? read.root : undefined;
}

function textOf(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

/** What an extension says it is, without its prefix. */
export function typeOf({ attributes }: XmlElement): string {
  const type = attributes.find((one) => one.namespace === XSI && one.name === 'type')?.value ?? '';
  return type.slice(type.indexOf(':') + 1);
}

function readDocument(document: XmlElement, files: FilesByName): DxsoDocument | undefined {
  const extensions = document.children.filter(({ name }) => name === 'extension');
  const data = extensions.find((extension) => attributeOf(extension, 'datafile') !== undefined);
  const ledger = data === undefined ? undefined : readLedgerPart(data, files);
  if (data !== undefined && ledger === undefined) return undefined;
  const levels = document.children.find(({ name }) => name === 'repository')?.children;
  const oneOrTwo = (name: string): 1 | 2 | undefined => {
    const value = collapsed(attributeOf(document, name) ?? '');
    return value === '1' ? 1 : value === '2' ? 2 : undefined;
  };
  return present({
    guid: attributeOf(document, 'guid'),
    type: oneOrTwo('type'),
    processId: oneOrTwo('processID'),
    description: textOf(document, 'description'),
    keywords: textOf(document, 'keywords'),
    ledger,
    files: extensions
      .filter((extension) => typeOf(extension) === 'File')
      .map((extension) => fileOf(extension, files)),
    repository: levels?.map((level) => attributeOf(level, 'name') ?? ''),
  });
}

function fileOf(extension: XmlElement, files: FilesByName): PackageFile {
  const name = attributeOf(extension, 'name') ?? '';
  return files.get(name) ?? { name, bytes: new Uint8Array() };
}

function readLedgerPart(extension: XmlElement, files: FilesByName): LedgerPart | undefined {
  const fileName = attributeOf(extension, 'datafile') ?? '';
  const root = rootOf(files, fileName);
  const ledger = root === undefined ? undefined : readLedger(root);
  if (ledger === undefined) return undefined;
  const account = propertyOf(extension, '2');
  return present({
    fileName,
    period: collapsed(propertyOf(extension, '1') ?? ''),
    folder: propertyOf(extension, '3'),
    cashAccount: account === undefined ? undefined : Number(account),
    ledger,
  });
}

/** The value of a property by its key: 1 period, 2 cash account, 3 name of folder or cash book. */
export function propertyOf(extension: XmlElement, key: '1' | '2' | '3'): string | undefined {
  const found = extension.children.find((child) => collapsed(attributeOf(child, 'key') ?? '') === key);
  return found === undefined ? undefined : attributeOf(found, 'value');
}
