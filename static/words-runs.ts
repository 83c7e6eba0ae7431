import type { Text } from '../src/kernel/problem';

/** Words of a run. */
export const RUN_WORDS = {
  run: { de: 'Lauf', en: 'Run' },
  runOf: {
    de: '{name} · {period} · Fassung {version} der Pipeline',
    en: '{name} · {period} · version {version} of the pipeline',
  },
  lookersWords: {
    de: 'Originaltext von Looker – nur hier sichtbar',
    en: 'Looker’s own words – visible here only',
  },
  runConfiguration: {
    de: 'Pipeline in Fassung {version} sichern',
    en: 'Save the pipeline in version {version}',
  },
  dryRunSays: {
    de: 'Ein Probelauf: Alles ist gelesen und geprüft wie bei einem echten Lauf; an DATEV geht nichts.',
    en: 'A dry run: everything is read and checked as in a real run; nothing goes to DATEV.',
  },
  runMoreInFull: {
    de: 'Schritte, Summen, Befunde und Knöpfe stehen unter „Alles anzeigen“.',
    en: 'Steps, totals, findings and buttons stand under “Show everything”.',
  },
  runBegunBy: { de: 'Begonnen durch', en: 'Begun by' },
  execution: { de: 'Ausführung', en: 'Execution' },
  runSteps: { de: 'Schritte', en: 'Steps' },
  stepDone: { de: 'erledigt', en: 'done' },
  stepNow: { de: 'läuft', en: 'under way' },
  stepNext: { de: 'folgt', en: 'to come' },
  stepFailed: { de: 'nicht gelungen', en: 'failed' },
  chain: { de: 'Summen von Looker bis DATEV', en: 'Totals from Looker to DATEV' },
  sumsAreGone: {
    de: 'Summen und Hinweise dieses Laufs gibt es nicht mehr: Als Werte der Buchhaltung werden sie nach 100 Tagen gelöscht. Die Anzahlen bleiben.',
    en: 'Sums and findings of this run are gone: as values of the books they are deleted after 100 days. The counts stay.',
  },
  agrees: { de: 'stimmt', en: 'agrees' },
  differs: { de: 'weicht ab', en: 'differs' },
  differsBy: { de: 'Unterschied {by}', en: 'difference {by}' },
  rowsWord: { de: 'Zeilen', en: 'Rows' },
  sumSoll: { de: 'Summe Soll', en: 'Total Soll' },
  sumHaben: { de: 'Summe Haben', en: 'Total Haben' },
  sumAll: { de: 'Summe', en: 'Total' },
  countsTitle: { de: 'Was aus {count} Zeilen wurde', en: 'What became of {count} rows' },
  countLines: { de: 'Buchungszeilen', en: 'Booking lines' },
  countLeftOut: { de: 'Weggelassen (0,00)', en: 'Left out (0.00)' },
  countRejected: { de: 'Abgewiesen', en: 'Rejected' },
  runFindings: { de: 'Befunde ({count})', en: 'Findings ({count})' },
  runMoreFindings: {
    de: 'Weitere Befunde: {count}. Beheben Sie zuerst diese; oft haben die übrigen dieselbe Ursache.',
    en: 'More findings: {count}. Fix these first; the others often have the same cause.',
  },
  runAgain: { de: 'Noch einmal ausführen', en: 'Execute again' },
  runAgainTitle: { de: 'Den Lauf noch einmal ausführen', en: 'Execute the run again' },
  runAgainNote: {
    de: 'Die Zeilen werden frisch aus Looker gelesen und mit der heutigen Zuordnung geprüft. An DATEV geht nur, was noch nicht dort ist.',
    en: 'The rows are read from Looker afresh and checked with the mapping of today. Only what is not there yet goes to DATEV.',
  },
  accept: { de: 'Ungewöhnliche Mengen annehmen', en: 'Accept the unusual amounts' },
  acceptTitle: { de: 'Der Lauf weicht von den letzten ab', en: 'The run differs from the last ones' },
  acceptNote: {
    de: 'Sie bestätigen, dass Anzahl und Summen stimmen. Der Lauf geht dann weiter; Ihr Name steht im Verlauf.',
    en: 'You confirm that number and totals are right. The run then goes on; your name is kept in the history.',
  },
  approve: { de: 'Freigeben', en: 'Approve' },
  approveTitle: { de: 'Diese Buchungen freigeben', en: 'Approve these bookings' },
  approveNote: {
    de: 'Nach Ihrer Freigabe gehen diese Dateien an DATEV. Das lässt sich nicht zurückholen; Ihr Name steht im Verlauf.',
    en: 'After your approval these files go to DATEV. This cannot be called back; your name is kept in the history.',
  },
  driftTitle: { de: 'Geänderte Spalten', en: 'Changed columns' },
  driftSays: {
    de: 'Spalten, die Looker nicht mehr so liefert wie bei der Einrichtung: {count}',
    en: 'Columns that Looker no longer gives as when this was set up: {count}',
  },
  driftIsNow: { de: '{column} heißt jetzt', en: '{column} is now called' },
  driftNone: { de: 'nichts davon', en: 'none of these' },
  driftNote: {
    de: 'Die Zuordnung folgt dem neuen Namen, und der Lauf wird noch einmal ausgeführt.',
    en: 'The mapping follows the new name, and the run is executed again.',
  },
  driftByHand: {
    de: 'Öffnen Sie die Pipeline und ordnen Sie diese Felder neu zu.',
    en: 'Open the pipeline and map these fields anew.',
  },
  driftTake: { de: 'Zuordnung anpassen ({count})', en: 'Adapt the mapping ({count})' },
  runFiles: { de: 'Dateien dieses Laufs', en: 'Files of this run' },
  kindExtf: { de: 'Buchungsstapel', en: 'Booking batch' },
  kindDxso: { de: 'Paket', en: 'Package' },
  kindDocument: { de: 'Beleg', en: 'Document' },
  rowLookUp: { de: 'Was wurde aus Zeile …?', en: 'What became of row …?' },
  rowLookUpLabel: {
    de: 'Zeilennummer, Schlüssel oder Belegnummer',
    en: 'Row number, key or document number',
  },
  rowNone: { de: 'Dazu gibt es keine Zeile in diesem Lauf.', en: 'This run has no such row.' },
  rowMore: {
    de: 'Es gibt weitere Treffer. Suchen Sie genauer.',
    en: 'There are more hits. Search more exactly.',
  },
  /** Of a dry run. */
  fateMade: { de: 'erstellt', en: 'made' },
  fateSent: { de: 'gesendet', en: 'sent' },
  fateHeld: { de: 'zurückgehalten', en: 'held' },
  fateRejected: { de: 'abgewiesen', en: 'rejected' },
} as const satisfies Readonly<Record<string, Text>>;
