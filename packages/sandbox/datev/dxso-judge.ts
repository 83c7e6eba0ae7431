import type { Notice, StoredDxsoJob } from './dxso-model';
import { type Element, readXml, within } from './dxso-xml';

/** One document of the package as `document.xml` names it. */
export type Named = {
  readonly guid?: string;
  readonly datafile?: string;
  /** `accountsPayableLedger` and the like. */
  readonly ledger?: string;
  readonly files: readonly string[];
};
export type Judged = {
  /** The documents whose files are all there. */
  readonly whole: readonly Named[];
  /** What stops single documents. */
  readonly broken: readonly Notice[];
  /** What stops the package as a whole. */
  readonly fatal: readonly Notice[];
};

/**
 * What DATEV looks at before it takes a package over: is there a `document.xml`, does it say whose it is, are the files
 * there that it names. The values in the ledger files are not looked at. Independent of the product on purpose.
 */
export function judgePackage(
  job: StoredDxsoJob,
  mandant: { readonly consultant: number; readonly client: number },
): Judged {
  const text = job.files.find(({ name }) => name === 'document.xml')?.text;
  if (text === undefined) return stopped('Die Datei document.xml wurde nicht übertragen.');
  const root = readXml(text);
  if (root === undefined) return stopped('Fehlernr=900 Inputstream kann nicht geparst werden!');
  if (root.name !== 'archive')
    return stopped('Fehlernr=900 Das Wurzelelement der document.xml ist nicht "archive".');
  if (!isOf(root, mandant)) {
    return stopped('Die Berater- oder Mandantennummer in der document.xml gehört nicht zu diesem Mandanten.');
  }
  const documents = within(root, 'document');
  if (documents.length === 0) return stopped('Die document.xml enthält keine Belege.');
  const names = new Set(job.files.map(({ name }) => name));
  const judged = documents.map((one) => judgeDocument(one, names));
  return {
    whole: judged.flatMap(({ document, faults }) => (faults.length === 0 ? [document] : [])),
    broken: judged.flatMap(({ faults }) => faults),
    fatal: [],
  };
}

function stopped(text: string): Judged {
  return { whole: [], broken: [], fatal: [{ text, type: 'error', filename: 'document.xml' }] };
}

/** The numbers may be missing; where they stand they have to be the Mandant's. */
function isOf(root: Element, mandant: { readonly consultant: number; readonly client: number }): boolean {
  const header = root.children.find(({ name }) => name === 'header');
  const says = (name: string): string | undefined =>
    header?.children.find((one) => one.name === name)?.text.trim();
  const fits = (said: string | undefined, right: number): boolean =>
    said === undefined || said === '' || Number(said) === right;
  return fits(says('consultantNumber'), mandant.consultant) && fits(says('clientNumber'), mandant.client);
}

function judgeDocument(
  element: Element,
  names: ReadonlySet<string>,
): { readonly document: Named; readonly faults: readonly Notice[] } {
  const document = namedBy(element);
  const wanted = [...(document.datafile === undefined ? [] : [document.datafile]), ...document.files];
  const missing = wanted.filter((name) => !names.has(name));
  const bad = document.guid !== undefined && !/^[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}$/i.test(document.guid);
  return {
    document,
    faults: [
      ...missing.map((filename) =>
        fault('Die Datei wurde nicht übertragen, der Beleg wurde abgelehnt.', filename),
      ),
      ...(wanted.length === 0 ? [fault('Der Beleg nennt keine Datei.', 'document.xml')] : []),
      ...(bad ? [fault(`Die GUID ${document.guid} des Belegs ist ungültig.`, 'document.xml')] : []),
    ],
  };
}

function fault(text: string, filename: string): Notice {
  return { text, type: 'error', filename };
}

function namedBy(element: Element): Named {
  const extensions = element.children.filter(({ name }) => name === 'extension');
  const ledger = extensions.find(({ attributes }) => attributes['datafile'] !== undefined)?.attributes;
  const { guid } = element.attributes;
  return {
    ...(guid === undefined ? {} : { guid }),
    ...(ledger?.['datafile'] === undefined ? {} : { datafile: ledger['datafile'] }),
    ...(ledger?.['type'] === undefined ? {} : { ledger: ledger['type'].replace(/^.*:/, '') }),
    files: extensions.flatMap(({ attributes: { name } }) => (name === undefined ? [] : [name])),
  };
}
