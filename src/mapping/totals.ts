import type { DxsoPackage } from '../dxso/package';
import type { Totals as FileSums } from '../extf/check/row-check';
import type { CentSum } from '../kernel/money';
import type { Mapped } from './map-row';
import type { Cell } from './source';
import { readAmount } from './values';

/**
 * Control totals. They are gathered at three stations that do not know of each other – what Looker sent, what became
 * bookings, what stands in the files – and compared at the end: no row and no cent is lost on the way.
 */

/** What Looker sent. `sum` with signs, `turnover` without; cells that are no amount count as rows only. */
export type SourceTotals = { readonly rows: number; readonly sum: CentSum; readonly turnover: CentSum };

/** What became of the rows. Each is counted in exactly one of `lines`, `leftOut` and `refused`. */
export type LineTotals = {
  readonly lines: number;
  readonly leftOut: number;
  readonly refused: number;
  /** Σ of Looker's amounts with their signs on lines, and on rows that were refused. Rows left out are all 0,00. */
  readonly source: CentSum;
  readonly refusedSource: CentSum;
  /** Σ of Looker's amounts on lines without signs, and of the tax that made gross amounts of net ones. */
  readonly turnover: CentSum;
  readonly tax: CentSum;
  readonly soll: CentSum;
  readonly haben: CentSum;
};

/** What stands in the files; a package has no Soll and Haben but signed amounts. */
export type FileTotals = {
  readonly rows: number;
  readonly turnover: CentSum;
  readonly sides?: { readonly soll: CentSum; readonly haben: CentSum };
};

const NONE = 0n as CentSum;
export const NO_SOURCE: SourceTotals = { rows: 0, sum: NONE, turnover: NONE };

/** A sum that is a plain number most of the time, emptied into an exact one long before it could be wrong. */
type Sum = { small: number; big: bigint };
const SPILL = 2 ** 51;

function add(sum: Sum, value: number): void {
  sum.small += value;
  if (sum.small < SPILL && sum.small > -SPILL) return;
  sum.big += BigInt(sum.small);
  sum.small = 0;
}

function begun(): Sum {
  return { small: 0, big: 0n };
}

function totalOf({ small, big }: Sum): CentSum {
  return (big + BigInt(small)) as CentSum;
}

/** Adds up the amounts of rows as Looker sent them; `at` is the place of the amount among the cells. */
export function sourceTotals(rows: Iterable<readonly Cell[]>, at: number): SourceTotals {
  const [sum, turnover] = [begun(), begun()];
  let count = 0;
  for (const row of rows) {
    count++;
    const amount = readAmount(row[at]?.trim() ?? '');
    if (typeof amount === 'string') continue;
    add(sum, amount);
    add(turnover, Math.abs(amount));
  }
  return { rows: count, sum: totalOf(sum), turnover: totalOf(turnover) };
}

/** Adds up what became of rows. */
export function lineTotals(all: Iterable<Mapped>): LineTotals {
  const counts = { line: 0, 'left-out': 0, refused: 0 };
  const sums = {
    source: begun(),
    refusedSource: begun(),
    turnover: begun(),
    tax: begun(),
    S: begun(),
    H: begun(),
  };
  for (const one of all) {
    counts[one.is]++;
    if (one.is === 'refused') add(sums.refusedSource, one.source ?? 0);
    if (one.is !== 'line') continue;
    const { amount, side } = one.line;
    const size = Math.abs(one.source);
    add(sums[side], amount);
    add(sums.source, one.source);
    add(sums.turnover, size);
    add(sums.tax, amount - size);
  }
  return {
    lines: counts.line,
    leftOut: counts['left-out'],
    refused: counts.refused,
    source: totalOf(sums.source),
    refusedSource: totalOf(sums.refusedSource),
    turnover: totalOf(sums.turnover),
    tax: totalOf(sums.tax),
    soll: totalOf(sums.S),
    haben: totalOf(sums.H),
  };
}

/** Totals of two parts of the same rows, for those that are read in chunks. */
export function addSource(a: SourceTotals, b: SourceTotals): SourceTotals {
  return { rows: a.rows + b.rows, sum: plus(a.sum, b.sum), turnover: plus(a.turnover, b.turnover) };
}

function plus(a: CentSum, b: CentSum): CentSum {
  return (a + b) as CentSum;
}

/** The totals of written Buchungsstapel in the currency of the batch. */
export function batchTotals(
  files: readonly { readonly rows: number; readonly totals: readonly FileSums[] }[],
  currency: string,
): FileTotals {
  const own = files.flatMap(({ totals }) => totals.filter((one) => one.currency === currency));
  const soll = own.reduce((sum, { debit }) => plus(sum, debit), NONE);
  const haben = own.reduce((sum, { credit }) => plus(sum, credit), NONE);
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  return { rows, turnover: plus(soll, haben), sides: { soll, haben } };
}

/** The totals of packages. */
export function packageTotals(packages: readonly DxsoPackage[]): FileTotals {
  const turnover = begun();
  let rows = 0;
  for (const { documents } of packages)
    for (const { ledger } of documents)
      for (const { amount } of ledger?.ledger.rows ?? []) {
        rows++;
        add(turnover, Math.abs(amount));
      }
  return { rows, turnover: totalOf(turnover) };
}

export type Mismatch = {
  readonly code: 'mapping.rows-differ' | 'mapping.sums-differ' | 'mapping.file-differs';
  readonly what: 'rows' | 'sum' | 'turnover' | 'file-rows' | 'file-turnover' | 'soll' | 'haben';
  /** In cents, or a count: for the run report, never for Jira. */
  readonly expected: bigint;
  readonly found: bigint;
};

/** What does not agree between the three stations; empty when every row and every cent is where it belongs. */
export function tieOut(source: SourceTotals, lines: LineTotals, file: FileTotals): readonly Mismatch[] {
  const rows = lines.lines + lines.leftOut + lines.refused;
  const booked = lines.soll + lines.haben;
  const pairs: readonly (readonly [Mismatch['code'], Mismatch['what'], bigint, bigint])[] = [
    ['mapping.rows-differ', 'rows', BigInt(source.rows), BigInt(rows)],
    ['mapping.sums-differ', 'sum', source.sum, lines.source + lines.refusedSource],
    ['mapping.sums-differ', 'turnover', lines.turnover + lines.tax, booked],
    // What was refused is known with its sign only.
    ...(lines.refused === 0
      ? [['mapping.sums-differ', 'turnover', source.turnover, lines.turnover] as const]
      : []),
    ['mapping.file-differs', 'file-rows', BigInt(lines.lines), BigInt(file.rows)],
    ['mapping.file-differs', 'file-turnover', booked, file.turnover],
    ...(file.sides === undefined
      ? []
      : [
          ['mapping.file-differs', 'soll', lines.soll, file.sides.soll] as const,
          ['mapping.file-differs', 'haben', lines.haben, file.sides.haben] as const,
        ]),
  ];
  return pairs.flatMap(([code, what, expected, found]) =>
    expected === found ? [] : [{ code, what, expected, found }],
  );
}
