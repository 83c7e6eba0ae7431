import * as v from 'valibot';

/**
 * What people may know of an execution beyond its counts: control totals, findings with values, columns that changed. All
 * of it ledger data, so it stands beside the files and is shown in our panels only.
 */

const Sum = v.pipe(v.string(), v.regex(/^-?\d+$/));
const Side = v.object({
  rows: v.number(),
  /** Cents, as text. */
  soll: v.exactOptional(Sum),
  haben: v.exactOptional(Sum),
  sum: v.exactOptional(Sum),
});

/** What is wrong with rows of one place, counted over all of them. */
const Fault = v.object({
  code: v.string(),
  target: v.exactOptional(v.string()),
  column: v.exactOptional(v.string()),
  /** The first of its rows. */
  row: v.exactOptional(v.number()),
  rows: v.number(),
  most: v.exactOptional(v.number()),
  field: v.exactOptional(v.number()),
  values: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
  /** The values that it met, the most frequent first; and how many others. */
  met: v.array(v.object({ value: v.string(), rows: v.number() })),
  moreValues: v.number(),
});

export const RunDetail = v.object({
  v: v.literal(1),
  rows: v.number(),
  lines: v.number(),
  leftOut: v.number(),
  rejected: v.number(),
  /** What Looker gave: rows, and the signed sum of its amounts. */
  source: v.exactOptional(Side),
  /** What the mapping made of it. */
  made: v.exactOptional(Side),
  /** What our own reader finds in the files. */
  files: v.exactOptional(Side),
  /** Where two neighbours of the chain differ. */
  differs: v.array(v.string()),
  findings: v.array(
    v.object({
      row: v.exactOptional(v.number()),
      code: v.string(),
      target: v.exactOptional(v.string()),
      column: v.exactOptional(v.string()),
      value: v.exactOptional(v.string()),
      most: v.exactOptional(v.number()),
      /** Of the writer: DATEV's column. */
      field: v.exactOptional(v.number()),
      values: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
    }),
  ),
  moreFindings: v.number(),
  /** All findings, as things to mend; absent: an earlier version of the app executed it. */
  faults: v.exactOptional(v.array(Fault)),
  drift: v.array(
    v.object({
      is: v.picklist(['missing', 'retyped']),
      field: v.string(),
      was: v.exactOptional(v.string()),
      now: v.exactOptional(v.string()),
      candidates: v.array(v.string()),
    }),
  ),
  /** Looker's own words for a failed query. */
  verbatim: v.exactOptional(v.string()),
});
export type RunDetail = v.InferOutput<typeof RunDetail>;

/** More findings help nobody. */
export const MAX_FINDINGS = 500;

export const NO_DETAIL: RunDetail = {
  v: 1,
  rows: 0,
  lines: 0,
  leftOut: 0,
  rejected: 0,
  differs: [],
  findings: [],
  moreFindings: 0,
  drift: [],
};
