import { readFileSync } from 'node:fs';
import { bookingRow, COLUMN_NAMES, ordinaryRow } from './booking-rows';
import { EICAR } from './datev/file-check';
import { sharedPath } from './shared-dir';

/** A file as an accountant would hand it over. */
export type BookingFile = { readonly name: string; readonly bytes: Uint8Array; readonly rows: number };

/** DATEV's own sample, or, where it is not beside the project, a small stack of our own with the same header. */
type Stack = {
  readonly header: string;
  readonly columns: string;
  readonly rows: readonly string[];
  readonly raw: Uint8Array;
};

const OWN_HEADER =
  '"EXTF";700;21;"Buchungsstapel";13;20240201093000000;;"RE";"";"";29098;55003;20240101;4;20240101;20240831;' +
  '"Uebungsstapel";"";1;0;0;"EUR";;"";;;"03";;;"";""';
const SAMPLE = ['samples', 'extf', '01_datev-muster_EXTF_Buchungsstapel_v13_utf8.csv'] as const;

/** True where the files are made from DATEV's sample, false where from our own small stack. */
export function fromDatevSample(): boolean {
  return sharedPath(...SAMPLE) !== undefined;
}

function stack(): Stack {
  const path = sharedPath(...SAMPLE);
  const raw = path === undefined ? ownStack() : new Uint8Array(readFileSync(path));
  const [header = '', columns = '', ...rows] = new TextDecoder().decode(raw).split(/\r?\n/);
  return { header, columns, rows: rows.filter((row) => row !== ''), raw };
}

function ownStack(): Uint8Array {
  const rows = Array.from({ length: 12 }, (_, n) => ordinaryRow(n));
  return new TextEncoder().encode(`${[OWN_HEADER, COLUMN_NAMES.join(';'), ...rows].join('\n')}\n`);
}

/** UTF-8 with byte order mark, CRLF after every line. */
function written(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`);
}

/** The header with some of its 31 fields replaced, as raw text (with quotes where the field has them). */
export function headerWith(header: string, fields: Readonly<Record<number, string>>): string {
  return header
    .split(';')
    .map((field, at) => fields[at + 1] ?? field)
    .join(';');
}

export type StoryOptions = {
  /** Default `455148-1`. */
  readonly mandant?: string;
  /** Header field 17; without it the sample's. At most 30 characters. */
  readonly label?: string;
  readonly name?: string;
};

function storyHeader(options: StoryOptions): Readonly<Record<number, string>> {
  const [consultant = '', client = ''] = (options.mandant ?? '455148-1').split('-');
  return { 11: consultant, 12: client, ...(options.label === undefined ? {} : { 17: `"${options.label}"` }) };
}

/** A valid Buchungsstapel for the Mandant: DATEV's sample with the right numbers, byte order mark and CRLF. */
export function correctFile(options: StoryOptions = {}): BookingFile {
  return changedFile(options.name ?? 'EXTF_Buchungsstapel.csv', storyHeader(options));
}

/** The same with Sachkontenlänge 3 (header field 14): DATEV fails the job with 1008834. */
export function failingFile(options: StoryOptions = {}): BookingFile {
  return changedFile(options.name ?? 'EXTF_Buchungsstapel_fehlerhaft.csv', {
    ...storyHeader(options),
    14: '3',
  });
}

/**
 * Two rows that are right as far as anybody but DATEV's virus scanner can tell: it finds the test virus in the first one
 * and fails the job with 1008836. `second` replaces cells of the second row, by DATEV's column number.
 */
export function infectedFile(
  options: StoryOptions & { readonly second?: Readonly<Record<number, string>> } = {},
): BookingFile {
  const first = bookingRow({
    1: '10,00',
    2: 'S',
    7: '8401',
    8: '1201',
    10: '1503',
    48: 'Prüfung',
    49: EICAR,
  });
  const second = bookingRow({ 1: '20,00', 2: 'S', 7: '8401', 8: '1201', 10: '1603', ...options.second });
  const lines = [headerWith(OWN_HEADER, storyHeader(options)), COLUMN_NAMES.join(';'), first, second];
  return { name: options.name ?? 'EXTF_mit_Virus.csv', bytes: written(lines), rows: 2 };
}

/** DATEV's sample byte by byte: 29098/55003, UTF-8 without byte order mark, LF. */
export function untouchedSample(): BookingFile {
  const { raw, rows } = stack();
  return { name: 'EXTF_Buchungsstapel_Muster.csv', bytes: raw, rows: rows.length };
}

function changedFile(name: string, fields: Readonly<Record<number, string>>): BookingFile {
  const { header, columns, rows } = stack();
  return { name, bytes: written([headerWith(header, fields), columns, ...rows]), rows: rows.length };
}

/** A valid file of this many rows of an invented business (limits, timing); 99,999 is DATEV's most. */
export function largeFile(rows: number, options: StoryOptions = {}): BookingFile {
  const lines = Array.from({ length: rows }, (_, n) => ordinaryRow(n));
  const header = headerWith(OWN_HEADER, storyHeader(options));
  return {
    name: options.name ?? `EXTF_${rows}_Zeilen.csv`,
    bytes: written([header, COLUMN_NAMES.join(';'), ...lines]),
    rows,
  };
}

/** Ledger values nobody would have by chance. They may be seen in DATEV and in our own panel, nowhere else. */
export const CANARIES = {
  amounts: ['73519284,61', '60417395,28'],
  accounts: ['84736251', '61728394', '593817264'],
  texts: ['Kanarienvogel Geheimrechnung Q7X', 'KANARIE-7Q4-1'],
  taxIds: ['DE000777000', '00077700077'],
} as const;

/** A valid file (Sachkontenlänge 8) full of canaries; `failing` sets header field 14 to 3 so that DATEV refuses it. */
export function withCanaries(options: StoryOptions & { readonly failing?: boolean } = {}): {
  readonly file: BookingFile;
  readonly canaries: readonly string[];
} {
  const { amounts, accounts, texts, taxIds } = CANARIES;
  const shared = { 7: accounts[0], 10: '1503', 11: texts[1], 14: texts[0] };
  const rows = [
    bookingRow({ ...shared, 1: amounts[0], 2: 'S', 8: accounts[2], 40: taxIds[0] }),
    bookingRow({ ...shared, 1: amounts[1], 2: 'H', 8: accounts[1], 109: taxIds[1] }),
  ];
  const header = headerWith(OWN_HEADER, {
    ...storyHeader(options),
    14: options.failing === true ? '3' : '8',
  });
  return {
    file: {
      name: options.name ?? 'EXTF_Kanarien.csv',
      bytes: written([header, COLUMN_NAMES.join(';'), ...rows]),
      rows: rows.length,
    },
    canaries: [...amounts, ...accounts, ...texts, ...taxIds],
  };
}

export type HeaderFault = {
  readonly name: string;
  /** Number of the header field, where one is to blame. */
  readonly field?: number;
  readonly code: '1008833' | '1008834';
  /** DATEV's sentence as its error table writes it, "detail - element - reason". */
  readonly text: string;
  file(): BookingFile;
};

/** `[name, field, raw value, name of the field in DATEV's table, reason]`. */
const FIELD_FAULTS: readonly (readonly [string, number, string, string, string])[] = [
  ['label-dtvf', 1, '"DTVF"', 'DATEV Format Label', 'must be EXTF'],
  ['version-510', 2, '510', 'Version Number', 'is invalid'],
  ['category-99', 3, '99', 'Data Category', 'is invalid'],
  ['format-name-unknown', 4, '"Journal"', 'Format Name', 'is invalid'],
  ['format-version-letters', 5, 'dreizehn', 'Format Version', 'is invalid'],
  ['created-on-14-digits', 6, '20240130140440', 'Created On', 'is invalid'],
  ['created-on-month-13', 6, '20241330140440439', 'Created On', 'is invalid'],
  ['imported-filled', 7, '20240131000000000', 'Imported', 'is invalid'],
  ['consultant-too-small', 11, '1000', 'Consultant', 'is invalid'],
  ['consultant-letters', 11, 'Kanzlei', 'Consultant', 'is invalid'],
  ['client-zero', 12, '0', 'Client', 'is invalid'],
  ['client-six-digits', 12, '100000', 'Client', 'is invalid'],
  ['fiscal-year-not-a-day', 13, '20230229', 'FY Begin', 'is invalid'],
  ['fiscal-year-german', 13, '01.01.2024', 'FY Begin', 'is invalid'],
  ['account-length-3', 14, '3', 'Length of Ledger Account', 'is invalid'],
  ['account-length-9', 14, '9', 'Length of Ledger Account', 'is invalid'],
  ['account-length-empty', 14, '', 'Length of Ledger Account', 'is invalid'],
  ['date-from-empty', 15, '', 'Date From', 'is invalid'],
  ['date-to-not-a-day', 16, '20240631', 'Date To', 'is invalid'],
  ['reserved-23', 23, '1', 'Reserved', 'must be empty'],
  ['reserved-24', 24, '"x"', 'Reserved', 'must be empty'],
  ['reserved-25', 25, '1', 'Reserved', 'must be empty'],
  ['reserved-26', 26, '1', 'Reserved', 'must be empty'],
  ['reserved-29', 29, '1', 'Reserved', 'must be empty'],
  ['reserved-30', 30, '"x"', 'Reserved', 'must be empty'],
];

/** Faults of the header as a whole; the values lie over the story's header. */
const WHOLE_FAULTS: readonly (readonly [string, Readonly<Record<number, string>>, string])[] = [
  [
    'combination-version-7',
    { 5: '7' },
    'Invalid combination of data category, format name and format version',
  ],
  [
    'combination-category-16',
    { 3: '16' },
    'Invalid combination of data category, format name and format version',
  ],
  ['dates-turned-round', { 15: '20240831', 16: '20240101' }, 'DateFrom must not be greater than DateTo'],
  [
    'foreign-consultant',
    { 11: '29098' },
    'The consultant-number in the EXTF-header does not match with the upload request',
  ],
  [
    'foreign-client',
    { 12: '55003' },
    'The client-number in the EXTF-header does not match with the upload request',
  ],
  [
    'header-too-long',
    { 31: `"${'x'.repeat(1000)}"` },
    'EXTF-header exceeds maximum length of 1000 characters',
  ],
];

function faultyFile(name: string, fields: Readonly<Record<number, string>>): BookingFile {
  return changedFile(`EXTF_${name}.csv`, { ...storyHeader({}), ...fields });
}

/** Every header fault DATEV's error table names, at least once, each as a file for Mandant 455148-1. */
export const headerFaults: readonly HeaderFault[] = [
  ...FIELD_FAULTS.map(
    ([name, field, value, element, reason]): HeaderFault => ({
      name,
      field,
      code: '1008834',
      text: `Error in header field - ${element} - ${reason} (${field})`,
      file: () => faultyFile(name, { [field]: value }),
    }),
  ),
  ...WHOLE_FAULTS.map(
    ([name, fields, text]): HeaderFault => ({
      name,
      code: '1008834',
      text,
      file: () => faultyFile(name, fields),
    }),
  ),
  {
    name: 'missing-columns',
    code: '1008834',
    text: 'Missing columns in EXTF-header',
    file: () => {
      const { header, columns, rows } = stack();
      const short = headerWith(header, storyHeader({})).split(';').slice(0, 26).join(';');
      return {
        name: 'EXTF_missing-columns.csv',
        bytes: written([short, columns, ...rows]),
        rows: rows.length,
      };
    },
  },
  {
    name: 'no-payload',
    code: '1008833',
    text: 'No payload',
    file: () => {
      const { header, columns } = stack();
      return {
        name: 'EXTF_no-payload.csv',
        bytes: written([headerWith(header, storyHeader({})), columns]),
        rows: 0,
      };
    },
  },
];

export type MonthWish = {
  readonly mandant: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly label: string;
  readonly rows?: number;
  readonly name?: string;
  /** Header fields as raw text, by number: what is wrong with it, where something is. */
  readonly header?: Readonly<Record<number, string>>;
  /** Cells that are wrong, by row (from 1) and DATEV's column number. */
  readonly cells?: Readonly<Record<number, Readonly<Record<number, string>>>>;
};

/** A month of an invented shop, account length 4: what a till or a payroll program writes. */
export function monthFile(wish: MonthWish): BookingFile {
  const { mandant, month, label, rows = 24 } = wish;
  const compact = month.replace('-', '');
  const lastDay = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const header = headerWith(OWN_HEADER, {
    ...storyHeader({ mandant, label }),
    ...{ 6: `${compact}${lastDay}180000000`, 13: `${month.slice(0, 4)}0101` },
    ...{ 15: `${compact}01`, 16: `${compact}${lastDay}` },
    ...wish.header,
  });
  const lines = Array.from({ length: rows }, (_, n) => monthRow(wish, n));
  return {
    name: wish.name ?? `EXTF_${label.replaceAll(' ', '_')}.csv`,
    bytes: written([header, COLUMN_NAMES.join(';'), ...lines]),
    rows,
  };
}

function monthRow({ mandant, month, label, cells = {} }: MonthWish, n: number): string {
  const day = String((n % 28) + 1).padStart(2, '0');
  const cents =
    1990 + ((n * 7919 + Number(mandant.slice(-1)) * 1301 + Number(month.slice(5)) * 977) % 48_000);
  return bookingRow({
    1: `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`,
    ...{ 2: 'S', 7: '1200', 8: '8400', 10: `${day}${month.slice(5)}` },
    ...{ 11: `${month.replace('-', '')}${String(n + 1).padStart(3, '0')}`, 14: label },
    ...cells[n + 1],
  });
}

/** Sachkontenlänge 3 in the header, as DATEV fails it, and two rows that cannot be booked: a side and a day that do not exist. */
export function practiceFile(): BookingFile {
  return monthFile({
    ...{ mandant: '455148-1', month: '2026-11', label: 'Kasse Uebung', name: 'EXTF_Kasse_Uebung.csv' },
    header: { 14: '3' },
    cells: { 5: { 2: 'X' }, 9: { 10: '3111' } },
  });
}
