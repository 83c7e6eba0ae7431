import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { unpack } from '../../src/dxso/archive/zip';
import { checkExtf } from '../../src/extf/check/check';
import type { Row } from '../../src/mapping/source';
import { type Concluded, conclude } from '../../src/runs/conclude';
import { RunDetail } from '../../src/runs/detail';
import { fatesWhenStopped } from '../../src/runs/execute';
import { type RowFate, readReport, writeReport } from '../../src/runs/report';
import { isProblemCode } from '../../src/texts/problem-text';
import { row } from '../mapping/things';
import { BY_MONTH, type Change, DXSO, executed, planOf, taken } from './plans';

type Cells = NonNullable<Parameters<typeof row>[0]>;
const rowsOf = (...all: readonly Cells[]): readonly Row[] => all.map((one) => row(one));

function made(concluded: Concluded) {
  if (concluded.is === 'stopped') throw new Error(JSON.stringify(concluded.problem));
  return concluded;
}
function stopped(concluded: Concluded) {
  if (concluded.is === 'made') throw new Error('it was made');
  return concluded;
}

/** Names of what is in a package. */
function unpacked(bytes: Uint8Array): readonly string[] {
  const found = unpack(bytes, 1_000_000);
  if (!('files' in found)) throw new Error(JSON.stringify(found));
  return found.files.map(({ name }) => name);
}

/** `sent 1 2`, `rejected mapping.zero-left-out`: what became of each row. */
const told = ({ fate, file, fileRow, why }: RowFate) =>
  [fate, why?.code, file, fileRow].filter((part) => part !== undefined).join(' ');

const good: fc.Arbitrary<Cells> = fc.record({
  gross_amount: fc.oneof(
    fc.integer({ min: -9_999_999, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2)),
    fc.constantFrom('0', '0.00'),
  ),
  posting_date: fc.constantFrom('2026-10-01', '2026-10-31', '2026-11-15', '2026-12-01', '2026-12-31'),
  tax_name: fc.constantFrom('USt 19 %', 'USt 7 %', 'steuerfrei'),
  partner_number: fc.constantFrom('10001', '10002', '70001'),
});
const QUARTER: Change = { period: '2026-Q4', pipeline: { unit: 'quarter' } };
const WAYS: readonly (readonly [string, Change])[] = [
  ['one batch', QUARTER],
  ['a batch for each month', { ...QUARTER, pipeline: { unit: 'quarter', output: BY_MONTH } }],
  ['a batch for each fiscal year', { ...QUARTER, books: { fiscalYearBegin: '12-01' } }],
];

describe('what becomes of the rows', () => {
  it.each(WAYS)('each is sent or left out, in exactly one place; no cent is lost (%s)', (_, change) => {
    fc.assert(
      fc.property(fc.array(good, { minLength: 1, maxLength: 30 }), (cells) => {
        const plan = planOf(change);
        const rows = rowsOf(...cells);
        const { files, fates, detail } = made(executed(plan, rows));
        const all = [...fates];
        expect(all.map((one) => one.row)).toEqual(rows.map((_one, at) => at + 1));
        const sent = all.filter(({ fate }) => fate === 'sent');
        const places = sent.map(({ file, fileRow }) => `${file}.${fileRow}`);
        expect(new Set(places).size).toBe(sent.length);
        const there = files.flatMap(({ about }, at) =>
          Array.from({ length: about.rows }, (_one, n) => `${at + 1}.${n + 1}`),
        );
        expect([...places].sort()).toEqual([...there].sort());
        expect(all.length - sent.length).toBe(detail.leftOut);
        expect(detail).toMatchObject({ rows: rows.length, lines: sent.length, rejected: 0, differs: [] });
        expect(detail.files).toMatchObject({ soll: detail.made?.soll, haben: detail.made?.haben });
        const cents = cells.reduce((sum, one) => sum + Math.round(Number(one.gross_amount) * 100), 0);
        expect(detail.source?.sum).toBe(String(cents));
        expect([...readReport(writeReport(all))]).toEqual(all);
      }),
      { numRuns: 60 },
    );
  });

  it.each(WAYS)('each stands where the report says, with its amount and day (%s)', (_, change) => {
    let sent = 0;
    fc.assert(
      fc.property(fc.array(good, { minLength: 1, maxLength: 12 }), (cells) => {
        const { files, fates } = made(executed(planOf(change), rowsOf(...cells)));
        const lines = files.map(({ bytes }) =>
          new TextDecoder('windows-1252').decode(bytes).split('\r\n').slice(2),
        );
        for (const { row: at, fate, file = 0, fileRow = 0 } of fates) {
          if (fate !== 'sent') continue;
          sent++;
          const { gross_amount, posting_date } = cells[at - 1] ?? {};
          const found = lines[file - 1]?.[fileRow - 1]?.split(';') ?? [];
          const cents = Math.abs(Math.round(Number(gross_amount) * 100));
          expect(Number(found[0]?.replace(',', ''))).toBe(cents);
          const [, month = '', day = ''] = String(posting_date).split('-');
          expect(found[9]?.padStart(4, '0')).toBe(`${day}${month}`);
        }
      }),
      { numRuns: 30 },
    );
    expect(sent).toBeGreaterThan(0);
  });

  it('a quarter over two fiscal years becomes a batch for each', () => {
    const rows = rowsOf(
      { posting_date: '2026-12-01' },
      { posting_date: '2026-10-05' },
      { posting_date: '2026-11-30' },
    );
    const { files, fates } = made(
      executed(planOf({ ...QUARTER, books: { fiscalYearBegin: '12-01' } }), rows),
    );
    expect([...fates].map(told)).toEqual(['sent 2 1', 'sent 1 1', 'sent 1 2']);
    expect(files.map(({ about }) => [about.fiscalYear, about.rows])).toEqual([
      ['2025-12-01', 2],
      ['2026-12-01', 1],
    ]);
  });

  it('a row left out is told as rejected, by the mapping’s rule', () => {
    const { fates, detail } = made(executed(planOf(), rowsOf({}, { gross_amount: '0' }, {})));
    expect([...fates].map(told)).toEqual(['sent 1 1', 'rejected mapping.zero-left-out', 'sent 1 2']);
    expect(detail).toMatchObject({ rows: 3, lines: 2, leftOut: 1 });
  });

  it('an empty month that is allowed makes no file', () => {
    const plan = planOf({ pipeline: { guard: { mayBeEmpty: true } } });
    expect(made(executed(plan, []))).toMatchObject({ files: [], detail: { rows: 0, differs: [] } });
  });

  it('an amount that is not one column has its total all the same', () => {
    const { pipeline } = planOf();
    const amount = { from: 'column', column: 'general_ledger.gross_amount', otherwise: '5' } as const;
    const mapping = { ...pipeline.mapping, amount };
    const { detail } = made(executed(planOf({ pipeline: { mapping } }), rowsOf({}, { gross_amount: null })));
    expect(detail).toMatchObject({ rows: 2, source: { sum: '12400' }, differs: [] });
  });
});

describe('a made batch', () => {
  it('passes our check and has what its submission needs', () => {
    const { files, detail } = made(executed(planOf(), rowsOf({}, { gross_amount: '-10' })));
    const [{ kind, bytes, about } = { kind: '', bytes: new Uint8Array(), about: {} }, ...more] = files;
    expect(more).toEqual([]);
    expect(kind).toBe('extf');
    expect(about).toEqual({
      ...{ name: 'Abschluss November 2026.csv', rows: 2, label: 'Abschluss November 2026' },
      ...{ period: '202611', fiscalYear: '2026-01-01', accountLength: 4 },
    });
    expect(checkExtf(bytes, { mandant: '455148-1' }).findings.filter((f) => f.severity === 'error')).toEqual(
      [],
    );
    expect(v.is(RunDetail, detail)).toBe(true);
  });
});

describe('packages', () => {
  const plan = planOf({ ...QUARTER, pipeline: { unit: 'quarter', output: DXSO } });
  const days = ['2026-12-01', '2026-10-05', '2026-12-31', '2026-11-05'];
  const rows = rowsOf(...days.map((posting_date, n) => ({ posting_date, document_number: `RE-${n}` })));

  it('are one for each month, and each row is in one', () => {
    const { files, fates, detail } = made(executed(plan, rows));
    expect(files.map(({ kind, about }) => [kind, about.name, about.rows, about.package?.month])).toEqual([
      ['dxso', 'DXSO 2026-10.zip', 1, '2026-10'],
      ['dxso', 'DXSO 2026-11.zip', 1, '2026-11'],
      ['dxso', 'DXSO 2026-12.zip', 2, '2026-12'],
    ]);
    expect([...fates].map(told)).toEqual(['sent 3', 'sent 1', 'sent 3', 'sent 2']);
    expect(detail).toMatchObject({ rows: 4, lines: 4, differs: [], files: { rows: 4, sum: '47600' } });
    for (const { bytes, about } of files) expect(unpacked(bytes)).toHaveLength(about.package?.parts ?? 0);
  });

  it('carry the image, once', () => {
    const bytes = new TextEncoder().encode('%PDF-1.7');
    const { files } = made(executed(plan, rows, { pictures: [{ name: 'Beleg_1.pdf', bytes }] }));
    const names = files.map((one) => unpacked(one.bytes).filter((name) => name.endsWith('.pdf')).length);
    expect(names).toEqual([1, 0, 0]);
  });

  it('with what a package cannot hold are not made', () => {
    const { problem, detail } = stopped(executed(plan, rowsOf({}, { partner_number: '70001' })));
    expect(problem).toMatchObject({ code: 'run.file-faults', values: { count: 1 } });
    expect(detail.findings).toMatchObject([{ row: 2 }]);
  });
});

describe('nothing is made', () => {
  it('when one row cannot be mapped; the first finding speaks for all', () => {
    const rows = rowsOf({}, { partner_number: '10009' }, { gross_amount: 'x' }, { gross_amount: '0' });
    const { problem, detail } = stopped(executed(planOf(), rows));
    expect(problem).toMatchObject({
      retry: 'after-fix',
      values: { rejected: 2, rows: 4, target: 'account' },
    });
    expect(JSON.stringify(problem)).not.toContain('10009');
    expect(isProblemCode(problem.code)).toBe(true);
    expect(detail).toMatchObject({ rows: 4, lines: 1, leftOut: 1, rejected: 2 });
    expect(detail.findings.map((one) => [one.row, one.value])).toEqual([
      [2, '10009'],
      [3, 'x'],
    ]);
    expect(v.is(RunDetail, detail)).toBe(true);
  });

  it('and no more findings are kept than anybody reads', () => {
    const rows = Array.from({ length: 700 }, () => row({ partner_number: '10009' }));
    const { detail } = stopped(executed(planOf(), rows));
    expect([detail.findings.length, detail.moreFindings, detail.rejected]).toEqual([500, 200, 700]);
  });

  it('when the amount is unusual, until somebody accepts it', () => {
    const plan = planOf({ pipeline: { guard: { rowsPercent: 10, mayBeEmpty: false } } });
    const history = [{ run: 'r', period: '2026-10', rows: 100, total: '1' }];
    expect(stopped(executed(plan, rowsOf({}), { history })).problem.code).toBe('run.unusual-rows');
    expect(made(executed(plan, rowsOf({}), { history, mayDiffer: true })).files).toHaveLength(1);
    expect(stopped(executed(plan, [])).problem.code).toBe('run.no-rows');
  });

  it.each([
    ['Looker said another sum', { sum: 1n }, 'mapping.sums-differ', ['sum']],
    ['Looker said another turnover', { turnover: 1n }, 'mapping.sums-differ', ['turnover']],
    ['Looker said another number of rows', { rows: 9 }, 'mapping.rows-differ', ['rows']],
  ])('when %s', (_, change, code, differs) => {
    const plan = planOf();
    const whole = taken(plan, rowsOf({}, {}));
    const source = { ...whole.source, ...change } as typeof whole.source;
    const guidFor = () => '';
    const found = conclude(
      plan,
      { ...whole, source },
      { history: [], mayDiffer: true, pictures: [], guidFor },
    );
    const { problem, detail } = stopped(found);
    expect(problem).toEqual({ code, retry: 'after-fix' });
    expect(detail.differs).toEqual(differs);
    expect(isProblemCode(problem.code)).toBe(true);
  });

  it('when a row was lost between Looker and the lines', () => {
    const plan = planOf();
    const whole = taken(plan, rowsOf({}, {}, {}));
    const lost = { ...whole, mapped: whole.mapped.slice(1) };
    const guidFor = () => '';
    const how = { history: [], mayDiffer: false, pictures: [], guidFor };
    expect(stopped(conclude(plan, lost, how)).detail.differs).toEqual(['rows', 'sum', 'turnover']);
  });

  it('when a booked amount is not the one that was read', () => {
    const plan = planOf();
    const whole = taken(plan, rowsOf({}, {}));
    const mapped = whole.mapped.map((one, at) =>
      at === 0 && one.is === 'line'
        ? { ...one, line: { ...one.line, amount: (one.line.amount + 1) as typeof one.line.amount } }
        : one,
    );
    const how = { history: [], mayDiffer: false, pictures: [], guidFor: () => '' };
    const { problem, detail } = stopped(conclude(plan, { ...whole, mapped }, how));
    expect([problem.code, detail.differs]).toEqual(['mapping.sums-differ', ['turnover']]);
  });

  it('when our own check would not let the file pass', () => {
    const plan = planOf();
    const whole = taken(plan, rowsOf({}, {}));
    const mapped = whole.mapped.map((one, at) =>
      at === 1 && one.is === 'line' ? { ...one, line: { ...one.line, belegfeld1: 'x'.repeat(40) } } : one,
    );
    const how = { history: [], mayDiffer: false, pictures: [], guidFor: () => '' };
    const { problem, detail } = stopped(conclude(plan, { ...whole, mapped }, how));
    expect(problem).toMatchObject({ code: 'run.file-faults', values: { count: 1 } });
    expect(detail.findings).toMatchObject([{ row: 2 }]);
    expect(v.is(RunDetail, detail)).toBe(true);
  });
});

describe('the rows of an execution that stopped', () => {
  it('are rejected where something is wrong with them, and held everywhere else', () => {
    const plan = planOf();
    const rows = rowsOf({}, { partner_number: '10009' }, { gross_amount: '0' }, {});
    const { detail } = stopped(executed(plan, rows));
    expect([...fatesWhenStopped(taken(plan, rows), detail)].map(told)).toEqual([
      'held',
      'rejected mapping.unknown-account',
      'rejected mapping.zero-left-out',
      'held',
    ]);
  });

  it('are rejected for what the file may not have, too', () => {
    const plan = planOf();
    const rows = rowsOf({}, {});
    const detail = { findings: [{ row: 2, code: 'extf.row.letters' }] };
    expect([...fatesWhenStopped(taken(plan, rows), detail)].map(told)).toEqual([
      'held',
      'rejected extf.row.letters',
    ]);
  });
});
