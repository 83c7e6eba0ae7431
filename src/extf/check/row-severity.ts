import type { Field } from '../field';
import type { RowCode } from './row-code';

/**
 * Where DATEV's own samples break the rule, or where the rule is known only from a transcription, a finding is a warning:
 * the file goes, a person knows.
 */
const WARNINGS: ReadonlySet<RowCode> = new Set([
  'extf.row.columns-missing',
  'extf.row.line-end',
  'extf.row.quotes-missing',
  'extf.row.quotes-needless',
  'extf.row.beyond-1252',
  'extf.row.not-nfc',
  'extf.row.hidden-character',
  'extf.row.formula',
  'extf.row.amount-decimals',
  'extf.row.base-amount',
  'extf.row.same-account',
  'extf.row.due-without-partner',
  'extf.row.tax-key-on-automatic',
  'extf.row.pair',
  'extf.row.locking-empty',
  'extf.row.locking-mixed',
  'extf.row.reserved',
]);

/** How grave a finding is in this column. */
export function severityOf(code: RowCode, field: Field | undefined): 'error' | 'warning' {
  if (WARNINGS.has(code)) return 'warning';
  const isTranscribed =
    code === 'extf.row.letters' && (field?.letters === 'word' || field?.letters === 'kost');
  return isTranscribed ? 'warning' : 'error';
}
