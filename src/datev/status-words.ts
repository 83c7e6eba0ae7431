import type { Text } from '../kernel/problem';
import { ACCOUNTING, ADMIN, type DatevWords, FIRM, SUPPORT, TELL_MAKER } from './word-parts';

const NOBODY: Text = { de: 'niemand, die App kümmert sich', en: 'nobody, the app takes care' };
const CHECK_THEN_DECIDE: Text = {
  de: 'Die App sieht in der Auftragsliste von DATEV nach, bevor irgendetwas noch einmal gesendet wird. Findet sie nichts, fragt sie hier nach.',
  en: 'The app looks into DATEV’s job list before anything is sent again. If it finds nothing, it asks here.',
};

/** What an answer without a code of DATEV means, by its HTTP status. */
export type StatusCase =
  | `http-${401 | 403 | 404 | 405 | 406 | 413 | 415 | 429 | 500 | 502 | 503}`
  | 'not-understood'
  | 'unknown';

/** A status without words in both languages does not compile. */
export const STATUS_WORDS: Readonly<Record<StatusCase, DatevWords>> = {
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
