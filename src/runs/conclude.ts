import { pack } from '../dxso/archive/zip';
import type { PackageFile } from '../dxso/package';
import { partsOf } from '../dxso/package-parts';
import { openPackage } from '../dxso/package-read';
import { writePackage } from '../dxso/package-write';
import { periodOf } from '../extf/file-name';
import { berlinDigits } from '../kernel/berlin';
import { writeDay } from '../kernel/day';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { toPackages } from '../mapping/to-package';
import {
  batchTotals,
  type FileTotals,
  type LineTotals,
  lineTotals,
  type Mismatch,
  packageTotals,
  type SourceTotals,
  tieOut,
} from '../mapping/totals';
import { rangeOf } from '../pipelines/period';
import type { StoredFile } from '../submissions/stored-file';
import { MAX_FINDINGS, NO_DETAIL, type RunDetail } from './detail';
import {
  accountsOf,
  amountColumn,
  type ExecutionPlan,
  fatesOf,
  labelOf,
  linesOf,
  type Taken,
  type WrittenBatch,
  writeAll,
} from './execute';
import { faultsOf } from './faults';
import { findingsOf, refusedRows } from './findings';
import { type Delivered, unusual } from './guard';
import { withOwnImages } from './own-images';
import type { RowFate } from './report';

/** What else decides whether an execution may go on. */
export type Circumstances = {
  readonly history: readonly Delivered[];
  /** A person accepted what is unusual. */
  readonly mayDiffer: boolean;
  /** Images that a package carries itself. */
  readonly pictures: readonly PackageFile[];
  /** Images of single documents for a package, by number, or number and partner (`placeOf`); all of them belong to a line. */
  readonly given?: ReadonlyMap<string, readonly PackageFile[]>;
  /** For a batch: those that DATEV has, by the same, the one that counts first. */
  readonly guids?: ReadonlyMap<string, readonly string[]>;
  readonly guidFor: (name: string) => string;
};

/** A file ready to be stored. */
export type MadeFile = {
  readonly kind: 'extf' | 'dxso';
  readonly bytes: Uint8Array;
  readonly about: Pick<StoredFile, 'name' | 'rows'> &
    Partial<Pick<StoredFile, 'label' | 'period' | 'fiscalYear' | 'accountLength' | 'package' | 'kind'>>;
};

export type Concluded =
  | {
      readonly is: 'made';
      readonly files: readonly MadeFile[];
      readonly detail: RunDetail;
      readonly fates: Iterable<RowFate>;
    }
  | { readonly is: 'stopped'; readonly problem: Problem; readonly detail: RunDetail };

/**
 * Makes files of what the mapping made of the rows, or says why not: a row that cannot be mapped, an unusual amount of
 * data, a file that our own check would not let pass, a control total that does not agree. All or nothing.
 */
export function conclude(plan: ExecutionPlan, taken: Taken, how: Circumstances): Concluded {
  const lines = lineTotals(taken.mapped);
  const source = sourceOf(plan, taken, lines);
  const detail = detailOf(taken, source, lines);
  const now = { rows: source.rows, total: lines.soll + lines.haben };
  const problem = refusedRows(taken, detail) ?? strange(plan, now, how);
  if (problem !== undefined) return { is: 'stopped', problem, detail };
  const written = plan.pipeline.output.as === 'extf' ? batches(plan, taken, how) : packages(plan, taken, how);
  if (written.is === 'faults') return faulty(written.findings, detail);
  const isGross = plan.pipeline.mapping.amountIs === 'gross';
  return tied(taken, { source, lines, detail, isGross }, written);
}

function strange(
  { pipeline }: ExecutionPlan,
  now: { readonly rows: number; readonly total: bigint },
  how: Circumstances,
): Problem | undefined {
  return how.mayDiffer ? undefined : unusual(pipeline.guard, now, how.history);
}

/** An amount put together from several columns has no total of its own at Looker. */
function sourceOf(plan: ExecutionPlan, { source }: Taken, lines: LineTotals): SourceTotals {
  if (amountColumn(plan.pipeline) !== '') return source;
  return {
    ...source,
    sum: (lines.source + lines.refusedSource) as typeof source.sum,
    turnover: lines.turnover,
  };
}

function detailOf({ mapped }: Taken, source: SourceTotals, lines: LineTotals): RunDetail {
  return {
    ...NO_DETAIL,
    rows: source.rows,
    lines: lines.lines,
    leftOut: lines.leftOut,
    rejected: lines.refused,
    source: { rows: source.rows, sum: String(source.sum) },
    made: {
      rows: lines.lines + lines.leftOut + lines.refused,
      soll: String(lines.soll),
      haben: String(lines.haben),
    },
    ...findingsOf(mapped),
  };
}

/** What was written, in the form in which both ways agree. */
type Written = {
  readonly is: 'written';
  readonly files: readonly MadeFile[];
  readonly totals: FileTotals;
  /** Where the n-th line stands. */
  readonly place: (line: number) => { readonly file: number; readonly fileRow?: number };
};
type Faults = { readonly is: 'faults'; readonly findings: RunDetail['findings'] };

function batches(plan: ExecutionPlan, taken: Taken, how: Circumstances): Written | Faults {
  const { lines, rows } = linesOf(taken);
  const linked = withOwnImages(plan, lines, how.guids);
  if (linked.is === 'faults')
    return {
      is: 'faults',
      findings: linked.findings.map(({ line, ...rest }) => ({ ...rest, row: (rows[line] ?? 0) + 1 })),
    };
  const written = writeAll(plan, linked.lines);
  if (written.is === 'faults')
    return {
      is: 'faults',
      findings: written.findings.map(({ line, ...rest }) => ({
        ...rest,
        ...(line === undefined ? {} : { row: (rows[line] ?? 0) + 1 }),
      })),
    };
  const stands = new Map<number, { file: number; fileRow: number }>();
  for (const [file, { batch }] of written.batches.entries())
    for (const [row, line] of batch.sources.entries()) stands.set(line, { file: file + 1, fileRow: row + 1 });
  return {
    is: 'written',
    files: written.batches.map(asFile),
    totals: batchTotals(
      written.batches.map(({ check }) => check),
      'EUR',
    ),
    place: (line) => stands.get(line) ?? { file: 0 },
  };
}

function asFile({ bytes, batch, check }: WrittenBatch): MadeFile {
  const { label, fiscalYearBegin, accountLength } = batch.header;
  const period = periodOf(check.header);
  return {
    kind: 'extf',
    bytes,
    about: present({
      name: `${label}.csv`,
      rows: check.rows,
      label,
      period,
      fiscalYear: writeDay(fiscalYearBegin, 'iso'),
      accountLength,
    }),
  };
}

function packages(plan: ExecutionPlan, taken: Taken, how: Circumstances): Written | Faults {
  const { output, mandant, name } = plan.pipeline;
  const { lines, rows } = linesOf(taken);
  const isPackage = output.as === 'dxso';
  const about = {
    kind: isPackage ? output.ledger : 'accountsReceivableLedger',
    folder: isPackage ? output.folder : undefined,
    accounts: accountsOf(plan.books),
    currency: 'EUR',
    mandant,
    date: localTime(plan.at),
    description: labelOf(`${name} {period}`, plan.period),
    generatorInfo: 'DATEV for Jira',
    guidOf: how.guidFor,
  } as const;
  const made = toPackages(lines, about, { byNumber: how.given ?? new Map(), forAll: how.pictures });
  if (made.findings.length > 0)
    return {
      is: 'faults',
      findings: made.findings.map(({ source, ...rest }) =>
        present({ ...rest, row: source === undefined ? undefined : (rows[source] ?? 0) + 1 }),
      ),
    };
  const parts = made.packages.flatMap((one, at) =>
    (partsOf(openPackage(writePackage(one.package))) ?? []).map((part) => ({ ...part, from: at })),
  );
  const stands = new Map<number, number>();
  for (const [at, { sources }] of made.packages.entries())
    for (const line of sources) {
      const month = writeDay(lines[line]?.line.day ?? rangeOf(plan.period).first, 'iso').slice(0, 7);
      stands.set(line, parts.findIndex((part) => part.from === at && part.month === month) + 1);
    }
  return {
    is: 'written',
    files: parts.map((part) => ({
      kind: 'dxso',
      bytes: pack(part.files),
      about: {
        name: `DXSO ${part.month}.zip`,
        rows: part.rows,
        kind: 'dxso',
        period: part.month.replace('-', ''),
        package: { ledger: part.ledger, month: part.month, parts: part.files.length },
      },
    })),
    totals: packageTotals(made.packages.map((one) => one.package)),
    place: (line) => ({ file: stands.get(line) ?? 0 }),
  };
}

/** `YYYY-MM-DDThh:mm:ss` in Berlin, as the package's header has it. */
function localTime(at: string): string {
  const digits = berlinDigits(at);
  const [day, time] = [digits.slice(0, 8), digits.slice(8, 14)];
  return `${day.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}`;
}

function faulty(findings: RunDetail['findings'], detail: RunDetail): Concluded {
  const shown = findings.slice(0, MAX_FINDINGS);
  const [first] = shown;
  return {
    is: 'stopped',
    problem: {
      code: 'run.file-faults',
      retry: 'after-fix',
      values: { count: findings.length, rule: first?.code ?? '' },
    },
    detail: {
      ...detail,
      findings: shown,
      moreFindings: findings.length - shown.length,
      faults: [...faultsOf(findings)],
    },
  };
}

type Stations = {
  readonly source: SourceTotals;
  readonly lines: LineTotals;
  readonly detail: RunDetail;
  readonly isGross: boolean;
};

/** Nothing is added to amounts that are gross at Looker; of net ones the tax is, so that those sums tie out with it. */
function addedTo({ lines, isGross }: Stations): readonly Pick<Mismatch, 'code' | 'what'>[] {
  return isGross && lines.tax !== 0n ? [{ code: 'mapping.sums-differ', what: 'turnover' }] : [];
}

/** Looker = lines = file, or nothing goes. */
function tied(taken: Taken, stations: Stations, written: Written): Concluded {
  const { source, lines, detail } = stations;
  const { totals, files } = written;
  const mismatches = [...tieOut(source, lines, totals), ...addedTo(stations)];
  const whole: RunDetail = {
    ...detail,
    files: present({
      rows: totals.rows,
      soll: totals.sides === undefined ? undefined : String(totals.sides.soll),
      haben: totals.sides === undefined ? undefined : String(totals.sides.haben),
      sum: totals.sides === undefined ? String(totals.turnover) : undefined,
    }),
    differs: mismatches.map(({ what }) => what),
  };
  if (mismatches.length > 0)
    return {
      is: 'stopped',
      problem: { code: mismatches[0]?.code ?? 'mapping.file-differs', retry: 'after-fix' },
      detail: whole,
    };
  const { rows } = linesOf(taken);
  const lineOf = new Map(rows.map((row, line) => [row, line]));
  const place = (row: number) => {
    const line = lineOf.get(row);
    return line === undefined ? undefined : written.place(line);
  };
  return { is: 'made', files, detail: whole, fates: fatesOf(taken, place) };
}
