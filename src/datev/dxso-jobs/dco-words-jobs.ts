import type { Text } from '../../kernel/problem';
import { ACCOUNTING, ADMIN, type DatevWords, FIRM, SUPPORT } from '../word-parts';

/** Codes about the Mandant's setup, rights, DATEV's services and the job of a package. */
export type DcoOfJobs =
  `DCO0${1002 | 1003 | 1005 | 1006 | 1007 | 1009 | 1013 | 1019 | 1020 | 1220 | 1231 | 1301}`;

const NOBODY: Text = { de: 'niemand, die App kümmert sich', en: 'nobody, the app takes care' };

export const DCO_OF_JOBS: Readonly<Record<DcoOfJobs, DatevWords>> = {
  DCO01002: {
    short: { de: 'Mandant für Pakete nicht eingerichtet', en: 'Mandant not set up for packages' },
    title: {
      de: 'Der Mandant ist in DATEV für diese Pakete nicht eingerichtet',
      en: 'The Mandant is not set up in DATEV for these packages',
    },
    meaning: {
      de: 'In DATEV Unternehmen online fehlt dem Mandanten etwas, das das Paket braucht: die Bearbeitungsform „Erweitert“, das Rechnungseingangs-, Rechnungsausgangs- oder Kassenbuch oder das Wirtschaftsjahr. Vom Paket wurde nichts übernommen.',
      en: 'In DATEV Unternehmen online the Mandant lacks something the package needs: the Bearbeitungsform “Erweitert”, the invoice-in, invoice-out or cash book, or the fiscal year. Nothing of the package was taken over.',
    },
    remedy: {
      de: 'Bitten Sie die Kanzlei, Bearbeitungsform, Bücher und Wirtschaftsjahr des Mandanten in DATEV Unternehmen online einzurichten. Danach kann dasselbe Paket unverändert gesendet werden.',
      en: 'Ask the tax firm to set up the Mandant’s Bearbeitungsform, books and fiscal year in DATEV Unternehmen online. Then the same package can be sent unchanged.',
    },
    who: FIRM,
    retry: 'after-fix',
    where: 'outside',
  },
  DCO01003: {
    short: { de: 'Auftrag bei DATEV nicht gefunden', en: 'job not found at DATEV' },
    title: {
      de: 'DATEV findet den Auftrag nicht, in den das Paket sollte',
      en: 'DATEV does not find the job the package was to go into',
    },
    meaning: {
      de: 'Der Auftrag, den DATEV für das Paket angelegt hatte, ist nicht mehr da. Er war nicht abgeschlossen; vom Paket wurde nichts übernommen.',
      en: 'The job DATEV had made for the package is no longer there. It was not finished; nothing of the package was taken over.',
    },
    remedy: {
      de: 'Senden Sie das Paket unverändert noch einmal; die App lässt dafür einen neuen Auftrag anlegen. Wiederholt es sich, fragen Sie die Kanzlei, ob dort Aufträge gelöscht werden.',
      en: 'Send the package again, unchanged; the app has a new job made for it. If it happens again, ask the tax firm whether jobs are deleted there.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'outside',
  },
  DCO01005: {
    short: { de: 'Freigabe für Belege oder Pakete fehlt', en: 'consent for documents or packages missing' },
    title: {
      de: 'Der DATEV-Anmeldung fehlt die Freigabe für Belege oder Pakete',
      en: 'The DATEV login lacks the consent for documents or packages',
    },
    meaning: {
      de: 'Bei der Verbindung mit DATEV wurde der Belegbilderservice oder der Rechnungsdatenservice 1.0 nicht freigegeben. Übertragen wurde nichts.',
      en: 'When connecting to DATEV the Belegbilderservice or the Rechnungsdatenservice 1.0 was not consented to. Nothing was transferred.',
    },
    remedy: {
      de: 'Verbinden Sie DATEV in den Einstellungen der App neu und stimmen Sie dabei allen Diensten zu, die Sie nutzen. Danach kann dieselbe Datei unverändert gesendet werden.',
      en: 'Reconnect DATEV in the app’s settings and consent to all services you use. Then the same file can be sent unchanged.',
    },
    who: ADMIN,
    retry: 'after-fix',
    where: 'outside',
  },
  DCO01006: {
    short: { de: 'Kennung der App ungültig', en: 'id of the app not valid' },
    title: {
      de: 'DATEV erkennt die Kennung der App für diesen Auftrag nicht an',
      en: 'DATEV does not accept the app’s id for this job',
    },
    meaning: {
      de: 'Die Kennung, unter der die App bei DATEV registriert ist, ist ungültig oder eine andere als beim Anlegen des Auftrags. Vom Paket wurde nichts übernommen.',
      en: 'The id under which the app is registered with DATEV is not valid or another one than when the job was made. Nothing of the package was taken over.',
    },
    remedy: {
      de: 'Vergleichen Sie in den Einstellungen der App unter „Verbindung zu DATEV“ die Kennung mit dem DATEV-Entwicklerportal. Stimmt sie, senden Sie das Paket unverändert noch einmal.',
      en: 'In the app’s settings, compare the id under “Connection to DATEV” with DATEV’s developer portal. If it is right, send the package again, unchanged.',
    },
    who: ADMIN,
    retry: 'after-fix',
    where: 'outside',
  },
  DCO01007: {
    short: { de: 'Auftrag schon abgeschlossen', en: 'job finished already' },
    title: {
      de: 'Der Auftrag für dieses Paket ist schon abgeschlossen',
      en: 'The job of this package is finished already',
    },
    meaning: {
      de: 'DATEV hat das Paket bereits zur Verarbeitung übernommen; Dateien lassen sich nicht mehr hinzufügen. Was daraus wird, sagt erst das Ergebnis des Auftrags.',
      en: 'DATEV has taken the package for processing already; no files can be added any more. Only the job’s result tells what becomes of it.',
    },
    remedy: {
      de: 'Warten Sie das Ergebnis ab, die App fragt es bei DATEV ab. Senden Sie das Paket bis dahin nicht noch einmal, damit nichts doppelt ankommt.',
      en: 'Wait for the result, the app asks DATEV for it. Do not send the package again until then, so that nothing arrives twice.',
    },
    who: NOBODY,
    retry: 'look-up',
    where: 'outside',
  },
  DCO01009: {
    short: { de: 'Stammdaten des Mandanten widersprüchlich', en: 'Mandant’s basic data inconsistent' },
    title: {
      de: 'Die Stammdaten der Buchführung des Mandanten sind widersprüchlich',
      en: 'The basic data of the Mandant’s books is inconsistent',
    },
    meaning: {
      de: 'Was in DATEV Unternehmen online zu Wirtschaftsjahren, Sachkontenlänge und Büchern hinterlegt ist, passt nicht zusammen. An der Datei liegt es nicht; übernommen wurde nichts.',
      en: 'What DATEV Unternehmen online has on fiscal years, Sachkontenlänge and books does not fit together. The file is not the cause; nothing was taken over.',
    },
    remedy: {
      de: 'Bitten Sie die Kanzlei, die Stammdaten des Mandanten in DATEV Unternehmen online zu prüfen und zu berichtigen. Danach kann dieselbe Datei unverändert gesendet werden.',
      en: 'Ask the tax firm to check and correct the Mandant’s basic data in DATEV Unternehmen online. Then the same file can be sent unchanged.',
    },
    who: FIRM,
    retry: 'after-fix',
    where: 'outside',
  },
  DCO01013: {
    short: { de: 'Schnittstelle für die App nicht freigegeben', en: 'interface not released for the app' },
    title: {
      de: 'DATEV hat diese Schnittstelle für die App nicht freigegeben',
      en: 'DATEV has not released this interface for the app',
    },
    meaning: {
      de: 'Der App selbst fehlt bei DATEV die Erlaubnis für diesen Aufruf. An der Datei und an Ihren Rechten liegt es nicht; übernommen wurde nichts.',
      en: 'The app itself lacks DATEV’s permission for this call. Neither the file nor your rights are the cause; nothing was taken over.',
    },
    remedy: {
      de: 'Melden Sie den Fall dem Hersteller der App: Er muss die Freigabe bei DATEV klären. Danach kann dieselbe Datei unverändert gesendet werden.',
      en: 'Report the case to the maker of the app, who has to clear the release with DATEV. Then the same file can be sent unchanged.',
    },
    who: SUPPORT,
    retry: 'never',
    where: 'outside',
  },
  DCO01019: {
    short: { de: 'Belege online nicht eingerichtet', en: 'Belege online not set up' },
    title: {
      de: 'Der Mandant hat keinen gültigen Bestand in Belege online',
      en: 'The Mandant has no valid inventory in Belege online',
    },
    meaning: {
      de: 'In DATEV Unternehmen online ist Belege online für den Mandanten nicht oder nicht vollständig eingerichtet. Der Beleg wurde nicht übernommen.',
      en: 'In DATEV Unternehmen online, Belege online is not or not fully set up for the Mandant. The document was not taken over.',
    },
    remedy: {
      de: 'Bitten Sie die Kanzlei, Belege online für den Mandanten einzurichten und die Berater- und Mandantennummer zu bestätigen. Danach kann derselbe Beleg unverändert gesendet werden.',
      en: 'Ask the tax firm to set up Belege online for the Mandant and to confirm Berater- and Mandantennummer. Then the same document can be sent unchanged.',
    },
    who: FIRM,
    retry: 'after-fix',
    where: 'outside',
  },
  DCO01020: {
    short: { de: 'Belege online zurzeit nicht verfügbar', en: 'Belege online not available right now' },
    title: {
      de: 'Ein Dienst von DATEV für Belege ist zurzeit nicht verfügbar',
      en: 'A service of DATEV for documents is not available right now',
    },
    meaning: {
      de: 'DATEV kann gerade keine Belege annehmen, etwa wegen Wartung. Am Beleg liegt es nicht; er wurde noch nicht übernommen.',
      en: 'DATEV cannot take documents at the moment, for example because of maintenance. The document is not the cause; it was not taken over yet.',
    },
    remedy: {
      de: 'Sie müssen nichts tun, die App sendet denselben Beleg später von selbst noch einmal.',
      en: 'You need not do anything, the app sends the same document again later by itself.',
    },
    who: NOBODY,
    retry: 'later',
    where: 'outside',
  },
  DCO01220: {
    short: { de: 'Beleg kam nicht an', en: 'document did not arrive' },
    title: {
      de: 'Die Übertragung kam ohne Beleg bei DATEV an',
      en: 'The transmission reached DATEV without the document',
    },
    meaning: {
      de: 'DATEV hat die Anfrage erhalten, aber keine Datei darin. Der Beleg wurde nicht übernommen.',
      en: 'DATEV received the request but no file in it. The document was not taken over.',
    },
    remedy: {
      de: 'Senden Sie denselben Beleg noch einmal. Wiederholt es sich, melden Sie den Fall dem Hersteller der App.',
      en: 'Send the same document again. If it happens again, report the case to the maker of the app.',
    },
    who: ACCOUNTING,
    retry: 'after-fix',
    where: 'outside',
  },
  DCO01231: {
    short: {
      de: 'Belegfreigabe online verhindert das Hochladen',
      en: 'Belegfreigabe online prevents the upload',
    },
    title: {
      de: 'Mit der Belegfreigabe online nimmt DATEV Belege nicht über diese Schnittstelle an',
      en: 'With Belegfreigabe online DATEV does not take documents through this interface',
    },
    meaning: {
      de: 'Beim Mandanten ist DATEV Belegfreigabe online eingeschaltet; sie lässt sich mit dieser Schnittstelle nicht verbinden. Der Beleg wurde nicht übernommen.',
      en: 'DATEV Belegfreigabe online is switched on for the Mandant; it cannot be combined with this interface. The document was not taken over.',
    },
    remedy: {
      de: 'Laden Sie den Beleg selbst in DATEV Unternehmen online hoch, oder klären Sie mit der Kanzlei, ob die Belegfreigabe online abgeschaltet werden kann; dann kann derselbe Beleg unverändert gesendet werden.',
      en: 'Upload the document in DATEV Unternehmen online yourself, or clarify with the tax firm whether Belegfreigabe online can be switched off; then the same document can be sent unchanged.',
    },
    who: FIRM,
    retry: 'after-fix',
    where: 'outside',
  },
  DCO01301: {
    short: { de: 'Mandant nutzt das neue Belege online', en: 'Mandant uses the new Belege online' },
    title: {
      de: 'Der Mandant nutzt das neue Belege online, das keine Pakete mehr annimmt',
      en: 'The Mandant uses the new Belege online, which takes no packages any more',
    },
    meaning: {
      de: 'Für Mandanten im neuen Belege online nimmt der Rechnungsdatenservice 1.0 keine Pakete mehr an, auch keine berichtigten. Übernommen wurde nichts.',
      en: 'For Mandanten on the new Belege online the Rechnungsdatenservice 1.0 takes no packages any more, corrected ones included. Nothing was taken over.',
    },
    remedy: {
      de: 'Senden Sie die Belege mit dem Belegbilderservice und die Buchungen als EXTF-Buchungsstapel; beides geht im DATEV-Desk. Diesen Vorgang schließen Sie ohne Senden.',
      en: 'Send the documents with the Belegbilderservice and the bookings as an EXTF batch; both can be done in the DATEV desk. Close this issue without sending.',
    },
    who: ACCOUNTING,
    retry: 'never',
    where: 'outside',
  },
};
