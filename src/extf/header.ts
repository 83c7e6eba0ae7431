import { decode, type Encoding, type Reading, readEncoding } from './encoding';
import { kindOf } from './file-kind';
import { checkFileName } from './file-name';
import type { Finding } from './findings';
import { checkHeader, headerError } from './header-check';
import { type ExtfHeader, readHeader, splitLine } from './header-line';
import { afterLine, countRows, lineAt, lineEnd, unitsOf } from './rows';

/** DATEV's limits for one file (OpenAPI extf-files 3.0.1: 50 MB, 99,999 postings, header of 1,000 characters). */
export const MOST_BYTES = 50_000_000;
export const MOST_ROWS = 99_999;
const MOST_HEADER = 1000;
/** A header line is decoded up to here at most, in bytes. */
const HEADER_PIECE = 16_384;

/** What the check before sending says about a file. */
export type ExtfCheck = {
  readonly encoding: Encoding;
  /** Absent when the file has no EXTF header line. */
  readonly header?: ExtfHeader;
  /** Booking rows, without header line and column names: what DATEV reports as `number_of_accounting_records`. */
  readonly rows: number;
  readonly label?: string;
  readonly findings: readonly Finding[];
};

/**
 * The check before a file goes to DATEV: is it an EXTF file, can DATEV read its characters, is its header line right, is
 * it for the right Mandant, how many rows has it. It says what DATEV's own check would say, and where DATEV would stay
 * silent and take garbled text. `bytes` is the raw file; work grows linearly with it and no row becomes a string.
 */
export function checkExtf(
  bytes: Uint8Array,
  about: { readonly mandant?: string; readonly fileName?: string } = {},
): ExtfCheck {
  const reading = readEncoding(bytes);
  const name = about.fileName === undefined ? [] : checkFileName(about.fileName);
  if (isBlank(bytes, reading))
    return { encoding: reading.encoding, rows: 0, findings: [fileError('extf.empty'), ...name] };
  const end = lineEnd(bytes, reading.start, reading.encoding);
  const line = decode(
    bytes.subarray(reading.start, Math.min(end, reading.start + HEADER_PIECE)),
    reading.encoding,
  );
  const fields = splitLine(line);
  if (!/^(EXTF|DTVF)$/i.test(fields[0] ?? '')) {
    return {
      encoding: reading.encoding,
      rows: 0,
      findings: [fileError(kindOf(bytes, beginningOf(bytes, reading))), ...name],
    };
  }
  const header = readHeader(fields);
  const found = countRows(bytes, afterLine(bytes, end, reading.encoding), reading.encoding);
  const tooLong = line.length > MOST_HEADER;
  const findings = [
    ...encodingFindings(bytes, reading),
    ...size(bytes),
    ...name,
    ...(tooLong ? [headerError('too-long', { count: line.length })] : checkHeader(fields, about.mandant)),
    ...rowFindings(found),
    ...captions(bytes, { end, encoding: reading.encoding }),
  ];
  const label = header.label === undefined ? {} : { label: header.label };
  return { encoding: reading.encoding, header, rows: found.rows, ...label, findings };
}

function beginningOf(bytes: Uint8Array, { start, encoding }: Reading): string {
  return decode(bytes.subarray(start, start + 1024), encoding);
}

function isBlank(bytes: Uint8Array, { start, encoding }: Reading): boolean {
  const { step, low } = unitsOf(encoding);
  for (let i = start + low; i < bytes.length; i += step) if ((bytes[i] ?? 0) > 0x20) return false;
  return true;
}

function fileError(code: Finding['code']): Finding {
  return { severity: 'error', class: 'file', code, values: {} };
}

function size(bytes: Uint8Array): readonly Finding[] {
  if (bytes.length <= MOST_BYTES) return [];
  return [{ ...fileError('extf.too-large'), values: { megabytes: Math.ceil(bytes.length / 1_000_000) } }];
}

function encodingFindings(bytes: Uint8Array, { encoding, trouble }: Reading): readonly Finding[] {
  if (trouble === undefined) return [];
  const row = lineAt(bytes, trouble.at, encoding);
  const byte = (bytes[trouble.at] ?? 0).toString(16).toUpperCase();
  const values =
    trouble.what === 'undefined-bytes'
      ? { byte }
      : trouble.what === 'broken'
        ? { encoding: encoding.toUpperCase() }
        : {};
  return [{ severity: 'error', class: 'encoding', code: `extf.encoding.${trouble.what}`, row, values }];
}

function rowFindings(found: ReturnType<typeof countRows>): readonly Finding[] {
  const findings: Finding[] = [];
  if (found.rows === 0)
    findings.push({ severity: 'error', class: 'rows', code: 'extf.no-payload', values: {} });
  if (found.rows > MOST_ROWS)
    findings.push({
      severity: 'error',
      class: 'rows',
      code: 'extf.too-many-rows',
      values: { count: found.rows },
    });
  if (found.unclosed !== undefined) {
    findings.push({
      severity: 'error',
      class: 'rows',
      code: 'extf.unclosed-text',
      row: found.unclosed,
      values: {},
    });
  } else if (found.brokenText !== undefined) {
    findings.push({
      severity: 'warning',
      class: 'rows',
      code: 'extf.line-break-in-text',
      row: found.brokenText,
      values: {},
    });
  }
  return findings;
}

/** Column names never look like an amount or an account number, a first booking or account does. */
function captions(
  bytes: Uint8Array,
  after: { readonly end: number; readonly encoding: Encoding },
): readonly Finding[] {
  const start = afterLine(bytes, after.end, after.encoding);
  const stop = Math.min(lineEnd(bytes, start, after.encoding), start + 400);
  const [first = ''] = splitLine(decode(bytes.subarray(start, stop), after.encoding));
  return /^\d[\d.]*(,\d*)?$/.test(first)
    ? [{ severity: 'error', class: 'rows', code: 'extf.no-captions', row: 2, values: {} }]
    : [];
}
