import { type Field, type FieldForm, number, numbered, text, upTo } from './field';

/** Which day of which month the discounts and the payment are due, for invoices up to a day of the month. */
function period(n: number): readonly FieldForm[] {
  const first = n === 3 ? 'Skonto1' : 'Skonto 1';
  return [
    number(`Rechnung bis / Zeitraum ${n}`, [2, 0]),
    number(`Skonto1 Datum / Zeitraum ${n}`, [2, 0]),
    number(`${first} Monat / Zeitraum ${n}`, [2, 0]),
    number(`Skonto 2 Datum / Zeitraum ${n}`, [2, 0]),
    number(`Skonto 2 Monat / Zeitraum ${n}`, [2, 0]),
    number(`Fällig Datum / Zeitraum ${n}`, [2, 0]),
    number(`Fällig Monat / Zeitraum ${n}`, [2, 0]),
  ];
}

/**
 * The 31 columns of Zahlungsbedingungen, format version 2 (DATEV's Format_Zahlungsbedingungen.xml as mirrored in public and
 * a public transcription of the portal; a third program has the same names in the same order). Where the two contradict
 * each other the wider rule stands here: a number of four digits, not three; a Bezeichnung of 60 characters, not 40; months
 * of two digits, not one; percentages with a comma or, in the transcription, as up to four digits without it.
 */
export const PAYMENT_TERMS_FIELDS: readonly Field[] = numbered([
  number('Nummer', [4, 0], { isRequired: true }),
  text('Bezeichnung', 60),
  number('Fälligkeitstyp', [1, 0]),
  number('Skonto 1%', [4, 2]),
  number('Skonto 1 Tage', [3, 0]),
  number('Skonto 2 %', [4, 2]),
  number('Skonto 2 Tage', [3, 0]),
  number('Fällig Tage', [3, 0]),
  ...upTo(3).flatMap(period),
  // A GUID by DATEV's format file, which calls it AWGuid.
  text('Leerfeld', 36, { otherLabels: ['AWGuid'] }),
  number('Verwendung', [1, 0]),
]);
