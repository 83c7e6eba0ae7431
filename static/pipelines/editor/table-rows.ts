import type { TableRow } from './form';

/** So many rows of a value table are drawn at once. */
export const AT_ONCE = 100;

/** A row with its place in the whole table. */
export type Shown = { readonly row: TableRow; readonly n: number };

/** The rows whose value in Looker or for DATEV contains what is looked for. */
export function searched(table: readonly TableRow[], search: string): readonly Shown[] {
  const wanted = search.trim().toLowerCase();
  const all = table.map((row, n) => ({ row, n }));
  if (wanted === '') return all;
  return all.filter(({ row }) => [row.when, row.value].some((text) => text.toLowerCase().includes(wanted)));
}

/** One row more to be filled in, where it can be seen: at the end, or on top of a table that is not drawn whole. */
export function withEmptyRow(table: readonly TableRow[]): readonly TableRow[] {
  const empty = { when: '', value: '', rate: '' };
  return table.length < AT_ONCE ? [...table, empty] : [empty, ...table];
}
