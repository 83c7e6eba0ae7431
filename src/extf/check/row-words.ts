import type { RowCode } from './row-code';
import { CORRECT, NOTHING } from './row-remedies';
import { FORM_WORDS } from './row-words-form';
import { type RowWords, WRITING_WORDS } from './row-words-writing';

/** A code without words in both languages does not compile. */
export const ROW_WORDS: Readonly<Record<RowCode, RowWords>> = {
  ...WRITING_WORDS,
  ...FORM_WORDS,
  'extf.row.value': {
    text: {
      de: '„{label}“ hat einen Wert, den DATEV nicht kennt. Erlaubt: {allowed}.',
      en: '“{label}” has a value that DATEV does not know. Allowed: {allowed}.',
    },
    rule: {
      de: 'Für diese Spalte gibt es eine feste Liste von Werten.',
      en: 'There is a fixed list of values for this column.',
    },
    remedy: CORRECT,
  },
  'extf.row.amount-form': {
    text: {
      de: '„{label}“ ist kein Betrag in DATEVs Schreibweise, zum Beispiel 1234,50.',
      en: '“{label}” is no amount in DATEV’s notation, for example 1234,50.',
    },
    rule: {
      de: 'Beträge haben ein Komma und zwei Nachkommastellen, keine Tausenderpunkte, kein Vorzeichen und kein Währungszeichen; die Richtung steht in Soll/Haben.',
      en: 'Amounts have a comma and two decimals, no thousands separators, no sign and no currency symbol; the direction stands in Soll/Haben.',
    },
    remedy: CORRECT,
  },
  'extf.row.amount-decimals': {
    text: {
      de: '„{label}“ ist nicht mit zwei Nachkommastellen angegeben.',
      en: '“{label}” does not have two decimals.',
    },
    rule: {
      de: 'Beträge haben genau zwei Nachkommastellen. DATEV liest „64083“ als 64.083,00.',
      en: 'Amounts have exactly two decimals. DATEV reads “64083” as 64.083,00.',
    },
    remedy: {
      de: 'Prüfen Sie, ob „{label}“ in Buchungszeile {row} stimmt oder versehentlich in Cent angegeben wurde.',
      en: 'Check whether “{label}” in booking row {row} is meant so, and not given in cents.',
    },
  },
  'extf.row.number-form': {
    text: {
      de: '„{label}“ ist keine Zahl in DATEVs Schreibweise.',
      en: '“{label}” is no number in DATEV’s notation.',
    },
    rule: {
      de: 'Zahlen bestehen aus Ziffern, wo vorgesehen mit Komma und Nachkommastellen; ohne Punkt, Vorzeichen und Einheit.',
      en: 'Numbers are digits, where provided with a comma and decimals; without point, sign and unit.',
    },
    remedy: CORRECT,
  },
  'extf.row.zero': {
    text: { de: '„{label}“ ist null.', en: '“{label}” is zero.' },
    rule: {
      de: 'DATEV bucht keine Nullbeträge; auch Konto, Kurs und Skonto dürfen nicht null sein.',
      en: 'DATEV books no zero amounts; account, rate and discount must not be zero either.',
    },
    remedy: {
      de: 'Lassen Sie Buchungszeile {row} weg, oder tragen Sie „{label}“ im vorgelagerten Programm ein.',
      en: 'Leave booking row {row} out, or enter “{label}” in the upstream program.',
    },
  },
  'extf.row.account-form': {
    text: { de: '„{label}“ ist keine Kontonummer.', en: '“{label}” is no account number.' },
    rule: {
      de: 'Kontonummern bestehen aus höchstens neun Ziffern.',
      en: 'Account numbers have at most nine digits.',
    },
    remedy: CORRECT,
  },
  'extf.row.account-length': {
    text: {
      de: '„{label}“ passt nicht zur Sachkontenlänge {length} aus der Kopfzeile: Personenkonten haben {personal} Stellen, Sachkonten höchstens {length}.',
      en: '“{label}” does not fit the Sachkontenlänge {length} of the header line: personal accounts have {personal} digits, G/L accounts at most {length}.',
    },
    rule: {
      de: 'Sachkonten haben so viele Stellen wie in der Kopfzeile angegeben, Debitoren und Kreditoren genau eine mehr.',
      en: 'G/L accounts have as many digits as the header line says, Debitoren and Kreditoren exactly one more.',
    },
    remedy: {
      de: 'Gleichen Sie die Sachkontenlänge im vorgelagerten Programm mit der des Mandanten in DATEV ab; betroffen ist „{label}“ in Buchungszeile {row}.',
      en: 'Make the Sachkontenlänge of the upstream program agree with that of the Mandant in DATEV; “{label}” in booking row {row} is concerned.',
    },
  },
  'extf.row.day-form': {
    text: {
      de: '„{label}“ ist kein Datum in der Form {form}.',
      en: '“{label}” is not a valid date in the format {form}.',
    },
    rule: {
      de: 'Das Belegdatum besteht aus Tag und Monat (TTMM), alle anderen Daten aus Tag, Monat und Jahr (TTMMJJJJ), mit führenden Nullen und ohne Punkte.',
      en: 'The document date (Belegdatum) is day and month (TTMM), all other dates are day, month and year (TTMMJJJJ), with leading zeros and without dots.',
    },
    remedy: CORRECT,
  },
  'extf.row.day-outside-year': {
    text: {
      de: 'Den Tag in „{label}“ gibt es im Wirtschaftsjahr der Kopfzeile nicht.',
      en: 'The day in “{label}” does not exist in the fiscal year of the header line.',
    },
    rule: {
      de: 'Das Jahr des Belegdatums folgt aus dem Wirtschaftsjahresbeginn in der Kopfzeile.',
      en: 'The year of the Belegdatum follows from the beginning of the fiscal year in the header line.',
    },
    remedy: {
      de: 'Prüfen Sie, ob „{label}“ in Buchungszeile {row} zu einem anderen Wirtschaftsjahr gehört; dann gehört die Buchung in eine eigene Datei.',
      en: 'Check whether “{label}” in booking row {row} belongs to another fiscal year; then the booking belongs into a file of its own.',
    },
  },
  'extf.row.day-outside-period': {
    text: {
      de: '„{label}“ liegt außerhalb des Zeitraums, den die Kopfzeile nennt (Datum von/bis).',
      en: '“{label}” lies outside the period that the header line names (Datum von/bis).',
    },
    rule: {
      de: 'Alle Buchungen eines Stapels liegen zwischen „Datum von“ und „Datum bis“. Das Jahr wird nicht gelesen: Eine Buchung aus einem anderen Jahr landete im falschen.',
      en: 'All bookings of a batch lie between “Datum von” and “Datum bis”. The year is not read: a booking of another year would end up in the wrong one.',
    },
    remedy: {
      de: 'Exportieren Sie den Zeitraum passend, oder nehmen Sie Buchungszeile {row} in den Stapel ihres eigenen Zeitraums („{label}“).',
      en: 'Export the fitting period, or put booking row {row} into the batch of its own period (“{label}”).',
    },
  },
  'extf.row.period-outside-year': {
    text: {
      de: 'Der Zeitraum der Kopfzeile (Datum von/bis) liegt nicht in dem Wirtschaftsjahr, das sie nennt. „{label}“ liegt deshalb ab hier außerhalb; so geht es vermutlich vielen Zeilen.',
      en: 'The period of the header line (Datum von/bis) is not inside the fiscal year that it names. So “{label}” lies outside from here on; this probably concerns many rows.',
    },
    rule: {
      de: 'DATEV bucht jede Zeile in das Wirtschaftsjahr der Kopfzeile, auch wenn der Zeitraum ein anderes Jahr nennt.',
      en: 'DATEV books every row into the fiscal year of the header line, even when the period names another year.',
    },
    remedy: {
      de: 'Stellen Sie WJ-Beginn und Zeitraum im vorgelagerten Programm richtig ein und exportieren Sie neu, eine Datei je Wirtschaftsjahr (zuerst betroffen: „{label}“ in Buchungszeile {row}).',
      en: 'Set start of the fiscal year and period right in the upstream program and export again, one file for each fiscal year (first concerned: “{label}” in booking row {row}).',
    },
  },
  'extf.row.currency-triple': {
    text: {
      de: 'Die Buchung lautet auf eine fremde Währung, aber „{label}“ fehlt.',
      en: 'The booking is in a foreign currency, but “{label}” is missing.',
    },
    rule: {
      de: 'Zu einer fremden Währung gehören Kurs, Basis-Umsatz und WKZ Basis-Umsatz, alle drei.',
      en: 'A foreign currency needs Kurs, Basis-Umsatz and WKZ Basis-Umsatz, all three.',
    },
    remedy: {
      de: 'Ergänzen Sie „{label}“ in Buchungszeile {row} im vorgelagerten Programm, oder buchen Sie in der Währung des Stapels.',
      en: 'Add “{label}” in booking row {row} in the upstream program, or book in the currency of the batch.',
    },
  },
  'extf.row.base-amount': {
    text: {
      de: '„{label}“ passt nicht zu Umsatz und Kurs: Weder mal noch geteilt kommt er heraus.',
      en: '“{label}” does not fit amount and rate: neither multiplied nor divided do they give it.',
    },
    rule: {
      de: 'Der Basis-Umsatz ist der Umsatz, mit dem Kurs umgerechnet. Ob DATEV das prüft, ist nicht belegt.',
      en: 'The Basis-Umsatz is the amount converted at the rate. Whether DATEV checks that is not verified.',
    },
    remedy: {
      de: 'Prüfen Sie Umsatz, Kurs und „{label}“ in Buchungszeile {row}.',
      en: 'Check amount, rate and “{label}” in booking row {row}.',
    },
  },
  'extf.row.same-account': {
    text: {
      de: 'Konto und „{label}“ sind gleich; die Buchung bewegt nichts.',
      en: 'Konto and “{label}” are the same; the booking moves nothing.',
    },
    rule: {
      de: 'Gebucht wird von einem Konto auf ein anderes. Ob DATEV gleiche abweist, ist nicht belegt.',
      en: 'A booking goes from one account to another. Whether DATEV refuses equal ones is not verified.',
    },
    remedy: {
      de: 'Prüfen Sie Konto und „{label}“ in Buchungszeile {row}; ist die Buchung so gemeint, müssen Sie nichts tun.',
      en: 'Check Konto and “{label}” in booking row {row}; if the booking is meant so, you need not do anything.',
    },
  },
  'extf.row.due-without-partner': {
    text: {
      de: '„{label}“ ist angegeben, aber weder Konto noch Gegenkonto ist ein Debitor oder Kreditor.',
      en: '“{label}” is given, but neither account nor contra account is a Debitor or Kreditor.',
    },
    rule: {
      de: 'Eine Fälligkeit gehört zu einem offenen Posten, und den gibt es nur auf Personenkonten. Ob DATEV sie sonst abweist, ist nicht belegt.',
      en: 'A due date belongs to an open item, and only personal accounts have those. Whether DATEV refuses it otherwise is not verified.',
    },
    remedy: {
      de: 'Prüfen Sie Konto und Gegenkonto in Buchungszeile {row}, oder leeren Sie „{label}“.',
      en: 'Check account and contra account in booking row {row}, or clear “{label}”.',
    },
  },
  'extf.row.tax-key-on-automatic': {
    text: {
      de: 'Ein Steuerschlüssel steht bei einem Automatikkonto, das seine Steuer selbst ermittelt.',
      en: 'There is a tax key with an Automatikkonto, which finds its tax by itself.',
    },
    rule: {
      de: 'Bei Automatikkonten bleibt der BU-Schlüssel leer; nur Schlüssel, die die Automatik aufheben (etwa 40), sind möglich.',
      en: 'With Automatikkonten the BU-Schlüssel stays empty; only keys that cancel the automatic (such as 40) are possible.',
    },
    remedy: {
      de: 'Leeren Sie „{label}“ in Buchungszeile {row}, oder verwenden Sie das Konto ohne Automatik. Die Kanzlei kennt den Kontenplan.',
      en: 'Clear “{label}” in booking row {row}, or use the account without automatic. The tax firm knows the chart of accounts.',
    },
  },
  'extf.row.discount': {
    text: {
      de: '„{label}“ ist nicht kleiner als der Umsatz.',
      en: '“{label}” is not smaller than the amount.',
    },
    rule: {
      de: 'Skonto ist ein Abzug von einer Zahlung und deshalb kleiner als sie.',
      en: 'Skonto is deducted from a payment and therefore smaller than it.',
    },
    remedy: CORRECT,
  },
  'extf.row.pair': {
    text: {
      de: '„{label}“ fehlt: Art und Inhalt gehören zusammen.',
      en: '“{label}” is missing: kind and content belong together.',
    },
    rule: {
      de: 'Beleginfos und Zusatzinformationen stehen paarweise, je eine Art und ein Inhalt.',
      en: 'Beleginfo and Zusatzinformation come in pairs, a kind and a content each.',
    },
    remedy: {
      de: 'Ergänzen Sie „{label}“ in Buchungszeile {row}, oder lassen Sie beide Felder leer.',
      en: 'Add “{label}” in booking row {row}, or leave both fields empty.',
    },
  },
  'extf.row.guid': {
    text: {
      de: '„{label}“ verweist auf keinen Beleg: Die Kennung hat nicht die richtige Form.',
      en: '“{label}” refers to no document: the identifier does not have the right form.',
    },
    rule: {
      de: 'Ein Beleglink lautet BEDI "GUID" (DATEV Unternehmen online), DDMS "GUID" oder DORG "GUID"; die GUID hat 32 Hexadezimalziffern in fünf Gruppen.',
      en: 'A Beleglink reads BEDI "GUID" (DATEV Unternehmen online), DDMS "GUID" or DORG "GUID"; the GUID has 32 hexadecimal digits in five groups.',
    },
    remedy: {
      de: 'Prüfen Sie „{label}“ in Buchungszeile {row}, oder lassen Sie das Feld leer und hängen Sie den Beleg in DATEV an.',
      en: 'Check “{label}” in booking row {row}, or leave the field empty and attach the document in DATEV.',
    },
  },
  'extf.row.locking-empty': {
    text: {
      de: '„{label}“ ist leer. DATEV schreibt dann den ganzen Stapel fest.',
      en: '“{label}” is empty. DATEV then locks the whole batch.',
    },
    rule: {
      de: 'Eine leere Festschreibung gilt als 1; festgeschriebene Buchungen lassen sich nur noch durch Generalumkehr berichtigen.',
      en: 'An empty Festschreibung counts as 1; locked bookings can only be corrected by a Generalumkehr.',
    },
    remedy: {
      de: 'Soll der Stapel änderbar bleiben, stellen Sie im vorgelagerten Programm „{label}“ auf 0 (Buchungszeile {row} und folgende).',
      en: 'If the batch is to stay editable, set “{label}” to 0 in the upstream program (booking row {row} and following).',
    },
  },
  'extf.row.locking-mixed': {
    text: {
      de: '„{label}“ ist hier anders als in den Zeilen davor. Schon eine festgeschriebene Zeile schreibt den ganzen Stapel fest.',
      en: '“{label}” differs here from the rows before. A single locked row locks the whole batch.',
    },
    rule: {
      de: 'Die Festschreibung gilt für den ganzen Stapel.',
      en: 'Festschreibung holds for the whole batch.',
    },
    remedy: {
      de: 'Entscheiden Sie mit der Kanzlei, ob der Stapel festgeschrieben wird, und stellen Sie „{label}“ in allen Zeilen gleich ein (zuerst anders in Buchungszeile {row}).',
      en: 'Decide with the tax firm whether the batch is locked, and set “{label}” alike in all rows (first different in booking row {row}).',
    },
  },
  'extf.row.locking-header': {
    text: {
      de: 'Die Kopfzeile nennt als Festschreibung {header}, „{label}“ sagt ab hier das Gegenteil. Schon eine festgeschriebene Zeile schreibt den ganzen Stapel fest, und das lässt sich nicht zurücknehmen.',
      en: 'The header line says {header} for Festschreibung, from here on “{label}” says the opposite. A single locked row locks the whole batch, and that cannot be undone.',
    },
    rule: {
      de: 'Die Festschreibung gilt für den ganzen Stapel; Kopfzeile und Zeilen müssen dasselbe sagen.',
      en: 'Festschreibung holds for the whole batch; header line and rows have to say the same.',
    },
    remedy: {
      de: 'Entscheiden Sie mit der Kanzlei, ob der Stapel festgeschrieben wird, stellen Sie „{label}“ und Feld 21 der Kopfzeile im vorgelagerten Programm gleich ein und exportieren Sie neu (zuerst anders in Buchungszeile {row}).',
      en: 'Decide with the tax firm whether the batch is locked, set “{label}” and field 21 of the header line alike in the upstream program and export again (first different in booking row {row}).',
    },
  },
  'extf.row.reserved': {
    text: {
      de: '„{label}“ ist von DATEV reserviert, enthält aber etwas.',
      en: '“{label}” is reserved by DATEV but contains something.',
    },
    rule: { de: 'Reservierte Felder bleiben leer.', en: 'Reserved fields stay empty.' },
    remedy: NOTHING,
  },
};

/** Whether a code is one of a booking row. */
export function isRowCode(code: string): code is RowCode {
  return Object.hasOwn(ROW_WORDS, code);
}
