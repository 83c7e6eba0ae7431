import type { ProblemWords } from './problem-words';

/** Problems with account plans and with moving a configuration. */
export const ACCOUNT_MESSAGES = {
  'exchange.too-big': {
    title: {
      de: 'Die Konfigurationsdatei ist größer als {megabytes} MB.',
      en: 'The configuration file is larger than {megabytes} MB.',
    },
    remedy: {
      de: 'Wählen Sie die Datei, die diese App mit „Als Datei sichern“ erzeugt hat. Übernommen wurde nichts.',
      en: 'Choose the file that this app made with “Save as a file”. Nothing was taken over.',
    },
  },
  'exchange.other-file': {
    title: {
      de: 'Das ist keine Konfigurationsdatei dieser App.',
      en: 'This is no configuration file of this app.',
    },
    remedy: {
      de: 'Wählen Sie die Datei, die diese App mit „Als Datei sichern“ erzeugt hat. Übernommen wurde nichts.',
      en: 'Choose the file that this app made with “Save as a file”. Nothing was taken over.',
    },
  },
  'exchange.version': {
    title: {
      de: 'Die Konfigurationsdatei hat die Fassung {version}, die diese App nicht kennt.',
      en: 'The configuration file has version {version}, which this app does not know.',
    },
    remedy: {
      de: 'Aktualisieren Sie die App unter „Apps verwalten“ und lesen Sie die Datei dann noch einmal ein. Übernommen wurde nichts.',
      en: 'Update the app under “Manage apps”, then import the file again. Nothing was taken over.',
    },
  },
  'exchange.unreadable': {
    title: {
      de: 'In der Konfigurationsdatei ist eine Angabe ungültig: {place}.',
      en: 'An entry of the configuration file is not valid: {place}.',
    },
    remedy: {
      de: 'Erzeugen Sie die Datei auf der anderen Site mit „Als Datei sichern“ neu und lesen Sie sie unverändert ein. Übernommen wurde nichts.',
      en: 'Make the file anew with “Save as a file” on the other site and import it unchanged. Nothing was taken over.',
    },
  },
  'exchange.doubled': {
    title: {
      de: 'In der Konfigurationsdatei steht etwas doppelt.',
      en: 'The configuration file has something twice.',
    },
    remedy: {
      de: 'Erzeugen Sie die Datei auf der anderen Site mit „Als Datei sichern“ neu und lesen Sie sie unverändert ein. Übernommen wurde nichts.',
      en: 'Make the file anew with “Save as a file” on the other site and import it unchanged. Nothing was taken over.',
    },
  },
  'accounts.year-begin': {
    title: {
      de: 'Den Tag, an dem das Wirtschaftsjahr beginnen soll, gibt es nicht in jedem Jahr.',
      en: 'The day on which the fiscal year is to begin does not exist in every year.',
    },
    remedy: {
      de: 'Geben Sie Monat und Tag an, zum Beispiel den 1. Januar.',
      en: 'Enter month and day, for example 1 January.',
    },
  },
  'accounts.length': {
    title: {
      de: 'Kontonummern, die nicht zur Sachkontenlänge {digits} passen: {count}.',
      en: 'Account numbers that do not fit the Sachkontenlänge {digits}: {count}.',
    },
    remedy: {
      de: 'Prüfen Sie die Sachkontenlänge. Sachkonten haben höchstens so viele Ziffern, Personenkonten genau eine mehr.',
      en: 'Check the Sachkontenlänge. Sachkonten have at most that many digits, Personenkonten exactly one more.',
    },
  },
  'accounts.doubled-in-plan': {
    title: {
      de: 'Konten, die im Kontenplan mehrfach stehen: {count}.',
      en: 'Accounts that the account plan has more than once: {count}.',
    },
    remedy: {
      de: 'Lassen Sie jedes Konto einmal stehen. Nullen am Anfang zählen nicht.',
      en: 'Keep each account once. Zeros in front do not count.',
    },
  },
  'accounts.too-big': {
    title: {
      de: 'Der Kontenplan mit {count} Konten ist zu groß für den Speicher der App.',
      en: 'The account plan with {count} accounts is too big for the app’s storage.',
    },
    remedy: {
      de: 'Kürzen Sie lange Bezeichnungen, oder lassen Sie Konten weg, auf die keine Pipeline bucht.',
      en: 'Shorten long names, or leave out accounts that no pipeline books on.',
    },
  },
  'accounts.file-too-big': {
    title: {
      de: 'Die Datei mit dem Kontenplan ist größer als {megabytes} MB.',
      en: 'The file with the account plan is larger than {megabytes} MB.',
    },
    remedy: {
      de: 'Geben Sie die Sachkonten ohne Buchungen und ohne Personenkonten aus.',
      en: 'Export the Sachkonten without bookings and without Personenkonten.',
    },
  },
  'accounts.file-kind': {
    title: {
      de: 'Das ist eine DATEV-Datei, aber keine mit Kontenbeschriftungen.',
      en: 'This is a DATEV file, but none with Kontenbeschriftungen.',
    },
    remedy: {
      de: 'Geben Sie in DATEV die Kontenbeschriftungen aus (Formatkategorie 20), oder nehmen Sie eine CSV-Datei mit Konto und Bezeichnung.',
      en: 'Export the Kontenbeschriftungen from DATEV (category 20), or take a CSV file with account and name.',
    },
  },
  'accounts.file-empty': {
    title: { de: 'In der Datei steht kein Konto.', en: 'The file has no account.' },
    remedy: {
      de: 'Nehmen Sie eine CSV-Datei, in der jede Zeile ein Konto und seine Bezeichnung hat.',
      en: 'Take a CSV file in which each row has an account and its name.',
    },
  },
  'accounts.not-a-number': {
    title: { de: 'In Zeile {row} steht keine Kontonummer.', en: 'Row {row} has no account number.' },
    remedy: {
      de: 'Tragen Sie dort die Nummer des Kontos ein, nur mit Ziffern. Die Zeile wurde nicht übernommen.',
      en: 'Enter the number of the account there, digits only. The row was not taken over.',
    },
  },
  'accounts.number-too-long': {
    title: {
      de: 'Die Kontonummer in Zeile {row} hat mehr als neun Ziffern.',
      en: 'The account number in row {row} has more than nine digits.',
    },
    remedy: {
      de: 'Prüfen Sie, ob dort ein Konto der Buchführung steht und keine IBAN. Die Zeile wurde nicht übernommen.',
      en: 'Check that it is an account of the books and no IBAN. The row was not taken over.',
    },
  },
  'accounts.name-empty': {
    title: {
      de: 'Das Konto in Zeile {row} hat keine Bezeichnung.',
      en: 'The account in row {row} has no name.',
    },
    remedy: {
      de: 'Tragen Sie eine Bezeichnung ein. Die Zeile wurde nicht übernommen.',
      en: 'Enter a name. The row was not taken over.',
    },
  },
  'accounts.name-too-long': {
    title: {
      de: 'Die Bezeichnung in Zeile {row} hat mehr als {most} Zeichen.',
      en: 'The name in row {row} has more than {most} characters.',
    },
    remedy: {
      de: 'Sie müssen nichts tun; die Bezeichnung wurde gekürzt übernommen.',
      en: 'You need not do anything; the name was taken over shortened.',
    },
  },
  'accounts.doubled': {
    title: {
      de: 'Das Konto in Zeile {row} steht weiter oben schon mit anderer Bezeichnung.',
      en: 'The account in row {row} already stands further up with another name.',
    },
    remedy: {
      de: 'Prüfen Sie, welche Bezeichnung stimmt. Übernommen wurde die erste.',
      en: 'Check which name is right. The first one was taken over.',
    },
  },
  'accounts.too-many': {
    title: {
      de: 'Das Konto in Zeile {row} ist eines zu viel: Ein Kontenplan fasst {most} Konten.',
      en: 'The account in row {row} is one too many: an account plan holds {most} accounts.',
    },
    remedy: {
      de: 'Lassen Sie Konten weg, auf die keine Pipeline bucht, vor allem Personenkonten.',
      en: 'Leave out accounts that no pipeline books on, above all Personenkonten.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemWords>>;
