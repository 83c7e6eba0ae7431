import type { Comparison, EditedRow, Side } from '../../src/extf/compare';

/**
 * How two revisions were compared before it became linear: rows are read anew for each look. It judges how the rows of a gap are
 * paired; how gaps are found is the same in both, and is judged by applying what was found (test/extf/compare).
 */

/** A stretch of rows, from inclusive, to exclusive, counted from 0. */
type Gap = {
  readonly beforeFrom: number;
  readonly beforeTo: number;
  readonly afterFrom: number;
  readonly afterTo: number;
};

export function compareAsBefore(before: Side, after: Side): Comparison {
  const result = { added: [] as number[], removed: [] as number[], edited: [] as EditedRow[] };
  const [a, b] = [before.marks, after.marks];
  const trimmed = trim(a, b, { beforeFrom: 0, beforeTo: a.length, afterFrom: 0, afterTo: b.length });
  let { beforeFrom, afterFrom } = trimmed;
  const anchors = [...anchorsIn(a, b, trimmed), { before: trimmed.beforeTo, after: trimmed.afterTo }];
  for (const anchor of anchors) {
    const gap = trim(a, b, { beforeFrom, afterFrom, beforeTo: anchor.before, afterTo: anchor.after });
    settle(before, after, { gap, result });
    beforeFrom = anchor.before + 1;
    afterFrom = anchor.after + 1;
  }
  return result;
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

type Settling = {
  readonly gap: Gap;
  readonly result: { added: number[]; removed: number[]; edited: EditedRow[] };
};

/** Pairs the rows of a gap that still resemble each other; the others were added or removed. */
function settle(before: Side, after: Side, { gap, result }: Settling): void {
  let old = gap.beforeFrom;
  for (let row = gap.afterFrom; row < gap.afterTo; row++) {
    const partner = partnerOf(before, after, { row, from: old, gap });
    if (partner === undefined) {
      result.added.push(row + 1);
      continue;
    }
    for (; old < partner.before; old++) result.removed.push(old + 1);
    old = partner.before + 1;
    result.edited.push({ before: partner.before + 1, after: row + 1, fields: partner.fields });
  }
  for (; old < gap.beforeTo; old++) result.removed.push(old + 1);
}

function partnerOf(
  before: Side,
  after: Side,
  at: { readonly row: number; readonly from: number; readonly gap: Gap },
): { readonly before: number; readonly fields: readonly number[] } | undefined {
  const { gap, row, from } = at;
  const isLarge = gap.beforeTo - gap.beforeFrom > LARGE_GAP || gap.afterTo - gap.afterFrom > LARGE_GAP;
  const to = Math.min(gap.beforeTo, from + (isLarge ? 1 : WINDOW));
  const cells = after.cells(row + 1);
  for (let old = from; old < to; old++) {
    const { fields, isAlike } = difference(before.cells(old + 1), cells);
    if (isAlike) return { before: old, fields };
  }
  return undefined;
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
