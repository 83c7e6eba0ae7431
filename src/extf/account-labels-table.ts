import { account, type Field, numbered, text } from './field';

/**
 * The 4 columns of Kontenbeschriftungen, format version 3 (DATEV's Format_Kontenbeschriftungen.xml as mirrored in public; a
 * public transcription of the portal agrees in types and lengths, but not in two names).
 */
export const ACCOUNT_LABEL_FIELDS: readonly Field[] = numbered([
  account('Konto', 9, { isRequired: true, isNeverZero: true, otherLabels: ['Kontonummer'] }),
  text('Kontobeschriftung', 40, { otherLabels: ['Kontenbeschriftung'] }),
  text('SprachId', 5, { otherLabels: ['Sprach-ID'] }),
  text('Kontenbeschriftung lang', 300),
]);
