import type { Problem, Text } from '../kernel/problem';

/** DATEV's documented codes (OpenAPI extf-files 3.0.1, clients 2.0) and what an answer without a code means by its status. */
export type DatevCase =
  | '1008828'
  | '1008829'
  | '1008831'
  | '1008832'
  | '1008833'
  | '1008834'
  | '1008835'
  | '1008836'
  | '1008837'
  | '1008838'
  | 'http-401'
  | 'http-403'
  | 'http-404'
  | 'http-405'
  | 'http-406'
  | 'http-413'
  | 'http-415'
  | 'http-429'
  | 'http-500'
  | 'http-502'
  | 'http-503'
  | 'not-understood'
  | 'unknown';

export type DatevWords = {
  /** A few words for a summary or a state sentence. */
  readonly short: Text;
  readonly title: Text;
  readonly meaning: Text;
  readonly remedy: Text;
  /** Who can do it. */
  readonly who: Text;
  readonly retry: Problem['retry'];
  /** `file` = a corrected file helps · `outside` = the same bytes may go again once the cause is removed. */
  readonly where: 'file' | 'outside';
};

const ACCOUNTING: Text = { de: 'Buchhaltung', en: 'Accounting' };
const FIRM: Text = { de: 'Kanzlei (Steuerberatung)', en: 'Tax firm' };
const ADMIN: Text = { de: 'Jira-Administration', en: 'Jira administration' };
const SUPPORT: Text = {
  de: 'Jira-Administration mit dem Hersteller dieser App',
  en: 'Jira administration with the maker of this app',
};
const NOBODY: Text = { de: 'niemand, die App kümmert sich', en: 'nobody, the app takes care' };

const TELL_MAKER: Text = {
  de: 'An der Datei liegt es nicht. Melden Sie den Fall mit der Job-ID dem Hersteller der App.',
  en: 'The file is not the cause. Report the case with the job id to the maker of the app.',
};

const CHECK_THEN_DECIDE: Text = {
  de: 'Die App sieht in der Auftragsliste von DATEV nach, bevor irgendetwas noch einmal gesendet wird. Findet sie nichts, fragt sie hier nach.',
  en: 'The app looks into DATEV’s job list before anything is sent again. If it finds nothing, it asks here.',
};

/** A code or status without words in both languages does not compile. */
export const DATEV_WORDS: Readonly<Record<DatevCase, DatevWords>> = {
  '1008828': {
    short: { de: 'Abfrage fehlerhaft', en: 'faulty query' },
    title: { de: 'DATEV versteht unsere Abfrage nicht', en: 'DATEV does not understand our query' },
    meaning: {
      de: 'Eine Abfrage der App (Filter oder Seitenangabe) entspricht nicht den Regeln der DATEV-Schnittstelle. Übertragen wurde dabei nichts.',
      en: 'A query of the app (filter or paging) does not follow the rules of the DATEV interface. Nothing was transferred by it.',
    },
    remedy: TELL_MAKER,
    who: SUPPORT,
    retry: 'never',
    where: 'outside',
  },
  '1008829': {
    short: { de: 'Freigabe für die App fehlt', en: 'consent for the app is missing' },
    title: { de: 'Der DATEV-Anmeldung fehlt eine Freigabe', en: 'The DATEV login lacks a consent' },
    meaning: {
      de: 'Bei der Verbindung mit DATEV wurde der Buchungsdatenservice nicht freigegeben; ohne diese Freigabe nimmt DATEV keine Buchungsdateien an.',
      en: 'When connecting to DATEV the Buchungsdatenservice was not consented to; without it DATEV takes no booking files.',
    },
    remedy: {
      de: 'Verbinden Sie DATEV in den Einstellungen der App neu und stimmen Sie dabei dem Buchungsdatenservice zu. Danach kann dieselbe Datei unverändert gesendet werden.',
      en: 'Reconnect DATEV in the app’s settings and consent to the Buchungsdatenservice. Then the same file can be sent unchanged.',
    },
    who: ADMIN,
    retry: 'after-fix',
    where: 'outside',
  },
  '1008831': {
    short: { de: 'Übertragung kam leer an', en: 'transmission arrived empty' },
    title: { de: 'Die Übertragung kam ohne Inhalt an', en: 'The transmission arrived without content' },
    meaning: {
      de: 'DATEV hat die Anfrage erhalten, aber keine Datei darin.',
      en: 'DATEV received the request but no file in it.',
    },
    remedy: {
      de: 'Senden Sie dieselbe Datei noch einmal. Wiederholt es sich, melden Sie den Fall dem Hersteller des sendenden Programms.',
      en: 'Send the same file again. If it happens again, report it to the maker of the sending program.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'outside',
  },
  '1008832': {
    short: { de: 'Angaben zur Übertragung ungültig', en: 'invalid transmission details' },
    title: {
      de: 'Dateiname oder Referenz der Übertragung ist ungültig',
      en: 'File name or reference of the transmission is invalid',
    },
    meaning: {
      de: 'Nicht der Inhalt der Datei, sondern eine Begleitangabe der Übertragung entspricht nicht den Regeln von DATEV.',
      en: 'Not the content of the file but a detail sent along with it does not follow DATEV’s rules.',
    },
    remedy: {
      de: 'Legen Sie die Datei hier im DATEV-Bereich ab: Die App sendet sie unter einem zulässigen Namen.',
      en: 'Put the file into the DATEV panel here: the app sends it under a name that is allowed.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'outside',
  },
  '1008833': {
    short: { de: 'Datei ungültig', en: 'invalid file' },
    title: {
      de: 'DATEV kann die Datei als Ganzes nicht verarbeiten',
      en: 'DATEV cannot process the file as a whole',
    },
    meaning: {
      de: 'Die Datei ist zu groß, enthält zu viele oder keine Buchungszeilen oder ist in einer Zeichenkodierung gespeichert, die DATEV nicht liest. Von dieser Datei wurde nichts übernommen.',
      en: 'The file is too large, has too many booking rows or none, or is saved in a character encoding that DATEV does not read. Nothing of this file was taken over.',
    },
    remedy: {
      de: 'Exportieren Sie den Stapel neu, bei großen Mengen aufgeteilt, und legen Sie die berichtigte Datei hier ab.',
      en: 'Export the batch again, in parts if it is large, and put the corrected file here.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  '1008834': {
    short: { de: 'Kopfzeile der Datei fehlerhaft', en: 'faulty header line' },
    title: {
      de: 'Die Kopfzeile der Buchungsdatei ist fehlerhaft',
      en: 'The header line of the booking file is faulty',
    },
    meaning: {
      de: 'In der ersten Zeile der Datei stehen Mandant, Wirtschaftsjahr, Zeitraum und weitere Angaben zum Stapel. Mindestens eine davon nimmt DATEV nicht an. Von dieser Datei wurde nichts übernommen.',
      en: 'The first line of the file carries Mandant, fiscal year, period and other details of the batch. DATEV refuses at least one of them. Nothing of this file was taken over.',
    },
    remedy: {
      de: 'Berichtigen Sie die Angabe im exportierenden Programm, exportieren Sie den Stapel neu und legen Sie die Datei hier ab.',
      en: 'Correct the detail in the exporting program, export the batch again and put the file here.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  '1008835': {
    short: { de: 'Mandant in der Adresse ungültig', en: 'invalid Mandant in the address' },
    title: { de: 'DATEV kennt die aufgerufene Adresse nicht', en: 'DATEV does not know the address called' },
    meaning: {
      de: 'Die Adresse, unter der übertragen oder abgefragt wurde, enthält eine ungültige Berater- oder Mandantennummer.',
      en: 'The address used for sending or asking contains an invalid Berater- or Mandantennummer.',
    },
    remedy: {
      de: 'Prüfen Sie in den Einstellungen der App, welcher Mandant ausgewählt ist. Stimmt er, melden Sie den Fall dem Hersteller der App.',
      en: 'Check in the app’s settings which Mandant is chosen. If it is right, report the case to the maker of the app.',
    },
    who: ADMIN,
    retry: 'never',
    where: 'outside',
  },
  '1008836': {
    short: { de: 'Schadsoftware gefunden', en: 'malware found' },
    title: { de: 'DATEV hat in der Datei Schadsoftware gefunden', en: 'DATEV found malware in the file' },
    meaning: {
      de: 'DATEV hat die Datei gelöscht; übernommen wurde nichts. Bei einer reinen Textdatei ist auch ein Fehlalarm möglich.',
      en: 'DATEV deleted the file; nothing was taken over. For a plain text file a false alarm is possible too.',
    },
    remedy: {
      de: 'Senden Sie diese Datei nicht noch einmal. Lassen Sie den Rechner, auf dem sie entstanden ist, von Ihrer IT prüfen, und exportieren Sie den Stapel danach neu.',
      en: 'Do not send this file again. Have your IT check the computer it was made on, then export the batch again.',
    },
    who: { de: 'Buchhaltung mit der IT', en: 'Accounting with IT' },
    retry: 'after-fix',
    where: 'file',
  },
  '1008837': {
    short: { de: 'Störung bei DATEV', en: 'trouble at DATEV' },
    title: { de: 'Bei DATEV ist eine interne Störung aufgetreten', en: 'DATEV had an internal trouble' },
    meaning: {
      de: 'DATEV konnte die Datei nicht verarbeiten und bittet um einen neuen Versuch. An der Datei liegt es nicht.',
      en: 'DATEV could not process the file and asks for another try. The file is not the cause.',
    },
    remedy: {
      de: 'Senden Sie dieselbe Datei später unverändert noch einmal.',
      en: 'Send the same file again later, unchanged.',
    },
    who: ACCOUNTING,
    retry: 'later',
    where: 'outside',
  },
  '1008838': {
    short: { de: 'Berechtigung für den Mandanten fehlt', en: 'no permission for the Mandant' },
    title: {
      de: 'Die Berechtigung für diesen Mandanten fehlt oder ist abgelaufen',
      en: 'The permission for this Mandant is missing or has expired',
    },
    meaning: {
      de: 'Für den Mandanten ist der DATEV Buchungsdatenservice nicht bestellt oder abgelaufen, oder dem angemeldeten DATEV-Benutzer fehlt das Recht. An der Datei liegt es nicht.',
      en: 'The DATEV Buchungsdatenservice is not ordered for the Mandant or has expired, or the DATEV user lacks the right. The file is not the cause.',
    },
    remedy: {
      de: 'Bitten Sie die Kanzlei, den Buchungsdatenservice in der MyDATEV Mandantenregistrierung und die Rechte in der Rechteverwaltung online zu prüfen. Danach kann dieselbe Datei unverändert gesendet werden.',
      en: 'Ask the tax firm to check the Buchungsdatenservice in “MyDATEV Mandantenregistrierung” and the rights in “Rechteverwaltung online”. Then the same file can be sent unchanged.',
    },
    who: FIRM,
    retry: 'after-fix',
    where: 'outside',
  },
  'http-401': {
    short: { de: 'DATEV-Anmeldung nicht gültig', en: 'DATEV login not valid' },
    title: {
      de: 'DATEV erkennt die Anmeldung der App nicht an',
      en: 'DATEV does not accept the app’s login',
    },
    meaning: {
      de: 'Die Anmeldung bei DATEV ist abgelaufen oder wurde widerrufen. Übertragen wurde nichts.',
      en: 'The login at DATEV has expired or was revoked. Nothing was transferred.',
    },
    remedy: {
      de: 'Verbinden Sie DATEV in den Einstellungen der App neu. Danach kann dieselbe Datei gesendet werden.',
      en: 'Reconnect DATEV in the app’s settings. Then the same file can be sent.',
    },
    who: ADMIN,
    retry: 'now',
    where: 'outside',
  },
  'http-403': {
    short: { de: 'kein Zugriff auf den Mandanten', en: 'no access to the Mandant' },
    title: {
      de: 'DATEV verweigert den Zugriff auf diesen Mandanten',
      en: 'DATEV refuses access to this Mandant',
    },
    meaning: {
      de: 'Dem angemeldeten DATEV-Benutzer fehlt ein Recht oder eine Freigabe für diesen Mandanten. Übertragen wurde nichts.',
      en: 'The DATEV user lacks a right or a consent for this Mandant. Nothing was transferred.',
    },
    remedy: {
      de: 'Bitten Sie die Kanzlei, die Rechte des angemeldeten DATEV-Benutzers zu prüfen, oder verbinden Sie DATEV mit einem anderen Benutzer.',
      en: 'Ask the tax firm to check the rights of the DATEV user, or connect DATEV with another user.',
    },
    who: FIRM,
    retry: 'after-fix',
    where: 'outside',
  },
  'http-404': {
    short: { de: 'Mandant bei DATEV nicht gefunden', en: 'Mandant not found at DATEV' },
    title: {
      de: 'DATEV findet den Mandanten oder den Auftrag nicht',
      en: 'DATEV does not find the Mandant or the job',
    },
    meaning: {
      de: 'Unter dieser Berater- und Mandantennummer führt DATEV für die angemeldete Person keinen Bestand, oder der Auftrag ist dort nicht mehr vorhanden.',
      en: 'DATEV keeps no books under this Berater- and Mandantennummer for the person logged in, or the job is no longer there.',
    },
    remedy: {
      de: 'Prüfen Sie Berater- und Mandantennummer mit der Kanzlei; maßgeblich ist die Nummer, unter der der Bestand liegt.',
      en: 'Check Berater- and Mandantennummer with the tax firm; what counts is the number under which the books are kept.',
    },
    who: FIRM,
    retry: 'after-fix',
    where: 'outside',
  },
  'http-405': technical('405', {
    de: 'DATEV lässt diese Art des Aufrufs nicht zu',
    en: 'DATEV does not allow this kind of call',
  }),
  'http-406': technical('406', {
    de: 'DATEV kann nicht in der verlangten Form antworten',
    en: 'DATEV cannot answer in the form asked for',
  }),
  'http-413': {
    short: { de: 'Datei zu groß', en: 'file too large' },
    title: { de: 'Die Datei ist für DATEV zu groß', en: 'The file is too large for DATEV' },
    meaning: {
      de: 'DATEV nimmt Dateien bis 50 MB an. Von dieser Datei wurde nichts übernommen.',
      en: 'DATEV takes files of up to 50 MB. Nothing of this file was taken over.',
    },
    remedy: {
      de: 'Teilen Sie den Export auf, zum Beispiel in eine Datei je Monat, und senden Sie die Teile einzeln.',
      en: 'Split the export, for example into one file per month, and send the parts one by one.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
  'http-415': technical('415', {
    de: 'DATEV nimmt die Übertragungsart nicht an',
    en: 'DATEV does not take this kind of transmission',
  }),
  'http-429': {
    short: { de: 'DATEV bittet um Geduld', en: 'DATEV asks to wait' },
    title: { de: 'DATEV bittet, langsamer zu senden', en: 'DATEV asks to send more slowly' },
    meaning: {
      de: 'Es gingen in kurzer Zeit zu viele Anfragen an DATEV. Übertragen wurde nichts, verloren auch nicht.',
      en: 'Too many requests went to DATEV in a short time. Nothing was transferred and nothing was lost.',
    },
    remedy: {
      de: 'Die App wartet die von DATEV genannte Zeit ab und versucht es dann von selbst.',
      en: 'The app waits as long as DATEV asks and then tries again by itself.',
    },
    who: NOBODY,
    retry: 'later',
    where: 'outside',
  },
  'http-500': {
    short: { de: 'Serverfehler bei DATEV', en: 'server error at DATEV' },
    title: { de: 'DATEV hat einen Serverfehler gemeldet', en: 'DATEV reported a server error' },
    meaning: {
      de: 'Ob DATEV die Datei angenommen hat, ist damit offen. DATEV rät von blinden Wiederholungen ab.',
      en: 'It is open whether DATEV took the file. DATEV advises against blind repetitions.',
    },
    remedy: CHECK_THEN_DECIDE,
    who: NOBODY,
    retry: 'look-up',
    where: 'outside',
  },
  'http-502': {
    short: { de: 'keine Antwort von DATEV', en: 'no answer from DATEV' },
    title: {
      de: 'Die Antwort von DATEV ist unterwegs verloren gegangen',
      en: 'DATEV’s answer was lost on the way',
    },
    meaning: {
      de: 'Ein Rechner zwischen uns und DATEV hat die Verbindung abgebrochen. Ob DATEV die Datei erhalten hat, ist damit offen.',
      en: 'A machine between us and DATEV broke the connection. It is open whether DATEV received the file.',
    },
    remedy: CHECK_THEN_DECIDE,
    who: NOBODY,
    retry: 'look-up',
    where: 'outside',
  },
  'http-503': {
    short: { de: 'DATEV zurzeit nicht verfügbar', en: 'DATEV not available right now' },
    title: { de: 'DATEV ist zurzeit nicht verfügbar', en: 'DATEV is not available right now' },
    meaning: {
      de: 'DATEV hat die Datei nicht angenommen, etwa wegen Wartung. An der Datei liegt es nicht.',
      en: 'DATEV did not take the file, for example because of maintenance. The file is not the cause.',
    },
    remedy: { de: 'Die App versucht es von selbst wieder.', en: 'The app tries again by itself.' },
    who: NOBODY,
    retry: 'later',
    where: 'outside',
  },
  'not-understood': {
    short: { de: 'Antwort von DATEV unverständlich', en: 'DATEV’s answer not readable' },
    title: { de: 'Die Antwort von DATEV ist nicht lesbar', en: 'DATEV’s answer cannot be read' },
    meaning: {
      de: 'Statt einer Antwort kam eine Webseite oder nur ein Teil der Antwort an. Ob DATEV die Datei angenommen hat, ist damit offen.',
      en: 'A web page or only a part of the answer arrived. It is open whether DATEV took the file.',
    },
    remedy: CHECK_THEN_DECIDE,
    who: NOBODY,
    retry: 'look-up',
    where: 'outside',
  },
  unknown: {
    short: { de: 'Grund nicht bekannt', en: 'reason not known' },
    title: { de: 'DATEV hat die Datei abgelehnt', en: 'DATEV refused the file' },
    meaning: {
      de: 'DATEV nennt einen Grund, den diese App noch nicht kennt.',
      en: 'DATEV gives a reason this app does not know yet.',
    },
    remedy: {
      de: 'Lesen Sie im DATEV-Bereich dieses Vorgangs, was DATEV wörtlich geschrieben hat. Berichtigen Sie die Datei danach oder fragen Sie die Kanzlei.',
      en: 'Read in the DATEV panel of this issue what DATEV literally wrote. Then correct the file or ask the tax firm.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'file',
  },
};

function technical(status: string, title: Text): DatevWords {
  return {
    short: {
      de: `Übertragung technisch abgelehnt (${status})`,
      en: `transmission refused technically (${status})`,
    },
    title,
    meaning: {
      de: `DATEV hat den Aufruf mit dem Status ${status} abgewiesen, bevor die Datei angesehen wurde. Übertragen wurde nichts.`,
      en: `DATEV turned the call away with status ${status} before looking at the file. Nothing was transferred.`,
    },
    remedy: TELL_MAKER,
    who: SUPPORT,
    retry: 'never',
    where: 'outside',
  };
}

/**
 * Which entry explains an answer: DATEV's code first, then the HTTP status. A 2xx that is a cause at all was not
 * understood; a code that is not documented is unknown.
 */
export function caseOf(code: string, status?: number): DatevCase {
  if (isCase(code)) return code;
  if (code !== 'unknown' || status === undefined) return 'unknown';
  if (status === 502 || status === 504 || status === 408) return 'http-502';
  const byStatus = `http-${status}`;
  if (isCase(byStatus)) return byStatus;
  if (status >= 500) return 'http-500';
  return status >= 200 && status < 400 ? 'not-understood' : 'unknown';
}

function isCase(key: string): key is DatevCase {
  return Object.hasOwn(DATEV_WORDS, key);
}
