import { charsetOf, type ExtfFile, textOf } from '../read/read';
import { FORM, scanRows, type Visitor } from '../read/scan';

const NONE_FITS = new Uint8Array(1);

/**
 * The texts of rows, as `cellsOf` gives them, without an object and a decoder per cell: where two files of a hundred
 * thousand rows differ everywhere, 25 million cells are read. A class because it is a visitor that is used again.
 */
export class RowTexts implements Visitor {
  readonly emptyTextFits = NONE_FITS;
  form = 0;
  private texts: string[] = [];
  private piece = '';
  private start = 0;
  private readonly isUtf8: boolean;
  /** One character per byte: places in the bytes are places in the text. Only used for ASCII. */
  private readonly letters = new TextDecoder('windows-1252');
  private readonly utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(private readonly file: ExtfFile) {
    this.isUtf8 = charsetOf(file.encoding) === 'utf-8';
  }

  /** The cells of a booking row, 1 = the first after the column names, without quotation marks. */
  of(row: number): readonly string[] {
    const from = this.file.from[row - 1];
    const to = this.file.to[row - 1];
    if (from === undefined || to === undefined) return [];
    this.texts = [];
    this.start = from;
    this.piece = this.letters.decode(this.file.bytes.subarray(from, to));
    scanRows(this.file.bytes.subarray(0, to), from, this);
    return this.texts;
  }

  cell(column: number, from: number, to: number): void {
    while (this.texts.length < column - 1) this.texts.push('');
    const isQuoted = (this.form & FORM.quoted) !== 0 && (this.form & FORM.broken) === 0;
    const inner = isQuoted ? { from: from + 1, to: to - 1 } : { from, to };
    const text = this.textIn(inner);
    this.texts.push((this.form & FORM.doubled) === 0 ? text : text.replaceAll('""', '"'));
  }

  private textIn(span: { readonly from: number; readonly to: number }): string {
    // What is broken is not told to be beyond ASCII.
    if ((this.form & (FORM.high | FORM.broken)) === 0)
      return this.piece.slice(span.from - this.start, span.to - this.start);
    return this.isUtf8
      ? this.utf8.decode(this.file.bytes.subarray(span.from, span.to))
      : textOf(this.file, span);
  }

  row(_from: number, _to: number, columns: number): void {
    while (this.texts.length < columns) this.texts.push('');
  }
}
