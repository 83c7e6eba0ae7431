/**
 * A value of a row as Looker sent it: numbers as their exact text (never through a floating-point number), yes/no as
 * `true` or `false`, `null` where Looker has nothing.
 */
export type Cell = string | null;

/** One row, its cells in the order of the fields asked for. */
export type Row = readonly Cell[];
