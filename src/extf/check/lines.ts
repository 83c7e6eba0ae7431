import { splitLine } from '../read/header-line';
import { type Frame, textOf } from '../read/read';
import { afterLine, lineAt, lineEnd } from '../read/rows';
import type { FileFinding } from './findings';
import type { RowCheck } from './row-check';

/** A line of column names is looked at up to here, in bytes. */
const PIECE = 16_384;
/** So many of DATEV's column names in a line are no coincidence. */
const NAMES = 3;

/** Where the rows begin, and why that is not where it should be: one line too many explains everything behind it. */
export function bodyOf(frame: Frame): { readonly at: number; readonly findings: readonly FileFinding[] } {
  const { bytes, captions, bodyAt } = frame;
  const end = lineEnd(bytes, bodyAt, 'utf-8');
  const line = textOf(frame, { from: bodyAt, to: Math.min(end, bodyAt + PIECE) });
  const isBlank = captions.from === captions.to && captions.to < bytes.length;
  if (!isNames(frame, line))
    return isBlank ? { at: bodyAt, findings: [lineError(2, 'blank-first')] } : { at: bodyAt, findings: [] };
  const at = afterLine(bytes, end, 'utf-8');
  return { at, findings: [isBlank ? lineError(2, 'blank-first') : captionsAgain(frame)] };
}

function captionsAgain({ format }: Frame): FileFinding {
  const error = lineError(3, 'captions-again');
  return format?.isUnverified === true ? { ...error, severity: 'warning' } : error;
}

/** Whether a line is made of column names, or is the end of their line. */
function isNames({ format }: Frame, line: string): boolean {
  if (format === undefined || line === '') return false;
  const labels = format.fields.map(({ label }) => label);
  if (line.length > 2 && labels.join(';').endsWith(line)) return true;
  const known = new Set(labels);
  const names = splitLine(line).map((name) => name.trim());
  // An address may have notes that read like names of columns ("Telefon"), but no number that does.
  if (format.isUnverified === true && names[0] !== labels[0]) return false;
  return names.filter((name) => known.has(name)).length >= NAMES;
}

/** What the rows showed of lines that are no rows. */
export function lineFindings(
  frame: Frame,
  { secondFileAt, blankAt }: Pick<RowCheck, 'secondFileAt' | 'blankAt'>,
): readonly FileFinding[] {
  const line = (at: number) => lineAt(frame.bytes, at, 'utf-8');
  return [
    ...(secondFileAt === undefined ? [] : [lineError(line(secondFileAt), 'second-file')]),
    ...(blankAt === undefined
      ? []
      : [{ ...lineError(line(blankAt), 'blank'), severity: 'warning' as const }]),
  ];
}

function lineError(
  line: number,
  what: FileFinding['code'] extends infer C ? (C extends `extf.line.${infer W}` ? W : never) : never,
): FileFinding {
  return { severity: 'error', class: 'rows', code: `extf.line.${what}`, line, values: {} };
}

/** What separates the fields of a header line instead of semicolons. */
export function separatorOf(line: string): 'extf.file.tabs' | 'extf.file.commas' | undefined {
  const mark = /^"?(?:EXTF|DTVF)"?([\t,])/i.exec(line)?.[1];
  if (mark === undefined) return undefined;
  return mark === ',' ? 'extf.file.commas' : 'extf.file.tabs';
}
