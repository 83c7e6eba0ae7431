const QUOTE = 0x22;
const SEMICOLON = 0x3b;
const LF = 0x0a;
const CR = 0x0d;

/** What a cell looks like, as bits. */
export const FORM = {
  /** It stands in quotation marks. */
  quoted: 1,
  /** It has doubled quotation marks inside. */
  doubled: 2,
  /** It has bytes beyond ASCII. */
  high: 4,
  /** It has a control character, such as a line break. */
  control: 8,
  /** Its quotation marks do not fit: one is missing, or stands single inside. */
  broken: 16,
} as const;

/** What is told while rows are read; columns and byte offsets are numbers, so that no object is made per cell. */
export type Visitor = {
  /** 1 where an empty text in quotation marks is what belongs there: such a cell is not told. Index = column. */
  readonly emptyTextFits: Uint8Array;
  /** A cell that is not empty, from its first byte (its quotation mark) to behind its last. */
  cell(column: number, from: number, to: number): void;
  /** The form of the cell that is told next. */
  form: number;
  /** A row is complete. Blank lines are not rows. */
  row(from: number, to: number, columns: number): void;
};

/** Which bit of a form a byte sets. */
const SETS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === QUOTE) return FORM.broken;
  return byte < 0x20 || byte === 0x7f ? FORM.control : byte > 0x7f ? FORM.high : 0;
});

/**
 * Reads rows in one pass, each byte once; `bytes` must be an encoding that contains ASCII (Windows-1252, UTF-8). A text in
 * quotation marks may contain semicolons, doubled marks and line breaks. Where marks do not fit, the damage ends with the
 * line it begins in: a forgotten mark does not swallow the rest of the file.
 */
export function scanRows(bytes: Uint8Array, start: number, visitor: Visitor): void {
  const end = bytes.length;
  const { emptyTextFits } = visitor;
  let at = start;
  while (at < end) {
    at = afterBlankLine(bytes, at);
    if (at >= end) return;
    const from = at;
    let column = 1;
    for (;;) {
      const byte = at < end ? bytes[at] : LF;
      if (byte === SEMICOLON) {
        column++;
        at++;
        continue;
      }
      if (byte === CR || byte === LF) break;
      if (
        byte === QUOTE &&
        bytes[at + 1] === QUOTE &&
        bytes[at + 2] === SEMICOLON &&
        emptyTextFits[column] === 1
      ) {
        column++;
        at += 3;
        continue;
      }
      const to = byte === QUOTE ? textEnd(bytes, at, visitor) : plainEnd(bytes, at, visitor);
      visitor.cell(column, at, to);
      at = to;
    }
    visitor.row(from, at, column);
    at += bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1;
  }
}

/** Behind the last byte of a cell without quotation marks. */
function plainEnd(bytes: Uint8Array, from: number, visitor: Visitor): number {
  const end = bytes.length;
  let form = 0;
  let at = from;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === SEMICOLON || byte === LF || byte === CR) break;
    form |= SETS[byte] ?? 0;
  }
  visitor.form = form;
  return at;
}

/** So far a text may go on over a line end; more is a forgotten quotation mark. */
const MAX_BEYOND = 4096;

/** Behind the closing quotation mark of a text, or, where there is none that fits, behind the cell as far as one can tell. */
function textEnd(bytes: Uint8Array, from: number, visitor: Visitor): number {
  const end = bytes.length;
  let form: number = FORM.quoted;
  let firstBreak = -1;
  for (let at = from + 1; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) {
      if (bytes[at + 1] !== QUOTE) {
        if (!endsCell(bytes, at + 1)) return brokenEnd(bytes, { at, firstBreak }, visitor);
        visitor.form = form;
        return at + 1;
      }
      form |= FORM.doubled;
      at++;
      continue;
    }
    form |= SETS[byte] ?? 0;
    if (firstBreak < 0) firstBreak = byte === LF || byte === CR ? at : -1;
    else if (at - firstBreak > MAX_BEYOND) break;
  }
  return brokenEnd(bytes, { at: end, firstBreak }, visitor);
}

function endsCell(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  return byte === SEMICOLON || byte === CR || byte === LF || byte === undefined;
}

function brokenEnd(
  bytes: Uint8Array,
  where: { readonly at: number; readonly firstBreak: number },
  visitor: Visitor,
): number {
  const to = where.firstBreak >= 0 ? where.firstBreak : plainEnd(bytes, where.at, visitor);
  visitor.form = FORM.quoted | FORM.broken;
  return to;
}

/** Where the first line begins that is not blank. */
function afterBlankLine(bytes: Uint8Array, from: number): number {
  let start = from;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x20) return start;
    if (byte === LF || byte === CR) start = at + 1;
  }
  return bytes.length;
}
