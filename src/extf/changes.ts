import { present } from '../kernel/present';
import { sideOf } from './check/side';
import { compareRows, type EditedRow } from './compare';
import { cellsIn, type ExtfFile, readExtf } from './read/read';

/** More rows than this nobody reads one by one; the counts are complete. */
const MAX_ROWS = 100;
/** A program that writes "Erzeugt am" anew with every export has changed nothing. */
const CREATED_AT = 6;

/**
 * What changed from one revision of a booking file to the next, never a value: how many rows were added, removed and edited;
 * DATEV's column numbers that differ in edited rows; the first edited rows by their number in the new file, with columns;
 * columns of the header line that differ; and of which format the columns are, where we know it. Never throws, whatever the bytes.
 */
export function changesBetween(before: Uint8Array, after: Uint8Array) {
  const [old, now] = [readExtf(before), readExtf(after)];
  const { added, removed, edited } = compareRows(sideOf(old), sideOf(now));
  const real = edited.filter((row) => row.fields.length > 0);
  return {
    ...present({ category: now.format?.category }),
    added: added.length,
    removed: removed.length,
    edited: real.length,
    fields: fieldsIn(real),
    rows: real.slice(0, MAX_ROWS).map(({ after: row, fields }) => ({ row, fields })),
    header: headerChanges(old, now),
  };
}

/** One by one: a file of 99,999 rows that all differ everywhere would make a list of ten millions. */
function fieldsIn(rows: readonly EditedRow[]): readonly number[] {
  const fields = new Set<number>();
  for (const row of rows) for (const field of row.fields) fields.add(field);
  return [...fields].sort((a, b) => a - b);
}

function headerChanges(old: ExtfFile, now: ExtfFile): readonly number[] {
  const [was, is] = [cellsIn(old, old.headerLine), cellsIn(now, now.headerLine)];
  return Array.from({ length: Math.max(was.length, is.length) }, (_, i) => i + 1).filter(
    (nr) => nr !== CREATED_AT && was[nr - 1]?.text !== is[nr - 1]?.text,
  );
}
