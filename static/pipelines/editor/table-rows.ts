import { MAX_TABLE } from '../../../src/mapping/mapping';
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

/** A table with pasted rows, and those that it has no room for. */
type Joined = { readonly table: readonly TableRow[]; readonly left: readonly TableRow[] };

/** A pasted row replaces the one for the same value; the others come after, as long as there is room. */
export function joined(table: readonly TableRow[], pasted: readonly TableRow[]): Joined {
  const byWhen = new Map([...table, ...pasted].map((row) => [row.when.trim(), row]));
  const all = [...byWhen.values()];
  return { table: all.slice(0, MAX_TABLE), left: all.slice(MAX_TABLE) };
}

/** Rows as a spreadsheet copies them, to be pasted elsewhere. */
export function asText(rows: readonly TableRow[]): string {
  return rows.map(({ when, value, rate }) => [when, value, rate].map(asCell).join('\t')).join('\n');
}

/** What would be read as quoted, quoted. */
function asCell(cell: string): string {
  return /^".*"$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
