import type { Encoding } from './encoding';

const LF = 0x0a;
const CR = 0x0d;
/** Reads one character after the other without making strings; `step` is 1 or 2 bytes. */
type Units = { readonly step: 1 | 2; readonly low: 0 | 1; readonly high: 0 | 1 };

/** How many bytes one character unit has, and which of them is the high one. */
function unitsOf(encoding: Encoding): Units {
  if (encoding === 'utf-16le') return { step: 2, low: 0, high: 1 };
  if (encoding === 'utf-16be') return { step: 2, low: 1, high: 0 };
  return { step: 1, low: 0, high: 0 };
}

/** Where the line that starts at `from` ends: the offset of its CR or LF, or the end of the file. */
export function lineEnd(bytes: Uint8Array, from: number, encoding: Encoding): number {
  const { step, low, high } = unitsOf(encoding);
  for (let i = from; i + step <= bytes.length; i += step) {
    const unit = bytes[i + low] ?? 0;
    if ((unit === LF || unit === CR) && (step === 1 || bytes[i + high] === 0)) return i;
  }
  return bytes.length;
}

/** The 1-based line in which a byte offset lies; CR LF is one line end. */
export function lineAt(bytes: Uint8Array, offset: number, encoding: Encoding): number {
  const { step } = unitsOf(encoding);
  let line = 1;
  for (
    let end = lineEnd(bytes, 0, encoding);
    end < offset;
    end = lineEnd(bytes, afterLine(bytes, end, encoding), encoding)
  ) {
    if (end + step > bytes.length) break;
    line++;
  }
  return line;
}

/** Offset of the line after the line end at `end`. */
export function afterLine(bytes: Uint8Array, end: number, encoding: Encoding): number {
  const { step, low } = unitsOf(encoding);
  const pair = bytes[end + low] === CR && bytes[end + step + low] === LF;
  return Math.min(bytes.length, end + (pair ? 2 : 1) * step);
}
