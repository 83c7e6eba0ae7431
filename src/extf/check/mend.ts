import { type Fault, faultsIn, type Kind, kindsOf } from '../../kernel/faults';
import { HEADER_LABELS, isHeaderNr } from '../header-labels';
import { formatsOf } from '../header-rules';
import { type Books, booksSay, headerDiffers } from '../header-said';
import type { ExtfFile } from '../read/read';
import { type Edit, type EditRefusal, editAllExtf } from '../write/edit';
import { checkExtf } from './check';
import type { Finding } from './findings';
import { valuesIn } from './found-values';

/** One thing to mend by typing: a value that stands wrong in a field of the header line, or in a column of one row or many. */
export type Mend = {
  readonly key: string;
  /** What our check says; absent where only DATEV complained of the field, or its own data differ. */
  readonly finding?: Finding;
  readonly field: number;
  /** DATEV's name of it. */
  readonly label: string;
  readonly value: string;
  /** The rows, 0 = header line. */
  readonly rows: readonly number[];
  /** How often it occurs; more than `rows` in a file that is wrong all over. */
  readonly count: number;
  /** The only values allowed, where there are few. */
  readonly options: readonly string[];
  /** What DATEV's own data of the Mandant say. */
  readonly said?: string;
};

/** What is wrong with a file, by what a person can do about it here. */
export type ToMend = {
  readonly mends: readonly Mend[];
  /** What no typing mends: another export is needed. */
  readonly others: readonly Fault<Finding>[];
  /** What does not stop the file, folded by kind. */
  readonly notices: readonly Kind<Finding>[];
};

type About = {
  readonly findings: readonly Finding[];
  /** Header fields that DATEV complained of. */
  readonly asked: readonly number[];
  readonly books: Books | undefined;
};

/** Sorts what was found in a file, worst first. */
export function toMend(file: ExtfFile, { findings, asked, books }: About): ToMend {
  const known = { file, books };
  const faults = faultsIn(findings, valuesIn(file));
  const errors = faults.filter(({ finding }) => finding.severity === 'error');
  const cells = errors.flatMap((fault) => mendsOf(known, fault));
  const found = new Set(cells.flatMap(({ field, rows }) => (rows[0] === 0 ? [field] : [])));
  const wanted = [...new Set([...asked, ...headerDiffers(file.header, books)])].filter(
    (nr) => !found.has(nr),
  );
  return {
    mends: [...wanted.flatMap((nr) => headerMend(known, nr)), ...unique(cells)],
    others: errors.filter((fault) => mendsOf(known, fault).length === 0),
    notices: kindsOf(faults.filter(({ finding }) => finding.severity === 'warning')),
  };
}

/** What a line of columns that has slipped, or none, cannot be mended by: nobody knows which value is which. */
const OF_THE_ROW: ReadonlySet<string> = new Set([
  'extf.row.columns-missing',
  'extf.row.columns-extra',
  'extf.row.line-end',
  'extf.row.nothing',
  'extf.row.quote-broken',
]);

/** Whether a finding in a row is about a value, in whose place a person can put another one. */
export function isOfValue(code: string): boolean {
  return code.startsWith('extf.row.') && !OF_THE_ROW.has(code);
}

/** Header fields of findings that are about several, or about another one than they name. */
const FIELDS: Readonly<Record<string, readonly number[]>> = {
  'extf.header.date-order': [15, 16],
  'extf.header.newer': [5],
  'extf.header.mandant-mismatch': [11, 12],
  'extf.row.period-outside-year': [13],
};

type Known = { readonly file: ExtfFile; readonly books: Books | undefined };

function mendsOf(known: Known, fault: Fault<Finding>): readonly Mend[] {
  const { finding } = fault;
  const fields = FIELDS[finding.code];
  if (fields !== undefined) return fields.flatMap((nr) => headerMend(known, nr, finding));
  if (finding.class === 'header')
    return finding.field === undefined || !finding.code.endsWith(`.${finding.field}`)
      ? []
      : headerMend(known, finding.field, finding);
  return isOfValue(finding.code) ? rowMend(known.file, fault) : [];
}

function rowMend(file: ExtfFile, fault: Fault<Finding>): readonly Mend[] {
  const { finding, at, count, value = '' } = fault;
  const field = file.format?.fields[(finding.field ?? 0) - 1];
  if (field === undefined) return [];
  return [
    {
      key: `${finding.code} ${field.nr} ${value}`,
      finding,
      field: field.nr,
      label: field.label,
      value,
      rows: at.flatMap((one) => ('row' in one ? [one.row] : [])),
      count,
      options: field.values ?? [],
    },
  ];
}

/** Values of header fields of which DATEV lists few. */
const OPTIONS: Readonly<Record<number, readonly string[]>> = {
  1: ['EXTF'],
  2: ['700'],
  14: ['4', '5', '6', '7', '8'],
  19: ['1', '2'],
  20: ['0', '30', '40', '50', '64'],
  21: ['0', '1'],
};
/** DATEV's own marks: in a file from elsewhere they stay empty. */
const EMPTY: ReadonlySet<number> = new Set([7, 23, 25, 26, 29, 30]);

function headerMend({ file, books }: Known, nr: number, finding?: Finding): readonly Mend[] {
  const { fields } = file.header;
  if (!isHeaderNr(nr) || fields.length < 31) return [];
  const value = fields[nr - 1] ?? '';
  const said = booksSay(file.header, books)[nr];
  const isRight = said === value;
  if (isRight && finding !== undefined && finding.code === 'extf.header.mandant-mismatch') return [];
  return [
    {
      key: `header ${nr}`,
      field: nr,
      label: HEADER_LABELS[nr],
      value,
      rows: [0],
      count: 1,
      options: optionsOf(nr, fields[2] ?? ''),
      ...(said === undefined || isRight ? {} : { said }),
      ...(finding === undefined ? {} : { finding }),
    },
  ];
}

function optionsOf(nr: number, category: string): readonly string[] {
  const format = formatsOf(category);
  if (nr === 4) return format?.names ?? [];
  if (nr === 5) return format?.versions ?? [];
  return EMPTY.has(nr) ? [''] : (OPTIONS[nr] ?? []);
}

/** The same field of the header line may be found wrong in two ways; it is one thing to mend. */
function unique(mends: readonly Mend[]): readonly Mend[] {
  return [...new Map(mends.toReversed().map((mend) => [mend.key, mend])).values()].reverse();
}

type Checked = { readonly refused: EditRefusal } | { readonly findings: readonly Finding[] };

/**
 * What our check says of one new value, while it is typed: of its row alone, so that the answer comes at once also in a file
 * of 50 MB. The whole file is checked when it is handed in.
 */
export function checkEdit(file: ExtfFile, edit: Edit, mandant: string): Checked {
  const small = withRow(file, Math.max(edit.row, 1));
  const there = edit.row === 0 ? edit : { ...edit, row: 1 };
  const edited = editAllExtf(small, [there]);
  if ('refused' in edited) return { refused: edited.refused };
  const { findings } = checkExtf(edited.bytes, { mandant });
  const isHere = (finding: Finding) =>
    edit.row === 0
      ? finding.class === 'header' && finding.field === edit.field
      : finding.class === 'row' && finding.field === edit.field;
  return { findings: findings.filter((finding) => finding.severity === 'error' && isHere(finding)) };
}

/** The same file with this one row. */
function withRow(file: ExtfFile, row: number): ExtfFile {
  const first = file.from[0] ?? file.bytes.length;
  const head = file.bytes.subarray(0, first);
  const body = file.bytes.subarray(file.from[row - 1] ?? first, file.to[row - 1] ?? first);
  const bytes = new Uint8Array(head.length + body.length + 2);
  bytes.set(head);
  bytes.set(body, head.length);
  bytes.set([0x0d, 0x0a], head.length + body.length);
  const to = head.length + body.length;
  return { ...file, bytes, rows: 1, from: Uint32Array.of(head.length), to: Uint32Array.of(to) };
}

/** Whether the rows stand where the check counts them: not behind a line that does not belong there. */
export function isMendable(findings: readonly Finding[]): boolean {
  return !findings.some(({ code }) => code.startsWith('extf.line.') && code !== 'extf.line.blank');
}

/** The lines of an editor or of Excel in which rows stand; rows in rising order. */
export function linesOf(file: ExtfFile, rows: readonly number[]): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  let [at, line] = [0, 1];
  for (const row of rows) {
    // The header line is no row, and first.
    const from = file.from[row - 1] ?? 0;
    for (; at < from; at++) if (isBreak(file.bytes, at)) line++;
    lines.set(row, line);
  }
  return lines;
}

/** LF, or a CR that no LF follows. */
function isBreak(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a);
}
