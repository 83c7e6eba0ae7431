import type { Ledger, LedgerRow } from './ledger';
import { fieldsOf, LEDGER_KINDS, type LedgerKind } from './ledger-fields';
import { MAX_LEDGER_ROWS } from './ledger-schema';
import { readValue } from './ledger-values';
import { attributeOf, type XmlElement } from './xml/xml-read';

/** A ledger that the schema accepts as typed bookings; `undefined` for any other. */
export function readLedger(root: XmlElement): Ledger | undefined {
  const consolidate = root.children.find(({ name }) => name === 'consolidate');
  const kind = kindOf(root);
  if (consolidate === undefined || kind === undefined) return undefined;
  if (consolidate.children.length > MAX_LEDGER_ROWS) return undefined;
  const fields = fieldsOf(kind);
  const rows = consolidate.children.map((child) => readRow(fields, child));
  if (rows.includes(undefined)) return undefined;
  const generatingSystem = attributeOf(root, 'generating_system');
  return {
    kind,
    generatorInfo: attributeOf(root, 'generator_info') ?? '',
    ...(generatingSystem === undefined ? {} : { generatingSystem }),
    rows: rows.filter((row) => row !== undefined),
  };
}

/** Which kind of bookings a ledger has. */
export function kindOf(root: XmlElement): LedgerKind | undefined {
  const first = root.children[0]?.children[0]?.name;
  return LEDGER_KINDS.find((kind) => kind === first);
}

function readRow(fields: ReturnType<typeof fieldsOf>, element: XmlElement): LedgerRow | undefined {
  const pairs = element.children.map((child) => {
    const field = fields.find(({ name }) => name === child.name);
    // XML Schema: an empty element with a fixed value has it.
    const text = child.name === 'currencyCode' && child.text === '' ? 'EUR' : child.text;
    return [child.name, field === undefined ? undefined : readValue(field.type, text)] as const;
  });
  if (pairs.some(([, value]) => value === undefined)) return undefined;
  const row = Object.fromEntries(pairs);
  return fields.every(({ name, isRequired }) => !isRequired || name in row) ? (row as LedgerRow) : undefined;
}
