import { session } from './session';

/** The shell's own words. The app's faces bring theirs. */
const WORDS = {
  issues: ['Issues', 'Vorgänge'],
  desk: ['DATEV desk', 'DATEV-Desk'],
  admin: ['DATEV settings', 'DATEV-Einstellungen'],
  you: ['You are', 'Sie sind'],
  language: ['Language', 'Sprache'],
  dark: ['Dark mode', 'Dunkles Design'],
  time: ['Time in the sandbox', 'Zeit in der Sandbox'],
  frozen: ['Stop the clock', 'Uhr anhalten'],
  story: ['Play the story', 'Geschichte abspielen'],
  stopStory: ['Stop the story', 'Geschichte anhalten'],
  otherProgram: ['Another program', 'Ein anderes Programm'],
  sendFailing: ['Send a failing file as Kanzlei-Export', 'Fehlerhafte Datei als Kanzlei-Export senden'],
  sent: [
    'Kanzlei-Export has sent a file that DATEV will reject.',
    'Kanzlei-Export hat eine Datei gesendet, die DATEV ablehnen wird.',
  ],
  noIssues: [
    'No issue yet. Let another program send a failing file, then move the clock on.',
    'Noch kein Vorgang. Lassen Sie ein anderes Programm eine fehlerhafte Datei senden und stellen Sie die Uhr vor.',
  ],
  key: ['Key', 'Schlüssel'],
  summary: ['Summary', 'Zusammenfassung'],
  status: ['Status', 'Status'],
  assignee: ['Assignee', 'Zuständig'],
  unassigned: ['Unassigned', 'Nicht zugewiesen'],
  reporter: ['Reporter', 'Gemeldet von'],
  created: ['Created', 'Erstellt'],
  updated: ['Updated', 'Aktualisiert'],
  description: ['Description', 'Beschreibung'],
  noDescription: ['No description.', 'Keine Beschreibung.'],
  attachments: ['Attachments', 'Anhänge'],
  addAttachment: ['Add attachments', 'Anhänge hinzufügen'],
  remove: ['Delete', 'Löschen'],
  comments: ['Comments', 'Kommentare'],
  noComments: ['No comments yet.', 'Noch keine Kommentare.'],
  addComment: ['Add a comment', 'Kommentar hinzufügen'],
  save: ['Save', 'Speichern'],
  details: ['Details', 'Details'],
  moveTo: ['Move to', 'Verschieben nach'],
  apps: ['Apps', 'Apps'],
  addPanel: ['Show', 'Einblenden'],
  hidePanel: ['Hide', 'Ausblenden'],
  deleteIssue: ['Delete this issue', 'Diesen Vorgang löschen'],
  deleteSure: ['Delete this issue for good?', 'Diesen Vorgang endgültig löschen?'],
  notFound: [
    'This issue does not exist, or you may not see it.',
    'Diesen Vorgang gibt es nicht, oder Sie dürfen ihn nicht sehen.',
  ],
  adminsOnly: ['Only Jira administrators see this page.', 'Diese Seite sehen nur Jira-Administratoren.'],
  consent: ['Allow this app to connect to', 'Dieser App Verbindungen erlauben'],
  consentWhat: [
    'The app “DATEV for Jira” wants to send data to these hosts:',
    'Die App „DATEV for Jira“ möchte Daten an diese Hosts senden:',
  ],
  consentGive: ['Allow access', 'Zugriff erlauben'],
  consentRefuse: ['Deny', 'Ablehnen'],
  dismiss: ['Dismiss', 'Schließen'],
  failed: ['That did not work', 'Das hat nicht geklappt'],
} as const;

export function word(key: keyof typeof WORDS): string {
  return WORDS[key][session.language === 'de' ? 1 : 0];
}

/** "Tue, 1 Dec 2026, 09:00:00" in Berlin, where the firm sits. */
export function instant(ms: number, withSeconds = false): string {
  return new Intl.DateTimeFormat(session.language === 'de' ? 'de-DE' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(withSeconds ? { second: '2-digit' as const } : {}),
    timeZone: 'Europe/Berlin',
  }).format(ms);
}
