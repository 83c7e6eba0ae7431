import type { RowCode } from './row-code';
import { CORRECT, EXPORT_ANEW, NOTHING } from './row-remedies';
import type { RowWords } from './row-words-writing';

/** How a row and its texts are written: columns, quotation marks, characters, lengths, letters. */
export const FORM_WORDS = {
  'extf.row.columns-missing': {
    text: {
      de: 'Die Zeile hat nur {count} von {most} Spalten; ab „{label}“ fehlen sie.',
      en: 'The row has only {count} of {most} columns; they are missing from “{label}” on.',
    },
    rule: {
      de: 'Jede Zeile hat so viele Spalten, wie das Format vorsieht, auch wenn sie leer sind.',
      en: 'Each row has as many columns as the format knows, even when they are empty.',
    },
    remedy: {
      de: 'Prüfen Sie, ob in Buchungszeile {row} etwas fehlt. Schreibt das Programm immer so kurze Zeilen, liest DATEV die fehlenden Spalten als leer.',
      en: 'Check whether something is missing in booking row {row}. If the program always writes such short rows, DATEV reads the missing columns as empty.',
    },
  },
  'extf.row.columns-extra': {
    text: {
      de: 'Die Zeile hat {count} Spalten, das Format kennt nur {most}. Vermutlich ist eine Spalte verrutscht.',
      en: 'The row has {count} columns, the format knows only {most}. Probably a column has slipped.',
    },
    rule: {
      de: 'Jede Zeile hat genau so viele Spalten, wie das Format vorsieht.',
      en: 'Each row has exactly as many columns as the format knows.',
    },
    remedy: {
      de: 'Suchen Sie in Buchungszeile {row} nach einem Semikolon in einem Text ohne Anführungszeichen und exportieren Sie neu ({label}).',
      en: 'Look in booking row {row} for a semicolon in a text without quotation marks, and export again ({label}).',
    },
  },
  'extf.row.line-end': {
    text: {
      de: 'Hinter „{label}“ endet die Zeile nicht mit CR LF. In der letzten Zeile kann das heißen, dass die Datei abgeschnitten ist.',
      en: 'After “{label}” the row does not end with CR LF. In the last row this may mean that the file was cut off.',
    },
    rule: {
      de: 'Jede Zeile endet mit Wagenrücklauf und Zeilenvorschub (CR LF), auch die letzte. Genannt wird nur die erste, die es nicht tut.',
      en: 'Each row ends with carriage return and line feed (CR LF), the last one, too. Only the first that does not is named.',
    },
    remedy: {
      de: 'Prüfen Sie, ob nach Buchungszeile {row} noch Buchungen fehlen. Wenn nicht, müssen Sie nichts tun; DATEV liest auch andere Zeilenenden.',
      en: 'Check whether bookings are missing after booking row {row}. If not, you need not do anything; DATEV reads other line ends, too.',
    },
  },
  'extf.row.nothing': {
    text: {
      de: 'Die Zeile besteht nur aus Semikolons; ab „{label}“ ist alles leer.',
      en: 'The row has nothing but semicolons; from “{label}” on everything is empty.',
    },
    rule: {
      de: 'Jede Zeile ist eine Buchung; leere Zeilen gibt es nicht.',
      en: 'Each row is a booking; there are no empty rows.',
    },
    remedy: {
      de: 'Lassen Sie Buchungszeile {row} weg („{label}“ und alle anderen Spalten sind leer). Excel schreibt solche Zeilen am Ende einer Tabelle.',
      en: 'Leave booking row {row} out (“{label}” and all other columns are empty). Excel writes such rows at the end of a table.',
    },
  },
  'extf.row.required': {
    text: { de: '„{label}“ ist leer.', en: '“{label}” is empty.' },
    rule: {
      de: 'DATEV bucht keine Zeile ohne Umsatz, Soll/Haben, Konto, Gegenkonto und Belegdatum; bei Debitoren und Kreditoren ist das Konto Pflicht.',
      en: 'DATEV books no row without amount, Soll/Haben, account, contra account and date; for Debitoren and Kreditoren the account is required.',
    },
    remedy: {
      de: 'Ergänzen Sie „{label}“ in Buchungszeile {row} im vorgelagerten Programm und exportieren Sie neu.',
      en: 'Add “{label}” in booking row {row} in the upstream program and export again.',
    },
  },
  'extf.row.quote-broken': {
    text: {
      de: 'In „{label}“ passen die Anführungszeichen nicht zusammen; wo der Text endet, ist nicht zu erkennen.',
      en: 'The quotation marks in “{label}” do not match; it cannot be seen where the text ends.',
    },
    rule: {
      de: 'Ein Text beginnt und endet mit einem Anführungszeichen; steht eines im Text, wird es verdoppelt.',
      en: 'A text begins and ends with a quotation mark; one inside the text is doubled.',
    },
    remedy: EXPORT_ANEW,
  },
  'extf.row.quotes-missing': {
    text: {
      de: 'Der Text in „{label}“ steht nicht in Anführungszeichen.',
      en: 'The text in “{label}” is not in quotation marks.',
    },
    rule: { de: 'Texte stehen immer in Anführungszeichen.', en: 'Texts are always in quotation marks.' },
    remedy: NOTHING,
  },
  'extf.row.quotes-needless': {
    text: {
      de: '„{label}“ ist kein Text, steht aber in Anführungszeichen.',
      en: '“{label}” is no text but is in quotation marks.',
    },
    rule: {
      de: 'Nur Texte stehen in Anführungszeichen; Beträge, Zahlen, Konten und Daten nie.',
      en: 'Only texts are in quotation marks; amounts, numbers, accounts and dates never.',
    },
    remedy: NOTHING,
  },
  'extf.row.control-character': {
    text: {
      de: 'In „{label}“ steht ein Zeilenumbruch oder ein anderes unsichtbares Zeichen.',
      en: '“{label}” contains a line break or another invisible character.',
    },
    rule: {
      de: 'Texte enthalten weder Zeilenumbrüche noch Steuerzeichen.',
      en: 'Texts contain neither line breaks nor control characters.',
    },
    remedy: {
      de: 'Entfernen Sie den Umbruch aus „{label}“ in Buchungszeile {row} im vorgelagerten Programm und exportieren Sie neu.',
      en: 'Remove the break from “{label}” in booking row {row} in the upstream program and export again.',
    },
  },
  'extf.row.lost-letter': {
    text: {
      de: 'In „{label}“ ist ein Buchstabe verloren gegangen: Dort steht nur noch ein Ersatzzeichen. Die Datei wurde einmal in der falschen Zeichenkodierung gelesen.',
      en: 'A letter was lost in “{label}”: only a replacement character stands there. The file was once read with the wrong character encoding.',
    },
    rule: {
      de: 'Texte enthalten die Zeichen, die gemeint sind; DATEV übernähme das Ersatzzeichen in die Buchung.',
      en: 'Texts have the characters that are meant; DATEV would take the replacement character into the booking.',
    },
    remedy: {
      de: 'Exportieren Sie die Datei neu mit der Zeichenkodierung „Windows-1252 (ANSI)“ oder „UTF-8 mit BOM“; zuerst betroffen ist „{label}“ in Buchungszeile {row}.',
      en: 'Export the file again with the character encoding “Windows-1252 (ANSI)” or “UTF-8 with BOM”; “{label}” in booking row {row} is concerned first.',
    },
  },
  'extf.row.beyond-1252': {
    text: {
      de: 'In „{label}“ steht {character}; das gehört nicht zu den westeuropäischen Zeichen (Windows-1252). In DATEV kann dort ein Fragezeichen ankommen.',
      en: '“{label}” has {character}, which is not among the Western European characters (Windows-1252). In DATEV a question mark may arrive instead.',
    },
    rule: {
      de: 'Auf jedem Weg nach DATEV kommen nur die Zeichen von Windows-1252 sicher an.',
      en: 'Only the characters of Windows-1252 arrive safely on every way to DATEV.',
    },
    remedy: {
      de: 'DATEV nimmt die Zeile an. Ersetzen Sie das Zeichen in „{label}“, Buchungszeile {row}, wenn es auf den genauen Text ankommt.',
      en: 'DATEV takes the row. Replace the character in “{label}”, booking row {row}, if the exact text matters.',
    },
  },
  'extf.row.not-nfc': {
    text: {
      de: 'In „{label}“ sind Umlaute aus zwei Zeichen zusammengesetzt (etwa „a“ und zwei Punkte). DATEV kann sie falsch anzeigen.',
      en: 'Umlauts in “{label}” are composed of two characters (such as “a” and two dots). DATEV may show them wrong.',
    },
    rule: {
      de: 'Zeichen stehen in ihrer zusammengesetzten Form (Unicode NFC), so wie Windows sie schreibt.',
      en: 'Characters stand in their composed form (Unicode NFC), as Windows writes them.',
    },
    remedy: {
      de: 'Häufig stammt der Text von einem Mac oder aus einem Dateinamen. Geben Sie „{label}“ in Buchungszeile {row} neu ein.',
      en: 'The text often comes from a Mac or from a file name. Enter “{label}” in booking row {row} anew.',
    },
  },
  'extf.row.hidden-character': {
    text: {
      de: 'In „{label}“ stehen Zeichen, die niemand sieht ({character}), etwa zum Umkehren der Schreibrichtung. Angezeigt wird dann etwas anderes, als gebucht wird.',
      en: '“{label}” has characters that nobody sees ({character}), for reversing the direction of writing for instance. What is shown is then not what is booked.',
    },
    rule: {
      de: 'Texte bestehen aus sichtbaren Zeichen.',
      en: 'Texts consist of characters that can be seen.',
    },
    remedy: {
      de: 'DATEV nimmt die Zeile an. Prüfen Sie, woher „{label}“ in Buchungszeile {row} kommt, und geben Sie den Text neu ein.',
      en: 'DATEV takes the row. Find out where “{label}” in booking row {row} comes from, and enter the text anew.',
    },
  },
  'extf.row.formula': {
    text: {
      de: '„{label}“ beginnt wie eine Formel. Wer die Datei oder einen Export daraus in einer Tabellenkalkulation öffnet, führt sie aus.',
      en: '“{label}” begins like a formula. Whoever opens the file, or an export of it, in a spreadsheet executes it.',
    },
    rule: {
      de: 'Texte beginnen nicht mit =, und nicht mit +, - oder @ vor einem Funktionsaufruf.',
      en: 'Texts do not begin with =, nor with +, - or @ before a function call.',
    },
    remedy: {
      de: 'DATEV nimmt die Zeile an. Prüfen Sie, woher „{label}“ in Buchungszeile {row} kommt; ist der Text gewollt, stellen Sie ihm ein Wort voran.',
      en: 'DATEV takes the row. Find out where “{label}” in booking row {row} comes from; if the text is meant, put a word in front of it.',
    },
  },
  'extf.row.too-long': {
    text: {
      de: '„{label}“ ist zu lang; erlaubt sind {most} Zeichen.',
      en: '“{label}” is too long; {most} characters are allowed.',
    },
    rule: {
      de: 'Jede Spalte hat eine Höchstlänge. DATEV weist längere Werte ab oder schneidet sie ab.',
      en: 'Each column has a maximum length. DATEV refuses longer values or cuts them off.',
    },
    remedy: {
      de: 'Kürzen Sie „{label}“ in Buchungszeile {row} im vorgelagerten Programm und exportieren Sie neu.',
      en: 'Shorten “{label}” in booking row {row} in the upstream program and export again.',
    },
  },
  'extf.row.too-many-digits': {
    text: {
      de: '„{label}“ hat zu viele Stellen: höchstens {most} vor dem Komma.',
      en: '“{label}” has too many digits: at most {most} before the comma.',
    },
    rule: {
      de: 'Beträge und Zahlen haben eine Höchstzahl von Stellen vor dem Komma.',
      en: 'Amounts and numbers have a maximum of digits before the comma.',
    },
    remedy: {
      de: 'Prüfen Sie „{label}“ in Buchungszeile {row} im vorgelagerten Programm; oft ist ein Komma verloren gegangen.',
      en: 'Check “{label}” in booking row {row} in the upstream program; often a comma was lost.',
    },
  },
  'extf.row.currency': {
    text: {
      de: '„{label}“ ist kein Währungskennzeichen.',
      en: '“{label}” is no currency code.',
    },
    rule: {
      de: 'Ein Währungskennzeichen besteht aus drei Großbuchstaben, zum Beispiel EUR.',
      en: 'A currency code is three capitals, for example EUR.',
    },
    remedy: CORRECT,
  },
  'extf.row.iban': {
    text: {
      de: '„{label}“ ist keine gültige IBAN: Die Prüfziffern passen nicht. Vermutlich ist eine Stelle vertippt.',
      en: '“{label}” is no valid IBAN: its check digits do not fit. Probably a digit was mistyped.',
    },
    rule: {
      de: 'Die dritte und vierte Stelle einer IBAN sind Prüfziffern aus allen übrigen.',
      en: 'The third and fourth place of an IBAN are check digits made of all others.',
    },
    remedy: CORRECT,
  },
  'extf.row.letters': {
    text: {
      de: '„{label}“ enthält {character}; das darf dort nicht stehen.',
      en: '“{label}” contains {character}, which is not allowed there.',
    },
    rule: {
      de: 'Belegfelder nehmen Buchstaben ohne Umlaute, Ziffern und $ & % * + - / _ auf; Schlüssel und Kennzeichen nur Ziffern oder Großbuchstaben.',
      en: 'Belegfelder take letters without umlauts, digits and $ & % * + - / _; keys and codes only digits or capitals.',
    },
    remedy: CORRECT,
  },
} satisfies Partial<Record<RowCode, RowWords>>;
