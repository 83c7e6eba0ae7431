import { createHash } from 'node:crypto';

const DIGITS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz';

/** Letters and digits that follow from the words alone: Looker's tokens, slugs and ids without the world's dice. */
export function codeOf(length: number, ...words: readonly (string | number)[]): string {
  const bytes = createHash('sha512').update(JSON.stringify(words)).digest();
  return [...bytes.subarray(0, length)].map((byte) => DIGITS.charAt(byte % DIGITS.length)).join('');
}
export function hexOf(length: number, ...words: readonly (string | number)[]): string {
  return createHash('sha512').update(JSON.stringify(words)).digest('hex').slice(0, length);
}
