import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeBatches } from '../../src/extf/write/split';
import type { CentSum } from '../../src/kernel/money';
import { compile } from '../../src/mapping/compile';
import type { Mapped } from '../../src/mapping/map-row';
import type { Mapping } from '../../src/mapping/mapping';
import type { Row } from '../../src/mapping/source';
import {
  addSource,
  batchTotals,
  type FileTotals,
  type LineTotals,
  lineTotals,
  NO_SOURCE,
  sourceTotals,
  tieOut,
} from '../../src/mapping/totals';
import { COLUMNS, CONTEXT, HEADER, MAPPING, NET, row } from './things';

const GROSS_AT = COLUMNS.indexOf('gross_amount');
const NET_AT = COLUMNS.indexOf('net_amount');
const LENIENT: Mapping = { ...MAPPING, zeroLines: 'leave-out' };

const amount = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => (cents / 100).toFixed(2)),
  fc.constantFrom('0', '0.00', '9999999999.99', '-8000000000.00'),
  fc.constantFrom('1,5', '0.001', null),
);
const anyRows: fc.Arbitrary<readonly Row[]> = fc.array(
  fc
    .record({ amount, tax: fc.constantFrom('USt 19 %', 'USt 7 %', 'steuerfrei', 'unbekannt') })
    .map((one) => row({ gross_amount: one.amount, net_amount: one.amount, tax_name: one.tax })),
  { maxLength: 40 },
);

/** All three stations of some rows. */
function stations(rows: readonly Row[], mapping: Mapping) {
  const mapper = compile(mapping, CONTEXT);
  const mapped = rows.map((one) => mapper.map(one));
  const lines = mapped.flatMap((one) => (one.is === 'line' ? [one.line] : []));
  const files = writeBatches(HEADER, lines, { byMonth: true }).map(({ file }) => file);
  const source = sourceTotals(rows, mapping === NET ? NET_AT : GROSS_AT);
  return { mapped, source, lines: lineTotals(mapped), file: batchTotals(files, 'EUR') };
}

function added(a: LineTotals, b: LineTotals): object {
  const names = Object.keys(a) as (keyof LineTotals)[];
  return Object.fromEntries(names.map((name) => [name, sumOf(a[name], b[name])]));
}
function sumOf(a: number | bigint, b: number | bigint): number | bigint {
  return typeof a === 'bigint' || typeof b === 'bigint' ? BigInt(a) + BigInt(b) : a + b;
}

describe('control totals', () => {
  it.each([
    ['gross', LENIENT],
    ['net', NET],
  ])('of any rows tie out (%s)', (_, mapping) => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { source, lines, file } = stations(rows, mapping);
        expect(tieOut(source, lines, file)).toEqual([]);
        expect(lines.lines + lines.leftOut + lines.refused).toBe(rows.length);
        // By the sign, Soll less Haben is what Looker adds up to, plus the tax of net amounts.
        if (mapping === LENIENT) expect(lines.soll - lines.haben).toBe(lines.source);
      }),
    );
  });

  it('are the same read at once or in chunks', () => {
    fc.assert(
      fc.property(anyRows, anyRows, (a, b) => {
        const [first, second, both] = [a, b, [...a, ...b]].map((rows) => stations(rows, LENIENT));
        if (first === undefined || second === undefined || both === undefined) return;
        expect(addSource(addSource(NO_SOURCE, first.source), second.source)).toEqual(both.source);
        expect(added(first.lines, second.lines)).toEqual(both.lines);
      }),
    );
  });

  it('are exact beyond 2^53', () => {
    const rows = Array.from({ length: 20_000 }, () => row({ gross_amount: '9999999999.99' }));
    const { source, lines } = stations(rows.slice(0, 1), LENIENT);
    const mapped = compile(LENIENT, CONTEXT).map(rows[0] ?? []);
    const many = lineTotals(Array.from({ length: 20_000 }, (): Mapped => mapped));
    expect(many.soll).toBe(lines.soll * 20_000n);
    expect(sourceTotals(rows, GROSS_AT).sum).toBe(source.sum * 20_000n);
    expect(many.soll).toBe(19_999_999_999_980_000n);
  });

  it('are exact beyond -2^53, too, and every cell that is no amount is a row', () => {
    const rows = Array.from({ length: 20_000 }, () => row({ gross_amount: '-9999999999.99' }));
    expect(sourceTotals([...rows, [], row({ gross_amount: null })], GROSS_AT)).toEqual({
      rows: 20_002,
      sum: -19_999_999_999_980_000n,
      turnover: 19_999_999_999_980_000n,
    });
  });

  it('of a batch are those of its own currency', () => {
    const sides = (currency: string, debit: bigint, credit: bigint) => ({
      ...{ currency, debit: debit as CentSum, credit: credit as CentSum },
    });
    const files = [
      { rows: 2, totals: [sides('EUR', 500n, 100n), sides('USD', 7n, 7n)] },
      { rows: 1, totals: [sides('EUR', 0n, 30n)] },
    ];
    expect(batchTotals(files, 'EUR')).toEqual({
      rows: 3,
      turnover: 630n,
      sides: { soll: 500n, haben: 130n },
    });
  });

  it('count what is left out and what is refused', () => {
    const rows = ['5', '-3', '0', 'x'].map((gross_amount) => row({ gross_amount }));
    const refused = row({ gross_amount: '7', currency: 'USD' });
    const { lines, source } = stations([...rows, refused], LENIENT);
    expect(lines).toMatchObject({ lines: 2, leftOut: 1, refused: 2, soll: 500n, haben: 300n, source: 200n });
    expect([lines.refusedSource, source.sum, source.turnover, source.rows]).toEqual([700n, 900n, 1500n, 5]);
  });
});

describe('a difference between the stations', () => {
  const { source, lines, file } = stations(
    ['5', '-3', '8'].map((gross_amount) => row({ gross_amount })),
    LENIENT,
  );
  const sum = (value: bigint) => value as CentSum;
  it.each<[string, Partial<typeof source>, Partial<LineTotals>, Partial<FileTotals>, readonly string[]]>([
    ['nothing', {}, {}, {}, []],
    ['a row lost', { rows: 4 }, {}, {}, ['rows']],
    ['a cent lost', { sum: sum(1001n) }, {}, {}, ['sum']],
    ['two signs lost', { turnover: sum(1602n) }, {}, {}, ['turnover']],
    ['a line lost in the file', {}, {}, { rows: 2 }, ['file-rows']],
    [
      'a cent on the other side',
      {},
      {},
      { sides: { soll: sum(1299n), haben: sum(301n) } },
      ['soll', 'haben'],
    ],
    ['a cent of tax too many', {}, { tax: sum(1n) }, {}, ['turnover']],
    ['a package with too little in it', {}, {}, { turnover: sum(1599n) }, ['file-turnover']],
  ])('%s', (_, a, b, c, wanted) => {
    const found = tieOut({ ...source, ...a }, { ...lines, ...b }, { ...file, ...c });
    expect(found.map(({ what }) => what)).toEqual(wanted);
    for (const { expected, found: now } of found) expect(expected).not.toBe(now);
  });
});
