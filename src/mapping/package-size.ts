import type { LedgerRow } from '../dxso/ledger';
import type { DxsoDocument } from '../dxso/package';

/** What a document adds to a package at most. */
export type Size = {
  readonly files: number;
  /** Of all its files and its part of document.xml, unpacked. */
  readonly bytes: number;
  readonly imageBytes: number;
};

/** The frame of a document in document.xml, and the frame of a ledger with the fixed words that DATEV wants in it. */
const DOCUMENT_BYTES = 420;
const LEDGER_BYTES = 700;
const ROW_BYTES = 80;

/**
 * A bound that is never too small and rarely twice too large. Writing the XML to measure it would take as long as writing
 * the package.
 */
export function sizeOf({ ledger, files }: DxsoDocument): Size {
  let [imageBytes, bytes] = [0, DOCUMENT_BYTES];
  for (const file of files) {
    imageBytes += file.bytes.length;
    bytes += textBytes(file.name) + 60;
  }
  bytes += imageBytes;
  if (ledger === undefined) return { files: files.length, bytes, imageBytes };
  const { generatorInfo, generatingSystem = '', rows } = ledger.ledger;
  bytes += LEDGER_BYTES + textBytes(generatorInfo) + textBytes(generatingSystem);
  bytes += textBytes(ledger.fileName) + textBytes(ledger.folder ?? '');
  for (const row of rows) bytes += rowBytes(row);
  return { files: files.length + 1, bytes, imageBytes };
}

function rowBytes(row: LedgerRow): number {
  let bytes = ROW_BYTES;
  // Indentation, both tags, line end; numbers, days and amounts have 20 characters at most.
  for (const [name, value] of Object.entries(row))
    bytes += 12 + 2 * name.length + (typeof value === 'string' ? textBytes(value) : 20);
  return bytes;
}

/** In UTF-8, with what XML makes of its own signs. */
function textBytes(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    bytes += code > 0x7f ? 3 : code >= 0x20 && !SIGNS.has(code) ? 1 : 6;
  }
  return bytes;
}
const SIGNS = new Set([...'&<>"\''].map((sign) => sign.charCodeAt(0)));
