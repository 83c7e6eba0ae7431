/** DATEV's German names of the 31 fields of the header line, version 700; in both languages, because DATEV's masks say so. */
export const HEADER_LABELS = {
  1: 'Kennzeichen',
  2: 'Versionsnummer',
  3: 'Formatkategorie',
  4: 'Formatname',
  5: 'Formatversion',
  6: 'Erzeugt am',
  7: 'Importiert',
  8: 'Herkunft',
  9: 'Exportiert von',
  10: 'Importiert von',
  11: 'Beraternummer',
  12: 'Mandantennummer',
  13: 'WJ-Beginn',
  14: 'Sachkontenlänge',
  15: 'Datum von',
  16: 'Datum bis',
  17: 'Bezeichnung',
  18: 'Diktatkürzel',
  19: 'Buchungstyp',
  20: 'Rechnungslegungszweck',
  21: 'Festschreibung',
  22: 'WKZ',
  23: 'Reserviert',
  24: 'Derivatskennzeichen',
  25: 'Reserviert',
  26: 'Reserviert',
  27: 'Sachkontenrahmen',
  28: 'ID der Branchenlösung',
  29: 'Reserviert',
  30: 'Reserviert',
  31: 'Anwendungsinformation',
} as const;

/** The number of a field of the header line. */
export type HeaderNr = keyof typeof HEADER_LABELS;

/** Whether a number is the number of a header field. */
export function isHeaderNr(nr: number): nr is HeaderNr {
  return Number.isInteger(nr) && nr >= 1 && nr <= 31;
}

/** The fields that DATEV reads as texts; the others are never quoted. */
export const HEADER_TEXTS: ReadonlySet<number> = new Set([1, 4, 8, 9, 10, 17, 18, 22, 24, 27, 30, 31]);
