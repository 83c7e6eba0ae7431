import type { BookingLine } from '../../src/extf/booking-line';
import type { BatchHeader } from '../../src/extf/write/header-write';
import { type Day, dayOf } from '../../src/kernel/day';
import type { Cents } from '../../src/kernel/money';

/** A day as in `day('2024-01-31')`. */
export function day(iso: string): Day {
  const [year = 0, month = 0, date = 0] = iso.split('-').map(Number);
  const found = dayOf(year, month, date);
  if (found === undefined) throw new Error(`${iso} is no day`);
  return found;
}

export function cent(value: number): Cents {
  return value as Cents;
}

/** What DATEV's sample of a Buchungsstapel says in its header line. */
export const SAMPLE_HEADER: BatchHeader = {
  // 14:04:40 in Berlin.
  createdAt: '2024-01-30T13:04:40.439Z',
  origin: 'RE',
  consultant: 29_098,
  client: 55_003,
  fiscalYearBegin: day('2024-01-01'),
  accountLength: 4,
  from: day('2024-01-01'),
  to: day('2024-08-31'),
  label: 'Buchungsstapel',
  initials: 'WD',
  isLocked: false,
  currency: 'EUR',
  chart: '03',
};

/** A booking in which nothing is wrong, with some members replaced. */
export function line(changed: Partial<BookingLine> = {}): BookingLine {
  return {
    amount: cent(10_000),
    side: 'S',
    account: 10_000,
    contra: 8400,
    day: day('2024-01-31'),
    ...changed,
  };
}

/** The rows of a written file as values, read without any of the product's code: header line and column names first. */
export function cellsOf(
  bytes: Uint8Array | undefined,
  encoding: 'utf-8' | 'windows-1252' = 'utf-8',
): string[][] {
  if (bytes === undefined) throw new Error('there is no file');
  const text =
    encoding === 'utf-8' ? new TextDecoder('utf-8', { fatal: true }).decode(bytes) : from1252(bytes);
  const rows: string[][] = [[]];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^;"\r\n]*)(;|\r\n|$)/g)) {
    const [, cell = '', end] = match;
    if (end === '' && cell === '') break;
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** Bytes 80 to 9F of Windows-1252; some runtimes decode them wrongly. */
const FROM_80 = '€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž??‘’“”•–—˜™š›œ?žŸ';

function from1252(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) =>
    byte >= 0x80 && byte < 0xa0 ? FROM_80.charAt(byte - 0x80) : String.fromCharCode(byte),
  ).join('');
}
