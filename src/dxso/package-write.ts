import { DOCUMENT_NAMESPACE } from './document-schema';
import { ledgerXml } from './ledger-write';
import type { DxsoDocument, DxsoPackage, LedgerPart, PackageFile } from './package';
import { XSI } from './xml/xml-read';
import { attributes, DECLARATION, leaf } from './xml/xml-write';

export const DOCUMENT_XML = 'document.xml';

/**
 * The files of a package: document.xml, one ledger per document that has bookings, the images. It writes what it is given;
 * send it only when `checkPackage` has no errors.
 */
export function writePackage(given: DxsoPackage): readonly PackageFile[] {
  const text = new TextEncoder();
  const ledgers = given.documents.flatMap(({ ledger }) => ledger ?? []);
  return [
    { name: DOCUMENT_XML, bytes: text.encode(documentXml(given)) },
    ...ledgers.map(({ fileName, ledger }) => ({ name: fileName, bytes: text.encode(ledgerXml(ledger)) })),
    ...given.documents.flatMap(({ files }) => files),
  ];
}

function documentXml(given: DxsoPackage): string {
  const root = attributes([
    ['xmlns', given.older?.namespace ?? DOCUMENT_NAMESPACE],
    ['xmlns:xsi', XSI],
    ['version', given.older?.version ?? '6.0'],
    ['guid', given.guid],
    ['generatingSystem', given.generatingSystem],
  ]);
  const header = [
    leaf('    ', 'date', given.date),
    leaf('    ', 'description', given.description),
    leaf('    ', 'consultantNumber', text(given.consultantNumber)),
    leaf('    ', 'clientNumber', text(given.clientNumber)),
    leaf('    ', 'clientName', given.clientName),
    repositoryElement('    ', given.repository),
  ].join('');
  const documents = given.documents.map(documentElement).join('');
  return `${DECLARATION}<archive${root}>\n  <header>\n${header}  </header>\n  <content>\n${documents}  </content>\n</archive>\n`;
}

function documentElement(document: DxsoDocument): string {
  const own = attributes([
    ['guid', document.guid],
    ['type', text(document.type)],
    ['processID', text(document.processId)],
  ]);
  const kind = document.isSepa === true ? 'SEPAFile' : 'File';
  const inside = [
    leaf('      ', 'description', document.description),
    leaf('      ', 'keywords', document.keywords),
    document.ledger === undefined ? '' : ledgerElement(document.ledger),
    ...document.files.map(
      ({ name }) => `      <extension xsi:type="${kind}"${attributes([['name', name]])}/>\n`,
    ),
    repositoryElement('      ', document.repository),
  ];
  return `    <document${own}>\n${inside.join('')}    </document>\n`;
}

/** 1 period, 2 cash account, 3 name of folder or cash book. */
function ledgerElement({ fileName, period, folder, cashAccount, ledger }: LedgerPart): string {
  const properties = [
    ['1', period],
    ['2', text(cashAccount)],
    ['3', folder],
  ] as const;
  const lines = properties.map(([key, value]) =>
    value === undefined
      ? ''
      : `        <property${attributes([
          ['value', value],
          ['key', key],
        ])}/>\n`,
  );
  const own = attributes([
    ['xsi:type', ledger.kind],
    ['datafile', fileName],
  ]);
  return `      <extension${own}>\n${lines.join('')}      </extension>\n`;
}

function repositoryElement(indent: string, levels: readonly string[] | undefined): string {
  if (levels === undefined) return '';
  const lines = levels.map(
    (name, index) =>
      `${indent}  <level${attributes([
        ['id', String(index + 1)],
        ['name', name],
      ])}/>\n`,
  );
  return `${indent}<repository>\n${lines.join('')}${indent}</repository>\n`;
}

function text(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
