import { berlinDigits } from '../../kernel/berlin';
import { type Day, writeDay } from '../../kernel/day';
import type { Finding } from '../check/findings';
import { checkHeader, headerError } from '../check/header-check';
import { BUCHUNGSSTAPEL } from '../format';
import { HEADER_TEXTS, type HeaderNr } from '../header-labels';
import { encode1252 } from '../read/encoding';
import type { WriteEncoding } from './row-plan';

/** What the header line of a Buchungsstapel says. */
export type BatchHeader = {
  /** 6 Erzeugt am: an ISO instant; DATEV gets the time in Berlin. */
  readonly createdAt: string;
  /** 8 Herkunft, two characters; DATEV replaces it with SV on import. */
  readonly origin?: string;
  /** 9 Exportiert von. */
  readonly exportedBy?: string;
  /** 11 Beraternummer, 12 Mandantennummer. */
  readonly consultant: number;
  readonly client: number;
  /** 13 WJ-Beginn. */
  readonly fiscalYearBegin: Day;
  /** 14 Sachkontenlänge, 4 to 8. */
  readonly accountLength: number;
  /** 27 Sachkontenrahmen, e.g. `03`. */
  readonly chart?: string;
  /** 28 ID der Branchenlösung. */
  readonly industry?: number;
  /** 31 Anwendungsinformation. */
  readonly application?: string;
  /** 15 Datum von, 16 Datum bis: every booking lies between them. */
  readonly from: Day;
  readonly to: Day;
  /** 17 Bezeichnung: the name the accountant sees. */
  readonly label: string;
  /** 18 Diktatkürzel, capital letters. */
  readonly initials?: string;
  /** 19 Buchungstyp: 1 Finanzbuchführung (without it), 2 Jahresabschluss. */
  readonly kind?: 1 | 2;
  /** 20 Rechnungslegungszweck: 0 independent (without it), 30 tax law, 40 costing, 50 commercial law, 64 IFRS. */
  readonly purpose?: 0 | 30 | 40 | 50 | 64;
  /** 21 Festschreibung: whether DATEV seals the bookings on import. The accountant decides, so there is no default. */
  readonly isLocked: boolean;
  /** 22 WKZ, ISO 4217. */
  readonly currency: string;
};

/** DATEV's limit for the header line (OpenAPI extf-files 3.0.1). */
const MOST = 1000;

/**
 * The header line without its line end, with what DATEV's rules for its 31 fields forbid. A program that writes has no
 * excuse, so every finding is an error, also where a file from elsewhere would only get a warning. `bytes` is absent then.
 */
export function writeHeader(
  header: BatchHeader,
  encoding: WriteEncoding,
): { readonly bytes?: Uint8Array; readonly findings: readonly Finding[] } {
  const fields = fieldsOf(header).map((field) => field.normalize('NFC'));
  const line = fields.map((value, index) => (HEADER_TEXTS.has(index + 1) ? quoted(value) : value)).join(';');
  const ruled = checkHeader(fields, undefined).map((finding) => ({ ...finding, severity: 'error' as const }));
  const findings = [
    ...ruled,
    ...fields
      .flatMap((value, index) => unwritable(value, (index + 1) as HeaderNr, encoding))
      .filter(({ field }) => !ruled.some((one) => one.field === field)),
    ...(line.length > MOST ? [headerError('too-long', { count: line.length })] : []),
  ];
  if (findings.length > 0) return { findings };
  return {
    bytes: encoding === 'utf-8' ? new TextEncoder().encode(line) : (encode1252(line) ?? NONE),
    findings,
  };
}
const NONE = new Uint8Array();

function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

function fieldsOf(header: BatchHeader): readonly string[] {
  const day = (value: Day) => writeDay(value, 'compact');
  const number = (value: number | undefined) => (value === undefined ? '' : String(value));
  return [
    ...['EXTF', '700', number(BUCHUNGSSTAPEL.category), BUCHUNGSSTAPEL.name, number(BUCHUNGSSTAPEL.version)],
    ...[berlinDigits(header.createdAt), '', header.origin ?? '', header.exportedBy ?? '', ''],
    ...[number(header.consultant), number(header.client)],
    ...[day(header.fiscalYearBegin), number(header.accountLength)],
    ...[day(header.from), day(header.to), header.label, header.initials ?? ''],
    ...[String(header.kind ?? 1), String(header.purpose ?? 0), header.isLocked ? '1' : '0', header.currency],
    ...['', '', '', '', header.chart ?? '', number(header.industry), '', '', header.application ?? ''],
  ];
}

/** Characters that would tear the line apart or that the encoding lacks. */
function unwritable(value: string, nr: HeaderNr, encoding: WriteEncoding): readonly Finding[] {
  const isFine =
    !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(value) && (encoding === 'utf-8' || encode1252(value) !== undefined);
  if (isFine) return [];
  return [
    {
      severity: 'error',
      class: 'header',
      code: `extf.header.${nr}`,
      field: nr,
      values: { value: value.slice(0, 40) },
    },
  ];
}
