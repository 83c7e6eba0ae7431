import { createHash } from 'node:crypto';
import { writeToBuffer } from '@fast-csv/format';
import { stringify } from 'csv-stringify/sync';
import Papa from 'papaparse';
import { writeBookings } from '../../src/extf/write/write';
import { bookingLines, HEADER, readyCells } from './booking-lines';
import { type Bench, type Job, medians } from './measure';
import { mustHaveCells } from './same-cells';

/**
 * Ours starts from typed lines and formats, checks, composes and quotes; the peers get the 125 strings of each row, ready,
 * and their fastest options that still give a correct file (quoting everything makes all three slower).
 */
function peersWith(rows: string[][]): Readonly<Record<string, () => string | Promise<Buffer>>> {
  return {
    papaparse: () =>
      Papa.unparse(rows, { delimiter: ';', newline: '\r\n', header: false, skipEmptyLines: false }),
    'csv-stringify': () => stringify(rows, { delimiter: ';', record_delimiter: '\r\n' }),
    '@fast-csv/format': () => writeToBuffer(rows, { delimiter: ';', rowDelimiter: '\r\n', headers: false }),
  };
}

async function measure() {
  const lines = bookingLines();
  const rows = lines.map(readyCells);
  const peers = peersWith(rows);
  // One file after the other in the same memory, as a program does that writes many.
  const memory = new Uint8Array(50_000_000);
  const ours = () => writeBookings(HEADER, lines, { memory });
  const { bytes } = ours();
  if (bytes === undefined) throw new Error('our own file has findings');
  const text = new TextDecoder().decode(bytes);
  mustHaveCells(
    'ours',
    text
      .split(/(?<=\r\n)/)
      .slice(2)
      .join(''),
    rows,
  );
  for (const [name, peer] of Object.entries(peers)) mustHaveCells(name, String(await peer()), rows);
  const sha256: Job = () => createHash('sha256').update(bytes).digest();
  const times = await medians({ ours, sha256, ...peers });
  return {
    ours_ms: times['ours'] ?? 0,
    peers: Object.fromEntries(Object.keys(peers).map((name) => [name, times[name] ?? 0])),
    sha256_ms: times['sha256'] ?? 0,
    bytes: bytes.length,
    rows: lines.length,
  };
}

export const extfWrite: Bench = {
  name: 'extf-write',
  title: 'Write a Buchungsstapel',
  measure,
  prepare() {
    const lines = bookingLines();
    return () => writeBookings(HEADER, lines);
  },
};
