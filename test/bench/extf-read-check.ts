import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import Papa from 'papaparse';
import { inferSchema, initParser } from 'udsv';
import type { BookingLine } from '../../src/extf/booking-line';
import { checkExtf } from '../../src/extf/check/check';
import { writeBookings } from '../../src/extf/write/write';
import { bookingLines, HEADER, readyCells } from './booking-lines';
import { type Bench, type Job, medians } from './measure';

type Rows = readonly (readonly string[])[];

/**
 * Ours starts from the bytes, finds out the encoding and checks every value by DATEV's rules. The peers get the decoded
 * text of column names and rows and only split it into strings; their fastest documented ways to do that.
 */
function peersWith(text: string): Readonly<Record<string, () => Rows>> {
  const schema = inferSchema(text, { col: ';' });
  const udsv = initParser(schema);
  return {
    papaparse: () => Papa.parse<string[]>(text, { delimiter: ';', newline: '\r\n' }).data,
    'csv-parse': () => parse(text, { delimiter: ';', record_delimiter: '\r\n' }) as string[][],
    udsv: () => udsv.stringArrs(text) as string[][],
  };
}

async function measure() {
  const lines = bookingLines();
  const bytes = fileOf(lines);
  const text = new TextDecoder().decode(bytes);
  const peers = peersWith(text.slice(text.indexOf('\r\n') + 2));
  const ours = () => checkExtf(bytes);
  const { rows, findings } = ours();
  if (rows !== lines.length || findings.length > 0) throw new Error('our own file has findings');
  for (const [name, peer] of Object.entries(peers)) mustHaveRead(name, peer(), lines);
  const sha256: Job = () => createHash('sha256').update(bytes).digest();
  const times = await medians({ ours, sha256, ...peers });
  return {
    ours_ms: times['ours'] ?? 0,
    peers: Object.fromEntries(Object.keys(peers).map((name) => [name, times[name] ?? 0])),
    sha256_ms: times['sha256'] ?? 0,
    bytes: bytes.length,
    rows,
  };
}

/** Every peer has read every cell of every row; the row of column names before them is not counted. */
function mustHaveRead(who: string, read: Rows, lines: readonly BookingLine[]): void {
  const first = read[0]?.[1]?.startsWith('Soll') === true ? 1 : 0;
  for (const [index, line] of lines.entries()) {
    const row = read[index + first] ?? [];
    const cells = readyCells(line);
    const same = row.length === cells.length && cells.every((cell, column) => cell === row[column]);
    if (!same) throw new Error(`${who}: row ${index + 1} differs`);
  }
}

function fileOf(lines: readonly BookingLine[]): Uint8Array {
  const { bytes } = writeBookings(HEADER, lines);
  if (bytes === undefined) throw new Error('our own file has findings');
  return bytes;
}

export const extfReadCheck: Bench = {
  name: 'extf-read-check',
  title: 'Read a Buchungsstapel and check every value',
  measure,
  prepare() {
    const bytes = fileOf(bookingLines());
    return () => checkExtf(bytes);
  },
};
