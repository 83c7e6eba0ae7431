import type { ProblemWords } from './problem-words';

/** Problems with files that people hand in. */
export const FILE_MESSAGES = {
  'file.too-large': {
    title: {
      de: 'Die Datei ist zu groß ({megabytes} MB); DATEV nimmt höchstens 50 MB an.',
      en: 'The file is too large ({megabytes} MB); DATEV takes at most 50 MB.',
    },
    remedy: {
      de: 'Teilen Sie den Export auf, zum Beispiel in eine Datei je Monat.',
      en: 'Split the export, for example into one file per month.',
    },
  },
  'file.other-kind': {
    title: {
      de: 'Die Datei ist von anderer Art als die, die berichtigt werden soll.',
      en: 'The file is of another kind than the one to be corrected.',
    },
    remedy: {
      de: 'Zu einem Buchungsstapel gehört eine EXTF-Datei (.csv), zu einem Paket ein Paket (.zip oder alle seine Dateien), zu einem Beleg ein Beleg.',
      en: 'A booking batch wants an EXTF file (.csv), a package wants a package (.zip or all its files), a document wants a document.',
    },
  },
  'file.no-package': {
    title: {
      de: 'Die Datei ist kein lesbares ZIP-Archiv.',
      en: 'The file is no ZIP archive that can be read.',
    },
    remedy: {
      de: 'Erzeugen Sie das Paket im vorgelagerten Programm neu, oder wählen Sie seine Dateien einzeln aus: document.xml, die Buchungen und die Belege.',
      en: 'Create the package in the upstream program again, or choose its files one by one: document.xml, the bookings and the images.',
    },
  },
  'file.package-too-big': {
    title: {
      de: 'Das Paket ist ausgepackt größer als 50 MB oder hat mehr als 10.000 Dateien.',
      en: 'Unpacked, the package is larger than 50 MB or has more than 10,000 files.',
    },
    remedy: {
      de: 'Teilen Sie es im vorgelagerten Programm, etwa nach Monaten, und legen Sie die Teile nacheinander ab.',
      en: 'Split it in the upstream program, by months for instance, and put in the parts one after the other.',
    },
  },
  'file.package-twice': {
    title: {
      de: 'Im Paket kommt der Dateiname {name} zweimal vor.',
      en: 'The file name {name} occurs twice in the package.',
    },
    remedy: {
      de: 'Geben Sie jeder Datei einen eigenen Namen, auch in document.xml, und legen Sie das Paket neu ab.',
      en: 'Give each file a name of its own, in document.xml too, and put the package in again.',
    },
  },
  'file.package-overlap': {
    title: {
      de: 'Im Archiv liegt {name} auf einer anderen Datei; kein übliches Programm packt so.',
      en: 'In the archive {name} lies on top of another file; no common program packs like that.',
    },
    remedy: {
      de: 'Nehmen Sie dieses Archiv nicht, und fragen Sie nach, woher es kommt. Erzeugen Sie das Paket im vorgelagerten Programm neu, oder wählen Sie seine Dateien einzeln aus: document.xml, die Buchungen und die Belege.',
      en: 'Do not use this archive, and ask where it comes from. Create the package in the upstream program again, or choose its files one by one: document.xml, the bookings and the images.',
    },
  },
  'file.package-sizes': {
    title: {
      de: 'Das Archiv macht über {name} Angaben, die einander oder dem Inhalt widersprechen.',
      en: 'What the archive says about {name} contradicts itself or the content.',
    },
    remedy: {
      de: 'Erzeugen Sie das Paket im vorgelagerten Programm neu, oder wählen Sie seine Dateien einzeln aus: document.xml, die Buchungen und die Belege.',
      en: 'Create the package in the upstream program again, or choose its files one by one: document.xml, the bookings and the images.',
    },
  },
  'file.package-checksum': {
    title: {
      de: '{name} ist im Archiv beschädigt: Die Prüfsumme stimmt nicht.',
      en: '{name} is damaged in the archive: the checksum is wrong.',
    },
    remedy: {
      de: 'Übertragen Sie das Archiv noch einmal. Hilft das nicht: Erzeugen Sie das Paket im vorgelagerten Programm neu, oder wählen Sie seine Dateien einzeln aus: document.xml, die Buchungen und die Belege.',
      en: 'Transfer the archive again. If that does not help: Create the package in the upstream program again, or choose its files one by one: document.xml, the bookings and the images.',
    },
  },
  'file.package-encrypted': {
    title: {
      de: '{name} ist im Archiv mit einem Kennwort geschützt.',
      en: '{name} is protected with a password in the archive.',
    },
    remedy: {
      de: 'Packen Sie das Paket ohne Kennwort, oder wählen Sie seine Dateien einzeln aus: document.xml, die Buchungen und die Belege.',
      en: 'Pack the package without a password, or choose its files one by one: document.xml, the bookings and the images.',
    },
  },
  'file.package-method': {
    title: {
      de: '{name} ist im Archiv auf eine Art gepackt, die wir nicht lesen, oder das Archiv ist auf mehrere Dateien verteilt.',
      en: '{name} is packed in a way that we do not read, or the archive is split over several files.',
    },
    remedy: {
      de: 'Packen Sie das Paket als gewöhnliches ZIP (Deflate) in eine einzige Datei, oder wählen Sie seine Dateien einzeln aus: document.xml, die Buchungen und die Belege.',
      en: 'Pack the package as an ordinary ZIP (Deflate) in one single file, or choose its files one by one: document.xml, the bookings and the images.',
    },
  },
  'file.package-path': {
    title: {
      de: 'Der Name {name} führt aus dem Paket hinaus oder enthält verborgene Zeichen.',
      en: 'The name {name} leads out of the package or contains hidden characters.',
    },
    remedy: {
      de: 'Geben Sie der Datei einen einfachen Namen aus Buchstaben, Ziffern, Punkt und Bindestrich, auch in document.xml, und packen Sie das Paket neu.',
      en: 'Give the file a plain name of letters, digits, dot and hyphen, in document.xml too, and pack the package again.',
    },
  },
  'file.package-mixed': {
    title: {
      de: 'Das Paket gehört zu einer anderen Art oder einem anderen Monat als das abgelehnte.',
      en: 'The package belongs to another kind or month than the one that was refused.',
    },
    remedy: {
      de: 'Legen Sie hier nur die Belege derselben Art und desselben Monats ab. Alles Übrige geben Sie im DATEV-Bereich als neues Paket ab.',
      en: 'Put in here only documents of the same kind and month. Hand in all else as a new package in the DATEV desk.',
    },
  },
  'file.arrived-changed': {
    title: {
      de: 'Die Datei {name} heißt wie eine, die schon angekommen ist, hat aber anderen Inhalt.',
      en: 'The file {name} is called like one that has arrived already but has other content.',
    },
    remedy: {
      de: 'Ist es derselbe Beleg, nehmen Sie ihn aus dem Paket; eine Änderung bucht die Kanzlei. Ist es ein anderer, geben Sie der Datei einen neuen Namen, auch in document.xml.',
      en: 'If it is the same document, take it out of the package; the tax firm books a change. If it is another one, give the file a new name, in document.xml too.',
    },
  },
  'file.unknown-rest': {
    title: {
      de: 'Welche Belege angekommen sind, lässt sich nicht mehr feststellen.',
      en: 'Which documents arrived can no longer be found out.',
    },
    remedy: {
      de: 'DATEVs Protokoll nennt keine Dateien, und das gesendete Paket liegt nicht mehr vor. Sehen Sie in Belege online nach, und geben Sie die fehlenden Belege im DATEV-Bereich als neues Paket ab.',
      en: 'DATEV’s protocol names no files, and the package that was sent is no longer kept. Look into Belege online and hand in the missing documents as a new package at the DATEV desk.',
    },
  },
  'file.nothing-left': {
    title: {
      de: 'Alle Belege dieses Pakets sind bei DATEV schon angekommen.',
      en: 'All documents of this package have already arrived at DATEV.',
    },
    remedy: {
      de: 'Ein weiteres Senden würde doppelt buchen. Legen Sie ein Paket mit den Belegen ab, die fehlen, oder schließen Sie ohne Senden.',
      en: 'Sending again would book twice. Put in a package with the documents that are missing, or close without sending.',
    },
  },
  'file.no-bookings': {
    title: {
      de: 'Das Paket enthält keine Buchungen.',
      en: 'The package has no bookings in it.',
    },
    remedy: {
      de: 'Geben Sie Belege ohne Buchungen einzeln als Beleg ab. Sollten Buchungen darin sein, erzeugen Sie das Paket neu.',
      en: 'Hand in images without bookings one by one as documents. If there should be bookings in it, create the package again.',
    },
  },
  'file.document-type': {
    title: {
      de: 'Diese Dateiart nimmt DATEV Unternehmen online nicht als Beleg.',
      en: 'DATEV Unternehmen online does not take this kind of file as a document.',
    },
    remedy: {
      de: 'Speichern Sie den Beleg als PDF (auch GIF, JPG, PNG, TIF oder XML gehen) und wählen Sie ihn erneut.',
      en: 'Save the document as PDF (GIF, JPG, PNG, TIF or XML will do, too) and choose it again.',
    },
  },
  'file.document-too-big': {
    title: {
      de: 'Der Beleg ist größer als 20 MB.',
      en: 'The document is larger than 20 MB.',
    },
    remedy: {
      de: 'Verkleinern oder teilen Sie ihn; DATEV empfiehlt Belege unter 500 kB.',
      en: 'Make it smaller or split it; DATEV recommends documents below 500 kB.',
    },
  },
  'file.document-broken': {
    title: {
      de: 'Der Inhalt der Datei passt nicht zu ihrer Endung.',
      en: 'The content of the file does not fit its ending.',
    },
    remedy: {
      de: 'Öffnen Sie den Beleg, prüfen Sie ihn und speichern Sie ihn noch einmal als PDF.',
      en: 'Open the document, check it and save it as PDF again.',
    },
  },
  'file.empty': {
    title: { de: 'Die Datei ist leer.', en: 'The file is empty.' },
    remedy: {
      de: 'Exportieren Sie den Stapel noch einmal und wählen Sie die neue Datei.',
      en: 'Export the batch again and choose the new file.',
    },
  },
  'file.incomplete': {
    title: { de: 'Die Datei ist nicht vollständig angekommen.', en: 'The file did not arrive completely.' },
    remedy: {
      de: 'Wählen Sie dieselbe Datei noch einmal; was schon da ist, wird nicht noch einmal übertragen.',
      en: 'Choose the same file again; what is there already is not transferred again.',
    },
  },
  'file.hash-mismatch': {
    title: {
      de: 'Die Datei hat sich beim Hochladen verändert.',
      en: 'The file changed while it was uploaded.',
    },
    remedy: {
      de: 'Schließen Sie die Datei in anderen Programmen und wählen Sie sie noch einmal.',
      en: 'Close the file in other programs and choose it again.',
    },
  },
  'file.not-gzip': {
    title: { de: 'Die hochgeladenen Daten sind beschädigt.', en: 'The uploaded data is damaged.' },
    remedy: {
      de: 'Laden Sie die Seite neu und wählen Sie die Datei noch einmal.',
      en: 'Reload the page and choose the file again.',
    },
  },
  'file.bomb': {
    title: {
      de: 'Entpackt ist die Datei größer als angekündigt.',
      en: 'Unpacked, the file is larger than announced.',
    },
    remedy: {
      de: 'Wählen Sie die ursprüngliche EXTF-Datei (.csv); sie darf höchstens 50 MB groß sein.',
      en: 'Choose the original EXTF file (.csv); it may have at most 50 MB.',
    },
  },
  'file.findings': {
    title: { de: 'DATEV würde diese Datei nicht annehmen.', en: 'DATEV would not take this file.' },
    remedy: {
      de: 'Die Liste darunter zeigt, was zu berichtigen ist. Exportieren Sie danach neu und wählen Sie die neue Datei.',
      en: 'The list below shows what is to be corrected. Then export again and choose the new file.',
    },
  },
  'file.gone': {
    title: { de: 'Die Datei ist nicht mehr gespeichert.', en: 'The file is no longer stored.' },
    remedy: {
      de: 'Legen Sie die Datei noch einmal im DATEV-Bereich ab.',
      en: 'Put the file into the DATEV panel again.',
    },
  },
  'file.check-died': {
    title: {
      de: 'Die Prüfung dieser Datei ist mehrmals abgebrochen; sie wird nicht weiter versucht.',
      en: 'The check of this file broke off several times; it is not tried any further.',
    },
    remedy: {
      de: 'Teilen Sie die Datei, zum Beispiel nach Monaten, oder exportieren Sie sie neu, und legen Sie sie dann noch einmal ab. Hilft das nicht, geben Sie einem Jira-Administrator Bescheid.',
      en: 'Split the file, by months for instance, or export it anew, and then put it in again. If that does not help, tell a Jira administrator.',
    },
  },
  'file.closed-meanwhile': {
    title: {
      de: 'Während die Datei hochgeladen wurde, hat jemand den Vorgang abgeschlossen. Sie wurde nicht angenommen.',
      en: 'While the file was uploaded, somebody closed this case. The file was not taken.',
    },
    remedy: {
      de: 'Klären Sie, ob noch gesendet werden soll. Wenn ja, legen Sie die Datei noch einmal ab.',
      en: 'Find out whether it is still to be sent. If so, put the file in again.',
    },
  },
  'file.not-now': {
    title: {
      de: 'Zurzeit kann keine neue Datei angenommen werden: Eine Übertragung läuft oder ist abgeschlossen.',
      en: 'No new file can be taken now: a transmission is under way or completed.',
    },
    remedy: {
      de: 'Warten Sie das Ergebnis ab. Nimmt DATEV die Datei nicht an, können Sie eine neue ablegen.',
      en: 'Wait for the result. If DATEV does not take the file, you can put in a new one.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemWords>>;
