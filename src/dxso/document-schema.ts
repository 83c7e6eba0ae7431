import type { Item, Model, Schema } from './xml/schema';
import type { SimpleTypeName } from './xml/simple-types';

/** `Document_v060.xsd`. */
export const DOCUMENT_NAMESPACE = 'http://xml.datev.de/bedi/tps/document/v06.0';

/** DATEV's limits for a package and one of its documents. */
const MAX_DOCUMENTS = 4999;
const MAX_EXTENSIONS = 50;

const leaf = (name: string, type: SimpleTypeName, least: 0 | 1 = 0): Item => ({
  name,
  least,
  most: 1,
  model: { content: { is: 'value', type } },
});
const item = (name: string, model: Model, times: Pick<Item, 'least' | 'most'>): Item => ({
  name,
  model,
  ...times,
});
const ONCE = { least: 1, most: 1 } as const;
const MAYBE = { least: 0, most: 1 } as const;
const upTo = (most: number) => ({ least: 1, most }) as const;

function property(key: SimpleTypeName, value: SimpleTypeName, most: number): Item {
  const attributes = [
    { name: 'value', type: value, isRequired: true },
    { name: 'key', type: key, isRequired: true },
  ];
  return item('property', { attributes, content: { is: 'nothing' } }, upTo(most));
}

function data(key: SimpleTypeName, value: SimpleTypeName, most: number): Model {
  return {
    attributes: [{ name: 'datafile', type: 'p20', isRequired: true }],
    content: { is: 'sequence', items: [property(key, value, most)] },
  };
}

const named: Model = {
  attributes: [{ name: 'name', type: 'p20', isRequired: true }],
  content: { is: 'nothing' },
};

const extension: Model = {
  content: {
    is: 'typed',
    of: {
      File: named,
      SEPAFile: named,
      accountsPayableLedger: data('p32', 'invoicePropertyValue', 2),
      accountsReceivableLedger: data('p32', 'invoicePropertyValue', 2),
      cashLedger: data('p32', 'cashPropertyValue', 2),
      cashLedgerPayPal: data('p32', 'cashPropertyValue', Number.POSITIVE_INFINITY),
      Invoice: data('p19', 'p18', 1),
    },
  },
};

const level: Model = {
  attributes: [
    { name: 'id', type: 'p27', isRequired: true },
    { name: 'name', type: 'p10008', isRequired: true },
  ],
  content: { is: 'nothing' },
};
const repository: Model = { content: { is: 'sequence', items: [item('level', level, upTo(3))] } };

const header: Model = {
  content: {
    is: 'sequence',
    items: [
      leaf('date', 'p10048', 1),
      leaf('description', 'p10051'),
      leaf('consultantNumber', 'p10049'),
      leaf('clientNumber', 'p10050'),
      leaf('clientName', 'p17'),
      item('repository', repository, MAYBE),
    ],
  },
};

const document: Model = {
  attributes: [
    { name: 'guid', type: 'p10037' },
    { name: 'type', type: 'p25' },
    { name: 'processID', type: 'p26' },
  ],
  content: {
    is: 'sequence',
    items: [
      leaf('description', 'p10052'),
      leaf('keywords', 'p10051'),
      item('extension', extension, upTo(MAX_EXTENSIONS)),
      item('repository', repository, MAYBE),
      item('documentintern', { content: { is: 'sequence', items: [property('p20', 'p20', 1)] } }, MAYBE),
    ],
  },
};

const content: Model = {
  content: { is: 'sequence', items: [item('document', document, upTo(MAX_DOCUMENTS))] },
};

export const DOCUMENT_SCHEMA: Schema = {
  namespace: DOCUMENT_NAMESPACE,
  root: 'archive',
  model: {
    attributes: [
      { name: 'version', type: 'p16', isRequired: true },
      { name: 'guid', type: 'p10037' },
      { name: 'generatingSystem', type: 'p10009' },
    ],
    content: { is: 'sequence', items: [item('header', header, ONCE), item('content', content, ONCE)] },
  },
};
