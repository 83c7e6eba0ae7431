import { DCO_WORDS, type DcoCode } from '../dxso-jobs/dco-words';
import { DXSO_WORDS, type DxsoCase } from '../dxso-jobs/dxso-words';
import type { PreflightCase } from '../preflight';
import { PREFLIGHT_WORDS } from '../preflight-words';
import { STATUS_WORDS, type StatusCase } from '../status-words';
import { ACCOUNTING, ADMIN, type DatevWords, FIRM, SUPPORT, TELL_MAKER } from '../word-parts';

/** DATEV's documented codes (OpenAPI extf-files 3.0.1, clients 2.0). */
export type CodeCase =
  `${1008828 | 1008829 | 1008831 | 1008832 | 1008833 | 1008834 | 1008835 | 1008836 | 1008837 | 1008838}`;

/** What DATEV's answers can mean: by its code, or by the HTTP status where it gave none; and what we found before asking. */
export type DatevCase = CodeCase | DcoCode | DxsoCase | PreflightCase | StatusCase;

/** A code without words in both languages does not compile. */
const CODE_WORDS: Readonly<Record<CodeCase, DatevWords>> = {
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
};

/** What has a code, of DATEV or of ours. */
const CODED = { ...CODE_WORDS, ...DCO_WORDS, ...DXSO_WORDS, ...PREFLIGHT_WORDS } as const;

/** Everything that is said about an answer of DATEV. */
export const DATEV_WORDS: Readonly<Record<DatevCase, DatevWords>> = { ...CODED, ...STATUS_WORDS };

/**
 * Which entry explains an answer: DATEV's code first, then the HTTP status. A 2xx that is a cause at all was not
 * understood; a code that is not documented is unknown.
 */
export function caseOf(code: string, status?: number): DatevCase {
  if (Object.hasOwn(CODED, code)) return code as keyof typeof CODED;
  if (code !== 'unknown' || status === undefined) return 'unknown';
  if (status === 502 || status === 504 || status === 408) return 'http-502';
  const byStatus = `http-${status}`;
  if (Object.hasOwn(STATUS_WORDS, byStatus)) return byStatus as StatusCase;
  if (status >= 500) return 'http-500';
  return status >= 200 && status < 400 ? 'not-understood' : 'unknown';
}
