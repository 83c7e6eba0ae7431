import { type Day, dayInFiscalYear, daysIn, readDay } from '../../kernel/day';
import type { Field } from '../field';
import type { Format } from '../format';
import { isOutsideFiscalYear } from '../header-rules';
import type { ExtfHeader } from '../header-values';
import type { EncodingTrouble } from '../read/encoding';
import { FREE, maskOf } from '../read/letters';
import type { Frame } from '../read/read';

/** What the header line and the table of columns say about all rows, prepared for quick answers. */
export type RowContext = {
  readonly format: Format;
  readonly columns: number;
  /** By column number; index 0 is nobody. */
  readonly fields: readonly (Field | undefined)[];
  readonly masks: Uint8Array;
  /** 1 = text column: an empty text in quotation marks is what belongs there. */
  readonly emptyTextFits: Uint8Array;
  readonly required: readonly number[];
  readonly accountLength: number | undefined;
  /** The day that each TTMM means in the fiscal year, at `month * 32 + day`; 0 = none. Absent without a fiscal year. */
  readonly days: Int32Array | undefined;
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  /** Whether the period lies in the fiscal year, as far as the header line says both. Else hardly any row is in both. */
  readonly isPeriodInYear: boolean;
  /** What is wrong with the characters of the file as a whole. */
  readonly trouble: EncodingTrouble['what'] | undefined;
  /** Header field 21; absent where it says neither. */
  readonly locked: boolean | undefined;
  /** Header field 22. */
  readonly currency: string;
  /** Accounts that carry their tax key themselves, with the file's account length. */
  readonly automatic: ReadonlySet<number>;
};

/**
 * Some well-known Automatikkonten of DATEV's charts SKR03 and SKR04 (revenue and purchases at 19 % and 7 %), with four
 * digits; the Mandant's own plan, where given, takes their place.
 */
const AUTOMATIC: ReadonlyMap<string, readonly number[]> = new Map([
  ['03', [8400, 8300, 3400, 3300]],
  ['04', [4400, 4300, 5400, 5300]],
]);

export function rowContext(
  { header, trouble }: Pick<Frame, 'header' | 'trouble'>,
  format: Format,
  automaticAccounts?: ReadonlySet<number>,
): RowContext {
  const fields = [undefined, ...format.fields];
  const size = Math.max(256, fields.length);
  const masks = new Uint8Array(size).fill(FREE);
  const emptyTextFits = new Uint8Array(size);
  for (const field of format.fields) {
    masks[field.nr] = maskOf(field.letters);
    emptyTextFits[field.nr] = field.isQuoted ? 1 : 0;
  }
  return {
    format,
    columns: format.fields.length,
    fields,
    masks,
    emptyTextFits,
    required: format.fields.filter((field) => field.isRequired).map((field) => field.nr),
    accountLength: lengthOf(header),
    days: daysOf(header),
    ...periodOf(header),
    isPeriodInYear: !isOutsideFiscalYear(header),
    trouble: trouble?.what,
    locked: header.locked,
    currency: header.fields[21] ?? '',
    automatic: automaticAccounts ?? wellKnown(header),
  };
}

/** What the header line says wrongly counts as not said: its own finding is enough. */
function lengthOf({ accountLength }: ExtfHeader): number | undefined {
  return accountLength !== undefined && accountLength >= 4 && accountLength <= 8 ? accountLength : undefined;
}

function periodOf(header: ExtfHeader): Pick<RowContext, 'from' | 'to'> {
  const [from, to] = [dayOrNone(header.from), dayOrNone(header.to)];
  return from !== undefined && to !== undefined && from > to
    ? { from: undefined, to: undefined }
    : { from, to };
}

function daysOf(header: ExtfHeader): Int32Array | undefined {
  const begin = dayOrNone(header.fiscalYearBegin);
  if (begin === undefined) return undefined;
  const days = new Int32Array(13 * 32);
  for (let month = 1; month <= 12; month++) {
    for (let day = 1; day <= daysIn(2000, month); day++) {
      days[month * 32 + day] = dayInFiscalYear(begin, month, day) ?? 0;
    }
  }
  return days;
}

function dayOrNone(iso: string | undefined): Day | undefined {
  return iso === undefined ? undefined : readDay(iso, 'iso');
}

function wellKnown(header: ExtfHeader): ReadonlySet<number> {
  const chart = header.fields[26] ?? '';
  const scale = 10 ** ((lengthOf(header) ?? 4) - 4);
  return new Set(AUTOMATIC.get(chart)?.map((nr) => nr * scale));
}
