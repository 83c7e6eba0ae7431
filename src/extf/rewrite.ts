import { encode1252 } from './encoding';
import { asGiven, type Cell, cellsIn, cellsOf, charsetOf, type ExtfFile } from './read';

/**
 * The file parsed and written anew: the same cells in the same encoding, the byte order mark as it was, quotation marks
 * where they were, those inside doubled, and CRLF after every line (DATEV's rule). Blank lines go. A file that keeps the
 * rules comes back byte for byte.
 */
export function rewriteExtf(file: ExtfFile): Uint8Array {
  const heads = [file.headerLine, file.captions].filter((span) => span.to > span.from);
  const lines = heads.map((span) => lineOf(cellsIn(file, span)));
  for (let row = 1; row <= file.rows; row++) lines.push(lineOf(cellsOf(file, row)));
  return asGiven(file, encoded(lines.join(''), file));
}

function lineOf(cells: readonly Cell[]): string {
  return `${cells.map(({ text, isQuoted }) => cellText(text, isQuoted)).join(';')}\r\n`;
}

/** A value as it stands in a file. */
export function cellText(text: string, isQuoted: boolean): string {
  return isQuoted ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Text in the bytes of a file; what was read can always be written, so nothing is lost. */
function encoded(text: string, file: Pick<ExtfFile, 'encoding'>): Uint8Array {
  const bytes = charsetOf(file.encoding) === 'utf-8' ? new TextEncoder().encode(text) : encode1252(text);
  return bytes ?? new TextEncoder().encode(text);
}
