import type { PreflightCase } from './preflight';
import { ACCOUNTING, type DatevWords, FIRM } from './word-parts';

/** What we found out before sending: nothing has been transferred. */
export const PREFLIGHT_WORDS: Readonly<Record<PreflightCase, DatevWords>> = {
  'preflight-extf-service': {
    short: { de: 'Buchungsdatenservice nicht bestellt', en: 'Buchungsdatenservice not ordered' },
    title: {
      de: 'Für den Mandanten ist der Buchungsdatenservice nicht bestellt',
      en: 'The Buchungsdatenservice is not ordered for the Mandant',
    },
    meaning: {
      de: 'Ohne diesen Dienst nimmt DATEV für den Mandanten keine Buchungsstapel an. Die App hat vor dem Senden nachgesehen und nichts übertragen.',
      en: 'Without this service DATEV takes no booking batches for the Mandant. The app looked before sending and transferred nothing.',
    },
    remedy: {
      de: 'Bestellen Sie den Buchungsdatenservice in der MyDATEV Mandantenregistrierung. Danach kann dieselbe Datei unverändert gesendet werden.',
      en: 'Order the Buchungsdatenservice in the “MyDATEV Mandantenregistrierung”. Then the same file can be sent unchanged.',
    },
    who: FIRM,
    retry: 'after-fix',
    where: 'outside',
  },
  'preflight-dxso-service': {
    short: { de: 'Rechnungsdatenservice 1.0 nicht bestellt', en: 'Rechnungsdatenservice 1.0 not ordered' },
    title: {
      de: 'Für den Mandanten ist der Rechnungsdatenservice 1.0 nicht bestellt',
      en: 'The Rechnungsdatenservice 1.0 is not ordered for the Mandant',
    },
    meaning: {
      de: 'Ohne diesen Dienst nimmt DATEV für den Mandanten keine Pakete mit Belegen und Buchungen an. Die App hat vor dem Senden nachgesehen und nichts übertragen.',
      en: 'Without this service DATEV takes no packages of documents and bookings for the Mandant. The app looked before sending and transferred nothing.',
    },
    remedy: {
      de: 'Bestellen Sie den Rechnungsdatenservice 1.0 in der MyDATEV Mandantenregistrierung und senden Sie das Paket dann unverändert. Nutzt der Mandant schon das neue Belege online, übergeben Sie die Buchungen als EXTF-Stapel und die Belege einzeln.',
      en: 'Order the Rechnungsdatenservice 1.0 in the “MyDATEV Mandantenregistrierung”, then send the package unchanged. If the Mandant is on the new Belege online, hand over the bookings as an EXTF batch and the documents one by one.',
    },
    who: FIRM,
    retry: 'after-fix',
    where: 'outside',
  },
  'preflight-documents-service': {
    short: { de: 'Belegbilderservice nicht bestellt', en: 'Belegbilderservice not ordered' },
    title: {
      de: 'Für den Mandanten ist der Belegbilderservice nicht bestellt',
      en: 'The Belegbilderservice is not ordered for the Mandant',
    },
    meaning: {
      de: 'Ohne diesen Dienst nimmt DATEV Unternehmen online für den Mandanten keine Belege an. Die App hat vor dem Senden nachgesehen und nichts übertragen.',
      en: 'Without this service DATEV Unternehmen online takes no documents for the Mandant. The app looked before sending and transferred nothing.',
    },
    remedy: {
      de: 'Bestellen Sie den Belegbilderservice in der MyDATEV Mandantenregistrierung. Danach kann derselbe Beleg unverändert gesendet werden.',
      en: 'Order the Belegbilderservice in the “MyDATEV Mandantenregistrierung”. Then the same document can be sent unchanged.',
    },
    who: FIRM,
    retry: 'after-fix',
    where: 'outside',
  },
  'preflight-fiscal-year': {
    short: { de: 'Wirtschaftsjahr passt nicht', en: 'fiscal year does not fit' },
    title: {
      de: 'Das Wirtschaftsjahr der Datei gibt es beim Mandanten nicht',
      en: 'The Mandant does not have the fiscal year of the file',
    },
    meaning: {
      de: 'In DATEV Unternehmen online beginnt das Wirtschaftsjahr des Mandanten an einem anderen Tag, oder es ist noch nicht angelegt. Die Buchungen kämen in ein falsches Jahr oder gar nicht an. Übertragen wurde nichts.',
      en: 'In DATEV Unternehmen online the Mandant’s fiscal year begins on another day or is not set up yet. The bookings would reach a wrong year or none. Nothing was transferred.',
    },
    remedy: {
      de: 'Stellen Sie das Wirtschaftsjahr im exportierenden Programm richtig ein und legen Sie die Datei neu ab. Fehlt das Jahr in DATEV, legt die Kanzlei es an.',
      en: 'Set the fiscal year in the exporting program and put the file in again. If DATEV lacks the year, the tax firm sets it up.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  'preflight-account-length': {
    short: { de: 'Sachkontenlänge passt nicht', en: 'Sachkontenlänge does not fit' },
    title: {
      de: 'Die Sachkontenlänge der Datei ist nicht die des Mandanten',
      en: 'The Sachkontenlänge of the file is not that of the Mandant',
    },
    meaning: {
      de: 'Die Kopfzeile nennt eine andere Länge der Sachkonten als DATEV Unternehmen online für dieses Wirtschaftsjahr. DATEV nähme die Datei an, Rechnungswesen wiese die Buchungen später ab. Übertragen wurde nichts.',
      en: 'The header line names another length of ledger accounts than DATEV Unternehmen online for this fiscal year. DATEV would take the file, Rechnungswesen would refuse the bookings later. Nothing was transferred.',
    },
    remedy: {
      de: 'Stellen Sie die Sachkontenlänge im exportierenden Programm auf die des Mandanten, exportieren Sie den Stapel neu und legen Sie die Datei hier ab.',
      en: 'Set the Sachkontenlänge in the exporting program to that of the Mandant, export the batch again and put the file here.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  'preflight-ledger': {
    short: { de: 'Buch beim Mandanten nicht eingerichtet', en: 'ledger not set up for the Mandant' },
    title: {
      de: 'Das Buch, in das gebucht werden soll, ist beim Mandanten nicht eingerichtet',
      en: 'The ledger to book into is not set up for the Mandant',
    },
    meaning: {
      de: 'In DATEV Unternehmen online fehlt dem Mandanten für dieses Wirtschaftsjahr das Rechnungseingangs-, Rechnungsausgangs- oder Kassenbuch. Übertragen wurde nichts.',
      en: 'In DATEV Unternehmen online the Mandant lacks the invoice-in, invoice-out or cash book for this fiscal year. Nothing was transferred.',
    },
    remedy: {
      de: 'Bitten Sie die Kanzlei, das Buch in DATEV Unternehmen online einzurichten. Danach kann dasselbe Paket unverändert gesendet werden.',
      en: 'Ask the tax firm to set up the ledger in DATEV Unternehmen online. Then the same package can be sent unchanged.',
    },
    who: FIRM,
    retry: 'after-fix',
    where: 'outside',
  },
};
