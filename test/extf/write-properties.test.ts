import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BookingLine, bookingLine } from '../../src/extf/booking-line';
import { checkExtf } from '../../src/extf/check/check';
import { BUCHUNGSSTAPEL } from '../../src/extf/format';
import { cellsOf as readCells, readExtf } from '../../src/extf/read/read';
import { writeBookings } from '../../src/extf/write/write';
import type { Day } from '../../src/kernel/day';
import { type Decimal, writeDecimal } from '../../src/kernel/decimal';
import { type Cents, writeCents } from '../../src/kernel/money';
import { cellsOf, day, SAMPLE_HEADER } from './lines';

/** Characters of all sorts: plain, umlauts, marks and separators, and some that Windows-1252 lacks. */
const PLAIN = 'abcXYZ 019;,.-"\'äÖß€é';
const WIDE = `${PLAIN}łşЖ日\u{1f600}`;
function text(most: number, letters = WIDE): fc.Arbitrary<string> {
  const one = fc.constantFrom(...letters);
  return fc
    .array(one, { minLength: 1, maxLength: most })
    .map((all) => all.join('').slice(0, most))
    .filter(isWhole);
}
function isWhole(value: string): boolean {
  return !/[\ud800-\udbff]$/.test(value);
}
function decimal(digits: number, decimals: number): fc.Arbitrary<Decimal> {
  return fc
    .tuple(fc.integer({ min: 1, max: 10 ** Math.min(digits, 9) - 1 }), fc.integer({ min: 0, max: decimals }))
    .map(([units, scale]) => ({ units, scale }));
}
const amount = fc.integer({ min: 1, max: 999_999_999_999 }).map((value) => value as Cents);
const bookingDay = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 28 }))
  .map(([month, date]) => (20_240_000 + month * 100 + date) as Day);
const account = fc.integer({ min: 1, max: 99_999 });
const belegfeld = fc.stringMatching(/^[A-Za-z0-9$&%*+\-/_]{1,12}$/);
const pairs = (most: number) =>
  fc.array(fc.record({ type: text(20), content: text(210) }), { maxLength: most });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const anyLine: fc.Arbitrary<BookingLine> = fc
  .record({
    amount: amount.filter((value) => value > 1),
    side: fc.constantFrom('S' as const, 'H' as const),
    exchange: maybe(fc.record({ rate: decimal(5, 6), baseAmount: amount, baseCurrency: fc.constant('EUR') })),
    account,
    contra: account,
    taxKey: maybe(fc.stringMatching(/^[0-9]{1,4}$/)),
    day: bookingDay,
    belegfeld1: maybe(belegfeld),
    belegfeld2: maybe(belegfeld),
    discount: maybe(fc.constant(1 as Cents)),
    text: maybe(text(60)),
    documentGuid: maybe(fc.uuid()),
    documentInfo: maybe(pairs(8)),
    kost1: maybe(fc.stringMatching(/^[A-Z0-9_ ]{1,36}$/)),
    kostQuantity: maybe(decimal(9, 4)),
    euTaxRate: maybe(decimal(2, 2)),
    additionalInfo: maybe(pairs(20)),
    serviceDay: maybe(bookingDay),
    dueDay: maybe(bookingDay),
    isReversal: maybe(fc.boolean()),
    orderNumber: maybe(text(30)),
  })
  .map(({ orderNumber, ...line }) => ({
    ...line,
    ...(line.exchange === undefined ? {} : { currency: 'CHF' }),
    ...(orderNumber === undefined ? {} : { others: [{ column: 95 as const, text: orderNumber }] }),
  }));

/** What each column has to say, worked out without the writer. */
function expectedCells(line: BookingLine): string[] {
  const cells = BUCHUNGSSTAPEL.fields.map(() => '');
  const set = (column: number, value: string | undefined) => {
    cells[column - 1] = (value ?? '').normalize('NFC');
  };
  const german = (of: Day | undefined) => {
    const digits = String(of ?? '');
    return digits.slice(6) + digits.slice(4, 6) + digits.slice(0, 4);
  };
  set(1, writeCents(line.amount, ','));
  set(2, line.side);
  set(3, line.currency);
  set(4, line.exchange && writeDecimal(line.exchange.rate, ','));
  set(5, line.exchange && writeCents(line.exchange.baseAmount, ','));
  set(6, line.exchange?.baseCurrency);
  set(7, String(line.account));
  set(8, String(line.contra));
  set(9, line.taxKey);
  set(10, german(line.day).slice(0, 4));
  set(11, line.belegfeld1);
  set(12, line.belegfeld2);
  set(13, line.discount && writeCents(line.discount, ','));
  set(14, line.text);
  set(20, line.documentGuid && `BEDI "${line.documentGuid}"`);
  for (const [n, { type, content }] of (line.documentInfo ?? []).entries()) {
    set(21 + 2 * n, type);
    set(22 + 2 * n, content);
  }
  set(37, line.kost1);
  set(39, line.kostQuantity && writeDecimal(line.kostQuantity, ','));
  set(41, line.euTaxRate && writeDecimal(line.euTaxRate, ','));
  for (const [n, { type, content }] of (line.additionalInfo ?? []).entries()) {
    set(48 + 2 * n, type);
    set(49 + 2 * n, content);
  }
  for (const other of line.others ?? []) if ('text' in other) set(other.column, other.text);
  set(114, '0');
  set(115, german(line.serviceDay));
  set(117, german(line.dueDay));
  set(118, line.isReversal === undefined ? '' : line.isReversal ? '1' : '0');
  return cells;
}

describe('whatever is written', () => {
  it('is read back cell by cell, is clean for the check, and adds up', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 6 }), (lines) => {
        const { bytes, findings, totals } = writeBookings(SAMPLE_HEADER, lines);
        expect(findings).toEqual([]);
        expect(cellsOf(bytes).slice(2)).toEqual(lines.map(expectedCells));
        const file = readExtf(bytes ?? new Uint8Array());
        const read = lines.map((_, index) => readCells(file, index + 1).map((cell) => cell.text));
        expect([file.rows, read]).toEqual([lines.length, lines.map(expectedCells)]);
        const checked = checkExtf(bytes ?? new Uint8Array());
        expect(checked.findings.filter((one) => one.severity === 'error')).toEqual([]);
        expect(checked.totals.toSorted(byCurrency)).toEqual(totals.toSorted(byCurrency));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same in Windows-1252, or names the first character that is not there', () => {
    fc.assert(
      fc.property(text(60), (given) => {
        const line = { ...BASE, text: given };
        const { bytes, findings } = writeBookings(SAMPLE_HEADER, [line], { encoding: 'windows-1252' });
        const foreign = /[^a-zA-Z0-9 ;,.\-"'äÖß€é]/u.exec(given)?.[0];
        if (foreign === undefined) expect(cellsOf(bytes, 'windows-1252')[2]?.[13]).toBe(given);
        else
          expect(findings).toMatchObject([{ code: 'extf.row.unwritable', values: { character: foreign } }]);
      }),
    );
  });

  it('takes any text at all without an exception, and never writes half a file', () => {
    const any = fc.string({ unit: 'binary', maxLength: 80 });
    const broken = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 })
      .map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(
        fc.oneof(any, broken),
        fc.constantFrom('utf-8' as const, 'windows-1252' as const),
        (given, encoding) => {
          const line = { ...BASE, text: given, belegfeld1: given, kost1: given, documentGuid: given };
          const { bytes, errors, findings } = writeBookings(SAMPLE_HEADER, [line], { encoding });
          expect(bytes === undefined).toBe(errors > 0);
          expect(findings.length).toBeGreaterThanOrEqual(errors);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('takes any numbers at all without an exception, and what it makes of them is clean', () => {
    const any = fc.oneof(fc.double(), fc.integer(), fc.maxSafeInteger());
    /** Mostly a usual number: a line in which every one is odd makes no file, and shows nothing of those that do. */
    const odd = (usual: fc.Arbitrary<number>) =>
      fc.oneof({ arbitrary: usual, weight: 6 }, { arbitrary: any, weight: 1 });
    const numbers = fc.record({
      ...{ amount: odd(amount), account: odd(account), day: odd(bookingDay), dueDay: odd(bookingDay) },
      ...{ discount: odd(fc.constant(1)), units: odd(fc.constant(12)), scale: odd(fc.constant(1)) },
    });
    let made = 0;
    fc.assert(
      fc.property(numbers, ({ units, scale, ...rest }) => {
        const numbered = { ...BASE, ...rest, kostQuantity: { units, scale }, euTaxRate: { units, scale } };
        const { bytes, errors } = writeBookings(SAMPLE_HEADER, [numbered as BookingLine]);
        expect(bytes === undefined).toBe(errors > 0);
        if (bytes === undefined) return;
        made += 1;
        expect(checkExtf(bytes).errors).toBe(0);
      }),
      { numRuns: 1000 },
    );
    expect(made).toBeGreaterThan(100);
  });

  it('does not depend on how alike the lines are', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 4 }), (lines) => {
        expect(writeBookings(SAMPLE_HEADER, lines.map(bookingLine))).toEqual(
          writeBookings(SAMPLE_HEADER, lines),
        );
      }),
      { numRuns: 50 },
    );
  });
});

const BASE: BookingLine = {
  amount: 100 as Cents,
  side: 'S',
  account: 10_000,
  contra: 8400,
  day: day('2024-01-31'),
};

function byCurrency(a: { readonly currency: string }, b: { readonly currency: string }): number {
  return a.currency < b.currency ? -1 : 1;
}
