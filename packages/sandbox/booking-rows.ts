/**
 * The skeleton of a Buchungsstapel, format version 13: its 125 column names and which columns are texts (always quoted,
 * also when empty; all others never). Source: DATEV format description, Buchungsstapel.
 */
function pairs(count: number, art: (n: number) => string, content: (n: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, at) => [art(at + 1), content(at + 1)]).flat();
}

export const COLUMN_NAMES: readonly string[] = [
  ...[
    'Umsatz (ohne Soll/Haben-Kz)',
    'Soll/Haben-Kennzeichen',
    'WKZ Umsatz',
    'Kurs',
    'Basis-Umsatz',
    'WKZ Basis-Umsatz',
  ],
  ...[
    'Konto',
    'Gegenkonto (ohne BU-Schlüssel)',
    'BU-Schlüssel',
    'Belegdatum',
    'Belegfeld 1',
    'Belegfeld 2',
    'Skonto',
  ],
  ...[
    'Buchungstext',
    'Postensperre',
    'Diverse Adressnummer',
    'Geschäftspartnerbank',
    'Sachverhalt',
    'Zinssperre',
  ],
  'Beleglink',
  ...pairs(
    8,
    (n) => `Beleginfo - Art ${n}`,
    (n) => `Beleginfo - Inhalt ${n}`,
  ),
  ...['KOST1 - Kostenstelle', 'KOST2 - Kostenstelle', 'Kost-Menge', 'EU-Land u. UStID (Bestimmung)'],
  ...['EU-Steuersatz (Bestimmung)', 'Abw. Versteuerungsart', 'Sachverhalt L+L', 'Funktionsergänzung L+L'],
  ...['BU 49 Hauptfunktionstyp', 'BU 49 Hauptfunktionsnummer', 'BU 49 Funktionsergänzung'],
  ...pairs(
    20,
    (n) => `Zusatzinformation - Art ${n}`,
    (n) => `Zusatzinformation- Inhalt ${n}`,
  ),
  ...[
    'Stück',
    'Gewicht',
    'Zahlweise',
    'Forderungsart',
    'Veranlagungsjahr',
    'Zugeordnete Fälligkeit',
    'Skontotyp',
  ],
  ...['Auftragsnummer', 'Buchungstyp', 'USt-Schlüssel (Anzahlungen)', 'EU-Land (Anzahlungen)'],
  ...[
    'Sachverhalt L+L (Anzahlungen)',
    'EU-Steuersatz (Anzahlungen)',
    'Erlöskonto (Anzahlungen)',
    'Herkunft-Kz',
  ],
  ...[
    'Buchungs GUID',
    'KOST-Datum',
    'SEPA-Mandatsreferenz',
    'Skontosperre',
    'Gesellschaftername',
    'Beteiligtennummer',
  ],
  ...['Identifikationsnummer', 'Zeichnernummer', 'Postensperre bis', 'Bezeichnung SoBil-Sachverhalt'],
  ...[
    'Kennzeichen SoBil-Buchung',
    'Festschreibung',
    'Leistungsdatum',
    'Datum Zuord. Steuerperiode',
    'Fälligkeit',
  ],
  ...['Generalumkehr (GU)', 'Steuersatz', 'Land', 'Abrechnungsreferenz', 'BVV-Position'],
  ...['EU-Land u. UStID (Ursprung)', 'EU-Steuersatz (Ursprung)', 'Abw. Skontokonto'],
];

const UNQUOTED = new Set([
  ...[
    1, 4, 5, 7, 8, 10, 13, 15, 17, 18, 19, 39, 41, 43, 44, 45, 46, 47, 88, 89, 90, 92, 93, 94, 97, 99, 100,
    101, 104,
  ],
  ...[106, 108, 111, 113, 114, 115, 116, 117, 119, 122, 124, 125],
]);

/** One booking row without its line end; `values` by column number, the rest empty, Festschreibung 0 unless given. */
export function bookingRow(values: Readonly<Record<number, string>>): string {
  const all: Readonly<Record<number, string>> = { 114: '0', ...values };
  return COLUMN_NAMES.map((_, at) => {
    const value = all[at + 1] ?? '';
    return UNQUOTED.has(at + 1) ? value : `"${value.replaceAll('"', '""')}"`;
  }).join(';');
}

/** What follows the booking text in a row that uses nothing further. */
const REST = bookingRow({}).split(';').slice(14).join(';');

/** An ordinary row of an invented business, for account length 4; `n` makes amount, day and voucher differ. */
export function ordinaryRow(n: number): string {
  const day = String((n % 28) + 1).padStart(2, '0');
  const month = String((Math.floor(n / 28) % 8) + 1).padStart(2, '0');
  const amount = `${(n % 9000) + 12},${String((n * 7) % 100).padStart(2, '0')}`;
  const side = n % 3 === 0 ? 'H' : 'S';
  const account = n % 2 === 0 ? '1200' : '10100';
  // Written out instead of by bookingRow: files of a hundred thousand rows are made of these.
  return `${amount};"${side}";"";;;"";${account};8400;"";${day}${month};"R${10_000 + n}";"";;"Übungsbuchung ${n + 1}";${REST}`;
}
