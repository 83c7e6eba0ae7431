import type { ProblemWords } from './problem-words';

export const RUN_MESSAGES = {
  'pipeline.schedule': {
    title: {
      de: 'Der Cron-Ausdruck des Zeitplans ist nicht lesbar.',
      en: 'The cron pattern of the schedule cannot be read.',
    },
    remedy: {
      de: 'Geben Sie fünf Angaben ein: Minute, Stunde, Tag, Monat, Wochentag. „0 6 2 * *“ heißt zum Beispiel: am 2. jedes Monats um 6 Uhr.',
      en: 'Enter five parts: minute, hour, day, month, weekday. “0 6 2 * *”, for example, means: on the 2nd of every month at 6 o’clock.',
    },
  },
  'pipeline.schedule-zone': {
    title: { de: 'Die Zeitzone {zone} gibt es nicht.', en: 'There is no time zone {zone}.' },
    remedy: {
      de: 'Wählen Sie eine Zeitzone aus der Liste, zum Beispiel Europe/Berlin.',
      en: 'Choose a time zone from the list, for example Europe/Berlin.',
    },
  },
  'pipeline.schedule-often': {
    title: {
      de: 'Der Zeitplan läuft öfter als einmal in der Stunde.',
      en: 'The schedule runs more often than once an hour.',
    },
    remedy: {
      de: 'Nennen Sie als Minute eine einzige Zahl von 0 bis 59.',
      en: 'Enter one single number from 0 to 59 as the minute.',
    },
  },
  'pipeline.schedule-never': {
    title: {
      de: 'Den Tag, an dem der Zeitplan laufen soll, gibt es nie.',
      en: 'The day on which the schedule is to run never comes.',
    },
    remedy: {
      de: 'Prüfen Sie Tag und Monat des Cron-Ausdrucks; einen 30. Februar zum Beispiel gibt es nicht.',
      en: 'Check day and month of the cron pattern; there is no 30 February, for example.',
    },
  },
  'pipeline.schedule-day': {
    title: {
      de: 'Ein Zeitplan nach Arbeitstagen passt nicht zu einer Pipeline, die je Tag läuft.',
      en: 'A schedule by business days does not fit a pipeline that runs by day.',
    },
    remedy: {
      de: 'Wählen Sie Monat oder Quartal als Zeitraum, oder einen Zeitplan mit Cron-Ausdruck.',
      en: 'Choose month or quarter as the period, or a schedule with a cron pattern.',
    },
  },
  'run.gone': {
    title: { de: 'Diesen Lauf gibt es so nicht mehr.', en: 'This run no longer exists in this form.' },
    remedy: {
      de: 'Starten Sie die Pipeline für den Zeitraum neu.',
      en: 'Start the pipeline for the period again.',
    },
  },
  'run.no-pipeline': {
    title: { de: 'Die Pipeline dieses Laufs wurde entfernt.', en: 'The pipeline of this run was removed.' },
    remedy: {
      de: 'Dieser Lauf kann nicht mehr weitergehen; schließen Sie den Vorgang ohne Senden. Soll der Zeitraum noch übergeben werden, richten Sie die Pipeline neu ein und starten Sie sie für ihn.',
      en: 'This run cannot go on; close the issue without sending. If the period is still to be delivered, set the pipeline up again and start it for that period.',
    },
  },
  'run.no-accounts': {
    title: {
      de: 'Für den Mandanten ist kein Kontenplan hinterlegt.',
      en: 'There is no account plan for the Mandant.',
    },
    remedy: {
      de: 'Hinterlegen Sie im DATEV-Desk unter „Pipelines“ den Kontenplan des Mandanten und starten Sie den Lauf erneut.',
      en: 'Put in the account plan of the Mandant in the DATEV desk under “Pipelines”, then start the run again.',
    },
  },
  'run.no-connection': {
    title: {
      de: 'Die Looker-Verbindung der Pipeline gibt es nicht mehr.',
      en: 'The Looker connection of the pipeline no longer exists.',
    },
    remedy: {
      de: 'Wählen Sie in der Pipeline eine andere Verbindung; eingerichtet werden Verbindungen auf der Verwaltungsseite der App.',
      en: 'Choose another connection in the pipeline; connections are set up on the app’s admin page.',
    },
  },
  'run.schema-changed': {
    title: {
      de: 'In Looker haben sich Spalten geändert, die die Zuordnung verwendet: {columns}.',
      en: 'Columns that the mapping uses have changed in Looker: {columns}.',
    },
    remedy: {
      de: 'Der DATEV-Bereich zeigt, was sich geändert hat, und schlägt für umbenannte Spalten die neue vor. Übernehmen Sie das mit einem Klick, oder ändern Sie Abfrage und Zuordnung der Pipeline.',
      en: 'The DATEV panel shows what changed and suggests the new column for a renamed one. Take that with one click, or change query and mapping of the pipeline.',
    },
  },
  'run.fiscal-year': {
    title: {
      de: 'Das Wirtschaftsjahr im Kontenplan ist nicht das des Mandanten bei DATEV.',
      en: 'The fiscal year in the account plan is not that of the Mandant at DATEV.',
    },
    remedy: {
      de: 'Stellen Sie im Kontenplan des Mandanten den Beginn des Wirtschaftsjahres richtig und starten Sie den Lauf erneut. Fehlt das Jahr in DATEV, legt die Kanzlei es an.',
      en: 'Set the begin of the fiscal year right in the account plan of the Mandant, then start the run again. If DATEV lacks the year, the tax firm sets it up.',
    },
  },
  'run.account-length': {
    title: {
      de: 'Die Sachkontenlänge im Kontenplan ist nicht die des Mandanten bei DATEV.',
      en: 'The Sachkontenlänge in the account plan is not that of the Mandant at DATEV.',
    },
    remedy: {
      de: 'Stellen Sie im Kontenplan des Mandanten die Sachkontenlänge richtig, prüfen Sie die Kontonummern und starten Sie den Lauf erneut.',
      en: 'Set the Sachkontenlänge right in the account plan of the Mandant, check the account numbers, then start the run again.',
    },
  },
  'run.no-rows': {
    title: {
      de: 'Looker hat für den Zeitraum keine einzige Zeile geliefert.',
      en: 'Looker gave not a single row for the period.',
    },
    remedy: {
      de: 'Prüfen Sie in Looker, ob die Daten des Zeitraums schon da sind, und starten Sie den Lauf erneut. Ist ein leerer Zeitraum richtig, erlauben Sie ihn in der Pipeline.',
      en: 'Check in Looker whether the data of the period are there, then start the run again. If an empty period is right, allow it in the pipeline.',
    },
  },
  'run.unusual-rows': {
    title: {
      de: 'Die Zahl der Zeilen ist ungewöhnlich: {rows}, üblich sind etwa {usual} (Abweichung {percent} %).',
      en: 'The number of rows is unusual: {rows}, usual are about {usual} (off by {percent} %).',
    },
    remedy: {
      de: 'Prüfen Sie in Looker, ob der Zeitraum vollständig ist. Ist alles richtig, bestätigen Sie die Menge auf der Seite des Laufs.',
      en: 'Check in Looker whether the period is complete. If all is right, accept the amount on the page of the run.',
    },
  },
  'run.unusual-total': {
    title: {
      de: 'Die Summe der Buchungen weicht um {percent} % vom Üblichen ab.',
      en: 'The sum of the bookings is off the usual by {percent} %.',
    },
    remedy: {
      de: 'Vergleichen Sie die Kontrollsummen auf der Seite des Laufs. Ist alles richtig, bestätigen Sie sie dort.',
      en: 'Compare the control totals on the page of the run. If all is right, accept them there.',
    },
  },
  'run.no-picture': {
    title: {
      de: 'Looker hat den Beleg {part} dreimal nicht erstellt.',
      en: 'Looker failed three times to make document {part}.',
    },
    remedy: {
      de: 'Öffnen Sie den Look oder das Dashboard in Looker und laden Sie es dort herunter: einen Look als JPG, ein Dashboard als PDF. Klappt das, starten Sie den Lauf erneut.',
      en: 'Open the Look or dashboard in Looker and download it there: a Look as JPG, a dashboard as PDF. If that works, start the run again.',
    },
  },
  'run.file-faults': {
    title: {
      de: 'Die erstellte Datei hält Regeln von DATEV nicht ein ({count} Stellen).',
      en: 'The file that was made does not follow rules of DATEV ({count} places).',
    },
    remedy: {
      de: 'Die Seite des Laufs nennt jede Zeile und Spalte. Berichtigen Sie die Werte in Looker oder die Zuordnung und starten Sie den Lauf erneut.',
      en: 'The page of the run names each row and column. Correct the values in Looker or the mapping, then start the run again.',
    },
  },
  'run.count-differs': {
    title: {
      de: 'DATEV hat {datev} Buchungen gezählt, gesendet wurden {sent}.',
      en: 'DATEV counted {datev} bookings, {sent} were sent.',
    },
    remedy: {
      de: 'Die Dateien sind bei DATEV; senden Sie sie nicht noch einmal. Bitten Sie die Kanzlei, den Stapel mit dem Laufbericht zu vergleichen.',
      en: 'The files are at DATEV; do not send them again. Ask the tax firm to compare the batch with the report of the run.',
    },
  },
  'run.overdue': {
    title: {
      de: 'Die erwartete Übergabe ist ausgeblieben.',
      en: 'The expected delivery has not come.',
    },
    remedy: {
      de: 'Die App versucht es weiter. Die Seite des Laufs im DATEV-Desk zeigt, woran er hängt.',
      en: 'The app goes on trying. The page of the run in the DATEV desk shows what holds it up.',
    },
  },
  'run.dies': {
    title: {
      de: 'Die Ausführung brach dreimal nacheinander ab, ohne dass ein Fehler gemeldet wurde.',
      en: 'The execution broke off three times in a row without reporting an error.',
    },
    remedy: {
      de: 'Es wurde nichts gesendet, und nichts ist verloren. Führen Sie den Lauf noch einmal aus. Bricht er wieder ab, teilen Sie den Zeitraum oder die Zeilen auf mehrere Pipelines auf, und nennen Sie dem Hersteller der App die Uhrzeit.',
      en: 'Nothing was sent, and nothing is lost. Execute the run again. If it breaks off again, divide the period or the rows among several pipelines, and tell the maker of the app the time.',
    },
  },
  'run.same-person': {
    title: {
      de: 'Die Freigabe muss eine zweite Person geben.',
      en: 'A second person has to approve.',
    },
    remedy: {
      de: 'Bitten Sie jemanden, der den Lauf nicht gestartet oder erneut angeordnet, seit der letzten freigegebenen Übergabe weder Pipeline noch Kontenplan geändert und die Datei nicht selbst abgelegt hat.',
      en: 'Ask somebody who neither started the run or ordered it again, nor changed pipeline or account plan since the last approved delivery, nor put the file in.',
    },
  },
  'run.not-approved': {
    title: {
      de: 'Nicht gesendet: Diese Datei ist so nicht freigegeben.',
      en: 'Not sent: this file is not approved as it is.',
    },
    remedy: {
      de: 'Eine zweite Person sieht die Datei an und gibt den Schritt hier frei oder sendet sie. Wer den Lauf gestartet, Pipeline oder Kontenplan geändert oder die Datei abgelegt hat, darf das nicht selbst tun.',
      en: 'A second person looks at the file and repeats the step here or sends it. Whoever started the run, changed pipeline or account plan, or put the file in may not do that themselves.',
    },
  },
  'pipeline.same-person': {
    title: {
      de: 'Dass die Freigabe abgeschaltet wird, muss eine zweite Person bestätigen.',
      en: 'A second person has to confirm that the approval is switched off.',
    },
    remedy: {
      de: 'Bitten Sie eine andere Kanzleileitung oder die Jira-Administration.',
      en: 'Ask another firm lead or your Jira administration.',
    },
  },
  'pipeline.conflict': {
    title: {
      de: 'Jemand hat die Pipeline inzwischen geändert.',
      en: 'Somebody has changed the pipeline meanwhile.',
    },
    remedy: {
      de: 'Laden Sie sie neu, vergleichen Sie und speichern Sie dann noch einmal.',
      en: 'Reload it, compare, then save again.',
    },
  },
  'pipeline.label-long': {
    title: {
      de: 'Die Bezeichnung wird mit dem Zeitraum länger als 30 Zeichen.',
      en: 'With the period the label gets longer than 30 characters.',
    },
    remedy: {
      de: 'Kürzen Sie sie; DATEV zeigt höchstens 30 Zeichen.',
      en: 'Shorten it; DATEV shows 30 characters at most.',
    },
  },
  'pipeline.columns': {
    title: {
      de: 'Die Abfrage enthält nicht alle Spalten der Zuordnung: {columns}.',
      en: 'The query does not contain all columns of the mapping: {columns}.',
    },
    remedy: {
      de: 'Nehmen Sie die Spalten in die Abfrage auf, oder ordnen Sie andere zu.',
      en: 'Add the columns to the query, or map others.',
    },
  },
  'pipeline.folder': {
    title: {
      de: 'Für ein Paket fehlt der Ordner in Belege online.',
      en: 'A package needs the folder in Belege online.',
    },
    remedy: {
      de: 'Nennen Sie den Rechnungsordner so, wie er in DATEV Unternehmen online heißt.',
      en: 'Name the invoice folder as it is called in DATEV Unternehmen online.',
    },
  },
  'pipeline.mandant': {
    title: { de: 'Der Mandant wird nicht beobachtet.', en: 'The Mandant is not watched.' },
    remedy: {
      de: 'Fügen Sie ihn auf der Verwaltungsseite der App hinzu; sonst merkt niemand, wenn DATEV eine Datei ablehnt.',
      en: 'Add it on the app’s admin page; otherwise nobody notices when DATEV rejects a file.',
    },
  },
  'pipeline.period': {
    title: {
      de: 'Der Zeitraum passt nicht zur Pipeline.',
      en: 'The period does not fit the pipeline.',
    },
    remedy: {
      de: 'Wählen Sie einen Monat, ein Quartal oder einen Tag, je nachdem, was die Pipeline umfasst.',
      en: 'Choose a month, a quarter or a day, depending on what the pipeline covers.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemWords>>;
