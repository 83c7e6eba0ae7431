import { headerLine } from './files';

/** Small files of the categories 20, 46, 48 and 65, made up; their columns are counted here once more, by hand. */
export type OtherCategory = 20 | 46 | 48 | 65;

type Known = {
  readonly name: string;
  readonly version: string;
  readonly captions: readonly string[];
  /** Columns that are texts, and so have quotation marks when they are empty. */
  readonly texts: readonly number[];
  readonly row: Readonly<Record<number, string>>;
};

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

const FILES: Readonly<Record<OtherCategory, Known>> = {
  20: {
    name: 'Kontenbeschriftungen',
    version: '3',
    captions: ['Konto', 'Kontobeschriftung', 'SprachId', 'Kontenbeschriftung lang'],
    texts: [2, 3, 4],
    row: { 1: '1000', 2: '"Kasse"', 3: '"de-DE"' },
  },
  46: {
    name: 'Zahlungsbedingungen',
    version: '2',
    captions: [
      'Nummer;Bezeichnung;Fälligkeitstyp;Skonto 1%;Skonto 1 Tage;Skonto 2 %;Skonto 2 Tage;Fällig Tage',
      ...range(1, 3).map((n) =>
        [
          `Rechnung bis / Zeitraum ${n}`,
          `Skonto1 Datum / Zeitraum ${n}`,
          `${n === 3 ? 'Skonto1' : 'Skonto 1'} Monat / Zeitraum ${n}`,
          `Skonto 2 Datum / Zeitraum ${n}`,
          `Skonto 2 Monat / Zeitraum ${n}`,
          `Fällig Datum / Zeitraum ${n}`,
          `Fällig Monat / Zeitraum ${n}`,
        ].join(';'),
      ),
      'Leerfeld;Verwendung',
    ].flatMap((part) => part.split(';')),
    texts: [2, 30],
    row: { 1: '10', 2: '"30 Tage netto"', 3: '1', 4: '0,00', 8: '30', 31: '0' },
  },
  48: {
    name: 'Diverse Adressen',
    version: '2',
    captions: [
      'Adressnummer;Konto;Anrede;Name (Adressattyp Unternehmen);Unternehmensgegenstand;Kurzbezeichnung',
      'Name (Adressattyp natürl. Person);Vorname (Adressattyp natürl. Person);Name (Adressattyp keine Angabe)',
      'Adressattyp;Titel/Akad. Grad;Adelstitel;Namensvorsatz;Abweichende Anrede;Adressart;Straße;Postfach',
      'Postleitzahl;Ort;Land;Versandzusatz;Adresszusatz;Abw. Zustellbezeichnung 1;Abw. Zustellbezeichnung 2',
      'Kennz. Korrespondenzadresse;Adresse Gültig von;Adresse Gültig bis',
      ...[
        'Abweichende Anrede;Adressart;Straße;Postfach;Postleitzahl;Ort;Land;Versandzusatz;Adresszusatz',
        'Abw. Zustellbezeichnung 1;Abw. Zustellbezeichnung 2;Adresse Gültig von;Adresse Gültig bis',
      ].flatMap((part) => part.split(';').map((label) => `${label} (Rechnungsadresse)`)),
      'Telefon;Bemerkung (Telefon);Telefon GL;Bemerkung (Telefon GL);E-Mail;Bemerkung (E-Mail);Internet',
      'Bemerkung (Internet);Fax;Bemerkung (Fax);Sonstige;Bemerkung (Sonstige)',
      ...range(1, 10).map((n) =>
        [
          `Bankleitzahl ${n};Bankbezeichnung ${n};Bank-Kontonummer ${n};Länderkennzeichen ${n};IBAN-Nr. ${n}`,
          `Leerfeld;SWIFT-Code ${n};Abw. Kontoinhaber ${n};Kennz. Hauptbankverb. ${n}`,
          `Bankverb ${n} Gültig von;Bankverb ${n} Gültig bis`,
        ].join(';'),
      ),
      'Kunden-/Lief.-Nr.;Ansprechpartner;Vertreter;Sachbearbeiter;Briefanrede;Grußformel;Sprache;Ausgabeziel',
      ...range(1, 10).map((n) => `Indiv. Feld ${n}`),
      ...range(1, 10).map((n) => `SEPA-Mandatsreferenz ${n}`),
      'Nummer Fremdsystem',
    ].flatMap((part) => part.split(';')),
    texts: range(1, 191).filter(
      (nr) =>
        ![2, 25, 26, 27, 39, 40, 169, 170].includes(nr) &&
        !(nr >= 53 && nr <= 162 && [9, 10].includes((nr - 53) % 11)),
    ),
    row: {
      1: '"A100"',
      2: '70000',
      4: '"Muster GmbH"',
      10: '"2"',
      16: '"Hauptstraße 5"',
      18: '"90402"',
      19: '"Nürnberg"',
      20: '"DE"',
      25: '1',
      57: '"DE89370400440532013000"',
      61: '"1"',
    },
  },
  65: {
    name: 'Wiederkehrende Buchungen',
    version: '4',
    captions: [
      'B1;WKZ (Umsatz);Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;Kurs;Basis-Umsatz;WKZ Basis-Umsatz',
      'BU-Schlüssel;Gegenkonto (ohne BU-Schlüssel);Belegfeld1;Belegfeld2;Beginndatum;Kontonummer;Stück;Gewicht',
      'KOST1-Kostenstelle;KOST2-Kostenstelle;KOST-Menge;Skonto;Buchungstext;Postensperre;Diverse Adressnummer',
      'Geschäftspartnerbank;Sachverhalt;Zinssperre;Beleglink;EU-Land u. UStID (Bestimmung)',
      'EU-Steuersatz (Bestimmung);Leerfeld;Sachverhalt L+L;BU 49 Hauptfunktionstyp',
      'BU 49 Hauptfunktionsnummer;BU 49 Funktionsergänzung',
      ...range(1, 20).map((n) => `Zusatzinformation - Art ${n};Zusatzinformation- Inhalt ${n}`),
      'Zahlweise;Forderungsart;Veranlagungsjahr;Zugeordnete Fälligkeit;Zuletzt per;Nächste Fälligkeit;Enddatum',
      'Zeitintervallart;Zeitabstand;Wochentag;Monat;Ordnungszahl Tag im Monat;Ordnungszahl Wochentag;EndeTyp',
      'Gesellschaftername;Beteiligtennummer;Identifikationsnummer;Zeichnernummer;SEPA-Mandatsreferenz',
      'Postensperre bis;KOST-Datum;Bezeichnung SoBil-Sachverhalt;Kennzeichen SoBil-Buchung;Generalumkehr (GU)',
      'Steuersatz;Land;EU-Land u. UStID (Ursprung);EU-Steuersatz (Ursprung)',
    ].flatMap((part) => part.split(';')),
    texts: [
      ...[2, 4, 7, 8, 10, 11, 16, 17, 20, 22, 26, 27, 29],
      ...range(34, 73),
      ...[75, 81, 88, 90, 91, 92, 95, 97, 99, 100],
    ],
    row: {
      1: '1',
      2: '"EUR"',
      3: '500,00',
      4: '"S"',
      9: '1200',
      10: '"MIETE-1"',
      12: '01012024',
      13: '4210',
      20: '"Miete Büro"',
      81: '"MON"',
      82: '1',
      85: '1',
      87: '1',
    },
  },
};

/** A row in which nothing is wrong, some of its cells replaced by raw ones. */
export function otherRow(category: OtherCategory, columns: Readonly<Record<number, string>> = {}): string {
  const { captions, texts, row } = FILES[category];
  return captions
    .map((_, i) => columns[i + 1] ?? row[i + 1] ?? (texts.includes(i + 1) ? '""' : ''))
    .join(';');
}

/** A whole file as text. */
export function otherFile(category: OtherCategory, rows = [otherRow(category)]): string {
  const { name, version, captions } = FILES[category];
  const header = { 3: String(category), 4: `"${name}"`, 5: version, 15: '', 16: '', 17: '""', 18: '""' };
  const empty = { 19: '', 20: '', 21: '', 22: '""' };
  return [headerLine({ ...header, ...empty }), captions.join(';'), ...rows]
    .map((line) => `${line}\r\n`)
    .join('');
}
