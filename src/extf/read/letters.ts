import type { Letters } from '../field';

/** A text without restriction: every printable character except the quotation mark, which has to be doubled. */
export const FREE = 1;
const MASKS: Readonly<Record<Letters, number>> = {
  belegfeld: 2,
  word: 4,
  digits: 8,
  capitals: 16,
  kost: 32,
  iban: 64,
  bic: 64,
};

/**
 * Which ASCII characters the columns of each kind may have: `LETTERS[code] & maskOf(letters)` is not 0 for a character
 * that may be written as it is. A table because it is asked for every character of a file.
 */
export const LETTERS = lettersTable();

function lettersTable(): Uint8Array {
  const table = new Uint8Array(128);
  const allow = (characters: string, masks: number) => {
    for (const character of characters)
      table[character.charCodeAt(0)] = (table[character.charCodeAt(0)] ?? 0) | masks;
  };
  const { belegfeld, word, digits, capitals, kost, iban } = MASKS;
  for (let code = 0x20; code < 0x7f; code++) if (code !== 0x22) table[code] = FREE;
  allow('0123456789', belegfeld | word | digits | kost | iban);
  allow('ABCDEFGHIJKLMNOPQRSTUVWXYZ', belegfeld | word | capitals | kost | iban);
  allow('abcdefghijklmnopqrstuvwxyz', belegfeld | word | kost);
  allow('_', belegfeld | word | kost);
  allow('$&%*+-/', belegfeld);
  allow(' ', kost);
  return table;
}

/** The bit of one restriction; without a restriction that of free text. */
export function maskOf(letters: Letters | undefined): number {
  return letters === undefined ? FREE : MASKS[letters];
}

/** Columns that DATEV describes with `\w`, which for its programs includes every letter and digit of Unicode. */
const WIDE = MASKS.word | MASKS.kost;

/** Whether a character beyond ASCII may stand in a column of this kind. */
export function isAllowedBeyondAscii(mask: number, code: number): boolean {
  return mask === FREE || ((mask & WIDE) !== 0 && /^[\p{L}\p{N}]$/u.test(String.fromCodePoint(code)));
}
