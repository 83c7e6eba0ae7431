import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/mapping/source';
import {
  amountColumn,
  contextOf,
  headerOf,
  keyColumn,
  labelOf,
  linesOf,
  writeAll,
} from '../../src/runs/execute';
import { name, row } from '../mapping/things';
import { BY_MONTH, planOf, taken } from './plans';

const rowsOf = (...all: readonly Parameters<typeof row>[0][]): readonly Row[] => all.map((one) => row(one));

describe('taking rows', () => {
  it('keeps the order, the keys, and Looker’s sum apart from the mapping', () => {
    const rows = rowsOf(
      { line_id: 'a', gross_amount: '119' },
      { line_id: 'b', gross_amount: '0' },
      { line_id: null, gross_amount: '-1.5' },
      { line_id: 'd', gross_amount: 'x' },
    );
    const { mapped, keys, source } = taken(planOf(), rows);
    expect(mapped.map(({ is }) => is)).toEqual(['line', 'left-out', 'line', 'refused']);
    expect(keys).toEqual(['a', 'b', '', 'd']);
    expect(source).toEqual({ rows: 4, sum: 11_750n, turnover: 12_050n });
  });

  it('adds up more rows than are added at once', () => {
    const rows = Array.from({ length: 4001 }, () => row({ gross_amount: '0.01' }));
    expect(taken(planOf(), rows).source).toMatchObject({ rows: 4001, sum: 4001n });
  });

  it('puts the image at every line and at nothing else', () => {
    const rows = rowsOf({}, { gross_amount: '0' });
    const { mapped } = taken(planOf({ documentGuid: 'g' }), rows);
    expect(mapped[0]).toMatchObject({ is: 'line', line: { documentGuid: 'g' } });
    expect(mapped[1]).toMatchObject({ is: 'left-out' });
    expect(JSON.stringify(taken(planOf(), rows).mapped)).not.toContain('documentGuid');
  });
});

describe('the columns people and totals go by', () => {
  const { pipeline } = planOf();
  it.each([
    ['the unique key', pipeline, name('line_id')],
    ['else the document number', { ...pipeline, reading: { by: 'task' as const } }, name('document_number')],
    ['else nothing', { mapping: withoutNumber(pipeline.mapping), reading: { by: 'one-call' as const } }, ''],
  ])('%s', (_, of, expected) => {
    expect(keyColumn(of)).toBe(expected);
  });

  it('an amount of one column has a total at Looker, one put together has none', () => {
    expect(amountColumn(pipeline)).toBe(name('gross_amount'));
    const amount = { from: 'column', column: name('gross_amount'), otherwise: '1' } as const;
    expect(amountColumn({ mapping: { ...pipeline.mapping, amount } })).toBe('');
  });
});

function withoutNumber<T extends { documentNumber?: unknown }>({ documentNumber: _, ...rest }: T) {
  return rest;
}

describe('what the mapping and the header know of the run', () => {
  it.each([
    ['01-01', '2026-11', 20_260_101, 20_261_231],
    ['07-01', '2026-11', 20_260_701, 20_270_630],
    ['12-01', '2026-11', 20_251_201, 20_261_130],
    // Two fiscal years in one quarter: both are open to its rows.
    ['12-01', '2026-Q4', 20_251_201, 20_271_130],
    ['07-01', '2026-Q4', 20_260_701, 20_270_630],
  ])('fiscal years from %s for %s', (fiscalYearBegin, period, first, last) => {
    expect(contextOf(planOf({ books: { fiscalYearBegin }, period })).fiscalYear).toEqual({ first, last });
  });

  it('period, closed months and words', () => {
    expect(contextOf(planOf({ books: { closedThrough: '2026-02' } }))).toMatchObject({
      ...{ from: 20_261_101, to: 20_261_130, periodLabel: 'November 2026', currency: 'EUR' },
      closedThrough: 20_260_228,
    });
    expect(contextOf(planOf()).closedThrough).toBeUndefined();
  });

  it('the header', () => {
    expect(headerOf(planOf({ books: { fiscalYearBegin: '12-01' } }))).toEqual({
      ...{ createdAt: '2026-12-03T05:00:00.000Z', consultant: 455_148, client: 1 },
      ...{ fiscalYearBegin: 20_251_201, accountLength: 4, from: 20_261_101, to: 20_261_130 },
      ...{ label: 'Abschluss November 2026', isLocked: false, currency: 'EUR', chart: '03' },
    });
    expect(headerOf(planOf({ books: { chart: 'own' } }))).not.toHaveProperty('chart');
    expect(labelOf('{period} bis {period}', planOf().period)).toBe('November 2026 bis November 2026');
  });
});

describe('writing batches', () => {
  it('the same rows give the same bytes', () => {
    const write = () => {
      const written = writeAll(planOf(), linesOf(taken(planOf(), rowsOf({}, {}))).lines);
      return written.is === 'written' ? written.batches.map(({ bytes }) => bytes) : [];
    };
    expect(write()).toHaveLength(1);
    expect(write()).toEqual(write());
  });

  it('one for each month where that is wished, and each line stands in one', () => {
    const rows = rowsOf(
      ...['2026-12-01', '2026-10-05', '2026-12-31', '2026-11-05', '2026-10-06'].map((posting_date) => ({
        posting_date,
      })),
    );
    const plan = planOf({ period: '2026-Q4', pipeline: { output: BY_MONTH, unit: 'quarter' } });
    const written = writeAll(plan, linesOf(taken(plan, rows)).lines);
    if (written.is === 'faults') throw new Error(JSON.stringify(written.findings));
    expect(written.batches.map(({ batch }) => batch.sources)).toEqual([[1, 4], [3], [0, 2]]);
    expect(written.batches.map(({ check }) => check.rows)).toEqual([2, 1, 2]);
  });

  it('says what is wrong with a file, with the line it belongs to', () => {
    const plan = planOf();
    const { lines } = linesOf(taken(plan, rowsOf({}, {})));
    const long = lines.map((one, at) =>
      at === 1 ? { ...one, line: { ...one.line, belegfeld1: 'ä'.repeat(40) } } : one,
    );
    const written = writeAll(plan, long);
    if (written.is === 'written') throw new Error('The line was written.');
    expect(written.findings[0]).toMatchObject({ line: 1, code: expect.stringMatching(/^extf\./) });
  });
});
