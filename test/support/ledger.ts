import { expect } from 'vitest';

/**
 * What a firm would book for the modelled ledger of Mandant 455148-3, worked out by hand from the ledger's rule: neither
 * with the app's code nor with the fake Looker's.
 */
const REVENUE = ['8200', '8210', '8220', '8230'];
const COSTS = ['4210', '4964', '4660', '4909', '4930', '4920', '4600', '4360'];
const CENTRES = ['100', '200', '300', '400', '500', '600', '700', '800', '900'];
const CENTRE_NAMES = [
  ...['Vertrieb', 'Entwicklung', 'Verwaltung', 'Marketing', 'Einkauf'],
  ...['Lager', 'Support', 'Personal', 'Geschäftsführung'],
];

/** DATEV's columns of one booking that the sample pipeline fills. */
export type Expected = {
  readonly amount: string;
  readonly side: 'S' | 'H';
  readonly account: string;
  readonly contra: string;
  readonly key: string;
  readonly day: string;
  readonly number: string;
  readonly text: string;
  readonly kost1: string;
  readonly kost2: string;
  readonly cents: number;
};

/** The n-th line of a month, from 0. */
export function expectedLine(month: string, n: number): Expected {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const months = (year - 2026) * 12 + number - 1;
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const fifth = Math.floor(n / 5);
  const isRevenue = n % 5 < 3;
  const net =
    100 + ((n * 7919 + 3 * 104_729 + months * 1_299_709) % 2_000_000) + (n % 100 === 42 ? 10_000_000 : 0);
  const rate = fifth % 10 < 7 ? 19 : fifth % 10 < 9 ? 7 : 0;
  const cents = net + Math.floor((net * rate + 50) / 100);
  const isTurned = n % 17 === 16;
  const isPositive = isRevenue !== isTurned;
  const centre = n % 9;
  const document = `${isRevenue ? 'RE' : 'ER'}-${month.replace('-', '')}-${String(n + 1).padStart(6, '0')}`;
  const key = rate === 0 ? '' : rate === 19 ? (isRevenue ? '3' : '9') : isRevenue ? '2' : '8';
  return {
    amount: `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`,
    side: isPositive ? 'S' : 'H',
    account: String(isRevenue ? 10_001 + (fifth % 25) : 70_001 + (fifth % 15)),
    contra: (isRevenue ? REVENUE[n % 4] : COSTS[n % 8]) ?? '',
    key,
    day: `${String(1 + (n % days)).padStart(2, '0')}${String(number).padStart(2, '0')}`,
    number: document,
    text: `${document} ${CENTRE_NAMES[centre] ?? ''}`,
    kost1: CENTRES[centre] ?? '',
    kost2: `P${1001 + (n % 24)}`,
    cents,
  };
}

/** Cells of a row of a Buchungsstapel, by a reader of our own for tests. */
export function cellsOf(line: string): readonly string[] {
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    if (line[at] === '"') {
      let end = at + 1;
      while (line[end] !== '"' || line[end + 1] === '"') end += line[end] === '"' ? 2 : 1;
      cells.push(line.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 2;
    } else {
      const end = line.indexOf(';', at);
      cells.push(line.slice(at, end === -1 ? line.length : end));
      at = end === -1 ? line.length + 1 : end + 1;
    }
  }
  return cells;
}

/** The rows of a file, header lines cut off. */
export function rowsOf(bytes: Uint8Array): readonly (readonly string[])[] {
  const lines = new TextDecoder().decode(bytes).split('\r\n');
  return lines
    .slice(2)
    .filter((line) => line !== '')
    .map(cellsOf);
}

/** Everything that is expected of a row in DATEV's columns; `guid` of the image that goes with it. */
export function expectRow(cells: readonly string[], line: Expected, guid?: string): void {
  const found = [0, 1, 6, 7, 8, 9, 10, 13, 19, 36, 37].map((at) => cells[at] ?? '');
  expect(found).toEqual([
    ...[line.amount, line.side, line.account, line.contra, line.key, line.day, line.number, line.text],
    guid === undefined ? '' : `BEDI "${guid}"`,
    ...[line.kost1, line.kost2],
  ]);
}
