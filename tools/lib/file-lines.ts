import type { Line, LineEnd } from '../../src/audit/verify-export';

/**
 * The lines of a file one after the other. Of a line that is longer than `longest` bytes only its end is looked for, so that memory never
 * holds more than one line; bytes that are no UTF-8 give a line without text.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<Line> {
  let held: Uint8Array[] = [];
  let length = 0;
  const add = (piece: Uint8Array) => {
    length += piece.length;
    if (length > longest) held = [];
    else if (piece.length > 0) held.push(piece);
  };
  const cut = (isEnded: boolean): Line => {
    const line = length > longest ? tooLong(isEnded) : lineOf(Buffer.concat(held), isEnded);
    [held, length] = [[], 0];
    return line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      add(chunk.subarray(from, end));
      yield cut(true);
      from = end + 1;
    }
    add(chunk.subarray(from));
  }
  if (length > 0) yield cut(false);
}

const LF = 0x0a;
const CR = 0x0d;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function tooLong(isEnded: boolean): Line {
  return { text: undefined, isTooLong: true, ends: isEnded ? '\n' : '' };
}

function lineOf(bytes: Uint8Array, isEnded: boolean): Line {
  const isWindows = isEnded && bytes.at(-1) === CR;
  const ends: LineEnd = isWindows ? '\r\n' : isEnded ? '\n' : '';
  try {
    return { text: UTF8.decode(isWindows ? bytes.subarray(0, -1) : bytes), ends };
  } catch {
    return { text: undefined, ends };
  }
}
