import { present } from '../../src/kernel/present';
import type { SheetEdit, SheetMend } from './sheet';

/** What a person has typed so far: by the mend, and for single rows of it. */
export type Draft = {
  readonly values: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, string>>;
};

export const NOTHING: Draft = { values: {}, rows: {} };

/** A new value for all rows of a mend; `undefined` takes it back. Single rows go with it. */
export function withValue(draft: Draft, mend: SheetMend, value: string | undefined): Draft {
  const rows = Object.fromEntries(
    Object.entries(draft.rows).filter(([key]) => !key.startsWith(`${mend.key}\n`)),
  );
  return { values: without(draft.values, mend.key, value), rows };
}

/** A new value for one row of a mend alone. */
export function withRowValue(draft: Draft, at: { mend: SheetMend; row: number }, value: string): Draft {
  return { ...draft, rows: { ...draft.rows, [keyOf(at.mend, at.row)]: value } };
}

/** What is typed for a row of a mend. */
export function typedFor(draft: Draft, mend: SheetMend, row: number): string | undefined {
  return draft.rows[keyOf(mend, row)] ?? draft.values[mend.key];
}

/** The values to put in: those that differ from what stands there. */
export function editsOf(mends: readonly SheetMend[], draft: Draft): readonly SheetEdit[] {
  return mends.flatMap((mend) =>
    mend.rows.flatMap((row) => {
      const value = typedFor(draft, mend, row);
      const { field, file } = mend;
      return value === undefined || value === mend.value ? [] : [{ row, field, value, ...present({ file }) }];
    }),
  );
}

/** Of these, what has to be judged: one for all rows that get the same, and each that a row has alone. */
export function editsToJudge(mends: readonly SheetMend[], draft: Draft): readonly SheetEdit[] {
  const judged = mends.map((mend) => {
    const isAlone = (row: number) => keyOf(mend, row) in draft.rows;
    const same = mend.rows.find((row) => !isAlone(row));
    return { ...mend, rows: [...(same === undefined ? [] : [same]), ...mend.rows.filter(isAlone)] };
  });
  return editsOf(judged, draft);
}

function keyOf(mend: SheetMend, row: number): string {
  return `${mend.key}\n${row}`;
}

function without(
  all: Readonly<Record<string, string>>,
  key: string,
  value: string | undefined,
): Readonly<Record<string, string>> {
  if (value !== undefined) return { ...all, [key]: value };
  const { [key]: _, ...rest } = all;
  return rest;
}
