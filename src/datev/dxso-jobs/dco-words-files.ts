import { ACCOUNTING, type DatevWords } from '../word-parts';

/** Codes about the file that was sent, its name and what it is filed under. */
export type DcoOfFiles =
  `DCO0${1010 | 1012 | 1015 | 1016 | 1215 | 1216 | 1219 | 1222 | 1223 | 1227 | 1243 | 1245 | 1253 | 1300}`;

export const DCO_OF_FILES: Readonly<Record<DcoOfFiles, DatevWords>> = {
  DCO01010: {
    short: { de: 'Belegtyp beim Mandanten unbekannt', en: 'document type unknown for the Mandant' },
    title: {
      de: 'Den gewählten Belegtyp gibt es bei diesem Mandanten nicht',
      en: 'This Mandant does not have the chosen document type',
    },
    meaning: {
      de: 'Die Belegtypen in Belege online sind je Mandant verschieden und können sich ändern. Der Beleg wurde nicht übernommen.',
      en: 'The document types in Belege online differ from Mandant to Mandant and may change. The document was not taken over.',
    },
    remedy: {
      de: 'Legen Sie den Beleg noch einmal ab und wählen Sie einen Belegtyp, den DATEV für den Mandanten anbietet. Soll es genau dieser sein, legt die Kanzlei ihn in Belege online an.',
      en: 'Put the document in again and choose a document type that DATEV offers for the Mandant. If it has to be this one, the tax firm sets it up in Belege online.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  DCO01012: {
    short: { de: 'Beleg schon in Belege online', en: 'document in Belege online already' },
    title: {
      de: 'Der Beleg ist schon in Belege online',
      en: 'The document is in Belege online already',
    },
    meaning: {
      de: 'Unter der Kennung dieses Belegs liegt in Belege online bereits ein Dokument. Es blieb, wie es war; doppelt angelegt wurde nichts.',
      en: 'Belege online has a document under the identifier of this one already. It stayed as it was; nothing was stored twice.',
    },
    remedy: {
      de: 'Sie müssen nichts tun. Finden Sie den Beleg in Belege online nicht, fragen Sie die Kanzlei, ob er dort gelöscht oder verschoben wurde.',
      en: 'You need not do anything. If you do not find the document in Belege online, ask the tax firm whether it was deleted or moved there.',
    },
    who: ACCOUNTING,
    retry: 'never',
    where: 'outside',
  },
  DCO01015: {
    short: { de: 'Dateityp nicht erlaubt', en: 'file type not allowed' },
    title: { de: 'DATEV nimmt Dateien dieses Typs nicht an', en: 'DATEV does not take files of this type' },
    meaning: {
      de: 'Die Endung der Datei gehört nicht zu denen, die DATEV annimmt. Die Datei wurde nicht übernommen und, wenn sie zu einem Paket gehört, auch das Paket nicht.',
      en: 'The file’s extension is not among those that DATEV takes. The file was not taken over and, if it belongs to a package, neither was the package.',
    },
    remedy: {
      de: 'Speichern Sie den Beleg als PDF, PNG, JPEG oder TIFF und legen Sie ihn neu ab. Bei einem Paket muss der neue Name auch in document.xml stehen.',
      en: 'Save the document as PDF, PNG, JPEG or TIFF and put it in again. In a package the new name has to stand in document.xml, too.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  DCO01016: {
    short: { de: 'Datei größer als 20 MB', en: 'file larger than 20 MB' },
    title: { de: 'Die Datei ist größer als 20 MB', en: 'The file is larger than 20 MB' },
    meaning: {
      de: 'DATEV speichert einzelne Dateien nur bis 20 MB. Die Datei wurde nicht übernommen und, wenn sie zu einem Paket gehört, auch das Paket nicht.',
      en: 'DATEV stores single files only up to 20 MB. The file was not taken over and, if it belongs to a package, neither was the package.',
    },
    remedy: {
      de: 'Verkleinern Sie die Datei, zum Beispiel mit einer geringeren Auflösung beim Scannen, und legen Sie sie oder das Paket neu ab.',
      en: 'Make the file smaller, for example with a lower resolution when scanning, and put it or the package in again.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  DCO01215: {
    short: {
      de: 'Dateiformat im neuen Belege online unzulässig',
      en: 'format not allowed in new Belege online',
    },
    title: {
      de: 'Das neue Belege online nimmt dieses Dateiformat nicht an',
      en: 'The new Belege online does not take this file format',
    },
    meaning: {
      de: 'Der Mandant nutzt das neue Belege online. Es nimmt nur PDF, GIF, JPEG, JPG, PNG, TIF, TIFF und XML an. Der Beleg wurde nicht übernommen.',
      en: 'The Mandant uses the new Belege online. It only takes PDF, GIF, JPEG, JPG, PNG, TIF, TIFF and XML. The document was not taken over.',
    },
    remedy: {
      de: 'Speichern Sie den Beleg in einem dieser Formate, am besten als PDF, und legen Sie ihn neu ab.',
      en: 'Save the document in one of these formats, preferably as PDF, and put it in again.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  DCO01216: {
    short: { de: 'Beleg für Belege online zu groß', en: 'document too large for Belege online' },
    title: {
      de: 'Der Beleg überschreitet die 20 MB von Belege online',
      en: 'The document exceeds the 20 MB of Belege online',
    },
    meaning: {
      de: 'Das neue Belege online nimmt je Beleg höchstens 20 MB an; bei einem Beleg aus mehreren Dateien zählen alle zusammen. Der Beleg wurde nicht übernommen.',
      en: 'The new Belege online takes at most 20 MB per document; if a document consists of several files, all of them count together. The document was not taken over.',
    },
    remedy: {
      de: 'Verkleinern Sie den Beleg oder teilen Sie ihn in mehrere Dateien auf, und legen Sie diese einzeln ab.',
      en: 'Make the document smaller or split it into several files, and put them in one by one.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  DCO01219: {
    short: { de: 'Endung passt nicht zum Inhalt', en: 'extension does not fit the content' },
    title: {
      de: 'Die Endung der Datei passt nicht zu ihrem Inhalt',
      en: 'The extension of the file does not fit its content',
    },
    meaning: {
      de: 'Die Datei heißt zum Beispiel „.pdf“, enthält aber ein Bild, oder sie ist beschädigt. Übernommen wurde nichts.',
      en: 'The file is called “.pdf”, for example, but contains a picture, or it is damaged. Nothing was taken over.',
    },
    remedy: {
      de: 'Öffnen Sie die Datei im passenden Programm, speichern Sie sie mit der richtigen Endung und legen Sie sie neu ab. Bei einem Paket berichtigen Sie den Namen auch in document.xml.',
      en: 'Open the file in the program it belongs to, save it with the right extension and put it in again. In a package correct the name in document.xml, too.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  DCO01222: {
    short: { de: 'Dateiname zu lang', en: 'file name too long' },
    title: {
      de: 'Der Dateiname ist länger als 255 Zeichen',
      en: 'The file name is longer than 255 characters',
    },
    meaning: {
      de: 'DATEV erlaubt für den Namen samt Endung höchstens 255 Zeichen. Der Beleg wurde nicht übernommen.',
      en: 'DATEV allows at most 255 characters for the name with its extension. The document was not taken over.',
    },
    remedy: {
      de: 'Geben Sie der Datei einen kürzeren Namen und legen Sie sie neu ab.',
      en: 'Give the file a shorter name and put it in again.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  DCO01223: {
    short: { de: 'Notiz zum Beleg zu lang', en: 'note on the document too long' },
    title: {
      de: 'Die Notiz zum Beleg ist länger als 255 Zeichen',
      en: 'The note on the document is longer than 255 characters',
    },
    meaning: {
      de: 'DATEV nimmt zu einem Beleg höchstens 255 Zeichen Notiz für die Kanzlei an. Weder Beleg noch Notiz wurden übernommen.',
      en: 'DATEV takes a note for the tax firm of at most 255 characters. Neither document nor note was taken over.',
    },
    remedy: {
      de: 'Legen Sie den Beleg mit einer kürzeren Notiz neu ab. Was nicht hineinpasst, teilen Sie der Kanzlei auf anderem Weg mit.',
      en: 'Put the document in again with a shorter note. Tell the tax firm in another way what does not fit.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  DCO01227: {
    short: { de: 'Name des Belegtyps zu lang', en: 'document type’s name too long' },
    title: {
      de: 'Der Name des Belegtyps ist länger als 30 Zeichen',
      en: 'The name of the document type is longer than 30 characters',
    },
    meaning: {
      de: 'Über die Schnittstelle lassen sich nur Belegtypen mit höchstens 30 Zeichen ansprechen. Der Beleg wurde nicht übernommen.',
      en: 'Through the interface only document types of at most 30 characters can be used. The document was not taken over.',
    },
    remedy: {
      de: 'Legen Sie den Beleg mit einem anderen Belegtyp neu ab, oder bitten Sie die Kanzlei, diesen in Belege online kürzer zu benennen.',
      en: 'Put the document in again with another document type, or ask the tax firm to give this one a shorter name in Belege online.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  DCO01243: {
    short: { de: 'Schadsoftware im Beleg gefunden', en: 'malware found in the document' },
    title: {
      de: 'DATEV hat im Beleg Schadsoftware gefunden',
      en: 'DATEV found malware in the document',
    },
    meaning: {
      de: 'DATEV prüft jeden Beleg beim Hochladen und hat diesen abgewiesen. Übernommen wurde nichts.',
      en: 'DATEV checks every document during the upload and turned this one away. Nothing was taken over.',
    },
    remedy: {
      de: 'Senden Sie diese Datei nicht noch einmal und öffnen Sie sie nicht. Lassen Sie Ihre IT prüfen, woher sie stammt, und bitten Sie den Absender um eine neue Ausfertigung.',
      en: 'Do not send this file again and do not open it. Have your IT check where it comes from, and ask its sender for a new copy.',
    },
    who: { de: 'Buchhaltung mit der IT', en: 'Accounting with IT' },
    retry: 'after-fix',
    where: 'file',
  },
  DCO01245: {
    short: { de: 'PDF nicht lesbar', en: 'PDF not readable' },
    title: { de: 'DATEV kann die PDF-Datei nicht lesen', en: 'DATEV cannot read the PDF file' },
    meaning: {
      de: 'Die Datei ist beschädigt, mit einem Kennwort geschützt oder keine richtige PDF-Datei. Der Beleg wurde nicht übernommen.',
      en: 'The file is damaged, protected by a password or no proper PDF. The document was not taken over.',
    },
    remedy: {
      de: 'Prüfen Sie, ob sich die Datei öffnen lässt. Speichern oder drucken Sie sie neu als PDF ohne Kennwort, oder scannen Sie den Beleg noch einmal, und legen Sie ihn neu ab.',
      en: 'Check whether the file opens. Save or print it anew as PDF without a password, or scan the document again, and put it in again.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  DCO01253: {
    short: { de: 'Datei schon in Belege online', en: 'file in Belege online already' },
    title: {
      de: 'Diese Datei ist in Belege online schon vorhanden',
      en: 'This file exists in Belege online already',
    },
    meaning: {
      de: 'In Belege online liegt bereits eine Datei mit diesem Namen und Belegtyp. DATEV hat sie nicht noch einmal angelegt und nichts verändert.',
      en: 'Belege online has a file of this name and document type already. DATEV did not store it again and changed nothing.',
    },
    remedy: {
      de: 'Ist es derselbe Beleg, müssen Sie nichts tun. Ist es ein anderer, geben Sie der Datei einen anderen Namen oder wählen Sie einen anderen Belegtyp, und legen Sie sie neu ab.',
      en: 'If it is the same document, you need not do anything. If it is another one, give the file another name or choose another document type, and put it in again.',
    },
    who: ACCOUNTING,
    retry: 'never',
    where: 'file',
  },
  DCO01300: {
    short: { de: 'Lohnunterlagen hier nicht mehr möglich', en: 'payroll documents not possible here' },
    title: {
      de: 'Belege online nimmt Lohn- und Reisekostenbelege dieses Mandanten nicht mehr an',
      en: 'Belege online no longer takes payroll and travel documents of this Mandant',
    },
    meaning: {
      de: 'Der Mandant nutzt DATEV Personal Arbeitgeber. Die Belegtypen „DATEV Lohn-Unterlagen“ und „DATEV Reisekosten-Belege“ sind damit für Belege online gesperrt. Übernommen wurde nichts.',
      en: 'The Mandant uses DATEV Personal Arbeitgeber. With it the document types “DATEV Lohn-Unterlagen” and “DATEV Reisekosten-Belege” are closed for Belege online. Nothing was taken over.',
    },
    remedy: {
      de: 'Reichen Sie Lohn- und Reisekostenbelege in DATEV Personal Arbeitgeber ein. Gehört der Beleg in die Buchführung, legen Sie ihn mit einem anderen Belegtyp neu ab.',
      en: 'Hand in payroll and travel documents in DATEV Personal Arbeitgeber. If the document belongs to bookkeeping, put it in again with another document type.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
};
