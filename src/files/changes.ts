import { compareRows } from '../extf/compare';
import { cellsIn, type ExtfFile, readExtf } from '../extf/read';
import { sideOf } from '../extf/side';
import type { FileChanges } from '../jobs/submission';

/** More rows than this nobody reads one by one; the counts are complete. */
const MOST_ROWS = 100;
/** A program that writes "Erzeugt am" anew with every export has changed nothing. */
const CREATED_AT = 6;

/** What changed from one revision of a booking file to the next: rows and columns, never a value. */
export function changesBetween(before: Uint8Array, after: Uint8Array): Omit<FileChanges, 'against'> {
  const [old, now] = [readExtf(before), readExtf(after)];
  const { added, removed, edited } = compareRows(sideOf(old), sideOf(now));
  const real = edited.filter((row) => row.fields.length > 0);
  return {
    added: added.length,
    removed: removed.length,
    edited: real.length,
    fields: [...new Set(real.flatMap((row) => row.fields))].sort((a, b) => a - b),
    rows: real.slice(0, MOST_ROWS).map(({ after: row, fields }) => ({ row, fields })),
    header: headerChanges(old, now),
  };
}

function headerChanges(old: ExtfFile, now: ExtfFile): readonly number[] {
  const [was, is] = [cellsIn(old, old.headerLine), cellsIn(now, now.headerLine)];
  return Array.from({ length: Math.max(was.length, is.length) }, (_, i) => i + 1).filter(
    (nr) => nr !== CREATED_AT && was[nr - 1]?.text !== is[nr - 1]?.text,
  );
}
