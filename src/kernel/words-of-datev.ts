import type { ProblemWords } from './problem-words';

/** Problems with DATEV, and with what a person may do. */
export const DATEV_MESSAGES = {
  'datev.refused': {
    title: { de: 'DATEV hat die Anfrage abgelehnt.', en: 'DATEV refused the request.' },
    remedy: {
      de: 'Den Grund zeigt der DATEV-Bereich dieses Vorgangs. Beheben Sie ihn und senden Sie dann noch einmal.',
      en: 'The DATEV panel of this issue shows the reason. Remove it, then send again.',
    },
  },
  'datev.unreachable': {
    title: { de: 'DATEV ist gerade nicht erreichbar.', en: 'DATEV cannot be reached right now.' },
    remedy: {
      de: 'Sie müssen nichts tun, die App versucht es von selbst wieder.',
      en: 'You need not do anything, the app tries again by itself.',
    },
  },
  'datev.unavailable': {
    title: { de: 'DATEV meldet eine Störung.', en: 'DATEV reports trouble.' },
    remedy: {
      de: 'Sie müssen nichts tun. Die App sieht nach, ob etwas angekommen ist, und versucht es dann wieder.',
      en: 'You need not do anything. The app looks whether anything arrived and then tries again.',
    },
  },
  'datev.not-understood': {
    title: { de: 'Die Antwort von DATEV ist nicht lesbar.', en: 'DATEV’s answer cannot be read.' },
    remedy: {
      de: 'Sie müssen nichts tun. Die App sieht in der Auftragsliste von DATEV nach, bevor sie etwas wiederholt.',
      en: 'You need not do anything. The app looks into DATEV’s job list before it repeats anything.',
    },
  },
  'datev.unreadable': {
    title: { de: 'Die Antwort von DATEV ist nicht lesbar.', en: 'DATEV’s answer cannot be read.' },
    remedy: {
      de: 'Sie müssen nichts tun. Die App sieht in der Auftragsliste von DATEV nach, bevor sie etwas wiederholt.',
      en: 'You need not do anything. The app looks into DATEV’s job list before it repeats anything.',
    },
  },
  'datev.later': {
    title: { de: 'DATEV bittet um Geduld.', en: 'DATEV asks to wait.' },
    remedy: {
      de: 'Sie müssen nichts tun, die App wartet und versucht es dann wieder.',
      en: 'You need not do anything, the app waits and then tries again.',
    },
  },
  'datev.token': {
    title: { de: 'Die Anmeldung bei DATEV gilt nicht mehr.', en: 'The login at DATEV is no longer valid.' },
    remedy: {
      de: 'Eine Jira-Administratorin oder ein Jira-Administrator verbindet DATEV in den Einstellungen der App neu. Offene Übertragungen laufen danach weiter.',
      en: 'A Jira administrator reconnects DATEV in the app’s settings. Open transmissions then go on.',
    },
  },
  'datev.not-connected': {
    title: {
      de: 'Die App ist noch nicht mit DATEV verbunden.',
      en: 'The app is not connected to DATEV yet.',
    },
    remedy: {
      de: 'Verbinden Sie DATEV in den Einstellungen der App.',
      en: 'Connect DATEV in the app’s settings.',
    },
  },
  'datev.reconnect': {
    title: { de: 'Die Verbindung zu DATEV ist beendet.', en: 'The connection to DATEV has ended.' },
    remedy: {
      de: 'Eine Jira-Administratorin oder ein Jira-Administrator verbindet DATEV in den Einstellungen der App neu. Offene Übertragungen laufen danach weiter.',
      en: 'A Jira administrator reconnects DATEV in the app’s settings. Open transmissions then go on.',
    },
  },
  'datev.other-site': {
    title: {
      de: 'Die Verbindung zu DATEV gilt für eine andere Jira-Site; diese ist eine Kopie.',
      en: 'The connection to DATEV is for another Jira site; this one is a copy.',
    },
    remedy: {
      de: 'Eine Kopie sendet nichts. Soll sie eigenständig arbeiten, verbinden Sie DATEV in ihren Einstellungen neu.',
      en: 'A copy sends nothing. If it is to work by itself, connect DATEV anew in its settings.',
    },
  },
  'datev.token-busy': {
    title: {
      de: 'Die Anmeldung bei DATEV wird gerade erneuert.',
      en: 'The login at DATEV is being renewed.',
    },
    remedy: {
      de: 'Sie müssen nichts tun; versuchen Sie es in einigen Sekunden noch einmal.',
      en: 'You need not do anything; try again in some seconds.',
    },
  },
  'datev.not-registered': {
    title: {
      de: 'Die App ist für diese DATEV-Umgebung noch nicht bei DATEV registriert.',
      en: 'The app is not registered with DATEV for this environment yet.',
    },
    remedy: {
      de: 'Tragen Sie unter „Verbindung zu DATEV“ die Client-ID ein, die DATEV im Entwicklerportal vergeben hat.',
      en: 'Under “Connection to DATEV”, enter the client id that DATEV gave in its developer portal.',
    },
  },
  'datev.client-refused': {
    title: {
      de: 'DATEV erkennt die App nicht an ({reason}).',
      en: 'DATEV does not accept the app ({reason}).',
    },
    remedy: {
      de: 'Vergleichen Sie Client-ID, Secret und Rücksprungadresse mit dem DATEV-Entwicklerportal. Die Anmeldung selbst gilt weiter.',
      en: 'Compare client id, secret and return address with DATEV’s developer portal. The login itself remains valid.',
    },
  },
  'datev.login-ended': {
    title: { de: 'DATEV nimmt diese Anmeldung nicht mehr an.', en: 'DATEV no longer accepts this login.' },
    remedy: {
      de: 'Beginnen Sie die Anmeldung noch einmal.',
      en: 'Begin the login again.',
    },
  },
  'datev.login-answer': {
    title: {
      de: 'Die Antwort der DATEV-Anmeldung ist nicht brauchbar.',
      en: 'The answer of DATEV’s login is of no use.',
    },
    remedy: {
      de: 'Beginnen Sie die Anmeldung noch einmal. Bleibt es dabei, prüfen Sie die Registrierung der App bei DATEV.',
      en: 'Begin the login again. If that does not help, check the registration of the app with DATEV.',
    },
  },
  'datev.localhost': {
    title: {
      de: 'Die Adresse http://localhost gilt nur in der Testumgebung von DATEV.',
      en: 'The address http://localhost is for DATEV’s sandbox only.',
    },
    remedy: {
      de: 'Lassen Sie das Feld leer oder tragen Sie eine bei DATEV registrierte Adresse ein, die mit https:// beginnt.',
      en: 'Leave the field empty, or enter an address that is registered with DATEV and begins with https://.',
    },
  },
  'datev.login-denied': {
    title: { de: 'DATEV hat die Anmeldung nicht erteilt.', en: 'DATEV did not grant the login.' },
    remedy: {
      de: 'Die anmeldende Person braucht Rechte auf die Mandanten und muss der App zustimmen. Beginnen Sie die Anmeldung noch einmal.',
      en: 'The person logging in needs rights to the Mandanten and has to consent to the app. Begin the login again.',
    },
  },
  'datev.no-permission': {
    title: {
      de: 'DATEV verweigert den Zugriff auf diesen Mandanten.',
      en: 'DATEV refuses access to this Mandant.',
    },
    remedy: {
      de: 'Bitten Sie die Kanzlei, Buchungsdatenservice und Rechte des Mandanten zu prüfen, und verbinden Sie DATEV bei Bedarf neu.',
      en: 'Ask the tax firm to check the Mandant’s Buchungsdatenservice and rights, and reconnect DATEV if needed.',
    },
  },
  'datev.not-found': {
    title: { de: 'DATEV findet diesen Mandanten nicht.', en: 'DATEV does not find this Mandant.' },
    remedy: {
      de: 'Prüfen Sie Berater- und Mandantennummer mit der Kanzlei; maßgeblich ist die Nummer, unter der der Bestand liegt.',
      en: 'Check Berater- and Mandantennummer with the tax firm; what counts is the number under which the books are kept.',
    },
  },
  'datev.lost-answer': {
    title: { de: 'Die Antwort von DATEV ist nicht angekommen.', en: 'DATEV’s answer did not arrive.' },
    remedy: {
      de: 'Sie müssen nichts tun. Die App sieht in der Auftragsliste von DATEV nach, bevor sie noch einmal sendet.',
      en: 'You need not do anything. The app looks into DATEV’s job list before it sends again.',
    },
  },
  'datev.no-such-job': {
    title: {
      de: 'DATEV kennt für diesen Mandanten keinen Auftrag mit dieser Nummer.',
      en: 'DATEV knows no job with this number for this Mandant.',
    },
    remedy: {
      de: 'Prüfen Sie die Nummer im sendenden Programm. Aufträge, die älter als etwa zwei Monate sind, löscht DATEV.',
      en: 'Check the number in the sending program. DATEV deletes jobs that are older than about two months.',
    },
  },
  'datev.job-interrupted': {
    title: {
      de: 'Das Übertragen des Pakets wurde unterbrochen; der unfertige Auftrag gilt nicht mehr.',
      en: 'The transfer of the package was interrupted; the unfinished job no longer counts.',
    },
    remedy: {
      de: 'Sie müssen nichts tun. DATEV hat nichts davon übernommen, die App beginnt neu.',
      en: 'You need not do anything. DATEV took over nothing of it, the app begins anew.',
    },
  },
  'datev.lane-busy': {
    title: {
      de: 'Für diesen Mandanten läuft bei DATEV schon ein Auftrag gleicher Art.',
      en: 'A job of the same kind is already under way at DATEV for this Mandant.',
    },
    remedy: {
      de: 'Sie müssen nichts tun. DATEV nimmt immer nur einen; die App sendet, sobald er zu Ende ist.',
      en: 'You need not do anything. DATEV takes one at a time; the app sends as soon as it has ended.',
    },
  },
  'access.not-signed-in': {
    title: { de: 'Sie sind nicht bei Jira angemeldet.', en: 'You are not signed in to Jira.' },
    remedy: {
      de: 'Melden Sie sich an und laden Sie die Seite neu.',
      en: 'Sign in and reload the page.',
    },
  },
  'access.no-issue': {
    title: {
      de: 'Zu diesem Vorgang gehört keine Buchungsdatei.',
      en: 'No booking file belongs to this issue.',
    },
    remedy: {
      de: 'Öffnen Sie den Vorgang, den die App angelegt hat, oder sehen Sie im DATEV-Desk nach.',
      en: 'Open the issue the app created, or look into the DATEV desk.',
    },
  },
  'access.no-submission': {
    title: {
      de: 'Diese Übertragung gibt es nicht, oder Sie dürfen sie nicht sehen.',
      en: 'This transmission does not exist, or you may not see it.',
    },
    remedy: {
      de: 'Suchen Sie sie im DATEV-Desk über den Mandanten.',
      en: 'Look for it in the DATEV desk under its Mandant.',
    },
  },
  'access.not-admin': {
    title: { de: 'Das dürfen nur Jira-Administratoren.', en: 'Only Jira administrators may do this.' },
    remedy: {
      de: 'Bitten Sie Ihre Jira-Administration.',
      en: 'Ask your Jira administration.',
    },
  },
  'access.not-allowed': {
    title: { de: 'Dazu fehlt Ihnen die Berechtigung.', en: 'You lack the permission for this.' },
    remedy: {
      de: 'Bitten Sie Ihre Jira-Administration, Sie in die dafür eingestellte Gruppe aufzunehmen oder Ihnen das Bearbeiten dieses Vorgangs zu erlauben.',
      en: 'Ask your Jira administration to add you to the group set for this, or to let you edit this issue.',
    },
  },
  'access.not-reader': {
    title: {
      de: 'Für diesen Mandanten fehlt Ihnen das Leserecht.',
      en: 'You lack the reading right for this Mandant.',
    },
    remedy: {
      de: 'Dateien, Kontenpläne und Läufe liest, wer in einer dafür eingestellten Gruppe ist. Bitten Sie Ihre Jira-Administration, Sie aufzunehmen.',
      en: 'Files, account plans and runs are read by who is in a group set for this. Ask your Jira administration to add you.',
    },
  },
  'access.too-many': {
    title: {
      de: 'Das wurde Ihnen gerade oft verwehrt.',
      en: 'You were just refused many times.',
    },
    remedy: {
      de: 'Warten Sie eine Minute und versuchen Sie es dann noch einmal.',
      en: 'Wait a minute, then try again.',
    },
  },
  'access.not-asked': {
    title: {
      de: 'Jira hat nicht beantwortet, wer das darf.',
      en: 'Jira did not answer who may do this.',
    },
    remedy: {
      de: 'Wir fragen wieder. Bleibt es dabei, braucht die App in Jira die globale Berechtigung „Benutzer und Gruppen suchen“.',
      en: 'We ask again. If it stays like this, the app needs the global permission “Browse users and groups” in Jira.',
    },
  },
  'access.orderer': {
    title: {
      de: 'Wer das Senden veranlasst hat, darf das nicht mehr.',
      en: 'Whoever ordered the sending may not do that any more.',
    },
    remedy: {
      de: 'Jemand aus der dafür eingestellten Gruppe sieht die Datei an und wiederholt den Schritt hier; dann geht sie.',
      en: 'Somebody of the group set for this looks at the file and repeats the step here; then it goes.',
    },
  },
  'access.foreign-installation': {
    title: {
      de: 'Die Anfrage gehört zu einer anderen Jira-Site.',
      en: 'The request belongs to another Jira site.',
    },
    remedy: {
      de: 'Laden Sie die Seite in Ihrer Jira-Site neu.',
      en: 'Reload the page in your own Jira site.',
    },
  },
  'click.not-now': {
    title: {
      de: 'Das ist in diesem Zustand nicht möglich.',
      en: 'This is not possible in the present state.',
    },
    remedy: {
      de: 'Laden Sie die Seite neu; der Zustand hat sich inzwischen geändert.',
      en: 'Reload the page; the state has changed meanwhile.',
    },
  },
  'click.no-file': {
    title: { de: 'Es liegt noch keine berichtigte Datei vor.', en: 'There is no corrected file yet.' },
    remedy: {
      de: 'Legen Sie die berichtigte Datei im DATEV-Bereich ab.',
      en: 'Put the corrected file into the DATEV panel.',
    },
  },
  'click.delivered': {
    title: { de: 'Die Datei ist schon an DATEV übergeben.', en: 'The file is delivered to DATEV already.' },
    remedy: {
      de: 'Sie müssen nichts tun. Eine weitere Datei senden Sie als neue Übertragung im DATEV-Desk.',
      en: 'You need not do anything. Send a further file as a new transmission in the DATEV desk.',
    },
  },
  'click.in-flight': {
    title: {
      de: 'Die Datei ist gerade unterwegs zu DATEV.',
      en: 'The file is on its way to DATEV right now.',
    },
    remedy: {
      de: 'Warten Sie das Ergebnis ab.',
      en: 'Wait for the result.',
    },
  },
  'click.decide-first': {
    title: {
      de: 'Erst ist zu entscheiden, ob DATEV die letzte Datei hat.',
      en: 'First decide whether DATEV has the last file.',
    },
    remedy: {
      de: 'Sehen Sie in DATEV nach und wählen Sie „DATEV hat die Datei“ oder „Noch einmal senden“.',
      en: 'Look into DATEV and choose “DATEV has the file” or “Send again”.',
    },
  },
  'click.file-errors': {
    title: {
      de: 'Die abgelegte Datei hat Fehler und wird so nicht gesendet.',
      en: 'The file put in has errors and is not sent like this.',
    },
    remedy: {
      de: 'Berichtigen Sie die genannten Buchungszeilen und legen Sie die Datei neu ab. Ist ein Fehler keiner, geben Sie die Datei mit einer Begründung frei.',
      en: 'Correct the booking rows named and put the file in again. If an error is none, release the file with a reason.',
    },
  },
  'click.changed': {
    title: {
      de: 'Inzwischen liegt eine andere Datei vor als die angezeigte.',
      en: 'Meanwhile there is another file than the one shown.',
    },
    remedy: {
      de: 'Gesendet wurde nichts. Laden Sie die Seite neu und prüfen Sie, welche Datei gesendet würde.',
      en: 'Nothing was sent. Reload the page and check which file would be sent.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemWords>>;
