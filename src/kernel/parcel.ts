/**
 * What is too big for one message between browser and backend goes packed (gzip, base64): a question in parts that are sent before it,
 * an answer as one text. Forge takes questions of 500 KB and gives answers of 5 MB.
 */

/** Characters of one part; each lies under a key of its own, which takes 240 KiB. */
export const PART_CHARS = 200_000;
export const MAX_PARTS = 40;

/** Bytes of a question that goes as it is. */
export const MOST_ASKED_BYTES = 400_000;
/** Characters of an answer that goes as it is, at most three bytes each. */
export const MOST_ANSWERED_CHARS = 1_000_000;
/** Characters of a packed answer. */
export const MOST_PACKED_CHARS = 4_900_000;

/** What is asked in place of a question that went ahead in parts. */
export type Parcel = { readonly id: string; readonly parts: number };

/** The parts of a packed question. */
export function partsOf(packed: string): readonly string[] {
  const count = Math.ceil(packed.length / PART_CHARS);
  return Array.from({ length: count }, (_, n) => packed.slice(n * PART_CHARS, (n + 1) * PART_CHARS));
}
