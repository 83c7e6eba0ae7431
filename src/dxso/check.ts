import type { PackageCode } from './codes';
import { MAX_FILE_BYTES, MAX_JOB_BYTES } from './datev-limits';
import { checkDocumentRules } from './document-rules';
import { DOCUMENT_SCHEMA } from './document-schema';
import { contentFault } from './file-content';
import { isFileName } from './file-name';
import { type DxsoFinding, Findings } from './finding';
import { LEDGER_KINDS } from './ledger-fields';
import { kindOf } from './ledger-read';
import { checkLedgerRules } from './ledger-rules';
import { LEDGER_SCHEMA } from './ledger-schema';
import { Allowance, PACKAGE_LIMITS } from './package-limits';
import { propertyOf, typeOf } from './package-read';
import { DOCUMENT_XML } from './package-write';
import { checkTexts } from './text-rules';
import { collapsed } from './xml/facets';
import { checkSchema } from './xml/schema';
import type { XmlFile, XmlFileTrouble } from './xml/xml-file';
import { attributeOf, XML_LIMITS, type XmlElement } from './xml/xml-read';

/** A file of a package on its way to the check; only the XML among them is read. */
export type GivenFile = {
  readonly name: string;
  readonly size: number;
  readonly bytes: () => Uint8Array;
  /** What its bytes say, where somebody has read them already. */
  readonly xml?: XmlFile | undefined;
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
  /** Of each kind of fault the first twenty; the last of them says how many more there are. */
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
  const findings = new Findings();
  const counts = checkArchive(files, about, findings);
  checkFiles(files, findings);
  checkContents(files, findings);
  const { errors, warnings } = findings;
  return { ...counts, findings: findings.told(), errors, warnings };
}

/** Where a check puts what it finds, and how much it may still read. */
type Into = { readonly findings: Findings; readonly allowance: Allowance };
type Counts = Pick<PackageCheck, 'documents' | 'rows'>;
const NOTHING: Counts = { documents: 0, rows: 0 };

/** document.xml and the ledgers it names. */
function checkArchive(files: readonly GivenFile[], about: PackageAbout, findings: Findings): Counts {
  const archive = files.find(({ name }) => name === DOCUMENT_XML);
  const into = { findings, allowance: new Allowance() };
  const root = archive === undefined ? undefined : rootOf(readFile(archive, into));
  if (archive === undefined) findings.add(packageError('no-document', DOCUMENT_XML));
  if (root === undefined || !checkSchema(root, DOCUMENT_SCHEMA, { findings, file: DOCUMENT_XML }))
    return NOTHING;
  const documents = root.children[1]?.children ?? [];
  checkDocumentRules(root, about.mandant, findings);
  checkTexts(root, { findings, file: DOCUMENT_XML });
  into.allowance.faults(findings.errors);
  let rows = 0;
  const invoices: Invoices = new Map();
  for (const ledger of ledgersOf(documents, files)) rows += checkLedger(ledger, { ...about, invoices }, into);
  checkReferences(documents, files, { ...about, findings });
  return { documents: documents.length, rows };
}

function packageError(
  what: PackageCode extends `dxso.package.${infer W}` ? W : never,
  file: string,
  more: Partial<DxsoFinding> = {},
): DxsoFinding {
  return { severity: 'error', class: 'package', code: `dxso.package.${what}`, file, values: {}, ...more };
}

/** An XML file as far as it can be read; why there is no root is a finding. */
function readFile({ name, bytes, xml }: GivenFile, { findings, allowance }: Into): XmlFile {
  const read = allowance.read(bytes, xml);
  if ('root' in read) return read;
  const { what, line } = read.trouble;
  const most = LIMITS[what];
  const values = most === undefined ? {} : { most };
  findings.add({ severity: 'error', class: 'xml', code: `dxso.xml.${what}`, file: name, line, values });
  return read;
}

function rootOf(read: XmlFile): XmlElement | undefined {
  return 'root' in read ? read.root : undefined;
}

const LIMITS: Readonly<Partial<Record<XmlFileTrouble['what'], number>>> = {
  'too-deep': XML_LIMITS.depth,
  'too-many-attributes': XML_LIMITS.attributes,
  'too-many-prefixes': XML_LIMITS.prefixes,
  'name-too-long': XML_LIMITS.name,
  'too-many-parts': XML_LIMITS.parts,
  'too-many-in-all': PACKAGE_LIMITS.parts,
};

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

type LedgerAbout = PackageAbout & { readonly invoices: Invoices };

/**
 * Checks a ledger and says how many bookings it has. Of a file in which nothing can be a booking all of it is a fault: it took
 * as long to read as the longest ledger, and there may be many.
 */
function checkLedger(ledger: Named, about: LedgerAbout, into: Into): number {
  const before = into.findings.errors;
  const read = readFile(ledger.file, into);
  const root = rootOf(read);
  const rows =
    root === undefined ? undefined : checkRows(root, ledger, { ...about, findings: into.findings });
  const faults = into.findings.errors - before;
  into.allowance.faults(rows === undefined && faults > 0 ? read.parts : faults);
  return rows ?? 0;
}

/** How many there are; undefined for a file that is no ledger of this version. */
function checkRows(
  root: XmlElement,
  { file, extension }: Named,
  { findings, ...about }: LedgerAbout & { readonly findings: Findings },
): number | undefined {
  if (!checkSchema(root, LEDGER_SCHEMA, { findings, file: file.name })) return undefined;
  const length = about.accountLength === undefined ? {} : { accountLength: about.accountLength };
  checkLedgerRules(root, { file: file.name, ...length }, findings);
  checkTexts(root, { findings, file: file.name, rows: root.children[0] });
  belongsTo(root, extension, findings);
  isOnce(root, { file: file.name, ...about }, findings);
  return root.children[0]?.children.length ?? 0;
}

/** Which ledger an invoice was seen in, by all that makes it the same. */
type Invoices = Map<string, string>;

/** The same invoice in two ledgers would be booked twice. Cash has no invoices. */
function isOnce(
  root: XmlElement,
  { file, invoices }: { readonly file: string; readonly invoices: Invoices },
  findings: Findings,
): void {
  const key = invoiceOf(root);
  if (key === undefined) return;
  const name = invoices.get(key);
  if (name === undefined) invoices.set(key, file);
  else findings.add(packageError('same-invoice', file, { severity: 'warning', values: { name } }));
}

function invoiceOf(root: XmlElement): string | undefined {
  const [consolidate] = root.children;
  const [first] = consolidate?.children ?? [];
  if (consolidate === undefined || first === undefined || kindOf(root) === 'cashLedger') return undefined;
  const text = (name: string) => collapsed(first.children.find((child) => child.name === name)?.text ?? '');
  const partner = ['bpAccountNo', 'supplierName', 'customerName'].map(text);
  const amount = collapsed(attributeOf(consolidate, 'consolidatedAmount') ?? '');
  const invoice = text('invoiceId');
  return invoice === ''
    ? undefined
    : JSON.stringify([kindOf(root), invoice, text('date'), text('currencyCode'), amount, ...partner]);
}

/** The kind and the period that document.xml announces are those of the bookings. */
function belongsTo(root: XmlElement, extension: XmlElement, findings: Findings): void {
  const rule = { severity: 'error', class: 'rule', file: DOCUMENT_XML, line: extension.line } as const;
  const datafile = attributeOf(extension, 'datafile') ?? '';
  const [kind, found] = [typeOf(extension), kindOf(root)];
  const values = { name: datafile, kind };
  if (found !== undefined && found !== kind)
    findings.add({ ...rule, code: 'dxso.document.kind', field: 'xsi:type', values });
  const period = collapsed(propertyOf(extension, '1') ?? '');
  const [consolidate] = root.children;
  const date = collapsed(
    (consolidate === undefined ? '' : attributeOf(consolidate, 'consolidatedDate')) ?? '',
  );
  if (/^\d{4}-\d{2}$/.test(period) && date !== '' && !date.startsWith(period))
    findings.add({
      ...rule,
      code: 'dxso.document.period',
      field: 'property',
      values: { ...values, period },
    });
}

/** Every file that is named is there, every file that is there is named, and none twice. */
function checkReferences(
  documents: readonly XmlElement[],
  files: readonly GivenFile[],
  { isPartial, findings }: PackageAbout & { readonly findings: Findings },
): void {
  const names = new Set(files.map(({ name }) => name));
  // What is composed in one place only is told as a name that DATEV does not find, not as a file that is missing.
  const composed = new Set(files.map(({ name }) => name.normalize('NFC')));
  const used = new Set<string>();
  for (const extension of documents.flatMap(({ children }) => children)) {
    const name = attributeOf(extension, 'datafile') ?? attributeOf(extension, 'name');
    if (extension.name !== 'extension' || name === undefined) continue;
    const place = { line: extension.line, values: { name } };
    const asOne = name.normalize('NFC');
    if (used.has(asOne)) findings.add(packageError('used-twice', DOCUMENT_XML, place));
    else if (!names.has(name) && composed.has(asOne)) findings.add(packageError('file-name', name));
    else if (!names.has(name)) {
      const severity = isPartial === true ? 'warning' : 'error';
      findings.add(packageError('missing-file', DOCUMENT_XML, { ...place, severity }));
    }
    used.add(asOne);
  }
  for (const { name } of files)
    if (name !== DOCUMENT_XML && !used.has(name.normalize('NFC')))
      findings.add(packageError('unused-file', name, { severity: 'warning' }));
}

/** What the files are, whatever their names say. That XML is none, or another one, its reader has told. */
function checkContents(files: readonly GivenFile[], findings: Findings): void {
  const isTold = ({ class: kind, code }: DxsoFinding) => kind === 'xml' || code === 'dxso.xsd.root';
  const told = new Set(findings.listed.filter(isTold).map(({ file }) => file));
  for (const { name, size, bytes } of files) {
    const fault = size === 0 || told.has(name) ? undefined : contentFault(name, bytes());
    if (fault === 'executable' || fault === 'archive') findings.add(packageError(fault, name));
    if (fault === 'content') findings.add(packageError('file-content', name));
    if (fault === 'other') findings.add(packageError('file-type', name, { severity: 'warning' }));
  }
}

function checkFiles(files: readonly GivenFile[], findings: Findings): void {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const megabytes = (size: number) => ({ megabytes: Math.ceil(size / 1_000_000) });
  for (const { name, size } of files) {
    if (name.includes('/')) findings.add(packageError('folder', name));
    else if (!isFileName(name)) findings.add(packageError('file-name', name));
    if (size === 0) findings.add(packageError('empty-file', name));
    if (size > MAX_FILE_BYTES) findings.add(packageError('file-size', name, { values: megabytes(size) }));
  }
  if (total > MAX_JOB_BYTES)
    findings.add(packageError('package-size', DOCUMENT_XML, { values: megabytes(total) }));
}
