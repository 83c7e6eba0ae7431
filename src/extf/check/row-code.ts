/**
 * What can be wrong with a booking row, whether we found it in a file or refuse to write it. One code, one rule; the words
 * for people are in the texts `extf-rows`, the catalogue with its sources in docs/extf-checks.md.
 */
export type RowCode =
  | 'extf.row.columns-missing'
  | 'extf.row.columns-extra'
  | 'extf.row.line-end'
  /** A row of semicolons. */
  | 'extf.row.nothing'
  | 'extf.row.required'
  | 'extf.row.quote-broken'
  | 'extf.row.quotes-missing'
  | 'extf.row.quotes-needless'
  | 'extf.row.control-character'
  /** A replacement character: whoever wrote the file had lost the letter already. */
  | 'extf.row.lost-letter'
  | 'extf.row.beyond-1252'
  | 'extf.row.not-nfc'
  /** Direction marks and zero widths. */
  | 'extf.row.hidden-character'
  /** A spreadsheet that opens the file would calculate with it. */
  | 'extf.row.formula'
  /** The chosen encoding has no such character (writing only). */
  | 'extf.row.unwritable'
  | 'extf.row.too-long'
  | 'extf.row.too-many-digits'
  | 'extf.row.letters'
  | 'extf.row.currency'
  | 'extf.row.iban'
  | 'extf.row.value'
  | 'extf.row.amount-form'
  | 'extf.row.amount-decimals'
  | 'extf.row.number-form'
  | 'extf.row.zero'
  | 'extf.row.account-form'
  | 'extf.row.account-length'
  | 'extf.row.day-form'
  | 'extf.row.day-outside-year'
  | 'extf.row.day-outside-period'
  /** The header line itself contradicts: its period is not in its fiscal year. Told once, at the first row it concerns. */
  | 'extf.row.period-outside-year'
  | 'extf.row.currency-triple'
  | 'extf.row.base-amount'
  | 'extf.row.same-account'
  | 'extf.row.due-without-partner'
  | 'extf.row.tax-key-on-automatic'
  | 'extf.row.discount'
  | 'extf.row.pair'
  | 'extf.row.guid'
  | 'extf.row.locking-empty'
  | 'extf.row.locking-mixed'
  /** The header line says the opposite, and one locked row locks the batch. */
  | 'extf.row.locking-header'
  | 'extf.row.reserved'
  /** Writing only: a value for a column that does not exist, or a second one for the same column. */
  | 'extf.row.column'
  /** Writing only: a value of another kind than the column's, such as a text for an amount. */
  | 'extf.row.kind'
  /** Writing only: more pairs of Beleginfo or Zusatzinformation than there are columns for. */
  | 'extf.row.too-many';
