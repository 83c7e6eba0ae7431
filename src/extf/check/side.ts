import type { Side } from '../compare';
import { decode } from '../read/encoding';
import { charsetOf, type ExtfFile } from '../read/read';
import { RowTexts } from './row-texts';

/** A read file as one side of a comparison. Rows are compared as characters, so a change of encoding is no change. */
export function sideOf(file: ExtfFile): Side {
  const marks = new Float64Array(file.rows);
  const isAscii = charsetOf(file.encoding) === 'utf-8';
  for (let row = 0; row < file.rows; row++) {
    const bytes = file.bytes.subarray(file.from[row], file.to[row]);
    marks[row] = isAscii ? markOf(bytes) : markOf(asUtf8(bytes));
  }
  const texts = new RowTexts(file);
  return { marks, cells: (row) => texts.of(row) };
}

/** Windows-1252 rows are rarely more than ASCII; only those that are take the longer way. */
function asUtf8(bytes: Uint8Array): Uint8Array {
  return bytes.some((byte) => byte > 0x7f) ? new TextEncoder().encode(decode(bytes, 'windows-1252')) : bytes;
}

const PRIME = 0x01000193;

/** Two FNV-1a hashes of 26 bits each in one number: rows that differ share it once in 2^52. */
function markOf(bytes: Uint8Array): number {
  let a = 0x811c9dc5;
  let b = 0x050c5d1f;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    a = Math.imul(a ^ byte, PRIME);
    b = Math.imul(b ^ byte, PRIME) + 1;
  }
  return (a >>> 6) * 0x4000000 + (b >>> 6);
}
