import { joined } from '../../kernel/joined-bytes';
import { encode1252 } from '../read/encoding';
import { asGiven, type Cell, cellsIn, charsetOf, type ExtfFile, type Span } from '../read/read';

/**
 * The file parsed and written anew: the same cells in the same encoding, byte order mark and line ends as they were,
 * quotation marks where they were and those inside doubled. A file that keeps DATEV's rules comes back byte for byte. One
 * with bytes that are no characters is refused: they would come back as others.
 */
export function rewriteExtf(
  file: ExtfFile,
): { readonly bytes: Uint8Array } | { readonly refused: 'unreadable' } {
  if (!isReadable(file)) return { refused: 'unreadable' };
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const line of linesOf(file)) {
    pieces.push(file.bytes.subarray(at, line.from), encoded(lineOf(cellsIn(file, line)), file));
    at = line.to;
  }
  pieces.push(file.bytes.subarray(at));
  return { bytes: asGiven(file, joined(pieces)) };
}

/** Whether every byte was read as a character, so that the text gives the same bytes again. */
export function isReadable({ trouble, bytes }: Pick<ExtfFile, 'trouble' | 'bytes'>): boolean {
  if (trouble === undefined || trouble.what === 'utf8-without-bom') return true;
  return trouble.what === 'utf16-without-bom' && !new TextDecoder().decode(bytes).includes('\uFFFD');
}

function linesOf(file: ExtfFile): readonly Span[] {
  const rows = Array.from(file.from, (from, row) => ({ from, to: file.to[row] ?? from }));
  return [file.headerLine, file.captions, ...rows];
}

function lineOf(cells: readonly Cell[]): string {
  return cells.map(({ text, isQuoted }) => cellText(text, isQuoted)).join(';');
}

/** A value as it stands in a file. */
export function cellText(text: string, isQuoted: boolean): string {
  return isQuoted ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Text in the bytes of a readable file: what was read can be written. */
function encoded(text: string, file: Pick<ExtfFile, 'encoding'>): Uint8Array {
  const bytes = charsetOf(file.encoding) === 'utf-8' ? new TextEncoder().encode(text) : encode1252(text);
  return bytes ?? new TextEncoder().encode(text);
}
