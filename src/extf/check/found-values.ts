import type { ExtfFile } from '../read/read';
import { RowTexts } from './row-texts';

type Placed = { readonly row?: number | undefined; readonly field?: number | string | undefined };

/**
 * What stands where something was found: the value of a row's column, or of a header field. For the person at the screen
 * only. Quick where findings come by row, because the row that was read last is kept.
 */
export function valuesIn(file: ExtfFile): (at: Placed) => string | undefined {
  const rows = new RowTexts(file);
  let last: { readonly row: number; readonly cells: readonly string[] } = { row: 0, cells: [] };
  return ({ row, field }) => {
    if (typeof field !== 'number') return undefined;
    if (row === undefined) return file.header.fields[field - 1];
    if (row !== last.row) last = { row, cells: rows.of(row) };
    return last.cells[field - 1];
  };
}
