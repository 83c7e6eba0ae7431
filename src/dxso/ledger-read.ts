import type { Ledger, LedgerRow, LedgerValue } from './ledger';
import { fieldsOf, LEDGER_KINDS, type LedgerKind, SHARED } from './ledger-fields';
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
  const shared = sharedIn(consolidate, fields);
  const rows = consolidate.children.map((child) => readRow(fields, child, shared));
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

type Fields = ReturnType<typeof fieldsOf>;
type Cells = Readonly<Record<string, LedgerValue>>;

/** What is said of all bookings and may be missing in each; undefined for nothing. */
function sharedIn(consolidate: XmlElement, fields: Fields): Cells | undefined {
  const cells: Record<string, LedgerValue> = {};
  for (const [name, attribute] of SHARED) {
    const field = fields.find((one) => one.name === name && !one.isRequired);
    const text = attributeOf(consolidate, attribute);
    const value = field === undefined || text === undefined ? undefined : readValue(field.type, text);
    if (value !== undefined) cells[name] = value;
  }
  return Object.keys(cells).length === 0 ? undefined : cells;
}

function readRow(fields: Fields, element: XmlElement, shared: Cells | undefined): LedgerRow | undefined {
  const pairs = element.children.map((child) => {
    const field = fields.find(({ name }) => name === child.name);
    // XML Schema: an empty element with a fixed value has it.
    const text = child.name === 'currencyCode' && child.text === '' ? 'EUR' : child.text;
    return [child.name, field === undefined ? undefined : readValue(field.type, text)] as const;
  });
  if (pairs.some(([, value]) => value === undefined)) return undefined;
  const own = Object.fromEntries(pairs);
  const row = shared === undefined ? own : inOrder(fields, { ...shared, ...own });
  return fields.every(({ name, isRequired }) => !isRequired || name in row) ? (row as LedgerRow) : undefined;
}

/** As a booking that says all of it itself: rows are compared as they are written. */
function inOrder(fields: Fields, cells: Readonly<Record<string, LedgerValue | undefined>>): object {
  return Object.fromEntries(fields.flatMap(({ name }) => (name in cells ? [[name, cells[name]]] : [])));
}
