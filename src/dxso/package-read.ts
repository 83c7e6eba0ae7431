import { present } from '../kernel/present';
import { readLedger } from './ledger-read';
import type { DxsoDocument, DxsoPackage, LedgerPart, PackageFile } from './package';
import { DOCUMENT_XML } from './package-write';
import { collapsed } from './xml/facets';
import { readXmlFile, type XmlFile } from './xml/xml-file';
import { attributeOf, type XmlElement, XSI } from './xml/xml-read';

/** A package may have 4,999 documents, each of which looks for its files. */
type FilesByName = ReadonlyMap<string, PackageFile>;

/** A package that was read once, for all who ask: to read thousands of documents costs half a second each time. */
export type OpenPackage = {
  readonly files: readonly PackageFile[];
  /** What document.xml says; left out where it was written anew. */
  readonly archive?: XmlFile | undefined;
  readonly read?: DxsoPackage | undefined;
};

export function openPackage(files: readonly PackageFile[]): OpenPackage {
  const bytes = files.find(({ name }) => name === DOCUMENT_XML)?.bytes;
  const archive = bytes === undefined ? undefined : readXmlFile(bytes);
  const root = archive !== undefined && 'root' in archive ? archive.root : undefined;
  return { files, archive, read: root === undefined ? undefined : readArchive(root, files) };
}

/**
 * A package read back, as far as DATEV's schema accepts it: `undefined` when document.xml or a ledger cannot be read, one
 * of them is not there, or a ledger is named twice. Say why with `checkPackage`. Images that are missing have no bytes in it.
 */
export function readPackage(files: readonly PackageFile[]): DxsoPackage | undefined {
  return openPackage(files).read;
}

function readArchive(archive: XmlElement, files: readonly PackageFile[]): DxsoPackage | undefined {
  const [header, content] = archive.children;
  if (header === undefined || content === undefined || namesOneTwice(content.children)) return undefined;
  const documents = readDocuments(content.children, new Map(files.map((file) => [file.name, file])));
  if (documents === undefined) return undefined;
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
    documents,
  });
}

/** All of them, or nothing from the first on that cannot be read. */
function readDocuments(all: readonly XmlElement[], files: FilesByName): readonly DxsoDocument[] | undefined {
  const documents: DxsoDocument[] = [];
  for (const element of all) {
    const document = readDocument(element, files);
    if (document === undefined) return undefined;
    documents.push(document);
  }
  return documents;
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
  const read = bytes === undefined ? undefined : readXmlFile(bytes);
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
