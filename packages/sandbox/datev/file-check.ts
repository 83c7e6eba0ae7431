import { headerFault, JOB_FAULTS } from './catalogue';
import { countLines, decode, fieldsOf } from './file-text';
import type { FileFacts, Outcome } from './model';

/** Put together at run time so that no virus scanner takes this source for the test virus. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*'].join(
  '',
);
export const MAX_ROWS = 99_999;
export const MAX_HEADER_CHARS = 1000;

/** Category → names and versions that go with it (facts: portal pages; DATEV's own sample for 20 has the short name). */
const FORMATS: Readonly<
  Record<string, { readonly names: readonly string[]; readonly versions: readonly string[] }>
> = {
  16: { names: ['Debitoren/Kreditoren'], versions: ['5'] },
  20: { names: ['Sachkontenbeschriftungen', 'Kontenbeschriftungen'], versions: ['3'] },
  21: { names: ['Buchungsstapel'], versions: ['12', '13'] },
  46: { names: ['Zahlungsbedingungen'], versions: ['2'] },
  48: { names: ['Diverse Adressen'], versions: ['2'] },
  65: { names: ['Wiederkehrende Buchungen'], versions: ['4'] },
};
const NAMES = new Set(Object.values(FORMATS).flatMap((format) => format.names));

/**
 * DATEV's asynchronous check of a file: virus, encoding, header, number of rows; rows are not read (they are checked much
 * later, in Rechnungswesen). Independent of the product on purpose.
 */
export function checkFile(
  bytes: Uint8Array,
  target: { readonly consultant: number; readonly client: number },
): Outcome {
  const text = decode(bytes);
  if (
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(EICAR) ||
    text?.includes(EICAR) === true
  ) {
    return { result: 'failed', fault: JOB_FAULTS.virus };
  }
  if (text === undefined) return { result: 'failed', fault: JOB_FAULTS.encoding };
  const line = firstLine(text);
  if (line.length > MAX_HEADER_CHARS) return { result: 'failed', fault: JOB_FAULTS.headerTooLong };
  const fields = fieldsOf(line);
  if (fields.length < 31) return { result: 'failed', fault: JOB_FAULTS.missingColumns };
  const read = (nr: number): string => fields[nr - 1] ?? '';
  return checkHeader(read, target) ?? checkRows(text, read);
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return (end === -1 ? text : text.slice(0, end)).replace(/\r$/, '');
}

type Read = (nr: number) => string;

function checkHeader(
  read: Read,
  target: { readonly consultant: number; readonly client: number },
): Outcome | undefined {
  const wrong = wrongFields(read);
  if (wrong.length > 0) return { result: 'failed', fault: headerFault(wrong) };
  const format = FORMATS[read(3)];
  if (format === undefined || !format.names.includes(read(4)) || !format.versions.includes(read(5))) {
    return { result: 'failed', fault: JOB_FAULTS.combination };
  }
  if (read(15) !== '' && read(16) !== '' && read(15) > read(16))
    return { result: 'failed', fault: JOB_FAULTS.dateOrder };
  if (Number(read(11)) !== target.consultant) return { result: 'failed', fault: JOB_FAULTS.consultant };
  if (Number(read(12)) !== target.client) return { result: 'failed', fault: JOB_FAULTS.client };
  return undefined;
}

function wrongFields(read: Read): readonly number[] {
  const dated = read(3) === '21' || read(15) !== '' || read(16) !== '';
  const right: readonly (readonly [number, boolean])[] = [
    [1, read(1) === 'EXTF'],
    [2, read(2) === '700'],
    [3, Object.hasOwn(FORMATS, read(3))],
    [4, NAMES.has(read(4))],
    [5, /^[1-9]\d?$/.test(read(5))],
    [6, isInstant(read(6))],
    [7, read(7) === ''],
    [11, isNumber(read(11), 1001, 9_999_999)],
    [12, isNumber(read(12), 1, 99_999)],
    [13, isDay(read(13))],
    [14, /^[4-8]$/.test(read(14))],
    [15, !dated || isDay(read(15))],
    [16, !dated || isDay(read(16))],
    ...[23, 24, 25, 26, 29, 30].map((nr) => [nr, read(nr) === ''] as const),
  ];
  return right.filter(([, ok]) => !ok).map(([nr]) => nr);
}

function checkRows(text: string, read: Read): Outcome {
  const head = text.indexOf('\n');
  const names = head === -1 ? -1 : text.indexOf('\n', head + 1);
  const rows = names === -1 ? 0 : countLines(text, names + 1);
  if (rows === 0) return { result: 'failed', fault: JOB_FAULTS.noPayload };
  if (rows > MAX_ROWS) return { result: 'failed', fault: JOB_FAULTS.tooManyRows };
  return { result: 'succeeded', facts: factsOf(read, rows) };
}

function factsOf(read: Read, records: number): FileFacts {
  return {
    category: Number(read(3)),
    records,
    fiscalYearBegin: isoDay(read(13)),
    ...(read(15) === '' ? {} : { dateFrom: isoDay(read(15)) }),
    ...(read(16) === '' ? {} : { dateTo: isoDay(read(16)) }),
    ...(read(17) === '' ? {} : { label: shortened(read(17)) }),
  };
}

/** "Labels that exceed a length of 250 characters are truncated to 250 characters followed by three dots." */
function shortened(label: string): string {
  return label.length > 250 ? `${label.slice(0, 250)}...` : label;
}

function isNumber(text: string, least: number, most: number): boolean {
  return /^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most;
}

function isoDay(text: string): string {
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
}

/** `YYYYMMDD`, a day of the calendar in this century. */
function isDay(text: string): boolean {
  if (!/^20\d{6}$/.test(text)) return false;
  const at = new Date(`${isoDay(text)}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === isoDay(text);
}

/** `YYYYMMDDHHMMSSFFF`. */
function isInstant(text: string): boolean {
  return /^\d{8}([01]\d|2[0-3])[0-5]\d[0-5]\d\d{3}$/.test(text) && isDay(text.slice(0, 8));
}
