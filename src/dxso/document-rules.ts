import type { Values } from '../kernel/text';
import type { DocumentRule } from './codes';
import type { Findings } from './finding';
import { LEDGER_KINDS } from './ledger-fields';
import { propertyOf, typeOf } from './package-read';
import { DOCUMENT_XML } from './package-write';
import { collapsed, misfitOf } from './xml/facets';
import { attributeOf, type XmlElement } from './xml/xml-read';

type What = DocumentRule extends `dxso.document.${infer W}` ? W : never;
type Find = (
  what: What,
  at: XmlElement,
  more?: { readonly field?: string; readonly values?: Values; readonly severity?: 'warning' },
) => void;

/**
 * DATEV's rules for document.xml that its schema cannot say (documentation of the elements in `Document_v060.xsd`). `mandant`
 * as `<Beraternummer>-<Mandantennummer>`.
 */
export function checkDocumentRules(
  archive: XmlElement,
  mandant: string | undefined,
  findings: Findings,
): void {
  const find: Find = (what, at, { field = at.name, values = {}, severity = 'error' as const } = {}) => {
    const code = `dxso.document.${what}` as const;
    if (findings.isOnlyCounted(severity, code)) return;
    findings.add({ severity, class: 'rule', code, file: DOCUMENT_XML, line: at.line, field, values });
  };
  const [header, content] = archive.children;
  const found = attributeOf(archive, 'version') ?? '';
  if (found !== '6.0') find('version', archive, { field: 'version', values: { found } });
  if (header !== undefined && mandant !== undefined) isForMandant(header, mandant, find);
  const documents = content?.children ?? [];
  for (const document of documents) checkDocument(document, find);
  guidsOnce(documents, find);
}

function isForMandant(header: XmlElement, mandant: string, find: Find): void {
  const [consultant, client] = mandant.split('-');
  const wanted = [
    ['consultantNumber', consultant],
    ['clientNumber', client],
  ] as const;
  for (const [name, number] of wanted) {
    const given = header.children.find((child) => child.name === name);
    if (given !== undefined && collapsed(given.text) !== number)
      find('mandant', given, { values: { mandant } });
  }
}

function guidsOnce(documents: readonly XmlElement[], find: Find): void {
  const seen = new Set<string>();
  for (const document of documents) {
    const guid = attributeOf(document, 'guid')?.toLowerCase();
    if (guid === undefined) continue;
    if (seen.has(guid)) find('guid-twice', document, { field: 'guid' });
    seen.add(guid);
  }
}

const isLedger = (type: string) => LEDGER_KINDS.some((kind) => kind === type);
const isData = (type: string) => isLedger(type) || type === 'Invoice' || type === 'cashLedgerPayPal';

function checkDocument(document: XmlElement, find: Find): void {
  const extensions = document.children.filter(({ name }) => name === 'extension');
  const types = extensions.map(typeOf);
  const data = extensions.filter((extension) => isData(typeOf(extension)));
  if (data.length > 1) find('one-ledger', data[1] ?? document);
  if (attributeOf(document, 'guid') !== undefined && !types.includes('File'))
    find('guid-without-file', document, { field: 'guid' });
  const processId = collapsed(attributeOf(document, 'processID') ?? '');
  if (processId === '1' && data.length > 0) find('process-id', document, { field: 'processID' });
  if (types.includes('SEPAFile') && (processId !== '1' || types.some((type) => type !== 'SEPAFile')))
    find('sepa', document, { field: 'processID' });
  for (const extension of data) checkData(extension, document, find);
  levelsInOrder(document, find);
}

/** Which type of document goes with which kind of bookings. */
const TYPES: Readonly<Record<string, string>> = { accountsPayableLedger: '1', accountsReceivableLedger: '2' };

function checkData(extension: XmlElement, document: XmlElement, find: Find): void {
  const type = typeOf(extension);
  if (type === 'cashLedgerPayPal') return find('internal', extension, { values: { type } });
  if (type === 'Invoice') return find('legacy', extension, { severity: 'warning' });
  const said = collapsed(attributeOf(document, 'type') ?? '');
  const wanted = TYPES[type];
  if (said !== '' && wanted !== undefined && said !== wanted) find('type', document, { field: 'type' });
  properties(extension, type, find);
}

/** The period always; of invoices the folder; of a cash book its name or its account. Each once. */
function properties(extension: XmlElement, type: string, find: Find): void {
  const keys = extension.children.map((child) => collapsed(attributeOf(child, 'key') ?? ''));
  const isCash = type === 'cashLedger';
  const period = propertyOf(extension, '1');
  const isPeriod = period !== undefined && misfitOf('p28', period) === undefined;
  const isFolder = keys.includes('3') || (isCash && keys.includes('2'));
  const isOnce = new Set(keys).size === keys.length;
  const isRight = isPeriod && isFolder && isOnce && (isCash || !keys.includes('2'));
  if (!isRight) find('property', extension, { values: { kind: type } });
}

/** Category, folder, register: 1, 2, 3, none left out. */
function levelsInOrder(document: XmlElement, find: Find): void {
  const levels = document.children.find(({ name }) => name === 'repository')?.children ?? [];
  const ids = levels.map((level) => Number(collapsed(attributeOf(level, 'id') ?? '')));
  const wrong = ids.findIndex((id, index) => id !== index + 1);
  const level = levels[wrong];
  if (level !== undefined) find('levels', level, { field: 'id' });
}
