import { ACCOUNTING, type DatevWords, FIRM } from '../word-parts';

/** How the job of a package may end without all of it being delivered: DATEV's status, or a job DATEV no longer has. */
export type DxsoCase = 'dxso-3' | 'dxso-4' | 'dxso-5' | 'dxso-lost';

export const DXSO_WORDS: Readonly<Record<DxsoCase, DatevWords>> = {
  'dxso-3': {
    short: { de: 'Paket nicht verarbeitet', en: 'package not processed' },
    title: {
      de: 'DATEV hat das Paket wegen schwerer Fehler nicht verarbeitet',
      en: 'DATEV did not process the package because of critical errors',
    },
    meaning: {
      de: 'Vom Paket wurde nichts übernommen, weder Belege noch Buchungen. Was DATEV an den einzelnen Belegen beanstandet, steht im Protokoll im DATEV-Bereich dieses Vorgangs.',
      en: 'Nothing of the package was taken over, neither documents nor bookings. What DATEV objects to in the single documents stands in the protocol in the DATEV panel of this issue.',
    },
    remedy: {
      de: 'Lesen Sie das Protokoll, berichtigen Sie die genannten Belege im exportierenden Programm und legen Sie das ganze Paket neu ab.',
      en: 'Read the protocol, correct the documents it names in the exporting program and put the whole package in again.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  'dxso-4': {
    short: { de: 'Paket nur teilweise verarbeitet', en: 'package processed only in part' },
    title: {
      de: 'DATEV hat das Paket nur teilweise verarbeitet',
      en: 'DATEV processed the package only in part',
    },
    meaning: {
      de: 'Ein Teil der Belege ist in Belege online angekommen, ein anderer nicht. Was nicht angekommen ist, führt der DATEV-Bereich dieses Vorgangs auf.',
      en: 'Some of the documents arrived in Belege online, others did not. The DATEV panel of this issue lists what did not arrive.',
    },
    remedy: {
      de: 'Berichtigen Sie die aufgeführten Belege im exportierenden Programm und legen Sie das berichtigte Paket hier ab: Die App sendet nur den Rest und nie noch einmal, was schon angekommen ist.',
      en: 'Correct the listed documents in the exporting program and put the corrected package here: the app sends only the remainder and never again what arrived already.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  'dxso-5': {
    short: { de: 'Übertragung in Belege online abgebrochen', en: 'transfer cancelled in Belege online' },
    title: {
      de: 'Die Übertragung wurde in Belege online abgebrochen',
      en: 'The transfer was cancelled in Belege online',
    },
    meaning: {
      de: 'Eine Person der Kanzlei oder des Mandanten hat die Verarbeitung des Pakets in Belege online abgebrochen. Am Paket liegt es nicht.',
      en: 'A person of the tax firm or of the Mandant cancelled the processing of the package in Belege online. The package is not the cause.',
    },
    remedy: {
      de: 'Klären Sie mit der Kanzlei und dem Mandanten, warum abgebrochen wurde. Soll das Paket doch ankommen, senden Sie es danach unverändert noch einmal.',
      en: 'Clarify with the tax firm and the Mandant why it was cancelled. If the package is to arrive after all, then send it again, unchanged.',
    },
    who: FIRM,
    retry: 'after-fix',
    where: 'outside',
  },
  'dxso-lost': {
    short: { de: 'Auftrag bei DATEV nicht mehr vorhanden', en: 'job no longer known at DATEV' },
    title: {
      de: 'DATEV kennt den Auftrag für dieses Paket nicht mehr',
      en: 'DATEV no longer knows the job of this package',
    },
    meaning: {
      de: 'Der Auftrag wurde bei DATEV entfernt oder ist älter als zwei Monate; so lange bewahrt DATEV das Ergebnis etwa auf. Ob die Belege angekommen sind, ist damit offen.',
      en: 'The job was removed at DATEV or is older than two months; DATEV keeps the result for about that long. It is open whether the documents arrived.',
    },
    remedy: {
      de: 'Sehen Sie in Belege online nach, ob die Belege des Pakets angekommen sind. Sind sie da, schließen Sie den Vorgang ohne Senden; fehlen sie, senden Sie das Paket unverändert noch einmal.',
      en: 'Look in Belege online whether the documents of the package arrived. If they are there, close the issue without sending; if they are missing, send the package again, unchanged.',
    },
    who: ACCOUNTING,
    retry: 'look-up',
    where: 'outside',
  },
};
