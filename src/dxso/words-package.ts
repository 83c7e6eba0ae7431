import type { Text } from '../kernel/problem';
import type { DocumentRule, PackageCode } from './codes';
import type { DxsoWords } from './told';

/** What only the maker of the program can mend. */
export const MAKER: Text = {
  de: 'Erzeugen Sie das Paket neu. Bleibt es dabei, wenden Sie sich an den Hersteller des Programms, das es erzeugt, und nennen Sie {file} und {label}.',
  en: 'Create the package again. If the error persists, contact the vendor of the program that creates it and quote {file} and {label}.',
};
const RENAME: Text = {
  de: 'Benennen Sie {file} um, auch in document.xml.',
  en: 'Rename {file}, in document.xml, too.',
};

export const DOCUMENT_WORDS: Readonly<Record<DocumentRule, DxsoWords>> = {
  'dxso.document.version': {
    text: { de: '{label} in {file} ist {found}, nicht 6.0.', en: '{label} in {file} is {found}, not 6.0.' },
    rule: {
      de: 'DATEVs Schema lässt an der Stelle des Punkts jedes Zeichen zu, gemeint ist 6.0.',
      en: 'DATEV’s schema lets any character stand for the point; 6.0 is meant.',
    },
    remedy: MAKER,
  },
  'dxso.document.mandant': {
    text: {
      de: 'Die Nummer in {label} gehört nicht zu Mandant {mandant}, für den gesendet werden soll.',
      en: 'The number in {label} does not belong to Mandant {mandant}, for whom it is to be sent.',
    },
    rule: {
      de: 'Ein Paket mit der Nummer eines anderen Mandanten verarbeitet DATEV nicht.',
      en: 'DATEV does not process a package with the number of another Mandant.',
    },
    remedy: {
      de: 'Prüfen Sie, ob Sie das richtige Paket gewählt haben. Ist es das richtige, berichtigen Sie {label} im vorgelagerten Programm.',
      en: 'Check whether you chose the right package. If so, correct {label} in the upstream program.',
    },
  },
  'dxso.document.guid-without-file': {
    text: {
      de: 'Ein Dokument hat eine Kennung ({label}), aber keine Datei.',
      en: 'A document has an identifier ({label}) but no file.',
    },
    rule: {
      de: 'Die Kennung bekommt die Datei des Dokuments; ohne Datei gibt es nichts, was sie tragen könnte.',
      en: 'The identifier goes to the file of the document; without a file there is nothing to carry it.',
    },
    remedy: {
      de: 'Legen Sie dem Dokument seine Datei bei, oder lassen Sie {label} weg.',
      en: 'Give the document its file, or leave out {label}.',
    },
  },
  'dxso.document.guid-twice': {
    text: {
      de: 'Zwei Dokumente haben dieselbe Kennung ({label}).',
      en: 'Two documents have the same identifier ({label}).',
    },
    rule: {
      de: 'Ein Dokument, dessen Kennung es schon gibt, übergeht DATEV ohne Fehler.',
      en: 'DATEV passes over a document whose identifier exists already, without an error.',
    },
    remedy: MAKER,
  },
  'dxso.document.process-id': {
    text: {
      de: 'Ein Dokument mit Buchungen soll in den Posteingang ({label} 1).',
      en: 'A document with bookings is to go into the inbox ({label} 1).',
    },
    rule: {
      de: 'Dokumente mit Buchungen kommen in einen Ordner, nicht in den Posteingang: Sie würden sonst zweimal gebucht.',
      en: 'Documents with bookings go into a folder, not into the inbox: they might be booked twice otherwise.',
    },
    remedy: { de: 'Lassen Sie {label} weg oder setzen Sie 2.', en: 'Leave out {label} or set 2.' },
  },
  'dxso.document.sepa': {
    text: {
      de: 'Eine SEPA-Datei steht nicht allein oder nicht mit {label} 1.',
      en: 'A SEPA file does not stand alone, or not with {label} 1.',
    },
    rule: {
      de: 'Sammelzahlungen stehen allein in ihrem Dokument und gehen in den Posteingang (processID 1).',
      en: 'Collective payments stand alone in their document and go into the inbox (processID 1).',
    },
    remedy: MAKER,
  },
  'dxso.document.property': {
    text: {
      de: 'Zu den Buchungen ({kind}) fehlen Zeitraum oder Ordner, oder sie sind doppelt ({label}).',
      en: 'The bookings ({kind}) lack period or folder, or have them twice ({label}).',
    },
    rule: {
      de: 'Schlüssel 1 ist der Zeitraum JJJJ-MM; bei Rechnungen 3 der Name des Ordners; bei Kassen 2 das Kassenkonto oder 3 der Name der Kasse.',
      en: 'Key 1 is the period YYYY-MM; of invoices 3 the name of the folder; of cash books 2 the account or 3 the name.',
    },
    remedy: MAKER,
  },
  'dxso.document.period': {
    text: {
      de: 'Das Datum der Buchungen in {name} liegt nicht im Zeitraum {period}.',
      en: 'The date of the bookings in {name} is not in the period {period}.',
    },
    rule: {
      de: 'Alle Buchungen eines Dokuments liegen in dem Zeitraum, den document.xml nennt.',
      en: 'All bookings of a document lie in the period that document.xml names.',
    },
    remedy: {
      de: 'Berichtigen Sie den Zeitraum in {file} oder das Datum in {name}.',
      en: 'Correct the period in {file} or the date in {name}.',
    },
  },
  'dxso.document.kind': {
    text: {
      de: '{name} enthält andere Buchungen, als document.xml sagt ({kind}).',
      en: '{name} contains other bookings than document.xml says ({kind}).',
    },
    rule: {
      de: 'Die Art der Erweiterung ist die der Buchungen in ihrer Datei.',
      en: 'The kind of the extension is that of the bookings in its file.',
    },
    remedy: MAKER,
  },
  'dxso.document.type': {
    text: {
      de: '{label} des Dokuments passt nicht zu seinen Buchungen.',
      en: '{label} of the document does not fit its bookings.',
    },
    rule: {
      de: 'Die Dokumentart 1 steht für Rechnungseingang, 2 für Rechnungsausgang.',
      en: 'Document type 1 stands for incoming, 2 for outgoing invoices.',
    },
    remedy: MAKER,
  },
  'dxso.document.one-ledger': {
    text: {
      de: 'Ein Dokument hat mehr als eine Datei mit Buchungen ({label}).',
      en: 'A document contains more than one booking file ({label}).',
    },
    rule: {
      de: 'Jedes Dokument hat höchstens eine Datei mit Buchungen.',
      en: 'Only one is allowed per document.',
    },
    remedy: {
      de: 'Machen Sie in {file} aus jeder Datei mit Buchungen ein eigenes Dokument.',
      en: 'In {file}, put each booking file into a separate document.',
    },
  },
  'dxso.document.levels': {
    text: {
      de: 'Die Ebenen der Ablage sind nicht 1, 2, 3 ({label}).',
      en: 'The levels of the repository are not 1, 2, 3 ({label}).',
    },
    rule: {
      de: '1 ist die Kategorie, 2 der Ordner, 3 das Register, in dieser Reihenfolge.',
      en: '1 is the category, 2 the folder, 3 the register, in this order.',
    },
    remedy: MAKER,
  },
  'dxso.document.legacy': {
    text: {
      de: 'Die Rechnungsdaten ({label}) sind in einem alten Format (Invoice).',
      en: 'The invoice data ({label}) are in an old format (Invoice).',
    },
    rule: {
      de: 'DATEV gibt Schnittstellen nur noch mit Buchungen (Ledger) frei; diese Datei wird hier nicht geprüft.',
      en: 'DATEV releases interfaces with bookings (Ledger) only; that file is not checked here.',
    },
    remedy: MAKER,
  },
  'dxso.document.internal': {
    text: {
      de: '{type} ist DATEV selbst vorbehalten ({label}).',
      en: '{type} is reserved to DATEV itself ({label}).',
    },
    rule: {
      de: 'Diese Art verwendet nur DATEVs eigener PayPal-Import.',
      en: 'Only DATEV’s own PayPal import uses this kind.',
    },
    remedy: MAKER,
  },
};

export const PACKAGE_WORDS: Readonly<Record<PackageCode, DxsoWords>> = {
  'dxso.package.no-document': {
    text: { de: 'Im Paket fehlt {file}.', en: '{file} is missing in the package.' },
    rule: {
      de: 'Jedes Paket hat genau eine document.xml, die alle anderen Dateien nennt.',
      en: 'Each package has exactly one document.xml that names all other files.',
    },
    remedy: {
      de: 'Wählen Sie den ganzen Ordner, den das vorgelagerte Programm erzeugt hat, mit {file}.',
      en: 'Choose the whole folder that the upstream program made, with {file}.',
    },
  },
  'dxso.package.missing-file': {
    text: {
      de: '{file} nennt {name}, die Datei ist aber nicht dabei.',
      en: '{file} names {name}, but that file is not there.',
    },
    rule: {
      de: 'Alle genannten Dateien müssen hochgeladen sein, bevor der Auftrag freigegeben wird.',
      en: 'All files that are named have to be uploaded before the job is released.',
    },
    remedy: {
      de: 'Legen Sie {name} dazu, oder nehmen Sie die Datei aus {file}.',
      en: 'Add {name}, or take it out of {file}.',
    },
  },
  'dxso.package.unused-file': {
    text: { de: '{file} wird in document.xml nicht genannt.', en: '{file} is not named in document.xml.' },
    rule: {
      de: 'Was document.xml nicht nennt, verarbeitet DATEV nicht.',
      en: 'DATEV only processes files that document.xml lists.',
    },
    remedy: {
      de: 'Prüfen Sie, ob {file} zu einem Dokument gehört; sonst nehmen Sie die Datei aus dem Paket.',
      en: 'Check whether {file} belongs to a document; otherwise remove it from the package.',
    },
  },
  'dxso.package.used-twice': {
    text: {
      de: '{name} wird in {file} mehr als einmal genannt.',
      en: '{name} is named more than once in {file}.',
    },
    rule: {
      de: 'Jede Datei gehört zu genau einem Dokument.',
      en: 'Each file belongs to exactly one document.',
    },
    remedy: {
      de: 'Geben Sie jedem Dokument eine eigene Kopie von {name} unter eigenem Namen.',
      en: 'Give each document a copy of {name} of its own, under its own name.',
    },
  },
  'dxso.package.file-name': {
    text: {
      de: 'Der Dateiname {file} enthält Zeichen, die DATEV ersetzt, oder zusammengesetzte Umlaute.',
      en: 'The file name {file} contains characters that DATEV replaces, or decomposed umlauts.',
    },
    rule: {
      de: 'Erlaubt sind Buchstaben mit Umlauten als ein Zeichen (NFC), Ziffern, Leerzeichen und & ( ) + - . _ ; höchstens 255 Zeichen.',
      en: 'Allowed are letters with umlauts as one character (NFC), digits, blanks and & ( ) + - . _ ; at most 255 characters.',
    },
    remedy: RENAME,
  },
  'dxso.package.empty-file': {
    text: { de: '{file} ist leer.', en: '{file} is empty.' },
    rule: { de: 'DATEV nimmt keine leeren Dateien an.', en: 'DATEV takes no empty files.' },
    remedy: { de: 'Erzeugen Sie {file} neu.', en: 'Make {file} again.' },
  },
  'dxso.package.executable': {
    text: { de: '{file} ist ein Programm, kein Beleg.', en: '{file} is a program, no document.' },
    rule: {
      de: 'In ein Paket gehören Belege: PDF, Bilder und XML.',
      en: 'A package holds documents: PDF, images and XML.',
    },
    remedy: {
      de: 'Nehmen Sie {file} aus dem Paket und klären Sie, woher die Datei kommt.',
      en: 'Take {file} out of the package and find out where it comes from.',
    },
  },
  'dxso.package.archive': {
    text: { de: '{file} ist ein gepacktes Archiv.', en: '{file} is a packed archive.' },
    rule: { de: 'DATEV nimmt keine Archive als Beleg an.', en: 'DATEV takes no archives as documents.' },
    remedy: {
      de: 'Entpacken Sie {file} und legen Sie die Belege daraus einzeln in das Paket.',
      en: 'Unpack {file} and put the documents in it into the package one by one.',
    },
  },
  'dxso.package.file-type': {
    text: {
      de: '{file} ist keine der Arten, die DATEV Unternehmen online überall annimmt.',
      en: '{file} is none of the kinds that DATEV Unternehmen online takes everywhere.',
    },
    rule: {
      de: 'Das neue Belege online nimmt PDF, XML, PNG, JPG, GIF und TIFF an.',
      en: 'The new Belege online takes PDF, XML, PNG, JPG, GIF and TIFF.',
    },
    remedy: {
      de: 'Speichern Sie {file} als PDF, wenn DATEV den Beleg nicht annimmt.',
      en: 'Save {file} as PDF if DATEV does not take the document.',
    },
  },
  'dxso.package.file-content': {
    text: {
      de: 'Der Inhalt von {file} passt nicht zur Endung, oder die Datei ist beschädigt.',
      en: 'The content of {file} does not fit its ending, or the file is damaged.',
    },
    rule: {
      de: 'DATEV öffnet einen Beleg nach seiner Endung; was etwas anderes enthält, lässt sich dort nicht lesen.',
      en: 'DATEV opens a document by its ending; what contains something else cannot be read there.',
    },
    remedy: {
      de: 'Öffnen Sie {file} und speichern Sie sie neu. Oft ist es eine Anmelde- oder Fehlerseite, die statt des Belegs gespeichert wurde.',
      en: 'Open {file} and save it again. Often it is a login or error page that was saved instead of the document.',
    },
  },
  'dxso.package.same-invoice': {
    text: {
      de: '{file} und {name} enthalten dieselbe Rechnung: Nummer, Datum, Betrag und Geschäftspartner sind gleich.',
      en: '{file} and {name} have the same invoice: number, date, amount and partner are equal.',
    },
    rule: {
      de: 'DATEV bucht jede Rechnung eines Pakets; eine doppelte wird doppelt gebucht.',
      en: 'DATEV books every invoice of a package; one that is there twice is booked twice.',
    },
    remedy: {
      de: 'Prüfen Sie, ob {file} wirklich eine eigene Rechnung ist, und nehmen Sie sie sonst aus dem Paket.',
      en: 'Check whether {file} really is an invoice of its own, and take it out of the package otherwise.',
    },
  },
  'dxso.package.file-size': {
    text: { de: '{file} hat {megabytes} MB.', en: '{file} has {megabytes} MB.' },
    rule: {
      de: 'Eine Datei hat höchstens 20 MB; DATEV empfiehlt höchstens 500 kB je Beleg.',
      en: 'A file has at most 20 MB; DATEV recommends at most 500 kB per document.',
    },
    remedy: {
      de: 'Verkleinern Sie {file}, zum Beispiel durch eine geringere Auflösung beim Scannen.',
      en: 'Make {file} smaller, for example by scanning at a lower resolution.',
    },
  },
  'dxso.package.package-size': {
    text: { de: 'Das Paket hat {megabytes} MB.', en: 'The package has {megabytes} MB.' },
    rule: {
      de: 'Ein Paket hat höchstens 465 MB; empfohlen sind höchstens 100 MB.',
      en: 'A package has at most 465 MB; at most 100 MB are recommended.',
    },
    remedy: {
      de: 'Verteilen Sie die Dokumente in {file} auf mehrere Pakete.',
      en: 'Spread the documents in {file} over several packages.',
    },
  },
  'dxso.package.folder': {
    text: { de: '{file} liegt in einem Unterordner.', en: '{file} is in a subfolder.' },
    rule: {
      de: 'Alle Dateien eines Pakets liegen nebeneinander.',
      en: 'All files of a package must be in the same folder.',
    },
    remedy: {
      de: 'Legen Sie {file} neben document.xml.',
      en: 'Move {file} into the folder of document.xml.',
    },
  },
};
