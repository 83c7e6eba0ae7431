import { CONSOLIDATED, COPY_NOTICE, fieldsOf, LEDGER_KINDS, type LedgerKind } from './ledger-fields';
import type { Model, Schema } from './xml/schema';

/** `Belegverwaltung_online_ledger_import_v060.xsd`. */
export const LEDGER_NAMESPACE = 'http://xml.datev.de/bedi/tps/ledger/v060';

/** The most bookings of one ledger. */
export const MAX_LEDGER_ROWS = 5000;

function rowModel(kind: LedgerKind): Model {
  const items = fieldsOf(kind).map(({ name, type, isRequired }) => {
    // The cash book knows euros only.
    const fixed = kind === 'cashLedger' && name === 'currencyCode' ? { fixed: 'EUR' } : {};
    const content = { is: 'value', type, ...fixed } as const;
    return { name, least: isRequired ? 1 : 0, most: 1, model: { content } } as const;
  });
  return { content: { is: 'sequence', items } };
}

const consolidate: Model = {
  attributes: CONSOLIDATED,
  content: {
    is: 'rows',
    of: Object.fromEntries(LEDGER_KINDS.map((kind) => [kind, rowModel(kind)])),
    most: MAX_LEDGER_ROWS,
  },
};

export const LEDGER_SCHEMA: Schema = {
  namespace: LEDGER_NAMESPACE,
  root: 'LedgerImport',
  model: {
    attributes: [
      { name: 'version', type: 'p3', isRequired: true },
      { name: 'generator_info', type: 'p10009', isRequired: true },
      { name: 'generating_system', type: 'p10009' },
      { name: 'xml_data', type: 'p36', isRequired: true, fixed: COPY_NOTICE },
    ],
    content: { is: 'sequence', items: [{ name: 'consolidate', least: 1, most: 1, model: consolidate }] },
  },
};
