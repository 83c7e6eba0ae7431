import type { Values } from '../../kernel/text';
import type { RowCode } from './row-code';

/** What is wrong with one booking row. */
export type RowFinding = {
  readonly severity: 'error' | 'warning';
  readonly class: 'row';
  readonly code: RowCode;
  /** 1 = the first row after the column names. */
  readonly row: number;
  /** DATEV's column number. */
  readonly field: number;
  /** Counts, limits and names of characters for the text; never what stands in the row. */
  readonly values: Values;
};
