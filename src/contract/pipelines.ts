import * as v from 'valibot';
import type { AccountPlan } from '../accounts/plan';
import type { Mapping, Target } from '../mapping/mapping';
import {
  ConnectionId,
  type PeriodUnit,
  type Pipeline,
  PipelineDraft,
  PipelineId,
  Source,
  type SourceField,
} from '../pipelines/pipeline';
import type { ActionView, PersonView, ProblemView, SubmissionView, Tone } from './answers';

/** What browser and backend promise each other about pipelines and runs. */

const base = { lang: v.picklist(['de', 'en']) };
const Key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9:._-]{1,200}$/));
const MandantId = v.pipe(v.string(), v.regex(/^\d{4,7}-\d{1,5}$/));
/** `2026-11`, `2026-Q4`, `2026-11-30`. */
const PeriodText = v.pipe(v.string(), v.regex(/^\d{4}-(?:Q[1-4]|\d{2}(?:-\d{2})?)$/));
const Version = v.pipe(v.number(), v.integer(), v.minValue(0));
const Before = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const Account = v.object({
  /** Digits, zeros in front do not count. */
  number: v.pipe(v.string(), v.regex(/^\d{1,9}$/)),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(150)),
  automatic: v.exactOptional(v.literal(true)),
});

/** Calls about a run, from its issue or from the desk. */
export const RUN_CALLS = {
  /** A column was renamed at Looker: the mapping follows, and the failed run is executed again. */
  'pipeline.remap': v.object({
    ...base,
    id: PipelineId,
    version: Version,
    renames: v.pipe(v.array(v.object({ from: v.string(), to: v.string() })), v.maxLength(60)),
    submissionId: v.optional(Key),
  }),
  'run.view': v.object({ ...base, submissionId: v.optional(Key) }),
  'run.again': v.object({
    ...base,
    submissionId: v.optional(Key),
    /** Accepts the unusual number of rows or totals. */
    mayDiffer: v.optional(v.boolean(), false),
  }),
  'run.approve': v.object({ ...base, submissionId: v.optional(Key), revision: Version }),
  /** The pipeline as it was when the run was made: what it asked and how it mapped. */
  'run.configuration': v.object({ ...base, submissionId: v.optional(Key) }),
  /** What became of single source rows: by their number or by the value of their key or document number. */
  'run.rows': v.object({
    ...base,
    submissionId: v.optional(Key),
    query: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
  }),
} as const;

/** Calls of the desk; changing anything is for firm leads. */
export const PIPELINE_CALLS = {
  'pipelines.view': v.object({ ...base }),
  'pipeline.view': v.object({ ...base, id: PipelineId }),
  /** Who changed what of it, the newest first; `before` as the page before said. */
  'pipeline.changes': v.object({ ...base, id: PipelineId, before: Before }),
  /** Names to choose from at Looker. */
  'pipeline.choices': v.object({
    ...base,
    connection: ConnectionId,
    what: v.picklist(['models', 'looks', 'dashboards']),
    query: v.optional(v.pipe(v.string(), v.maxLength(100)), ''),
  }),
  /** The columns of a source, as Looker describes them now. */
  'pipeline.source': v.object({ ...base, connection: ConnectionId, source: Source }),
  /** Real rows through the whole mapping; nothing is stored or sent. */
  'pipeline.preview': v.object({ ...base, draft: PipelineDraft, period: v.optional(PeriodText) }),
  'pipeline.save': v.object({
    ...base,
    id: v.optional(PipelineId),
    /** The stored version that was seen; 0 for a new one. */
    version: Version,
    draft: PipelineDraft,
  }),
  /** That the approval is to be switched off is confirmed by a second person, or taken back. */
  'pipeline.approval-off': v.object({
    ...base,
    id: PipelineId,
    version: Version,
    decision: v.picklist(['confirm', 'withdraw']),
  }),
  'pipeline.remove': v.object({ ...base, id: PipelineId }),
  'pipeline.run': v.object({
    ...base,
    id: PipelineId,
    period: PeriodText,
    isDry: v.boolean(),
    /** A further run although one was delivered. */
    anew: v.optional(v.boolean(), false),
  }),
  'accounts.view': v.object({ ...base, mandant: MandantId }),
  'accounts.changes': v.object({ ...base, mandant: MandantId, before: Before }),
  'accounts.preset': v.object({
    ...base,
    chart: v.picklist(['SKR03', 'SKR04']),
    accountLength: v.pipe(v.number(), v.integer(), v.minValue(4), v.maxValue(8)),
  }),
  'accounts.read': v.object({ ...base, text: v.pipe(v.string(), v.maxLength(300_000)) }),
  'accounts.save': v.object({
    ...base,
    mandant: MandantId,
    version: Version,
    plan: v.object({
      chart: v.picklist(['SKR03', 'SKR04', 'own']),
      accountLength: v.pipe(v.number(), v.integer(), v.minValue(4), v.maxValue(8)),
      fiscalYearBegin: v.pipe(v.string(), v.regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)),
      closedThrough: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/))),
      accounts: v.pipe(v.array(Account), v.maxLength(2000)),
    }),
  }),
} as const;

/** Calls of the admin page: connections, secrets and the move from a test site to production. */
export const LOOKER_CALLS = {
  'looker.view': v.object({ ...base }),
  'looker.save': v.object({
    ...base,
    id: v.optional(ConnectionId),
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
    url: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300)),
    clientId: v.pipe(v.string(), v.trim(), v.regex(/^[\w.-]{1,100}$/)),
    /** Absent: as it is. */
    secret: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))),
    /** Calls of Looker’s licence per month, where there is a limit. */
    budget: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000_000))),
  }),
  /** Logs in and asks: a real query. */
  'looker.test': v.object({ ...base, id: ConnectionId }),
  'looker.remove': v.object({ ...base, id: ConnectionId }),
  'hooks.view': v.object({ ...base }),
  'hooks.make': v.object({
    ...base,
    kind: v.picklist(['signed', 'looker']),
    /** Looker’s own webhook token, where Looker made it; absent: we make one. */
    given: v.optional(v.pipe(v.string(), v.trim(), v.regex(/^[\x21-\x7e]{16,500}$/))),
  }),
  'hooks.end-old': v.object({ ...base, kind: v.picklist(['signed', 'looker']) }),
  'hooks.remove': v.object({ ...base, kind: v.picklist(['signed', 'looker']) }),
  /** Who changed what of the configuration, the newest first; `before` as the page before said. */
  'configuration.changes': v.object({ ...base, before: Before }),
  'configuration.export': v.object({ ...base }),
  'configuration.plan': v.object({ ...base, text: v.pipe(v.string(), v.maxLength(450_000)) }),
  'configuration.import': v.object({ ...base, text: v.pipe(v.string(), v.maxLength(450_000)) }),
} as const;

// ---- answers

export type Choice = { readonly id: string; readonly label: string; readonly hint?: string };

/** `pipelines.view`. */
export type PipelinesAnswer = {
  readonly may: { readonly edit: ActionView; readonly run: ActionView };
  readonly connections: readonly Choice[];
  readonly mandanten: readonly (Choice & { readonly hasPlan: boolean })[];
  readonly pipelines: readonly PipelineRow[];
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
  readonly changedAt: string;
  readonly rows?: number;
  readonly issueKey?: string;
};

/** `pipeline.view`. */
export type PipelineAnswer = {
  readonly pipeline: Pipeline;
  readonly version: number;
  readonly runs: readonly RunRow[];
  readonly upcoming: readonly { readonly at: string; readonly local: string; readonly period: string }[];
  readonly changedBy: PersonView;
  /** For firm leads. */
  readonly approvalOff?: ApprovalOffView;
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
};

/** `run.view`: what the run’s page and the panel of its issue show. */
export type RunAnswer = {
  readonly submission: SubmissionView;
  readonly pipeline: { readonly id: string; readonly name: string; readonly version: number };
  readonly period: string;
  readonly periodLabel: string;
  readonly isDry: boolean;
  /** Steps in their order, for the progress. */
  readonly steps: readonly { readonly name: string; readonly state: 'done' | 'now' | 'next' | 'failed' }[];
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
    readonly again: ActionView;
    readonly accept: ActionView;
    readonly approve: ActionView & { readonly revision?: number };
    readonly remap: ActionView & { readonly version?: number };
  };
};

/** `run.rows`. */
export type RowsAnswer = {
  readonly rows: readonly {
    readonly row: number;
    readonly key: string;
    readonly fate: 'sent' | 'held' | 'rejected';
    readonly text: string;
    readonly file?: string;
    readonly fileRow?: number;
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
    readonly budget?: number;
    readonly pipelines: number;
  }[];
};
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
    readonly reason: string;
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
