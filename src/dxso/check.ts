import type { PackageCode } from './codes';
import { checkDocumentRules } from './document-rules';
import { DOCUMENT_SCHEMA } from './document-schema';
import { collapsed } from './facets';
import { isFileName } from './file-name';
import { counted, type DxsoFinding } from './finding';
import { LEDGER_KINDS } from './ledger-fields';
import { kindOf } from './ledger-read';
import { checkLedgerRules } from './ledger-rules';
import { LEDGER_SCHEMA } from './ledger-schema';
import { propertyOf, typeOf } from './package-read';
import { DOCUMENT_XML } from './package-write';
import { checkSchema } from './schema';
import { attributeOf, readXml, type XmlElement } from './xml-read';
import { xmlText } from './xml-text';

/** DATEV's limits in bytes: one file, and all files of a job (OpenAPI dxso-jobs 2.1.7, portal). */
const MOST_FILE = 20_000_000;
const MOST_PACKAGE = 465_000_000;

/** A file of a package on its way to the check; only the XML among them is read. */
export type GivenFile = {
  readonly name: string;
  readonly size: number;
  readonly bytes: () => Uint8Array;
};

export type PackageAbout = {
  /** `<Beraternummer>-<Mandantennummer>` that the package goes to. */
  readonly mandant?: string;
  /** Sachkontenlänge of the Mandant, 4 to 8. */
  readonly accountLength?: number;
  /** Whether the images may come later, as with a package that somebody only looks at. */
  readonly isPartial?: boolean;
};

export type PackageCheck = {
  /** Documents in document.xml and bookings in all ledgers that could be read. */
  readonly documents: number;
  readonly rows: number;
  /** Of each kind of fault the first twenty. */
  readonly findings: readonly DxsoFinding[];
  readonly errors: number;
  readonly warnings: number;
};

/**
 * The check of a DXSO package before it goes to DATEV, whose interface checks nothing: can it be read, is it as the schema
 * wants it, do the bookings fit together, is every file there under a name that DATEV keeps. Never throws, whatever the
 * bytes; linear in them.
 */
export function checkPackage(files: readonly GivenFile[], about: PackageAbout = {}): PackageCheck {
  const archive = files.find(({ name }) => name === DOCUMENT_XML);
  if (archive === undefined)
    return {
      documents: 0,
      rows: 0,
      ...counted([...filesFindings(files), packageError('no-document', DOCUMENT_XML)]),
    };
  const read = readFile(archive);
  if (!('root' in read)) return { documents: 0, rows: 0, ...counted([read, ...filesFindings(files)]) };
  const schema = checkSchema(read.root, DOCUMENT_SCHEMA, DOCUMENT_XML);
  // Another root is another kind of file; its rules would only confuse.
  const isOther = schema.some(({ code }) => code === 'dxso.xsd.root');
  const documents = isOther ? [] : (read.root.children[1]?.children ?? []);
  const ledgers = ledgersOf(documents, files).map((ledger) => checkLedger(ledger, about));
  const findings = [
    ...schema,
    ...(isOther ? [] : checkDocumentRules(read.root, about.mandant)),
    ...ledgers.flatMap((ledger) => ledger.findings),
    ...(isOther ? [] : references(documents, files, about)),
    ...filesFindings(files),
  ];
  const rows = ledgers.reduce((sum, ledger) => sum + ledger.rows, 0);
  return { documents: documents.length, rows, ...counted(findings) };
}

function packageError(
  what: PackageCode extends `dxso.package.${infer W}` ? W : never,
  file: string,
  more: Partial<DxsoFinding> = {},
): DxsoFinding {
  return { severity: 'error', class: 'package', code: `dxso.package.${what}`, file, values: {}, ...more };
}

/** The root of an XML file, or why there is none. */
function readFile({ name, bytes }: GivenFile): { readonly root: XmlElement } | DxsoFinding {
  const text = xmlText(bytes());
  const unreadable = { severity: 'error', class: 'xml', file: name, values: {} } as const;
  if (text === undefined) return { ...unreadable, code: 'dxso.xml.encoding', line: 1 };
  const read = readXml(text);
  if ('root' in read) return read;
  return { ...unreadable, code: `dxso.xml.${read.trouble.what}`, line: read.trouble.line };
}

type LedgerCheck = { readonly rows: number; readonly findings: readonly DxsoFinding[] };

type Named = { readonly file: GivenFile; readonly extension: XmlElement };

/** The ledgers that documents name, as far as they are there; each once, however often it is named. */
function ledgersOf(documents: readonly XmlElement[], files: readonly GivenFile[]): readonly Named[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const found = new Map<string, Named>();
  for (const extension of documents.flatMap(({ children }) => children)) {
    const name = attributeOf(extension, 'datafile') ?? '';
    const file = byName.get(name);
    const isLedger = LEDGER_KINDS.some((kind) => kind === typeOf(extension));
    if (isLedger && file !== undefined && !found.has(name)) found.set(name, { file, extension });
  }
  return [...found.values()];
}

function checkLedger({ file, extension }: Named, about: PackageAbout): LedgerCheck {
  const read = readFile(file);
  if (!('root' in read)) return { rows: 0, findings: [read] };
  const schema = checkSchema(read.root, LEDGER_SCHEMA, file.name);
  if (schema.some(({ code }) => code === 'dxso.xsd.root')) return { rows: 0, findings: schema };
  const length = about.accountLength === undefined ? {} : { accountLength: about.accountLength };
  return {
    rows: read.root.children[0]?.children.length ?? 0,
    findings: [
      ...schema,
      ...checkLedgerRules(read.root, { file: file.name, ...length }),
      ...belongsTo(read.root, extension),
    ],
  };
}

/** The kind and the period that document.xml announces are those of the bookings. */
function belongsTo(root: XmlElement, extension: XmlElement): readonly DxsoFinding[] {
  const rule = { severity: 'error', class: 'rule', file: DOCUMENT_XML, line: extension.line } as const;
  const datafile = attributeOf(extension, 'datafile') ?? '';
  const [kind, found] = [typeOf(extension), kindOf(root)];
  const values = { name: datafile, kind };
  const findings: DxsoFinding[] = [];
  if (found !== undefined && found !== kind)
    findings.push({ ...rule, code: 'dxso.document.kind', field: 'xsi:type', values });
  const period = collapsed(propertyOf(extension, '1') ?? '');
  const [consolidate] = root.children;
  const date = collapsed(
    (consolidate === undefined ? '' : attributeOf(consolidate, 'consolidatedDate')) ?? '',
  );
  if (/^\d{4}-\d{2}$/.test(period) && date !== '' && !date.startsWith(period))
    findings.push({
      ...rule,
      code: 'dxso.document.period',
      field: 'property',
      values: { ...values, period },
    });
  return findings;
}

/** Every file that is named is there, every file that is there is named, and none twice. */
function references(
  documents: readonly XmlElement[],
  files: readonly GivenFile[],
  { isPartial }: PackageAbout,
): readonly DxsoFinding[] {
  const names = new Set(files.map(({ name }) => name));
  const used = new Map<string, XmlElement>();
  const findings: DxsoFinding[] = [];
  for (const extension of documents.flatMap(({ children }) => children)) {
    const name = attributeOf(extension, 'datafile') ?? attributeOf(extension, 'name');
    if (extension.name !== 'extension' || name === undefined) continue;
    const place = { line: extension.line, values: { name } };
    if (used.has(name)) findings.push(packageError('used-twice', DOCUMENT_XML, place));
    else if (!names.has(name)) {
      const severity = isPartial === true ? 'warning' : 'error';
      findings.push(packageError('missing-file', DOCUMENT_XML, { ...place, severity }));
    }
    used.set(name, extension);
  }
  const unused = files.filter(({ name }) => name !== DOCUMENT_XML && !used.has(name));
  return [
    ...findings,
    ...unused.map(({ name }) => packageError('unused-file', name, { severity: 'warning' })),
  ];
}

function filesFindings(files: readonly GivenFile[]): readonly DxsoFinding[] {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const megabytes = (size: number) => ({ megabytes: Math.ceil(size / 1_000_000) });
  return [
    ...files.flatMap(({ name, size }) => [
      ...(name.includes('/')
        ? [packageError('folder', name)]
        : isFileName(name)
          ? []
          : [packageError('file-name', name)]),
      ...(size === 0 ? [packageError('empty-file', name)] : []),
      ...(size > MOST_FILE ? [packageError('file-size', name, { values: megabytes(size) })] : []),
    ]),
    ...(total > MOST_PACKAGE
      ? [packageError('package-size', DOCUMENT_XML, { values: megabytes(total) })]
      : []),
  ];
}
