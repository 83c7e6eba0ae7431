import type { StoredFile } from './stored-file';

/**
 * A run: one execution of a pipeline for one period. It is a submission of its own – it owes effects, has an issue when it
 * fails, is audited and replayed – whose attempts are executions and whose result are other submissions: the files.
 */
export type RunAbout = {
  readonly pipeline: string;
  /** The pipeline's name when the run began. */
  readonly name: string;
  /** `2026-11`, `2026-Q4` or `2026-11-30`. */
  readonly period: string;
  /** One run per pipeline, period and revision; a person may order a further one after a delivery. */
  readonly revision: number;
  /** `rule`: an action of an Automation rule, as the person who started the run. */
  readonly by: 'schedule' | 'person' | 'hook' | 'looker' | 'rule';
  /** Everything but the transmission. */
  readonly isDry?: true;
  /** When it has to be delivered; later it is told as missing. */
  readonly expectedBy: string;
  /** Told as missing. */
  readonly lateAt?: string;
  /** A person accepted an unusual number of rows or unusual totals for the next execution. */
  readonly mayDiffer?: true;
  /** What Looker was asked and has not answered yet, by the execution. */
  readonly progress?: RunProgress;
  /** What the newest execution made. */
  readonly made?: Made;
  /** The second person; alone only where an earlier version of the app asked, which did not note what was approved. */
  readonly approvedBy?: string;
  readonly approval?: Approval;
  /** Submissions of its files. */
  readonly children?: readonly string[];
  /** What of it is at DATEV although not all is. */
  readonly handed?: Handed;
};

/** Of the files of a run that ended otherwise than delivered: how many arrived. */
export type Handed = {
  readonly files: number;
  readonly delivered: number;
  /** Packages of which DATEV took a part; absent: none. */
  readonly partly?: number;
  /** Gone on with since, and not at their end; absent: none. */
  readonly open?: number;
};

/** Where a file of a run comes from. */
export type RunOrigin = {
  /** The run's submission. */
  readonly run: string;
  readonly pipeline: string;
  readonly period: string;
  /** From 1, of `of` files. */
  readonly part: number;
  readonly of: number;
};

/** Handles of work under way at Looker, so that an interrupted execution goes on instead of asking again. */
export type RunProgress = {
  /** Of the configuration with which Looker was asked. */
  readonly version: number;
  readonly task?: {
    readonly id: string;
    readonly tries: number;
    readonly expiredSince?: string;
  };
  /** By the pipeline's document sources. */
  readonly pdfs: readonly (
    | { readonly is: 'asked'; readonly id: string; readonly tries: number }
    | { readonly is: 'there'; readonly file: StoredFile; readonly guid: string }
  )[];
};

/** What the files of an execution were made with. */
export type Basis = { readonly pipeline: Fixed; readonly plan: Fixed };
/** A configuration or an account plan as it was accepted under a number; the SHA-256 is of its canonical JSON. */
export type Fixed = { readonly version: number; readonly sha256: string };

/** A second person's yes to exactly these bytes, made with exactly this. */
export type Approval = {
  readonly by: string;
  readonly at: string;
  /** Which execution. */
  readonly revision: number;
  /** SHA-256 of every file, in their order. */
  readonly files: readonly string[];
  /** Absent: an earlier version of the app made the files and did not note with what. */
  readonly basis?: Basis;
};

/** What an execution made: files that wait for being handed over, and the report in which every source row stands. */
export type Made = {
  readonly revision: number;
  /** Of the pipeline's configuration. */
  readonly version: number;
  /** Counts only: sums are ledger values and stand in the report. */
  readonly rows: number;
  readonly lines: number;
  readonly leftOut: number;
  readonly basis?: Basis;
  /** Fixed here, whatever becomes of the pipeline: nothing of it goes before a second person approved. */
  readonly needsApproval?: true;
  /** Who handed in the images that its packages carry. Absent: nobody, or an earlier version of the app did not note it. */
  readonly givenBy?: readonly string[];
  /** Which images that people handed in it took for whose invoices, not readable (`runs/given-images`). Absent: none. */
  readonly linked?: readonly string[];
  /** Images first. */
  readonly files: readonly Produced[];
};

/** A file that an execution made, ready to become a submission. */
export type Produced = {
  readonly kind: 'extf' | 'dxso' | 'document';
  readonly file: StoredFile;
};
