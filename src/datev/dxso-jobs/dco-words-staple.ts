import type { Text } from '../../kernel/problem';
import { ACCOUNTING, type DatevWords } from '../word-parts';

/** Codes about several files that were to become one document. */
export type DcoOfStaples = `DCO0${1127 | 1232 | 1246 | 1247 | 1248 | 1249 | 1250 | 1251}`;

export const DCO_OF_STAPLES: Readonly<Record<DcoOfStaples, DatevWords>> = {
  DCO01127: apart({
    short: { de: 'mehr als 50 Dateien je Beleg', en: 'more than 50 files per document' },
    title: {
      de: 'Der Beleg besteht aus mehr als 50 Dateien',
      en: 'The document consists of more than 50 files',
    },
    meaning: {
      de: 'DATEV fügt höchstens 50 Dateien zu einem Beleg zusammen. Keine der Dateien wurde übernommen.',
      en: 'DATEV joins at most 50 files to one document. None of the files was taken over.',
    },
    remedy: {
      de: 'Teilen Sie den Beleg in mehrere mit höchstens 50 Dateien auf, oder fassen Sie die Seiten vorher zu einer PDF-Datei zusammen.',
      en: 'Split the document into several of at most 50 files, or combine the pages into one PDF file first.',
    },
  }),
  DCO01232: apart({
    short: { de: 'mehr als 10 Dateien je Beleg', en: 'more than 10 files per document' },
    title: {
      de: 'Der Beleg besteht aus mehr als 10 Dateien',
      en: 'The document consists of more than 10 files',
    },
    meaning: {
      de: 'Bei diesem Mandanten fügt DATEV zurzeit höchstens 10 Dateien zu einem Beleg zusammen. Keine der Dateien wurde übernommen.',
      en: 'For this Mandant DATEV at present joins at most 10 files to one document. None of the files was taken over.',
    },
    remedy: {
      de: 'Teilen Sie den Beleg in mehrere mit höchstens 10 Dateien auf, oder fassen Sie die Seiten vorher zu einer PDF-Datei zusammen.',
      en: 'Split the document into several of at most 10 files, or combine the pages into one PDF file first.',
    },
  }),
  DCO01246: apart({
    short: { de: 'PDF mit Signatur nicht verbindbar', en: 'signed PDF cannot be joined' },
    title: {
      de: 'PDF-Dateien mit Signatur lassen sich nicht zusammenfügen',
      en: 'Signed PDF files cannot be joined',
    },
    meaning: {
      de: 'Mindestens eine der Dateien ist elektronisch signiert; beim Zusammenfügen ginge die Signatur verloren. Keine der Dateien wurde übernommen.',
      en: 'At least one of the files is signed electronically; joining would destroy the signature. None of the files was taken over.',
    },
    remedy: {
      de: 'Legen Sie die signierten Dateien einzeln ab, jede als eigenen Beleg.',
      en: 'Put the signed files in one by one, each as a document of its own.',
    },
  }),
  DCO01247: apart({
    short: { de: 'geschützte PDF nicht verbindbar', en: 'protected PDF cannot be joined' },
    title: {
      de: 'Schreibgeschützte PDF-Dateien lassen sich nicht zusammenfügen',
      en: 'Read-only PDF files cannot be joined',
    },
    meaning: {
      de: 'Mindestens eine der Dateien ist gegen Änderungen geschützt. Keine der Dateien wurde übernommen.',
      en: 'At least one of the files is protected against changes. None of the files was taken over.',
    },
    remedy: {
      de: 'Legen Sie die geschützten Dateien einzeln ab, oder heben Sie den Schutz auf, wenn Sie das dürfen.',
      en: 'Put the protected files in one by one, or remove the protection if you may.',
    },
  }),
  DCO01248: apart({
    short: { de: 'XML nicht verbindbar', en: 'XML cannot be joined' },
    title: {
      de: 'XML-Dateien lassen sich nicht mit anderen zusammenfügen',
      en: 'XML files cannot be joined with others',
    },
    meaning: {
      de: 'Mindestens eine der Dateien ist eine XML-Datei, zum Beispiel eine E-Rechnung. Keine der Dateien wurde übernommen.',
      en: 'At least one of the files is an XML file, for example an electronic invoice. None of the files was taken over.',
    },
    remedy: {
      de: 'Legen Sie die XML-Dateien einzeln ab, jede als eigenen Beleg.',
      en: 'Put the XML files in one by one, each as a document of its own.',
    },
  }),
  DCO01249: apart({
    short: { de: 'PDF/A nicht verbindbar', en: 'PDF/A cannot be joined' },
    title: {
      de: 'PDF/A-Dateien lassen sich nicht zusammenfügen',
      en: 'PDF/A files cannot be joined',
    },
    meaning: {
      de: 'Mindestens eine der Dateien hat das Archivformat PDF/A, das beim Zusammenfügen verloren ginge. Keine der Dateien wurde übernommen.',
      en: 'At least one of the files has the archive format PDF/A, which joining would destroy. None of the files was taken over.',
    },
    remedy: {
      de: 'Legen Sie die PDF/A-Dateien einzeln ab, jede als eigenen Beleg.',
      en: 'Put the PDF/A files in one by one, each as a document of its own.',
    },
  }),
  DCO01250: apart({
    short: { de: 'ZUGFeRD-Rechnung nicht verbindbar', en: 'ZUGFeRD invoice cannot be joined' },
    title: {
      de: 'ZUGFeRD-Rechnungen lassen sich nicht zusammenfügen',
      en: 'ZUGFeRD invoices cannot be joined',
    },
    meaning: {
      de: 'Mindestens eine der Dateien ist eine E-Rechnung im Format ZUGFeRD; ihre Rechnungsdaten gingen beim Zusammenfügen verloren. Keine der Dateien wurde übernommen.',
      en: 'At least one of the files is an electronic invoice in the format ZUGFeRD; joining would destroy its invoice data. None of the files was taken over.',
    },
    remedy: {
      de: 'Legen Sie jede ZUGFeRD-Rechnung einzeln ab, Anlagen dazu als eigene Belege.',
      en: 'Put each ZUGFeRD invoice in by itself, and its attachments as documents of their own.',
    },
  }),
  DCO01251: apart({
    short: { de: 'Datei nicht verbindbar', en: 'file cannot be joined' },
    title: {
      de: 'Eine der Dateien lässt sich nicht mit den anderen zusammenfügen',
      en: 'One of the files cannot be joined with the others',
    },
    meaning: {
      de: 'DATEV unterstützt eine der angegebenen Dateien beim Zusammenfügen nicht, ohne den Grund zu nennen. Keine der Dateien wurde übernommen.',
      en: 'DATEV does not support one of the given files for joining and does not say why. None of the files was taken over.',
    },
    remedy: {
      de: 'Legen Sie die Dateien einzeln ab, oder wandeln Sie alle in einfache PDF-Dateien um und fassen Sie sie selbst zu einer zusammen.',
      en: 'Put the files in one by one, or convert all of them into plain PDF files and combine them into one yourself.',
    },
  }),
};

type Said = { readonly short: Text; readonly title: Text; readonly meaning: Text; readonly remedy: Text };

function apart(said: Said): DatevWords {
  return { ...said, who: ACCOUNTING, retry: 'after-fix', where: 'file' };
}
