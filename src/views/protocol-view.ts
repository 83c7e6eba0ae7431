import type { ProtocolView } from '../contract/answers';
import { type ProtocolEntry, type ProtocolFinding, protocolFindings } from '../dxso/protocol';
import type { Lang, Text } from '../kernel/problem';
import { cut, plain } from '../kernel/text';

/** More lines nobody reads in a panel; errors come first. */
const MAX_LINES = 100;

/** What DATEV's texts mean for whoever has to act; what we do not know stands for itself. */
const MEANINGS: Readonly<Record<ProtocolFinding['code'], Text | undefined>> = {
  'dxso.protocol.tax-key': {
    de: 'Steuerschlüssel passt nicht: Vorsteuer bei einer Ausgangsrechnung oder umgekehrt. Berichtigen Sie ihn im vorgelagerten Programm.',
    en: 'The tax key does not fit: input tax on an outgoing invoice or the other way round. Correct it in the upstream program.',
  },
  'dxso.protocol.schema': {
    de: 'Die Datei entspricht nicht DATEVs Schema. Legen Sie sie hier neu ab, die Prüfung nennt die Stelle.',
    en: 'The file does not follow DATEV’s schema. Put it in here again, the check names the place.',
  },
  'dxso.protocol.sum': {
    de: 'Summe, Datum, Rechnungsnummer oder Währung der Zeilen passen nicht zum Beleg. Prüfen Sie den Beleg auf den Cent.',
    en: 'Sum, date, invoice number or currency of the rows do not fit the document. Check the document to the cent.',
  },
  'dxso.protocol.already-there': {
    de: 'Der Beleg ist bei DATEV schon vorhanden; zu tun ist nichts.',
    en: 'DATEV has the document already; nothing is to be done.',
  },
  'dxso.protocol.account-length': {
    de: 'Die Länge der Konten ist nicht die des Mandanten. Stellen Sie die Sachkontenlänge im vorgelagerten Programm ein.',
    en: 'The length of the accounts is not that of the Mandant. Set the Sachkontenlänge in the upstream program.',
  },
  'dxso.protocol.fiscal-year': {
    de: 'Das Wirtschaftsjahr fehlt bei DATEV oder passt nicht. Die Kanzlei legt es an.',
    en: 'The fiscal year is missing at DATEV or does not fit. The tax firm sets it up.',
  },
  'dxso.protocol.other': undefined,
};

/** DATEV's protocol for the panel: errors first, with what they mean. Its texts may quote bookings and never go to Jira. */
export function protocolView(
  revision: number,
  kept: { readonly entries: readonly ProtocolEntry[]; readonly more: number },
  lang: Lang,
): ProtocolView {
  const shown = protocolFindings(kept.entries)
    .toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
    .slice(0, MAX_LINES);
  return {
    revision,
    entries: shown.map(({ severity, code, file, verbatim }) => ({
      type: severity,
      text: verbatim,
      ...(file === undefined ? {} : { file: cut(plain(file), 120) }),
      ...(MEANINGS[code] === undefined ? {} : { meaning: MEANINGS[code][lang] }),
    })),
    more: kept.more + kept.entries.length - shown.length,
  };
}

const RANK = { error: 0, warning: 1, information: 2 } as const;
