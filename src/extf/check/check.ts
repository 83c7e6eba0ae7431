import { present } from '../../kernel/present';
import type { Field } from '../field';
import { checkFileName } from '../file-name';
import type { ExtfHeader } from '../header-values';
import { decode, type Encoding, type EncodingTrouble } from '../read/encoding';
import { kindOf } from '../read/file-kind';
import { splitLine } from '../read/header-line';
import { charsetOf, type Frame, readFrame, textOf } from '../read/read';
import { lineAt } from '../read/rows';
import { scanRows } from '../read/scan';
import type { FileFinding, Finding } from './findings';
import { checkHeader, headerError } from './header-check';
import { bodyOf, lineFindings, separatorOf } from './lines';
import { checkRows, type RowCheck, type Totals } from './row-check';
import { rowContext } from './row-context';

/** DATEV's limits for one file (OpenAPI extf-files 3.0.1: 50 MB, 99,999 postings, header of 1,000 characters). */
export const MAX_BYTES = 50_000_000;
export const MAX_ROWS = 99_999;
const MAX_HEADER = 1000;
/** A header line is decoded up to here at most, in bytes. */
const HEADER_PIECE = 16_384;

/** What the check before sending says about a file. */
export type ExtfCheck = {
  readonly encoding: Encoding;
  /** Absent when the file has no EXTF header line. */
  readonly header?: ExtfHeader;
  /** Booking rows, without header line and column names: what DATEV reports as `number_of_accounting_records`. */
  readonly rows: number;
  /** False where nobody looked at the rows: that nothing was found says nothing. */
  readonly areRowsChecked: boolean;
  readonly label?: string;
  /** Of the file as a whole first, then by row and column; of each row fault the first twenty (`About.most`). */
  readonly findings: readonly Finding[];
  /** How many there are, listed or not. */
  readonly errors: number;
  readonly warnings: number;
  /** Control totals of a Buchungsstapel. Ledger values: for the person at the screen only. */
  readonly totals: readonly Totals[];
};

type About = {
  readonly mandant?: string;
  readonly fileName?: string;
  /** The Mandant's accounts that carry their tax key themselves; without them a short list of well-known ones. */
  readonly automaticAccounts?: ReadonlySet<number>;
  /** How many faults of a kind are listed: for whoever groups them by value and needs them all. */
  readonly most?: number;
  /** Told again and again which share of the file is checked, for whoever looks at a big one. */
  readonly watch?: (share: number) => void;
};

/**
 * The check before a file goes to DATEV: is it an EXTF file, can DATEV read its characters, is its header line right, is
 * it for the right Mandant, and is every row as Rechnungswesen wants it. It says what DATEV's own check would say, and
 * where DATEV would stay silent for days. `given` is the raw file; time grows linearly with it.
 */
export function checkExtf(given: Uint8Array, about: About = {}): ExtfCheck {
  const frame = readFrame(given);
  const name = about.fileName === undefined ? [] : checkFileName(about.fileName);
  if (isBlank(frame)) return verdict(frame, [fileError('extf.empty'), ...name]);
  const { headerLine } = frame;
  const line = textOf(frame, { from: 0, to: Math.min(headerLine.to, HEADER_PIECE) });
  const fields = splitLine(line);
  if (!/^(EXTF|DTVF)$/i.test(fields[0] ?? '')) return verdict(frame, [notExtf(frame, line), ...name]);
  const header =
    line.length > MAX_HEADER
      ? [headerError('too-long', { count: line.length })]
      : checkHeader(fields, about.mandant);
  const encoding = encodingFindings(frame);
  const body = bodyOf(frame);
  const rows = rowsOf({ ...frame, bodyAt: body.at }, about);
  // What the rows prove to be wrong need not be told of the header line, too.
  const isTold = rows.findings.some(({ code }) => code === 'extf.row.period-outside-year');
  const findings = [
    ...encoding,
    ...size(given),
    ...name,
    ...header.filter(({ code }) => !isTold || code !== 'extf.header.outside-fiscal-year'),
    ...rowFindings(rows.count),
    // A broken header line explains why the next ones are not what they should be.
    ...(body.findings.length > 0 && header.some(isTooShort)
      ? []
      : [...body.findings, ...lineFindings(frame, rows)]),
    ...(body.findings.length > 0 ? [] : captions(frame, rows.isWide === true)),
    ...rows.findings,
  ];
  const { label } = frame.header;
  return {
    ...verdict(frame, findings),
    ...counted(findings, rows),
    header: frame.header,
    rows: rows.count,
    areRowsChecked: frame.format !== undefined,
    totals: rows.totals,
    ...present({ label }),
  };
}

function verdict({ encoding }: Frame, findings: readonly Finding[]): ExtfCheck {
  return { encoding, rows: 0, areRowsChecked: false, findings, totals: [], ...counted(findings) };
}

/** Row faults count as often as they occur, not as often as they are listed. */
function counted(findings: readonly Finding[], inRows = NO_ROWS): Pick<ExtfCheck, 'errors' | 'warnings'> {
  const about = findings.filter((finding) => finding.class !== 'row');
  const errors = about.filter((finding) => finding.severity === 'error').length;
  return { errors: errors + inRows.errors, warnings: about.length - errors + inRows.warnings };
}
const NO_ROWS = { errors: 0, warnings: 0 };

type Rows = {
  readonly count: number;
  readonly findings: readonly Finding[];
  readonly errors: number;
  readonly warnings: number;
  readonly totals: readonly Totals[];
} & Partial<Pick<RowCheck, 'secondFileAt' | 'blankAt' | 'isWide'>>;

function isTooShort({ code }: Finding): boolean {
  return code === 'extf.header.columns';
}

/** Rows of a format that nobody here knows are counted only: its header line is an error already. */
function rowsOf(frame: Frame, about: About): Rows {
  if (frame.format !== undefined) {
    const context = rowContext(frame, frame.format, about.automaticAccounts);
    const { rows, ...found } = checkRows(frame, context, about);
    return { count: rows, ...found };
  }
  let count = 0;
  const counter = {
    emptyTextFits: new Uint8Array(1),
    form: 0,
    cell: () => undefined,
    row: () => void count++,
  };
  scanRows(frame.bytes, frame.bodyAt, counter);
  return { count, findings: [], ...NO_ROWS, totals: [] };
}

/** Why a file has no header line where it belongs. */
function notExtf(frame: Frame, line: string): FileFinding {
  if (line.trim() === '' && /^\s*"?EXTF"?;/.test(beginningOf(frame)))
    return { ...fileError('extf.line.blank-first'), class: 'rows', line: 1 };
  return fileError(separatorOf(line) ?? kindOf(frame.given, beginningOf(frame)));
}

function beginningOf(frame: Frame): string {
  return decode(frame.bytes.subarray(0, 1024), charsetOf(frame.encoding));
}

function isBlank({ bytes }: Frame): boolean {
  return !bytes.some((byte) => byte > 0x20);
}

function fileError(code: FileFinding['code']): FileFinding {
  return { severity: 'error', class: 'file', code, values: {} };
}

function size(bytes: Uint8Array): readonly Finding[] {
  if (bytes.length <= MAX_BYTES) return [];
  return [{ ...fileError('extf.too-large'), values: { megabytes: Math.ceil(bytes.length / 1_000_000) } }];
}

function encodingFindings(frame: Frame): readonly Finding[] {
  const { encoding, trouble, given } = frame;
  if (trouble === undefined) return [];
  const line = lineAt(given, trouble.at, encoding);
  return [
    {
      // DATEV takes such a file and garbles its umlauts; the app adds the mark before sending (verdict.ts).
      severity: trouble.what === 'utf8-without-bom' ? 'warning' : 'error',
      class: 'encoding',
      code: `extf.encoding.${trouble.what}`,
      line,
      values: troubleValues(trouble, { encoding, byte: given[trouble.at] ?? 0 }),
    },
  ];
}

function troubleValues(
  trouble: EncodingTrouble,
  of: { readonly encoding: Encoding; readonly byte: number },
): Finding['values'] {
  if (trouble.what === 'undefined-bytes') return { byte: of.byte.toString(16).toUpperCase() };
  return trouble.what === 'broken' ? { encoding: of.encoding.toUpperCase() } : {};
}

function rowFindings(count: number): readonly Finding[] {
  if (count === 0) return [{ severity: 'error', class: 'rows', code: 'extf.no-payload', values: {} }];
  if (count <= MAX_ROWS) return [];
  return [{ severity: 'error', class: 'rows', code: 'extf.too-many-rows', values: { count } }];
}

/** Columns whose names changed between versions of the Buchungsstapel. */
const RENAMED = new Set([40, 41]);
const NONE: ReadonlySet<number> = new Set();

/** DATEV reads by position and ignores the names; names that differ hint at columns that slipped. */
function captions(frame: Frame, isWide: boolean): readonly Finding[] {
  const { captions: span, format } = frame;
  const names = splitLine(
    textOf(frame, { from: span.from, to: Math.min(span.to, span.from + HEADER_PIECE) }),
  );
  // Column names never look like an amount or an account number, a first booking or account does.
  if (/^\d[\d.]*(,\d*)?$/.test(names[0] ?? ''))
    return [{ severity: 'error', class: 'rows', code: 'extf.no-captions', line: 2, values: {} }];
  const renamed = format?.category === 21 ? RENAMED : NONE;
  const other = format?.fields.find(
    (field) => field.nr <= names.length && !renamed.has(field.nr) && !isName(names[field.nr - 1], field),
  );
  if (other === undefined || span.to === span.from) return [];
  const values = { column: other.nr, label: other.label };
  // Where no row has letters that could be garbled, the names alone do no harm.
  const severity = format?.isUnverified === true ? 'warning' : 'error';
  if (isWide && frame.trouble === undefined && isGarbled(names[other.nr - 1] ?? '', other.label))
    return [{ severity, class: 'encoding', code: 'extf.encoding.captions', line: 2, values }];
  return [{ severity: 'warning', class: 'rows', code: 'extf.captions-differ', line: 2, values }];
}

function isName(name: string | undefined, { label, otherLabels = [] }: Field): boolean {
  const given = name?.trim();
  return given === label || otherLabels.some((other) => given === other);
}

/** Whether a name is DATEV's but for its umlauts: then they were written in another encoding. */
function isGarbled(name: string, label: string): boolean {
  const skeleton = (text: string) => text.trim().replace(/[^\x20-\x7e]+/g, '\u0000');
  return skeleton(name).includes('\u0000') && skeleton(name) === skeleton(label);
}
