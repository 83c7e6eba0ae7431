import { type Day, readDay, writeDay } from '../kernel/day';
import { type Decimal, readDecimal, writeDecimal } from '../kernel/decimal';
import { type Cents, readCents, writeCents } from '../kernel/money';
import type { LedgerValue } from './ledger';
import { collapsed } from './xml/facets';
import { type SimpleType, type SimpleTypeName, TYPES } from './xml/simple-types';

/** A typed value as the schema wants it written. What cannot be written so is written as it is; the check then objects. */
export function writtenValue(name: SimpleTypeName, value: LedgerValue): string {
  const type: SimpleType = TYPES[name];
  if (typeof value === 'object') return writtenDecimal(type, value);
  if (typeof value !== 'number') return String(value);
  if (!Number.isSafeInteger(value)) return String(value);
  if (type.base === 'decimal') return writeCents(value as Cents, '.');
  return type.base === 'day' ? writeDay(value as Day, 'iso') : String(value);
}

/** The schema wants an exact number of decimals: zeros are added, digits never taken away. */
function writtenDecimal(type: SimpleType, { units, scale }: Decimal): string {
  const decimals = type.base === 'decimal' ? type.decimals : scale;
  if (scale >= decimals) return writeDecimal({ units, scale }, '.');
  const missing = '0'.repeat(decimals - scale);
  return `${writeDecimal({ units, scale }, '.')}${scale === 0 ? '.' : ''}${missing}`;
}

/** A value that the schema accepts, as the typed model has it; `undefined` for any other. */
export function readValue(name: SimpleTypeName, raw: string): LedgerValue | undefined {
  const type: SimpleType = TYPES[name];
  const value = collapsed(raw);
  if (type.base === 'day') return readDay(value, 'iso');
  if (type.base === 'whole') return /^[+-]?\d{1,10}$/.test(value) ? Number(value) : undefined;
  if (name === 'p35') return value === 'true' || value === '1';
  if (type.base !== 'decimal') return raw;
  return isMoney(name) ? readCents(value, '.') : readDecimal(value, '.');
}

function isMoney(name: SimpleTypeName): boolean {
  return name === 'p7' || name === 'p34' || name === 'p10002';
}
