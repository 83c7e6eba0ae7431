/** The booking rows of one file, as far as comparing needs them. */
export type Side = {
  /** A number per row, in order: rows with the same cells have the same number. */
  readonly marks: Float64Array;
  /** The cells of a row, 1 = first booking row, without quotation marks. */
  cells(row: number): readonly string[];
};

/** What happened to the rows from one revision to the next. Rows count from 1. */
export type Comparison = {
  readonly added: readonly number[];
  readonly removed: readonly number[];
  readonly edited: readonly EditedRow[];
};
export type EditedRow = {
  /** Its number in the older file. */
  readonly before: number;
  /** Its number in the newer file. */
  readonly after: number;
  /** DATEV's column numbers whose values differ; empty when only quotation marks differ. */
  readonly fields: readonly number[];
};

/** A stretch of rows, from inclusive, to exclusive, counted from 0. */
type Gap = {
  readonly beforeFrom: number;
  readonly beforeTo: number;
  readonly afterFrom: number;
  readonly afterTo: number;
};

/**
 * Compares two revisions of a file row by row. Rows that stand unchanged in both are found first (equal beginning and end,
 * then rows that occur once in either file, in order); what lies between them was added, removed or edited. Linear but for
 * a sort of the rows that moved: the cells of each row are asked for at most once, and only of rows that differ.
 */
export function compareRows(before: Side, after: Side): Comparison {
  const settling = new Settling(before, after);
  const [a, b] = [before.marks, after.marks];
  const trimmed = trim(a, b, { beforeFrom: 0, beforeTo: a.length, afterFrom: 0, afterTo: b.length });
  let { beforeFrom, afterFrom } = trimmed;
  const anchors = [...anchorsIn(a, b, trimmed), { before: trimmed.beforeTo, after: trimmed.afterTo }];
  for (const anchor of anchors) {
    const gap = trim(a, b, { beforeFrom, afterFrom, beforeTo: anchor.before, afterTo: anchor.after });
    settling.settle(gap);
    beforeFrom = anchor.before + 1;
    afterFrom = anchor.after + 1;
  }
  return settling.result;
}

/** A gap without its equal beginning and end. */
function trim(a: Float64Array, b: Float64Array, gap: Gap): Gap {
  let { beforeFrom, beforeTo, afterFrom, afterTo } = gap;
  while (beforeFrom < beforeTo && afterFrom < afterTo && a[beforeFrom] === b[afterFrom]) {
    beforeFrom++;
    afterFrom++;
  }
  while (beforeFrom < beforeTo && afterFrom < afterTo && a[beforeTo - 1] === b[afterTo - 1]) {
    beforeTo--;
    afterTo--;
  }
  return { beforeFrom, beforeTo, afterFrom, afterTo };
}

type Anchor = { readonly before: number; readonly after: number };

/** Rows that occur exactly once on either side, in an order that both files share. */
function anchorsIn(a: Float64Array, b: Float64Array, gap: Gap): readonly Anchor[] {
  const inBefore = positions(a, gap.beforeFrom, gap.beforeTo);
  const inAfter = positions(b, gap.afterFrom, gap.afterTo);
  const pairs: Anchor[] = [];
  for (const [mark, before] of inBefore) {
    const after = inAfter.get(mark);
    if (before >= 0 && after !== undefined && after >= 0) pairs.push({ before, after });
  }
  return longestRising(pairs);
}

/** Where each mark stands; -1 when it stands in several places. */
function positions(marks: Float64Array, from: number, to: number): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (let i = from; i < to; i++) {
    const mark = marks[i] ?? 0;
    found.set(mark, found.has(mark) ? -1 : i);
  }
  return found;
}

/** The longest part of the pairs (ordered by `before`) that rises in `after`, too (patience sorting). */
function longestRising(pairs: readonly Anchor[]): readonly Anchor[] {
  const tops: number[] = [];
  const previous = new Int32Array(pairs.length);
  for (const [index, pair] of pairs.entries()) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tops[middle] ?? 0]?.after ?? 0) < pair.after) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tops[low - 1] ?? -1) : -1;
    tops[low] = index;
  }
  const chain: Anchor[] = [];
  for (let at = tops.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) chain.push(pair);
  }
  return chain.reverse();
}

/** Beyond this many rows on either side nobody reads which row became which: they are paired in order. */
const LARGE_GAP = 500;
/** How far ahead the partner of a row is looked for. */
const WINDOW = 20;
/** So many cells are looked at for partners further ahead; a file of very many very wide rows is then paired in order. */
const MAX_AHEAD = 50_000_000;

type Result = {
  readonly added: number[];
  readonly removed: number[];
  readonly edited: EditedRow[];
};

/** Pairs the rows of gaps that still resemble each other; the others were added or removed. A class because it remembers. */
class Settling {
  readonly result: Result = { added: [], removed: [], edited: [] };
  /** Rows of the older file that were looked at and may be again: every row is read once. */
  private readonly read = new Map<number, readonly string[]>();
  private ahead = 0;

  constructor(
    private readonly before: Side,
    private readonly after: Side,
  ) {}

  settle(gap: Gap): void {
    const { added, edited } = this.result;
    let old = gap.beforeFrom;
    for (let row = gap.afterFrom; row < gap.afterTo; row++) {
      const partner = old < gap.beforeTo ? this.partnerOf(row, old, gap) : undefined;
      if (partner === undefined) {
        added.push(row + 1);
        continue;
      }
      this.leaveOut(old, partner.before);
      old = partner.before + 1;
      this.read.delete(partner.before);
      edited.push({ before: partner.before + 1, after: row + 1, fields: partner.fields });
    }
    this.leaveOut(old, gap.beforeTo);
  }

  private leaveOut(from: number, to: number): void {
    for (let old = from; old < to; old++) {
      this.result.removed.push(old + 1);
      this.read.delete(old);
    }
  }

  private partnerOf(
    row: number,
    from: number,
    gap: Gap,
  ): { readonly before: number; readonly fields: readonly number[] } | undefined {
    const isLarge = gap.beforeTo - gap.beforeFrom > LARGE_GAP || gap.afterTo - gap.afterFrom > LARGE_GAP;
    const isSpent = this.ahead > MAX_AHEAD;
    const to = Math.min(gap.beforeTo, from + (isLarge || isSpent ? 1 : WINDOW));
    const cells = this.after.cells(row + 1);
    for (let old = from; old < to; old++) {
      const { fields, isAlike } = difference(this.cellsBefore(old), cells);
      if (isAlike) return { before: old, fields };
      this.ahead += cells.length;
    }
    return undefined;
  }

  private cellsBefore(old: number): readonly string[] {
    const known = this.read.get(old);
    if (known !== undefined) return known;
    const cells = this.before.cells(old + 1);
    this.read.set(old, cells);
    return cells;
  }
}

/** Which columns differ; alike = at least half of the filled columns are the same. */
function difference(
  old: readonly string[],
  now: readonly string[],
): { readonly fields: readonly number[]; readonly isAlike: boolean } {
  const fields: number[] = [];
  let filled = 0;
  for (let i = 0; i < Math.max(old.length, now.length); i++) {
    const [was, is] = [old[i] ?? '', now[i] ?? ''];
    if (was !== '' || is !== '') filled++;
    if (was !== is) fields.push(i + 1);
  }
  return { fields, isAlike: fields.length * 2 <= filled };
}
