import { present } from '../kernel/present';
import { DOCUMENT_NAMESPACE } from './document-schema';
import { readLedger } from './ledger-read';
import type { DxsoDocument, DxsoPackage, LedgerPart, PackageFile } from './package';
import { Allowance } from './package-limits';
import { DOCUMENT_XML } from './package-write';
import { collapsed } from './xml/facets';
import type { XmlFile } from './xml/xml-file';
import { attributeOf, XML_LIMITS, type XmlElement, XSI } from './xml/xml-read';

/** A package that was read once, for all who ask: to read thousands of documents costs half a second each time. */
export type OpenPackage = {
  readonly files: readonly PackageFile[];
  /** What its XML files say, as far as they were read and are kept; document.xml is left out where it was written anew. */
  readonly xml: ReadonlyMap<string, XmlFile>;
  readonly read?: DxsoPackage | undefined;
};

export function openPackage(files: readonly PackageFile[]): OpenPackage {
  const reading = new Reading(files);
  const root = reading.rootOf(DOCUMENT_XML);
  return { files, xml: reading.kept, read: root === undefined ? undefined : readArchive(root, reading) };
}

/**
 * The files of a package while it is read, by name: it may have 4,999 documents, each of which looks for its own. What was
 * read is kept, so that whoever asks next need not read it again; of all ledgers together no more than the largest one may
 * have, so that many of them need no more memory than one. A class because it remembers.
 */
class Reading {
  readonly kept = new Map<string, XmlFile>();
  private readonly byName: ReadonlyMap<string, PackageFile>;
  private room: number = XML_LIMITS.parts;
  private readonly allowance = new Allowance();

  constructor(files: readonly PackageFile[]) {
    this.byName = new Map(files.map((file) => [file.name, file]));
  }

  file(name: string): PackageFile | undefined {
    return this.byName.get(name);
  }

  rootOf(name: string): XmlElement | undefined {
    const bytes = this.byName.get(name)?.bytes;
    if (bytes === undefined) return undefined;
    const read = this.allowance.read(() => bytes);
    const parts = 'root' in read ? read.parts : 0;
    if (parts <= this.room) {
      this.room -= parts;
      this.kept.set(name, read);
    }
    return 'root' in read ? read.root : undefined;
  }
}

/**
 * A package read back, as far as DATEV's schema accepts it: `undefined` when document.xml or a ledger cannot be read, one
 * of them is not there, or a ledger is named twice. Say why with `checkPackage`. Images that are missing have no bytes in it.
 */
export function readPackage(files: readonly PackageFile[]): DxsoPackage | undefined {
  return openPackage(files).read;
}

function readArchive(archive: XmlElement, reading: Reading): DxsoPackage | undefined {
  const [header, content] = archive.children;
  if (header === undefined || content === undefined || namesOneTwice(content.children)) return undefined;
  const documents = readDocuments(content.children, reading);
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
    repository: repositoryOf(header),
    older: olderOf(archive),
    documents,
  });
}

function olderOf(archive: XmlElement): DxsoPackage['older'] {
  const { namespace } = archive;
  return namespace === DOCUMENT_NAMESPACE
    ? undefined
    : { namespace, version: attributeOf(archive, 'version') ?? '' };
}

function repositoryOf({ children }: XmlElement): readonly string[] | undefined {
  const levels = children.find(({ name }) => name === 'repository')?.children;
  return levels?.map((level) => attributeOf(level, 'name') ?? '');
}

/** All of them, or nothing from the first on that cannot be read. */
function readDocuments(all: readonly XmlElement[], reading: Reading): readonly DxsoDocument[] | undefined {
  const documents: DxsoDocument[] = [];
  for (const element of all) {
    const document = readDocument(element, reading);
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

function textOf(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

/** What an extension says it is, without its prefix. */
export function typeOf({ attributes }: XmlElement): string {
  const type = attributes.find((one) => one.namespace === XSI && one.name === 'type')?.value ?? '';
  return type.slice(type.indexOf(':') + 1);
}

function readDocument(document: XmlElement, reading: Reading): DxsoDocument | undefined {
  const extensions = document.children.filter(({ name }) => name === 'extension');
  const data = extensions.find((extension) => attributeOf(extension, 'datafile') !== undefined);
  const ledger = data === undefined ? undefined : readLedgerPart(data, reading);
  if (data !== undefined && ledger === undefined) return undefined;
  const files = extensions.filter((extension) => FILE_TYPES.has(typeOf(extension)));
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
    isSepa: files.some((extension) => typeOf(extension) === 'SEPAFile') || undefined,
    files: files.map((extension) => fileOf(extension, reading)),
    repository: repositoryOf(document),
  });
}

const FILE_TYPES: ReadonlySet<string> = new Set(['File', 'SEPAFile']);

function fileOf(extension: XmlElement, reading: Reading): PackageFile {
  const name = attributeOf(extension, 'name') ?? '';
  return reading.file(name) ?? { name, bytes: new Uint8Array() };
}

function readLedgerPart(extension: XmlElement, reading: Reading): LedgerPart | undefined {
  const fileName = attributeOf(extension, 'datafile') ?? '';
  const root = reading.rootOf(fileName);
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
