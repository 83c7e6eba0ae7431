import { ACCOUNT_FIELDS } from './accounts-table';
import { BOOKING_FIELDS } from './bookings-table';
import type { Field } from './field';

/** A format whose rows this product knows column by column. */
export type Format = {
  /** DATEV's Formatkategorie: 21 Buchungsstapel, 16 Debitoren/Kreditoren. */
  readonly category: 16 | 21;
  /** DATEV's Formatname as it stands in header field 4. */
  readonly name: 'Buchungsstapel' | 'Debitoren/Kreditoren';
  readonly version: number;
  /** All columns of this version in order. */
  readonly fields: readonly Field[];
};

/** How many columns a Buchungsstapel had in each version (DATEV's release notes of the format). */
const BOOKING_COLUMNS: ReadonlyMap<number, number> = new Map([
  [7, 116],
  [8, 117],
  [9, 120],
  [10, 121],
  [11, 122],
  [12, 124],
  [13, 125],
]);

/** What this product writes: the newest version of each format. */
export const BUCHUNGSSTAPEL: Format = {
  category: 21,
  name: 'Buchungsstapel',
  version: 13,
  fields: BOOKING_FIELDS,
};
export const DEBITOREN_KREDITOREN: Format = {
  category: 16,
  name: 'Debitoren/Kreditoren',
  version: 5,
  fields: ACCOUNT_FIELDS,
};

/**
 * The columns of a file by header fields 3 and 5; `undefined` for formats and versions whose rows nobody here knows.
 * Older versions of the Buchungsstapel have the same columns and end earlier.
 */
export function formatOf(category: number | undefined, version: number | undefined): Format | undefined {
  if (category === 16) return version === 5 ? DEBITOREN_KREDITOREN : undefined;
  const columns = category === 21 && version !== undefined ? BOOKING_COLUMNS.get(version) : undefined;
  if (columns === undefined || version === undefined) return undefined;
  return version === 13
    ? BUCHUNGSSTAPEL
    : { ...BUCHUNGSSTAPEL, version, fields: BOOKING_FIELDS.slice(0, columns) };
}
