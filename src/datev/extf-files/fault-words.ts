import { HEADER_WORDS, type HeaderNr, isHeaderNr } from '../../extf/check/header-words';
import type { Lang, Text } from '../../kernel/problem';
import { say } from '../../kernel/text';

/** A fault in words. `label` is DATEV's German field name, because that is what people see in DATEV. */
export type FaultView = {
  readonly field?: number;
  readonly label?: string;
  readonly short: string;
  readonly text: string;
  readonly remedy: string;
};

/** Faults that are not about one single header field. */
export type OtherFault =
  | 'extf.header.berater-mismatch'
  | 'extf.header.client-mismatch'
  | 'extf.header.mandant-mismatch'
  | 'extf.header.date-order'
  | 'extf.header.combination'
  | 'extf.header.columns'
  | 'extf.header.too-long'
  | 'extf.header.reserved'
  | 'extf.header.unknown'
  | 'extf.too-many-rows'
  | 'extf.no-payload'
  | 'extf.encoding'
  | 'extf.too-large'
  | 'extf.unknown'
  | 'transfer.file-name-empty'
  | 'transfer.file-name'
  | 'transfer.reference-id';

type FaultWords = {
  readonly field?: HeaderNr;
  readonly label?: string;
  readonly short: Text;
  readonly text: Text;
  readonly remedy: Text;
};

const SPLIT: Text = {
  de: 'Teilen Sie den Export auf, zum Beispiel in eine Datei je Monat, und legen Sie die Teile einzeln ab.',
  en: 'Split the export, for example into one file per month, and put in the parts one by one.',
};
const SENT_BY_US: Text = {
  de: 'Legen Sie die Datei hier im DATEV-Bereich ab; die App sendet sie mit zulässigen Begleitangaben.',
  en: 'Put the file into the DATEV panel here; the app sends it with details that are allowed.',
};

/** A fault without words in both languages does not compile. */
export const FAULT_WORDS: Readonly<Record<OtherFault, FaultWords>> = {
  'extf.header.berater-mismatch': {
    field: 11,
    label: 'Beraternummer',
    short: { de: 'Beraternummer passt nicht', en: 'Beraternummer does not match' },
    text: {
      de: 'Die Beraternummer in der Kopfzeile ist eine andere als die, an die gesendet wurde. Häufig steht dort eine Ober- oder Unterberaternummer.',
      en: 'The Beraternummer in the header line differs from the one the file was sent to. Often it is a superior or subordinate number.',
    },
    remedy: {
      de: 'Tragen Sie im exportierenden Programm die Beraternummer ein, unter der die Kanzlei den Bestand führt, und exportieren Sie neu.',
      en: 'Enter in the exporting program the Beraternummer under which the tax firm keeps the books, and export again.',
    },
  },
  'extf.header.client-mismatch': {
    field: 12,
    label: 'Mandantennummer',
    short: { de: 'Mandantennummer passt nicht', en: 'Mandantennummer does not match' },
    text: {
      de: 'Die Mandantennummer in der Kopfzeile ist eine andere als die, an die gesendet wurde. Womöglich ist es die Datei eines anderen Mandanten.',
      en: 'The Mandantennummer in the header line differs from the one the file was sent to. It may be another Mandant’s file.',
    },
    remedy: {
      de: 'Prüfen Sie, ob die Datei zu diesem Mandanten gehört. Wenn ja, berichtigen Sie die Mandantennummer im exportierenden Programm und exportieren Sie neu.',
      en: 'Check whether the file belongs to this Mandant. If so, correct the Mandantennummer in the exporting program and export again.',
    },
  },
  'extf.header.mandant-mismatch': {
    field: 11,
    label: 'Beraternummer und Mandantennummer',
    short: { de: 'Datei ist für einen anderen Mandanten', en: 'file is for another Mandant' },
    text: {
      de: 'Beraternummer und Mandantennummer in der Kopfzeile gehören zu einem anderen Mandanten als dem, an den gesendet wurde.',
      en: 'Beraternummer and Mandantennummer in the header line belong to another Mandant than the one the file was sent to.',
    },
    remedy: {
      de: 'Prüfen Sie, ob die Datei zu diesem Mandanten gehört. Wenn ja, berichtigen Sie beide Nummern im exportierenden Programm und exportieren Sie neu.',
      en: 'Check whether the file belongs to this Mandant. If so, correct both numbers in the exporting program and export again.',
    },
  },
  'extf.header.date-order': {
    field: 15,
    label: 'Datum von / Datum bis',
    short: { de: 'Zeitraum verkehrt', en: 'period the wrong way round' },
    text: { de: '„Datum von“ liegt nach „Datum bis“.', en: '“Datum von” is after “Datum bis”.' },
    remedy: {
      de: 'Wählen Sie beim Export den Zeitraum neu und erzeugen Sie die Datei noch einmal.',
      en: 'Choose the period again when exporting and make the file once more.',
    },
  },
  'extf.header.combination': {
    field: 3,
    label: 'Formatkategorie, Formatname und Formatversion',
    short: { de: 'Format passt nicht zusammen', en: 'format does not fit together' },
    text: {
      de: 'Formatkategorie, Formatname und Formatversion gehören nicht zusammen. Für Buchungen verlangt DATEV 21, „Buchungsstapel“ und 13 (oder 12).',
      en: 'Format category, format name and format version do not belong together. For bookings DATEV asks for 21, “Buchungsstapel” and 13 (or 12).',
    },
    remedy: {
      de: 'Stellen Sie im exportierenden Programm das aktuelle DATEV-Format für Buchungsstapel ein; der Formatname muss deutsch bleiben. Exportieren Sie dann neu.',
      en: 'Set the current DATEV format for batches of bookings in the exporting program; the format name stays German. Then export again.',
    },
  },
  'extf.header.columns': {
    short: { de: 'Kopfzeile unvollständig', en: 'header line incomplete' },
    text: {
      de: 'Der Kopfzeile fehlen Felder; DATEV erwartet 31, auch die leeren.',
      en: 'The header line lacks fields; DATEV expects 31, the empty ones too.',
    },
    remedy: {
      de: 'Exportieren Sie die Datei neu und bearbeiten Sie die erste Zeile nicht mit Excel. Auch leere Felder brauchen ihr Semikolon.',
      en: 'Export the file again and do not edit the first line with Excel. Empty fields need their semicolon too.',
    },
  },
  'extf.header.too-long': {
    short: { de: 'Kopfzeile zu lang', en: 'header line too long' },
    text: {
      de: 'Die Kopfzeile hat mehr als 1.000 Zeichen. Oft fehlt der Zeilenumbruch nach der ersten Zeile.',
      en: 'The header line has more than 1,000 characters. Often the line break after the first line is missing.',
    },
    remedy: {
      de: 'Exportieren Sie die Datei neu; nach der Kopfzeile muss eine neue Zeile beginnen.',
      en: 'Export the file again; a new line must begin after the header line.',
    },
  },
  'extf.header.reserved': {
    label: 'Reserviert',
    short: { de: 'freies Feld ist gefüllt', en: 'a free field is filled' },
    text: {
      de: 'Ein Feld der Kopfzeile, das DATEV freihält, ist gefüllt (eines der Felder 23 bis 26, 29 oder 30).',
      en: 'A field of the header line that DATEV keeps free is filled (one of the fields 23 to 26, 29 or 30).',
    },
    remedy: {
      de: 'Exportieren Sie den Stapel neu; die reservierten Felder bleiben leer.',
      en: 'Export the batch again; the reserved fields stay empty.',
    },
  },
  'extf.header.unknown': {
    short: { de: 'Angabe in der Kopfzeile', en: 'a detail of the header line' },
    text: {
      de: 'DATEV beanstandet eine Angabe in der Kopfzeile, die diese App noch nicht kennt. Den Wortlaut zeigt der DATEV-Bereich dieses Vorgangs.',
      en: 'DATEV objects to a detail of the header line that this app does not know yet. The DATEV panel of this issue shows the wording.',
    },
    remedy: {
      de: 'Vergleichen Sie die Kopfzeile mit einer Datei, die DATEV angenommen hat, oder fragen Sie die Kanzlei.',
      en: 'Compare the header line with a file that DATEV has taken, or ask the tax firm.',
    },
  },
  'extf.too-many-rows': {
    short: { de: 'mehr als 99.999 Buchungszeilen', en: 'more than 99,999 booking rows' },
    text: {
      de: 'Die Datei hat mehr als 99.999 Buchungszeilen; mehr nimmt DATEV in einer Datei nicht an.',
      en: 'The file has more than 99,999 booking rows; DATEV takes no more in one file.',
    },
    remedy: SPLIT,
  },
  'extf.no-payload': {
    short: { de: 'keine Buchungszeilen', en: 'no booking rows' },
    text: { de: 'Die Datei enthält keine Buchungszeilen.', en: 'The file has no booking rows.' },
    remedy: {
      de: 'Prüfen Sie im exportierenden Programm Zeitraum und Auswahl der Buchungen. Gibt es nichts zu buchen, schließen Sie den Vorgang ohne Senden.',
      en: 'Check the period and the selection of bookings in the exporting program. If there is nothing to book, close the issue without sending.',
    },
  },
  'extf.encoding': {
    short: { de: 'Zeichenkodierung', en: 'character encoding' },
    text: {
      de: 'DATEV kann die Zeichen der Datei nicht lesen. Erlaubt sind Windows-1252 sowie UTF-8 und UTF-16 mit Kennung (BOM).',
      en: 'DATEV cannot read the characters of the file. Allowed are Windows-1252 and, with a mark (BOM), UTF-8 and UTF-16.',
    },
    remedy: {
      de: 'Exportieren Sie die Datei neu mit der Zeichenkodierung „Windows-1252 (ANSI)“ oder „UTF-8 mit BOM“.',
      en: 'Export the file again with the character encoding “Windows-1252 (ANSI)” or “UTF-8 with BOM”.',
    },
  },
  'extf.too-large': {
    short: { de: 'Datei größer als 50 MB', en: 'file larger than 50 MB' },
    text: { de: 'Die Datei ist größer als 50 MB.', en: 'The file is larger than 50 MB.' },
    remedy: SPLIT,
  },
  'extf.unknown': {
    short: { de: 'Aufbau der Datei', en: 'build of the file' },
    text: {
      de: 'DATEV beanstandet die Datei aus einem Grund, den diese App noch nicht kennt. Den Wortlaut zeigt der DATEV-Bereich dieses Vorgangs.',
      en: 'DATEV objects to the file for a reason this app does not know yet. The DATEV panel of this issue shows the wording.',
    },
    remedy: {
      de: 'Exportieren Sie den Stapel neu. Wird er wieder abgelehnt, fragen Sie die Kanzlei.',
      en: 'Export the batch again. If it is refused again, ask the tax firm.',
    },
  },
  'transfer.file-name-empty': {
    short: { de: 'Dateiname fehlt', en: 'file name is missing' },
    text: {
      de: 'Das sendende Programm hat keinen Dateinamen angegeben.',
      en: 'The sending program gave no file name.',
    },
    remedy: SENT_BY_US,
  },
  'transfer.file-name': {
    short: { de: 'Dateiname unzulässig', en: 'file name not allowed' },
    text: {
      de: 'Der Dateiname muss mit „EXTF_“ beginnen, auf „.csv“ enden und darf höchstens 60 Zeichen haben.',
      en: 'The file name must begin with “EXTF_”, end in “.csv” and have at most 60 characters.',
    },
    remedy: SENT_BY_US,
  },
  'transfer.reference-id': {
    short: { de: 'Referenz unzulässig', en: 'reference not allowed' },
    text: {
      de: 'Die Referenznummer der Übertragung enthält Zeichen, die DATEV nicht zulässt, oder ist zu lang.',
      en: 'The reference of the transmission contains characters DATEV does not allow, or is too long.',
    },
    remedy: SENT_BY_US,
  },
};

/** A fault key in words. Keys that no version of this app knows get the general sentence. */
export function explainFault(key: string, lang: Lang): FaultView {
  const nr = Number(/^extf\.header\.(\d{1,2})$/.exec(key)?.[1]);
  if (isHeaderNr(nr)) return explainField(nr, lang);
  const numbered = /^extf\.header\.unknown\.(\d{1,2})$/.exec(key)?.[1];
  const words =
    FAULT_WORDS[numbered !== undefined ? 'extf.header.unknown' : isOther(key) ? key : 'extf.unknown'];
  const field = numbered === undefined ? words.field : Number(numbered);
  return {
    ...(field === undefined ? {} : { field }),
    ...(words.label === undefined ? {} : { label: words.label }),
    short: words.short[lang],
    text: words.text[lang],
    remedy: words.remedy[lang],
  };
}

function explainField(nr: HeaderNr, lang: Lang): FaultView {
  const { label, about, allowed, fix } = HEADER_WORDS[nr];
  const values = { label, nr: String(nr), allowed: allowed[lang] };
  return {
    field: nr,
    label,
    short: say({ de: '{label} (Feld {nr})', en: '{label} (field {nr})' }, lang, values),
    text: `${say({ de: 'DATEV nimmt „{label}“ (Feld {nr} der Kopfzeile) nicht an. Erlaubt: {allowed}.', en: 'DATEV does not accept “{label}” (field {nr} of the header line). Allowed: {allowed}.' }, lang, values)} ${about[lang]}`,
    remedy: fix[lang],
  };
}

function isOther(key: string): key is OtherFault {
  return Object.hasOwn(FAULT_WORDS, key);
}
