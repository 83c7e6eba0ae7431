import type { Text } from '../../kernel/problem';

/** What to do about a row, where many codes say the same. */
export const CORRECT: Text = {
  de: 'Berichtigen Sie „{label}“ in Buchungszeile {row} im vorgelagerten Programm und exportieren Sie neu.',
  en: 'Correct “{label}” in booking row {row} in the upstream program and export again.',
};
export const EXPORT_ANEW: Text = {
  de: 'Exportieren Sie die Datei neu, ohne sie in Excel oder einem Editor zu öffnen. Kommt es wieder vor, wenden Sie sich an den Hersteller des vorgelagerten Programms und nennen Sie Buchungszeile {row}, „{label}“.',
  en: 'Export the file again without opening it in Excel or an editor. If it happens again, turn to the maker of the upstream program and name booking row {row}, “{label}”.',
};
export const NOTHING: Text = {
  de: 'Sie müssen nichts tun; DATEV nimmt die Zeile an. Der Hersteller des vorgelagerten Programms sollte „{label}“ in Buchungszeile {row} aber nach DATEVs Regel schreiben.',
  en: 'You need not do anything; DATEV takes the row. But the maker of the upstream program should write “{label}” in booking row {row} by DATEV’s rule.',
};
