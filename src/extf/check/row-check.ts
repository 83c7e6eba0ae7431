import { daysIn } from '../../kernel/day';
import { hasIbanDigits } from '../../kernel/iban';
import type { CentSum } from '../../kernel/money';
import { present } from '../../kernel/present';
import { hiddenIn, isFormula, nameOf, type Values } from '../../kernel/text';
import type { Field } from '../field';
import { beyond1252 } from '../read/encoding';
import { type ExtfFile, type Frame, textOf } from '../read/read';
import { FORM, scanRows, type Visitor } from '../read/scan';
import { checkTogether } from './booking-rules';
import {
  asciiLength,
  foreignByte,
  foreignCharacter,
  type NumberRead,
  readDigits,
  readNumber,
} from './cell-check';
import { FoundInRows } from './found-in-rows';
import type { RowCode } from './row-code';
import type { RowContext } from './row-context';
import type { RowFinding } from './row-finding';

/** Sums of one currency over all rows, exact. */
export type Totals = { readonly currency: string; readonly debit: CentSum; readonly credit: CentSum };

/** What the check of all rows found. */
export type RowCheck = {
  readonly rows: number;
  /** Ordered by row and column; of many alike only some, which say how many there are. */
  readonly findings: readonly RowFinding[];
  /** How many there are, listed or not. */
  readonly errors: number;
  readonly warnings: number;
  /** Where a second file begins, and where the first blank line between rows is, as offsets. */
  readonly secondFileAt?: number;
  readonly blankAt?: number;
  /** Whether a text has letters beyond ASCII. */
  readonly isWide: boolean;
  /** Control totals of a Buchungsstapel by currency. */
  readonly totals: readonly Totals[];
};

/**
 * Checks all rows in one pass over the bytes: what Rechnungswesen would object to when the batch is fetched, as far as
 * a file alone can tell (rules and their sources: docs/extf-checks.md). Total; linear in the bytes.
 */
export function checkRows(frame: Frame, context: RowContext, how: How = {}): RowCheck {
  const checker = new RowChecker(frame, context, how);
  scanRows(frame.bytes, frame.bodyAt, checker);
  return checker.result();
}

/** How many faults of a kind are listed, and who is told how far it is (`About`). */
type How = { readonly most?: number; readonly watch?: (share: number) => void };

/** So many rows are checked, less one, until the next word of how far it is; a power of two. */
const ROWS_PER_WORD = 0x7ff;

/** A class because it is a buffer: one for the file instead of an object per cell. */
class RowChecker implements Visitor {
  readonly emptyTextFits: Uint8Array;
  form = 0;
  /** Complete rows so far; the row being read is `rows + 1`. */
  rows = 0;
  /** Where the row's values stand, without quotation marks, by column; only valid where `seen` is the row. */
  readonly from = new Int32Array(512);
  readonly to = new Int32Array(512);
  readonly seen = new Int32Array(512);
  /** Values of this row that the rules about several columns need. */
  cents = 0;
  discountCents = 0;
  rate = 0;
  baseCents = 0;
  account = -1;
  contra = -1;
  locked = -1;
  private isBroken = false;
  /** Whether the row has any value. */
  private isFilled = false;
  private isWide = false;
  private areMarksTold = false;
  /** Rows to pass over: header line and column names of a second file. */
  private passing = 0;
  private secondFileAt: number | undefined;
  private blankAt: number | undefined;
  /** Where the next row begins if no blank line is between. */
  private nextAt = -1;
  /** Whether the row has a value behind its last column. */
  private isBeyond = false;
  private readonly found: FoundInRows;
  private readonly watch: How['watch'];
  private readonly number: NumberRead = { code: undefined, isZero: false, cents: 0, value: 0 };
  private readonly sums = new Map<string, { debit: bigint; credit: bigint }>();

  constructor(
    readonly frame: Pick<ExtfFile, 'bytes' | 'encoding'>,
    readonly context: RowContext,
    { most, watch }: How = {},
  ) {
    this.watch = watch;
    this.emptyTextFits = context.emptyTextFits;
    this.found = new FoundInRows(context.format, most);
  }

  cell(column: number, from: number, to: number): void {
    if (column === 1 && this.isHeaderMark(from, to)) this.passing = 2;
    if (this.passing > 0) return;
    if (column > this.context.columns) {
      // An empty text is nothing.
      if (to - from !== 2 || (this.form & FORM.quoted) === 0) this.isBeyond = true;
      return;
    }
    const field = this.context.fields[column];
    if (field === undefined) return;
    if (this.isBroken) return;
    if ((this.form & FORM.broken) !== 0) {
      this.isBroken = true;
      return this.find(column, 'extf.row.quote-broken');
    }
    const isQuoted = (this.form & FORM.quoted) !== 0;
    const [first, last] = isQuoted ? [from + 1, to - 1] : [from, to];
    if (isQuoted !== field.isQuoted) this.marks(field, isQuoted);
    if (first === last) return;
    this.isFilled = true;
    this.from[column] = first;
    this.to[column] = last;
    this.seen[column] = this.rows + 1;
    if ((this.form & FORM.control) !== 0) return this.find(column, 'extf.row.control-character');
    this.value(field, first, last);
  }

  /** Once in a row: where a column has slipped, every one behind it is wrong. */
  private marks({ nr, kind, mayBeBare, mayBeQuoted }: Field, isQuoted: boolean): void {
    const isFine = isQuoted ? mayBeQuoted === true : kind !== 'text' || mayBeBare === true;
    if (this.areMarksTold || isFine) return;
    this.areMarksTold = true;
    this.find(nr, isQuoted ? 'extf.row.quotes-needless' : 'extf.row.quotes-missing');
  }

  row(from: number, to: number, columns: number): void {
    if (from > this.nextAt && this.nextAt >= 0) this.blankAt ??= this.nextAt;
    this.nextAt = to + (this.frame.bytes[to] === 0x0d && this.frame.bytes[to + 1] === 0x0a ? 2 : 1);
    if (this.passing > 0) this.pass(from);
    else this.complete(to, columns);
    if ((this.rows & ROWS_PER_WORD) === 0) this.watch?.(to / this.frame.bytes.length);
  }

  private pass(from: number): void {
    this.secondFileAt ??= from;
    this.passing--;
    this.rows++;
  }

  private complete(to: number, columns: number): void {
    this.lineEnd(to, columns);
    // Behind a quotation mark that does not fit nobody knows which column is which.
    if (!this.isBroken && !this.isFilled && !this.isBeyond) this.find(1, 'extf.row.nothing');
    else if (!this.isBroken) this.whole(columns);
    this.rows++;
    this.isBroken = false;
    this.isBeyond = false;
    this.isFilled = false;
    this.areMarksTold = false;
    this.cents = 0;
    this.discountCents = 0;
    this.rate = 0;
    this.baseCents = 0;
    this.account = -1;
    this.contra = -1;
  }

  /** The first value of a header line, with or without its quotation marks. */
  private isHeaderMark(from: number, to: number): boolean {
    const { bytes } = this.frame;
    const at = bytes[from] === 0x22 ? from + 1 : from;
    if (to - from !== (at > from ? 6 : 4)) return false;
    return MARK.every((byte, index) => bytes[at + index] === byte);
  }

  /** Told once: a file with other line ends has them everywhere. */
  private lineEnd(at: number, columns: number): void {
    const { bytes } = this.frame;
    if (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) return;
    this.findOnce(Math.min(columns, this.context.columns), 'extf.row.line-end');
  }

  private whole(columns: number): void {
    const { context } = this;
    if (columns < context.columns)
      this.find(columns + 1, 'extf.row.columns-missing', { count: columns, most: context.columns });
    // Many programs end each row with one semicolon more.
    if (columns > context.columns + 1 || this.isBeyond)
      this.find(context.columns + 1, 'extf.row.columns-extra', { count: columns, most: context.columns });
    this.required(columns);
    if (context.format.category === 21) checkTogether(this, columns);
  }

  /** Of columns behind the end of a short row only the first: that it ends is one thing. */
  private required(columns: number): void {
    for (const column of this.context.required) {
      if (this.has(column)) continue;
      this.find(column, 'extf.row.required');
      if (column > columns) return;
    }
  }

  /** Whether the row being read has a value in this column. */
  has(column: number): boolean {
    return this.seen[column] === this.rows + 1;
  }

  /** The only byte of a value; -1 when it has none or several. */
  letter(column: number): number {
    const from = this.from[column] ?? 0;
    return this.has(column) && (this.to[column] ?? 0) === from + 1 ? (this.frame.bytes[from] ?? -1) : -1;
  }

  /** The value of a column that has one in the row being read. */
  text(column: number): string {
    const text = textOf(this.frame, { from: this.from[column] ?? 0, to: this.to[column] ?? 0 });
    return text.includes('""') ? text.replaceAll('""', '"') : text;
  }

  /** Adds the row's amount to the control totals. */
  add(currency: string, isDebit: boolean): void {
    let sum = this.sums.get(currency);
    if (sum === undefined) {
      sum = { debit: 0n, credit: 0n };
      this.sums.set(currency, sum);
    }
    if (isDebit) sum.debit += BigInt(this.cents);
    else sum.credit += BigInt(this.cents);
  }

  /** Notes a finding of the row being read. */
  find(column: number, code: RowCode, values: Values = {}): void {
    if (this.found.isListed(code, column))
      this.found.list({ code, row: this.rows + 1, field: column, values });
  }

  /** The same where one place in the file is enough. */
  findOnce(column: number, code: RowCode, values: Values = {}): void {
    if (!this.found.has(code)) this.find(column, code, values);
  }

  result(): RowCheck {
    const totals = [...this.sums].map(([currency, { debit, credit }]) => ({
      currency,
      debit: debit as CentSum,
      credit: credit as CentSum,
    }));
    const { rows, isWide, secondFileAt, blankAt, found } = this;
    const { errors, warnings } = found;
    return present({ rows, findings: found.all(), errors, warnings, totals, isWide, secondFileAt, blankAt });
  }

  private value(field: Field, from: number, to: number): void {
    switch (field.kind) {
      case 'amount':
      case 'number':
        return this.numberValue(field, from, to);
      case 'account':
        return this.accountValue(field, from, to);
      case 'day4':
        return this.dayOfYear(field.nr, from, to);
      case 'day8':
        return this.wholeDay(field.nr, from, to);
      case 'text':
        return this.textValue(field, from, to);
      case 'reserved':
        return this.find(field.nr, 'extf.row.reserved');
    }
  }

  private numberValue(field: Field, from: number, to: number): void {
    const { number } = this;
    readNumber(this.frame.bytes, { from, to }, { field, into: number });
    const { code } = number;
    if (code !== undefined) this.find(field.nr, code, { most: field.length });
    if (code !== undefined && code !== 'extf.row.amount-decimals') return;
    if (number.isZero && field.isNeverZero) return this.find(field.nr, 'extf.row.zero');
    if (field.nr === 1) this.cents = number.cents;
    if (field.nr === 4) this.rate = number.value;
    if (field.nr === 5) this.baseCents = number.cents;
    if (field.nr === 13) this.discountCents = number.cents;
    if (field.values !== undefined) this.oneOf(field, from, to);
  }

  private oneOf(field: Field, from: number, to: number): void {
    const { values = [] } = field;
    const only = to - from === 1 ? (this.frame.bytes[from] ?? 0) : -1;
    const fits = values.some((value) =>
      value.length === 1 ? value.charCodeAt(0) === only : value === textOf(this.frame, { from, to }),
    );
    if (!fits) this.find(field.nr, 'extf.row.value', { allowed: values.join(', ') });
  }

  private accountValue(field: Field, from: number, to: number): void {
    const nr = readDigits(this.frame.bytes, from, to);
    if (nr < 0) return this.find(field.nr, 'extf.row.account-form');
    if (nr === 0) return field.isNeverZero ? this.find(field.nr, 'extf.row.zero') : undefined;
    const { accountLength, format } = this.context;
    if (field.nr === 7) this.account = nr;
    if (field.nr === 8) this.contra = nr;
    if (accountLength === undefined) return;
    const isTooLong = nr >= 10 ** (accountLength + 1);
    const isNoPartner = format.category === 16 && field.nr === 1 && nr < 10 ** accountLength;
    if (isTooLong || isNoPartner)
      this.find(field.nr, 'extf.row.account-length', { length: accountLength, personal: accountLength + 1 });
  }

  private dayOfYear(column: number, from: number, to: number): void {
    const digits = to - from === 4 ? readDigits(this.frame.bytes, from, to) : -1;
    const day = Math.trunc(digits / 100);
    const month = digits % 100;
    if (month < 1 || month > 12 || day < 1 || day > 31)
      return this.find(column, 'extf.row.day-form', { form: 'TTMM' });
    const { days, from: first, to: last } = this.context;
    if (days === undefined) return;
    const meant = days[month * 32 + day] ?? 0;
    if (meant === 0) return this.find(column, 'extf.row.day-outside-year');
    if ((first === undefined || meant >= first) && (last === undefined || meant <= last)) return;
    if (this.context.isPeriodInYear) this.find(column, 'extf.row.day-outside-period');
    else this.findOnce(column, 'extf.row.period-outside-year');
  }

  private wholeDay(column: number, from: number, to: number): void {
    const digits = to - from === 8 ? readDigits(this.frame.bytes, from, to) : -1;
    const day = Math.trunc(digits / 1_000_000);
    const month = Math.trunc(digits / 10_000) % 100;
    const year = digits % 10_000;
    // No month that is none has a day.
    const fits = day >= 1 && day <= daysIn(year, month) && year >= 1900;
    if (!fits) this.find(column, 'extf.row.day-form', { form: 'TTMMJJJJ' });
  }

  private textValue(field: Field, from: number, to: number): void {
    const mask = this.context.masks[field.nr] ?? 0;
    if ((this.form & FORM.high) !== 0) return this.wideText(field, { from, to }, mask);
    const { bytes } = this.frame;
    if ((BEGINNINGS[bytes[from] ?? 0] ?? 0) !== 0)
      this.isNoFormula(field.nr, textOf(this.frame, { from, to }));
    const isDoubled = (this.form & FORM.doubled) !== 0;
    const count = asciiLength(bytes, { from, to }, isDoubled);
    if (count > field.length) return this.find(field.nr, 'extf.row.too-long', { count, most: field.length });
    if (field.values !== undefined) return this.oneOf(field, from, to);
    if (field.letters === undefined) return;
    const foreign = foreignByte(bytes, { from, to }, mask);
    if (foreign >= 0) this.foreign(field, String.fromCharCode(foreign));
    else if (isCurrency(field) && count < field.length) this.find(field.nr, 'extf.row.currency');
    else if (field.letters === 'iban' && !hasIbanDigits(textOf(this.frame, { from, to })))
      this.find(field.nr, 'extf.row.iban');
  }

  private foreign(field: Field, character: string): void {
    if (isCurrency(field)) this.find(field.nr, 'extf.row.currency');
    else this.find(field.nr, 'extf.row.letters', { character: nameOf(character) });
  }

  private isNoFormula(column: number, text: string): void {
    if (isFormula(text)) this.find(column, 'extf.row.formula');
  }

  /** Texts beyond ASCII are few: they may become strings. */
  private wideText(field: Field, span: { readonly from: number; readonly to: number }, mask: number): void {
    this.isWide = true;
    const text = textOf(this.frame, span).replaceAll('""', '"');
    const composed = text.normalize('NFC');
    if (composed !== text) this.find(field.nr, 'extf.row.not-nfc');
    const hidden = hiddenIn(text);
    if (hidden !== undefined) this.find(field.nr, 'extf.row.hidden-character', { character: nameOf(hidden) });
    this.isNoFormula(field.nr, text);
    if (text.includes('\ufffd') || this.isUndefined(text)) return this.lost(field.nr);
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return this.find(field.nr, 'extf.row.control-character');
    const count = composed.length;
    if (count > field.length) return this.find(field.nr, 'extf.row.too-long', { count, most: field.length });
    if (field.values !== undefined) return this.oneOf(field, span.from, span.to);
    const foreign = field.letters === undefined ? undefined : foreignCharacter(composed, mask);
    if (foreign !== undefined) return this.foreign(field, foreign);
    const beyond = beyond1252(composed);
    // Of what is hidden or calculates, more is told already.
    if (beyond !== undefined && hidden === undefined && !isFormula(text))
      this.find(field.nr, 'extf.row.beyond-1252', { character: nameOf(beyond) });
  }

  /** Bytes that Windows-1252 does not define come as controls. */
  private isUndefined(text: string): boolean {
    return this.context.trouble === 'undefined-bytes' && /[\u0080-\u009f]/.test(text);
  }

  /** A file whose characters are broken is told with its line; that a letter is missing there is the same thing. */
  private lost(column: number): void {
    if (this.context.trouble === undefined) this.find(column, 'extf.row.lost-letter');
  }
}

/** EXTF */
const MARK = [0x45, 0x58, 0x54, 0x46];

/** WKZ: three capitals. */
function isCurrency({ letters, length }: Field): boolean {
  return letters === 'capitals' && length === 3;
}

/** The bytes that a formula may begin with; asked for every text, so that only few become strings. */
const BEGINNINGS = Uint8Array.from({ length: 256 }, (_none, byte) =>
  Number("=+-@' ".includes(String.fromCharCode(byte))),
);
