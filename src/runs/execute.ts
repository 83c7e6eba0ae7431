import { type AccountPlan, knownAccounts } from '../accounts/plan';
import type { Going } from '../datev/preflight';
import { checkExtf, type ExtfCheck } from '../extf/check/check';
import type { BatchHeader } from '../extf/write/header-write';
import { type Batch, writeBatches } from '../extf/write/split';
import { type Day, dayOf, daysIn, fiscalYear, fiscalYearBegin, writeDay } from '../kernel/day';
import { present } from '../kernel/present';
import { compile, type MapContext } from '../mapping/compile';
import type { MappingFinding } from '../mapping/finding';
import type { KnownAccounts } from '../mapping/known-accounts';
import type { Mapped } from '../mapping/map-row';
import type { PackageLine } from '../mapping/package-line';
import type { Row } from '../mapping/source';
import { addSource, NO_SOURCE, type SourceTotals, sourceTotals } from '../mapping/totals';
import { type Period, periodLabel, rangeOf } from '../pipelines/period';
import type { Pipeline } from '../pipelines/pipeline';
import type { RunDetail } from './detail';
import type { RowFate, Why } from './report';

/**
 * From Looker's rows to booking files: the plan that preview, dry run and real run share. Nothing here touches the world;
 * the same rows and the same configuration give the same bytes.
 */

/** What an execution is made from. */
export type ExecutionPlan = {
  readonly pipeline: Pipeline;
  readonly books: AccountPlan;
  readonly period: Period;
  /** The columns in the order of a row's cells. */
  readonly fields: readonly string[];
  /** When this execution began; the file's header says it. */
  readonly at: string;
  /** The image that goes with every booking, in DATEV Unternehmen online. */
  readonly documentGuid?: string;
};

/** Rows on their way through the mapping. */
export type Taken = {
  /** What became of each row, in Looker's order. */
  readonly mapped: readonly Mapped[];
  /** By what people know each row. */
  readonly keys: readonly string[];
  /** Added up from the cells, without the mapping. */
  readonly source: SourceTotals;
};

/** Takes rows one by one, so that Looker's answer need not be held as a whole. */
type RowCollector = { readonly take: (row: Row) => void; readonly end: () => Taken };

/** So many rows are added up at once. */
const ADDED_AT_ONCE = 2000;

/** @throws for a mapping that cannot be read; `checkMapping` says so when a pipeline is saved. */
export function openRowCollector(plan: ExecutionPlan): RowCollector {
  const mapper = compile(plan.pipeline.mapping, contextOf(plan));
  const keyAt = plan.fields.indexOf(keyColumn(plan.pipeline));
  const amountAt = plan.fields.indexOf(amountColumn(plan.pipeline));
  const [mapped, keys]: [Mapped[], string[]] = [[], []];
  let [waiting, source]: [Row[], SourceTotals] = [[], NO_SOURCE];
  const addUp = () => {
    source = addSource(source, sourceTotals(waiting, amountAt));
    waiting = [];
  };
  return {
    take(row) {
      keys.push(row[keyAt] ?? '');
      mapped.push(linked(mapper.map(row), plan));
      waiting.push(row);
      if (waiting.length === ADDED_AT_ONCE) addUp();
    },
    end() {
      addUp();
      return { mapped, keys, source };
    },
  };
}

function linked(mapped: Mapped, { documentGuid }: ExecutionPlan): Mapped {
  if (mapped.is !== 'line' || documentGuid === undefined) return mapped;
  return { ...mapped, line: { ...mapped.line, documentGuid } };
}

/** The column whose sum is Looker's control total; empty where the amount is put together from several. */
export function amountColumn({ mapping }: Pick<Pipeline, 'mapping'>): string {
  const { amount } = mapping;
  return amount.from === 'column' && amount.otherwise === undefined ? amount.column : '';
}

/** The column by which people know a row: the unique key, else the document number. */
export function keyColumn({ reading, mapping }: Pick<Pipeline, 'reading' | 'mapping'>): string {
  if (reading.by === 'key') return reading.key;
  return mapping.documentNumber?.from === 'column' ? mapping.documentNumber.column : '';
}

/** What the mapping has to know of the run. */
export function contextOf({ books, period, fields }: ExecutionPlan): MapContext {
  const { first, last } = rangeOf(period);
  const begins = beginOf(books);
  return {
    fields,
    from: first,
    to: last,
    periodLabel: periodLabel(period, 'de'),
    currency: 'EUR',
    // A quarter may lie in two fiscal years; each gets its own batch.
    fiscalYear: {
      first: fiscalYear(fiscalYearBegin(first, begins)).first,
      last: fiscalYear(fiscalYearBegin(last, begins)).last,
    },
    closedThrough: closedDay(books.closedThrough),
    accounts: accountsOf(books),
  };
}

/** The last day of a month that is closed, `YYYY-MM`. */
function closedDay(month: string | undefined): Day | undefined {
  if (month === undefined) return undefined;
  const [year = 0, number = 0] = month.split('-').map(Number);
  return dayOf(year, number, daysIn(year, number));
}

/** A day on which some fiscal year of the Mandant begins; which year does not matter. */
function beginOf({ fiscalYearBegin: monthDay }: AccountPlan): Day {
  const [month = 1, day = 1] = monthDay.split('-').map(Number);
  return dayOf(2001, month, day) ?? (20_010_101 as Day);
}

/** The plan as the mapping asks it: by number. */
export function accountsOf(books: Pick<AccountPlan, 'accountLength' | 'accounts'>): KnownAccounts {
  const known = knownAccounts(books);
  const kindOf = (account: number) => {
    const kind = known.kindOf(String(account));
    return kind === 'sachkonto' || kind === undefined ? kind : 'personenkonto';
  };
  return {
    accountLength: books.accountLength,
    kindOf,
    has: (account) => known.has(String(account)),
    isAutomatic: (account) => known.isAutomatic(String(account)),
  };
}

/** What DATEV's books have to be like for the files of a period. */
export function goingOf({
  pipeline: { output },
  books,
  period,
}: Pick<ExecutionPlan, 'pipeline' | 'books' | 'period'>): Going {
  const { first } = rangeOf(period);
  if (output.as === 'dxso')
    return { kind: 'dxso', package: { ledger: output.ledger, month: writeDay(first, 'iso').slice(0, 7) } };
  const begin = fiscalYearBegin(first, beginOf(books));
  return { kind: 'extf', fiscalYear: writeDay(begin, 'iso'), accountLength: books.accountLength };
}

/** The header of the whole; the writer gives each file its own fiscal year and period. */
export function headerOf({ pipeline, books, period, at }: ExecutionPlan): BatchHeader {
  const { output, mandant } = pipeline;
  const [consultant = 0, client = 0] = mandant.split('-').map(Number);
  const { first, last } = rangeOf(period);
  const chart = { SKR03: '03', SKR04: '04', own: undefined }[books.chart];
  return {
    createdAt: at,
    consultant,
    client,
    fiscalYearBegin: fiscalYearBegin(first, beginOf(books)),
    accountLength: books.accountLength,
    from: first,
    to: last,
    label: output.as === 'extf' ? labelOf(output.label, period) : '',
    isLocked: output.as === 'extf' && output.isLocked,
    currency: 'EUR',
    ...present({ chart }),
  };
}

/** `{period}` in the name under which the firm finds the batch. */
export function labelOf(template: string, period: Period): string {
  return template.replaceAll('{period}', periodLabel(period, 'de'));
}

/** A batch that was written and read again by our own check. */
export type WrittenBatch = {
  readonly bytes: Uint8Array;
  readonly batch: Batch;
  readonly check: ExtfCheck;
};

/** The batches of an execution, or what the writer or the check finds wrong with them. */
export function writeAll(
  plan: ExecutionPlan,
  lines: readonly PackageLine[],
): { readonly is: 'written'; readonly batches: readonly WrittenBatch[] } | FileFaults {
  const { output, mandant } = plan.pipeline;
  const byMonth = output.as === 'extf' && output.byMonth;
  const batches = writeBatches(
    headerOf(plan),
    lines.map(({ line }) => line),
    { byMonth },
  );
  const refused = batches.flatMap((batch) => findingsIn(batch, batch.file.findings));
  const written = batches.flatMap((batch) => {
    const { bytes } = batch.file;
    return bytes === undefined ? [] : [{ bytes, batch, check: checkExtf(bytes, aboutOf(plan, mandant)) }];
  });
  const found = written.flatMap(({ batch, check }) =>
    findingsIn(
      batch,
      check.findings.filter(({ severity }) => severity === 'error'),
    ),
  );
  const findings = [...refused, ...found];
  if (findings.length > 0 || written.length < batches.length) return { is: 'faults', findings };
  return { is: 'written', batches: written };
}

/** `line` counts the lines that were written, from 0. */
type FileFinding = {
  readonly code: string;
  readonly line?: number;
  readonly field?: number;
  readonly values: Record<string, string | number>;
};
type FileFaults = { readonly is: 'faults'; readonly findings: readonly FileFinding[] };

function aboutOf({ books }: ExecutionPlan, mandant: string) {
  const automatic = books.accounts.filter((account) => account.automatic === true);
  return {
    mandant,
    ...(automatic.length === 0 ? {} : { automaticAccounts: new Set(automatic.map((a) => Number(a.number))) }),
  };
}

/** Findings of a file, with the line they belong to. */
function findingsIn(
  { sources }: Batch,
  findings: Batch['file']['findings'] | ExtfCheck['findings'],
): readonly FileFinding[] {
  return findings.map((finding) => {
    const line = 'row' in finding ? sources[finding.row - 1] : undefined;
    return {
      code: finding.code,
      values: { ...finding.values },
      ...present({ line }),
      ...(typeof finding.field === 'number' ? { field: finding.field } : {}),
    };
  });
}

/** The lines of all rows that became one, and the row of each, from 0. */
export function linesOf({ mapped }: Taken): {
  readonly lines: readonly PackageLine[];
  readonly rows: readonly number[];
} {
  const [lines, rows]: [PackageLine[], number[]] = [[], []];
  for (const [row, one] of mapped.entries()) {
    if (one.is !== 'line') continue;
    lines.push(one);
    rows.push(row);
  }
  return { lines, rows };
}

/** What became of every row; `place` says where a row that became a line stands. */
export function* fatesOf(
  { mapped, keys }: Taken,
  place: (row: number) => { readonly file: number; readonly fileRow?: number } | undefined,
): Generator<RowFate> {
  for (const [at, one] of mapped.entries()) {
    const about = { row: at + 1, key: keys[at] ?? '' };
    if (one.is === 'left-out') yield { ...about, fate: 'rejected', why: { code: one.code } };
    else if (one.is === 'refused') yield { ...about, fate: 'rejected', why: whyOf(one.findings[0]) };
    else {
      const stands = place(at);
      yield stands === undefined ? { ...about, fate: 'held' } : { ...about, fate: 'sent', ...stands };
    }
  }
}

/** Of an execution that stopped: what is wrong is rejected, everything else held. */
export function* fatesWhenStopped(
  taken: Taken,
  { findings }: Pick<RunDetail, 'findings'>,
): Generator<RowFate> {
  const inFile = new Map(
    findings.flatMap(({ row, code }) => (row === undefined ? [] : [[row, code] as const])),
  );
  for (const fate of fatesOf(taken, () => undefined)) {
    const code = inFile.get(fate.row);
    yield fate.fate === 'held' && code !== undefined ? { ...fate, fate: 'rejected', why: { code } } : fate;
  }
}

function whyOf(finding: MappingFinding | undefined): Why {
  if (finding === undefined) return { code: 'mapping.empty' };
  const { code, target, column, value } = finding;
  return present({ code, target, column, value });
}
