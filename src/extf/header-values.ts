/** The header line as values. What does not have DATEV's form is absent; `fields` keeps every value as it stands. */
export type ExtfHeader = {
  /** The 31 values in order, without their quotation marks; fewer when the line has fewer. */
  readonly fields: readonly string[];
  readonly category?: number;
  readonly formatVersion?: number;
  /** `<Beraternummer>-<Mandantennummer>` without leading zeros, e.g. `29098-55003`. */
  readonly mandant?: string;
  /** Days as `YYYY-MM-DD`. */
  readonly fiscalYearBegin?: string;
  readonly from?: string;
  readonly to?: string;
  readonly accountLength?: number;
  /** Bezeichnung: the batch's name in DATEV. */
  readonly label?: string;
  /** Festschreibung. */
  readonly locked?: boolean;
};
