import type { ProblemWords } from './problem-words';

/** Problems with Jira, with the settings, and with the platform underneath. */
export const JIRA_MESSAGES = {
  'jira.project-gone': {
    title: {
      de: 'Das Jira-Projekt für die Vorgänge ist nicht mehr da oder für die App gesperrt.',
      en: 'The Jira project for the issues is gone or closed to the app.',
    },
    remedy: {
      de: 'Wählen Sie in den Einstellungen der App ein Projekt. Wartende Vorgänge werden danach angelegt.',
      en: 'Choose a project in the app’s settings. Waiting issues are created then.',
    },
  },
  'jira.issue-gone': {
    title: { de: 'Den Vorgang gibt es nicht mehr.', en: 'The issue no longer exists.' },
    remedy: {
      de: 'Soll es wieder einen geben, legen Sie ihn im DATEV-Desk neu an.',
      en: 'If there should be one again, create it in the DATEV desk.',
    },
  },
  'jira.issue-hidden': {
    title: {
      de: 'Diesen Vorgang dürfen Sie nicht sehen, oder es gibt ihn nicht.',
      en: 'You may not see this issue, or it does not exist.',
    },
    remedy: {
      de: 'Bitten Sie die Projektleitung um Zugriff.',
      en: 'Ask the project lead for access.',
    },
  },
  'jira.field-refused': {
    title: { de: 'Jira nimmt ein Feld nicht an: {fields}.', en: 'Jira does not take a field: {fields}.' },
    remedy: {
      de: 'Prüfen Sie in den Einstellungen der App die Zuordnung der Felder. Der Vorgang selbst entsteht auch ohne dieses Feld.',
      en: 'Check the mapping of fields in the app’s settings. The issue itself is created without this field too.',
    },
  },
  'jira.required-fields': {
    title: {
      de: 'Das Projekt verlangt Pflichtfelder, die noch keinen Wert haben: {fields}.',
      en: 'The project demands required fields that have no value yet: {fields}.',
    },
    remedy: {
      de: 'Legen Sie in den Einstellungen der App Werte für diese Pflichtfelder fest. Wartende Vorgänge werden danach angelegt.',
      en: 'Set values for these required fields in the app’s settings. Waiting issues are created then.',
    },
  },
  'jira.forbidden': {
    title: { de: 'Jira erlaubt der App diesen Schritt nicht.', en: 'Jira does not allow the app this step.' },
    remedy: {
      de: 'Geben Sie der App im Berechtigungsschema des Projekts die Rechte zum Anlegen, Bearbeiten, Kommentieren und Verschieben von Vorgängen.',
      en: 'Give the app the rights to create, edit, comment on and transition issues in the project’s permission scheme.',
    },
  },
  'jira.not-signed-in': {
    title: { de: 'Jira erkennt die App gerade nicht an.', en: 'Jira does not recognise the app right now.' },
    remedy: {
      de: 'Sie müssen nichts tun. Hält es länger als eine Stunde an, muss die App neu genehmigt werden (Apps verwalten).',
      en: 'You need not do anything. If it lasts more than an hour, the app has to be approved again (Manage apps).',
    },
  },
  'jira.not-found': {
    title: {
      de: 'Jira findet nicht, was für diesen Schritt nötig ist.',
      en: 'Jira does not find what this step needs.',
    },
    remedy: {
      de: 'Prüfen Sie in den Einstellungen der App Projekt, Vorgangstyp und Felder.',
      en: 'Check project, issue type and fields in the app’s settings.',
    },
  },
  'jira.refused': {
    title: { de: 'Jira hat den Schritt abgelehnt.', en: 'Jira refused the step.' },
    remedy: {
      de: 'Prüfen Sie in den Einstellungen der App Projekt, Vorgangstyp und Felder, und wiederholen Sie den Schritt.',
      en: 'Check project, issue type and fields in the app’s settings, then repeat the step.',
    },
  },
  'jira.later': {
    title: { de: 'Jira bittet um Geduld.', en: 'Jira asks to wait.' },
    remedy: {
      de: 'Sie müssen nichts tun, die App wartet und versucht es dann wieder.',
      en: 'You need not do anything, the app waits and then tries again.',
    },
  },
  'jira.busy': {
    title: {
      de: 'Jemand anderes ändert den Vorgang gerade.',
      en: 'Somebody else is changing the issue right now.',
    },
    remedy: {
      de: 'Sie müssen nichts tun, die App versucht es gleich wieder.',
      en: 'You need not do anything, the app tries again in a moment.',
    },
  },
  'jira.unreachable': {
    title: { de: 'Jira ist gerade nicht erreichbar.', en: 'Jira cannot be reached right now.' },
    remedy: {
      de: 'Sie müssen nichts tun, die App versucht es von selbst wieder.',
      en: 'You need not do anything, the app tries again by itself.',
    },
  },
  'jira.unavailable': {
    title: { de: 'Jira meldet eine Störung.', en: 'Jira reports trouble.' },
    remedy: {
      de: 'Sie müssen nichts tun, die App versucht es von selbst wieder.',
      en: 'You need not do anything, the app tries again by itself.',
    },
  },
  'jira.unreadable': {
    title: { de: 'Die Antwort von Jira ist nicht lesbar.', en: 'Jira’s answer cannot be read.' },
    remedy: {
      de: 'Sie müssen nichts tun, die App sieht nach und versucht es dann wieder.',
      en: 'You need not do anything, the app looks and then tries again.',
    },
  },
  'jira.issue-full': {
    title: {
      de: 'Der Vorgang nimmt nichts mehr auf, zum Beispiel weil er zu viele Kommentare hat.',
      en: 'The issue takes no more, for example because it has too many comments.',
    },
    remedy: {
      de: 'Verfolgen Sie die Übertragung im DATEV-Desk weiter; dort steht alles.',
      en: 'Follow the transmission in the DATEV desk; everything is there.',
    },
  },
  'jira.status-gone': {
    title: { de: 'Ein eingestellter Status ist nicht mehr da.', en: 'A configured status no longer exists.' },
    remedy: {
      de: 'Legen Sie in den Einstellungen der App fest, welcher Status „erneut senden“ und welcher „ohne Senden schließen“ bedeutet.',
      en: 'Say in the app’s settings which status means “send again” and which “close without sending”.',
    },
  },
  'jira.no-transition': {
    title: {
      de: 'Vom jetzigen Status führt kein Übergang dorthin.',
      en: 'No transition leads there from the present status.',
    },
    remedy: {
      de: 'Verschieben Sie den Vorgang von Hand, oder ergänzen Sie den Übergang im Workflow.',
      en: 'Move the issue by hand, or add the transition to the workflow.',
    },
  },
  'jira.transition-refused': {
    title: { de: 'Jira lässt den Statuswechsel nicht zu.', en: 'Jira does not allow the change of status.' },
    remedy: {
      de: 'Meist verlangt der Übergang ein Feld oder eine Bedingung. Verschieben Sie den Vorgang von Hand.',
      en: 'Mostly the transition demands a field or a condition. Move the issue by hand.',
    },
  },
  'jira.issue-type-gone': {
    title: {
      de: 'Den eingestellten Vorgangstyp gibt es im Projekt nicht mehr.',
      en: 'The configured issue type no longer exists in the project.',
    },
    remedy: {
      de: 'Wählen Sie in den Einstellungen der App einen Vorgangstyp. Wartende Vorgänge werden danach angelegt.',
      en: 'Choose an issue type in the app’s settings. Waiting issues are created then.',
    },
  },
  'jira.assignee': {
    title: {
      de: 'Jira nimmt die vorgesehene zuständige Person nicht an.',
      en: 'Jira does not accept the intended assignee.',
    },
    remedy: {
      de: 'Der Vorgang entsteht ohne Zuweisung. Wählen Sie beim Mandanten jemanden, dem Vorgänge dieses Projekts zugewiesen werden können.',
      en: 'The issue is created unassigned. Choose somebody for the Mandant who can be assigned issues of this project.',
    },
  },
  'jira.app-field-gone': {
    title: {
      de: 'Die Felder der App sind in Jira nicht auffindbar.',
      en: 'The app’s fields cannot be found in Jira.',
    },
    remedy: {
      de: 'Prüfen Sie unter „Apps verwalten“, ob die App aktuell installiert ist. Die Vorgänge entstehen auch ohne diese Felder.',
      en: 'Check under “Manage apps” that the app is installed in its current version. Issues are created without these fields too.',
    },
  },
  'jira.already-claimed': {
    title: {
      de: 'Zu diesem DATEV-Job gibt es schon einen Vorgang.',
      en: 'There is an issue for this DATEV job already.',
    },
    remedy: {
      de: 'Sie müssen nichts tun.',
      en: 'You need not do anything.',
    },
  },
  'jira.attachment-gone': {
    title: { de: 'Den Anhang gibt es nicht mehr.', en: 'The attachment no longer exists.' },
    remedy: {
      de: 'Legen Sie die Datei im DATEV-Bereich ab.',
      en: 'Put the file into the DATEV panel.',
    },
  },
  'jira.no-duplicate-link': {
    title: {
      de: 'Jira kennt keine Verknüpfung „dupliziert“.',
      en: 'Jira has no link of the kind “duplicates”.',
    },
    remedy: {
      de: 'Sie müssen nichts tun; der überzählige Vorgang wird auch ohne Verknüpfung geschlossen.',
      en: 'You need not do anything; the surplus issue is closed without a link too.',
    },
  },
  'settings.conflict': {
    title: {
      de: 'Jemand anderes hat die Einstellungen inzwischen geändert.',
      en: 'Somebody else has changed the settings meanwhile.',
    },
    remedy: {
      de: 'Laden Sie die Seite neu und nehmen Sie Ihre Änderung noch einmal vor.',
      en: 'Reload the page and make your change again.',
    },
  },
  'settings.invalid': {
    title: { de: 'Eine Einstellung hat keinen gültigen Wert.', en: 'A setting has no valid value.' },
    remedy: {
      de: 'Prüfen Sie die markierten Felder und speichern Sie noch einmal.',
      en: 'Check the marked fields and save again.',
    },
  },
  'settings.stopped': {
    title: { de: 'Alles Senden an DATEV ist angehalten.', en: 'All sending to DATEV is stopped.' },
    remedy: {
      de: 'Eine Jira-Administratorin oder ein Jira-Administrator gibt es in den Einstellungen der App wieder frei.',
      en: 'A Jira administrator allows it again in the app’s settings.',
    },
  },
  'settings.not-configured': {
    title: { de: 'Die App ist noch nicht fertig eingerichtet.', en: 'The app is not completely set up yet.' },
    remedy: {
      de: 'Wählen Sie in den Einstellungen der App Projekt, Vorgangstyp und Status.',
      en: 'Choose project, issue type and statuses in the app’s settings.',
    },
  },
  'platform.dies': {
    title: {
      de: 'Der Schritt brach dreimal nacheinander ab, ohne dass ein Fehler gemeldet wurde.',
      en: 'The step broke off three times in a row without reporting an error.',
    },
    remedy: {
      de: 'Verloren ist nichts. Wiederholen Sie den Schritt hier; ist er schon geschehen, wird er nicht noch einmal getan. Bricht er wieder ab, nennen Sie dem Hersteller der App die Uhrzeit.',
      en: 'Nothing is lost. Repeat the step here; if it has already happened, it is not done again. If it breaks off again, tell the maker of the app the time.',
    },
  },
  'platform.storage': {
    title: {
      de: 'Der Speicher der App antwortet gerade nicht.',
      en: 'The app’s storage does not answer right now.',
    },
    remedy: {
      de: 'Versuchen Sie es in einer Minute noch einmal. Begonnenes setzt die App von selbst fort.',
      en: 'Try again in a minute. The app goes on by itself with what was begun.',
    },
  },
  'platform.storage-refused': {
    title: { de: 'Der Speicher der App hat einen Wert abgelehnt.', en: 'The app’s storage refused a value.' },
    remedy: {
      de: 'Melden Sie den Fall dem Hersteller der App; verloren ist nichts.',
      en: 'Report the case to the maker of the app; nothing is lost.',
    },
  },
  'platform.bad-payload': {
    title: {
      de: 'Die Anfrage ist unvollständig oder fehlerhaft.',
      en: 'The request is incomplete or wrong.',
    },
    remedy: {
      de: 'Laden Sie die Seite neu und wiederholen Sie den Schritt.',
      en: 'Reload the page and repeat the step.',
    },
  },
  'platform.unknown-version': {
    title: {
      de: 'Ein gespeicherter Wert stammt von einer neueren Fassung der App.',
      en: 'A stored value comes from a newer version of the app.',
    },
    remedy: {
      de: 'Aktualisieren Sie die App unter „Apps verwalten“ und laden Sie die Seite neu.',
      en: 'Update the app under “Manage apps” and reload the page.',
    },
  },
  'platform.time-short': {
    title: {
      de: 'Dafür reicht die Zeit nicht, die Forge der App gerade gibt: nötig sind {needs} Sekunden, es sind etwa {seconds}.',
      en: 'Forge gives the app too little time for this: it needs {needs} seconds and gets about {seconds}.',
    },
    remedy: {
      de: 'Die App versucht es von selbst wieder. Bleibt es dabei, sagt die Seite der App in der Jira-Verwaltung, was zu tun ist.',
      en: 'The app tries again by itself. If it stays so, the app’s page in the Jira administration says what to do.',
    },
  },
  'platform.no-time-left': {
    title: {
      de: 'Die Zeit reichte nicht mehr, um die Gegenstelle zu fragen.',
      en: 'There was no time left to ask the other side.',
    },
    remedy: {
      de: 'Gesendet wurde nichts. Die App versucht es von selbst wieder; auf einer Seite wiederholen Sie den Schritt.',
      en: 'Nothing was sent. The app tries again by itself; on a page repeat the step.',
    },
  },
  'platform.unreachable': {
    title: {
      de: 'Die Gegenstelle ist gerade nicht erreichbar.',
      en: 'The other side cannot be reached right now.',
    },
    remedy: {
      de: 'Sie müssen nichts tun, die App sieht nach und versucht es wieder.',
      en: 'You need not do anything, the app looks and tries again.',
    },
  },
  'platform.egress-blocked': {
    title: {
      de: 'Atlassian lässt die Verbindung dorthin nicht zu.',
      en: 'Atlassian does not allow the connection there.',
    },
    remedy: {
      de: 'Genehmigen Sie die App unter „Apps verwalten“ in ihrer aktuellen Fassung.',
      en: 'Approve the current version of the app under “Manage apps”.',
    },
  },
  'platform.answer-too-big': {
    title: { de: 'Die Antwort ist größer als erlaubt.', en: 'The answer is larger than allowed.' },
    remedy: {
      de: 'Melden Sie den Fall dem Hersteller der App.',
      en: 'Report the case to the maker of the app.',
    },
  },
  'platform.too-big': {
    title: { de: 'Die Daten sind größer als erlaubt.', en: 'The data is larger than allowed.' },
    remedy: {
      de: 'Teilen Sie die Datei auf; sie darf höchstens 50 MB groß sein.',
      en: 'Split the file; it may have at most 50 MB.',
    },
  },
  'platform.not-gzip': {
    title: { de: 'Die Daten sind beschädigt.', en: 'The data is damaged.' },
    remedy: {
      de: 'Laden Sie die Seite neu und wählen Sie die Datei noch einmal.',
      en: 'Reload the page and choose the file again.',
    },
  },
  'support.no-key': {
    title: {
      de: 'Der Hersteller hat für das technische Protokoll keinen Schlüssel hinterlegt.',
      en: 'The vendor has left no key for the technical log.',
    },
    remedy: {
      de: 'Wenden Sie sich an den Hersteller der App.',
      en: 'Turn to the vendor of the app.',
    },
  },
  'platform.web-trigger': {
    title: {
      de: 'Forge nennt die Adresse dieser Installation nicht.',
      en: 'Forge does not tell the address of this installation.',
    },
    remedy: {
      de: 'Versuchen Sie es in einer Minute noch einmal.',
      en: 'Try again in a minute.',
    },
  },
  'platform.queue': {
    title: {
      de: 'Der Auftrag konnte noch nicht eingereiht werden.',
      en: 'The task could not be queued yet.',
    },
    remedy: {
      de: 'Sie müssen nichts tun, die App holt ihn innerhalb weniger Minuten nach.',
      en: 'You need not do anything, the app makes up for it within a few minutes.',
    },
  },
  'platform.queue-busy': {
    title: { de: 'Es warten gerade viele Aufträge.', en: 'Many tasks are waiting right now.' },
    remedy: {
      de: 'Sie müssen nichts tun, die App holt den Auftrag innerhalb weniger Minuten nach.',
      en: 'You need not do anything, the app makes up for the task within a few minutes.',
    },
  },
  'platform.queue-chain': {
    title: {
      de: 'Die Aufträge werden in der nächsten Runde fortgesetzt.',
      en: 'The tasks go on in the next round.',
    },
    remedy: {
      de: 'Sie müssen nichts tun, es geht innerhalb weniger Minuten weiter.',
      en: 'You need not do anything, it goes on within a few minutes.',
    },
  },
  'platform.queue-too-big': {
    title: { de: 'Ein Auftrag ist zu groß für die Warteschlange.', en: 'A task is too big for the queue.' },
    remedy: {
      de: 'Melden Sie den Fall dem Hersteller der App.',
      en: 'Report the case to the maker of the app.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemWords>>;
