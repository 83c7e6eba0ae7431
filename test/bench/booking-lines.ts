import { type BookingLine, bookingLine } from '../../src/extf/booking-line';
import { BOOKING_FIELDS } from '../../src/extf/bookings-table';
import type { BatchHeader } from '../../src/extf/write/header-write';
import { type Day, writeDay } from '../../src/kernel/day';
import { writeDecimal } from '../../src/kernel/decimal';
import { type Cents, writeCents } from '../../src/kernel/money';

export const ROWS = 99_999;

export const HEADER: BatchHeader = {
  createdAt: '2024-09-02T06:00:00.000Z',
  consultant: 29_098,
  client: 55_003,
  fiscalYearBegin: 20_240_101 as Day,
  accountLength: 4,
  from: 20_240_101 as Day,
  to: 20_240_831 as Day,
  label: 'Rechnungen 2024',
  isLocked: false,
  currency: 'EUR',
  chart: '03',
};

const TEXTS = [
  'Rechnung Büromaterial',
  'Miete Geschäftsräume',
  'Wareneingang Lieferant',
  'Provision Vertrieb',
  'Leasing Fahrzeug',
  'Gehälter',
  'Telefon und Internet',
  'Umsatzerlöse Onlineshop',
];

/**
 * Bookings as an upstream program hands them over. Every one has amount, accounts, day, invoice number, text and cost
 * centre; a fifth a tax key, a tenth each a document, a due day, an EU VAT id, additional information or a foreign currency.
 * Half of the texts have umlauts, some quotation marks or semicolons. Their texts come out of JSON, as in real life.
 */
export function bookingLines(): readonly BookingLine[] {
  const lines = JSON.parse(
    JSON.stringify(Array.from({ length: ROWS }, (_, i) => lineAt(i))),
  ) as BookingLine[];
  return lines.map(bookingLine);
}

function lineAt(i: number): BookingLine {
  const day = (20_240_000 + (1 + (i % 8)) * 100 + 1 + (i % 28)) as Day;
  const amount = (1 + ((i * 7919) % 5_000_000)) as Cents;
  const base = {
    amount,
    side: i % 3 === 0 ? 'H' : 'S',
    account: 10_000 + (i % 50_000),
    contra: 4900 + (i % 7),
    day,
  } as const;
  return {
    ...base,
    belegfeld1: `RE-2024-${String(i).padStart(6, '0')}`,
    text: i % 100 === 7 ? `Skonto "3 %"; Rechnung ${i}` : `${TEXTS[i % 8]} ${i}`,
    kost1: String(100 + (i % 50)),
    ...(i % 5 === 0 ? { taxKey: '9' } : {}),
    ...(i % 10 === 1 ? { documentGuid: `e0a08953-fbaa-4054-af36-${String(i).padStart(12, '0')}` } : {}),
    ...(i % 10 === 2 ? { dueDay: 20_240_930 as Day } : {}),
    ...(i % 10 === 3 ? { euVatId: 'ATU52409200', euTaxRate: { units: 2000, scale: 2 } } : {}),
    ...(i % 10 === 4
      ? { additionalInfo: [{ type: 'Filiale', content: i % 20 === 4 ? 'Köln' : 'Berlin' }] }
      : {}),
    ...(i % 10 === 6
      ? {
          currency: 'CHF',
          exchange: {
            rate: { units: 1_076_000, scale: 6 },
            baseAmount: Math.max(1, Math.round(amount / 1.076)) as Cents,
            baseCurrency: 'EUR',
          },
        }
      : {}),
  };
}

/** The 125 cells of a line as strings: what the peers get, and what every output has to be read back to. */
export function readyCells(line: BookingLine): string[] {
  const cells = BOOKING_FIELDS.map(() => '');
  const set = (column: number, value: string | number | undefined) => {
    if (value !== undefined) cells[column - 1] = String(value);
  };
  set(1, writeCents(line.amount, ','));
  set(2, line.side);
  set(3, line.currency);
  if (line.exchange !== undefined) {
    set(4, writeDecimal(line.exchange.rate, ','));
    set(5, writeCents(line.exchange.baseAmount, ','));
    set(6, line.exchange.baseCurrency);
  }
  set(7, line.account);
  set(8, line.contra);
  set(9, line.taxKey);
  set(10, writeDay(line.day, 'german').slice(0, 4));
  set(11, line.belegfeld1);
  set(14, line.text);
  set(20, line.documentGuid === undefined ? undefined : `BEDI "${line.documentGuid}"`);
  set(37, line.kost1);
  set(40, line.euVatId);
  set(41, line.euTaxRate === undefined ? undefined : writeDecimal(line.euTaxRate, ','));
  set(48, line.additionalInfo?.[0]?.type);
  set(49, line.additionalInfo?.[0]?.content);
  set(114, 0);
  set(117, line.dueDay === undefined ? undefined : writeDay(line.dueDay, 'german'));
  return cells;
}
