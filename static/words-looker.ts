import type { Text } from '../src/kernel/problem';

/** Words of the admin page about Looker, inbound hooks and moving the configuration. */
export const LOOKER_WORDS = {
  lookerConnections: { de: 'Looker-Verbindungen', en: 'Looker connections' },
  lookerNote: {
    de: 'Die App meldet sich bei Looker mit einem API-Schlüssel an. Ihr Looker-Benutzer braucht nur Leserechte.',
    en: 'The app logs in to Looker with an API key. Its Looker user needs reading rights only.',
  },
  lookerNone: { de: 'Noch keine Verbindung zu Looker.', en: 'No connection to Looker yet.' },
  lookerAdd: { de: 'Verbindung hinzufügen', en: 'Add a connection' },
  lookerEdit: { de: 'Ändern', en: 'Change' },
  lookerName: { de: 'Name der Verbindung', en: 'Name of the connection' },
  lookerUrl: { de: 'Adresse von Looker', en: 'Address of Looker' },
  lookerUrlHint: {
    de: 'Wie im Browser, z. B. https://firma.looker.com; ein eigener API-Port wird mit angegeben.',
    en: 'As in the browser, e.g. https://company.looker.com; name the API port where there is an own one.',
  },
  lookerClientId: { de: 'Client-ID des API-Schlüssels', en: 'Client id of the API key' },
  lookerSecret: { de: 'Client-Secret des API-Schlüssels', en: 'Client secret of the API key' },
  lookerNewSecret: {
    de: 'Neues Client-Secret (eines ist hinterlegt)',
    en: 'New client secret (one is kept)',
  },
  lookerSecretHint: {
    de: 'Wird verschlüsselt aufbewahrt und nicht wieder angezeigt.',
    en: 'Is kept encrypted and not shown again.',
  },
  lookerBudget: { de: 'Aufrufe im Monat, höchstens (freiwillig)', en: 'Calls a month at most (optional)' },
  lookerBudgetHint: {
    de: 'Wenn Ihre Looker-Lizenz die Zahl der API-Aufrufe begrenzt.',
    en: 'If your Looker licence limits the number of API calls.',
  },
  callsThisMonth: { de: 'Aufrufe in diesem Monat', en: 'Calls this month' },
  budgetNone: { de: 'Keine Grenze hinterlegt', en: 'No limit kept' },
  budgetOf: { de: 'Grenze im Monat: {budget}', en: 'Limit a month: {budget}' },
  usedByPipelines: { de: 'Pipelines: {count}', en: 'Pipelines: {count}' },
  lookerWorked: {
    de: 'Looker antwortet: angemeldet als {user}, sichtbare Modelle: {models}.',
    en: 'Looker answers: logged in as {user}, models in sight: {models}.',
  },
  approveHost: { de: 'Diesen Host zulassen', en: 'Approve this host' },
  approveHostNote: {
    de: 'Die App darf {domain} noch nicht aufrufen. Jira fragt Sie in einem eigenen Fenster um Ihre Zustimmung; dafür braucht es Administrationsrechte für die Site.',
    en: 'The app may not call {domain} yet. Jira asks for your consent in a window of its own; this needs administration rights for the site.',
  },
  approveHostRefused: {
    de: 'Der Host ist nicht zugelassen worden. Ist das nicht gewollt, versuchen Sie es noch einmal oder bitten Sie eine Person mit Administrationsrechten für die Site.',
    en: 'The host was not approved. If that is not what you wanted, try again or ask a person with administration rights for the site.',
  },
  approveDescription: {
    de: 'Looker: Zeilen lesen, aus denen Buchungen für DATEV werden',
    en: 'Looker: read the rows that become bookings for DATEV',
  },
  lookerRemoveTitle: { de: 'Verbindung {name} entfernen', en: 'Remove the connection {name}' },
  lookerRemoveFree: {
    de: 'Keine Pipeline benutzt sie. Ihr Secret wird gelöscht.',
    en: 'No pipeline uses it. Its secret is deleted.',
  },
  lookerRemoveUsed: {
    de: '{count} Pipelines benutzen sie und laufen danach nicht mehr, bis sie eine andere Verbindung haben. Ihr Secret wird gelöscht.',
    en: '{count} pipelines use it and run no more until they have another connection. Its secret is deleted.',
  },
  hooks: { de: 'Eingänge für andere Programme', en: 'Inbound hooks' },
  hooksNote: {
    de: 'Andere Programme können hier einen Lauf anstoßen, geänderte Vorgänge melden und Aufträge, die sie selbst an DATEV gesendet haben. Jeder Eingang prüft jede Nachricht mit einem Secret.',
    en: 'Other programs can start a run here, report changed issues, and report jobs that they sent to DATEV themselves. Every hook checks every message with a secret.',
  },
  hookAddress: { de: 'Adresse', en: 'Address' },
  hookSigned: { de: 'Signierte Nachrichten', en: 'Signed messages' },
  hookSignedNote: {
    de: 'Für eigene Programme: HMAC-SHA-256 über den Inhalt der Nachricht (den Body), sonst nichts. Der Zeitpunkt steht im Inhalt selbst.',
    en: 'For programs of your own: HMAC-SHA-256 over the body of the message and nothing else. The time stands in the body itself.',
  },
  hookLooker: { de: 'Lookers Webhook', en: 'Looker’s webhook' },
  hookLookerNote: {
    de: 'Für Zeitpläne und Aktionen aus Looker.',
    en: 'For schedules and actions of Looker.',
  },
  hookNone: { de: 'nicht eingerichtet', en: 'not set up' },
  hookActive: { de: 'aktiv', en: 'active' },
  hookRotating: { de: 'zwei Secrets gelten', en: 'two secrets hold' },
  hookMake: { de: 'Einrichten', en: 'Set up' },
  hookRotate: { de: 'Secret wechseln', en: 'Change the secret' },
  hookEndOld: { de: 'Altes Secret beenden', en: 'End the old secret' },
  hookMadeAt: { de: 'Secret von', en: 'Secret of' },
  hookOldUntil: { de: 'Altes gilt bis', en: 'The old one holds until' },
  hookLastUsed: { de: 'Zuletzt benutzt', en: 'Last used' },
  hookOldUsed: { de: 'Altes zuletzt benutzt', en: 'The old one last used' },
  hookGiven: {
    de: 'Lookers Token, falls Looker es gemacht hat (freiwillig)',
    en: 'Looker’s token, if Looker made it (optional)',
  },
  hookGivenHint: {
    de: 'Leer: Die App macht eines, und Sie tragen es in Looker ein.',
    en: 'Empty: the app makes one and you enter it in Looker.',
  },
  hookGivenWrong: {
    de: 'Ein Token hat 16 bis 500 Zeichen ohne Leerzeichen und Umlaute.',
    en: 'A token has 16 to 500 characters, without spaces and umlauts.',
  },
  hookThird: {
    de: 'Zwei Secrets gelten. Wechseln Sie jetzt noch einmal, endet das ältere sofort.',
    en: 'Two secrets hold. If you change the secret once more now, the older one ends at once.',
  },
  hookSecret: { de: 'Secret', en: 'Secret' },
  hookSecretTitle: { de: 'Dieses Secret sehen Sie nur jetzt', en: 'You see this secret only now' },
  hookSecretNote: {
    de: 'Tragen Sie es im anderen Programm ein. Das bisherige gilt noch eine Weile weiter, damit nichts ausfällt.',
    en: 'Enter it in the other program. The former one still holds for a while, so that nothing is missed.',
  },
  hookSecretKept: { de: 'Ich habe es aufbewahrt', en: 'I have kept it' },
  hookRemoveTitle: { de: '{name}: Eingang entfernen', en: '{name}: remove the hook' },
  hookRemoveNote: {
    de: 'Nachrichten an diesen Eingang werden danach abgewiesen.',
    en: 'Messages to this hook are turned away afterwards.',
  },
  copy: { de: 'Kopieren', en: 'Copy' },
  copied: { de: 'Kopiert.', en: 'Copied.' },
  copyFailed: {
    de: 'Der Browser erlaubt das Kopieren hier nicht. Markieren Sie den Text und kopieren Sie ihn.',
    en: 'The browser does not allow copying here. Select the text and copy it.',
  },
  refusals: { de: 'Abgewiesene Nachrichten', en: 'Messages turned away' },
  refusalsNone: { de: 'Es wurde noch keine Nachricht abgewiesen.', en: 'No message was turned away yet.' },
  refusalAtLeast: { de: 'Mindestens so viele.', en: 'At least as many.' },
  refusalLast: { de: 'Zuletzt', en: 'Last' },
  configuration: { de: 'Konfiguration umziehen', en: 'Move the configuration' },
  configurationNote: {
    de: 'Bringt Pipelines und Kontenpläne von einer Site auf eine andere, z. B. von der Testumgebung in die Produktion. Secrets sind nicht dabei.',
    en: 'Brings pipelines and account plans from one site to another, e.g. from the test site to production. Secrets do not go with it.',
  },
  configurationExport: { de: 'Als Datei sichern', en: 'Save as a file' },
  configurationImport: { de: 'Datei zum Einlesen auswählen', en: 'Choose a file to import' },
  configurationImportHint: {
    de: 'Sie sehen zuerst, was sich ändern würde.',
    en: 'You first see what would change.',
  },
  importPlan: { de: 'Was sich ändern würde', en: 'What would change' },
  importNothing: {
    de: 'In der Datei steht nichts, was sich einlesen ließe.',
    en: 'The file has nothing to import.',
  },
  importNew: { de: 'neu', en: 'new' },
  importChanged: { de: 'geändert', en: 'changed' },
  importSame: { de: 'unverändert', en: 'unchanged' },
  importToConnect: { de: 'noch zu verbinden', en: 'to be connected' },
  importToConnectNote: {
    de: 'Secrets stehen nicht in der Datei: Geben Sie die der neuen Verbindungen danach hier ein und prüfen Sie sie.',
    en: 'Secrets are not in the file: enter those of the new connections here afterwards and test them.',
  },
  importTake: { de: 'Einlesen', en: 'Import' },
  imported: {
    de: 'Die Konfiguration ist eingelesen. Pipelines bleiben ausgeschaltet, bis Sie sie einschalten.',
    en: 'The configuration is imported. Pipelines stay switched off until you switch them on.',
  },
  importTooLong: {
    de: 'Diese Datei ist zu groß für eine Konfiguration.',
    en: 'This file is too big for a configuration.',
  },
} as const satisfies Readonly<Record<string, Text>>;
