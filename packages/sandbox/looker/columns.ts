import type { Kind } from './filters';
import { COLUMNS, type Column, isColumn, type Line, readerOf } from './ledger';
import type { Drift, Explore, State, Value } from './model';

export const VIEW = 'general_ledger';
const AMOUNT = '#,##0.00';

/** What the LookML says about a column; the rest of the metadata follows from it. */
const KINDS: Readonly<Record<Column, Kind>> = {
  line_id: 'number',
  posting_date: 'date',
  posting_month: 'month',
  document_number: 'string',
  kind: 'string',
  gl_account_name: 'string',
  partner_name: 'string',
  partner_number: 'string',
  cost_centre_name: 'string',
  cost_object: 'string',
  tax_name: 'string',
  gross_amount: 'number',
  net_amount: 'number',
  currency: 'string',
  text: 'string',
  client: 'string',
};
const FORMATS: Partial<Readonly<Record<Column, string>>> = {
  line_id: '0',
  gross_amount: AMOUNT,
  net_amount: AMOUNT,
};

export type Dimension = {
  readonly column: Column;
  /** Name with view, as queries name it. */
  readonly name: string;
  readonly kind: Kind;
  readonly format: string | null;
  readonly value: (line: Line) => Value;
};
export type Measure = {
  readonly name: string;
  readonly kind: 'number';
  readonly format: string;
  readonly type: 'count' | 'sum';
  readonly of?: Column;
};

const MEASURES: readonly Measure[] = [
  { name: `${VIEW}.count`, kind: 'number', format: '#,##0', type: 'count' },
  { name: `${VIEW}.total_gross_amount`, kind: 'number', format: AMOUNT, type: 'sum', of: 'gross_amount' },
  { name: `${VIEW}.total_net_amount`, kind: 'number', format: AMOUNT, type: 'sum', of: 'net_amount' },
];

const AS_SEEDED: Drift = { rename: {}, remove: [], retype: {} };

export function dimensionsOf(state: State, explore: Explore): readonly Dimension[] {
  const drift = state.columns[explore] ?? AS_SEEDED;
  return COLUMNS.filter((column) => !drift.remove.includes(column)).map((column) => {
    const retyped = drift.retype[column];
    return {
      column,
      name: `${VIEW}.${drift.rename[column] ?? column}`,
      kind: retyped ?? KINDS[column],
      format: retyped === 'string' ? null : (FORMATS[column] ?? null),
      value: retyped === undefined ? readerOf(column) : retypedValue(column, retyped),
    };
  });
}

/**
 * What one can only filter by: a LookML `filter` of type date that the explore's `sql_always_where` holds against the date of the
 * posting. No row shows it.
 */
export function filterOnlyOf(state: State, explore: Explore): readonly Dimension[] {
  const { remove } = state.columns[explore] ?? AS_SEEDED;
  if (remove.includes('posting_date')) return [];
  const column = 'posting_date';
  return [{ column, name: `${VIEW}.booked`, kind: 'date', format: null, value: readerOf(column) }];
}

/** A sum whose column is gone is gone with it. */
export function measuresOf(state: State, explore: Explore): readonly Measure[] {
  const { remove } = state.columns[explore] ?? AS_SEEDED;
  return MEASURES.filter(({ of }) => of === undefined || !remove.includes(of));
}

function retypedValue(column: Column, type: 'string' | 'number'): (line: Line) => Value {
  const read = readerOf(column);
  return (line) => {
    const value = read(line);
    if (value === null) return null;
    if (type === 'number') return Number.isNaN(Number(value)) ? null : Number(value);
    return typeof value === 'number' && FORMATS[column] === AMOUNT ? value.toFixed(2) : String(value);
  };
}

/** `general_ledger.text` or `text` → `text`. @throws when the ledger has no such column */
export function columnNamed(name: string): Column {
  const bare = name.replace(`${VIEW}.`, '');
  if (!isColumn(bare)) throw new Error(`the fake Looker has no column ${name}`);
  return bare;
}

/** `general_ledger.posting_date` → `General Ledger Posting Date` */
export function labelOf(name: string): string {
  return name
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** A number as a page shows it: `1,234.56`. */
export function displayed(value: Value, format: string | null): Value {
  if (typeof value !== 'number') return value;
  if (format === AMOUNT)
    return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return format === '0' ? String(value) : value.toLocaleString('en-US');
}
