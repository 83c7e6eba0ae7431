import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExtf } from '../../src/extf/check/check';
import type { BatchHeader } from '../../src/extf/write/header-write';
import { type Batch, writeBatches } from '../../src/extf/write/split';
import { writeBookings } from '../../src/extf/write/write';
import type { Day } from '../../src/kernel/day';
import { cellsOf, cent, day, line, SAMPLE_HEADER } from './lines';

const TWO_YEARS: BatchHeader = {
  ...SAMPLE_HEADER,
  fiscalYearBegin: day('2023-07-01'),
  from: day('2023-11-15'),
  to: day('2024-09-10'),
};

function short(batches: readonly Batch[]) {
  return batches.map(({ header, sources }) => [header.fiscalYearBegin, header.from, header.to, sources]);
}

describe('bookings of several periods', () => {
  const lines = [
    line({ day: day('2024-07-01') }),
    line({ day: day('2023-11-30') }),
    line({ day: day('2024-06-30') }),
    line({ day: day('2024-09-10') }),
    line({ day: day('2023-11-15') }),
  ];

  it('get one file per fiscal year, also when it does not begin in January, within the period asked for', () => {
    expect(short(writeBatches(TWO_YEARS, lines))).toEqual([
      [20_230_701, 20_231_115, 20_240_630, [1, 2, 4]],
      [20_240_701, 20_240_701, 20_240_910, [0, 3]],
    ]);
  });

  it('get one file per month when wanted', () => {
    expect(short(writeBatches(TWO_YEARS, lines, { byMonth: true }))).toEqual([
      [20_230_701, 20_231_115, 20_231_130, [1, 4]],
      [20_230_701, 20_240_601, 20_240_630, [2]],
      [20_240_701, 20_240_701, 20_240_731, [0]],
      [20_240_701, 20_240_901, 20_240_910, [3]],
    ]);
  });

  it('are named with the file and row they would be in when their day is not one of the period', () => {
    const wrong = [day('2023-11-14'), day('2024-09-11'), 20_240_230 as Day].map((on) => line({ day: on }));
    const batches = writeBatches(TWO_YEARS, [...lines, ...wrong]);
    expect(batches.map(({ sources }) => sources)).toEqual([
      [1, 2, 4, 5, 7],
      [0, 3, 6],
    ]);
    expect(batches.map(({ file }) => file.findings)).toMatchObject([
      [
        { code: 'extf.row.day-outside-period', row: 4, field: 10 },
        { code: 'extf.row.day-form', row: 5, field: 10 },
      ],
      [{ code: 'extf.row.day-outside-period', row: 3, field: 10 }],
    ]);
  });

  it('that are none get no file', () => {
    expect(writeBatches(TWO_YEARS, [])).toEqual([]);
  });
});

describe('bookings that do not fit into one file', () => {
  it('get as many as needed, numbered in their labels', () => {
    const lines = Array.from({ length: 7 }, (_, n) => line({ amount: cent(n + 1) }));
    const label = 'Umsätze des Onlineshops Januar';
    const batches = writeBatches({ ...SAMPLE_HEADER, label }, lines, { most: { rows: 3, bytes: 1e6 } });
    expect(batches.map(({ header, sources }) => [header.label, sources])).toEqual([
      ['Umsätze des Onlineshops Teil 1', [0, 1, 2]],
      ['Umsätze des Onlineshops Teil 2', [3, 4, 5]],
      ['Umsätze des Onlineshops Teil 3', [6]],
    ]);
    expect(batches.map(({ file }) => cellsOf(file.bytes)[0]?.[16])).toEqual(
      batches.map(({ header }) => header.label),
    );
  });

  it('are cut where a file would become too large, never within a row, at least one row each', () => {
    const lines = Array.from({ length: 40 }, () => line({ text: 'x'.repeat(60) }));
    const one = writeBookings(SAMPLE_HEADER, lines.slice(0, 1)).bytes?.length ?? 0;
    const bytes = one + 60_000;
    const batches = writeBatches(SAMPLE_HEADER, lines, { most: { rows: 99_999, bytes } });
    expect(batches.length).toBeGreaterThan(0);
    for (const { file } of batches) expect(file.bytes?.length).toBeLessThanOrEqual(bytes);
    const tiny = writeBatches(SAMPLE_HEADER, lines.slice(0, 3), { most: { rows: 9, bytes: 1 } });
    expect(tiny.map(({ sources }) => sources)).toEqual([[0], [1], [2]]);
  });

  it('are cut at DATEV’s 99,999 rows', () => {
    const one = line();
    const lines = Array.from({ length: 100_001 }, () => one);
    const batches = writeBatches(SAMPLE_HEADER, lines);
    expect(batches.map(({ file }) => [file.rows, file.errors])).toEqual([
      [99_999, 0],
      [2, 0],
    ]);
  });

  it('are cut at DATEV’s 50 MB', () => {
    const long = line({
      documentInfo: Array.from({ length: 8 }, () => ({ type: 'Art', content: 'ä'.repeat(210) })),
    });
    const batches = writeBatches(
      SAMPLE_HEADER,
      Array.from({ length: 16_000 }, () => long),
    );
    expect(batches).toHaveLength(2);
    for (const { file } of batches) {
      expect(file.errors).toBe(0);
      expect(file.bytes?.length).toBeLessThanOrEqual(50_000_000);
    }
  });
});

describe('whatever the lines', () => {
  const anyDay = fc.constantFrom(
    '2023-11-15',
    '2023-12-31',
    '2024-02-29',
    '2024-06-30',
    '2024-07-01',
    '2024-09-10',
  );
  const anyLines = fc.array(
    fc
      .record({ on: anyDay, cents: fc.integer({ min: 1, max: 1e9 }) })
      .map(({ on, cents }) => line({ day: day(on), amount: cent(cents) })),
    { maxLength: 30 },
  );

  it('each is in exactly one file, in its row, and no cent is lost', () => {
    fc.assert(
      fc.property(anyLines, fc.boolean(), fc.integer({ min: 1, max: 9 }), (lines, byMonth, rows) => {
        const batches = writeBatches(TWO_YEARS, lines, { byMonth, most: { rows, bytes: 1e6 } });
        expect(batches.flatMap(({ sources }) => sources).toSorted((a, b) => a - b)).toEqual([
          ...lines.keys(),
        ]);
        for (const { file, sources } of batches) {
          const amounts = cellsOf(file.bytes)
            .slice(2)
            .map((row) => Number(row[0]?.replace(',', '')));
          expect(amounts).toEqual(sources.map((index) => lines[index]?.amount));
          expect(checkExtf(file.bytes ?? new Uint8Array()).errors).toBe(0);
        }
        const debit = batches.flatMap(({ file }) => file.totals).reduce((sum, of) => sum + of.debit, 0n);
        expect(debit).toBe(lines.reduce((sum, of) => sum + BigInt(of.amount), 0n));
      }),
    );
  });

  it('the same lines give the same bytes', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        expect(writeBatches(TWO_YEARS, structuredClone(lines))).toEqual(writeBatches(TWO_YEARS, lines));
      }),
      { numRuns: 20 },
    );
  });
});
