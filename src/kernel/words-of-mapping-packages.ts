import type { Text } from './problem';
import type { ProblemWords } from './problem-words';

const IN_LOOKER: Text = {
  de: 'Berichtigen Sie den Wert in Looker, oder ändern Sie die Zuordnung von „{target}“, und starten Sie den Lauf erneut.',
  en: 'Correct the value in Looker, or change the mapping of “{target}”, and start the run again.',
};
const REPORT: Text = {
  de: 'Es wurde nichts gesendet. Starten Sie den Lauf erneut; bleibt es dabei, nennen Sie dem Hersteller der App die Nummer des Laufs.',
  en: 'Nothing was sent. Start the run again; if it stays, give the number of the run to the maker of the app.',
};

/** What can keep booking lines from becoming a package of DATEV Unternehmen online. */
export const MAPPING_PACKAGES = {
  'mapping.document-missing': {
    title: {
      de: 'Die Zeile hat keine Rechnungsnummer; ein Paket braucht sie für jede Rechnung.',
      en: 'The row has no invoice number; a package needs one for each invoice.',
    },
    remedy: IN_LOOKER,
  },
  'mapping.document-mixed': {
    title: {
      de: 'Die Zeilen einer Rechnung haben nicht dasselbe Datum und dieselbe Währung.',
      en: 'The rows of one invoice do not have the same date and currency.',
    },
    remedy: {
      de: 'Berichtigen Sie die Rechnung in Looker; DATEV lehnt sie sonst ganz ab.',
      en: 'Correct the invoice in Looker; otherwise DATEV refuses all of it.',
    },
  },
  'mapping.document-too-large': {
    title: {
      de: 'Die Rechnung hat mehr als 5.000 Zeilen, oder ihre Summe hat mehr als zehn Stellen vor dem Komma.',
      en: 'The invoice has more than 5,000 rows, or its sum has more than ten digits before the decimal point.',
    },
    remedy: {
      de: 'Fassen Sie Zeilen der Rechnung in Looker zusammen, oder geben Sie sie als Buchungsstapel ab.',
      en: 'Group rows of the invoice in Looker, or hand them in as a booking batch.',
    },
  },
  'mapping.partner-kind': {
    title: {
      de: 'Das Personenkonto passt nicht zur Art des Pakets: Debitoren gehören zum Rechnungsausgang, Kreditoren zum Rechnungseingang.',
      en: 'The personal account does not go with the kind of package: customers belong to outgoing, suppliers to incoming invoices.',
    },
    remedy: {
      de: 'Filtern Sie die Zeilen in Looker, oder legen Sie für die andere Art eine eigene Pipeline an.',
      en: 'Filter the rows in Looker, or set up a pipeline of its own for the other kind.',
    },
  },
  'mapping.folder-missing': {
    title: {
      de: 'Für das Paket ist kein Rechnungsordner angegeben.',
      en: 'No invoice folder is given for the package.',
    },
    remedy: {
      de: 'Tragen Sie in der Pipeline den Ordner ein, wie er in Belege online heißt.',
      en: 'Enter the folder in the pipeline as it is called in Belege online.',
    },
  },
  'mapping.cash-accounts-mixed': {
    title: {
      de: 'Die Zeilen gehören zu mehreren Kassenkonten, angegeben ist aber nur ein Kassenbuch.',
      en: 'The rows belong to several cash accounts, but only one cash book is given.',
    },
    remedy: {
      de: 'Lassen Sie den Namen des Kassenbuchs leer, dann gilt das Konto, oder legen Sie je Kasse eine Pipeline an.',
      en: 'Leave the name of the cash book empty, then the account counts, or set up one pipeline for each cash book.',
    },
  },
  'mapping.image-unclear': {
    title: {
      de: 'Zu der Rechnungsnummer gibt es Rechnungen mehrerer Geschäftspartner; zu welcher der Beleg gehört, ist unklar.',
      en: 'Invoices of several business partners have this invoice number; it is unclear which of them the image belongs to.',
    },
    remedy: {
      de: 'Nehmen Sie den Beleg aus dem Lauf, und legen Sie ihn in Belege online von Hand zur richtigen Rechnung.',
      en: 'Take the image out of the run, and put it to the right invoice in Belege online by hand.',
    },
  },
  'mapping.image-without-document': {
    title: {
      de: 'Zu einem Beleg gibt es keine Zeile mit seiner Rechnungsnummer.',
      en: 'For one image there is no row with its invoice number.',
    },
    remedy: {
      de: 'Benennen Sie die Datei wie die Rechnungsnummer, oder nehmen Sie sie aus dem Lauf.',
      en: 'Name the file like the invoice number, or take it out of the run.',
    },
  },
  'mapping.images-too-many': {
    title: {
      de: 'Zu einer Rechnung gehören mehr als {most} Belege.',
      en: 'More than {most} images belong to one invoice.',
    },
    remedy: {
      de: 'Fassen Sie die Belege zu einer PDF-Datei zusammen.',
      en: 'Put the images together into one PDF file.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemWords>>;

/** What stops a run as a whole. */
export const MAPPING_RUNS = {
  'mapping.incomplete': {
    title: {
      de: 'Die Zuordnung ist an {count} Stellen unvollständig oder widersprüchlich.',
      en: 'The mapping is incomplete or contradictory in {count} places.',
    },
    remedy: {
      de: 'Öffnen Sie die Zuordnung der Pipeline; die Stellen sind dort gekennzeichnet.',
      en: 'Open the mapping of the pipeline; the places are marked there.',
    },
  },
  'mapping.rows-refused': {
    title: {
      de: '{count} Zeilen können so nicht gebucht werden; gesendet wurde nichts.',
      en: '{count} rows cannot be booked like this; nothing was sent.',
    },
    remedy: {
      de: 'Der Laufbericht nennt jede Zeile mit Grund. Berichtigen Sie sie in Looker oder in der Zuordnung, und starten Sie den Lauf erneut.',
      en: 'The run report names each row with its reason. Correct them in Looker or in the mapping, and start the run again.',
    },
  },
  'mapping.columns-changed': {
    title: {
      de: 'In Looker haben sich Spalten geändert, die die Zuordnung verwendet: {columns}.',
      en: 'Columns that the mapping uses have changed in Looker: {columns}.',
    },
    remedy: {
      de: 'Der Lauf wartet. Öffnen Sie die Pipeline, und bestätigen Sie die vorgeschlagene Spalte, oder wählen Sie eine andere.',
      en: 'The run is waiting. Open the pipeline and confirm the suggested column, or choose another one.',
    },
  },
  'mapping.rows-differ': {
    title: {
      de: 'Die Zahl der Zeilen aus Looker stimmt nicht mit der Zahl der Buchungen überein.',
      en: 'The number of rows from Looker is not that of the bookings.',
    },
    remedy: REPORT,
  },
  'mapping.sums-differ': {
    title: {
      de: 'Die Summe aus Looker stimmt nicht mit der Summe der Buchungen überein.',
      en: 'The sum from Looker is not that of the bookings.',
    },
    remedy: REPORT,
  },
  'mapping.file-differs': {
    title: {
      de: 'Zeilenzahl oder Summe der erzeugten Datei stimmt nicht mit den Buchungen überein.',
      en: 'The number of rows or the sum of the written file is not that of the bookings.',
    },
    remedy: REPORT,
  },
} as const satisfies Readonly<Record<string, ProblemWords>>;
