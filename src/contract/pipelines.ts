import type { AccountPlan } from '../accounts/plan';
import type { RefusalReason } from '../hooks/refusals';
import type { Mapping, Target } from '../mapping/mapping';
import type { PeriodUnit, Pipeline, SourceField } from '../pipelines/pipeline';
import type { ActionView, ConfigChange, ProblemView, SubmissionView, Tone } from './answers';

/** What the backend answers about pipelines, account plans, runs and Looker. */

export type Choice = { readonly id: string; readonly label: string; readonly hint?: string };

/** `pipelines.view`. */
export type PipelinesAnswer = {
  readonly may: { readonly edit: ActionView; readonly run: ActionView };
  readonly connections: readonly Choice[];
  readonly mandanten: readonly (Choice & { readonly hasPlan: boolean })[];
  readonly pipelines: readonly PipelineRow[];
  /** Runs that wait for an approval which this person may give, the longest waiting first. */
  readonly forMe: readonly WaitingRun[];
};
/** A run that waits for somebody's approval. */
export type WaitingRun = Pick<RunRow, 'submissionId' | 'periodLabel' | 'since' | 'rows' | 'issueKey'> & {
  /** Of the pipeline, when the run began. */
  readonly name: string;
  readonly mandant: string;
  readonly mandantName?: string;
};
export type PipelineRow = {
  readonly id: string;
  readonly name: string;
  readonly mandant: string;
  readonly mandantName?: string;
  readonly isActive: boolean;
  readonly unit: PeriodUnit;
  /** IANA, decides which periods have ended. */
  readonly timezone: string;
  /** `Am 3. Werktag nach Monatsende um 06:00 (Bayern)`. */
  readonly calendar: string;
  readonly output: string;
  readonly next?: { readonly at: string; readonly local: string; readonly period: string };
  readonly newest?: RunRow;
  /** For firm leads. */
  readonly approvalOff?: ApprovalOffView;
};
/** That the approval of a pipeline was, or is to be, switched off. */
export type ApprovalOffView = {
  readonly isPending: boolean;
  readonly text: string;
  readonly confirm: ActionView;
};
export type RunRow = {
  readonly submissionId: string;
  readonly period: string;
  readonly periodLabel: string;
  readonly isDry: boolean;
  readonly lozenge: { readonly text: string; readonly tone: Tone };
  readonly sentence: string;
  readonly startedAt: string;
  /** Since when it stands as the lozenge says. */
  readonly since: string;
  readonly rows?: number;
  readonly issueKey?: string;
};

/** `pipeline.view`. */
export type PipelineAnswer = {
  readonly pipeline: Pipeline;
  readonly version: number;
  readonly runs: readonly RunRow[];
  readonly upcoming: readonly { readonly at: string; readonly local: string; readonly period: string }[];
  /** For firm leads. */
  readonly approvalOff?: ApprovalOffView;
};

/** `pipeline.run`: `already` when the period has a run, which is then the one named. */
export type RunBegun =
  | { readonly is: 'begun'; readonly submissionId: string }
  | {
      readonly is: 'already';
      readonly submissionId: string;
      /** How the newest run of the period stands. */
      readonly sentence: string;
      /** Another one is only possible when that has ended; `sent`: it may book twice. */
      readonly further: 'not-yet' | 'nothing-sent' | 'sent';
      /** It is no run of the period, but one of another unit that has days of it. */
      readonly shares?: true;
    };

/** `pipeline.save`: with the version that is stored now. */
export type PipelineSaved = {
  readonly id: string;
  readonly version: number;
  /** All of it is saved but that the approval is switched off: that waits for a second person. */
  readonly waitsForConfirmation?: true;
};

/** `run.configuration`: what a run was made with, and whether what is kept still has the hash that the run noted. */
export type RunConfiguration = Pipeline & {
  /** Absent: nothing is made yet, or an earlier version of the app made it and noted no hash. */
  readonly proof?: { readonly pipeline: ProofView; readonly plan: ProofView; readonly text: string };
  readonly plan?: AccountPlan;
};
type ProofView = { readonly version: number; readonly sha256: string; readonly fits: boolean };

/** `pipeline.source`. */
export type SourceAnswer = {
  readonly model: string;
  readonly explore: string;
  readonly fields: readonly (SourceField & {
    readonly isUsed: boolean;
    readonly isKey: boolean;
    readonly isMeasure: boolean;
  })[];
  readonly suggestion: Partial<Mapping>;
  /** The unique column by which rows can be read, where Looker names one and the source asks for it. */
  readonly primaryKey?: string;
  /** Of an own query: the columns of the explore that look like bookings. */
  readonly proposed?: readonly string[];
};

export type FindingView = {
  readonly target?: Target;
  readonly column?: string;
  /** Of Looker’s row; absent: of the mapping as a whole. */
  readonly row?: number;
  readonly title: string;
  readonly remedy: string;
  /** The source’s value. Shown here only. */
  readonly value?: string;
};

/** `pipeline.values`. */
export type ValuesAnswer = {
  /** So many rows were looked at. */
  readonly rows: number;
  /** There are more. */
  readonly isCut: boolean;
  readonly periodLabel: string;
  readonly columns: readonly SeenColumn[];
};
/** What stands in a column that goes to a target. */
export type SeenColumn = {
  readonly target: Target;
  readonly column: string;
  /** For a value table: the most frequent first. `count` 0: seen beyond the rows that were looked at. */
  readonly values: readonly {
    readonly value: string;
    readonly count: number;
    /** What it could become; `name`: of the account. */
    readonly guess?: { readonly value: string; readonly rate?: string; readonly name?: string };
  }[];
  /** Values beyond those. */
  readonly more: number;
  /** What the target does not take as it is. */
  readonly misfits: readonly {
    readonly title: string;
    readonly remedy: string;
    readonly rows: number;
    readonly value: string;
  }[];
};

/** `accounts.find`. */
export type AccountsFound = {
  readonly accounts: readonly { readonly number: string; readonly name: string }[];
  readonly more: number;
};

/** `pipeline.preview`. */
export type PreviewAnswer = {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly cells: readonly (string | null)[];
    /** The booking line by target. */
    readonly line?: readonly { readonly target: Target | 'side' | 'net'; readonly value: string }[];
    /** The cells of the booking file that are not empty, with DATEV’s column. */
    readonly file?: readonly { readonly column: number; readonly name: string; readonly value: string }[];
    readonly findings: readonly FindingView[];
  }[];
  readonly findings: readonly FindingView[];
  readonly upcoming: readonly { readonly at: string; readonly local: string; readonly period: string }[];
  /** The source’s columns, to be given back with the rows. */
  readonly fields: readonly SourceField[];
};

/** One thing to mend, however many rows have it. */
export type FaultView = Pick<FindingView, 'target' | 'column' | 'title' | 'remedy'> & {
  readonly rows: number;
  /** The first of its rows. */
  readonly row?: number;
  /** Only the first findings are known: it may be more. */
  readonly isAtLeast?: true;
  /** What it met, the most frequent first; shown here only. */
  readonly met: readonly { readonly value: string; readonly rows: number }[];
  readonly moreValues: number;
};

/** A value that a value table lacks, to be filled in. */
export type MissingView = {
  readonly target: Target;
  readonly column: string;
  readonly value: string;
  readonly rows: number;
  /** The amount is net: the tax key needs its rate. */
  readonly wantsRate?: true;
  readonly suggestions: readonly Choice[];
  /** The one whose name is the same but for an ending. */
  readonly likely?: Choice;
};

/** Rows and ΣSoll + ΣHaben of a period. */
export type PeriodTotals = {
  readonly periodLabel: string;
  readonly rows: number;
  /** As text with a comma. */
  readonly total?: string;
  readonly isThis?: true;
};

/** What differs in the pipeline, in words. */
export type MappingChanges = Pick<ConfigChange, 'differences' | 'more'> & {
  /** Names the two versions. */
  readonly text: string;
  /** That the account plan is another one, too. */
  readonly plan?: string;
};

/** `run.view`: what the run’s page and the panel of its issue show. */
export type RunAnswer = {
  readonly submission: SubmissionView;
  /** The verdict on the rows, in one sentence, where there is more to say than the state. */
  readonly verdict?: string;
  readonly faults: readonly FaultView[];
  readonly missing: readonly MissingView[];
  /** Beyond those. */
  readonly moreMissing: number;
  /** This period beside the last ones that were delivered, oldest first; where somebody has to judge the totals. */
  readonly beside: readonly PeriodTotals[];
  /** What of the mapping changed since it was last approved; where somebody has to approve. */
  readonly changes?: MappingChanges;
  readonly pipeline: { readonly id: string; readonly name: string; readonly version: number };
  readonly period: string;
  readonly periodLabel: string;
  readonly isDry: boolean;
  /** What it made lacks what came after: it was executed before the period had ended. */
  readonly isShort?: true;
  /** The run that took the place of this one, and how it stands. */
  readonly newer?: Pick<RunRow, 'submissionId' | 'sentence'>;
  /** Another run of its days that has to end before this one is executed. */
  readonly unended?: Pick<RunRow, 'submissionId' | 'sentence'>;
  /** Steps in their order, for the progress. */
  /** `waits`: for a person; nothing of it is under way. */
  readonly steps: readonly {
    readonly name: string;
    readonly state: 'done' | 'now' | 'waits' | 'next' | 'failed' | 'ended';
  }[];
  readonly counts?: {
    readonly rows: number;
    readonly lines: number;
    readonly leftOut: number;
    readonly rejected: number;
  };
  /** The chain of control totals; amounts as text with a comma, e.g. `1234,05`. */
  readonly totals: readonly {
    readonly where: string;
    readonly rows?: number;
    readonly soll?: string;
    readonly haben?: string;
    readonly sum?: string;
    readonly agrees: boolean;
  }[];
  /** Sums and findings are values of the ledger and are deleted after a while; the counts stay. */
  readonly sumsAreGone: boolean;
  /** What became of each row: to be searched, or deleted after the retention; absent before there was any. */
  readonly report?: 'kept' | 'gone';
  readonly findings: readonly FindingView[];
  readonly moreFindings: number;
  /** Looker’s own words for a failed query. Shown here only, never written to Jira. */
  readonly verbatim?: string;
  readonly drift: readonly {
    readonly field: string;
    readonly text: string;
    /** Columns that could be the same under a new name, best first. */
    readonly candidates: readonly string[];
  }[];
  readonly files: readonly {
    readonly name: string;
    readonly kind: 'extf' | 'dxso' | 'document';
    readonly rows: number;
    readonly bytes: number;
    /** Of `file.download`, where it can be downloaded from the run. */
    readonly revision?: number;
    readonly submissionId?: string;
    readonly lozenge?: { readonly text: string; readonly tone: Tone };
  }[];
  readonly actions: {
    /** `note`: what another execution may do twice at DATEV. `isFirst`: so far the run has only asked. */
    readonly again: ActionView & { readonly note?: string; readonly isFirst?: true };
    readonly accept: ActionView;
    readonly approve: ActionView & { readonly revision?: number };
    readonly remap: ActionView & { readonly version?: number };
    /** Takes entries for missing values over and executes the run again. */
    readonly fill: ActionView & { readonly version?: number };
    /** After a dry run: the same period for real. `note`: what to know before. */
    readonly send: ActionView & { readonly note?: string };
  };
};

/** `run.rows`. */
export type RowsAnswer = {
  readonly rows: readonly {
    readonly row: number;
    readonly key: string;
    readonly fate: 'sent' | 'held' | 'rejected';
    readonly text: string;
  }[];
  readonly more: boolean;
};

export type AccountsAnswer = {
  readonly version: number;
  readonly plan?: Omit<AccountPlan, 'v' | 'mandant' | 'version' | 'changedAt' | 'changedBy'>;
};
export type AccountsRead = {
  readonly accounts: Readonly<AccountPlan['accounts']>;
  readonly findings: readonly { readonly row: number; readonly title: string; readonly remedy: string }[];
  /** Findings beyond those. */
  readonly more: number;
  /** Sachkontenlänge, where DATEV’s header line says it. */
  readonly accountLength?: number;
};

/** `looker.view`. */
export type LookerAnswer = {
  readonly connections: readonly {
    readonly id: string;
    readonly name: string;
    readonly url: string;
    readonly clientId: string;
    readonly tone: Tone;
    readonly text: string;
    readonly problem?: ProblemView;
    /** The host is not part of the app’s own list: an administrator approves it (customer-managed egress). */
    readonly needsApproval: boolean;
    readonly domain: string;
    readonly callsThisMonth: number;
    /** What the licence holds a month, and how much of it these calls are. */
    readonly budget?: number;
    readonly usage?: 'plenty' | 'nearly' | 'used-up';
    readonly pipelines: number;
  }[];
};
/** `looker.save`. */
export type LookerSaved = { readonly id: string };
/** `looker.test`. */
export type LookerTest = { readonly user: string; readonly models: number };

/** `hooks.view`. */
export type HooksAnswer = {
  readonly address: string;
  readonly hooks: readonly {
    readonly kind: 'signed' | 'looker';
    readonly state: 'none' | 'active' | 'rotating';
    readonly madeAt?: string;
    readonly oldUntil?: string;
    readonly lastUsedAt?: string;
    /** Of the old secret during a rotation: once nobody uses it any more it may be ended. */
    readonly oldUsedAt?: string;
  }[];
  readonly refusals: readonly {
    readonly reason: RefusalReason;
    readonly text: string;
    readonly count: number;
    /** More came than could be counted. */
    readonly isAtLeast: boolean;
    /** Day in Berlin, `YYYY-MM-DD`: refusals are counted by day. */
    readonly lastDay: string;
  }[];
};
/** `hooks.make`: shown once. */
export type HookSecret = { readonly secret: string };

/** `configuration.plan`. */
export type ImportPlan = {
  readonly items: readonly {
    readonly kind: 'pipeline' | 'accounts' | 'connection';
    readonly name: string;
    readonly what: 'new' | 'changed' | 'same' | 'to-connect';
  }[];
};
