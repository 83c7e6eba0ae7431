import type { Text } from './problem';
import type { ProblemWords } from './problem-words';
import { MAPPING_PACKAGES, MAPPING_RUNS } from './words-of-mapping-packages';
import { MAPPING_RULES } from './words-of-mapping-rules';

const IN_LOOKER: Text = {
  de: 'Berichtigen Sie den Wert in Looker, oder ändern Sie die Zuordnung von „{target}“, und starten Sie den Lauf erneut.',
  en: 'Correct the value in Looker, or change the mapping of “{target}”, and start the run again.',
};

/** What can be wrong with one row from Looker. `{target}` is the name of the target in the person's language. */
const ROWS = {
  'mapping.empty': {
    title: { de: '„{target}“ ist leer.', en: '“{target}” is empty.' },
    remedy: {
      de: 'Ergänzen Sie den Wert in Looker, oder geben Sie in der Zuordnung an, was für leere Werte gilt.',
      en: 'Add the value in Looker, or say in the mapping what stands for empty values.',
    },
  },
  'mapping.unknown-value': {
    title: {
      de: 'Für „{target}“ fehlt ein Wert in der Wertetabelle.',
      en: 'A value is missing in the value table of “{target}”.',
    },
    remedy: {
      de: 'Tragen Sie ihn in die Wertetabelle ein, oder berichtigen Sie ihn in Looker, und starten Sie den Lauf erneut.',
      en: 'Add it to the value table, or correct it in Looker, and start the run again.',
    },
  },
  'mapping.amount-form': {
    title: {
      de: 'Der Betrag ist keine reine Zahl mit Dezimalpunkt; vermutlich ist in Looker die Formatierung eingeschaltet.',
      en: 'The amount is no plain number with a decimal point; probably formatting is switched on in Looker.',
    },
    remedy: {
      de: 'Wählen Sie für „{target}“ die Zahlenspalte ohne Tausendertrennzeichen und Währungszeichen.',
      en: 'Choose the numeric column without thousands separators and currency signs for “{target}”.',
    },
  },
  'mapping.amount-precision': {
    title: {
      de: 'Der Betrag hat mehr als zwei Nachkommastellen; gerundet wird nicht stillschweigend.',
      en: 'The amount has more than two decimals; nothing is rounded silently.',
    },
    remedy: {
      de: 'Runden Sie den Betrag in Looker auf zwei Stellen, zum Beispiel mit round(…, 2), und starten Sie den Lauf erneut.',
      en: 'Round the amount to two decimals in Looker, for example with round(…, 2), and start the run again.',
    },
  },
  'mapping.amount-too-large': {
    title: {
      de: 'Der Betrag hat mehr als zehn Stellen vor dem Komma.',
      en: 'The amount has more than ten digits before the decimal point.',
    },
    remedy: IN_LOOKER,
  },
  'mapping.zero-amount': {
    title: {
      de: 'Der Betrag ist 0,00; DATEV bucht das nicht.',
      en: 'The amount is 0.00; DATEV does not book it.',
    },
    remedy: {
      de: 'Filtern Sie solche Zeilen in Looker heraus, oder lassen Sie sie in der Zuordnung ausdrücklich weg.',
      en: 'Filter such rows out in Looker, or leave them out explicitly in the mapping.',
    },
  },
  'mapping.zero-left-out': {
    title: {
      de: 'Die Zeile mit 0,00 wurde weggelassen, wie in der Zuordnung festgelegt.',
      en: 'The row of 0.00 was left out, as the mapping says.',
    },
    remedy: { de: 'Sie müssen nichts tun.', en: 'You need not do anything.' },
  },
  'mapping.account-form': {
    title: {
      de: '„{target}“ ist keine Kontonummer: Sie besteht nur aus Ziffern und ist nicht 0.',
      en: '“{target}” is no account number: one has digits only and is not 0.',
    },
    remedy: IN_LOOKER,
  },
  'mapping.account-length': {
    title: {
      de: '„{target}“ hat mehr Stellen als die Konten dieses Mandanten.',
      en: '“{target}” has more digits than the accounts of this Mandant.',
    },
    remedy: {
      de: 'Sachkonten haben so viele Stellen wie die Sachkontenlänge, Debitoren und Kreditoren eine mehr. Berichtigen Sie das Konto oder die Sachkontenlänge.',
      en: 'Ledger accounts have as many digits as the Sachkontenlänge, personal accounts one more. Correct the account or the Sachkontenlänge.',
    },
  },
  'mapping.unknown-account': {
    title: {
      de: 'Ein Wert für „{target}“ steht nicht im Kontenplan dieses Mandanten.',
      en: 'A value of “{target}” is not in the account plan of this Mandant.',
    },
    remedy: {
      de: 'Nehmen Sie das Konto in den Kontenplan auf, oder berichtigen Sie die Zuordnung.',
      en: 'Add the account to the account plan, or correct the mapping.',
    },
  },
  'mapping.accounts-equal': {
    title: { de: 'Konto und Gegenkonto sind gleich.', en: 'Account and contra account are the same.' },
    remedy: IN_LOOKER,
  },
  'mapping.key-form': {
    title: {
      de: 'Der BU-Schlüssel besteht nicht aus 1 bis 4 Ziffern.',
      en: 'The BU key does not have 1 to 4 digits.',
    },
    remedy: IN_LOOKER,
  },
  'mapping.key-on-automatic': {
    title: {
      de: 'Eines der Konten ist ein Automatikkonto; es findet die Steuer selbst und verträgt diesen BU-Schlüssel nicht.',
      en: 'One of the accounts is an Automatikkonto; it finds the tax by itself and does not go with this BU key.',
    },
    remedy: {
      de: 'Lassen Sie den BU-Schlüssel für dieses Konto leer, oder heben Sie die Automatik mit Schlüssel 40 auf.',
      en: 'Leave the BU key empty for this account, or cancel the automatic with key 40.',
    },
  },
  'mapping.date-form': {
    title: {
      de: '„{target}“ ist kein Tag in der Form JJJJ-MM-TT.',
      en: '“{target}” is no day of the form YYYY-MM-DD.',
    },
    remedy: {
      de: 'Wählen Sie eine Datumsspalte, die den Tag enthält, nicht Monat, Woche oder eine Zeitangabe mit Zeitzone.',
      en: 'Choose a date column that has the day, not a month, a week or a time with a time zone.',
    },
  },
  'mapping.date-outside-period': {
    title: {
      de: 'Das Belegdatum liegt außerhalb des Zeitraums dieses Laufs.',
      en: 'The document date lies outside the period of this run.',
    },
    remedy: {
      de: 'Prüfen Sie, ob der Zeitraumfilter und „{target}“ dieselbe Datumsspalte verwenden.',
      en: 'Check whether the period filter and “{target}” use the same date column.',
    },
  },
  'mapping.date-outside-year': {
    title: {
      de: 'Das Belegdatum liegt außerhalb des Wirtschaftsjahres.',
      en: 'The document date lies outside the fiscal year.',
    },
    remedy: {
      de: 'Berichtigen Sie das Datum in Looker, oder prüfen Sie den Beginn des Wirtschaftsjahres dieses Mandanten.',
      en: 'Correct the date in Looker, or check the beginning of the fiscal year of this Mandant.',
    },
  },
  'mapping.period-closed': {
    title: {
      de: 'Das Belegdatum liegt in einem Zeitraum, der abgeschlossen ist.',
      en: 'The document date lies in a period that is closed.',
    },
    remedy: {
      de: 'Buchen Sie in einem offenen Zeitraum, oder lassen Sie die Kanzlei über den abgeschlossenen entscheiden.',
      en: 'Book in an open period, or let the tax firm decide about the closed one.',
    },
  },
  'mapping.other-currency': {
    title: {
      de: 'Die Zeile hat eine andere Währung als der Stapel; ein Kurs ist nicht bekannt.',
      en: 'The row has another currency than the batch; no rate is known.',
    },
    remedy: {
      de: 'Rechnen Sie in Looker in Euro um, oder filtern Sie Zeilen in anderer Währung heraus.',
      en: 'Convert to euro in Looker, or filter out rows in another currency.',
    },
  },
  'mapping.too-long': {
    title: {
      de: '„{target}“ hat mehr als {most} Zeichen; gekürzt wird nicht stillschweigend.',
      en: '“{target}” has more than {most} characters; nothing is cut silently.',
    },
    remedy: IN_LOOKER,
  },
  'mapping.characters': {
    title: {
      de: '„{target}“ enthält Zeichen, die DATEV dort nicht annimmt.',
      en: '“{target}” has characters that DATEV does not take there.',
    },
    remedy: {
      de: 'Belegfelder dürfen Buchstaben ohne Umlaute, Ziffern und $ % & * + - / enthalten, Texte keine Zeilenumbrüche. Berichtigen Sie den Wert in Looker.',
      en: 'Document fields may have letters without umlauts, digits and $ % & * + - /, texts no line breaks. Correct the value in Looker.',
    },
  },
  'mapping.vat-id-form': {
    title: {
      de: 'Die USt-IdNr. beginnt nicht mit zwei Buchstaben, auf die 2 bis 13 Zeichen ohne Leerzeichen folgen.',
      en: 'The VAT id does not begin with two letters followed by 2 to 13 characters without blanks.',
    },
    remedy: IN_LOOKER,
  },
} as const satisfies Readonly<Record<string, ProblemWords>>;

/** Problems on the way from Looker's rows to booking lines. */
export const MAPPING_MESSAGES = {
  ...ROWS,
  ...MAPPING_RULES,
  ...MAPPING_PACKAGES,
  ...MAPPING_RUNS,
} as const satisfies Readonly<Record<string, ProblemWords>>;
