/** What is known of a file that a submission has at rest, or had. */
export type StoredFile = {
  readonly revision: number;
  readonly fileId: string;
  readonly name: string;
  /** Of the raw bytes, lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number;
  readonly label?: string;
  /** `YYYYMM` of the header's "Datum von", for the file name. */
  readonly period?: string;
  /** Absent: an EXTF batch. */
  readonly kind?: 'dxso' | 'document';
  /** Of a DXSO package: which of DATEV's jobs it needs, and how many files it has. */
  readonly package?: PackageAbout;
  /** Of an image: what DATEV files it under. */
  readonly document?: { readonly type: string; readonly note?: string };
  /** First day of the fiscal year and Sachkontenlänge as the file's header says. */
  readonly fiscalYear?: string;
  readonly accountLength?: number;
  /** How many stored pieces its compressed bytes have. */
  readonly chunks: number;
  /** Atlassian account id of the person who gave it. */
  readonly by: string;
  /** Of a file taken over from the issue: who attached it there, where that is somebody else. */
  readonly author?: string;
  readonly at: string;
  readonly warnings: number;
  /**
   * Findings that DATEV's interface would let pass and Rechnungswesen would not: the file waits until it is replaced or
   * an allowed person overrules them.
   */
  readonly errors?: number;
  readonly overruled?: { readonly by: string; readonly at: string; readonly reason: string };
  /** A second person approved exactly these bytes, which are not those that the run made. */
  readonly approved?: { readonly by: string; readonly at: string };
  /** What changed since the revision before, by row and column; never a value. */
  readonly changes?: FileChanges;
  /** Set when retention removed the bytes; hash and name stay. */
  readonly deletedAt?: string;
};

export type PackageAbout = {
  readonly ledger: 'accountsPayableLedger' | 'accountsReceivableLedger' | 'cashLedger';
  /** `YYYY-MM`. */
  readonly month: string;
  /** Files in it, document.xml included. */
  readonly parts: number;
  /** Documents that DATEV has already and that were left out. */
  readonly leftOut?: number;
};

export type FileChanges = {
  /** The revision compared with. */
  readonly against: number;
  /** DATEV's Formatkategorie, by which the columns are named. Absent: not known, or noted by an earlier version of the app. */
  readonly category?: number;
  readonly added: number;
  readonly removed: number;
  readonly edited: number;
  /** DATEV's column numbers that differ in any edited row. */
  readonly fields: readonly number[];
  /** The first edited rows, by their number in the new file, with the columns that differ. */
  readonly rows: readonly { readonly row: number; readonly fields: readonly number[] }[];
  /** Columns of the header line that differ. */
  readonly header: readonly number[];
};
