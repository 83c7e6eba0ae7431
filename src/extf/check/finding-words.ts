import type { Text } from '../../kernel/problem';

/** Findings that are not about the form of one single header field. */
export type OtherCode =
  | 'extf.empty'
  | 'extf.too-large'
  | 'extf.file-name'
  | `extf.file.${'pdf' | 'excel' | 'zip' | 'xml' | 'html' | 'image' | 'no-header' | 'other'}`
  | `extf.file.${'tabs' | 'commas'}`
  | `extf.encoding.${'utf8-without-bom' | 'utf16-without-bom' | 'undefined-bytes' | 'broken' | 'captions'}`
  | `extf.header.${'columns' | 'extra-columns' | 'too-long' | 'combination' | 'mandant-mismatch' | 'date-order'}`
  | `extf.header.${'outside-fiscal-year' | 'locking-empty' | 'newer'}`
  | `extf.line.${'blank' | 'blank-first' | 'captions-again' | 'second-file'}`
  | 'extf.no-payload'
  | 'extf.too-many-rows'
  | 'extf.no-captions'
  | 'extf.captions-differ'
  | 'extf.rows-not-checked';

export type FindingWords = { readonly text: Text; readonly remedy: Text };

const EXPORT_AGAIN: Text = {
  de: 'Exportieren Sie den Buchungsstapel im vorgelagerten Programm im DATEV-Format (EXTF, Endung .csv) und wählen Sie diese Datei.',
  en: 'Export the batch of bookings from the upstream program in the DATEV format (EXTF, ending .csv) and choose that file.',
};

const AS_CP1252: Text = {
  de: 'Exportieren Sie die Datei neu mit der Zeichenkodierung „Windows-1252 (ANSI)“ oder „UTF-8 mit BOM“.',
  en: 'Export the file again with the character encoding “Windows-1252 (ANSI)” or “UTF-8 with BOM”.',
};

const SEMICOLONS: Text = {
  de: 'Exportieren Sie die Datei neu mit dem Semikolon als Trennzeichen. Excel ändert das Trennzeichen beim Speichern; nehmen Sie die ursprüngliche Datei.',
  en: 'Export the file again with the semicolon as separator. Excel changes the separator when saving; take the original file.',
};

/** The words for each of these findings. A code without words in both languages does not compile. */
export const FINDING_WORDS: Readonly<Record<OtherCode, FindingWords>> = {
  'extf.empty': {
    text: { de: 'Die Datei ist leer.', en: 'The file is empty.' },
    remedy: EXPORT_AGAIN,
  },
  'extf.too-large': {
    text: {
      de: 'Die Datei ist {megabytes} MB groß; DATEV nimmt höchstens 50 MB an.',
      en: 'The file has {megabytes} MB; DATEV takes at most 50 MB.',
    },
    remedy: {
      de: 'Teilen Sie den Export auf, zum Beispiel in eine Datei je Monat, und senden Sie die Teile einzeln.',
      en: 'Split the export, for example into one file per month, and send the parts one by one.',
    },
  },
  'extf.file-name': {
    text: {
      de: 'Der Dateiname enthält Zeichen, die DATEV nicht kennt. Gesendet wird die Datei unter einem eigenen, zulässigen Namen.',
      en: 'The file name contains characters that DATEV does not know. The file is sent under a name of its own that is allowed.',
    },
    remedy: { de: 'Sie müssen nichts ändern.', en: 'You need not change anything.' },
  },
  'extf.file.pdf': {
    text: {
      de: 'Das ist eine PDF-Datei, kein Buchungsstapel.',
      en: 'This is a PDF file, not a batch of bookings.',
    },
    remedy: EXPORT_AGAIN,
  },
  'extf.file.excel': {
    text: {
      de: 'Das ist eine Excel-Arbeitsmappe, kein Buchungsstapel.',
      en: 'This is an Excel workbook, not a batch of bookings.',
    },
    remedy: {
      de: 'Nehmen Sie die ursprüngliche EXTF-Datei (.csv), so wie das vorgelagerte Programm sie erzeugt hat. Excel verändert sie beim Speichern.',
      en: 'Take the original EXTF file (.csv) as the upstream program made it. Excel changes it when saving.',
    },
  },
  'extf.file.zip': {
    text: {
      de: 'Das ist ein gepacktes Archiv (ZIP oder GZIP).',
      en: 'This is a packed archive (ZIP or GZIP).',
    },
    remedy: {
      de: 'Entpacken Sie das Archiv und wählen Sie die EXTF-Datei (.csv) daraus.',
      en: 'Unpack the archive and choose the EXTF file (.csv) in it.',
    },
  },
  'extf.file.xml': {
    text: {
      de: 'Das ist eine XML-Datei, kein Buchungsstapel im EXTF-Format.',
      en: 'This is an XML file, not a batch of bookings in the EXTF format.',
    },
    remedy: EXPORT_AGAIN,
  },
  'extf.file.html': {
    text: {
      de: 'Das ist eine Webseite (HTML). Oft hat der Browser statt der Datei eine Anmelde- oder Fehlerseite gespeichert.',
      en: 'This is a web page (HTML). Often the browser saved a login or error page instead of the file.',
    },
    remedy: {
      de: 'Melden Sie sich im vorgelagerten Programm neu an und laden Sie die EXTF-Datei (.csv) noch einmal herunter.',
      en: 'Sign in to the upstream program again and download the EXTF file (.csv) once more.',
    },
  },
  'extf.file.image': {
    text: { de: 'Das ist ein Bild, kein Buchungsstapel.', en: 'This is an image, not a batch of bookings.' },
    remedy: EXPORT_AGAIN,
  },
  'extf.file.no-header': {
    text: {
      de: 'Der Datei fehlt die DATEV-Kopfzeile: Die erste Zeile beginnt nicht mit "EXTF".',
      en: 'The file has no DATEV header line: its first line does not begin with "EXTF".',
    },
    remedy: {
      de: 'Exportieren Sie neu und wählen Sie das DATEV-Format mit Kopfzeile (EXTF). Eine reine Tabelle ohne Kopfzeile kann DATEV keinem Mandanten zuordnen.',
      en: 'Export again and choose the DATEV format with a header line (EXTF). DATEV cannot assign a bare table to a Mandant.',
    },
  },
  'extf.file.other': {
    text: { de: 'Das ist keine DATEV-Buchungsdatei (EXTF).', en: 'This is not a DATEV booking file (EXTF).' },
    remedy: EXPORT_AGAIN,
  },
  'extf.file.tabs': {
    text: {
      de: 'Die Felder der Datei sind durch Tabulatoren getrennt; DATEV will Semikolons.',
      en: 'The fields of the file are separated by tabs; DATEV wants semicolons.',
    },
    remedy: SEMICOLONS,
  },
  'extf.file.commas': {
    text: {
      de: 'Die Felder der Datei sind durch Kommas getrennt; DATEV will Semikolons.',
      en: 'The fields of the file are separated by commas; DATEV wants semicolons.',
    },
    remedy: SEMICOLONS,
  },
  'extf.encoding.captions': {
    text: {
      de: 'Die Umlaute der Spaltenüberschriften sind andere Zeichen geworden, zuerst in Spalte {column} („{label}“). Die Datei ist in einer anderen Zeichenkodierung gespeichert, etwa der eines alten Mac; Umlaute in den Zeilen kämen genauso falsch an.',
      en: 'The umlauts of the column names have become other characters, first in column {column} (“{label}”). The file is saved in another character encoding, such as that of an old Mac; umlauts in the rows would arrive just as wrong.',
    },
    remedy: AS_CP1252,
  },
  'extf.line.blank': {
    text: {
      de: 'Zeile {line} ist leer.',
      en: 'Line {line} is blank.',
    },
    remedy: {
      de: 'Prüfen Sie, ob dort eine Buchung fehlt. Wenn nicht, müssen Sie nichts tun.',
      en: 'Check whether a booking is missing there. If not, you need not do anything.',
    },
  },
  'extf.line.blank-first': {
    text: {
      de: 'Zeile {line} ist leer. DATEV erwartet in der ersten Zeile die Kopfzeile und in der zweiten die Spaltenüberschriften.',
      en: 'Line {line} is blank. DATEV expects the header line first and the column names in the second line.',
    },
    remedy: {
      de: 'Exportieren Sie die Datei neu, oder löschen Sie die leere Zeile in einem einfachen Editor (nicht in Excel).',
      en: 'Export the file again, or delete the blank line in a plain editor (not in Excel).',
    },
  },
  'extf.line.captions-again': {
    text: {
      de: 'In Zeile {line} stehen Spaltenüberschriften statt einer Buchung. Vermutlich steht in einer der beiden Zeilen davor ein Zeilenumbruch, der nicht dorthin gehört.',
      en: 'Line {line} has column names instead of a booking. Probably one of the two lines before it has a line break that does not belong there.',
    },
    remedy: {
      de: 'Exportieren Sie die Datei neu, ohne sie in einem Editor oder in Excel zu öffnen.',
      en: 'Export the file again without opening it in an editor or in Excel.',
    },
  },
  'extf.line.second-file': {
    text: {
      de: 'In Zeile {line} beginnt eine zweite EXTF-Datei: Zwei Dateien wurden aneinandergehängt. DATEV läse ihre Kopfzeile als Buchung.',
      en: 'In line {line} a second EXTF file begins: two files were joined. DATEV would read its header line as a booking.',
    },
    remedy: {
      de: 'Senden Sie die beiden Dateien einzeln, so wie sie exportiert wurden.',
      en: 'Send the two files one by one, as they were exported.',
    },
  },
  'extf.encoding.utf8-without-bom': {
    text: {
      de: 'Die Datei ist in UTF-8 gespeichert, aber ohne die Kennung (BOM) am Anfang. DATEV läse sie als Windows-1252, und Umlaute wie „ü“ kämen als „Ã¼“ an (zuerst in Zeile {line}).',
      en: 'The file is saved as UTF-8 but without the mark (BOM) at its start. DATEV would read it as Windows-1252, and letters like “ü” would arrive as “Ã¼” (first in line {line}).',
    },
    remedy: {
      de: 'Speichern Sie die Datei als „UTF-8 mit BOM“ oder als „Windows-1252 (ANSI)“. Im Windows-Editor: „Speichern unter“, Codierung „UTF-8 mit BOM“.',
      en: 'Save the file as “UTF-8 with BOM” or as “Windows-1252 (ANSI)”. In Windows Notepad: “Save as”, encoding “UTF-8 with BOM”.',
    },
  },
  'extf.encoding.utf16-without-bom': {
    text: {
      de: 'Die Datei ist in UTF-16 gespeichert, aber ohne die Kennung (BOM) am Anfang. DATEV könnte sie nicht lesen.',
      en: 'The file is saved as UTF-16 but without the mark (BOM) at its start. DATEV could not read it.',
    },
    remedy: AS_CP1252,
  },
  'extf.encoding.undefined-bytes': {
    text: {
      de: 'Die Datei enthält in Zeile {line} ein Zeichen (Byte {byte}), das es in Windows-1252 nicht gibt. Vermutlich ist sie in einer alten DOS-Kodierung gespeichert; Umlaute kämen falsch an.',
      en: 'In line {line} the file contains a character (byte {byte}) that does not exist in Windows-1252. It is probably saved in an old DOS encoding; umlauts would arrive wrong.',
    },
    remedy: AS_CP1252,
  },
  'extf.encoding.broken': {
    text: {
      de: 'Die Kennung (BOM) am Anfang sagt {encoding}, aber in Zeile {line} steht eine Zeichenfolge, die darin nicht vorkommen kann. Die Datei ist beschädigt oder gemischt kodiert.',
      en: 'The mark (BOM) at the start says {encoding}, but line {line} contains a sequence that cannot occur in it. The file is damaged or mixes encodings.',
    },
    remedy: AS_CP1252,
  },
  'extf.header.columns': {
    text: {
      de: 'Die Kopfzeile hat {count} statt 31 Felder.',
      en: 'The header line has {count} instead of 31 fields.',
    },
    remedy: {
      de: 'Exportieren Sie die Datei neu. Auch leere Felder brauchen ihr Semikolon; ein Texteditor oder Excel darf sie nicht entfernen.',
      en: 'Export the file again. Empty fields need their semicolon too; no editor and no Excel may remove them.',
    },
  },
  'extf.header.extra-columns': {
    text: {
      de: 'Die Kopfzeile hat {count} statt 31 Felder. Das geschieht oft, wenn die Datei mit Excel gespeichert wurde.',
      en: 'The header line has {count} instead of 31 fields. That often happens when the file was saved with Excel.',
    },
    remedy: {
      de: 'Senden Sie möglichst die ursprüngliche Datei: Excel ändert beim Speichern auch führende Nullen und Beträge.',
      en: 'Send the original file if you can: Excel also changes leading zeros and amounts when saving.',
    },
  },
  'extf.header.too-long': {
    text: {
      de: 'Die Kopfzeile hat mehr als 1.000 Zeichen; mehr nimmt DATEV nicht an.',
      en: 'The header line has more than 1,000 characters; DATEV takes no more.',
    },
    remedy: {
      de: 'Exportieren Sie die Datei neu und prüfen Sie, ob nach der Kopfzeile ein Zeilenumbruch steht.',
      en: 'Export the file again and check that a line break follows the header line.',
    },
  },
  'extf.header.combination': {
    text: {
      de: 'Formatkategorie {category}, Formatname „{name}“ und Formatversion {version} gehören nicht zusammen; zu {category} gehören bei DATEV „{names}“ und {versions}.',
      en: 'Format category {category}, format name “{name}” and format version {version} do not belong together; with {category} DATEV has “{names}” and {versions}.',
    },
    remedy: {
      de: 'Für Buchungen lautet die Kopfzeile 21, "Buchungsstapel", 13 (oder 12); für Debitoren und Kreditoren 16, "Debitoren/Kreditoren", 5. Wählen Sie beim Export die passende Art und exportieren Sie neu.',
      en: 'For bookings the header says 21, "Buchungsstapel", 13 (or 12); for debtors and creditors 16, "Debitoren/Kreditoren", 5. Choose the matching kind of export and export again.',
    },
  },
  'extf.header.newer': {
    text: {
      de: 'Die Datei hat Formatversion {version}; das ist neuer, als diese App kennt (bis {known}).',
      en: 'The file has format version {version}; that is newer than this app knows (up to {known}).',
    },
    remedy: {
      de: 'Stellen Sie im exportierenden Programm Formatversion {known} ein und exportieren Sie neu, oder aktualisieren Sie diese App.',
      en: 'Set format version {known} in the exporting program and export again, or update this app.',
    },
  },
  'extf.header.mandant-mismatch': {
    text: {
      de: 'Die Datei ist für Mandant {inFile}, gesendet würde an {target} (jeweils Berater- und Mandantennummer).',
      en: 'The file is for Mandant {inFile}, it would be sent to {target} (Berater- and Mandantennummer each).',
    },
    remedy: {
      de: 'Prüfen Sie, ob Sie die richtige Datei gewählt haben. Ist es die richtige, stellen Sie im exportierenden Programm Beraternummer und Mandantennummer auf {target} und exportieren Sie neu.',
      en: 'Check whether you chose the right file. If so, set Beraternummer and Mandantennummer in the exporting program to {target} and export again.',
    },
  },
  'extf.header.date-order': {
    text: {
      de: '„Datum von“ ({from}) liegt nach „Datum bis“ ({to}).',
      en: '“Datum von” ({from}) is after “Datum bis” ({to}).',
    },
    remedy: {
      de: 'Wählen Sie beim Export den Zeitraum neu und erzeugen Sie die Datei noch einmal.',
      en: 'Choose the period again when exporting and make the file once more.',
    },
  },
  'extf.header.outside-fiscal-year': {
    text: {
      de: 'Der Zeitraum {from} bis {to} liegt nicht ganz im Wirtschaftsjahr, das am {begin} beginnt. DATEV bucht alle Zeilen in dieses Wirtschaftsjahr.',
      en: 'The period {from} to {to} is not wholly inside the fiscal year that starts on {begin}. DATEV books every row into this fiscal year.',
    },
    remedy: {
      de: 'Prüfen Sie Wirtschaftsjahr und Zeitraum im exportierenden Programm. Erzeugen Sie für jedes Wirtschaftsjahr eine eigene Datei.',
      en: 'Check fiscal year and period in the exporting program. Make one file for each fiscal year.',
    },
  },
  'extf.header.locking-empty': {
    text: {
      de: 'Festschreibung ist leer. DATEV schreibt den Stapel dann beim Einlesen automatisch fest; das lässt sich nicht zurücknehmen.',
      en: 'Festschreibung is empty. DATEV then locks the batch on import by itself, which cannot be undone.',
    },
    remedy: {
      de: 'Soll die Kanzlei den Stapel noch ändern können, tragen Sie 0 ein, sonst 1.',
      en: 'If the tax firm is to be able to change the batch, enter 0, otherwise 1.',
    },
  },
  'extf.no-payload': {
    text: {
      de: 'Die Datei enthält keine Buchungszeilen, nur die Kopfzeile.',
      en: 'The file has no booking rows, only its header.',
    },
    remedy: {
      de: 'Prüfen Sie im exportierenden Programm den Zeitraum und die Auswahl der Buchungen, und exportieren Sie neu.',
      en: 'Check the period and the selection of bookings in the exporting program and export again.',
    },
  },
  'extf.too-many-rows': {
    text: {
      de: 'Die Datei hat {count} Zeilen; DATEV nimmt höchstens 99.999 an.',
      en: 'The file has {count} rows; DATEV takes at most 99,999.',
    },
    remedy: {
      de: 'Teilen Sie den Export auf, zum Beispiel in eine Datei je Monat, und senden Sie die Teile einzeln.',
      en: 'Split the export, for example into one file per month, and send the parts one by one.',
    },
  },
  'extf.no-captions': {
    text: {
      de: 'In Zeile 2 stehen keine Spaltenüberschriften, sondern schon eine Buchung. DATEV überspringt die zweite Zeile, diese Buchung ginge verloren.',
      en: 'Line 2 has no column names but a booking already. DATEV skips the second line, so this booking would be lost.',
    },
    remedy: {
      de: 'Exportieren Sie die Datei mit der Zeile der Spaltenüberschriften.',
      en: 'Export the file with the line of column names.',
    },
  },
  'extf.captions-differ': {
    text: {
      de: 'Die Spaltenüberschriften sind andere als die von DATEV, zuerst in Spalte {column} („{label}“). DATEV liest nach der Reihenfolge, nicht nach den Überschriften.',
      en: 'The column names are not DATEV’s, first in column {column} (“{label}”). DATEV reads by position, not by name.',
    },
    remedy: {
      de: 'Prüfen Sie, ob die Spalten in DATEVs Reihenfolge stehen. Wenn ja, müssen Sie nichts tun.',
      en: 'Check whether the columns stand in DATEV’s order. If so, you need not do anything.',
    },
  },
  'extf.rows-not-checked': {
    text: {
      de: 'Die Zeilen dieses Formats oder dieser Version prüfen wir nicht, nur die Kopfzeile.',
      en: 'We do not check the rows of this format or version, only the header line.',
    },
    remedy: {
      de: 'DATEV nimmt die Datei an; Fehler in den Zeilen zeigen sich erst beim Abrufen des Stapels.',
      en: 'DATEV takes the file; faults in its rows only show when the batch is fetched.',
    },
  },
};

/** Whether a string is one of these codes. */
export function isOtherCode(code: string): code is OtherCode {
  return Object.hasOwn(FINDING_WORDS, code);
}
