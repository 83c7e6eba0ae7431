import { ACCOUNT_LABEL_FIELDS } from './account-labels-table';
import { ACCOUNT_FIELDS } from './accounts-table';
import { ADDRESS_FIELDS } from './addresses-table';
import { BOOKING_FIELDS } from './bookings-table';
import type { Field } from './field';
import { PAYMENT_TERMS_FIELDS } from './payment-terms-table';
import { RECURRING_FIELDS } from './recurring-table';

/** A format whose rows this product knows column by column. */
export type Format = {
  /** DATEV's Formatkategorie, header field 3. */
  readonly category: 16 | 20 | 21 | 46 | 48 | 65;
  /** DATEV's Formatname as it stands in header field 4. */
  readonly name: string;
  readonly version: number;
  /** All columns of this version in order. */
  readonly fields: readonly Field[];
  /** The table of columns is known from public programs only: what breaks it is told and stops nothing. */
  readonly isUnverified?: true;
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

/** What this product writes, in its newest version. */
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

/** Master data and recurring bookings, each in the only version that DATEV takes. */
const UNVERIFIED: readonly Format[] = [
  {
    category: 20,
    name: 'Kontenbeschriftungen',
    version: 3,
    fields: ACCOUNT_LABEL_FIELDS,
    isUnverified: true,
  },
  { category: 46, name: 'Zahlungsbedingungen', version: 2, fields: PAYMENT_TERMS_FIELDS, isUnverified: true },
  { category: 48, name: 'Diverse Adressen', version: 2, fields: ADDRESS_FIELDS, isUnverified: true },
  {
    category: 65,
    name: 'Wiederkehrende Buchungen',
    version: 4,
    fields: RECURRING_FIELDS,
    isUnverified: true,
  },
];

/**
 * The columns of a file by header fields 3 and 5; `undefined` for formats and versions whose rows nobody here knows.
 * Older versions of the Buchungsstapel have the same columns and end earlier.
 */
export function formatOf(category: number | undefined, version: number | undefined): Format | undefined {
  if (category !== 21)
    return [DEBITOREN_KREDITOREN, ...UNVERIFIED].find(
      (format) => format.category === category && format.version === version,
    );
  const columns = version === undefined ? undefined : BOOKING_COLUMNS.get(version);
  if (columns === undefined || version === undefined) return undefined;
  return version === 13
    ? BUCHUNGSSTAPEL
    : { ...BUCHUNGSSTAPEL, version, fields: BOOKING_FIELDS.slice(0, columns) };
}

/** The columns of the newest version of a category; those of a Buchungsstapel where it is not said. */
export function fieldsOf(category: unknown): readonly Field[] {
  return newestOf(category)?.fields ?? BOOKING_FIELDS;
}

/** DATEV's name of a column; none where the format is not said or not known, because a wrong name is worse than a number. */
export function columnLabel(category: number | undefined, nr: number): string | undefined {
  return newestOf(category)?.fields[nr - 1]?.label;
}

function newestOf(category: unknown): Format | undefined {
  return [BUCHUNGSSTAPEL, DEBITOREN_KREDITOREN, ...UNVERIFIED].find((format) => format.category === category);
}
