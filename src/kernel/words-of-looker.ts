import type { ProblemWords } from './problem-words';

/** Problems with Looker: its address and key, calls, queries and what they bring. */
export const LOOKER_MESSAGES = {
  'looker.url-unreadable': {
    title: {
      de: 'Das ist keine Adresse einer Looker-Instanz.',
      en: 'This is no address of a Looker instance.',
    },
    remedy: {
      de: 'Geben Sie die Adresse so ein: „https://name.cloud.looker.com“.',
      en: 'Enter the address like this: “https://name.cloud.looker.com”.',
    },
  },
  'looker.url-not-https': {
    title: {
      de: 'Die Adresse beginnt mit http und wäre unverschlüsselt.',
      en: 'The address begins with http and would not be encrypted.',
    },
    remedy: {
      de: 'Geben Sie die Adresse mit https:// ein.',
      en: 'Enter the address with https://.',
    },
  },
  'looker.url-extra': {
    title: {
      de: 'Die Adresse enthält mehr als den Namen der Instanz.',
      en: 'The address has more in it than the name of the instance.',
    },
    remedy: {
      de: 'Lassen Sie Anmeldedaten, Pfad, Fragezeichen und alles dahinter weg, zum Beispiel „https://name.cloud.looker.com“.',
      en: 'Leave out credentials, path, question mark and whatever follows, for example “https://name.cloud.looker.com”.',
    },
  },
  'looker.secret-missing': {
    title: {
      de: 'Zu diesem Schlüssel fehlt das Geheimnis (Client Secret).',
      en: 'The client secret of this key is missing.',
    },
    remedy: {
      de: 'Geben Sie es ein. Nach einer Änderung von Adresse oder Client-ID gilt das frühere nicht mehr.',
      en: 'Enter it. After a change of address or client ID the former one does not count any more.',
    },
  },
  'looker.url-host': {
    title: {
      de: 'Diese Adresse ist kein öffentlicher Name im Internet.',
      en: 'This address is no public name on the internet.',
    },
    remedy: {
      de: 'IP-Adressen, localhost und interne Namen sind von Atlassian aus nicht erreichbar. Verwenden Sie den öffentlichen Namen Ihrer Looker-Instanz.',
      en: 'IP addresses, localhost and internal names cannot be reached from Atlassian. Use the public name of your Looker instance.',
    },
  },
  'looker.too-many-connections': {
    title: {
      de: 'Mehr als {most} Looker-Verbindungen sind nicht möglich.',
      en: 'More than {most} Looker connections are not possible.',
    },
    remedy: {
      de: 'Entfernen Sie eine Verbindung, die nicht mehr gebraucht wird.',
      en: 'Remove a connection that is no longer needed.',
    },
  },
  'looker.not-approved': {
    title: {
      de: 'Die Verbindung zu {host} ist in Jira nicht genehmigt.',
      en: 'The connection to {host} is not approved in Jira.',
    },
    remedy: {
      de: 'Eine Person mit Jira-Administration genehmigt die Adresse in den Einstellungen der App; danach testen Sie die Verbindung.',
      en: 'A Jira administrator approves the address in the app’s settings; then test the connection.',
    },
  },
  'looker.wrong-key': {
    title: { de: 'Looker kennt diesen API-Schlüssel nicht.', en: 'Looker does not know this API key.' },
    remedy: {
      de: 'Legen Sie in Looker einen API3-Schlüssel an, tragen Sie Client-ID und Secret auf der Verwaltungsseite der App ein und testen Sie dort die Verbindung. Stimmt der Schlüssel, prüfen Sie die Adresse: Sie muss zur API von Looker führen; ältere Instanzen antworten auf Port 19999.',
      en: 'Make an API3 key in Looker, enter its client ID and secret on the app’s admin page, and test the connection there. If the key is right, check the address: it has to lead to Looker’s API; older instances answer on port 19999.',
    },
  },
  'looker.login-lost': {
    title: {
      de: 'Looker hat auch nach einer neuen Anmeldung abgelehnt; die Verbindung ist angehalten.',
      en: 'Looker refused even after a new login; the connection is paused.',
    },
    remedy: {
      de: 'Prüfen Sie in Looker, ob der Benutzer des API-Schlüssels aktiv ist, und testen Sie dann die Verbindung auf der Verwaltungsseite der App.',
      en: 'Check in Looker whether the user of the API key is active, then test the connection on the app’s admin page.',
    },
  },
  'looker.paused': {
    title: { de: 'Diese Looker-Verbindung ist angehalten.', en: 'This Looker connection is paused.' },
    remedy: {
      de: 'Testen Sie die Verbindung auf der Verwaltungsseite der App. Gelingt der Test, läuft sie weiter.',
      en: 'Test the connection on the app’s admin page. When the test succeeds, it goes on.',
    },
  },
  'looker.token': {
    title: { de: 'Looker verlangt eine neue Anmeldung.', en: 'Looker asks for a new login.' },
    remedy: {
      de: 'Sie müssen nichts tun, die App meldet sich neu an.',
      en: 'You need not do anything, the app logs in again.',
    },
  },
  'looker.later': {
    title: { de: 'Looker bittet um Geduld.', en: 'Looker asks to wait.' },
    remedy: {
      de: 'Sie müssen nichts tun, die App wartet und versucht es dann wieder.',
      en: 'You need not do anything, the app waits and then tries again.',
    },
  },
  'looker.unavailable': {
    title: { de: 'Looker meldet eine Störung.', en: 'Looker reports trouble.' },
    remedy: {
      de: 'Sie müssen nichts tun, die App versucht es von selbst wieder. Hält es an, sehen Sie in Looker nach.',
      en: 'You need not do anything, the app tries again by itself. If it lasts, look in Looker.',
    },
  },
  'looker.unreachable': {
    title: { de: 'Looker ist gerade nicht erreichbar.', en: 'Looker cannot be reached right now.' },
    remedy: {
      de: 'Die App versucht es von selbst wieder. Hält es an, prüfen Sie die Adresse, den Port und ob Looker nur bestimmte IP-Adressen zulässt.',
      en: 'The app tries again by itself. If it lasts, check the address, the port, and whether Looker admits certain IP addresses only.',
    },
  },
  'looker.slow': {
    title: {
      de: 'Looker hat nicht rechtzeitig geantwortet.',
      en: 'Looker did not answer in time.',
    },
    remedy: {
      de: 'Die App versucht es von selbst wieder. Geschieht es öfter, grenzen Sie die Abfrage ein oder lassen Sie sie als Aufgabe lesen.',
      en: 'The app tries again by itself. If it happens often, narrow the query or have it read as a task.',
    },
  },
  'looker.unreadable': {
    title: { de: 'Die Antwort von Looker ist nicht lesbar.', en: 'Looker’s answer cannot be read.' },
    remedy: {
      de: 'Die App versucht es von selbst wieder. Hält es an, prüfen Sie, ob die Adresse zur API von Looker führt; ältere Instanzen antworten auf Port 19999.',
      en: 'The app tries again by itself. If it lasts, check whether the address leads to Looker’s API; older instances answer on port 19999.',
    },
  },
  'looker.too-big': {
    title: {
      de: 'Die Antwort von Looker ist größer als {megabytes} MB.',
      en: 'Looker’s answer is larger than {megabytes} MB.',
    },
    remedy: {
      de: 'Grenzen Sie die Abfrage ein, lassen Sie nicht benötigte Spalten weg, oder lesen Sie in Abschnitten nach einem Schlüssel.',
      en: 'Narrow the query, leave out columns that are not needed, or read in chunks by a key.',
    },
  },
  'looker.not-found': {
    title: {
      de: 'Looker findet Look, Abfrage, Explore oder Dashboard nicht, oder der API-Benutzer darf es nicht sehen.',
      en: 'Looker does not find the Look, query, explore or dashboard, or the API user may not see it.',
    },
    remedy: {
      de: 'Prüfen Sie in Looker, ob es die Quelle der Pipeline noch gibt und ob der Benutzer des API-Schlüssels Zugriff darauf hat. Sonst wählen Sie in der Pipeline eine andere Quelle.',
      en: 'Check in Looker whether the source of the pipeline still exists and whether the user of the API key has access to it. Otherwise choose another source in the pipeline.',
    },
  },
  'looker.no-permission': {
    title: {
      de: 'Looker erlaubt dem API-Benutzer diesen Schritt nicht.',
      en: 'Looker does not allow the API user this step.',
    },
    remedy: {
      de: 'Geben Sie dem Benutzer des API-Schlüssels in Looker das fehlende Recht, und wiederholen Sie den Schritt.',
      en: 'Give the user of the API key the missing right in Looker, then repeat the step.',
    },
  },
  'looker.refused': {
    title: { de: 'Looker lehnt die Anfrage ab.', en: 'Looker refuses the request.' },
    remedy: {
      de: 'Prüfen Sie Quelle, Spalten und Filter der Pipeline. Was Looker dazu sagt, steht im Protokoll des Laufs.',
      en: 'Check source, columns and filters of the pipeline. What Looker says about it stands in the run’s log.',
    },
  },
  'looker.refused-fields': {
    title: {
      de: 'Looker lehnt Angaben der Anfrage ab: {fields}.',
      en: 'Looker refuses parts of the request: {fields}.',
    },
    remedy: {
      de: 'Prüfen Sie Quelle, Spalten und Filter der Pipeline.',
      en: 'Check source, columns and filters of the pipeline.',
    },
  },
  'looker.query-failed': {
    title: {
      de: 'Die Abfrage ist in Looker fehlgeschlagen.',
      en: 'The query failed in Looker.',
    },
    remedy: {
      de: 'Führen Sie die Abfrage in Looker selbst aus. Gelingt sie dort, starten Sie den Lauf neu; sonst muss Spalte, Filter oder Modell berichtigt werden.',
      en: 'Run the query in Looker itself. If it works there, start the run again; else a column, a filter or the model has to be corrected.',
    },
  },
  'looker.field-missing': {
    title: { de: 'In Looker fehlt die Spalte {field}.', en: 'The column {field} is missing in Looker.' },
    remedy: {
      de: 'Nehmen Sie die Spalte in die Abfrage auf, oder ändern Sie die Zuordnung der Pipeline.',
      en: 'Add the column to the query, or change the mapping of the pipeline.',
    },
  },
  'looker.pivot': {
    title: {
      de: 'Die Spalte {field} ist in Looker pivotiert und hat keinen einzelnen Wert je Zeile.',
      en: 'The column {field} is pivoted in Looker and has no single value per row.',
    },
    remedy: {
      de: 'Heben Sie die Pivotierung auf, sodass jede Buchung eine eigene Zeile ist.',
      en: 'Remove the pivot so that every booking is a row of its own.',
    },
  },
  'looker.truncated': {
    title: {
      de: 'Looker hat {most} Zeilen geliefert; weitere können fehlen.',
      en: 'Looker gave {most} rows; more may be missing.',
    },
    remedy: {
      de: 'Lassen Sie die Pipeline in Abschnitten nach einem eindeutigen Schlüssel lesen (bis 5.000 Zeilen je Abschnitt) oder als Aufgabe.',
      en: 'Have the pipeline read in chunks by a unique key (up to 5,000 rows each) or as a task.',
    },
  },
  'looker.too-many-rows': {
    title: {
      de: 'Die Quelle hat mehr als {most} Zeilen für diesen Zeitraum.',
      en: 'The source has more than {most} rows for this period.',
    },
    remedy: {
      de: 'Prüfen Sie Filter und Zeitraum der Pipeline, oder fassen Sie die Zeilen in Looker zusammen.',
      en: 'Check filters and period of the pipeline, or sum up the rows in Looker.',
    },
  },
  'looker.key-not-unique': {
    title: {
      de: 'Die Spalte {field} ist kein eindeutiger Schlüssel: Werte fehlen oder kommen mehrfach vor.',
      en: 'The column {field} is no unique key: values are missing or occur more than once.',
    },
    remedy: {
      de: 'Wählen Sie eine Spalte, die in jeder Zeile einen eigenen Wert hat, oder lassen Sie als Aufgabe lesen. Es wurde nichts übertragen.',
      en: 'Choose a column with a value of its own in every row, or have it read as a task. Nothing was sent.',
    },
  },
  'looker.key-order': {
    title: {
      de: 'Die Werte der Spalte {field} lassen sich nicht verlässlich der Reihe nach lesen.',
      en: 'The values of the column {field} cannot be read in a reliable order.',
    },
    remedy: {
      de: 'Wählen Sie einen Schlüssel aus Zahlen, oder lassen Sie als Aufgabe lesen. Es wurde nichts übertragen.',
      en: 'Choose a key of numbers, or have it read as a task. Nothing was sent.',
    },
  },
  'looker.key-unfit': {
    title: {
      de: 'Die Spalte {field} eignet sich nicht als Schlüssel.',
      en: 'The column {field} is not fit to be a key.',
    },
    remedy: {
      de: 'Wählen Sie eine sortierbare Dimension mit Zahlen oder Kennungen, keine Kennzahl und kein Datum.',
      en: 'Choose a sortable dimension of numbers or ids, no measure and no date.',
    },
  },
  'looker.no-unlimited': {
    title: {
      de: 'Der API-Benutzer darf in Looker nicht alle Zeilen herunterladen.',
      en: 'The API user may not download all rows in Looker.',
    },
    remedy: {
      de: 'Geben Sie ihm in Looker das Recht „download_without_limit“, oder lassen Sie in Abschnitten nach einem Schlüssel lesen.',
      en: 'Give it the right “download_without_limit” in Looker, or have it read in chunks by a key.',
    },
  },
  'looker.task-killed': {
    title: { de: 'Die Abfrage wurde in Looker abgebrochen.', en: 'The query was stopped in Looker.' },
    remedy: {
      de: 'Starten Sie den Lauf neu, sobald in Looker klar ist, warum sie abgebrochen wurde.',
      en: 'Start the run again once it is clear in Looker why it was stopped.',
    },
  },
  'looker.task-expired': {
    title: {
      de: 'Die Ergebnisse sind in Looker mehrmals verfallen, bevor sie abgeholt werden konnten.',
      en: 'The results expired in Looker several times before they could be fetched.',
    },
    remedy: {
      de: 'Starten Sie den Lauf neu. Bleibt es dabei, lassen Sie in Abschnitten nach einem Schlüssel lesen.',
      en: 'Start the run again. If it stays, have it read in chunks by a key.',
    },
  },
  'looker.no-models': {
    title: {
      de: 'Die Anmeldung gelingt, aber der API-Benutzer sieht in Looker keine Modelle.',
      en: 'The login works, but the API user sees no models in Looker.',
    },
    remedy: {
      de: 'Geben Sie dem Benutzer des API-Schlüssels in Looker eine Rolle mit Zugriff auf das Modell der Buchungen.',
      en: 'Give the user of the API key a role in Looker with access to the model of the bookings.',
    },
  },
  'looker.render-failed': {
    title: { de: 'Looker konnte das Bild nicht erzeugen.', en: 'Looker could not make the image.' },
    remedy: {
      de: 'Öffnen Sie Look oder Dashboard in Looker und laden Sie es dort herunter: einen Look als JPG, ein Dashboard als PDF. Gelingt das, starten Sie den Schritt neu.',
      en: 'Open the Look or dashboard in Looker and download it there: a Look as JPG, a dashboard as PDF. If that works, start the step again.',
    },
  },
  'looker.no-pdf': {
    title: {
      de: 'Looker hat etwas anderes als ein Bild geliefert.',
      en: 'Looker gave something other than an image.',
    },
    remedy: {
      de: 'Starten Sie den Schritt neu. Bleibt es dabei, nehmen Sie ein Dashboard statt eines Looks.',
      en: 'Start the step again. If it stays, use a dashboard instead of a Look.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemWords>>;
