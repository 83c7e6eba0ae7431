/** A job that DATEV made; nothing is in it yet. */
export type OpenedJob = {
  readonly jobId: string;
  /** Sachkontenlänge of the fiscal year the month lies in. */
  readonly accountLength?: number;
  /** The invoice folders or cash books that document.xml may name. */
  readonly folders: readonly string[];
};

/**
 * 0 open · 1 in progress · 2 processed · 3 not processed · 4 partially processed · 5 cancelled in Belege online · 6 could
 * not be cancelled there.
 */
export type DxsoStatus = 0 | 1 | 2 | 3 | 4 | 5 | 6;
