import type { Text } from '../../kernel/problem';
import type { RowCode } from './row-code';

/**
 * What a person is told: what is wrong in the row, the rule behind it, and what to do. `{label}` is DATEV's name of the
 * column, `{row}` the booking row.
 */
export type RowWords = { readonly text: Text; readonly rule: Text; readonly remedy: Text };

/** What only the writer objects to. */
type WritingCode = Extract<RowCode, `extf.row.${'unwritable' | 'column' | 'kind' | 'too-many'}`>;

const TELL_THE_MAKER: Text = {
  de: 'Die Zuordnung ist fehlerhaft: Prüfen Sie, aus welcher Quelle „{label}“ in Buchungszeile {row} befüllt wird.',
  en: 'This is a fault of the mapping: check where “{label}” in booking row {row} comes from.',
};

export const WRITING_WORDS: Readonly<Record<WritingCode, RowWords>> = {
  'extf.row.unwritable': {
    text: {
      de: 'In „{label}“ steht {character}; das gibt es in der gewählten Zeichenkodierung nicht.',
      en: '“{label}” has {character}, which does not exist in the chosen encoding.',
    },
    rule: {
      de: 'Windows-1252 kennt nur westeuropäische Zeichen; ersetzt wird nie eines stillschweigend.',
      en: 'Windows-1252 knows Western European characters only; none is ever replaced silently.',
    },
    remedy: {
      de: 'Stellen Sie die Pipeline auf UTF-8 um, oder ersetzen Sie das Zeichen in „{label}“, Buchungszeile {row}.',
      en: 'Set the pipeline to UTF-8, or replace the character in “{label}”, booking row {row}.',
    },
  },
  'extf.row.column': {
    text: {
      de: '„{label}“ gibt es im Format nicht, oder es ist doppelt angegeben.',
      en: '“{label}” does not exist in the format, or it is given twice.',
    },
    rule: { de: 'Jede Spalte hat genau einen Wert.', en: 'Each column has exactly one value.' },
    remedy: TELL_THE_MAKER,
  },
  'extf.row.kind': {
    text: {
      de: '„{label}“ hat einen Wert der falschen Art.',
      en: '“{label}” has a value of the wrong kind.',
    },
    rule: {
      de: 'Eine Spalte nimmt nur Werte ihrer Art auf: Text, Betrag, Zahl, Konto oder Datum.',
      en: 'A column takes values of its kind only: text, amount, number, account or date.',
    },
    remedy: TELL_THE_MAKER,
  },
  'extf.row.too-many': {
    text: {
      de: 'Ab „{label}“ sind mehr Angaben vorhanden als Felder.',
      en: 'There are more entries than “{label}” has room for.',
    },
    rule: {
      de: 'Eine Buchung hat Platz für 8 Beleginfos und 20 Zusatzinformationen.',
      en: 'A booking has room for 8 Beleginfos and 20 Zusatzinformationen.',
    },
    remedy: TELL_THE_MAKER,
  },
};
